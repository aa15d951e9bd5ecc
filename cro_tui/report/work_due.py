"""What the officer's other work owes: inquiries without an answer, rumors that go round, mediations to look at again,
outreach events to come. Pure: the notebook's records and the day in, plain lines out."""

from __future__ import annotations

from datetime import date, timedelta

from cro_tui.model.contact import Contact
from cro_tui.model.outreach import Outreach
from cro_tui.model.work import Inquiry, Mediation, Rumor
from cro_tui.report.answering import answer_due
from cro_tui.report.today import FORTNIGHT, WEEK, DueLine, DueList
from cro_tui.store.notebook import Notebook

QUESTIONS = "Inquiries and rumors"


def questions(notebook: Notebook, today: date) -> DueList:
    """Inquiries that are owed an answer within a week or overdue, and rumors that nobody put right."""
    days = notebook.settings.intervals.inquiry_reply_days
    now, limit = today.isoformat(), (today + WEEK).isoformat()
    lines = []
    for one in notebook.all(Inquiry):
        if one.is_open and (due := answer_due(one, days)) <= limit:
            asker = notebook.of(Contact, one.contact) if one.contact else None
            lines.append(DueLine("inquiry", one, one.subject, due, "" < due < now, who=one.source, person=asker))
    old = (today - timedelta(days=days)).isoformat()
    lines += [
        DueLine("rumor", one, one.rumor, one.heard, one.heard < old, who="" if one.restricted else one.where)
        for one in notebook.all(Rumor)
        if one.is_open
    ]
    return DueList(QUESTIONS, "No inquiry or rumor waits for you.", _by_day(lines))


def follow_ups(notebook: Notebook, today: date) -> tuple[DueLine, ...]:
    """Mediations that are to be looked at again within a fortnight."""
    now, limit = today.isoformat(), (today + FORTNIGHT).isoformat()
    found = [one for one in notebook.all(Mediation) if one.follow_up and one.follow_up <= limit]
    return _by_day(
        [
            DueLine("mediation", one, one.dispute, one.follow_up, one.follow_up < now, who=f"mediation {one.outcome}")
            for one in found
        ]
    )


def events_to_come(notebook: Notebook, today: date) -> tuple[DueLine, ...]:
    """Outreach events of the fortnight to come, today's among them."""
    now, limit = today.isoformat(), (today + FORTNIGHT).isoformat()
    found = [one for one in notebook.all(Outreach) if now <= one.start[:10] <= limit]
    lines = [DueLine("outreach", one, one.name, one.start, who="" if one.restricted else one.place) for one in found]
    return _by_day(lines)


def _by_day(lines: list[DueLine]) -> tuple[DueLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.when or "9999", line.text)))
