"""Every setting with its name, its sentence and the kind of its value, in the order in which screen and file show them.

Knows the dataclasses; no file, no screen.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cro_tui.model.vocabulary import Vocabularies
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


@dataclass(frozen=True)
class Setting:
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
    default: Any = field(hash=False)

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
    found = [_made("", one) for one in dataclasses.fields(Settings) if one.metadata]
    for table, kind in TABLES.items():
        found += [_made(table, one) for one in dataclasses.fields(kind)]
    return {one.name: one for one in found}


def by_section() -> dict[str, list[Setting]]:
    """The settings under their headings, in the order of the screen."""
    grouped: dict[str, list[Setting]] = {section: [] for section in ORDER}
    for one in every_setting().values():
        grouped[one.section].append(one)
    return grouped


def _made(table: str, one: dataclasses.Field[Any]) -> Setting:
    said = one.metadata
    default = one.default if one.default_factory is dataclasses.MISSING else one.default_factory()
    kind = said.get("kind") or _KINDS[type(default)]
    return Setting(table, one.name, said["label"], said["about"], kind, said.get("section") or SECTIONS[table], default)
