"""The tables of the Concerns room: which records, newest first, in which views, found by which words.

A few plain facts are kept of each record, so that 50,000 of them open, filter and change views without a stall; they
are kept up record by record. Knows the model and the notebook; no widget, no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import compress

from cro_tui.actions.concerns import is_overdue
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.problem import STAGES, Problem
from cro_tui.model.quarters import quarter_days, quarter_of
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.report.subjects import about, number_of, subject_of
from cro_tui.store.notebook import Notebook

KINDS: tuple[type[Record], ...] = (Concern, Referral, Recommendation, Problem)
VIEWS: dict[str, tuple[str, ...]] = {
    Concern.KIND: (
        "open",
        "all",
        "closed, not told",
        "potential problems",
        "overdue",
        "this quarter",
        "told, not fixed",
    ),
    Referral.KIND: ("waiting", "all", "overdue", "answered", "this quarter"),
    Recommendation.KIND: ("open", "all", "undecided", "overdue", "this quarter"),
    Problem.KIND: ("open", *STAGES, "all"),
}
"""The views of each table; the digits choose them in this order."""

_WORDS = (
    "number", "summary", "narrative", "place", "neighborhood", "beat", "category", "status", "channel", "heard_by",
    "assigned", "priority", "next_action", "disposition", "recommended", "reference", "told_how", "heard",
)  # fmt: skip


class Table:
    """The records of one kind, as far as a list needs them, newest first."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.views = VIEWS[kind]
        self.words: dict[str, str] = {}
        """id -> everything that the filter finds it by, case-folded."""
        self.counts = [0] * len(self.views)
        """How many stand in each view."""
        self._dates: dict[str, str] = {}
        self._order: list[tuple[str, str]] = []
        """(date, id), newest first; the two below run beside it."""
        self._ids: list[str] = []
        self._bits = bytearray()
        """For each record a bit a view."""

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._dates

    @property
    def count(self) -> int:
        """How many there are in all views together."""
        return len(self._ids)

    def put(self, record_id: str, when: str, views: Iterable[bool], words: str) -> None:
        """Takes a record in or anew: its ISO date, whether it stands in each view, the words that find it."""
        bits = sum(1 << number for number, stands in enumerate(views) if stands)
        if self._dates.get(record_id, when) != when:
            self.drop(record_id)
        place = self._place(when, record_id)
        if record_id in self._dates:
            self._count(self._bits[place], -1)
            self._bits[place] = bits
        else:
            self._order.insert(place, (when, record_id))
            self._ids.insert(place, record_id)
            self._bits.insert(place, bits)
            self._dates[record_id] = when
        self._count(bits, 1)
        self.words[record_id] = words.casefold()

    def drop(self, record_id: str) -> None:
        """Forgets a record that was voided."""
        when = self._dates.pop(record_id, None)
        if when is not None:
            place = self._place(when, record_id)
            self._count(self._bits[place], -1)
            del self._order[place], self._ids[place], self._bits[place], self.words[record_id]

    def keys(self, view: str) -> list[str]:
        """The ids of the records in *view*, newest first."""
        bit = 1 << self.views.index(view)
        stands = bytes(1 if bits & bit else 0 for bits in range(256))
        return list(compress(self._ids, self._bits.translate(stands)))

    def _place(self, when: str, record_id: str) -> int:
        """Where the record stands, or belongs."""
        wanted = (when, record_id)
        low, high = 0, len(self._order)
        while low < high:
            middle = (low + high) // 2
            if self._order[middle] > wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def _count(self, bits: int, step: int) -> None:
        for number in range(len(self.counts)):
            if bits >> number & 1:
                self.counts[number] += step


class Caseload:
    """The three tables, and what belongs to a concern."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.today: date = notebook.clock().date()
        """The day for which overdue and this quarter were worked out."""
        self.tables = {kind: Table(kind) for kind in VIEWS}
        self._first_day, self._last_day = quarter_days(quarter_of(self.today.isoformat()))
        self._referrals: dict[str, dict[str, None]] = {}
        self._recommendations: dict[str, dict[str, None]] = {}
        self._problems: dict[str, dict[str, None]] = {}
        self._voicing: dict[str, str] = {}
        """Concern -> the contact who voiced it."""

    @property
    def is_stale(self) -> bool:
        """Whether another day began."""
        return self.notebook.clock().date() != self.today

    def take(self, record: Record) -> None:
        """Takes a record in, or anew, or out if it was voided; what else shows it follows in `changed`."""
        if record.KIND not in self.tables:
            return
        if record.is_voided:
            self.tables[record.KIND].drop(record.id)
        elif isinstance(record, Concern):
            self._take_concern(record)
        elif isinstance(record, Referral):
            self._take_referral(record)
        elif isinstance(record, Recommendation):
            self._take_recommendation(record)
        elif isinstance(record, Problem):
            self._take_problem(record)

    def changed(self, ids: Iterable[str]) -> bool:
        """Takes the records *ids* anew, with the lines that name them; whether a table changed."""
        touched: dict[str, Record] = {}
        for record_id in ids:
            record = self.notebook.get(record_id)
            if record is not None:
                touched.update((one.id, one) for one in self._showing(record))
        for record in touched.values():
            self.take(record)
        return bool(touched)

    def _showing(self, record: Record) -> Iterator[Record]:
        """The records whose lines say something of *record*."""
        if isinstance(record, Contact):
            for concern_id, contact_id in self._voicing.items():
                if contact_id == record.id and (concern := self.notebook.get(concern_id)):
                    yield concern
            yield from self.referrals_of(record.id)
        elif record.KIND in self.tables:
            yield record
            yield from self.referrals_of(record.id)
            yield from self.recommendations_for(record.id)
            yield from self.problems_of(record.id)

    def referrals_of(self, concern_id: str) -> list[Referral]:
        """The referrals of a concern, in order of making."""
        found = (self.notebook.of(Referral, one) for one in sorted(self._referrals.get(concern_id, ())))
        return [one for one in found if one is not None and not one.is_voided and one.of == concern_id]

    def recommendations_for(self, concern_id: str) -> list[Recommendation]:
        """The recommendations that answer a concern, in order of making."""
        found = (self.notebook.of(Recommendation, one) for one in sorted(self._recommendations.get(concern_id, ())))
        return [one for one in found if one is not None and not one.is_voided and concern_id in one.answers]

    def problems_of(self, concern_id: str) -> list[Problem]:
        """The projects that group a concern, in order of making."""
        found = (self.notebook.of(Problem, one) for one in sorted(self._problems.get(concern_id, ())))
        return [one for one in found if one is not None and not one.is_voided and concern_id in one.concerns]

    def _take_concern(self, concern: Concern) -> None:
        values = concern.values
        contact_id = concern.contact
        contact = self.notebook.of(Contact, contact_id) if contact_id else None
        if contact_id:
            self._voicing[concern.id] = contact_id
        words = [str(value) for name in _WORDS if (value := values.get(name))]
        words += concern.tags
        words += [str(row["words"]) for row in concern.tellings if row.get("words")]
        words += badges(concern, self.today)
        if contact is not None:
            words += (contact.name, contact.alias)
        is_open = concern.is_open
        views = (
            is_open,
            True,
            concern.closed_not_told,
            is_open and concern.is_potential,
            is_open and is_overdue(concern.due or concern.watch, self.today),
            self._is_now(concern.heard),
            concern.told_not_fixed,
        )
        self.tables[Concern.KIND].put(concern.id, concern.heard[:16], views, "\n".join(words))

    def _take_referral(self, referral: Referral) -> None:
        self._referrals.setdefault(referral.of, {})[referral.id] = None
        subject = subject_of(self.notebook, referral)
        steps = [str(step.get(name) or "") for step in referral.escalations for name in ("to", "why")]
        words = (referral.to, referral.kind, referral.method, referral.message, referral.reply, referral.outcome,
                 number_of(subject), about(subject), referral.answered_by, *steps, referral.sent)  # fmt: skip
        views = (
            referral.is_open,
            True,
            referral.is_open and is_overdue(referral.owed_due, self.today),
            not (referral.is_open or referral.no_answer),
            self._is_now(referral.sent),
        )
        self.tables[Referral.KIND].put(referral.id, referral.sent, views, "\n".join(words))

    def _take_recommendation(self, made: Recommendation) -> None:
        concerns = [self.notebook.of(Concern, one) for one in made.answers]
        for concern_id in made.answers:
            self._recommendations.setdefault(concern_id, {})[made.id] = None
        numbers = [concern.number for concern in concerns if concern]
        words = (made.text, made.owner, made.resources, made.decision, made.outcome, made.obstacles, *numbers)
        views = (
            made.is_open,
            True,
            made.is_open and not made.decision,
            made.is_open and is_overdue(made.due, self.today),
            self._is_now(made.made),
        )
        self.tables[Recommendation.KIND].put(made.id, made.made, views, "\n".join(words))

    def _take_problem(self, problem: Problem) -> None:
        for concern_id in problem.concerns:
            self._problems.setdefault(concern_id, {})[problem.id] = None
        said = [str(row.get(name) or "") for row in problem.responses for name in ("what", "owner")]
        words = (problem.title, problem.statement, problem.place, problem.neighborhood, problem.category,
                 problem.owner, problem.stage, *said)  # fmt: skip
        stage = problem.stage or STAGES[0]
        views = (problem.is_open, *(stage == one for one in STAGES), True)
        self.tables[Problem.KIND].put(problem.id, problem.opened, views, "\n".join(words))

    def _is_now(self, day: str) -> bool:
        return self._first_day <= day[:10] <= self._last_day


def badges(concern: Concern, today: date) -> list[str]:
    """What must be seen about a concern at once, in words, the most important first."""
    found = []
    if concern.conflicts:
        found.append("conflict")
    if concern.void_disputed:
        found.append("voided, disputed")
    if concern.is_open and is_overdue(concern.due or concern.watch, today):
        found.append("overdue")
    if concern.closed_not_told:
        found.append("not told")
    if concern.restricted:
        found.append("restricted")
    if is_late(concern):
        found.append("late")
    return found


def is_late(concern: Concern) -> bool:
    """Whether it was entered in a later quarter than it was heard in, so that an earlier report lacks it."""
    heard, entered = concern.heard, concern.entered or concern.created.at
    if heard[:7] == entered[:7] or not heard or not entered:
        return False
    try:
        return quarter_of(heard) < quarter_of(entered)
    except ValueError:
        return False
