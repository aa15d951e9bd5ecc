"""The ledger of informing residents: who was told, how often it was tried in vain, who knows and waits for the fix.

Pure: concerns in, plain values out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cro_tui.model.concern import Concern
from cro_tui.model.telling import TOLD, told_words
from cro_tui.report.period import Period
from cro_tui.report.voices import speakers


@dataclass(frozen=True)
class Telling:
    """One try to tell the resident."""

    at: str
    """ISO date or moment."""
    method: str
    words: str
    """Method and words together where only *told how* has them."""
    reached: str
    who: str
    """Who of the department tried."""

    @property
    def is_told(self) -> bool:
        """Whether the resident was reached."""
        return self.reached == TOLD


def ledger_of(concern: Concern) -> tuple[Telling, ...]:
    """Every try in order of time; a telling that only the concern's own fields know stands among them."""
    rows = concern.tellings
    found = [
        Telling(*(str(row.get(name) or "") for name in ("at", "method", "words", "reached", "who"))) for row in rows
    ]
    said = {(str(row.get("at"))[:10], told_words(row)) for row in rows if row.get("reached") == TOLD}
    if concern.told and (concern.told[:10], concern.told_how) not in said:
        found.append(Telling(concern.told, "", concern.told_how, TOLD, ""))
    return tuple(sorted(found, key=lambda one: one.at))


def tries_of(concern: Concern) -> list[dict[str, Any]]:
    """The lines of the ledger since the resident was last told: tries in vain, in order of time."""
    return [row for row in concern.tellings if row.get("reached") != TOLD and str(row.get("at") or "") > concern.told]


def not_told_yet(concerns: Iterable[Concern], besides: Sequence[str] = ()) -> list[Concern]:
    """Of several voices those who can be told and never were, each person once; *besides* are ids to leave out."""
    open_voices = [one for one in concerns if one.can_be_told and not one.told and one.id not in besides]
    return [theirs[0] for theirs in speakers(open_voices)]


@dataclass(frozen=True)
class Residents:
    """Who was told in a quarter. People, each once, but for what is not fixed."""

    told: int
    to_tell: int
    """Those who were told in it, and those whose concern was closed in it and who were to be told."""
    not_fixed: int
    """Concerns of which somebody was told in it, and which are not fixed yet."""


def residents_of(concerns: Sequence[Concern], period: Period) -> Residents:
    """Who was told in *period*, of how many, and what they wait for."""
    told = [one for one in concerns if one.can_be_told and period.holds(one.told)]
    people = {one.contact or one.id for one in told}
    owed = {one.contact or one.id for one in concerns if period.closed(one) and one.closed_not_told}
    waits = [one for one in told if one.told_not_fixed]
    return Residents(len(people), len(people | owed), len(waits))
