"""A meeting and its minutes: a timeline of entries, each with its own id and time; and the actions among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from cro_tui.model import vocabulary as v
from cro_tui.model.fields import (
    BadValue,
    Choice,
    Context,
    Count,
    Day,
    Line,
    Moment,
    Ref,
    Refs,
    Rows,
    Stored,
    Text,
    YesNo,
    column,
)
from cro_tui.model.leftover import Leftover
from cro_tui.model.record import Record
from cro_tui.model.spaced_dates import MONTH_AND_DAY, in_full


class Entries(Rows):
    """The lines of the minutes. A bare text means what it means at the meeting itself: see `understand_line`."""

    def parse(self, raw: object, context: Context) -> dict[str, Stored]:
        """The entries; a ``+ name`` among them goes on the attendance."""
        lines: dict[str, Stored] = {}
        for key, line in super().parse(raw, context).items():
            if line.get("kind") == ATTENDEE:
                for person in people_in(str(line["text"])):
                    line_id, row = Meeting.attendance.parse_row(person, context)
                    lines[Meeting.attendance.key(line_id)] = row
            else:
                lines[key] = line
        return lines

    def parse_row(self, row: object, context: Context) -> tuple[str, dict[str, Stored]]:
        if isinstance(row, str):
            line = understand_line(row)
            if line.kind == ATTENDEE:
                return context.new_id(), {"kind": ATTENDEE, "text": line.text}
            row = self.row_of(line, context)
        line_id, stored = super().parse_row(row, context)
        if not (isinstance(row, Mapping) and row.get("id")):
            stored.setdefault("at", context.now.isoformat(timespec="seconds"))
        return line_id, stored

    def row_of(self, line: MinuteLine, context: Context) -> dict[str, Stored]:
        """What one line of minutes fills in; a due date that can't be read stays in the text."""
        row: dict[str, Stored] = {"kind": line.kind, "text": line.text}
        if line.kind == "action":
            row |= {"owner": line.owner, "status": v.ACTION_STATUSES[0]}
            if line.due:
                due = self.due_of(line, context)
                row |= {"due": due} if due else {"text": f"{line.text} {_mark('due:', line.due)}"}
        if line.kind == "motion":
            row |= {"mover": line.mover, "result": line.result}
        return row

    def due_of(self, line: MinuteLine, context: Context) -> str:
        """The ISO date by which an action is due, or ``""`` where it names none that can be read."""
        try:
            return str(self.columns["due"].parse(line.due, context)["due"] or "")
        except BadValue:
            return ""


class Meeting(Record):
    """A meeting that the department organized or attended."""

    KIND = "meeting"
    PLURAL = "meetings"
    TITLE = "body"
    DATED = "start"

    body = Line("Body", required=True, help="who meets, e.g. Northside Neighborhood Association")
    kind = Choice("Kind", vocabulary="meeting_kinds")
    start = Moment("Start", lean="future")
    end = Moment("End", lean="future")
    place = Line("Place")
    neighborhood = Line("Neighborhood")
    organized = YesNo("Organized by us", help="no: attended only")
    presiding = Line("Presiding")
    recorder = Line("Recorder")
    headcount = Count("Headcount", roughly=True, help="people in the room; not only those named; about 25 is 25")
    agenda = Text("Agenda", help="one item a line")
    called_to_order = Moment("Called to order", lean="past")
    adjourned = Moment("Adjourned", lean="past")
    previous_approved = YesNo("Previous minutes approved")
    attendance = Rows(
        "Attendance",
        prefix="attendance",
        main="name",
        columns=(
            column(Line, "name", "Name", required=True),
            column(Ref, "contact", "Contact", kinds=("contact",)),
            column(Choice, "as", "As", fixed=v.ATTENDED_AS),
        ),
    )
    entries = Entries(
        "Minutes",
        prefix="entry",
        main="text",
        order="at",
        columns=(
            column(Moment, "at", "At", lean="past"),
            column(Choice, "kind", "Kind", fixed=v.ENTRY_KINDS),
            column(Text, "text", "Text", required=True),
            column(Line, "owner", "Owner"),
            column(Day, "due", "Due"),
            column(Choice, "status", "Status", fixed=v.ACTION_STATUSES),
            column(Line, "mover", "Moved by"),
            column(Line, "result", "Result"),
            column(Ref, "concern", "Concern", kinds=("concern",)),
        ),
    )
    minutes_status = Choice("Minutes", fixed=v.MINUTES_STATUSES)
    approved_on = Day("Minutes approved on", lean="past")
    amended_on = Day("Approved minutes changed on", lean="past", automatic=True)
    next_meeting = Moment("Next meeting", lean="future")
    links = Refs("Links", prefix="link", kinds=("concern", "contact", "meeting", "organization"))

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("start", context.now.isoformat(timespec="minutes"))
        stored.setdefault("kind", "regular")
        stored.setdefault("minutes_status", v.MINUTES_STATUSES[0])
        for key, line in stored.items():
            if key.startswith("entry.") and isinstance(line, dict):
                line.setdefault("kind", "note")
                line.setdefault("at", context.now.isoformat(timespec="seconds"))
                if line["kind"] == "action":
                    line.setdefault("status", "open")
            elif key.startswith("attendance.") and isinstance(line, dict):
                line.setdefault("as", "present")

    @property
    def is_approved(self) -> bool:
        """Whether its minutes are no draft any more."""
        return self.minutes_status == v.MINUTES_STATUSES[1]

    @property
    def is_amended(self) -> bool:
        """Whether its minutes were changed since they were approved."""
        return self.is_approved and bool(self.amended_on)

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions among its entries, in the order of the minutes."""
        return tuple(Action(self, entry) for entry in self.entries if entry.get("kind") == "action")

    @property
    def is_live(self) -> bool:
        """Called to order and not adjourned."""
        return bool(self.called_to_order) and not self.adjourned


class Action(NamedTuple):
    """An action of a meeting's minutes: an entry with an owner, a due date and a status."""

    meeting: Meeting
    entry: dict[str, Stored]

    @property
    def id(self) -> str:
        """The id of the entry."""
        return str(self.entry["id"])

    @property
    def text(self) -> str:
        """What is to be done."""
        return str(self.entry.get("text") or "")

    @property
    def owner(self) -> str:
        """Who does it, or ``""``."""
        return str(self.entry.get("owner") or "")

    @property
    def due(self) -> str:
        """ISO date, or ``""``."""
        return str(self.entry.get("due") or "")

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return bool(self.entry.get("status", "open") == "open")

    def plain(self) -> dict[str, Stored]:
        """The action as JSON shows it: the entry's columns, its meeting, conflicts of its line, voided."""
        shown = Meeting.entries.plain_row(self.entry)
        key = Meeting.entries.key(self.id)
        heads = self.meeting.conflicts.get(key, ())
        return {
            "id": self.id,
            "type": "action",
            **{name: shown[name] for name in shown if name != "id"},
            "meeting": self.meeting.id,
            "body": self.meeting.body,
            "conflicts": {key: [head.value for head in heads]} if heads else {},
            "voided": self.meeting.voided or None,
        }


class MinuteLine(NamedTuple):
    """What one typed line of live minutes means."""

    kind: str
    """An entry kind, or ``attendee``."""
    text: str
    owner: str = ""
    due: str = ""
    """As typed; parsed when saved."""
    mover: str = ""
    result: str = ""


ATTENDEE = "attendee"
"""What a line ``+ name`` is: it goes on the attendance, not among the entries."""
_MARKS = {"a": "action", "d": "decision", "m": "motion", "c": "concern", "n": "note"}
_MARK = re.compile(r"([adcmn]):\s*(.*)", re.IGNORECASE | re.DOTALL)
_OWNER = re.compile(r'(?:(?<=\s)|^)@(?:"([^"]+)"|(\S+))')
_DUE = re.compile(rf'(?:(?<=\s)|^)due:(?:"([^"]+)"|(?!{MONTH_AND_DAY})(\S+))', re.IGNORECASE)
_LIKE_DUE = re.compile(r'(?<!\S)due:(?:"[^"]+"|\S*)', re.IGNORECASE)
_BETWEEN_PEOPLE = re.compile(r",|\s(?:and|&)\s")
_SEVERAL = re.compile(r"(?:(?:about|around|some|ca\.?)\s+|~\s*)?\d+\s+[^\W\d_]", re.IGNORECASE)
"""How many of a kind were there: no name, and nothing about the person before it."""
_NAME_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv|m\.?d|ph\.?d|esq|rn|dds|ret)\.?", re.IGNORECASE)
_AFTER_DUE = ",;!?)"
"""What may follow a due date in a sentence, and belongs to the sentence."""
_MOVER = re.compile(r'(?:(?<=\s)|^)by:(?:"([^"]+)"|(\S+))', re.IGNORECASE)
_RESULT = re.compile(r"(?<=\s)->\s*(?=\S)(.+)$", re.DOTALL)


def understand_line(typed: str) -> MinuteLine:
    """The meaning of a minutes line.

    ``a:`` action (``@owner``, ``due:fri``), ``d:`` decision, ``m:`` motion (``by:mover``, ``-> carried 5-0``),
    ``c:`` concern, ``+ name`` attendee; everything else is a note, kept as typed.
    """
    line = typed.strip()
    if line.startswith("+ ") and line[2:].strip():
        return MinuteLine(ATTENDEE, line[2:].strip())
    mark = _MARK.fullmatch(line)
    if mark is None or not mark[2].strip():
        return MinuteLine("note", line)
    kind, text = _MARKS[mark[1].lower()], mark[2].strip()
    if kind == "action":
        text, owner = _take(_OWNER, text)
        text, due = _take(_DUE, text, _AFTER_DUE)
        return MinuteLine(kind, text, owner=owner, due=due) if text else MinuteLine("note", line)
    if kind == "motion":
        text, mover = _take(_MOVER, text)
        result = _RESULT.search(text)
        if result:
            text = text[: result.start()].rstrip()
        return (
            MinuteLine(kind, text, mover=mover, result=result[1].strip() if result else "")
            if text
            else MinuteLine("note", line)
        )
    return MinuteLine(kind, text)


def people_in(text: str, is_group: Callable[[str], bool] = lambda name: False) -> list[str]:
    """Who attends by a line ``+ Ann Lee, Tom Ruiz; Mai Nguyen, MD``: commas and semicolons stand between people.

    So does “and”. What follows a comma is of the person before it where it is a suffix of a name, begins small or with
    a digit, or is what *is_group* knows for an organization or a unit. “about 25 residents” is a line of its own.
    """
    people: list[str] = []
    for several in text.split(";"):
        before = len(people)
        for part in _BETWEEN_PEOPLE.split(several):
            name = " ".join(part.split())
            is_more = _NAME_SUFFIX.fullmatch(name) or not (name[:1].isupper() or _SEVERAL.match(name))
            if name and len(people) > before and (is_more or is_group(name)):
                people[-1] = f"{people[-1]}, {name}"
            elif name:
                people.append(name)
    return list(dict.fromkeys(people))


def leftovers_of(line: MinuteLine, context: Context) -> list[Leftover]:
    """What looks like the due date of an action and stays in its text. Of a concern's line the grammar knows it."""
    if line.kind != "action":
        return []
    due = Meeting.entries.due_of(line, context)
    left = [Leftover(_mark("due:", line.due))] if line.due and not due else []
    for found in _LIKE_DUE.finditer(line.text):
        marker = found[0].rstrip(_AFTER_DUE)
        whole = in_full(marker[4:], line.text[found.end() :], context.now, "future")
        left.append(Leftover(marker, (_mark("due:", whole),) if whole else (), due))
    return left


def line_of(entry: Mapping[str, Stored]) -> str:
    """What could be typed to get *entry*: `understand_line` backwards, for correcting it in the same line."""
    kind, text = str(entry.get("kind") or "note"), str(entry.get("text") or "")
    mark = next((mark for mark, known in _MARKS.items() if known == kind), "")
    parts = [text]
    if kind == "action":
        parts += [_mark("@", entry.get("owner")), _mark("due:", entry.get("due"))]
    if kind == "motion":
        parts += [_mark("by:", entry.get("mover")), f"-> {entry['result']}" if entry.get("result") else ""]
    line = " ".join(part for part in parts if part)
    plain = not mark or (kind == "note" and understand_line(text).text == text.strip())
    return line if plain else f"{mark}: {line}"


def marked(line: str, kind: str) -> str:
    """The typed *line* with the mark of *kind* instead of its own."""
    bare = _bare(line)
    mark = next(mark for mark, known in _MARKS.items() if known == kind)
    plain = kind == "note" and understand_line(bare).text == bare.strip()
    return bare if plain else f"{mark}: {bare}"


def _bare(line: str) -> str:
    found = _MARK.fullmatch(line.strip())
    return found[2] if found else line.strip().removeprefix("+ ")


def _mark(sign: str, value: Stored) -> str:
    bare = str(value or "").replace('"', "'")
    return f'{sign}"{bare}"' if " " in bare else f"{sign}{bare}" if bare else ""


def _take(mark: re.Pattern[str], text: str, trailing: str = "") -> tuple[str, str]:
    """(*text* without the mark, what the mark says); *trailing* characters after it stay in the text."""
    found = mark.search(text)
    if not found:
        return text, ""
    value = found[1] or found[2].rstrip(trailing) or found[2]
    after = found[2][len(value) :] if found[2] else ""
    rest = (text[: found.start()].rstrip() + after + " " + text[found.end() :].lstrip()).strip()
    return rest, value
