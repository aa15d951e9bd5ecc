"""What was done about one concern, step by step: its statuses, referrals, recommendations, who was told.

Pure: a concern, its changes, the notebook and a reader in, dated sentences out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import SERVICE, Recommendation, Referral
from cro_tui.report.audience import Reader
from cro_tui.report.plain import shortened
from cro_tui.report.tellings import ledger_of
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


def steps_of_problem(notebook: Notebook, problem: Problem, reader: Reader, *, without: str = "") -> tuple[Step, ...]:
    """What was done about a problem: responses that are done, referrals, recommendations; in order of date."""
    found = [
        Step(str(row["done"])[:10], reader.text(str(row.get("what") or "")))
        for row in problem.responses
        if row.get("done")
    ]
    referrals = [one for one in referrals_of(notebook, problem) if one.id != without and reader.shows(one)]
    found += [step for one in referrals for step in _referred(one, reader)]
    made = [one for one in recommended_for(notebook, problem) if reader.shows(one)]
    found += [step for one in made for step in _recommended(one, reader)]
    return tuple(sorted((one for one in found if one.day), key=lambda one: one.day))


def referrals_of(notebook: Notebook, subject: Record) -> list[Referral]:
    """The referrals of a concern, a problem or a person, in order of sending."""
    return sorted((one for one in notebook.all(Referral) if one.of == subject.id), key=lambda one: (one.day, one.id))


def recommended_for(notebook: Notebook, subject: Record) -> list[Recommendation]:
    """The recommendations that answer a concern or a problem, in order of making."""
    made = (one for one in notebook.all(Recommendation) if subject.id in one.answers)
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
    done = "Resident sent to" if one.no_answer and one.kind == SERVICE else "Referred to"
    yield Step(one.day, f"{done} {to}{f', by {one.method}' if one.method else ''}")
    if one.acknowledged:
        yield Step(one.acknowledged[:10], f"{to} acknowledged it")
    if one.reply:
        said = shortened(reader.text(one.reply), _QUOTED)
        who, owed = reader.text(one.answered_by), reader.text(one.owed_by)
        named = f"{owed} ({who})" if who and who != owed else owed
        yield Step(
            (one.replied or one.changed.at)[:10],
            f"{named} answered{f' ({one.outcome})' if one.outcome else ''}: {said}",
        )
    elif one.outcome:
        yield Step(one.changed.at[:10], f"{to}: {one.outcome}")
    for step in one.escalations:
        why = reader.text(str(step.get("why") or ""))
        higher = reader.text(str(step.get("to") or ""))
        yield Step(str(step.get("date") or "")[:10] or one.day, f"Escalated to {higher}{f': {why}' if why else ''}")


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
    for one in ledger_of(concern):
        said = shortened(reader.text(one.words), _QUOTED)
        what = "Resident told" if one.is_told else f"Resident not reached ({one.reached})"
        yield Step(one.at[:10], f"{what}{f': {said}' if said else ''}")
