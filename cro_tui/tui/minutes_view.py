"""How a meeting reads on the screen: its facts, its timeline, what a typed line will be, whom it may mean.

Pure: records and texts in, what widgets show out. Knows no widget's behavior and saves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from cro_tui.actions.base import Names, context_of
from cro_tui.actions.capture import preview
from cro_tui.actions.minutes import left_in_text
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.grammar import is_about_an_officer
from cro_tui.model.meeting import ATTENDEE, Action, Meeting, people_in, understand_line
from cro_tui.store.notebook import Notebook
from cro_tui.tui.capture_lines import before_the_end, parts_of, warnings_of
from cro_tui.tui.days import plain_day
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK, restricted_people, without
from cro_tui.tui.widgets.minutes_line import Suggestion
from cro_tui.tui.widgets.timeline import Line
from cro_tui.tui.widgets.understood import Part

MARKS = "a: action   d: decision   m: motion   c: concern   + name   (↑ corrects)"
FindNames = Callable[[str], Iterable[str]]
_OWNER_BEGUN = re.compile(r'(?<=\s)@("?)([^@"]*)$')


def clock(iso: str) -> str:
    """The time of day of a moment, or ``""``."""
    return iso[11:16]


def facts(meeting: Meeting, body: str, place: str, earlier_open: int, year: int) -> str:
    """Two lines: which meeting, of the *body* at the *place* as they may be shown; where it stands.

    The date of *year* has no year.
    """
    which = [body, readable(meeting.start).replace(f" {year}", ""), place]
    named = sum(1 for row in meeting.attendance if row.get("as") != "absent")
    heads = meeting.headcount
    owed = earlier_open + sum(1 for action in meeting.actions if action.is_open)
    state = [
        _session(meeting),
        "no headcount" if heads is None else f"headcount {heads}",
        f"{named} named",
        f"{owed} open action{'' if owed == 1 else 's'}",
        f"minutes {meeting.minutes_status}{_approved_on(meeting, year)}",
        f"next {readable(meeting.next_meeting)}" if meeting.next_meeting else "",
    ]
    return "\n".join(" · ".join(part for part in parts if part) for parts in (which, state))


def _approved_on(meeting: Meeting, year: int) -> str:
    if not meeting.is_approved:
        return ""
    since = "; changed since" if meeting.is_amended else ""
    if not meeting.approved_on:
        return since
    day = date.fromisoformat(meeting.approved_on)
    return f" {day.day} {day:%b}" + (f" {day.year}" if day.year != year else "") + since


def approval(meeting: Meeting) -> str:
    """That the minutes are approved, since when, and where it stands who said so; that they were changed since."""
    if meeting.is_amended:
        on = f" {readable(meeting.approved_on)}" if meeting.approved_on else ""
        return f"Approved{on}, changed {readable(meeting.amended_on)}; h in the list: by whom"
    on = f"Approved {readable(meeting.approved_on)}" if meeting.approved_on else "These minutes are approved"
    return f"{on}; in the list of meetings h shows by whom"


def _session(meeting: Meeting) -> str:
    """Whether it is in order, and the times of that."""
    begun, over = clock(meeting.called_to_order), clock(meeting.adjourned)
    if over:
        return f"{begun}–{over}" if begun else f"adjourned {over}"
    return f"called {begun}" if begun else "not called to order"


class Words:
    """The words of one meeting as they may be shown: without restricted people, unless they were asked for."""

    def __init__(self, meeting: Meeting, notebook: Notebook, *, bare: bool = False) -> None:
        self.meeting = meeting
        self.notebook = notebook
        self.bare = bare
        self.today = notebook.clock().date()
        self.hidden = [] if bare else restricted_people(meeting, notebook)
        """The people who may not show."""
        self.text = without(self.hidden)
        """Makes a text of the meeting one that may be shown."""

    def of_concern(self, concern: Concern, text: str) -> str:
        """*text* of the meeting that is a concern's, with its number."""
        return f"{concern.number} {MASK if concern.restricted and not self.bare else self.text(text)}"

    def body(self) -> str:
        """Who meets."""
        return MASK if self.meeting.restricted and not self.bare else self.text(self.meeting.body)

    def attendee(self, row: Mapping[str, Any]) -> str:
        """The name of somebody on the attendance."""
        contact = self.notebook.of(Contact, str(row["contact"])) if row.get("contact") else None
        hidden = contact is not None and contact.restricted and not self.bare
        return MASK if hidden else self.text(str(row.get("name") or ""))


def timeline_of(words: Words) -> list[Line]:
    """Its entries in order, with the concerns that were captured beside the minutes where they were heard."""
    meeting, lookup = words.meeting, words.notebook.get
    entries = meeting.entries
    lines = [(str(entry.get("at") or ""), _line(words, entry)) for entry in entries]
    known = {entry["concern"] for entry in entries if entry.get("concern")}
    for record_id in meeting.links:
        concern = lookup(record_id) if record_id not in known else None
        if isinstance(concern, Concern) and not concern.is_voided:
            text = words.of_concern(concern, concern.summary)
            lines.append((concern.entered, Line(concern.id, _time(meeting, concern.entered), "concern", text)))
    lines.sort(key=lambda one: one[0])
    return [line for _at, line in lines]


def _line(words: Words, entry: Mapping[str, Any]) -> Line:
    meeting = words.meeting
    kind, at, key = str(entry.get("kind") or "note"), str(entry.get("at") or ""), str(entry["id"])
    text = str(entry.get("text") or "")
    tone = ""
    if kind == "action":
        text = " ".join(part for part in (text, owed(Action(meeting, dict(entry)), words.today)) if part)
        tone = "" if entry.get("status", "open") == "open" else "quiet"
    elif kind == "motion":
        mover = f"(moved by {entry['mover']})" if entry.get("mover") else ""
        result = f"→ {entry['result']}" if entry.get("result") else ""
        text = " ".join(part for part in (text, mover, result) if part)
    concern = words.notebook.get(str(entry["concern"])) if entry.get("concern") else None
    text = words.of_concern(concern, text) if isinstance(concern, Concern) else words.text(text)
    if Meeting.entries.key(key) in meeting.conflicts:
        return Line(key, _time(meeting, at), kind, f"≠ two wordings: {text}", "alarm")
    return Line(key, _time(meeting, at), kind, text, tone)


def owed(action: Action, today: date) -> str:
    """Who owes it by when, and whether it is done: ``(Kim, by 27 Nov)``."""
    due = f"by {plain_day(action.due, today)}" if action.due else ""
    parts = [part for part in (action.owner, due) if part]
    if not action.is_open:
        parts.append(str(action.entry.get("status")))
    return f"({', '.join(parts)})" if parts else ""


def _time(meeting: Meeting, at: str) -> str:
    """The time of an entry; the day, where it was written on another day than that of the meeting."""
    day = meeting.start[:10]
    if day and at[:10] > day and at[11:13] >= "05":
        return f"{int(at[8:10])} {datetime.fromisoformat(at[:10]):%b}"
    return clock(at)


class Reading(NamedTuple):
    """What a typed line will be."""

    kind: str
    parts: list[Part]
    warning: str = ""
    at_rest: Sequence[Part] = ()
    """The parts once nothing more is typed: a word is finished then, and may not be understood."""


def read(typed: str, notebook: Notebook, names: Names, both_ways: str) -> Reading:
    """How *typed* is understood; *both_ways* are those of a complaint about an officer, for a note or a concern."""
    line = understand_line(typed)
    context = context_of(notebook, names)
    parts: list[Part] = []
    if line.kind == ATTENDEE:
        people = people_in(line.text)
        attends = f"{len(people)} people attend" if len(people) > 1 else "attends"
        return Reading("attends", [Part(attends, " · ".join(people))])
    if line.kind in ("note", "concern") and is_about_an_officer(line.text):
        return Reading(line.kind, [], both_ways)
    if line.kind == "action":
        parts = [Part("action of", line.owner)] if line.owner else []
        due = Meeting.entries.due_of(line, context)
        parts += [Part("due", readable(due))] if due else []
    elif line.kind == "motion":
        parts = [Part("moved by", line.mover)] if line.mover else []
        parts += [Part("result", line.result)] if line.result else []
    elif line.kind == "concern":
        seen = preview(notebook, line.text, names)
        parts = parts_of(seen)
        if seen.contradiction:
            return Reading(line.kind, [], seen.contradiction)
        if seen.unclear:
            return Reading(line.kind, parts, " · ".join(seen.unclear))
    left = left_in_text(typed, context)
    return Reading(line.kind, warnings_of(before_the_end(left, typed)) + parts, at_rest=warnings_of(left) + parts)


def suggestions(typed: str, find_names: FindNames) -> list[Suggestion]:
    """Whom an attendee's line, or the ``@owner`` at the end of an action, may mean."""
    line = typed.lstrip()
    if line.startswith("+ ") and line[2:].strip():
        wanted = line[2:].strip()
        names = [name for name in find_names(wanted) if name != wanted]
        return [Suggestion(name, f"+ {name}", enters=True) for name in names]
    begun = _OWNER_BEGUN.search(typed)
    if begun and begun[2].strip() and line[:2].lower() == "a:":
        before = typed[: begun.start()]
        return [
            Suggestion(name, f'{before}@"{name}" ' if " " in name else f"{before}@{name} ")
            for name in find_names(begun[2].strip())
        ]
    return []
