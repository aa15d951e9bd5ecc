"""What is missing before a quarterly report can go out, and what an audience does not see of it, and why. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.problem import Problem
from cro_tui.model.program import Program
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.report import Report
from cro_tui.model.training import Training
from cro_tui.model.vocabulary import NEW
from cro_tui.model.work import WORK, Incident, Inquiry, Work
from cro_tui.report.audience import Reader, strictest
from cro_tui.report.facts import Gap
from cro_tui.settings import Department

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Drawn:
    """The records of a quarter's report, whoever reads it."""

    heard: Sequence[Concern]
    """Late entries of earlier quarters too."""
    watched: Sequence[Concern]
    """Potential problems."""
    not_told: Sequence[Concern]
    """Closed in the quarter, and the resident does not know."""
    meetings: Sequence[Meeting]
    unconfirmed: Sequence[Meeting]
    """Planned, and nothing shows that they were held."""
    training: Sequence[Training]
    programs: Sequence[Program]
    recommended: Sequence[Recommendation]
    carried_forward: Sequence[Recommendation]
    referrals: Sequence[Referral]
    subjects: Sequence[Record]
    """What the referrals are of."""
    projects: Sequence[Problem]
    outreach: Sequence[Outreach]
    work: Sequence[Work]
    """Inquiries and the officer's other work."""
    late: Sequence[Meeting | Training | Referral | Outreach | Work]
    """Of earlier quarters, and too late for the reports on those."""

    def everything(self) -> list[tuple[str, list[Record]]]:
        """(noun, records) of what the report shows, each record once."""
        return [
            ("concern", _each_once(self.heard, self.watched)),
            ("recommendation", _each_once(self.recommended, self.carried_forward)),
            ("referral", _each_once(self.referrals, self._late(Referral))),
            ("meeting", _each_once(self.meetings, self._late(Meeting))),
            ("training session", _each_once(self.training, self._late(Training))),
            ("program", _each_once(self.programs)),
            ("outreach event", _each_once(self.outreach, self._late(Outreach))),
            ("problem-solving project", _each_once(self.projects)),
            *self._other_work(),
        ]

    def _other_work(self) -> list[tuple[str, list[Record]]]:
        """By kind; incidents are counts alone."""
        kinds = (kind for kind in WORK if kind is not Incident)
        return [(kind.KIND, _each_once(_only(kind, self.work), self._late(kind))) for kind in kinds]

    def _late(self, kind: type[R]) -> list[R]:
        return _only(kind, self.late)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every record of it."""
        return tuple(record.id for _, records in self.everything() for record in records)


def issued_twice(besides: Iterable[Report], quarter: str, audience: str) -> tuple[Gap, ...]:
    """That laptops apart issued the report more than once: the first holds."""
    count = sum((one.quarter, one.audience) == (quarter, audience) for one in besides)
    again = "once more" if count == 1 else f"{count} times more"
    return (
        (Gap(f"{quarter} was issued {again} on another laptop: void what does not hold (Today lists it)"),)
        if count
        else ()
    )


def missing(drawn: Drawn, department: Department) -> tuple[Gap, ...]:
    """What a careful supervisor would send the report back for, one sentence each."""
    recommendations = [*drawn.recommended, *drawn.carried_forward]
    answered = {concern_id for one in recommendations for concern_id in one.answers}
    records = [record for _, listed in drawn.everything() for record in listed]
    gaps = [
        _gap(drawn.heard, lambda one: not one.category, "concern has no category", "concerns have no category"),
        _gap(drawn.heard, lambda one: one.status in ("", NEW), "concern is still new", "concerns are still new"),
        _gap(
            drawn.not_told,
            lambda _one: True,
            "concern is closed and the resident was not told",
            "concerns are closed and the residents were not told",
        ),
        _gap(
            drawn.watched,
            lambda one: one.is_open and not (one.rating and one.watch),
            "potential problem has no rating or no watch date",
            "potential problems have no rating or no watch date",
        ),
        _gap(
            drawn.heard,
            lambda one: bool(one.recommended) and one.id not in answered,
            "concern names a recommended action that is no recommendation yet",
            "concerns name recommended actions that are no recommendations yet",
        ),
        _gap(
            _each_once(recommendations),
            lambda one: one.is_open and not one.owner,
            "recommendation has no owner",
            "recommendations have no owner",
        ),
        _gap(
            drawn.carried_forward,
            lambda one: one.decision != "" and one.is_open and not one.outcome,
            "earlier recommendation was approved, and nothing says what came of it",
            "earlier recommendations were approved, and nothing says what came of them",
        ),
        _gap(
            drawn.meetings,
            lambda one: any(action.is_open and not action.owner for action in one.actions),
            "meeting has an action without an owner",
            "meetings have actions without an owner",
        ),
        _gap(
            drawn.meetings,
            lambda one: bool(one.entries) and one.minutes_status != "approved",
            "meeting has minutes that are not approved",
            "meetings have minutes that are not approved",
        ),
        _gap(
            drawn.unconfirmed,
            lambda _one: True,
            "meeting was planned, but nothing shows that it was held: not counted",
            "meetings were planned, but nothing shows that they were held: not counted",
        ),
        _gap(
            drawn.projects,
            lambda one: one.is_open and not one.owner,
            "problem-solving project has no owner",
            "problem-solving projects have no owner",
        ),
        _gap(
            drawn.projects,
            lambda one: not (one.is_open or one.is_assessed),
            "problem-solving project is closed without an assessment",
            "problem-solving projects are closed without an assessment",
        ),
        _gap(
            drawn.outreach,
            lambda one: one.attendance is None,
            "outreach event says nothing of how many came",
            "outreach events say nothing of how many came",
        ),
        _gap(
            _only(Inquiry, drawn.work),
            lambda one: one.is_open,
            "inquiry has no answer",
            "inquiries have no answer",
        ),
        _gap(
            records,
            lambda one: bool(one.conflicts),
            "record has two values in conflict",
            "records have values in conflict",
        ),
    ]
    found = [gap for gap in gaps if gap is not None]
    unnamed = [
        name
        for name, value in (
            ("supervisor (FROM)", department.supervisor),
            ("chief (TO)", department.chief),
            ("department", department.name),
        )
        if not value
    ]
    if unnamed:
        found.append(Gap(f"The settings do not name the {', the '.join(unnamed)}"))
    return tuple(found)


def _gap(records: Iterable[R], lacks: Callable[[R], bool], one: str, many: str) -> Gap | None:
    ids = tuple(record.id for record in records if lacks(record))
    if not ids:
        return None
    return Gap(f"1 {one}" if len(ids) == 1 else f"{len(ids)} {many}", ids)


def _is_hidden_with(referral: Referral, hidden: Set[str], reader: Reader, chosen: Mapping[str, str]) -> bool:
    return referral.of in hidden and reader.shows(referral) and referral.id not in chosen


def _each_once(*lists: Iterable[R]) -> list[R]:
    return list({record.id: record for listed in lists for record in listed}.values())


def _many(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def _only(kind: type[R], records: Iterable[Record]) -> list[R]:
    return [one for one in records if isinstance(one, kind)]


def left_out(reader: Reader, drawn: Drawn, chosen: Mapping[str, str]) -> tuple[Gap, ...]:
    """What this audience does not see, and why; *chosen* are the records left out by choice, with the reason."""
    found = []
    for noun, records in drawn.everything():
        for reason in sorted({chosen[one.id] for one in records if one.id in chosen and reader.shows(one)}):
            ids = tuple(one.id for one in records if chosen.get(one.id) == reason and reader.shows(one))
            plural = noun if len(ids) == 1 else _many(noun)
            why = f": {reader.text(reason)}" if reason else ""
            found.append(Gap(f"{len(ids)} {plural} left out by choice, counted all the same{why}", ids))
        for sensitivity in ("restricted", "internal"):
            ids = tuple(one.id for one in records if not reader.shows(one) and strictest(one) == sensitivity)
            if ids:
                verb = "is" if len(ids) == 1 else "are"
                plural = noun if len(ids) == 1 else _many(noun)
                found.append(Gap(f"{len(ids)} {plural} left out, which {verb} {sensitivity}: counted, not shown", ids))
    hidden = {one.id for one in drawn.subjects if not reader.shows(one) or one.id in chosen}
    of_hidden = tuple(one.id for one in drawn.referrals if _is_hidden_with(one, hidden, reader, chosen))
    if of_hidden:
        said = "1 referral left out with what it is of"
        if len(of_hidden) > 1:
            said = f"{len(of_hidden)} referrals left out with what they are of"
        found.append(Gap(said, of_hidden))
    people = sorted(reader.restricted)
    if people:
        noun = "restricted person" if len(people) == 1 else "restricted people"
        found.append(Gap(f"Names, phones and addresses of {len(people)} {noun} replaced in every text", tuple(people)))
    if not reader.names_ticked:
        found.append(Gap("Residents' names and street numbers replaced: the report becomes a public record"))
    found.append(Gap("Names of people who are no contacts can't be known, and stand as they were written"))
    return tuple(found)
