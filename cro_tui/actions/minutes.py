"""Live minutes: every line is saved when it is entered; who attends; what becomes a tracked concern or action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from cro_tui.actions.base import Contradiction, Done, Names, NothingDone, Unchanged, commit, context_of
from cro_tui.actions.capture import Preview, ids_of, preview, voices
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
Newcomers = dict[tuple[str, str], str]
"""The contacts that a save makes: (name, phone) -> id."""


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
    newcomers: Newcomers = {}
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
                made, others = _entry(
                    notebook, meeting, line, context.new_id(), at, names, now=now, newcomers=newcomers
                )
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
    edits.insert(0, Edit(meeting.id, meeting.KIND, values | amendment(notebook, meeting), meeting))
    left = [one for line in entered for one in _left_of(line, context)]
    return commit(notebook, edits, lambda saved: amending(meeting, saying(_says(entered, saved), left)), draft)


def amendment(notebook: Notebook, meeting: Meeting) -> dict[str, Any]:
    """What is stored besides where the minutes are changed: that day, if they were approved before."""
    return {"amended_on": notebook.clock().date().isoformat()} if meeting.is_approved else {}


def amending(meeting: Meeting, says: str) -> str:
    """The message *says* of a change of the minutes, after a word that they were approved."""
    if not meeting.is_approved:
        return says
    on = date.fromisoformat(meeting.approved_on) if meeting.approved_on else None
    return f"Amends the minutes approved{f' {on.day} {on:%b %Y}' if on else ''}. {says}"


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
    for concern in saved:
        if isinstance(concern, Concern):
            return f"Saved {line.kind} {concern.number} “{short(concern.summary, 40)}”"
    return f"Saved {line.kind} “{short(line.text, 40)}”"


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
    newcomers: Newcomers | None = None,
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
        edits = _concern(notebook, meeting, line.text, names, now or at, {} if newcomers is None else newcomers)
        concern_id, row["text"] = edits[0].id, str(edits[0].set["narrative"])
    _, stored = _ENTRY.parse_row(row, context)
    values: dict[str, Any] = {_ENTRY.key(entry_id): stored}
    if concern_id:
        stored["concern"] = concern_id
        values[Meeting.links.key(concern_id)] = 1
    return values, edits


def _concern(
    notebook: Notebook, meeting: Meeting, text: str, names: Names, at: str, newcomers: Newcomers
) -> list[Edit]:
    """The concern that a line of minutes becomes, then the contacts that it makes: as the capture line does.

    It is heard at that meeting. Minutes that are written up on another day do not move it: it was heard on the day of
    the meeting.
    """
    context = context_of(notebook, names)
    seen = _meant(notebook, text, names)
    typed: dict[str, object] = {
        "channel": "community meeting",
        "place": meeting.place,
        "neighborhood": meeting.neighborhood,
        "heard_by": notebook.settings.officer.name,
        "heard": meeting.start if meeting.start[:10] < at[:10] else at,
        **seen.understood.typed(),
    }
    if typed["channel"] not in context.words.channels:
        del typed["channel"]
    values = Concern.parse(typed, context)
    ids, people = ids_of(notebook, seen.people, values.get("restricted_because"), newcomers)
    values |= voices(ids)
    values[Concern.links.key(meeting.id)] = 1
    return [Edit(notebook.new_id(), Concern.KIND, values, numbered=True), *people]


def _meant(notebook: Notebook, text: str, names: Names) -> Preview:
    """What a line says of a concern, as the capture line understands it."""
    seen = preview(notebook, text, names)
    if seen.contradiction:
        raise Contradiction(seen.contradiction)
    return seen


def _reworded(notebook: Notebook, concern_id: str, text: str, before: str, names: Names) -> tuple[str, list[Edit]]:
    """(the entry's new words, the edit of its concern): words that the concern got elsewhere since are left alone."""
    seen = _meant(notebook, text, names)
    typed = seen.understood.typed()
    words = str(typed["narrative"])
    concern = notebook.of(Concern, concern_id)
    if concern is None:
        return words, []
    if concern.narrative != before:
        del typed["narrative"]
    elif concern.summary == first_sentence(before):
        typed["summary"] = first_sentence(words)
    values = concern.parse_changes(typed, context_of(notebook, names))
    ids, people = ids_of(notebook, seen.people, values.get("restricted_because", concern.restricted_because))
    values |= {key: value for key, value in voices(ids).items() if concern.differs(key, value)}
    return words, [Edit(concern.id, concern.KIND, values, concern), *people] if values else []


def tracked(notebook: Notebook, edit: Edit) -> tuple[Edit, ...]:
    """*edit* of a meeting, and the concerns that its new entries of that kind become: tracked from then on."""
    names = Names(notebook)
    known = edit.base.values if edit.base else {}
    meeting = Meeting(edit.id, {**known, **edit.set})
    values = dict(edit.set)
    concerns: list[Edit] = []
    newcomers: Newcomers = {}
    for key, line in edit.set.items():
        new = key.startswith(_ENTRY.prefix + ".") and isinstance(line, dict) and not known.get(key)
        if new and line.get("kind") == "concern" and not line.get("concern"):
            at = str(line.get("at") or meeting.start)
            concern, *people = _concern(notebook, meeting, line["text"], names, at, newcomers)
            values[key] = {**line, "text": str(concern.set["narrative"]), "concern": concern.id}
            values[Meeting.links.key(concern.id)] = 1
            concerns += [concern, *people]
    if any(key.startswith((_ENTRY.prefix + ".", _ATTENDANCE.prefix + ".")) for key in edit.set):
        values |= amendment(notebook, Meeting(edit.id, known))
    elif known.get("amended_on") and {"minutes_status", "approved_on"} & edit.set.keys():
        values["amended_on"] = None  # they were approved anew
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
    return _rewrite(notebook, meeting, entry, line, "Corrected “{}”", draft)


def turn(notebook: Notebook, meeting: Meeting, entry_id: str, kind: str) -> Done:
    """Turns an entry into another kind: one key makes a note an action or a concern that is then tracked.

    Marks in its words count for the new kind: a note ``call the city @Kim`` becomes Kim's action.
    """
    entry = entry_of(meeting, entry_id)
    if entry.get("kind") == kind:
        raise NothingDone(f"It is {_a(kind)} already")
    line = understand_line(marked(line_of(entry), kind))
    return _rewrite(notebook, meeting, entry, line, f"Turned “{{}}” into {_a(kind)}")


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _rewrite(
    notebook: Notebook, meeting: Meeting, entry: Mapping[str, Any], line: MinuteLine, says: str, draft: str = ""
) -> Done:
    """*says* has a place for the words of the entry; of a concern they are without its markers."""
    names = Names(notebook)
    values, edits = _entry(notebook, meeting, line, entry["id"], str(entry.get("at") or ""), names, entry)
    words = values[_ENTRY.key(entry["id"])]["text"] if line.kind == "concern" else line.text
    said = amending(meeting, saying(says.format(short(words, 40)), _left_of(line, context_of(notebook, names))))
    values |= amendment(notebook, meeting)
    return commit(notebook, [Edit(meeting.id, meeting.KIND, values, meeting), *edits], said, draft)


def strike(notebook: Notebook, meeting: Meeting, entry_id: str, *, draft: str = "") -> Done:
    """Takes an entry out of the minutes; it stays in the history. A concern made of it stays."""
    entry = entry_of(meeting, entry_id)
    edit = Edit(meeting.id, meeting.KIND, {_ENTRY.key(entry_id): None, **amendment(notebook, meeting)}, meeting)
    return commit(notebook, [edit], amending(meeting, f"Struck “{short(entry.get('text'), 40)}”"), draft)


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
    edit = Edit(meeting.id, meeting.KIND, values | amendment(notebook, meeting), meeting)
    return commit(notebook, [edit], amending(meeting, f"{short(person, 40)} attends"), draft)


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
    values = {_ATTENDANCE.key(line_id): stored, **amendment(notebook, meeting)}
    says = amending(meeting, f"{short(row.get('name'), 40)}: {as_}")
    return commit(notebook, [Edit(meeting.id, meeting.KIND, values, meeting)], says)


def leave_out(notebook: Notebook, meeting: Meeting, line_id: str) -> Done:
    """Takes a line off the attendance."""
    edit = Edit(meeting.id, meeting.KIND, {_ATTENDANCE.key(line_id): None, **amendment(notebook, meeting)}, meeting)
    return commit(notebook, [edit], amending(meeting, "Taken off the attendance"))
