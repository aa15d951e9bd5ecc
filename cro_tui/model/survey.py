"""A survey of citizens' attitudes and opinions, and the forms that came back.

A survey is one wave. Its questions bear short ids that last from wave to wave, so that what was asked twice can be
compared. A response is one form: nothing in it says who filled it in. Knows no store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from cro_tui.model.fields import (
    BadValue,
    Choice,
    Context,
    Count,
    Day,
    Field,
    Line,
    Lines,
    OpenChoice,
    Ref,
    Rows,
    Stored,
    Text,
    clean,
    column,
    short,
)
from cro_tui.model.record import Record
from cro_tui.model.scales import (
    BLANK,
    CODES,
    DIGITS,
    DONT_KNOW,
    IN_WORDS,
    MEANINGS,
    MOST_OPTIONS,
    SCALES,
    SEVERAL,
    TOPICS,
    USUAL_SCALE,
    code_of,
    favorable_codes,
    meaning_of,
)

PROBABILITY, CONVENIENCE = "probability", "convenience"
_OWN_ID = 5
"""Letters of a new line's id that name, behind a ``q``, a question of the department's own."""
_GOOD_ID = re.compile(r"[^\s=;]{1,40}")
_LAST = 1_000_000
"""The place of a question that has none."""


@dataclass(frozen=True)
class Question:
    """One question as it is asked."""

    id: str
    """The same in every wave that asks it."""
    topic: str
    text: str
    options: tuple[str, ...]
    """What can be marked, from the least to the most favorable; none where it is answered in words."""

    @property
    def in_words(self) -> bool:
        """Answered by a comment."""
        return not self.options

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The digits of its options."""
        return DIGITS[: len(self.options)]

    @cached_property
    def favorable(self) -> tuple[str, ...]:
        """The digits that count as favorable."""
        return favorable_codes(len(self.options))

    def takes(self, code: str) -> bool:
        """Whether *code* can be its answer."""
        return not self.in_words and (code in self.codes or code in (DONT_KNOW, BLANK, SEVERAL))


class Questions(Rows):
    """The questionnaire: by topic, in each topic by place. A bare line is ``topic: question``."""

    def value(self, values: Mapping[str, Stored]) -> tuple[dict[str, Stored], ...]:
        def standing(row: dict[str, Stored]) -> tuple[int, int, str]:
            topic, place = row.get("topic"), row.get("place")
            return (
                TOPICS.index(topic) if topic in TOPICS else len(TOPICS),
                place if isinstance(place, int) else _LAST,
                str(row["id"]),
            )

        return tuple(sorted(super().value(values), key=standing))

    def parse_row(self, row: object, context: Context) -> tuple[str, dict[str, Stored]]:
        if isinstance(row, str):
            topic, colon, text = row.partition(":")
            row = {"topic": topic, "text": text} if colon else {"text": row}
        line_id, stored = super().parse_row(row, context)
        if not (isinstance(row, Mapping) and row.get("id")):
            line_id = f"q{line_id[-_OWN_ID:].lower()}"
        if not _GOOD_ID.fullmatch(line_id):
            raise BadValue(f"{self.name}.id", f"“{short(line_id)}” has more than 40 letters, a space, “=” or “;”")
        if len(stored.get("options") or ()) > MOST_OPTIONS:
            raise BadValue(f"{self.name}.options", f"are more than {MOST_OPTIONS}: a digit each marks them")
        return line_id, stored


class Survey(Record):
    """One wave."""

    KIND = "survey"
    PLURAL = "surveys"
    TITLE = "title"
    DATED = "opened"

    title = Line("Title", required=True)
    wave = Line("Wave", help="2026, or spring 2026")
    purpose = Text("Purpose", help="why it is asked, and what it is for")
    opened = Day("Opened", lean="past", help="when the first form went out")
    closed = Day("Closed", lean="past", help="when the last form was taken")
    method = OpenChoice("Method", vocabulary="survey_methods", help="how the forms went out and came back")
    sample = Choice(
        "Sample", fixed=(PROBABILITY, CONVENIENCE), help="probability: everybody had a known chance to be drawn"
    )
    drawn = Text("Drawn how", help="from which list, by whom, and whom it can't reach")
    invited = Count("Invited", help="forms that went out")
    population = Count("Population", help="how many people the sample stands for")
    follows = Ref("Wave before", kinds=("survey",), help="to compare with")
    questions = Questions(
        "Questions",
        prefix="question",
        main="text",
        columns=(
            column(Choice, "topic", "Topic", fixed=TOPICS, required=True),
            column(Line, "text", "Question", required=True),
            column(Choice, "scale", "Scale", fixed=(*SCALES, IN_WORDS)),
            column(Lines, "options", "Own options", help="instead of the scale's, the least favorable first"),
            column(Count, "place", "Place"),
        ),
    )
    limits = Text("Limits", help="what must be known to read the results rightly")
    findings = Text("What it means", help="in your own words, for the memo")
    codes = Rows(
        "Codes of files",
        prefix="code",
        main="said",
        automatic=True,
        columns=(
            column(Line, "said", "Says", required=True),
            column(Choice, "means", "Means", fixed=MEANINGS, required=True),
            column(Line, "question", "Of question", help="where it means that of one question only"),
        ),
    )
    headers = Rows(
        "Columns of files",
        prefix="header",
        main="header",
        automatic=True,
        columns=(
            column(Line, "header", "Column", required=True),
            column(Line, "question", "Question"),
        ),
    )
    notes = Text("Notes")

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("opened", context.now.date().isoformat())
        _refuse_backwards(stored)

    def parse_changes(
        self, typed: Mapping[str, object], context: Context, added: Mapping[str, object] = MappingProxyType({})
    ) -> dict[str, Stored]:
        values = super().parse_changes(typed, context, added)
        if {"opened", "closed"} & values.keys():
            _refuse_backwards({**self.values, **values})
        return values

    @property
    def label(self) -> str:
        """What names it on one line."""
        named = super().label
        return f"{named} ({self.wave})" if self.wave and self.wave not in named else named

    @property
    def is_open(self) -> bool:
        """Forms are still taken."""
        return not self.closed

    @property
    def is_probability(self) -> bool:
        """Whether chance drew the people, so that limits can be given."""
        return self.sample == PROBABILITY

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions in the order in which they stand on the form."""
        return tuple(
            Question(
                str(row["id"]),
                str(row.get("topic") or TOPICS[0]),
                str(row.get("text") or ""),
                _options(row),
            )
            for row in self.questions
        )


def _options(row: Mapping[str, Stored]) -> tuple[str, ...]:
    own = row.get("options")
    if own:
        return tuple(str(one) for one in own)[:MOST_OPTIONS]
    scale = str(row.get("scale") or USUAL_SCALE)
    return () if scale == IN_WORDS else SCALES.get(scale, SCALES[USUAL_SCALE])


def _refuse_backwards(stored: Mapping[str, Stored]) -> None:
    opened, closed = str(stored.get("opened") or ""), str(stored.get("closed") or "")
    if opened and closed and closed < opened:
        raise BadValue("closed", f"is before {opened}, the day on which it was opened")


class Answers(Field[Mapping[str, str]]):
    """The marks of one form: question -> code. Kept as one text (``perf1=4 perf2=d``): thousands are read at once.

    It is one value, because one person keys one form in.
    """

    def value(self, values: Mapping[str, Stored]) -> Mapping[str, str]:
        pairs = (pair.rpartition("=") for pair in str(values.get(self.name) or "").split())
        return {question: code for question, _, code in pairs if question and code}

    def parse_one(self, raw: object, context: Context) -> Stored:
        if isinstance(raw, Mapping):
            pairs = [(clean(str(question)).strip(), str(code)) for question, code in raw.items()]
        elif isinstance(raw, str):
            split = (pair.rpartition("=") for pair in re.split(r"[\s;]+", clean(raw)) if pair)
            pairs = [(question, code) for question, _, code in split]
        else:
            raise BadValue(self.name, "needs QUESTION=CODE, one after the other")
        return joined({question: self._code(question, said) for question, said in pairs}) or None

    def _code(self, question: str, said: str) -> str:
        code = code_of(said.strip().casefold())
        if not _GOOD_ID.fullmatch(question):
            raise BadValue(self.name, f"“{short(f'{question}={said}')}” is not QUESTION=CODE")
        if code not in CODES:
            raise BadValue(
                self.name,
                f"{short(question)}: “{short(said)}” is none of 1 to 9, d (don't know), - (blank), x (several)",
            )
        return code

    def plain(self, values: Mapping[str, Stored]) -> Stored:
        found = self.value(values)
        return {question: meaning_of(code) for question, code in found.items()} if found else None

    def text(self, values: Mapping[str, Stored]) -> str:
        return str(values.get(self.name) or "")


def joined(answers: Mapping[str, str] | Iterable[tuple[str, str]]) -> str:
    """Answers as they are kept."""
    return " ".join(f"{question}={code}" for question, code in dict(answers).items())


class Response(Record):
    """One form that came back. Who filled it in is not known, and is to stay so."""

    KIND = "response"
    PLURAL = "responses"
    TITLE = "survey"
    WITHOUT = frozenset({"restricted_because", "tags"})

    survey = Ref("Survey", kinds=("survey",), required=True)
    answers = Answers("Answers", help="QUESTION=CODE …: 1 to 9, d don't know, - blank, x several marked")
    comments = Rows(
        "Comments",
        prefix="comment",
        main="text",
        columns=(
            column(Text, "text", "Comment", required=True),
            column(Line, "question", "To question"),
            column(Choice, "category", "Category", vocabulary="categories"),
            column(Ref, "concern", "Concern", kinds=("concern",)),
        ),
    )

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        """Nothing is added: thousands of them are kept, and none is more than internal unless it is said."""

    @property
    def label(self) -> str:
        """What names it on one line: its first comment, for there is no name."""
        said = " ".join(str(self.comments[0].get("text") or "").split()) if self.comments else ""
        return f"Survey form: “{said}”" if said else "Survey form"
