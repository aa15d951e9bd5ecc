"""How one thing stands, and who of those who spoke about it was told: a few words for a table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cro_tui.model.concern import Concern
from cro_tui.model.referral import Referral
from cro_tui.model.vocabulary import CLOSED, NEW
from cro_tui.report.period import closed_on
from cro_tui.report.sentences import short_day
from cro_tui.report.voices import speakers


def status_of(concerns: Sequence[Concern], last: str, statuses: Sequence[str], year: int = 0) -> str:
    """The status of one, or of several together: that of the furthest among the open ones.

    What was closed after *last*, the quarter's last day, says when, without the *year* that the table is about.
    """
    still_open = [one for one in concerns if one.is_open]
    if not still_open:
        return _ended(concerns, last, year)
    order = {status: rank for rank, status in enumerate(statuses)}
    furthest = max(still_open, key=lambda one: order.get(one.status or NEW, 0)).status or NEW
    some = f" ({len(still_open)} of {len(concerns)} open)" if len(still_open) < len(concerns) else ""
    return furthest + some


def _ended(concerns: Sequence[Concern], last: str, year: int) -> str:
    ended = max(closed_on(one) for one in concerns)
    when = f" {short_day(ended, year)}" if ended > last else ""
    dispositions = {one.disposition for one in concerns}
    why = f": {dispositions.pop()}" if len(dispositions) == 1 and "" not in dispositions else ""
    return f"{CLOSED}{when}{why}"


def informed(concerns: Sequence[Concern]) -> str:
    """Of the people who can be told: ``yes, 2026-11-04``, ``no``, ``2 of 3``.

    Where nobody can, ``anonymous``, or ``nobody named`` if that was not asked for.
    """
    people = speakers(one for one in concerns if one.can_be_told)
    if not people:
        return "anonymous" if all(one.anonymous for one in concerns) else "nobody named"
    told = [max(one.told for one in theirs) for theirs in people if any(one.told for one in theirs)]
    if len(people) == 1:
        return f"yes, {told[0][:10]}" if told else "no"
    return f"{len(told)} of {len(people)}"


def outcome_of(referral: Referral) -> str:
    """Where a referral stands, in one or two words."""
    if referral.outcome:
        return referral.outcome
    if referral.reply:
        return "answered"
    return "no answer needed" if referral.no_answer else "escalated" if referral.escalations else "waiting"


def days_between(sent: str, answered: str) -> int | None:
    """Whole days from one ISO date to another; None where one is missing, 0 where they run back."""
    if not (sent and answered):
        return None
    return max(0, (date.fromisoformat(answered[:10]) - date.fromisoformat(sent[:10])).days)
