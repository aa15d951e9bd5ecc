"""What a field of a record can hold: how typed text becomes a stored value, and back.

A field is a descriptor: ``Concern.summary`` is the field itself, ``concern.summary`` its typed value. Stored values are
JSON without floats (str, int, bool, list, dict, None), so that they hash alike on every machine.
Knows no files and no clock: the moment and the ways to resolve names come in a `Context`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar, overload

from cro_tui.model.vocabulary import Vocabularies, matching

if TYPE_CHECKING:
    from cro_tui.model.record import Record

T = TypeVar("T")
Stored = Any  # JSON without floats
Lean = Literal["past", "future"]


class BadValue(ValueError):
    """A value that a field refuses; the text is one clear sentence for the officer."""

    def __init__(self, field_name: str, message: str) -> None:
        super().__init__(f"{field_name}: {message}")
        self.field_name = field_name
        self.message = message


def _no_names(_kinds: tuple[str, ...], text: str) -> str:
    raise ValueError(f"nothing is known by the name “{text}”")


def _no_ids() -> str:
    raise ValueError("no new line can be made here")


@dataclass(frozen=True)
class Context:
    """What parsing needs from outside: the moment, the department's words, and the notebook's names."""

    now: datetime
    """The current moment, aware, in the officer's zone."""
    words: Vocabularies = field(default_factory=Vocabularies)
    resolve: Callable[[tuple[str, ...], str], str] = _no_names
    """(kinds, name, number or id) -> the id; raises ValueError with a sentence when none or several fit."""
    new_id: Callable[[], str] = _no_ids
    """Makes the id of a new line of a list (an entry, a roster line)."""


def clean(text: str) -> str:
    """*text* as it can be kept: line ends are ``\\n``, halves of surrogate pairs become U+FFFD, the rest stays."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def short(text: object, limit: int = 60) -> str:
    """*text* on one line, cut for a message."""
    line = " ".join(str(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


class Field(Generic[T]):
    """One field of a kind. Subclasses say what it holds."""

    many = False
    """Whether it is plural: an array in JSON, ``;``-joined in CSV and on the command line."""
    multiline = False

    def __init__(
        self,
        label: str,
        *,
        help: str = "",  # noqa: A002 - the form's own word
        required: bool = False,
        vocabulary: str | None = None,
        fixed: tuple[str, ...] | None = None,
        automatic: bool = False,
    ) -> None:
        self.label = label
        self.help = help
        self.required = required
        self.vocabulary = vocabulary
        self.fixed = fixed
        self.automatic = automatic
        """Filled by the program; not asked for in a form, but settable."""
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, record: None, owner: type) -> Self: ...
    @overload
    def __get__(self, record: Record, owner: type) -> T: ...
    def __get__(self, record: Record | None, owner: type) -> Self | T:
        return self if record is None else self.value(record.values)

    def value(self, values: Mapping[str, Stored]) -> T:
        """The typed value out of a record's stored ones."""
        raise NotImplementedError

    def parse(self, raw: object, context: Context) -> dict[str, Stored]:
        """The stored fields that *raw* (typed text, or a JSON value) becomes; raises `BadValue`.

        A blank text or None clears: the stored value is None.
        """
        if raw is None or raw == [] or (isinstance(raw, str) and not raw.strip()):
            if self.required:
                raise BadValue(self.name, "must not be empty")
            return {self.name: None}
        return {self.name: self.parse_one(raw, context)}

    def parse_one(self, raw: object, context: Context) -> Stored:
        """The stored form of one value that is not empty."""
        raise NotImplementedError

    def plain(self, values: Mapping[str, Stored]) -> Stored:
        """The value as JSON shows it: None where there is none, a list for a plural field."""
        value = values.get(self.name)
        return ([] if value is None else value) if self.many else value

    def text(self, values: Mapping[str, Stored]) -> str:
        """The value as a person reads it, and as a form or a CSV cell holds it; ``""`` where there is none."""
        value = self.plain(values)
        if value is None:
            return ""
        if isinstance(value, list):
            return join([self.one_text(one) for one in value])
        return self.one_text(value)

    def one_text(self, value: Stored) -> str:
        """One value as text."""
        return str(value)

    def choices(self, words: Vocabularies) -> tuple[str, ...]:
        """The words it may hold, or none where it is free."""
        if self.fixed is not None:
            return self.fixed
        return words.words(self.vocabulary) if self.vocabulary else ()


def join(parts: Iterable[str]) -> str:
    """Several values in one cell, ``;``-joined; a ``;`` or a backslash inside one is escaped with a backslash."""
    return ";".join(part.replace("\\", "\\\\").replace(";", "\\;") for part in parts)


def split(cell: str) -> list[str]:
    """The values of a ``;``-joined cell, without empty ones."""
    parts = re.findall(r"(?:[^;\\]|\\.|\\$)+", cell, re.DOTALL)
    unescaped = (re.sub(r"\\([\\;])", r"\1", part).strip() for part in parts)
    return [part for part in unescaped if part]


def _as_text(name: str, raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal | float):
        raise BadValue(name, f"needs a text, not “{short(json.dumps(raw, default=str))}”")
    return clean(str(raw))


class Line(Field[str]):
    """A text of one line."""

    def value(self, values: Mapping[str, Stored]) -> str:
        return str(values.get(self.name) or "")

    def parse_one(self, raw: object, context: Context) -> Stored:
        text = " ".join(_as_text(self.name, raw).split("\n")).strip(" ")
        if not text and self.required:
            raise BadValue(self.name, "must not be empty")
        return text or None


class Text(Line):
    """A text of many lines."""

    multiline = True

    def parse_one(self, raw: object, context: Context) -> Stored:
        return _as_text(self.name, raw).strip("\n ") or None


class Choice(Line):
    """One word of a vocabulary; typed in any case, or as the beginning of only one."""

    def parse_one(self, raw: object, context: Context) -> Stored:
        typed = _as_text(self.name, raw).strip()
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
        parts = [_as_text(self.name, one) for one in raw] if isinstance(raw, list | tuple) else None
        if parts is None:
            parts = split(_as_text(self.name, raw))
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


class Day(Line):
    """A date, kept as ``2026-11-22``; typed in any usual form."""

    lean: Lean = "future"

    def __init__(self, label: str, *, lean: Lean = "future", **more: Any) -> None:
        super().__init__(label, **more)
        self.lean = lean

    def parse_one(self, raw: object, context: Context) -> Stored:
        from cro_tui.model.dates import parse_day

        return self._dated(parse_day, raw, context)

    def _dated(self, parse: Callable[..., str], raw: object, context: Context) -> str:
        try:
            return parse(_as_text(self.name, raw).strip(), context.now, self.lean)
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


class Count(Field[int | None]):
    """A whole number from 0 to 1,000,000."""

    def value(self, values: Mapping[str, Stored]) -> int | None:
        stored = values.get(self.name)
        return stored if isinstance(stored, int) else None

    def parse_one(self, raw: object, context: Context) -> Stored:
        typed = _as_text(self.name, raw).strip().replace(",", "")
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
        typed = _as_text(self.name, raw).strip()
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


class Ref(Line):
    """One other record, kept as its id; typed as an id, a number or a name that fits only one."""

    def __init__(self, label: str, *, kinds: tuple[str, ...], **more: Any) -> None:
        super().__init__(label, **more)
        self.kinds = kinds

    def parse_one(self, raw: object, context: Context) -> Stored:
        typed = _as_text(self.name, raw).strip()
        try:
            return context.resolve(self.kinds, typed)
        except ValueError as problem:
            raise BadValue(self.name, str(problem)) from None


class Refs(Field[tuple[str, ...]]):
    """Several other records. Each is a field of its own (``link.<id>``), so that two laptops' lists merge."""

    many = True

    def __init__(self, label: str, *, prefix: str, kinds: tuple[str, ...], **more: Any) -> None:
        super().__init__(label, **more)
        self.prefix = prefix
        self.kinds = kinds

    def key(self, record_id: str) -> str:
        """The stored field of one of them."""
        return f"{self.prefix}.{record_id}"

    def value(self, values: Mapping[str, Stored]) -> tuple[str, ...]:
        start = self.prefix + "."
        return tuple(sorted(key[len(start) :] for key in values if key.startswith(start) and values[key]))

    def parse(self, raw: object, context: Context) -> dict[str, Stored]:
        """Those named, and only those: `record.changes` clears the others."""
        names = split(clean(raw)) if isinstance(raw, str) else list(raw) if isinstance(raw, list | tuple) else []
        if raw not in (None, "") and not isinstance(raw, str | list | tuple):
            raise BadValue(self.name, "needs a list of ids or names")
        if self.required and not names:
            raise BadValue(self.name, "must not be empty")
        try:
            known = (context.resolve(self.kinds, text) for name in names if (text := str(name).strip()))
            return {self.key(record_id): 1 for record_id in known}
        except ValueError as problem:
            raise BadValue(self.name, str(problem)) from None

    def plain(self, values: Mapping[str, Stored]) -> Stored:
        return list(self.value(values))


_DEEPEST = 8
_JSON_LIST = re.compile(r'\s*\[\s*[{"\]]')


class Rows(Field[tuple[dict[str, Stored], ...]]):
    """A list of lines with columns of their own (minutes entries, attendance, a roster).

    Each line is a stored field of its own, ``<prefix>.<line id>``, so that lists made on two laptops merge.
    """

    many = True

    def __init__(
        self,
        label: str,
        *,
        prefix: str,
        columns: tuple[Field[Any], ...],
        order: str = "id",
        main: str,
        **more: Any,
    ) -> None:
        super().__init__(label, **more)
        self.prefix = prefix
        self.columns = {column.name: column for column in columns}
        self.order = order
        self.main = main
        """The column that a bare text fills."""

    def key(self, line_id: str) -> str:
        """The stored field of one line."""
        return f"{self.prefix}.{line_id}"

    def value(self, values: Mapping[str, Stored]) -> tuple[dict[str, Stored], ...]:
        start = self.prefix + "."
        rows = [
            {**stored, "id": key[len(start) :]}
            for key, stored in values.items()
            if key.startswith(start) and isinstance(stored, dict)
        ]
        return tuple(sorted(rows, key=lambda row: (str(row.get(self.order) or ""), row["id"])))

    def parse(self, raw: object, context: Context) -> dict[str, Stored]:
        """All the lines that *raw* names: a list of objects or texts, JSON of one, or ``;``-joined texts."""
        if raw is None or raw == "":
            return {}
        if isinstance(raw, str):
            raw = self._from_text(clean(raw))
        if not isinstance(raw, list | tuple):
            raise BadValue(self.name, "needs a list of lines")
        lines: dict[str, Stored] = {}
        for row in raw:
            line_id, stored = self.parse_row(row, context)
            lines[self.key(line_id)] = stored
        return lines

    def _from_text(self, text: str) -> object:
        if _JSON_LIST.match(text):
            try:
                rows: object = json.loads(text)
            except (ValueError, RecursionError) as problem:
                raise BadValue(self.name, f"is no JSON list ({problem})") from None
            return rows
        return [line for line in text.split("\n") if line.strip()] if "\n" in text else split(text)

    def parse_row(self, row: object, context: Context) -> tuple[str, dict[str, Stored]]:
        """(line id, stored line) of one line, given as an object or as the text of its main column."""
        if isinstance(row, str):
            row = {self.main: row}
        if not isinstance(row, Mapping):
            raise BadValue(self.name, f"has a line that is neither a text nor an object: “{short(row)}”")
        stored: dict[str, Stored] = {}
        for name, raw in row.items():
            if name == "id":
                continue
            column = self.columns.get(name)
            if column is None:
                stored[clean(str(name))] = self._kept(name, raw)  # an unknown column of a newer version is kept
                continue
            try:
                parsed = column.parse(raw, context)[name]
            except BadValue as problem:
                raise BadValue(f"{self.name}.{name}", problem.message) from None
            if parsed is not None:
                stored[name] = parsed
        for name, column in self.columns.items():
            if column.required and not stored.get(name):
                raise BadValue(f"{self.name}.{name}", "must not be empty")
        line_id = row.get("id")
        return (clean(str(line_id)) if line_id else context.new_id()), stored

    def _kept(self, name: object, raw: object, depth: int = 0) -> Stored:
        """A JSON value without what a change can't hold: floats and huge numbers become text."""
        if depth > _DEEPEST:
            raise BadValue(f"{self.name}.{short(name)}", "is nested too deep")
        if raw is None or isinstance(raw, bool) or (isinstance(raw, int) and abs(raw) < 2**53):
            return raw
        if isinstance(raw, Mapping):
            return {clean(str(key)): self._kept(name, one, depth + 1) for key, one in raw.items()}
        if isinstance(raw, list | tuple):
            return [self._kept(name, one, depth + 1) for one in raw]
        return clean(str(raw))

    def plain_row(self, row: Mapping[str, Stored]) -> dict[str, Stored]:
        """One line as JSON shows it: its id, every column, then unknown ones."""
        known = {name: column.plain(row) for name, column in self.columns.items()}
        return {"id": row["id"], **known, **{k: v for k, v in row.items() if k not in known and k != "id"}}

    def plain(self, values: Mapping[str, Stored]) -> Stored:
        return [self.plain_row(row) for row in self.value(values)]

    def text(self, values: Mapping[str, Stored]) -> str:
        rows = self.plain(values)
        return json.dumps(rows, ensure_ascii=False) if rows else ""


def column(kind: type[Field[Any]], name: str, label: str, **more: Any) -> Field[Any]:
    """A column of `Rows`: a field that knows its name without standing in a class."""
    made = kind(label, **more)
    made.name = name
    return made
