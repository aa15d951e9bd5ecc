"""Writes changed settings into settings.toml: the rest of it, its comments and its order stay as somebody wrote them.

The file is read again for each change, so that what was written meanwhile by hand or in another window is kept; before
the new text takes the place of the old, it is read back and must say the same but for what was changed. Knows no
store and no screen.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cro_tui.lasting import make_folder, patiently, sync_folder
from cro_tui.settings.reading import FILE, Unreadable, load, parsed, text_of
from cro_tui.settings.shape import Settings

_TRIES = 5
"""How often a change is made anew because the file was changed by somebody else just then."""
_TEXT_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*')
Changes = Mapping[tuple[str, ...], object]
"""Where it stands in the file -> the new value; None takes it out, so that the default counts again."""


class SettingsProblem(Exception):
    """settings.toml could not be written; the text says why."""


def save(home: Path, changes: Mapping[str, Mapping[str, object]]) -> Settings:
    """Writes *changes* (table -> key -> value); raises `SettingsProblem`."""
    return change(home, {(table, key): value for table, keys in changes.items() for key, value in keys.items()})


def change(home: Path, changes: Changes) -> Settings:
    """Writes *changes* and gives the settings as they now are; raises `SettingsProblem`, and nothing was changed."""
    return _rewrite(home, lambda text: changed(text, changes))


def write_comments(home: Path) -> Settings:
    """Adds a comment for each setting of which the file says nothing; raises `SettingsProblem`."""
    return _rewrite(home, _commented)


def commented(home: Path) -> str:
    """The file of *home* as `write_comments` would leave it; raises `Unreadable`."""
    return _commented((text_of(home / FILE) or "").replace("\r\n", "\n"))


def _commented(text: str) -> str:
    from cro_tui.settings.commented import completed

    after = completed(text)
    if not _says(after, _without_empty(parsed(text))):
        raise SettingsProblem(f"{FILE} was not changed: it is written in a way that takes no comments")
    return after


def set_aside(home: Path) -> Path:
    """Gives a file that can't be read another name, under which it stays; raises `SettingsProblem`."""
    number = 1
    while (aside := home / f"settings.aside-{number}.toml").exists():
        number += 1
    try:
        patiently(lambda: (home / FILE).rename(aside))
        sync_folder(home)
    except OSError as problem:
        raise SettingsProblem(f"{home / FILE} can't be renamed: {problem.strerror or problem}") from None
    return aside


def changed(text: str, changes: Changes) -> str:
    """*text* with *changes*; a file that was empty gets its comments. Raises `Unreadable`, `SettingsProblem`."""
    from cro_tui.settings.commented import completed

    before = parsed(text)
    changes = _line_by_line(before, changes)
    if not text.strip():
        text = completed(text)
    for path, value in changes.items():
        text = _taken_out(text, path) if value is None else _put(text, path, value)
    if not _says(text, _merged(before, changes)):
        raise SettingsProblem(f"{FILE} was not changed: it is written in a way that only a person can change")
    return text


def _line_by_line(said: Mapping[str, Any], changes: Changes) -> Changes:
    """*changes* with a table that takes the place of another as the changes of its lines."""
    every: dict[tuple[str, ...], object] = {}
    for path, value in changes.items():
        old: Any = said
        for name in path:
            old = old.get(name) if isinstance(old, dict) else None
        if isinstance(value, Mapping) and isinstance(old, dict):
            gone = {(*path, name): None for name in old if name not in value}
            every |= gone | {(*path, name): one for name, one in value.items() if old.get(name) != one}
        else:
            every[path] = value
    return every


def _rewrite(home: Path, make: Callable[[str], str]) -> Settings:
    path = home / FILE
    try:
        make_folder(home)
        if path.is_symlink():  # where a department keeps it elsewhere, it stays there
            path = path.resolve()
        if path.exists() and not os.access(path, os.W_OK):
            raise SettingsProblem(f"{path} is write-protected")
        for _ in range(_TRIES):
            before = text_of(path)
            lines = (before or "").replace("\r\n", "\n")
            after = make(lines)
            if before is not None and "\r\n" in before:
                after = after.replace("\n", "\r\n")
            if after == before or _replaced(path, before, after):
                return load(home)
    except Unreadable as problem:
        raise SettingsProblem(f"{problem}: nothing was changed. Mend that line, or set the file aside") from None
    except (OSError, RecursionError) as problem:
        raise SettingsProblem(f"{path} was not changed: {problem}") from None
    raise SettingsProblem(f"{path} was not changed: somebody else goes on changing it")


def _put(text: str, path: tuple[str, ...], value: object) -> str:
    """*text* with *value* at *path*: in the place of what stands there, else beneath the comment that shows its
    default."""
    from cro_tui.settings.about import every_setting
    from cro_tui.settings.commented import with_line

    said: Any = parsed(text)
    for name in path:
        said = said.get(name) if isinstance(said, dict) else None
    setting = every_setting().get(".".join(path[:2]))
    if said is None and setting is not None:
        new = value if path == setting.path else {path[-1]: value}
        if path == setting.path or not _has(parsed(text), setting.path):
            added = with_line(text, setting, new)
            if _says(added, _merged(parsed(text), {path: value})):
                return added
    return _put_by_tomlkit(text, path, value)


def _put_by_tomlkit(text: str, path: tuple[str, ...], value: object) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        part: Any = document
        for name in path[:-1]:
            part = part.setdefault(name, tomlkit.table())
            if not isinstance(part, dict):
                raise SettingsProblem(f"{FILE} was not changed: “{name}” is no table in it")
        new, lost = _in_place_of(part.get(path[-1]), value)
        part[path[-1]] = new
        dumped = tomlkit.dumps(document)
    except (TOMLKitError, ValueError, TypeError) as problem:
        raise SettingsProblem(f"{FILE} was not changed: {problem}") from None
    return _with_comments(dumped, path, lost)


def _in_place_of(old: Any, value: object) -> tuple[Any, list[str]]:
    """(what is written instead of *old*, comments inside of it that have no place there)."""
    import tomlkit
    from tomlkit.items import Array

    from cro_tui.settings.commented import toml

    new = tomlkit.value(toml(list(value) if isinstance(value, tuple) else value))
    if not isinstance(old, Array):
        return new, []
    found = _TEXT_OR_COMMENT.findall(old.as_string())
    return new, [comment for one in found if one.startswith("#") and (comment := one[1:].strip())]


def _with_comments(text: str, path: tuple[str, ...], lost: list[str]) -> str:
    """*text* with the comments *lost* above what stands at *path*."""
    from cro_tui.settings.lines import lines_of

    if not lost:
        return text
    lines = text.split("\n")
    at = lines_of(text)[path] - 1
    return "\n".join([*lines[:at], *(f"# {one}" for one in lost), *lines[at:]])


def _taken_out(text: str, path: tuple[str, ...]) -> str:
    """*text* without what stands at *path*: as a comment, so that no line is lost; out of an inline table, cut."""
    from cro_tui.settings.commented import commented_out

    if not _has(parsed(text), path):
        return text
    out = commented_out(text, path)
    if out is not None:
        return out
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        part: Any = document
        for name in path[:-1]:
            part = part[name]
        del part[path[-1]]
        return tomlkit.dumps(document)
    except (TOMLKitError, ValueError, TypeError) as problem:
        raise SettingsProblem(f"{FILE} was not changed: {problem}") from None


def _has(said: Any, path: tuple[str, ...]) -> bool:
    for name in path:
        if not isinstance(said, dict) or name not in said:
            return False
        said = said[name]
    return True


def _merged(said: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
    """What a file must say that said *said*, once it is changed."""
    merged: dict[str, Any] = _copied(said)
    for path, value in changes.items():
        part = merged
        for name in path[:-1]:
            if value is None and name not in part:
                break
            part = part.setdefault(name, {})
            if not isinstance(part, dict):
                raise SettingsProblem(f"{FILE} was not changed: “{name}” is no table in it")
        else:
            if value is None:
                part.pop(path[-1], None)
            else:
                part[path[-1]] = list(value) if isinstance(value, tuple) else value
    kept: dict[str, Any] = _without_empty(merged)
    return kept


def _says(text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return bool(_without_empty(parsed(text)) == wanted)
    except Unreadable:
        return False


def _copied(said: Any) -> Any:
    return {name: _copied(one) for name, one in said.items()} if isinstance(said, Mapping) else said


def _without_empty(said: Any) -> Any:
    """Without tables in which nothing stands: a header more or less says nothing."""
    if not isinstance(said, dict):
        return said
    kept = {name: _without_empty(one) for name, one in said.items()}
    return {name: one for name, one in kept.items() if one != {}}


def _replaced(path: Path, before: str | None, text: str) -> bool:
    """Puts *text* in the place of the file, so that it lasts, old or new whole; False if the file is not *before*
    any more."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    mode = 0o666 if before is None else path.stat().st_mode & 0o777  # who could not read the old, can't read the new
    try:
        _write_lasting(temporary, text.encode("utf-8"), mode)
        if text_of(path) != before:
            temporary.unlink()
            return False
        patiently(lambda: temporary.replace(path))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return True


def _write_lasting(path: Path, raw: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
    try:
        while raw:
            raw = raw[os.write(handle, raw) :]
        os.fsync(handle)
    finally:
        os.close(handle)
