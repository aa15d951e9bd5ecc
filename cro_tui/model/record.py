"""A record as the rest of the program sees it: an unchanging view of the folded fields, with its conflicts.

Knows no store: what it needs of one (the heads of each field, who wrote when) is passed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, Protocol

from cro_tui.model import vocabulary as v
from cro_tui.model.fields import BadValue, Choice, Context, Field, Line, Lines, Refs, Rows, Stored


class Stamp(NamedTuple):
    """When, by whom and on which laptop a change was made."""

    at: str
    by: str
    laptop: str


class Head(NamedTuple):
    """One write of a field that no other write replaced."""

    sum: str
    value: Stored
    stamp: Stamp


class Seen(Protocol):
    """What a view shows, as the store names it."""

    def over(self, key: str) -> list[str]:
        """The sums of the writes of one stored field."""

    def everything(self) -> list[str]:
        """The sums of the writes of all fields, each once."""


class _Nothing:
    def over(self, key: str) -> list[str]:
        return []

    def everything(self) -> list[str]:
        return []


_NOTHING = _Nothing()
_NOWHERE = Stamp("", "", "")


class Record:
    """One record: typed fields as attributes, stored ones in `values`, several heads of a field in `conflicts`."""

    KIND: ClassVar[str] = ""
    """The word for one of them, as it is stored."""
    PLURAL: ClassVar[str] = ""
    """The word on screens, on the command line and in file names."""
    FIELDS: ClassVar[Mapping[str, Field[Any]]] = MappingProxyType({})
    """Every field by name, in the order in which people read them."""
    TITLE: ClassVar[str] = ""
    """The field that names the record."""
    DATED: ClassVar[str] = ""
    """The field whose date puts the record in a quarter; without one, the moment of its making does."""
    WITHOUT: ClassVar[frozenset[str]] = frozenset()
    """What all other kinds have and this one has not."""

    sensitivity = Choice("Sensitivity", fixed=v.SENSITIVITIES)
    restricted_because = Choice("Restricted because", vocabulary="restrictions")
    tags = Lines("Tags")
    voided = Line("Voided because", automatic=True)

    def __init_subclass__(cls) -> None:
        own = {name: field for name, field in vars(cls).items() if isinstance(field, Field)}
        common = {name: field for name, field in vars(Record).items() if isinstance(field, Field)}
        own_last = {name: own.pop(name, field) for name, field in common.items() if name not in cls.WITHOUT}
        cls.FIELDS = MappingProxyType(own | own_last)

    def __init__(
        self,
        record_id: str,
        values: Mapping[str, Stored],
        *,
        seen: Seen = _NOTHING,
        conflicts: Mapping[str, tuple[Head, ...]] | None = None,
        void_disputed: bool = False,
        created: Stamp = _NOWHERE,
        changed: Stamp = _NOWHERE,
    ) -> None:
        self.id = record_id
        self.values = values
        self.seen = seen
        """The writes that this view shows: what a save made from it replaces."""
        self.conflicts = conflicts or {}
        self.void_disputed = void_disputed
        """Voided by somebody who had not seen another's edit: shown, with a badge."""
        self.created = created
        self.changed = changed
        self._day: str | None = None

    def __repr__(self) -> str:
        return f"<{self.KIND} {self.id} {self.label!r}>"

    @property
    def label(self) -> str:
        """What names it on one line."""
        return " ".join(str(self.values.get(self.TITLE) or "").split()) or f"({self.KIND} without {self.TITLE})"

    @property
    def day(self) -> str:
        """The ISO date that puts it in a quarter: that of its making where none can be read."""
        if self._day is None:
            said = self.FIELDS[self.DATED].value(self.values) if self.DATED else ""
            self._day = str(said or self.created.at)[:10]
        return self._day

    @property
    def is_voided(self) -> bool:
        """Voided, and nobody edited it without knowing."""
        return bool(self.voided) and not self.void_disputed

    @property
    def restricted(self) -> bool:
        """Whether its names must be masked."""
        return self.sensitivity == "restricted"

    @classmethod
    def field(cls, name: str) -> Field[Any] | None:
        """The field called *name*, or None."""
        return cls.FIELDS.get(name)

    @classmethod
    def field_of_key(cls, key: str) -> str:
        """The field to which the stored *key* belongs: ``entry.01K…`` is of ``entries``; others are themselves."""
        prefix, dot, _ = key.partition(".")
        if dot:
            for name, field in cls.FIELDS.items():
                if isinstance(field, Refs | Rows) and field.prefix == prefix:
                    return name
        return key

    @classmethod
    def parse(cls, typed: Mapping[str, object], context: Context) -> dict[str, Stored]:
        """The stored fields for a new record; raises `BadValue` for a wrong value, KeyError for an unknown name."""
        stored: dict[str, Stored] = {}
        for name, raw in typed.items():
            stored.update(cls.FIELDS[name].parse(raw, context))
        stored = {key: value for key, value in stored.items() if value is not None}
        cls.complete(stored, context)
        for name, field in cls.FIELDS.items():
            if field.required and not field.plain(stored):
                raise BadValue(name, "must not be empty")
        return {key: value for key, value in stored.items() if value is not None}

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        """Fills what can be known of a new record without asking (defaults; a summary from the narrative)."""
        stored.setdefault("sensitivity", "internal")
        if stored.get("restricted_because"):
            stored["sensitivity"] = "restricted"

    @classmethod
    def agree(cls, stored: dict[str, Stored]) -> None:
        """Fills what other fields of a whole record already say; raises `BadValue` for what can't be.

        Unlike `complete` it gives no defaults, and keeps what is said outright.
        """
        if stored.get("restricted_because") and not stored.get("sensitivity"):
            stored["sensitivity"] = "restricted"

    def parse_changes(
        self, typed: Mapping[str, object], context: Context, added: Mapping[str, object] = MappingProxyType({})
    ) -> dict[str, Stored]:
        """The stored fields that differ once *typed* is taken over. A list named whole replaces the old one.

        *added* are values that plural fields get besides those they have.
        """
        stored: dict[str, Stored] = {}
        for name, raw in typed.items():
            field = self.FIELDS[name]
            parsed = field.parse(raw, context)
            if name == self.DATED and parsed[name] is None:
                raise BadValue(name, "must not be empty: it says to which quarter this belongs")
            if isinstance(field, Refs | Rows):
                start = field.prefix + "."
                old = (key for key, value in self.values.items() if key.startswith(start) and value is not None)
                stored.update(dict.fromkeys(key for key in old if key not in parsed))
            stored.update(parsed)
        for name, raw in added.items():
            field = self.FIELDS[name]
            parsed = field.parse(raw, context)
            if isinstance(field, Lines):
                parsed = {name: list(dict.fromkeys([*field.value(self.values), *(parsed[name] or ())])) or None}
            stored.update(parsed)
        reason = stored if "sensitivity" not in stored else {**self.values, **stored}
        if reason.get("restricted_because") and not stored.get("sensitivity"):
            stored["sensitivity"] = "restricted"
        return {key: value for key, value in stored.items() if self.differs(key, value)}

    def differs(self, key: str, value: Stored) -> bool:
        """Whether saving *value* for the stored *key* says anything new (settling a conflict does)."""
        return key in self.conflicts or self.values.get(key) != value

    def shown(self, name: str) -> str:
        """The field *name* as a person reads it."""
        return self.FIELDS[name].text(self.values)

    def plain(self, *, whole: bool = True) -> dict[str, Stored]:
        """The record as JSON shows it, with stable keys: id, every field, unknown fields, conflicts, voided.

        Not *whole*, it is without what is too much to read in a list.
        """
        shown: dict[str, Stored] = {"id": self.id, "type": self.KIND}
        for name, field in self.FIELDS.items():
            if name != "voided" and (whole or not field.bulky):
                shown[name] = field.plain(self.values)
        shown |= {
            key: value
            for key, value in self.values.items()
            if value is not None and key not in shown and self.field_of_key(key) not in self.FIELDS
        }
        shown["conflicts"] = {key: [head.value for head in heads] for key, heads in self.conflicts.items()}
        shown["voided"] = self.voided or None
        return shown
