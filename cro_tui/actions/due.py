"""What is done with a line of the day's list: it is done, or put off to another day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cro_tui.actions.base import Done, NothingDone, commit, context_of
from cro_tui.actions.meetings import set_action
from cro_tui.actions.recommendations import conclude
from cro_tui.actions.records import name
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue, short
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation
from cro_tui.report.today import DueLine
from cro_tui.store.notebook import Edit, Notebook

CALL = "Call back"
"""The next action of a concern whose call was put off to a day."""
_OTHERWISE = {"call": "t notes that they were told", "answer": "r notes the answer"}


def finish(notebook: Notebook, line: DueLine) -> Done:
    """An action of the minutes, a concern's next action, the look at a potential problem, a recommendation is done."""
    record = line.record
    if line.action is not None:
        return set_action(notebook, line.action, {"status": "done"})
    if isinstance(record, Recommendation):
        return conclude(notebook, record, "done", record.obstacles)
    if isinstance(record, Concern) and line.task == "look":
        return _change(notebook, record, {"watch": ""}, f"Looked at {name(record)}")
    if isinstance(record, Concern) and line.task == "next action":
        said = f"Done: “{short(record.next_action or record.summary, 40)}” ({name(record)})"
        return _change(notebook, record, {"next_action": "", "due": ""}, said)
    raise NothingDone(_OTHERWISE.get(line.task, "Nothing here is marked as done; enter opens it"))


def put_off(notebook: Notebook, line: DueLine, day: str, *, draft: str = "") -> Done:
    """Another date for the line. A call gets a day on which it is due."""
    record = line.record
    field = date_field(line)
    if record is None or not field:
        raise NothingDone("It can't be put off here; enter opens it")
    if not day.strip():
        raise BadValue(field, "must not be empty: to which day?")
    if line.action is not None:
        return set_action(notebook, line.action, {"due": day}, draft=draft)
    typed: dict[str, object] = {field: day}
    if isinstance(record, Concern) and line.task == "call":
        if record.next_action not in ("", CALL):
            raise NothingDone(f"Its next action is “{short(record.next_action, 40)}”: put that off; t notes a call")
        typed["next_action"] = CALL
    when = date.fromisoformat(record.FIELDS[field].parse(day, context_of(notebook))[field])
    return _change(notebook, record, typed, f"Put off to {when:%a} {when.day} {when:%b}: {name(record)}", draft)


def date_field(line: DueLine) -> str:
    """The field that says when the line is due; ``""`` where it can't be put off."""
    return {"look": "watch", "meeting": "", "report": ""}.get(line.task, "due")


def _change(notebook: Notebook, record: Record, typed: Mapping[str, object], says: str, draft: str = "") -> Done:
    values = record.parse_changes(typed, context_of(notebook))
    if not values:
        raise NothingDone(f"{name(record)} says that already")
    return commit(notebook, [Edit(record.id, record.KIND, values, record)], says, draft)
