"""The last evening at the desk: what is late gets another day, but for a few things that a real officer owes, too.

Looks at the same list as Today, and writes by the officer's verbs. Knows nothing of Larkmoor.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from cro_tui.actions import meetings, records
from cro_tui.demo.almanac import Almanac
from cro_tui.demo.writing import Clock
from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Referral
from cro_tui.report.today import DueLine, due_lists
from cro_tui.store.notebook import Notebook

_STAY = {"next action": 3, "action": 1, "recommendation": 1, "answer": 2, "call": 1, "look": 0}
"""Task -> how many of those that are late stay so: the ones that became late last."""
_SOONEST, _LATEST = 3, 26
"""Days from today to which the others are put off."""


def tidy(book: Notebook, clock: Clock, today: date) -> None:
    """Puts off what is late."""
    almanac = Almanac(today)
    clock.now, dice = almanac.end, almanac.dice("tidying")
    late = [line for found in due_lists(book, today) for line in found.lines if line.overdue]
    stayed: Counter[str] = Counter()
    for line in sorted(late, key=lambda one: one.when, reverse=True):
        stayed[line.task] += 1
        if line.task in _STAY and stayed[line.task] > _STAY[line.task]:
            _put_off(book, line, (today + timedelta(days=dice.randrange(_SOONEST, _LATEST))).isoformat())


def _put_off(book: Notebook, line: DueLine, day: str) -> None:
    record = line.record and book.get(line.record.id)  # anew: it may have been put off in another line
    if isinstance(record, Meeting) and line.action is not None:
        promised = line.action.id
        meetings.set_action(book, next(one for one in record.actions if one.id == promised), {"due": day})
    elif isinstance(record, Referral) and record.escalations:
        return  # what went up the chain stays owed
    elif isinstance(record, Concern) and line.task == "call":
        records.change(book, record, {"next_action": record.next_action or "Call back", "due": day})
    elif record is not None:
        records.change(book, record, {"watch" if line.task == "look" else "due": day})
