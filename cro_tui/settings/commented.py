"""The settings file as text: all that can be set, with its default, as comments; and values put where they belong.

A setting that is not set stands there as ``#key = default`` under a sentence about it. Everything here is text in, text
out, and adds lines only: what somebody wrote stays where it was. Knows no file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cro_tui.settings.about import TABLES, Setting, every_setting
from cro_tui.settings.lines import Statement, statements

HEAD = """\
# The settings of cro-tui. Each line “#key = …” shows a default: take the # away and write what you want.
# The settings screen (ctrl+u in cro-tui) writes into this file, too, and keeps every line that stands here.
# `cro-tui check` names what can't be used, by its line. TOML, https://toml.io: texts stand in quotes.
"""
_WIDE = 110
_SAMPLES = {"look.keys": '{ blank = "f9" }', "education.topics": "{ De-escalation = 4 }"}
"""What stands behind the ``=`` of a table whose default is empty."""


def toml(value: Any) -> str:
    """*value* as TOML writes it; a long list has a line for each of its texts."""
    import tomlkit

    if isinstance(value, str):
        plain = "\\" in value and "'" not in value and value.isprintable()
        return tomlkit.string(value, literal=plain).as_string()
    if isinstance(value, list | tuple):
        texts = [toml(one) for one in value]
        line = f"[{', '.join(texts)}]"
        return line if len(line) <= _WIDE else "[\n" + "".join(f"  {one},\n" for one in texts) + "]"
    if isinstance(value, Mapping):
        pairs = [f"{tomlkit.key(key).as_string()} = {toml(one)}" for key, one in value.items()]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    return str(tomlkit.item(value).as_string())


def completed(text: str) -> str:
    """*text* with a comment for each setting that it does not speak of; of ``""``, the whole commented file."""
    lines = text.rstrip("\n").split("\n") if text.strip() else [*HEAD.rstrip("\n").split("\n")]
    above = _missing("", lines, len(lines))
    lines = _put_in(lines, _first_header(lines), above)
    for table in TABLES:
        end = _end_of(table, lines)
        if end is None:
            if not _speaks_of_table(table, lines):
                lines += ["", f"[{table}]", *_missing(table, lines, len(lines))]
        else:
            lines = _put_in(lines, end, _missing(table, lines, end))
    return "\n".join(lines) + "\n"


def with_line(text: str, setting: Setting, value: Any) -> str:
    """*text* with a line more that sets *setting*: beneath the comment with its default, else at its table's end."""
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    line = f"{setting.key} = {toml(value)}".split("\n")
    shown = _comment_of(setting, lines)
    end = _end_of(setting.table, lines) if setting.table else _first_header(lines)
    if shown is not None:
        lines = [*lines[: shown + 1], *line, *lines[shown + 1 :]]
    elif end is not None:
        lines = [*lines[:end], *line, *lines[end:]]
    else:
        lines += ["", f"[{setting.table}]", *line]
    return "\n".join(lines) + "\n"


def commented_out(text: str, path: tuple[str, ...]) -> str | None:
    """*text* with the statement at *path* turned into a comment; None where it stands there not by itself."""
    found = next((one for one in statements(text) if not one.is_header and one.path == path), None)
    if found is None or any(one[: len(path)] != path for one in found.paths):
        return None
    lines = text.split("\n")
    out = [f"#{line}" for line in lines[found.first : found.last + 1]]
    if len(out) == 1 and out[0] in lines:  # one time is enough, however often it is set and unset
        out = []
    return "\n".join([*lines[: found.first], *out, *lines[found.last + 1 :]])


def _missing(table: str, lines: Sequence[str], end: int) -> list[str]:
    """Sentence and default of each setting of *table* of which nothing stands there."""
    spoken = {one.path for one in statements("\n".join(lines))}
    missing: list[str] = []
    for one in every_setting().values():
        if one.table == table and one.path not in spoken and _comment_of(one, lines[:end]) is None:
            default = _SAMPLES.get(one.name) or toml(one.default)
            missing += [f"# {one.label}. {one.about}", *(f"#{line}" for line in f"{one.key} = {default}".split("\n"))]
    return missing


def _put_in(lines: list[str], at: int, more: Sequence[str]) -> list[str]:
    if not more:
        return lines
    before = [""] if at and lines[at - 1].strip() and not lines[at - 1].startswith("[") else []
    after = [""] if at < len(lines) and lines[at].strip() else []
    return [*lines[:at], *before, *more, *after, *lines[at:]]


def _region(table: str, lines: Sequence[str]) -> tuple[int, int] | None:
    """From the header of *table* to the line of the next one."""
    headers = [one for one in statements("\n".join(lines)) if one.is_header]
    for place, one in enumerate(headers):
        if one.path == (table,):
            return one.last, headers[place + 1].first if place + 1 < len(headers) else len(lines)
    return None


def _end_of(table: str, lines: Sequence[str]) -> int | None:
    """The line behind all that belongs to *table*: what stands directly above the next header is the next one's."""
    region = _region(table, lines)
    if region is None:
        return None
    header, end = region
    if end < len(lines):
        while end > header + 1 and lines[end - 1].startswith("#") and not _SET.match(lines[end - 1]):
            end -= 1
    while end > header + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _first_header(lines: Sequence[str]) -> int:
    """The line before which what belongs to no table must stand."""
    headers = [one for one in statements("\n".join(lines)) if one.is_header]
    if not headers:
        return len(lines)
    end = headers[0].first
    while end and lines[end - 1].startswith("#") and not _SET.match(lines[end - 1]):
        end -= 1
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _speaks_of_table(table: str, lines: Sequence[str]) -> bool:
    """Whether *table* stands there in another form: ``officer.name = …`` or ``officer = { … }``."""
    return any(one.path[:1] == (table,) for one in statements("\n".join(lines)))


_SET = re.compile(r"#\s*([A-Za-z_]+)\s*=")


def _comment_of(setting: Setting, lines: Sequence[str]) -> int | None:
    """The last line of the comment that shows the default of *setting* in its table."""
    region = (0, _first_header(lines)) if not setting.table else _region(setting.table, lines)
    if region is None:
        return None
    inside = _inside_of_statements(lines)
    for number in range(region[0], min(region[1], len(lines))):
        found = _SET.match(lines[number])
        if found and found[1] == setting.key and number not in inside:
            return _end_of_list(lines, number)
    return None


def _end_of_list(lines: Sequence[str], number: int) -> int:
    if lines[number].rstrip().endswith("["):
        for last in range(number + 1, len(lines)):
            if not lines[last].startswith("#"):
                break
            if lines[last].strip("# \r") == "]":
                return last
    return number


def _inside_of_statements(lines: Sequence[str]) -> set[int]:
    """The lines of statements that have several: what looks like a comment there may be part of a text."""
    several: list[Statement] = [one for one in statements("\n".join(lines)) if one.last > one.first]
    return {number for one in several for number in range(one.first, one.last + 1)}
