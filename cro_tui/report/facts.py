"""The facts of a quarter as plain values: what `quarter.quarter_facts` finds and a document prints.

Knows no record and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cro_tui.report.activity import OutreachFacts, WorkFacts
from cro_tui.report.covered import CoverageLine
from cro_tui.report.education import EducationSummary
from cro_tui.report.project import Project
from cro_tui.report.schooling import ProgramRun
from cro_tui.report.survey_facts import Surveyed
from cro_tui.report.tellings import Residents

if TYPE_CHECKING:  # which words its sentences with what is made of these facts
    from cro_tui.report.crime import CrimeFacts


@dataclass(frozen=True)
class Topic:
    """One thing that people voiced: one concern, or several that are linked."""

    number: str
    """That of the most pressing one which the audience may see, also where it was heard in an earlier quarter."""
    summary: str
    neighborhood: str
    category: str
    voices: int
    """People who spoke about it up to the quarter's end, in earlier quarters too."""
    channels: tuple[str, ...]
    first_heard: str
    """ISO date; may lie before the quarter."""
    status: str
    informed: str
    """Of the people who can be told: ``yes, 2026-11-04``, ``no``, ``2 of 3``; ``anonymous`` or ``nobody named`` where
    nobody can."""
    priority: str
    """The most pressing of the quarter's."""
    concern_id: str
    concern_ids: tuple[str, ...]
    """All of the quarter's."""


@dataclass(frozen=True)
class Potential:
    """A potential problem."""

    number: str
    summary: str
    rating: str
    neighborhood: str
    evidence: str
    """Voices and channels in words."""
    watch: str
    """ISO date, or ``""``."""
    status: str
    concern_id: str
    concern_ids: tuple[str, ...]
    """All that are watched."""


@dataclass(frozen=True)
class Recommended:
    """An action that is recommended, or what became of an earlier one."""

    text: str
    answers: tuple[str, ...]
    """Numbers of the concerns that it answers."""
    owner: str
    resources: str
    made: str
    due: str
    state: str
    """``undecided``, ``approved``, ``declined``, ``done``, ``in progress``, ``not done``."""
    obstacles: str
    reported: tuple[str, ...]
    """The quarters of the earlier reports that told of it, as far as they were issued."""
    recommendation_id: str


@dataclass(frozen=True)
class MeetingHeld:
    """A meeting of the quarter."""

    date: str
    body: str
    kind: str
    place: str
    organized: bool
    headcount: int | None
    concerns: int
    actions_open: int
    actions: int
    minutes: str
    meeting_id: str


@dataclass(frozen=True)
class SessionHeld:
    """A training session of the quarter."""

    date: str
    title: str
    kind: str
    hours: str
    people: int
    person_hours: str
    session_id: str


@dataclass(frozen=True)
class Referred:
    """A referral that was sent or answered in the quarter, or waited for an answer at its end."""

    number: str
    """The concern's; of what has none what it is: ``problem``, ``resident``."""
    to: str
    kind: str
    """Of addressee; ``""`` where none is noted."""
    sent: str
    due: str
    """ISO date by which whoever owes it now is to answer; where the referral names none, the department's usual days
    after."""
    answered: str
    """ISO date, or ``""``."""
    days: int | None
    """Days from sending to the answer."""
    outcome: str
    overdue: bool
    escalated: tuple[str, ...]
    """To whom it was taken, the last owes the answer."""
    asks: bool
    """Whether an answer is wanted at all; not where a resident was sent to a service."""
    is_answered: bool
    """Whether somebody answered; to give up or to withdraw it is no answer."""
    referral_id: str


@dataclass(frozen=True)
class Answering:
    """How one kind of addressee answered."""

    kind: str
    referred: int
    """How many wanted an answer."""
    answered: int
    days: float | None
    """The median from sending to the answer; None where none was dated."""
    dated: int
    """Of how many answers that is the median."""
    overdue: int
    escalated: int


@dataclass(frozen=True)
class LogLine:
    """One line of the concern log in the appendix."""

    number: str
    heard: str
    summary: str
    neighborhood: str
    channel: str
    category: str
    status: str
    informed: str
    late: bool
    """Entered after the report on the quarter in which it was heard was issued, or after that quarter's end."""
    concern_id: str


@dataclass(frozen=True)
class LateEntry:
    """Something that came too late for the report on its own quarter."""

    what: str
    """``concern``, ``meeting``, ``training session``, ``referral``, ``outreach event``, a kind of other work."""
    number: str
    """The concern's, also of a referral; else ``""``."""
    day: str
    """ISO date on which it was heard, held or sent."""
    entered: str
    """ISO date."""
    text: str
    record_id: str


@dataclass(frozen=True)
class Figure:
    """One key figure, with the quarter before for comparison."""

    label: str
    now: int
    before: int
    """No figure where the facts as a whole are not `compared`."""


@dataclass(frozen=True)
class Membership:
    """Somebody of the department who belongs to a civic organization."""

    organization: str
    kind: str
    name: str
    since: str
    """ISO date, or ``""``."""


@dataclass(frozen=True)
class Leading:
    """Of which categories most was heard in the quarter."""

    labels: tuple[str, ...]
    """Several that tie, in order of the alphabet; none where no concern was put in a category."""
    now: int
    """Concerns in each of them."""
    before: int
    """The same of the quarter before, where only one leads."""
    heard: int
    """All concerns of the quarter."""
    uncategorized: int
    """Those of them that were put in no category."""


@dataclass(frozen=True)
class Gap:
    """Something that is missing before the report can go out, or that the audience does not see."""

    sentence: str
    ids: tuple[str, ...] = ()
    """The records that it is about."""


@dataclass(frozen=True)
class QuarterFacts:
    """Everything that a quarterly report says."""

    quarter: str
    label: str
    first: str
    last: str
    day: str
    """ISO date on which the facts were drawn."""
    audience: str
    since: str
    """ISO date of the earliest thing on record up to the quarter's end; ``""`` where nothing is."""
    current: tuple[Topic, ...]
    potential: tuple[Potential, ...]
    recommended: tuple[Recommended, ...]
    progress: tuple[Recommended, ...]
    meetings: tuple[MeetingHeld, ...]
    training: tuple[SessionHeld, ...]
    programs: tuple[ProgramRun, ...]
    """Series of sessions that went on in the quarter."""
    education: EducationSummary | None
    """The officers' own hours of the year up to the quarter's end."""
    referrals: tuple[Referred, ...]
    projects: tuple[Project, ...]
    """Problem-solving projects, in order of their stages."""
    outreach: OutreachFacts
    work: WorkFacts
    """Inquiries and the officer's other work."""
    coverage: tuple[CoverageLine, ...]
    """Neighborhoods, groups and communities that were met and that were not."""
    crime: CrimeFacts
    """Counts of crime and calls for service as the context of what was voiced."""
    survey: Surveyed
    """The standards calendar, and each topic of the last survey beside its concerns."""
    log: tuple[LogLine, ...]
    late: tuple[LateEntry, ...]
    """Of earlier quarters, too late for the reports on those; told of in this one."""
    issued: str
    """ISO moment at which this quarter's report was issued for this audience; ``""`` where it was not."""
    came_late: tuple[LateEntry, ...]
    """Of this quarter, too late for the report that was issued on it."""
    figures: tuple[Figure, ...]
    categories: tuple[Figure, ...]
    """Concerns by category, most first; those without one last."""
    leading: Leading
    residents: Residents
    """Who was told."""
    answering: tuple[Answering, ...]
    """How each kind of addressee answered the referrals that this audience sees."""
    channels: tuple[Figure, ...]
    """Concerns by the channel on which they came, most first; those of which none is noted last."""
    memberships: tuple[Membership, ...]
    """Who of the department belonged to which organization by the quarter's end."""
    practices: tuple[Figure, ...]
    """Concerns about police service and conduct, now or in the quarter before, as counts."""
    handed_over: tuple[Figure, ...]
    """Complaints about officers that were handed over: the sum, then by category if this audience gets it."""
    summary: tuple[str, ...]
    decisions: tuple[str, ...]
    """What the Command Staff is asked to decide."""
    missing: tuple[Gap, ...]
    left_out: tuple[Gap, ...]
    method: tuple[str, ...]
    said: Mapping[str, str]
    """Section -> the officer's own words."""
    chosen_out: Mapping[str, tuple[str, ...]]
    """Section -> the records that the officer left out of it."""
    holds: tuple[str, ...]
    """The records that the report tells of or counts, whoever reads it."""

    @property
    def compared(self) -> bool:
        """Whether anything is on record before the quarter, so that its figures can stand beside earlier ones."""
        return "" < self.since < self.first
