"""Fields that hold one value, or several plain ones: texts, words of a vocabulary, dates, numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from cro_tui.model.field import BadValue, Context, Field, Lean, Stored, as_text, short, split
from cro_tui.model.vocabulary import matching


class Line(Field[str]):
    """A text of one line."""

    def value(self, values: Mapping[str, Stored]) -> str:
        return str(values.get(self.name) or "")

    def parse_one(self, raw: object, context: Context) -> Stored:
        text = " ".join(as_text(self.name, raw).split("\n")).strip(" ")
        if not text and self.required:
            raise BadValue(self.name, "must not be empty")
        return text or None


class Text(Line):
    """A text of many lines."""

    multiline = True

    def parse_one(self, raw: object, context: Context) -> Stored:
        return as_text(self.name, raw).strip("\n ") or None


class Choice(Line):
    """One word of a vocabulary; typed in any case, or as the beginning of only one."""

    def parse_one(self, raw: object, context: Context) -> Stored:
        typed = as_text(self.name, raw).strip()
        words = self.choices(context.words)
        if not words:
            return typed or None
        found = matching(typed, words)
        if len(found) == 1:
            return found[0]
        if found:
            raise BadValue(self.name, f"“{short(typed)}” can be {', '.join(found)}")
        raise BadValue(self.name, f"“{short(typed)}” is none of: {', '.join(words)}")


class OpenChoice(Line):
    """A text with a vocabulary that suggests and does not bind (neighborhood, beat, language)."""

    def parse_one(self, raw: object, context: Context) -> Stored:
        typed = super().parse_one(raw, context)
        for word in self.choices(context.words):
            if word.casefold() == str(typed).casefold():
                return word
        return typed


class Lines(Field[tuple[str, ...]]):
    """Several texts of one line each (phones, emails, tags)."""

    many = True

    def value(self, values: Mapping[str, Stored]) -> tuple[str, ...]:
        stored = values.get(self.name) or ()
        return tuple(str(one) for one in (stored if isinstance(stored, list | tuple) else (stored,)))

    def plain(self, values: Mapping[str, Stored]) -> Stored:
        return list(self.value(values))

    def parse_one(self, raw: object, context: Context) -> Stored:
        parts = [as_text(self.name, one) for one in raw] if isinstance(raw, list | tuple) else None
        if parts is None:
            parts = split(as_text(self.name, raw))
        lines = [self.parse_line(" ".join(part.split("\n")).strip(), context) for part in parts if part.strip()]
        return list(dict.fromkeys(lines)) or None

    def parse_line(self, text: str, context: Context) -> str:
        """The stored form of one of them."""
        return text


class Choices(Lines):
    """Several words of a vocabulary."""

    def parse_line(self, text: str, context: Context) -> str:
        one = Choice(self.label, vocabulary=self.vocabulary, fixed=self.fixed)
        one.name = self.name
        word: str = one.parse_one(text, context)
        return word


@lru_cache(maxsize=65_536)
def is_dated(said: str) -> bool:
    """Whether *said* is an ISO day, ``2026-11-22``, or a moment that begins with one."""
    try:
        date.fromisoformat(said[:10])
        if len(said) > 10:
            datetime.fromisoformat(said)
    except ValueError:
        return False
    return said[4:5] == said[7:8] == "-"  # not the other spellings of ISO 8601, which would not sort


class Day(Line):
    """A date, kept as ``2026-11-22``; typed in any usual form."""

    lean: Lean = "future"

    def __init__(self, label: str, *, lean: Lean = "future", **more: Any) -> None:
        super().__init__(label, **more)
        self.lean = lean

    def value(self, values: Mapping[str, Stored]) -> str:
        """The ISO date; ``""`` also where another program stored something that is none."""
        said = str(values.get(self.name) or "")
        return said if said and is_dated(said) else ""

    def parse_one(self, raw: object, context: Context) -> Stored:
        from cro_tui.model.dates import parse_day

        return self._dated(parse_day, raw, context)

    def _dated(self, parse: Callable[..., str], raw: object, context: Context) -> str:
        try:
            return parse(as_text(self.name, raw).strip(), context.now, self.lean)
        except BadValue:
            raise
        except ValueError as problem:
            raise BadValue(self.name, str(problem)) from None


class Moment(Day):
    """A date, or a date and time with its offset, as ISO 8601; typed in any usual form."""

    def parse_one(self, raw: object, context: Context) -> Stored:
        from cro_tui.model.dates import parse_moment

        return self._dated(parse_moment, raw, context)

    def one_text(self, value: Stored) -> str:
        return str(value)


_QUARTER = re.compile(r"(?:19|20|21)\d\d-Q[1-4]")


class Quarter(Line):
    """A calendar quarter, kept as ``2026-Q3``."""

    def value(self, values: Mapping[str, Stored]) -> str:
        """The quarter; ``""`` also where another program stored something that is none."""
        said = str(values.get(self.name) or "")
        return said if _QUARTER.fullmatch(said) else ""

    def parse_one(self, raw: object, context: Context) -> Stored:
        from cro_tui.model.quarters import parse_quarter

        try:
            return parse_quarter(str(super().parse_one(raw, context) or ""))
        except BadValue:
            raise
        except ValueError as problem:
            raise BadValue(self.name, str(problem)) from None


_YES = frozenset({"yes", "y", "true", "1", "on", "x"})
_NO = frozenset({"no", "n", "false", "0", "off"})


class YesNo(Field[bool]):
    """Yes or no; not said counts as no."""

    def value(self, values: Mapping[str, Stored]) -> bool:
        return bool(values.get(self.name))

    def parse_one(self, raw: object, context: Context) -> Stored:
        if isinstance(raw, bool):
            return raw
        typed = str(raw).strip().casefold()
        if typed in _YES:
            return True
        if typed in _NO:
            return False
        raise BadValue(self.name, f"“{short(raw)}” is neither yes nor no")

    def plain(self, values: Mapping[str, Stored]) -> Stored:
        return bool(values.get(self.name))

    def text(self, values: Mapping[str, Stored]) -> str:
        stored = values.get(self.name)
        return "" if stored is None else "yes" if stored else "no"


_ROUGHLY = re.compile(
    r"(?:about|around|some|roughly|ca\.?|~)\s*(?=\d)|(?<=\d)(?:\s*\+|\s+[^\W\d_][^\d]*)$", re.IGNORECASE
)


class Count(Field[int | None]):
    """A whole number from 0 to 1,000,000. Of what was counted *roughly*, "about 25 residents" and "25+" are 25, too."""

    def __init__(self, label: str, *, roughly: bool = False, **more: Any) -> None:
        super().__init__(label, **more)
        self.roughly = roughly

    def value(self, values: Mapping[str, Stored]) -> int | None:
        stored = values.get(self.name)
        return stored if isinstance(stored, int) else None

    def parse_one(self, raw: object, context: Context) -> Stored:
        typed = as_text(self.name, raw).strip().replace(",", "")
        if self.roughly:
            typed = _ROUGHLY.sub("", typed)
        if not (typed.isascii() and typed.isdigit() and int(typed[:8]) <= 1_000_000 and len(typed) <= 7):
            raise BadValue(self.name, f"“{short(raw)}” is no whole number from 0 to 1,000,000")
        return int(typed)


_FINEST = Decimal("0.0001")


class Amount(Field[Decimal | None]):
    """A decimal number (hours, a score), kept as text so that no machine rounds it; shown as a number in JSON."""

    def value(self, values: Mapping[str, Stored]) -> Decimal | None:
        try:
            amount = Decimal(str(values.get(self.name)))
        except InvalidOperation:
            return None
        return amount if amount.is_finite() else None

    def parse_one(self, raw: object, context: Context) -> Stored:
        typed = as_text(self.name, raw).strip()
        if re.fullmatch(r"\d+,\d{1,2}", typed):
            typed = typed.replace(",", ".")
        try:
            amount = Decimal(typed)
        except InvalidOperation:
            raise BadValue(self.name, f"“{short(raw)}” is no number") from None
        if not amount.is_finite() or not 0 <= amount <= 100_000:
            raise BadValue(self.name, f"“{short(raw)}” is not between 0 and 100,000")
        return f"{abs(amount.quantize(_FINEST).normalize()):f}"

    def plain(self, values: Mapping[str, Stored]) -> Stored:
        amount = self.value(values)
        if amount is None:
            return None
        return int(amount) if amount == amount.to_integral_value() else float(amount)

    def text(self, values: Mapping[str, Stored]) -> str:
        return str(values.get(self.name) or "")
