"""Live minutes: every line is saved when it is entered; actions are tracked until done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cro_tui.actions.base import Done, Names, NothingDone, UnknownField, commit, context_of
from cro_tui.actions.records import name
from cro_tui.model.concern import Concern, first_sentence
from cro_tui.model.fields import BadValue, Context, short
from cro_tui.model.grammar import understand
from cro_tui.model.meeting import Action, Meeting, MinuteLine, understand_line
from cro_tui.store.notebook import Edit, Notebook

_ENTRY = Meeting.entries
_ATTENDANCE = Meeting.attendance


def minute(notebook: Notebook, meeting: Meeting, typed: str, *, draft: str = "") -> Done:
    """Enters one line of minutes: a note, or what its mark makes of it (see `understand_line`).

    A due date that can't be read stays in the text of the action. Raises `NothingDone` for an empty line.
    """
    line = understand_line(typed)
    if not line.text:
        raise NothingDone("Nothing to enter yet")
    if line.kind == "attendee":
        return attend(notebook, meeting, line.text, draft=draft)
    context = context_of(notebook)
    return _enter(notebook, meeting, line, notebook.new_id(), context.now.isoformat(timespec="seconds"), draft)


def _enter(
    notebook: Notebook, meeting: Meeting, line: MinuteLine, entry_id: str, at: str, draft: str = "", base: Any = None
) -> Done:
    """Saves one entry; with *base* it replaces that entry's line."""
    context = context_of(notebook)
    row = _row(line, context) | {"id": entry_id, "at": at}
    edits: list[Edit] = []
    if base and base.get("concern"):
        row["concern"] = base["concern"]
    elif line.kind == "concern":
        concern = _concern(notebook, meeting, line.text, context)
        row["concern"] = concern.id
        row["text"] = str(concern.set["narrative"])
        edits.append(concern)
    _, stored = _ENTRY.parse_row({k: v for k, v in row.items() if k != "concern"}, context)
    links = {}
    if row.get("concern"):
        stored["concern"] = row["concern"]
        links = {Meeting.links.key(row["concern"]): 1}
    edits.insert(0, Edit(meeting.id, meeting.KIND, {_ENTRY.key(entry_id): stored, **links}, meeting))
    return commit(notebook, edits, f"Saved {line.kind} “{short(line.text, 40)}”", draft)


def _row(line: MinuteLine, context: Context) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": line.kind, "text": line.text}
    if line.kind == "action":
        row |= {"owner": line.owner, "status": "open"}
        if line.due:
            try:
                row["due"] = _ENTRY.columns["due"].parse(line.due, context)["due"]
            except BadValue:
                row["text"] = f"{line.text} due:{line.due}"
    if line.kind == "motion":
        row |= {"mover": line.mover, "result": line.result}
    return row


def _concern(notebook: Notebook, meeting: Meeting, text: str, context: Context) -> Edit:
    """The concern that a line of minutes becomes: heard at that meeting, with the grammar of the capture line."""
    understood = understand(text, context)
    typed: dict[str, object] = {
        "channel": "community meeting",
        "place": meeting.place,
        "neighborhood": meeting.neighborhood,
        "heard_by": notebook.settings.officer.name,
        **understood.typed(),
    }
    names = Names(notebook)
    for person in understood.people:
        found = names.called(("contact",), person)
        if len(found) == 1 and "contact" not in typed:
            typed["contact"] = found[0].id
        else:
            typed["narrative"] = f"{typed['narrative']} (voiced by {person})"
    if "community meeting" not in context.words.channels and "channel" not in understood.fields:
        del typed["channel"]
    values = Concern.parse(typed, context)
    values[Concern.links.key(meeting.id)] = 1
    return Edit(notebook.new_id(), Concern.KIND, values, numbered=True)


def correct(notebook: Notebook, meeting: Meeting, entry_id: str, typed: str) -> Done:
    """Writes an entry anew, at its own time; the earlier wording stays in the history."""
    entry = entry_of(meeting, entry_id)
    line = understand_line(typed)
    if not line.text:
        raise NothingDone("An entry can't be empty; strike it instead")
    if line.kind == "attendee":
        line = MinuteLine("note", typed.strip())
    if line.kind == "note" and not typed.strip().lower().startswith("n:"):
        line = line._replace(kind=str(entry.get("kind") or "note"))
    kept = MinuteLine(
        line.kind,
        line.text,
        line.owner or str(entry.get("owner") or ""),
        line.due or str(entry.get("due") or ""),
        line.mover or str(entry.get("mover") or ""),
        line.result or str(entry.get("result") or ""),
    )
    done = _enter(notebook, meeting, kept, entry_id, str(entry.get("at") or ""), base=entry)
    return Done(f"Corrected “{short(kept.text, 40)}”", done.saved, done.records)


def turn(notebook: Notebook, meeting: Meeting, entry_id: str, kind: str) -> Done:
    """Turns an entry into another kind: one key makes a note an action or a concern that is then tracked."""
    entry = entry_of(meeting, entry_id)
    if entry.get("kind") == kind:
        raise NothingDone(f"it is a {kind} already")
    line = MinuteLine(kind, str(entry.get("text") or ""), str(entry.get("owner") or ""), str(entry.get("due") or ""))
    done = _enter(notebook, meeting, line, entry_id, str(entry.get("at") or ""), base=entry)
    return Done(
        f"Turned “{short(line.text, 40)}” into {'an' if kind[0] in 'a' else 'a'} {kind}", done.saved, done.records
    )


def strike(notebook: Notebook, meeting: Meeting, entry_id: str) -> Done:
    """Takes an entry out of the minutes; it stays in the history. A concern made of it stays."""
    entry = entry_of(meeting, entry_id)
    edit = Edit(meeting.id, meeting.KIND, {_ENTRY.key(entry_id): None}, meeting)
    return commit(notebook, [edit], f"Struck “{short(entry.get('text'), 40)}”")


def entry_of(meeting: Meeting, entry_id: str) -> dict[str, Any]:
    """The entry with that id; raises `NothingDone` where the minutes have none."""
    for entry in meeting.entries:
        if entry["id"] == entry_id:
            return entry
    raise NothingDone(f"the minutes have no entry {entry_id}")


def attend(notebook: Notebook, meeting: Meeting, person: str, as_: str = "present", *, draft: str = "") -> Done:
    """Puts a person on the attendance, linked with the contact of exactly that name if there is one."""
    context = context_of(notebook)
    wanted = " ".join(person.split())
    for listed in meeting.attendance:
        if str(listed.get("name", "")).casefold() == wanted.casefold() and listed.get("as") == as_:
            raise NothingDone(f"{wanted} is on the list already")
    row: dict[str, object] = {"name": wanted, "as": as_}
    found = Names(notebook).called(("contact",), wanted)
    if len(found) == 1 and found[0].label.casefold() == wanted.casefold():
        row["contact"] = found[0].id
    line_id, stored = _ATTENDANCE.parse_row(row, context)
    edit = Edit(meeting.id, meeting.KIND, {_ATTENDANCE.key(line_id): stored}, meeting)
    return commit(notebook, [edit], f"{wanted} attends", draft)


def leave_out(notebook: Notebook, meeting: Meeting, line_id: str) -> Done:
    """Takes a line off the attendance."""
    edit = Edit(meeting.id, meeting.KIND, {_ATTENDANCE.key(line_id): None}, meeting)
    return commit(notebook, [edit], "Taken off the attendance")


def set_action(notebook: Notebook, action: Action, typed: Mapping[str, object]) -> Done:
    """Changes columns of an action (owner, due, status, text)."""
    context = context_of(notebook)
    unknown = [key for key in typed if key not in _ENTRY.columns]
    if unknown:
        raise UnknownField(f"actions have no field “{unknown[0]}”; they have: {', '.join(_ENTRY.columns)}")
    row = {key: value for key, value in action.entry.items() if key != "id"} | {
        key: _ENTRY.columns[key].parse(raw, context)[key] for key, raw in typed.items()
    }
    stored = {key: value for key, value in row.items() if value is not None}
    if stored == {key: value for key, value in action.entry.items() if key != "id"}:
        raise NothingDone("the action says that already")
    edit = Edit(action.meeting.id, Meeting.KIND, {_ENTRY.key(action.id): stored}, action.meeting)
    return commit(notebook, [edit], f"Saved action “{short(action.text, 40)}”: {', '.join(typed)}")


def all_actions(notebook: Notebook) -> list[Action]:
    """Every action of every meeting, in order of the meetings."""
    return [action for meeting in notebook.all(Meeting) for action in meeting.actions]


def find_action(notebook: Notebook, entry_id: str) -> Action | None:
    """The action with that entry id."""
    return next((action for action in all_actions(notebook) if action.id == entry_id), None)


def unfinished(notebook: Notebook, meeting: Meeting) -> list[Action]:
    """The open actions of earlier meetings of the same body, with which this one opens."""
    return [
        action
        for other in notebook.all(Meeting)
        if other.id != meeting.id
        and other.body.casefold() == meeting.body.casefold()
        and other.start <= (meeting.start or "9999")
        for action in other.actions
        if action.is_open
    ]


def call_to_order(notebook: Notebook, meeting: Meeting) -> Done:
    """Starts the meeting now."""
    return _stamp(notebook, meeting, "called_to_order", "Called to order")


def adjourn(notebook: Notebook, meeting: Meeting) -> Done:
    """Ends the meeting now."""
    return _stamp(notebook, meeting, "adjourned", "Adjourned")


def _stamp(notebook: Notebook, meeting: Meeting, key: str, says: str) -> Done:
    if meeting.values.get(key):
        raise NothingDone(f"{says} already, at {meeting.values[key]}")
    now = context_of(notebook).now.isoformat(timespec="minutes")
    return commit(notebook, [Edit(meeting.id, meeting.KIND, {key: now}, meeting)], f"{says}: {name(meeting)}")


def approve(notebook: Notebook, meeting: Meeting) -> Done:
    """Marks the minutes as approved."""
    if meeting.minutes_status == "approved":
        raise NothingDone("the minutes are approved already")
    edit = Edit(meeting.id, meeting.KIND, {"minutes_status": "approved"}, meeting)
    return commit(notebook, [edit], f"Approved the minutes of {name(meeting)}")


def summary_of(entry: Mapping[str, Any]) -> str:
    """An entry on one line."""
    return first_sentence(str(entry.get("text") or ""), 80)
