"""Whether a value can be a setting's, and the way from the text of a form to it and back.

Reading the file and the settings screen ask here, so that both refuse the same with the same sentence. Raises
ValueError with what is needed. Knows no file and no screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from cro_tui.model.vocabulary import CLOSED, NEW
from cro_tui.settings.about import Setting
from cro_tui.settings.shape import THEMES

MOST = 36_500
"""The largest number: a hundred years of days; larger ones would leave the calendar."""
LONGEST = 10_000
"""Letters of one text."""
_SHARE_KINDS = frozenset({"smb", "s3", "s3a", "gs", "az", "azure"})


def checked(setting: Setting, value: object) -> Any:
    """*value* as the file holds it, as the setting's own; raises ValueError."""
    if setting.kind == "number":
        return _number(value)
    if setting.kind == "yesno":
        if not isinstance(value, bool):
            raise ValueError("needs true or false")
        return value
    if setting.kind == "texts":
        return _texts(setting, value)
    if setting.kind in ("hours", "keys"):
        return _entries(setting, value)
    return _text(setting, value)


def checked_entry(setting: Setting, key: str, value: object) -> Any:
    """The value of one line of a table (`hours`, `keys`); raises ValueError."""
    if not key.strip():
        raise ValueError("needs a name before the =")
    if setting.kind == "keys":
        return _text(setting, value)
    try:
        return _number(int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value)
    except ValueError:
        raise ValueError("needs a whole number of hours") from None


def read(setting: Setting, text: str) -> Any:
    """What was typed into a form, as the setting's value; raises ValueError with a sentence."""
    text = text.strip()
    if setting.kind == "number":
        if not (text.isascii() and text.isdigit()) or len(text) > len(str(MOST)):
            raise ValueError(f"needs a whole number from 0 to {MOST:,}")
        return checked(setting, int(text))
    if setting.kind == "yesno":
        return text == "yes"
    if setting.kind == "texts":
        return checked(
            setting, list(dict.fromkeys(" ".join(line.split()) for line in text.split("\n") if line.strip()))
        )
    if setting.kind in ("hours", "keys"):
        return checked(setting, _lines(text))
    if setting.kind == "theme":
        fitting = [name for name in THEMES if name.startswith(text.casefold())] if text else []
        return checked(setting, fitting[0] if len(fitting) == 1 else text)
    if setting.kind in ("folder", "letterhead", "share"):
        text = text.strip("\"'")
        if text and not _is_whole(text):
            raise ValueError("needs the whole path, from the drive or the / on")
    return checked(setting, text)


def _is_whole(text: str) -> bool:
    """Whether *text* means the same wherever the program is started."""
    is_path = PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute() or text.startswith("~")
    return is_path or "://" in text


def written(setting: Setting, value: Any) -> str:
    """*value* as a form shows it."""
    if setting.kind == "yesno":
        return "yes" if value else "no"
    if setting.kind == "texts":
        return "\n".join(value)
    if setting.kind in ("hours", "keys"):
        return "\n".join(f"{key} = {one}" for key, one in value.items())
    return str(value)


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("needs a whole number, 0 or more")
    if value > MOST:
        raise ValueError(f"needs a number up to {MOST:,}")
    return value


def _text(setting: Setting, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("needs a text, in quotes")
    if len(value) > LONGEST:
        raise ValueError(f"needs a text of at most {LONGEST:,} letters")
    if any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in value):
        raise ValueError("needs a text of one line")
    if setting.kind == "theme" and value not in THEMES:
        raise ValueError(f"is {', '.join(THEMES[:-1])} or {THEMES[-1]}, not “{value[:60]}”")
    if setting.kind == "share" and "://" in value and value.partition("://")[0].strip().casefold() not in _SHARE_KINDS:
        raise ValueError("is a folder, smb://server/share/folder or s3://bucket/folder")
    if setting.kind in ("folder", "letterhead", "share"):
        _expanded(value)
    if setting.kind == "letterhead" and value.strip() and Path(value).suffix.casefold() != ".docx":
        raise ValueError("needs a Word file that ends in .docx")
    return value


def _expanded(value: str) -> None:
    try:
        Path(value).expanduser()
    except RuntimeError:
        raise ValueError(f"begins with “{value.partition('/')[0]}”, and there is nobody of that name here") from None


def _texts(setting: Setting, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ValueError('needs a list of texts, ["one", "two"]')
    for one in value:
        _text(setting, one)
    if setting.name == "words.statuses" and not {NEW, CLOSED} <= set(value):
        raise ValueError(f"must hold “{NEW}” and “{CLOSED}”")
    if setting.name == "words.priorities" and not value:
        raise ValueError("needs at least one")
    return tuple(value)


def _entries(setting: Setting, value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError("needs a table")
    try:
        return {str(key): checked_entry(setting, str(key), one) for key, one in value.items()}
    except ValueError as problem:
        wrong = next(key for key, one in value.items() if not _fits(setting, str(key), one))
        raise ValueError(f"“{wrong}” {problem}") from None


def _fits(setting: Setting, key: str, value: object) -> bool:
    try:
        checked_entry(setting, key, value)
    except ValueError:
        return False
    return True


def _lines(text: str) -> dict[str, str]:
    """``Law = 4`` a line each; what stands behind the last ``=`` is the value."""
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.split("\n"))):
        key, sign, value = line.rpartition("=")
        if not sign:
            raise ValueError(f"“{line[:40]}” needs an = between its name and its value")
        found[" ".join(key.split())] = value.strip()
    return found


def shown(setting: Setting, value: Any) -> str:
    """*value* on one line, as a list of settings shows it."""
    if setting.kind in ("hours", "keys"):
        return ", ".join(f"{key} = {one}" for key, one in value.items()) or "none"
    if setting.kind == "texts":
        return ", ".join(value) or "none"
    if setting.kind == "number":
        return f"{value:,} {setting.unit}".rstrip()
    return written(setting, value) or "not set"
