"""A file of any format as numbered rows of named values. Knows formats; knows no notebook and makes no record."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cro_tui.exchange import cells
from cro_tui.exchange.problems import ImportProblem

BLANK = " \r\n"
LEFT_OUT = ("type", "conflicts")
"""What an export says of a record besides its fields."""


@dataclass(frozen=True)
class Row:
    """One row: a text a column in CSV, a value of any JSON type elsewhere; None where it has none."""

    number: int
    """As the file's reader counts: CSV from 1 with the header as the first, JSON objects and vCards from 1."""
    values: Sequence[Any]
    wrong: str = ""
    """Why it can't be a record."""
    type: str = ""
    """The kind that it says it is."""
    key: str = ""
    """What makes it the same row in another file too: the UID of a vCard."""


@dataclass(frozen=True)
class Source:
    """A file that was read."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    warnings: tuple[str, ...] = field(default=())


IsHeading = Callable[[Sequence[str]], bool]
"""Whether a line of a table names its columns."""
_TITLES = 10
"""So many lines may stand above the names of the columns."""


def read(path: Path, is_heading: IsHeading | None = None) -> Source:
    """The rows of *path*, by its ending or else by how it begins. Raises `ImportProblem` or OSError.

    Lines of a table above the first that *is_heading* are titles, and passed over; without such a line, or without
    *is_heading*, the first one has the names.
    """
    if path.is_dir():
        raise ImportProblem(f"{path} is a folder; name a file in it.")
    raw = path.read_bytes()
    if raw.startswith(b"PK\x03\x04") or raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportProblem(f"{path.name} is a workbook; save it as CSV in the spreadsheet program first.")
    text, encoding = cells.decoded(raw)
    if not text.strip():
        raise ImportProblem(f"{path.name} is empty.")
    ending, start = path.suffix.lower(), text.lstrip()[:11].upper()
    if ending == ".vcf" or start == "BEGIN:VCARD":
        from cro_tui.exchange import vcards

        return vcards.read(text, encoding)
    if ending == ".json" or (ending != ".csv" and start[0] in "[{"):
        return _json(text, encoding, path.name)
    return _csv(text, encoding, is_heading)


def _csv(text: str, encoding: str, is_heading: IsHeading | None) -> Source:
    lines, warning = cells.parsed(text)
    warnings = [warning] if warning else []
    filled = [(number, line) for number, line in enumerate(lines, 1) if any(cell.strip() for cell in line)]
    top = next((at for at, (_, line) in enumerate(filled[:_TITLES]) if is_heading and is_heading(line)), 0)
    if top:
        warnings.append(f"row {filled[top][0]} has the names of the columns; what stands above it was passed over")
    headers = tuple(filled[top][1])
    rows = []
    for number, cells_of_row in filled[top + 1 :]:
        beyond = [cell for cell in cells_of_row[len(headers) :] if cell.strip()]
        wrong = f"it has {len(cells_of_row)} cells, the first row {len(headers)}" if beyond else ""
        values = [cell if cell.strip(BLANK) else None for cell in cells_of_row[: len(headers)]]
        rows.append(Row(number, values + [None] * (len(headers) - len(values)), wrong))
    return Source(headers, tuple(rows), encoding, tuple(warnings))


def _json(text: str, encoding: str, name: str) -> Source:
    try:
        whole = json.loads(text)
    except ValueError as problem:
        whole = _lines_of_json(text)
        if whole is None:
            raise ImportProblem(f"{name} is no JSON: {problem}.") from None
    except RecursionError:
        raise ImportProblem(f"{name} is nested too deeply.") from None
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list)]
        whole = lists[0] if len(whole) == 1 and lists else [whole]
    if not isinstance(whole, list):
        raise ImportProblem(f"{name} holds no list of records.")
    headers = tuple(dict.fromkeys(key for one in whole if isinstance(one, dict) for key in one if key not in LEFT_OUT))
    rows = [
        Row(number, [one.get(key) for key in headers], type=str(one.get("type") or ""))
        if isinstance(one, dict)
        else Row(number, (), wrong="it is no object")
        for number, one in enumerate(whole, 1)
    ]
    return Source(headers, tuple(rows), encoding)


def _lines_of_json(text: str) -> list[object] | None:
    """One object a line, as some programs export."""
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
