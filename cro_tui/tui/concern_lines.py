"""How concerns, referrals and recommendations look in their tables, names and words of restricted ones masked.

Knows the model, the notebook and what a row is; no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from cro_tui.actions.concerns import is_overdue
from cro_tui.model.concern import Concern
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import SERVICE, Recommendation, Referral
from cro_tui.report.subjects import number_of, subject_of
from cro_tui.store.notebook import Notebook
from cro_tui.tui.caseload import badges
from cro_tui.tui.days import short_day
from cro_tui.tui.masked import MASK, restricted_people, without
from cro_tui.tui.problem_lines import PROBLEM_COLUMNS, problem_badges, problem_row
from cro_tui.tui.widgets.rows import Column, Row

MARKS = {"conflict": "‼", "voided, disputed": "‼", "overdue": "!", "not told": "!", "restricted": "R", "late": "L"}
"""What stands in the two cells before a line."""

COLUMNS: dict[str, tuple[Column, ...]] = {
    Concern.KIND: (
        Column("Number", cells=13),
        Column("Heard", cells=7, gives_way=2),
        Column("Concern", share=4, least=26),
        Column("Where", cells=16, gives_way=3),
        Column("Category", cells=18, gives_way=4),
        Column("Status", cells=14),
        Column("Priority", cells=8, gives_way=5),
        Column("Due", cells=7, gives_way=1),
    ),
    Referral.KIND: (
        Column("Sent", cells=7, gives_way=2),
        Column("To", share=2, least=20),
        Column("Concern", share=3, least=22),
        Column("By", cells=10, gives_way=3),
        Column("State", cells=12, gives_way=1),
        Column("Due", cells=7),
    ),
    Recommendation.KIND: (
        Column("Made", cells=7, gives_way=1),
        Column("Recommended action", share=4, least=20),
        Column("Answers", cells=8, gives_way=3),
        Column("Owner", cells=16, gives_way=2),
        Column("Decision", cells=10),
        Column("Outcome", cells=11),
        Column("Due", cells=7),
    ),
    Problem.KIND: PROBLEM_COLUMNS,
}


class Lines:
    """The lines of the tables on one day; `unmasked` shows what is restricted."""

    def __init__(self, notebook: Notebook, today: date, *, unmasked: bool = False) -> None:
        self.notebook = notebook
        self.today = today
        self.unmasked = unmasked

    def row(self, record_id: str) -> Row:
        """The line of one record."""
        record = self.notebook.get(record_id)
        if isinstance(record, Concern):
            return self._concern(record)
        if isinstance(record, Referral):
            return self._referral(record)
        if isinstance(record, Recommendation):
            return self._recommendation(record)
        if isinstance(record, Problem):
            return problem_row(record, self, marks(problem_badges(record, self.today)))
        return Row(())

    def summary(self, concern: Concern) -> str:
        """What a concern is about, unless that is masked."""
        return self.text(concern, concern.summary)

    def of(self, subject: Record | None) -> str:
        """What a referral is of, on one line: number and words, masked as they are everywhere."""
        if subject is None:
            return "(not here)"
        return " ".join(part for part in (number_of(subject), self.text(subject, subject.label)) if part)

    def text(self, record: Record, text: str) -> str:
        """Words of *record*: masked if it is restricted, without the names of the restricted people whom it names."""
        return self.words_of(record)(text)

    def words_of(self, record: Record) -> Callable[[str], str]:
        """What does that for many words of *record*."""
        if self.unmasked:
            return str
        return (lambda _text: MASK) if record.restricted else without(restricted_people(record, self.notebook))

    def _concern(self, concern: Concern) -> Row:
        words, where = self.words_of(concern), concern.neighborhood or concern.place
        due = concern.due or concern.watch or self._answer_due(concern)
        return Row(
            (
                concern.number,
                short_day(concern.heard, self.today),
                words(concern.summary),
                words(where) if where else "",
                concern.category,
                "NOT TOLD" if concern.closed_not_told else concern.status,
                "" if concern.priority == "normal" else concern.priority,
                short_day(due, self.today),
            ),
            badge=marks(badges(concern, self.today)),
            tone=self._tone(concern),
        )

    def _answer_due(self, concern: Concern) -> str:
        """The day by which the first of those to whom it was referred is to answer."""
        if not concern.is_open:
            return ""
        linked = (self.notebook.of(Referral, one) for one in concern.links)
        days = [one.owed_due for one in linked if one is not None and one.is_open and one.owed_due]
        return min(days, default="")

    def _tone(self, concern: Concern) -> str:
        """Closed is quiet; the highest of the department's priorities stands out."""
        if not concern.is_open:
            return "" if concern.closed_not_told else "quiet"
        return "alarm" if concern.priority == self.notebook.settings.words.priorities[-1] else ""

    def _referral(self, referral: Referral) -> Row:
        subject = subject_of(self.notebook, referral)
        hidden = referral.restricted or (subject is not None and subject.restricted)
        return Row(
            (
                short_day(referral.sent, self.today),
                self.text(referral, referral.owed_by),
                MASK if referral.restricted and not self.unmasked else self.of(subject),
                referral.method,
                referral_state(referral),
                short_day(referral.owed_due, self.today),
            ),
            badge=self._marks(referral, referral.is_open, referral.owed_due, hidden),
            tone="" if referral.is_open else "quiet",
        )

    def _recommendation(self, made: Recommendation) -> Row:
        words, answers = self.words_of(made), made.answers
        return Row(
            (
                short_day(made.made, self.today),
                words(made.text),
                str(len(answers)) if answers else "",
                words(made.owner) if made.owner else "",
                made.decision or "undecided",
                made.outcome,
                short_day(made.due, self.today),
            ),
            badge=self._marks(made, made.is_open, made.due, made.restricted),
            tone="" if made.is_open else "quiet",
        )

    def _marks(self, record: Record, is_open: bool, due: str, restricted: bool) -> str:
        words = {
            "conflict": bool(record.conflicts),
            "overdue": is_open and is_overdue(due, self.today),
            "restricted": restricted,
        }
        return marks(word for word, holds in words.items() if holds)


def marks(words: Iterable[str]) -> str:
    """The marks of *words*, the two most important."""
    return "".join(dict.fromkeys(MARKS[word] for word in words))[:2]


def referral_state(referral: Referral) -> str:
    """Where a referral stands, in one or two words."""
    if referral.no_answer:
        return "sent" if referral.kind == SERVICE else "informed"
    if referral.outcome:
        return referral.outcome
    if referral.reply:
        return "answered"
    if referral.escalations:
        return "escalated"
    return "acknowledged" if referral.acknowledged else "waiting"
