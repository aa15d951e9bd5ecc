"""settings.toml -> frozen dataclasses: the officer, the department, every vocabulary and interval.

A department writes only what differs. What is wrong in the file is named and the default taken, so that a slip in the
settings never keeps an officer from noting a concern. Knows no store and no screen.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cro_tui.lasting import make_folder, patiently, sync_folder
from cro_tui.model.vocabulary import CLOSED, NEW, Vocabularies

FILE = "settings.toml"
THEMES = ("station", "sun", "night")
"""The names that ``look.theme`` may have; the first is the default."""


class SettingsProblem(Exception):
    """settings.toml could not be written; the text says why."""


@dataclass(frozen=True)
class Officer:
    """Who keeps this notebook."""

    name: str = ""
    badge: str = ""
    title: str = "Community Relations Officer"

    @property
    def signature(self) -> str:
        """Who is named as the writer of a change: the badge, else the name."""
        return self.badge or self.name


@dataclass(frozen=True)
class Department:
    """Whose documents these are, and the chain of command that they go through."""

    name: str = ""
    unit: str = "Community Relations"
    city: str = ""
    address: str = ""
    phone: str = ""
    chief: str = ""
    """TO of the quarterly report."""
    via: tuple[str, ...] = ()
    """The chain between the supervisor and the chief."""
    supervisor: str = ""
    """FROM of the quarterly report: the Community Policing Supervisor."""
    units: tuple[str, ...] = ()
    """Units of the department to which concerns are referred."""
    internal_affairs: str = "Internal Affairs"
    """Who takes complaints about officers."""
    internal_affairs_phone: str = ""


@dataclass(frozen=True)
class Intervals:
    """Days and months after which something is due."""

    referral_reply_days: int = 10
    report_due_days: int = 15
    """Days after a quarter's end by which its report goes out."""
    survey_months: int = 24
    losing_touch_days: int = 120
    callback_days: int = 3
    inquiry_reply_days: int = 5
    """Days after which an inquiry is owed an answer, where it names no day."""
    backup_days: int = 7
    """Days after which a backup is offered again; 0 never."""
    sync_minutes: int = 10
    """Minutes between two syncs with the share while the app runs; 0 only by hand and at the end."""
    idle_blank_minutes: int = 10
    """Minutes without a key after which the screen blanks; 0 never."""


@dataclass(frozen=True)
class Education:
    """What an officer's own continuing education must come to in a calendar year."""

    hours_a_year: int = 0
    """0 asks for none."""
    topics: Mapping[str, int] = field(default_factory=dict)
    """Topic of a session -> hours of it in each year."""
    kinds: tuple[str, ...] = ("officer training given", "own continuing education")
    """The kinds of training that count."""


@dataclass(frozen=True)
class Look:
    """The screen."""

    theme: str = THEMES[0]
    keys: Mapping[str, str] = field(default_factory=dict)
    """Command id -> key, where the officer wants another."""


@dataclass(frozen=True)
class Documents:
    """Word documents."""

    exports_folder: str = ""
    letterhead: str = ""
    classification: str = "Law Enforcement Internal"
    roster_note: str = "Corrections are made on their own line and initialed."


@dataclass(frozen=True)
class Settings:
    """All settings; `notices` says in one line each what could not be read."""

    officer: Officer = Officer()
    department: Department = Department()
    words: Vocabularies = field(default_factory=Vocabularies)
    intervals: Intervals = Intervals()
    education: Education = field(default_factory=Education)
    look: Look = field(default_factory=Look)
    documents: Documents = Documents()
    share: str = ""
    notices: tuple[str, ...] = ()


_TABLES: dict[str, type[Any]] = {
    "officer": Officer,
    "department": Department,
    "words": Vocabularies,
    "intervals": Intervals,
    "education": Education,
    "look": Look,
    "documents": Documents,
}


def load(home: Path) -> Settings:
    """The settings of *home*, defaults where it has none."""
    path = home / FILE
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as problem:
        return Settings(notices=(f"{path} can't be read ({problem}); the defaults are used",))
    import tomllib

    try:
        written = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        return Settings(notices=(f"{path}: {problem}; the defaults are used",))
    notices: list[str] = []
    parts: dict[str, Any] = {}
    for name, given in written.items():
        if name in _TABLES and isinstance(given, dict):
            parts[name] = _table(_TABLES[name], name, given, notices)
        elif name == "share" and isinstance(given, str):
            parts[name] = given
        else:
            notices.append(f"{path}: “{name}” is no setting; it was ignored")
    words = parts.get("words")
    if words is not None and not {NEW, CLOSED} <= set(words.statuses):
        notices.append(f"{path}: words.statuses must hold “{NEW}” and “{CLOSED}”; the default is used")
        parts["words"] = dataclasses.replace(words, statuses=Vocabularies().statuses)
    look = parts.get("look")
    if look is not None and look.theme not in THEMES:
        known = f"{', '.join(THEMES[:-1])} or {THEMES[-1]}"
        notices.append(f"{path}: look.theme is {known}, not “{look.theme}”; the default is used")
        parts["look"] = dataclasses.replace(look, theme=THEMES[0])
    if isinstance(education := parts.get("education"), Education):
        parts["education"] = _checked(education, words or Vocabularies(), notices)
    settings = Settings(**parts, notices=tuple(notices))
    return dataclasses.replace(settings, words=_with_affairs(settings.words, settings.department))


def _with_affairs(words: Vocabularies, department: Department) -> Vocabularies:
    """Complaints about officers go to whom the department names first, whatever else it lists."""
    affairs = " ".join(department.internal_affairs.split())
    offices = tuple(dict.fromkeys((affairs, *words.complaint_offices)) if affairs else words.complaint_offices)
    return dataclasses.replace(words, complaint_offices=offices)


def _checked(education: Education, words: Vocabularies, notices: list[str]) -> Education:
    """The requirement without topics whose hours are no number; kinds that no session can have are named."""
    topics: dict[str, int] = {}
    for topic, hours in education.topics.items():
        if str(hours).isascii() and str(hours).isdigit():
            topics[topic] = int(hours)
        else:
            notices.append(f"{FILE}: “education.topics.{topic}” needs a whole number of hours; it was ignored")
    notices.extend(
        f"{FILE}: “education.kinds”: “{kind}” is no kind of training in words.training_kinds"
        for kind in education.kinds
        if kind not in words.training_kinds
    )
    return dataclasses.replace(education, topics=topics)


def _table(kind: type[Any], name: str, given: Mapping[str, Any], notices: list[str]) -> Any:
    """One table of the file as its dataclass; what does not fit keeps its default and is named."""
    made = kind()
    good: dict[str, Any] = {}
    for key, value in given.items():
        default = getattr(made, key, None)
        if key not in {one.name for one in dataclasses.fields(kind)}:
            notices.append(f"{FILE}: “{name}.{key}” is no setting; it was ignored")
        elif isinstance(default, tuple):
            if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
                good[key] = tuple(value)
            else:
                notices.append(f"{FILE}: “{name}.{key}” needs a list of texts; the default is used")
        elif isinstance(default, Mapping):
            if isinstance(value, dict):
                good[key] = {str(k): str(v) for k, v in value.items()}
            else:
                notices.append(f"{FILE}: “{name}.{key}” needs a table; the default is used")
        elif isinstance(value, bool) or not isinstance(value, type(default)) or (isinstance(value, int) and value < 0):
            wanted = "a number" if isinstance(default, int) else "a text"
            notices.append(f"{FILE}: “{name}.{key}” needs {wanted}; the default is used")
        else:
            good[key] = value
    return kind(**good)


def save(home: Path, changes: Mapping[str, Mapping[str, object]]) -> Settings:
    """Writes *changes* (table -> key -> value) into settings.toml, keeping the rest and its comments."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = home / FILE
    try:
        make_folder(home)
        document = tomlkit.parse(path.read_text("utf-8-sig")) if path.exists() else tomlkit.document()
        for table, keys in changes.items():
            part = document.setdefault(table, tomlkit.table())
            if not isinstance(part, dict):
                raise SettingsProblem(f"{path} was not changed: “{table}” is no table in it")
            for key, value in keys.items():
                part[key] = value
        _replace(path, tomlkit.dumps(document))
    except (OSError, TOMLKitError, UnicodeDecodeError, RecursionError) as problem:
        raise SettingsProblem(f"{path} was not changed: {problem}") from None
    return load(home)


def _replace(path: Path, text: str) -> None:
    """Puts *text* in the place of the file, so that it lasts: old or new whole."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        patiently(lambda: temporary.replace(path))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
