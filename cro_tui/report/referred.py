"""The referrals of a quarter as its report tells them, and how fast each kind of addressee answered. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from cro_tui.model.record import Record
from cro_tui.model.referral import NO_REPLY, WITHDRAWN, Referral
from cro_tui.report.audience import Reader
from cro_tui.report.facts import Answering, Referred
from cro_tui.report.period import reply_due
from cro_tui.report.standing import days_between, outcome_of
from cro_tui.report.subjects import called_in_a_table, subject_of
from cro_tui.store.notebook import Notebook

NO_KIND = "kind not noted"


def referred_of(
    notebook: Notebook, referrals: Iterable[Referral], reader: Reader, shows: Callable[[Record], bool], today: str
) -> tuple[Referred, ...]:
    """The *referrals* that may be shown, none of something that may not, in order of sending."""
    reply_days = notebook.settings.intervals.referral_reply_days
    found = []
    for one in referrals:
        subject = subject_of(notebook, one)
        if not shows(one) or (subject is not None and not shows(subject)):
            continue
        due = reply_due(one, reply_days)
        found.append(
            Referred(
                number=called_in_a_table(subject),
                to=reader.text(one.to),
                kind=one.kind,
                sent=one.day,
                due=due,
                answered=one.replied,
                days=None if one.no_answer else days_between(one.day, one.replied),
                outcome=outcome_of(one),
                overdue=one.is_open and "" < due < today,
                escalated=tuple(reader.text(str(step.get("to") or "")) for step in one.escalations),
                asks=not one.no_answer,
                is_answered=not (one.is_open or one.no_answer or one.outcome in (NO_REPLY, WITHDRAWN)),
                referral_id=one.id,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.sent, one.number)))


def answering(referrals: Sequence[Referred], kinds: Sequence[str]) -> tuple[Answering, ...]:
    """The referrals that want an answer by the kind of their addressees, in the order of the department's words."""
    asked = [one for one in referrals if one.asks]
    order = {kind: place for place, kind in enumerate(kinds)}
    found = sorted({one.kind for one in asked}, key=lambda kind: (order.get(kind, len(order)), kind == "", kind))
    return tuple(_answering(kind or NO_KIND, [one for one in asked if one.kind == kind]) for kind in found)


def _answering(kind: str, referrals: Sequence[Referred]) -> Answering:
    days = [one.days for one in referrals if one.days is not None]
    return Answering(
        kind=kind,
        referred=len(referrals),
        answered=sum(one.is_answered for one in referrals),
        days=median(days) if days else None,
        dated=len(days),
        overdue=sum(one.overdue for one in referrals),
        escalated=sum(bool(one.escalated) for one in referrals),
    )


def response_days(referrals: Iterable[Referred]) -> float | None:
    """The median of the days in which referrals were answered, or None where none was."""
    days = [one.days for one in referrals if one.days is not None]
    return median(days) if days else None
