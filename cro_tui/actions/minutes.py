"""Live minutes: every line is saved when it is entered; who attends; what becomes a tracked concern or action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from cro_tui.actions.base import Contradiction, Done, Names, NothingDone, Unchanged, commit, context_of
from cro_tui.actions.capture import contradiction_in
from cro_tui.actions.namesakes import meant
from cro_tui.model.concern import Concern, first_sentence
from cro_tui.model.fields import Context, short
from cro_tui.model.grammar import understand
from cro_tui.model.leftover import Leftover, saying
from cro_tui.model.lists import in_order
from cro_tui.model.meeting import (
    ATTENDEE,
    Meeting,
    MinuteLine,
    leftovers_of,
    line_of,
    marked,
    people_in,
    understand_line,
)
from cro_tui.model.record import Record
from cro_tui.store.notebook import Edit, Notebook

_ENTRY = Meeting.entries
_ATTENDANCE = Meeting.attendance


def minute(notebook: Notebook, meeting: Meeting, *lines: str, names: Names | None = None, draft: str = "") -> Done:
    """Enters lines of minutes, one entry each, as one save: notes, or what their marks say (see `understand_line`).

    A due date that can't be read stays in the text of the action. Empty lines and attendees who are on the list are
    passed over; raises `NothingDone` where nothing is left, and `Contradiction`, with nothing entered, for a concern
    from somebody unnamed who is named.
    """
    names = names or Names(notebook)
    context = context_of(notebook, names)
    now = context.now.isoformat(timespec="seconds")
    at = _not_before(meeting, now)
    values: dict[str, Any] = {}
    edits: list[Edit] = []
    told = NothingDone("Nothing to enter yet")
    entered: list[MinuteLine] = []

    def is_group(name: str) -> bool:
        return name in notebook.settings.department.units or bool(names.exactly(("organization",), name))

    for line in _one_by_one(map(understand_line, lines), is_group):
        try:
            if line.kind == ATTENDEE:
                values |= _attendee(
                    Meeting(meeting.id, {**meeting.values, **values}), line.text, "present", names, context
                )
            elif line.text:
                made, others = _entry(notebook, meeting, line, context.new_id(), at, names, now=now)
                values |= made
                edits += others
            else:
                continue
        except Contradiction:
            raise
        except NothingDone as known:
            told = known
        else:
            entered.append(line)
    if not entered:
        raise told
    edits.insert(0, Edit(meeting.id, meeting.KIND, values, meeting))
    left = [one for line in entered for one in _left_of(line, context)]
    return commit(notebook, edits, lambda saved: saying(_says(entered, saved), left), draft)


def _one_by_one(lines: Iterable[MinuteLine], is_group: Callable[[str], bool]) -> Iterator[MinuteLine]:
    """The *lines*, a line of several attendees as one for each."""
    for line in lines:
        if line.kind == ATTENDEE:
            yield from (line._replace(text=person) for person in people_in(line.text, is_group))
        else:
            yield line


def _not_before(meeting: Meeting, now: str) -> str:
    """The moment of a new entry: a clock that was set back does not turn the minutes around."""
    last = str(meeting.entries[-1].get("at") or "") if meeting.entries else ""
    if in_order(last) <= in_order(now):
        return now
    try:
        return (datetime.fromisoformat(last) + timedelta(seconds=1)).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return now


def left_in_text(typed: str, context: Context) -> list[Leftover]:
    """What looks like a marker in a line of minutes and stays in its text."""
    return _left_of(understand_line(typed), context)


def _left_of(line: MinuteLine, context: Context) -> list[Leftover]:
    return list(understand(line.text, context).left) if line.kind == "concern" else leftovers_of(line, context)


def _says(entered: list[MinuteLine], saved: tuple[Record, ...]) -> str:
    if len(entered) > 1 and all(line.kind == ATTENDEE for line in entered):
        return f"{len(entered)} people attend: {short(', '.join(line.text for line in entered), 60)}"
    if len(entered) > 1:
        return f"Saved {len(entered)} lines"
    line = entered[0]
    if line.kind == ATTENDEE:
        return f"{short(line.text, 40)} attends"
    number = next((f" {record.number}" for record in saved if isinstance(record, Concern)), "")
    return f"Saved {line.kind}{number} “{short(line.text, 40)}”"


def _entry(
    notebook: Notebook,
    meeting: Meeting,
    line: MinuteLine,
    entry_id: str,
    at: str,
    names: Names,
    base: Mapping[str, Any] = MappingProxyType({}),
    *,
    now: str = "",
) -> tuple[dict[str, Any], list[Edit]]:
    """(the stored fields of the meeting, the edits of concerns) that one entry makes; *base* is its line until now.

    It stands at *at* in the minutes; a concern is heard *now*, where that is another moment.
    """
    context = context_of(notebook, names)
    row = _ENTRY.row_of(line, context) | {"at": at}
    if line.kind == "action" and base.get("status"):
        row["status"] = base["status"]
    edits: list[Edit] = []
    concern_id = base.get("concern")
    if line.kind == "concern" and concern_id:
        row["text"], edits = _reworded(notebook, concern_id, line.text, str(base.get("text") or ""), names)
    elif line.kind == "concern":
        concern = _concern(notebook, meeting, line.text, names, now or at)
        concern_id, row["text"], edits = concern.id, str(concern.set["narrative"]), [concern]
    _, stored = _ENTRY.parse_row(row, context)
    values: dict[str, Any] = {_ENTRY.key(entry_id): stored}
    if concern_id:
        stored["concern"] = concern_id
        values[Meeting.links.key(concern_id)] = 1
    return values, edits


def _concern(notebook: Notebook, meeting: Meeting, text: str, names: Names, at: str) -> Edit:
    """The concern that a line of minutes becomes: heard at that meeting, with the grammar of the capture line.

    Minutes that are written up on another day do not move it: it was heard on the day of the meeting.
    """
    context = context_of(notebook, names)
    typed: dict[str, object] = {
        "channel": "community meeting",
        "place": meeting.place,
        "neighborhood": meeting.neighborhood,
        "heard_by": notebook.settings.officer.name,
        "heard": meeting.start if meeting.start[:10] < at[:10] else at,
        **_meant(text, names, context),
    }
    if typed["channel"] not in context.words.channels:
        del typed["channel"]
    values = Concern.parse(typed, context)
    values[Concern.links.key(meeting.id)] = 1
    return Edit(notebook.new_id(), Concern.KIND, values, numbered=True)


def _meant(text: str, names: Names, context: Context) -> dict[str, object]:
    """What a line says of a concern; people who are not known by that name stay in its words."""
    understood = understand(text, context)
    if contradiction := contradiction_in(understood):
        raise Contradiction(contradiction)
    typed = understood.typed()
    for person in understood.people:
        contact = meant(names, person).contact
        if contact is not None and "contact" not in typed:
            typed["contact"] = contact.id
        else:
            typed["narrative"] = f"{typed['narrative']} (voiced by {person})".strip()
    return typed


def _reworded(notebook: Notebook, concern_id: str, text: str, before: str, names: Names) -> tuple[str, list[Edit]]:
    """(the entry's new words, the edit of its concern): words that the concern got elsewhere since are left alone."""
    context = context_of(notebook, names)
    typed = _meant(text, names, context)
    words = str(typed["narrative"])
    concern = notebook.of(Concern, concern_id)
    if concern is None:
        return words, []
    if concern.narrative != before:
        del typed["narrative"]
    elif concern.summary == first_sentence(before):
        typed["summary"] = first_sentence(words)
    values = concern.parse_changes(typed, context)
    return words, [Edit(concern.id, concern.KIND, values, concern)] if values else []


def tracked(notebook: Notebook, edit: Edit) -> tuple[Edit, ...]:
    """*edit* of a meeting, and the concerns that its new entries of that kind become: tracked from then on."""
    names = Names(notebook)
    known = edit.base.values if edit.base else {}
    meeting = Meeting(edit.id, {**known, **edit.set})
    values = dict(edit.set)
    concerns: list[Edit] = []
    for key, line in edit.set.items():
        new = key.startswith(_ENTRY.prefix + ".") and isinstance(line, dict) and not known.get(key)
        if new and line.get("kind") == "concern" and not line.get("concern"):
            concern = _concern(notebook, meeting, line["text"], names, str(line.get("at") or meeting.start))
            values[key] = {**line, "text": str(concern.set["narrative"]), "concern": concern.id}
            values[Meeting.links.key(concern.id)] = 1
            concerns.append(concern)
    return edit._replace(set=values), *concerns


def correct(notebook: Notebook, meeting: Meeting, entry_id: str, typed: str, *, draft: str = "") -> Done:
    """Makes an entry what *typed* says, at its own time; the earlier wording stays in the history.

    An action keeps its status, and a concern that was tracked stays so: its record follows the new words. Where two
    wordings stand against each other this settles it.
    """
    entry = entry_of(meeting, entry_id)
    line = understand_line(typed)
    if not line.text:
        raise NothingDone("An entry can't be empty; strike it instead")
    if line.kind == ATTENDEE:
        line = MinuteLine("note", typed.strip())
    if line.kind == "note" and entry.get("kind") == "attendance":
        line = line._replace(kind="attendance")
    if typed.strip() == line_of(entry).strip() and _ENTRY.key(entry_id) not in meeting.conflicts:
        raise Unchanged("The entry says that already")
    return _rewrite(notebook, meeting, entry, line, f"Corrected “{short(line.text, 40)}”", draft)


def turn(notebook: Notebook, meeting: Meeting, entry_id: str, kind: str) -> Done:
    """Turns an entry into another kind: one key makes a note an action or a concern that is then tracked.

    Marks in its words count for the new kind: a note ``call the city @Kim`` becomes Kim's action.
    """
    entry = entry_of(meeting, entry_id)
    if entry.get("kind") == kind:
        raise NothingDone(f"It is {_a(kind)} already")
    line = understand_line(marked(line_of(entry), kind))
    return _rewrite(notebook, meeting, entry, line, f"Turned “{short(line.text, 40)}” into {_a(kind)}")


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _rewrite(
    notebook: Notebook, meeting: Meeting, entry: Mapping[str, Any], line: MinuteLine, says: str, draft: str = ""
) -> Done:
    names = Names(notebook)
    values, edits = _entry(notebook, meeting, line, entry["id"], str(entry.get("at") or ""), names, entry)
    says = saying(says, _left_of(line, context_of(notebook, names)))
    return commit(notebook, [Edit(meeting.id, meeting.KIND, values, meeting), *edits], says, draft)


def strike(notebook: Notebook, meeting: Meeting, entry_id: str, *, draft: str = "") -> Done:
    """Takes an entry out of the minutes; it stays in the history. A concern made of it stays."""
    entry = entry_of(meeting, entry_id)
    edit = Edit(meeting.id, meeting.KIND, {_ENTRY.key(entry_id): None}, meeting)
    return commit(notebook, [edit], f"Struck “{short(entry.get('text'), 40)}”", draft)


def entry_of(meeting: Meeting, entry_id: str) -> dict[str, Any]:
    """The entry with that id; raises `NothingDone` where the minutes have none."""
    for entry in meeting.entries:
        if entry["id"] == entry_id:
            return entry
    raise NothingDone(f"the minutes have no entry {entry_id}")


def attend(
    notebook: Notebook,
    meeting: Meeting,
    person: str,
    as_: str = "present",
    *,
    names: Names | None = None,
    draft: str = "",
) -> Done:
    """Puts a person on the attendance, linked with the contact of exactly that name if there is one."""
    names = names or Names(notebook)
    values = _attendee(meeting, person, as_, names, context_of(notebook, names))
    edit = Edit(meeting.id, meeting.KIND, values, meeting)
    return commit(notebook, [edit], f"{short(person, 40)} attends", draft)


def _attendee(meeting: Meeting, person: str, as_: str, names: Names, context: Context) -> dict[str, Any]:
    """The stored line of a person who attends; raises `NothingDone` for one who is on the list."""
    wanted = " ".join(person.split())
    if any(str(listed.get("name", "")).casefold() == wanted.casefold() for listed in meeting.attendance):
        raise NothingDone(f"{short(wanted, 40)} is on the list already")
    row: dict[str, object] = {"name": wanted, "as": as_}
    found = names.exactly(("contact",), wanted)
    if len(found) == 1:
        row["contact"] = found[0].id
    line_id, stored = _ATTENDANCE.parse_row(row, context)
    return {_ATTENDANCE.key(line_id): stored}


def attended_as(notebook: Notebook, meeting: Meeting, line_id: str, as_: str) -> Done:
    """Says whether somebody on the attendance is present, absent, a guest or staff."""
    row = next((row for row in meeting.attendance if row["id"] == line_id), None)
    if row is None:
        raise NothingDone("the attendance has no such line")
    if row.get("as") == as_:
        raise Unchanged(f"It says {as_} already")
    _, stored = _ATTENDANCE.parse_row({**row, "as": as_}, context_of(notebook))
    edit = Edit(meeting.id, meeting.KIND, {_ATTENDANCE.key(line_id): stored}, meeting)
    return commit(notebook, [edit], f"{short(row.get('name'), 40)}: {as_}")


def leave_out(notebook: Notebook, meeting: Meeting, line_id: str) -> Done:
    """Takes a line off the attendance."""
    edit = Edit(meeting.id, meeting.KIND, {_ATTENDANCE.key(line_id): None}, meeting)
    return commit(notebook, [edit], "Taken off the attendance")
