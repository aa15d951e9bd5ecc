"""The officer's other work as one list: which records, newest first, in which views, and how a line looks.

A few plain facts are kept of each record, so that 50,000 of them open, filter and change views without a stall. Names
and words of what is restricted are masked. Knows the model and the notebook; no widget but what a row is, no screen.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable
from datetime import date

from cro_tui.model.contact import Contact
from cro_tui.model.work import WORK, Committee, Incident, Inquiry, Mediation, Policy, Release, Rumor, Work
from cro_tui.report.answering import answer_due, in_words, time_to_answer
from cro_tui.store.notebook import Notebook
from cro_tui.tui.days import plain_day, short_day
from cro_tui.tui.masked import label_of
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.tab_line import Tab

COLUMNS = (
    Column("Date", cells=7),
    Column("Work", cells=9),
    Column("What", share=4, least=26, most=76),
    Column("Who, where", share=2, least=12, gives_way=2),
    Column("State", cells=18, gives_way=1),
)
OPEN, ALL = "open", "all"
VIEWS = (OPEN, ALL, *(kind.KIND for kind in WORK))
"""The digits choose them in this order."""
LABELS = {
    OPEN: ("Open", "Open"), ALL: ("All", "All"), Inquiry.KIND: ("Inquiries", "Inq."),
    Mediation.KIND: ("Mediations", "Med."), Rumor.KIND: ("Rumors", "Rum."), Committee.KIND: ("Committees", "Com."),
    Policy.KIND: ("Policies", "Pol."), Release.KIND: ("Releases", "Rel."), Incident.KIND: ("Incidents", "Inc."),
}  # fmt: skip
"""What a view is called, and in short."""


class Worklist:
    """The records of the list, as far as it needs them."""

    def __init__(self, notebook: Notebook) -> None:
        self.words: dict[str, str] = {}
        """id -> everything that the filter finds it by, case-folded."""
        self._notebook = notebook
        self._days: dict[str, str] = {}
        self._order: list[tuple[str, str]] = []
        """(ISO date, id), oldest first."""
        self._kinds: dict[str, str] = {}
        self._open: set[str] = set()

    @classmethod
    def of_all(cls, notebook: Notebook) -> Worklist:
        """All that there is; made for a background thread."""
        found = cls(notebook)
        for kind in WORK:
            for one in notebook.all(kind):
                found._keep(one)
        found._order = sorted((when, record_id) for record_id, when in found._days.items())
        return found

    def take(self, record: Work) -> None:
        """Takes a record in, or anew, or out if it was voided."""
        before = self._days.pop(record.id, None)
        if before is not None:
            del self._order[bisect_left(self._order, (before, record.id))]
            self._open.discard(record.id)
            del self._kinds[record.id], self.words[record.id]
        if not record.is_voided:
            self._keep(record)
            insort(self._order, (self._days[record.id], record.id))

    def _keep(self, record: Work) -> None:
        self._days[record.id] = str(record.values.get(record.DATED) or record.created.at)[:16]
        self._kinds[record.id] = record.KIND
        self.words[record.id] = "\n".join(self._said(record)).casefold()
        if is_open(record):
            self._open.add(record.id)

    def _said(self, record: Work) -> Iterable[str]:
        """Every text of the record, and the names of the people in it who are not restricted."""
        yield record.KIND
        for key, value in record.values.items():
            if value and isinstance(value, str) and "." not in key:
                named = self._notebook.of(Contact, value) if key == "contact" else None
                yield value if named is None else "" if named.restricted else named.name
        if isinstance(record, Mediation):
            found = (self._notebook.get(one) for one in record.parties)
            yield from (one.label for one in found if one is not None and not one.restricted)

    def keys(self, view: str) -> list[str]:
        """The ids of the records in *view*, newest first."""
        if view == ALL:
            return [record_id for _, record_id in reversed(self._order)]
        if view == OPEN:
            return [record_id for _, record_id in reversed(self._order) if record_id in self._open]
        return [record_id for _, record_id in reversed(self._order) if self._kinds[record_id] == view]

    def tabs(self) -> list[Tab]:
        """The views, with how many stand in each."""
        counts = Counter(self._kinds.values())
        counts |= {OPEN: len(self._open), ALL: len(self._order)}
        return [Tab(view, *LABELS[view], str(n), f"{counts[view]:,}") for n, view in enumerate(VIEWS, 1)]


def is_open(work: Work) -> bool:
    """Whether something of it is owed: an answer, a correction, another look."""
    if isinstance(work, Inquiry | Rumor):
        return work.is_open
    return isinstance(work, Mediation) and bool(work.follow_up)


def row_of(work: Work, notebook: Notebook, today: date, *, bare: bool) -> Row:
    """The line of one record; *bare* shows what is restricted."""
    hidden = work.restricted and not bare
    due = _due(work, notebook)
    late = is_open(work) and "" < due < today.isoformat()
    badge = ("‼" if work.conflicts else "") + ("!" if late else "") + ("R" if work.restricted else "")
    cells = (
        short_day(work.day, today),
        work.KIND,
        label_of(work, notebook, bare=bare),
        "" if hidden else _who(work, notebook, bare=bare),
        _state(work, due, today),
    )
    return Row(cells, badge[:2], "alarm" if late else "" if is_open(work) else "quiet")


def _due(work: Work, notebook: Notebook) -> str:
    if isinstance(work, Inquiry):
        return answer_due(work, notebook.settings.intervals.inquiry_reply_days)
    return work.follow_up if isinstance(work, Mediation) else ""


def _who(work: Work, notebook: Notebook, *, bare: bool) -> str:
    if isinstance(work, Inquiry):
        asker = notebook.get(work.contact or work.organization)
        return ", ".join(filter(None, (work.source, label_of(asker, notebook, bare=bare) if asker else "")))
    if isinstance(work, Mediation):
        found = (notebook.get(one) for one in work.parties)
        return ", ".join(label_of(one, notebook, bare=bare) for one in found if one is not None)
    if isinstance(work, Release):
        found = (notebook.get(one) for one in work.outlets)
        return ", ".join(label_of(one, notebook, bare=bare) for one in found if one is not None)
    if isinstance(work, Rumor):
        return work.where
    return work.role if isinstance(work, Committee) else work.reference if isinstance(work, Policy) else ""


def _state(work: Work, due: str, today: date) -> str:
    if isinstance(work, Inquiry):
        took = time_to_answer(work)
        answered = f"after {in_words(took)}" if took is not None else "answered"
        return f"answer by {short_day(due, today)}" if work.is_open else answered
    if isinstance(work, Rumor):
        return "not corrected" if work.is_open else f"corrected {short_day(work.corrected, today)}"
    if isinstance(work, Mediation):
        return f"look again {short_day(due, today)}" if due else work.outcome or "no outcome yet"
    if isinstance(work, Committee):
        return f"until {plain_day(work.until, today)}" if work.until else "serving"
    return work.finding if isinstance(work, Policy) else ""
