"""A meeting as a whole: called to order, adjourned, approved; and the actions of its minutes, tracked until done."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cro_tui.actions.base import Done, NothingDone, Unchanged, UnknownField, commit, context_of
from cro_tui.actions.minutes import amending, amendment
from cro_tui.actions.records import name
from cro_tui.model.fields import short
from cro_tui.model.lists import in_order
from cro_tui.model.meeting import Action, Meeting
from cro_tui.model.vocabulary import MINUTES_STATUSES
from cro_tui.store.notebook import Edit, Notebook

_ENTRY = Meeting.entries
APPROVED = MINUTES_STATUSES[1]


def set_action(notebook: Notebook, action: Action, typed: Mapping[str, object], *, draft: str = "") -> Done:
    """Changes columns of an action (owner, due, status, text)."""
    context = context_of(notebook)
    unknown = [key for key in typed if key not in _ENTRY.columns]
    if unknown:
        raise UnknownField(f"actions have no field “{short(unknown[0])}”; they have: {', '.join(_ENTRY.columns)}")
    row = {key: value for key, value in action.entry.items() if key != "id"} | {
        key: _ENTRY.columns[key].parse(raw, context)[key] for key, raw in typed.items()
    }
    stored = {key: value for key, value in row.items() if value is not None}
    known = {key: value for key, value in action.entry.items() if key != "id"}
    if stored == known:
        raise Unchanged("the action says that already")
    values = {_ENTRY.key(action.id): stored}
    says = f"Saved action “{short(action.text, 40)}”: {', '.join(typed)}"
    if stored | {"status": ""} != known | {"status": ""}:  # what becomes of an action later is no other wording
        values |= amendment(notebook, action.meeting)
        says = amending(action.meeting, says)
    return commit(notebook, [Edit(action.meeting.id, Meeting.KIND, values, action.meeting)], says, draft)


def all_actions(notebook: Notebook) -> list[Action]:
    """Every action of every meeting, in order of the meetings."""
    return [action for meeting in notebook.all(Meeting) for action in meeting.actions]


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
    """Starts the meeting now. A start that lies ahead is named: the minutes would contradict themselves."""
    now = context_of(notebook).now
    done = _stamp(notebook, meeting, "called_to_order", "Called to order")
    if "T" not in meeting.start or in_order(meeting.start) <= in_order(now.isoformat(timespec="minutes")):
        return done
    return done._replace(
        says=f"{done.says}. It is to start at {meeting.start[11:16]}: edit corrects the one or the other"
    )


def adjourn(notebook: Notebook, meeting: Meeting, next_meeting: str = "", *, draft: str = "") -> Done:
    """Ends the meeting now, and says when the body meets next, as it was agreed in the room."""
    more = meeting.parse_changes({"next_meeting": next_meeting}, context_of(notebook)) if next_meeting else {}
    return _stamp(notebook, meeting, "adjourned", "Adjourned", more, draft)


def _stamp(
    notebook: Notebook,
    meeting: Meeting,
    key: str,
    says: str,
    more: Mapping[str, object] = MappingProxyType({}),
    draft: str = "",
) -> Done:
    if meeting.values.get(key):
        raise NothingDone(f"{says} already, at {str(meeting.values[key])[11:16]}")
    now = context_of(notebook).now.isoformat(timespec="minutes")
    edit = Edit(meeting.id, meeting.KIND, {key: now, **more, **amendment(notebook, meeting)}, meeting)
    return commit(notebook, [edit], amending(meeting, f"{says}: {name(meeting)}"), draft)


def previous(notebook: Notebook, meeting: Meeting) -> Meeting | None:
    """The meeting of the same body before this one."""
    body = meeting.body.casefold()
    earlier = [one for one in notebook.all(Meeting) if one.body.casefold() == body and one.start < meeting.start]
    return max(earlier, key=lambda one: one.start, default=None)


def approve_previous(notebook: Notebook, meeting: Meeting) -> Done:
    """Notes that this meeting approved the minutes of the one before, which are approved by it."""
    before = previous(notebook, meeting)
    edits = [] if meeting.previous_approved else [Edit(meeting.id, meeting.KIND, {"previous_approved": True}, meeting)]
    if before is not None and (not before.is_approved or before.is_amended):
        edits.append(Edit(before.id, before.KIND, _approved(before, meeting.start[:10]), before))
    if not edits:
        raise NothingDone("The previous minutes are approved already")
    of = f" of {before.start[:10]}" if before is not None else ""
    return commit(notebook, edits, f"Approved the minutes{of}, as {name(meeting)} did")


def _approved(meeting: Meeting, on: str) -> dict[str, object]:
    again: dict[str, object] = {"amended_on": None} if meeting.amended_on else {}
    return {"minutes_status": APPROVED, "approved_on": on, **again}


def approve(notebook: Notebook, meeting: Meeting) -> Done:
    """Marks the minutes as approved, today; those that were changed since they were approved, anew."""
    if meeting.is_approved and not meeting.is_amended:
        raise NothingDone("The minutes are approved already")
    today = context_of(notebook).now.date().isoformat()
    edit = Edit(meeting.id, meeting.KIND, _approved(meeting, today), meeting)
    return commit(notebook, [edit], f"Approved the minutes of {name(meeting)}, {today}")
