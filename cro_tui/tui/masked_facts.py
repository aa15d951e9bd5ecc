"""The facts of a quarter as they may stand on the screen: drawn anew from a notebook in which every text of a
restricted record is a sign that says nothing, so that no part of the report can repeat what it was not told.

Equal texts have the same sign and different ones different signs: what is counted and grouped by them stays as it is.
Knows the notebook, the model and the facts; no screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import Field, OpenChoice
from cro_tui.model.record import Record
from cro_tui.model.report import Report
from cro_tui.model.survey import Response, Survey
from cro_tui.report.choice import DECISIONS, SUMMARY
from cro_tui.report.covered import CoverageLine, Met
from cro_tui.report.facts import QuarterFacts
from cro_tui.report.survey_facts import Surveyed
from cro_tui.store.notebook import Notebook
from cro_tui.tui.former_names import without_whole_names
from cro_tui.tui.masked import MASK, SHORTEST_NAME, called_by
from cro_tui.tui.retold import retold

R = TypeVar("R", bound=Record)
_AS_THEY_ARE = (Report, Response)
_ONLY: tuple[tuple[type[Record], str], ...] = (
    (Survey, Survey.TITLE),
    (Contact, "neighborhood"),
    (Organization, "neighborhood"),
)
"""What of these becomes a sign: the facts name nobody who is hidden, and of a survey little else."""
_FIRST_SIGN, _SIGNS = 0xF0000, 0xFFFD
"""Of the planes for private use, whose characters no alphabet has."""
_SIGN = re.compile("[\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")


def masked_facts(
    facts: QuarterFacts,
    notebook: Notebook,
    draw: Callable[[Notebook], QuarterFacts],
    hides: Callable[[Record], bool] = lambda record: record.restricted,
) -> QuarterFacts:
    """*facts* of *notebook* without the words of records that it *hides*; *draw* draws them."""
    hidden = _Hidden(notebook, hides)
    if not hidden.records:
        return facts
    drawn = draw(cast(Notebook, hidden))
    bare = hidden.without(drawn.said.values())
    shown = replace(
        drawn,
        education=facts.education,
        coverage=tuple(_coverage(facts.coverage, drawn.coverage)),
        survey=_survey(drawn.survey, hidden.records),
        said={section: bare(text) for section, text in drawn.said.items()},
        summary=tuple(map(bare, drawn.summary)) if SUMMARY in drawn.said else drawn.summary,
        decisions=tuple(map(bare, drawn.decisions)) if DECISIONS in drawn.said else drawn.decisions,
    )
    people = (one for one in notebook.all(Contact, voided=True) if hides(one))
    nameless = without_whole_names(name for one in people for name in called_by(one))
    return cast(QuarterFacts, _each_text(shown, lambda text: nameless(_SIGN.sub(MASK, text))))


class _Hidden:
    """A notebook to read, in which the texts of restricted records are signs."""

    def __init__(self, notebook: Notebook, hides: Callable[[Record], bool]) -> None:
        self._notebook = notebook
        self._signs: dict[str, str] = {}
        self._told: set[str] = set()
        """Texts that an officer's own words may repeat."""
        self.records = {
            one.id: self._signed(one)
            for one in notebook.everything()
            if hides(one) and not isinstance(one, _AS_THEY_ARE)
        }

    def __getattr__(self, name: str) -> Any:
        return getattr(self._notebook, name)

    def get(self, record_id: str) -> Record | None:
        """As a notebook does."""
        return self.records.get(record_id) or self._notebook.get(record_id)

    def of(self, kind: type[R], record_id: str) -> R | None:
        """As a notebook does."""
        record = self.get(record_id)
        return record if isinstance(record, kind) else None

    def all(self, kind: type[R], *, voided: bool = False) -> list[R]:
        """As a notebook does."""
        return [cast(R, self.records.get(one.id, one)) for one in self._notebook.all(kind, voided=voided)]

    def everything(self) -> Iterator[Record]:
        """As a notebook does."""
        return (self.records.get(one.id, one) for one in self._notebook.everything())

    def without(self, said: Iterable[str]) -> Callable[[str], str]:
        """What takes texts of the restricted records out of what was *said*."""
        whole = "\n".join(said)
        found = sorted((one for one in self._told if one in whole), key=len, reverse=True)
        if not found:
            return str
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)")
        return lambda text: pattern.sub(MASK, text)

    def _signed(self, record: Record) -> Record:
        only = [name for kind, name in _ONLY if isinstance(record, kind)]

        def sign(name: str, field: Field[Any], text: str) -> str:
            return text if only and name not in only else self._sign(field, text)

        return retold(record, sign, disputed=False)

    def _sign(self, field: Field[Any], text: str) -> str:
        plain = " ".join(text.split()).rstrip(".")
        if len(plain) >= SHORTEST_NAME and not isinstance(field, OpenChoice):
            self._told.add(plain)
        return self._signs.setdefault(plain.casefold(), self._next())

    def _next(self) -> str:
        plane, place = divmod(len(self._signs), _SIGNS)
        return chr(_FIRST_SIGN + min(plane, 1) * 0x10000 + place)


def _coverage(true: Iterable[CoverageLine], drawn: Iterable[CoverageLine]) -> Iterator[CoverageLine]:
    """The *true* lines, in which those that the *drawn* ones do not name are masked."""
    known = {(line.what, met.name) for line in drawn for met in (*line.names_met, *line.names_not_met)}

    def masked(what: str, found: Iterable[Met]) -> tuple[Met, ...]:
        return tuple(one if (what, one.name) in known else replace(one, name=MASK) for one in found)

    for line in true:
        met, not_met = masked(line.what, line.names_met), masked(line.what, line.names_not_met)
        yield replace(line, names_met=met, names_not_met=not_met)


def _survey(found: Surveyed, restricted: Mapping[str, Record]) -> Surveyed:
    return replace(found, title=MASK, sides=(), caveat="") if found.survey_id in restricted else found


def _each_text(value: Any, said: Callable[[str], str]) -> Any:
    """*value* with every text in it as it is *said*."""
    if isinstance(value, str):
        return said(value)
    if isinstance(value, tuple):
        found = [_each_text(one, said) for one in value]
        return type(value)._make(found) if hasattr(value, "_make") else tuple(found)
    if isinstance(value, Mapping):
        return {key: _each_text(one, said) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _each_text(getattr(value, one.name), said) for one in fields(value)})
    return value
