"""What is done with a line of the day's list: it is done, or put off to another day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cro_tui.actions import problems, work
from cro_tui.actions.base import Done, NothingDone, commit, context_of
from cro_tui.actions.meetings import set_action
from cro_tui.actions.programs import graduate
from cro_tui.actions.recommendations import conclude
from cro_tui.actions.records import name
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue, short
from cro_tui.model.problem import Problem
from cro_tui.model.program import Program
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training
from cro_tui.model.work import Work
from cro_tui.report.today import DueLine
from cro_tui.store.notebook import Edit, Notebook

CALL = "Call back"
"""The next action of a concern whose call was put off to a day."""
_OTHERWISE = {"call": "t notes that they were told", "answer": "p notes the answer"}


_DATES = {"look": "watch", "mediation": "follow_up", "meeting": "", "outreach": "", "rumor": "", "report": ""}
"""Of a task the field that says when it is due, where that is not `due`; ``""`` where none does."""


def finish(notebook: Notebook, line: DueLine) -> Done:
    """What the line asks for is done: an action, a next action, a look at something, a recommendation."""
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
    if isinstance(record, Problem) and line.task == "look":
        return _change(notebook, record, {"review": ""}, f"Looked at {name(record)}")
    if isinstance(record, Problem) and line.row:
        return problems.finish_response(notebook, record, line.row)
    if isinstance(record, Program) and line.task == "graduation":
        return graduate(notebook, record)
    if isinstance(record, Work):
        return work.finish(notebook, record)
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
    if isinstance(record, Problem) and line.row:
        return problems.set_response(notebook, record, line.row, {"due": day}, draft=draft)
    if isinstance(record, Referral) and record.escalations:
        return _put_off_step(notebook, record, day, draft)
    typed: dict[str, object] = {field: day}
    if isinstance(record, Concern) and line.task == "call":
        if record.next_action not in ("", CALL):
            raise NothingDone(f"Its next action is “{short(record.next_action, 40)}”: put that off; t notes a call")
        typed["next_action"] = CALL
    when = date.fromisoformat(record.FIELDS[field].parse(day, context_of(notebook))[field])
    return _change(notebook, record, typed, f"Put off to {when:%a} {when.day} {when:%b}: {name(record)}", draft)


def date_field(line: DueLine) -> str:
    """The field that says when the line is due; ``""`` where it can't be put off."""
    if isinstance(line.record, Problem) and line.task == "look":
        return "review"
    if isinstance(line.record, Program | Training):
        return ""
    return _DATES.get(line.task, "due")


def _put_off_step(notebook: Notebook, referral: Referral, day: str, draft: str) -> Done:
    """Another date for whoever owes the answer now."""
    step = {**referral.escalations[-1], "due": day}
    values = referral.parse_changes({}, context_of(notebook), {"escalations": [step]})
    if not values:
        raise NothingDone(f"{name(referral)} says that already")
    says = f"Put off: the answer of {short(referral.owed_by, 40)}"
    return commit(notebook, [Edit(referral.id, referral.KIND, values, referral)], says, draft)


def _change(notebook: Notebook, record: Record, typed: Mapping[str, object], says: str, draft: str = "") -> Done:
    values = record.parse_changes(typed, context_of(notebook))
    if not values:
        raise NothingDone(f"{name(record)} says that already")
    return commit(notebook, [Edit(record.id, record.KIND, values, record)], says, draft)
