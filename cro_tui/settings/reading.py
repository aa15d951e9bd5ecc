"""settings.toml -> `Settings`. What is wrong in the file is named by its line, and its default is taken.

A slip in the settings never keeps an officer from noting a concern. Knows no store and no screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cro_tui.model.vocabulary import Vocabularies
from cro_tui.settings.shape import Department, Education, Settings

FILE = "settings.toml"
LARGEST = 1 << 20
"""Bytes of a settings file; one that is larger is none."""
_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


class Unreadable(Exception):
    """Nothing of the file can be read; the text says why, by the line."""


def load(home: Path) -> Settings:
    """The settings of *home*, defaults where it has none."""
    try:
        text = text_of(home / FILE)
        if text is None:
            return Settings()
        said = parsed(text)
    except Unreadable as problem:
        return Settings(notices=(f"{problem}; all defaults are used, the file is left as it is",), unread=str(problem))
    return _settings(text, said)


def text_of(path: Path) -> str | None:
    """The text of a settings file, its line ends as they are; None where there is none. Raises `Unreadable`."""
    try:
        with path.open("rb") as source:
            raw = source.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise Unreadable(f"{path} can't be read ({problem.strerror or problem})") from None
    if len(raw) > LARGEST:
        raise Unreadable(f"{path} is larger than {LARGEST >> 20} MB, and no settings file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise Unreadable(f"{FILE}, line {line}: it is not saved as UTF-8 text") from None


def parsed(text: str) -> dict[str, Any]:
    """What *text* says; raises `Unreadable`."""
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Unreadable(f"{FILE} is nested too deep") from None
    except ValueError as problem:  # a number of thousands of digits, too
        raise Unreadable(_slip(str(problem), text)) from None


def _slip(sentence: str, text: str) -> str:
    """Which line TOML's reader stopped at, what stands there, and what it says of it."""
    found = _AT.search(sentence)
    if found is None:
        return f"{FILE}: {sentence}"
    lines = text.rstrip().split("\n")
    number = int(found[1]) if found[1] else len(lines)
    stands = " ".join(lines[number - 1].split()) if number <= len(lines) else ""
    shown = f" “{stands[:40]}{'…' if len(stands) > 40 else ''}”" if stands.isprintable() and stands else ""
    return f"{FILE}, line {number}:{shown} is no TOML ({sentence[: found.start()]})"


class _Slips:
    """Sentences about what can't be used; lines are looked for once the first is needed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[tuple[str, ...], int] | None = None
        self.notices: list[str] = []

    def line(self, path: tuple[str, ...]) -> int:
        """Where *path* stands; 0 where that is not known."""
        if self._lines is None:
            from cro_tui.settings.lines import lines_of

            self._lines = lines_of(self._text)
        return self._lines.get(path, 0)

    def name(self, path: tuple[str, ...], sentence: str) -> None:
        """Say *sentence* of what stands at *path*; it goes on behind the name."""
        line = self.line(path)
        where = f"{FILE}, line {line}" if line else FILE
        name = ".".join(path)
        self.notices.append(f"{where}: “{name[:80]}”{sentence}" if name.isprintable() else f"{where}{sentence}")


def _settings(text: str, said: Mapping[str, Any]) -> Settings:
    slips = _Slips(text)
    parts: dict[str, Any] = {}
    if said:
        from cro_tui.settings.about import TABLES, every_setting

        for name, given in said.items():
            if name in TABLES:
                parts[name] = _table(name, given, slips)
            elif name in every_setting():
                _take(parts, name, (name,), given, slips)
            else:
                slips.name((name,), f" is no setting; it is left alone{_like(name, [*TABLES, 'share'])}")
    words = parts.setdefault("words", Vocabularies())
    if isinstance(education := parts.get("education"), Education):
        for kind in education.kinds:
            if kind not in words.training_kinds:
                slips.name(("education", "kinds"), f": “{kind}” is no kind of training in words.training_kinds")
    settings = Settings(**parts, notices=tuple(slips.notices))
    lines = {one: slips.line(("look", "keys", one)) for one in settings.look.keys}
    return settings._replace(words=_with_affairs(words, settings.department), key_lines=lines)


def _table(name: str, given: object, slips: _Slips) -> Any:
    """One table of the file as its named tuple; what does not fit keeps its default and is named."""
    from cro_tui.settings.about import TABLES, every_setting

    good: dict[str, Any] = {}
    if not isinstance(given, Mapping):
        slips.name((name,), f" needs to be a table, [{name}]; its defaults are used")
        return TABLES[name]()
    known = every_setting()
    for key, value in given.items():
        if f"{name}.{key}" in known:
            _take(good, key, (name, key), value, slips)
        else:
            mine = [one.key for one in known.values() if one.table == name]
            slips.name((name, key), f" is no setting; it is left alone{_like(key, mine)}")
    return TABLES[name](**good)


def _take(good: dict[str, Any], key: str, path: tuple[str, ...], value: object, slips: _Slips) -> None:
    """Puts the value into *good* if the setting at *path* may have it; of a table, what can be used of it."""
    from cro_tui.settings.about import every_setting
    from cro_tui.settings.values import checked, checked_entry, shown

    setting = every_setting()[".".join(path)]
    if setting.kind in ("hours", "keys") and isinstance(value, Mapping):
        good[key] = {}
        for name, one in value.items():
            try:
                good[key][name] = checked_entry(setting, name, one)
            except ValueError as problem:
                slips.name((*path, name), f" {problem}; it is ignored")
        return
    try:
        good[key] = checked(setting, value)
    except ValueError as problem:
        slips.name(path, f" {problem}; the default is used ({shown(setting, setting.default)})")


def _like(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, known, 1, 0.6)
    return f"; is it “{found[0]}”?" if found else ""


def _with_affairs(words: Vocabularies, department: Department) -> Vocabularies:
    """Complaints about officers go to whom the department names first, whatever else it lists."""
    affairs = " ".join(department.internal_affairs.split())
    offices = tuple(dict.fromkeys((affairs, *words.complaint_offices)) if affairs else words.complaint_offices)
    return words._replace(complaint_offices=offices)
