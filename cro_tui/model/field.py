"""What every field of a record has in common: how typed text becomes a stored value, and back.

A field is a descriptor: ``Concern.summary`` is the field itself, ``concern.summary`` its typed value. Stored values are
JSON without floats (str, int, bool, list, dict, None), so that they hash alike on every machine.
Knows no files and no clock: the moment and the ways to resolve names come in a `Context`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, Self, TypeVar, overload

from cro_tui.model.vocabulary import Vocabularies

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


class Context(NamedTuple):
    """What parsing needs from outside: the moment, the department's words, and the notebook's names."""

    now: datetime
    """The current moment, aware, in the officer's zone."""
    words: Vocabularies = Vocabularies()
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
        bulky: bool = False,
    ) -> None:
        self.label = label
        self.help = help
        self.required = required
        self.vocabulary = vocabulary
        self.fixed = fixed
        self.automatic = automatic
        """Filled by the program; not asked for in a form, but settable."""
        self.bulky = bulky
        """Too much to read: whole in the record's own JSON and in exports, nowhere else."""
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


def as_text(name: str, raw: object) -> str:
    """*raw* as text that can be kept, where it is one value; raises `BadValue` in the name of the field."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal | float):
        raise BadValue(name, f"needs a text, not “{short(json.dumps(raw, default=str))}”")
    return clean(str(raw))
