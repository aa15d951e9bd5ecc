"""What was done about one concern, step by step: its statuses, referrals, recommendations, who was told.

Pure: a concern, its changes, the notebook and a reader in, dated sentences out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.report.audience import Reader
from cro_tui.report.plain import shortened
from cro_tui.store.notebook import HistoryLine, Notebook

_QUOTED = 400
"""Characters of an answer or an obstacle in a table."""


class Step(NamedTuple):
    """One thing that was done."""

    day: str
    """ISO date."""
    done: str


def steps_of(
    notebook: Notebook, concern: Concern, changes: Sequence[HistoryLine], reader: Reader, *, without: str = ""
) -> tuple[Step, ...]:
    """Every step about *concern* that the reader may see, in order of date; *without* is the id of a referral."""
    referrals = [one for one in referrals_of(notebook, concern) if one.id != without and reader.shows(one)]
    found = [
        *_heard(notebook, concern, reader),
        *_statuses(concern, changes),
        *(step for one in referrals for step in _referred(one, reader)),
        *(
            step
            for one in recommended_for(notebook, concern)
            if reader.shows(one)
            for step in _recommended(one, reader)
        ),
        *_ended(concern, reader),
    ]
    return tuple(sorted((one for one in found if one.day), key=lambda one: one.day))


def referrals_of(notebook: Notebook, concern: Concern) -> list[Referral]:
    """The referrals of a concern, in order of sending."""
    return sorted((one for one in notebook.all(Referral) if one.of == concern.id), key=lambda one: (one.day, one.id))


def recommended_for(notebook: Notebook, concern: Concern) -> list[Recommendation]:
    """The recommendations that answer a concern, in order of making."""
    made = (one for one in notebook.all(Recommendation) if concern.id in one.answers)
    return sorted(made, key=lambda one: (one.day, one.id))


def meetings_about(notebook: Notebook, concern: Concern) -> list[Meeting]:
    """The meetings at which a concern was raised or to which it is linked, in order of date."""
    linked = set(concern.links)
    found = (
        one
        for one in notebook.all(Meeting)
        if one.id in linked
        or concern.id in one.links
        or any(entry.get("concern") == concern.id for entry in one.entries)
    )
    return sorted(found, key=lambda one: (one.start, one.id))


def _heard(notebook: Notebook, concern: Concern, reader: Reader) -> Iterator[Step]:
    yield Step(concern.day, f"Heard, {concern.channel}" if concern.channel else "Heard")
    for meeting in meetings_about(notebook, concern):
        if reader.shows(meeting):
            yield Step(meeting.start[:10], f"Before the meeting of {reader.text(meeting.body)}")


def _statuses(concern: Concern, changes: Sequence[HistoryLine]) -> Iterator[Step]:
    """Each status that it was given after the first; closing is told with its own date."""
    known = None
    for line in changes:
        status = line.set.get("status")
        if known is not None and status and status not in (known, "closed"):
            yield Step(line.stamp.at[:10], f"Status: {status}")
        known = status or known


def _referred(one: Referral, reader: Reader) -> Iterator[Step]:
    to = reader.text(one.to)
    yield Step(one.day, f"Referred to {to}{f', by {one.method}' if one.method else ''}")
    if one.acknowledged:
        yield Step(one.acknowledged[:10], f"{to} acknowledged it")
    if one.reply:
        said = shortened(reader.text(one.reply), _QUOTED)
        yield Step(
            (one.replied or one.changed.at)[:10], f"{to} answered{f' ({one.outcome})' if one.outcome else ''}: {said}"
        )
    elif one.outcome:
        yield Step(one.changed.at[:10], f"{to}: {one.outcome}")
    if one.escalated_to:
        yield Step(one.changed.at[:10], f"Escalated to {reader.text(one.escalated_to)}")


def _recommended(one: Recommendation, reader: Reader) -> Iterator[Step]:
    text = shortened(reader.text(one.text), _QUOTED)
    yield Step(one.day, f"Recommended to the Command Staff: {text}")
    if one.decision:
        yield Step((one.decided or one.changed.at)[:10], f"Recommendation {one.decision}: {text}")
    if one.outcome:
        why = shortened(reader.text(one.obstacles), _QUOTED)
        yield Step((one.finished or one.changed.at)[:10], f"Recommendation {one.outcome}{f'; {why}' if why else ''}")


def _ended(concern: Concern, reader: Reader) -> Iterable[Step]:
    if concern.fixed:
        yield Step(concern.fixed[:10], "Fixed")
    if not concern.is_open:
        yield Step(
            concern.closed[:10] or concern.day, f"Closed: {concern.disposition}" if concern.disposition else "Closed"
        )
    if concern.told:
        how = shortened(reader.text(concern.told_how), _QUOTED)
        yield Step(concern.told[:10], f"Resident told{f': {how}' if how else ''}")
