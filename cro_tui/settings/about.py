"""Every setting with its name, its sentence and the kind of its value, in the order in which screen and file show them.

Knows the named tuples; no file, no screen.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_type_hints

from cro_tui.model.vocabulary import Said, Vocabularies
from cro_tui.settings.shape import Department, Documents, Education, Intervals, Look, Officer, Settings

TABLES: dict[str, type[Any]] = {
    "officer": Officer,
    "department": Department,
    "words": Vocabularies,
    "intervals": Intervals,
    "education": Education,
    "look": Look,
    "documents": Documents,
}
"""Tables of the file -> what is made of them."""
SECTIONS = {
    "officer": "Officer",
    "department": "Department",
    "share": "Share",
    "words": "Words",
    "intervals": "Intervals",
    "education": "Education",
    "documents": "Documents",
    "look": "Look",
}
"""The heading under which a table's settings stand; one of `ORDER`."""
ORDER = ("Officer", "Department", "Share", "Documents", "Intervals", "Education", "Privacy", "Look", "Words", "Keys")
"""The sections, in their order on the screen."""
_KINDS: dict[type, str] = {str: "text", int: "number", bool: "yesno", tuple: "texts"}
"""The kind of a value by the type of its default, where the field names none."""


class Setting(NamedTuple):
    """One thing that can be set."""

    table: str
    """Its table in the file; ``""`` for what stands above all tables."""
    key: str
    label: str
    about: str
    kind: str
    """``text`` one line, ``texts`` a list of them, ``number`` a whole one, ``yesno``, ``theme``, ``share``, ``folder``,
    ``letterhead`` a file, ``hours`` topic -> hours, ``keys`` command id -> key."""
    section: str
    default: Any

    def __hash__(self) -> int:
        return hash(self.path)  # a default may be a table

    @property
    def name(self) -> str:
        """How it is called in sentences: ``officer.name``."""
        return ".".join(self.path)

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in the file."""
        return (self.table, self.key) if self.table else (self.key,)

    @property
    def unit(self) -> str:
        """What a number counts: days, months, minutes, or hours."""
        if self.key.endswith("_a_year"):
            return "hours"
        return self.key.rpartition("_")[2] if self.kind == "number" else ""

    def of(self, settings: Settings) -> Any:
        """Its value."""
        return getattr(getattr(settings, self.table) if self.table else settings, self.key)


@functools.cache
def every_setting() -> Mapping[str, Setting]:
    """All of them by name, in the order of the file."""
    tables: dict[str, type[Any]] = {"": Settings, **TABLES}
    return {one.name: one for table, kind in tables.items() for one in _of(table, kind)}


def by_section() -> dict[str, list[Setting]]:
    """The settings under their headings, in the order of the screen."""
    grouped: dict[str, list[Setting]] = {section: [] for section in ORDER}
    for one in every_setting().values():
        grouped[one.section].append(one)
    return grouped


def _of(table: str, kind: type[Any]) -> Iterator[Setting]:
    """The settings of one table: those of its fields of which something is said."""
    for key, hint in get_type_hints(kind, include_extras=True).items():
        for said in getattr(hint, "__metadata__", ()):
            assert isinstance(said, Said)
            default = kind._field_defaults[key]
            value = said.kind or _KINDS[type(default)]
            yield Setting(table, key, said.label, said.about, value, said.section or SECTIONS[table], default)
