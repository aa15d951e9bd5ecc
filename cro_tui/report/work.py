"""The officer's other work in a quarter: inquiries and how fast they were answered, mediations by outcome, rumors put
right, committees, policies, releases, and officer-involved incidents as counts. Pure: records in, facts out.

Parties of a mediation and who asked are not in it; texts are as the reader may see them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from statistics import median
from typing import TypeVar

from cro_tui.model.vocabulary import Vocabularies
from cro_tui.model.work import WORK, Committee, Incident, Inquiry, Mediation, Policy, Release, Rumor, Work
from cro_tui.report.activity import WorkFacts, WorkLine
from cro_tui.report.answering import in_words, time_to_answer
from cro_tui.report.audience import Reader
from cro_tui.report.facts import Figure
from cro_tui.report.handovers import told_apart
from cro_tui.report.period import Period
from cro_tui.report.plain import shortened
from cro_tui.report.sentences import counted, short_day
from cro_tui.store.notebook import Notebook

W = TypeVar("W", bound=Work)
LABELS = {
    Inquiry.KIND: "Inquiries answered",
    Mediation.KIND: "Mediations",
    Rumor.KIND: "Rumors corrected",
    Committee.KIND: "Committees and task forces",
    Policy.KIND: "Policies reviewed",
    Release.KIND: "Media releases",
    Incident.KIND: "Officer-involved incidents",
}
ALL_INCIDENTS, ANOTHER_KIND = "all kinds", "another kind"
KINDS_OF_INCIDENTS = "Kinds of officer-involved incidents"
"""What is said to be left out where there are so few of a kind that they could point at somebody."""
_LISTED, _LENGTH = 6, 120
"""So many titles stand in the report, each of so many characters at most."""


def work_of(period: Period, notebook: Notebook) -> list[Work]:
    """All that belongs to the quarter, by kind in the order in which it is reported, then by date."""
    found = (_in_order(one for one in notebook.all(kind) if _belongs(one, period)) for kind in WORK)
    return [one for listed in found for one in listed]


def work_begun(period: Period, drawn: Iterable[Work]) -> list[Work]:
    """What of *drawn* has its own date in the quarter; incidents are counted, never told of."""
    return [one for one in drawn if period.holds(one.day) and not isinstance(one, Incident)]


def work_besides(period: Period, notebook: Notebook, carries: Callable[[Work], bool]) -> list[Work]:
    """What the quarter's report *carries* of earlier ones, as far as it does not belong to it anyway."""
    kinds = (kind for kind in WORK if kind is not Incident)
    return [one for kind in kinds for one in notebook.all(kind) if carries(one) and not _belongs(one, period)]


def _in_order(records: Iterable[W]) -> list[W]:
    return sorted(records, key=lambda one: (one.day, one.id))


def _belongs(one: Work, period: Period) -> bool:
    if isinstance(one, Inquiry):
        return period.holds(one.day) or _waits(one, period) or period.holds(one.answered)
    if isinstance(one, Rumor):
        return period.holds(one.day) or period.holds(one.corrected)
    if isinstance(one, Committee):
        return one.serves(period.first, period.last)
    return period.holds(one.day)


def _waits(one: Inquiry, period: Period) -> bool:
    """Asked by the quarter's end, and not answered by then."""
    return one.day <= period.last and (one.is_open or one.answered[:10] > period.last)


def work_facts(
    now: Period,
    before: Period,
    notebook: Notebook,
    drawn: Sequence[Work],
    reader: Reader,
    shows: Callable[[Work], bool],
    words: Vocabularies,
) -> WorkFacts:
    """The facts of *now*; *drawn* is `work_of` it, *shows* says of which records the audience gets the text."""
    incidents = told_apart(
        now, before, [(one.day, one.kind) for one in notebook.all(Incident)], words.incident_kinds,
        every=ALL_INCIDENTS, otherwise=ANOTHER_KIND, in_full=reader.audience == "command",
    )  # fmt: skip
    telling = _Telling(now, reader, shows, incidents)
    earlier = Counter(one.KIND for one in work_of(before, notebook) if _counts(one, before))
    by_kind: Mapping[str, list[Work]] = {kind.KIND: [one for one in drawn if isinstance(one, kind)] for kind in WORK}
    lines = tuple(
        WorkLine(
            kind=kind,
            label=LABELS[kind],
            now=sum(_counts(one, now) for one in found),
            before=earlier[kind],
            told=tuple(telling.of(kind, found)),
            ids=() if kind == Incident.KIND else tuple(one.id for one in found if shows(one)),
        )
        for kind, found in by_kind.items()
        if found or earlier[kind]
    )
    there = {one.kind for one in lines}
    nothing = tuple(label for kind, label in LABELS.items() if kind not in there)
    return WorkFacts(lines, nothing, incidents)


def _counts(one: Work, period: Period) -> bool:
    """Whether it is one of those that the figure counts: answered, corrected, or simply of the quarter."""
    if isinstance(one, Inquiry):
        return period.holds(one.answered)
    return period.holds(one.corrected) if isinstance(one, Rumor) else True


class _Telling:
    """What is said of each kind."""

    def __init__(self, now: Period, reader: Reader, shows: Callable[[Work], bool], incidents: Sequence[Figure]) -> None:
        self._now = now
        self._reader = reader
        self._shows = shows
        self._incidents = incidents

    def of(self, kind: str, found: Sequence[Work]) -> Iterator[str]:
        """The sentences and titles of one kind."""
        if kind == Inquiry.KIND:
            yield from self._inquiries([one for one in found if isinstance(one, Inquiry)])
        elif kind == Mediation.KIND:
            yield from _by_word([one.outcome or "no outcome yet" for one in found if isinstance(one, Mediation)])
        elif kind == Rumor.KIND:
            yield from self._rumors([one for one in found if isinstance(one, Rumor)])
        elif kind == Incident.KIND:
            yield from (f"{one.label} {one.now}" for one in self._incidents[1:] if one.now)
        else:
            yield from self._named(found)

    def _inquiries(self, found: Sequence[Inquiry]) -> Iterator[str]:
        asked = [one for one in found if self._now.holds(one.day)]
        sources = ", ".join(_by_word([one.source or "source not noted" for one in asked]))
        yield f"{counted(len(asked), 'inquiry', 'inquiries')} came in" + (f": {sources}" if sources else "")
        took = [
            took.total_seconds()
            for one in found
            if self._now.holds(one.answered) and (took := time_to_answer(one)) is not None
        ]
        if took:
            yield f"median time to an answer {in_words(timedelta(seconds=median(took)))} (n = {len(took)})"
        waiting = [one for one in found if _waits(one, self._now)]
        if waiting:
            since = short_day(min(one.day for one in waiting), int(self._now.quarter[:4]))
            yield f"{len(waiting)} {'waits' if len(waiting) == 1 else 'wait'} for an answer, the first since {since}"

    def _rumors(self, found: Sequence[Rumor]) -> Iterator[str]:
        corrected = [one for one in found if self._now.holds(one.corrected)]
        yield from self._listed(corrected, lambda one: f"“{self._text(one.rumor)}”" + _then(self._text(one.correction)))
        open_yet = [one for one in found if one.is_open or one.corrected > self._now.last]
        if open_yet:
            yield f"{len(open_yet)} not corrected by the quarter's end"

    def _named(self, found: Sequence[Work]) -> Iterator[str]:
        def said(one: Work) -> str:
            more = one.role if isinstance(one, Committee) else one.finding if isinstance(one, Policy) else ""
            return self._text(one.label) + _then(self._text(more))

        yield from self._listed(found, said)

    def _listed(self, found: Sequence[W], said: Callable[[W], str]) -> Iterator[str]:
        """The first of those that may be shown, and how many there are besides."""
        shown = [one for one in found if self._shows(one)]
        yield from map(said, shown[:_LISTED])
        more = len(found) - min(len(shown), _LISTED)
        if more:
            yield f"{more} more not named here" if shown else f"{more} not named here"

    def _text(self, text: str) -> str:
        return shortened(self._reader.text(text), _LENGTH)


def _then(text: str) -> str:
    return f": {text}" if text else ""


def _by_word(words: Sequence[str]) -> list[str]:
    """``agreement 2``, ``declined 1``, most first."""
    counts = Counter(words)
    return [f"{word} {counts[word]}" for word in sorted(counts, key=lambda one: (-counts[one], one))]
