"""CSV as text: cells that no spreadsheet takes for a formula, and the text of a file of any usual encoding. Pure."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from cro_tui.exchange.problems import ImportProblem

DELIMITERS = ",;\t|"
_ROWS_LOOKED_AT = 30
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"''*[=+\-@\t\r]")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)

csv.field_size_limit(2**31 - 1)


def guarded(cell: str) -> str:
    """*cell* so that a spreadsheet does not run it (owasp.org/www-community/attacks/CSV_Injection)."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What *cell* was before `guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as a CSV file in UTF-8, cells guarded, lines ended as RFC 4180 wants them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def decoded(raw: bytes) -> tuple[str, str]:
    """(text, the name of its encoding): by its mark, UTF-16 without one, UTF-8, else the encoding of Windows."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            try:
                return raw.decode("utf-8-sig" if encoding == "utf-8" else encoding), encoding
            except UnicodeDecodeError as problem:
                raise ImportProblem(f"The file begins as {encoding} and is none ({problem.reason}).") from None
    nulls = raw[:200].count(0)
    if nulls > len(raw[:200]) // 4:
        encoding = "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
        return raw.decode(encoding, "replace"), "utf-16"
    for encoding in ("utf-8", "cp1252", "latin-1"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes everything")


def parsed(text: str) -> tuple[list[list[str]], str]:
    """(rows of cells as they were before guarding, a warning or ``""``)."""
    named = _SEPARATOR_LINE.match(text)
    delimiter = named[1] if named else _delimiter(text)
    body = text[named.end() :] if named else text
    rows: list[list[str]] = []
    warning = ""
    try:
        rows.extend(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        warning = f"the quotes in row {len(rows) + 1} are not closed as they should be: look at it and those after it"
        rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter))
    return [[unguarded(cell) for cell in row] for row in rows], warning


def _delimiter(text: str) -> str:
    """The mark that cuts the first rows into the most columns, of those that cut them alike."""

    def columns(delimiter: str) -> tuple[float, int]:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _ROWS_LOOKED_AT))
        widths = Counter(len(row) for row in rows)  # not that of the first row: a title may stand above the table
        width, often = widths.most_common(1)[0] if rows else (0, 0)
        return (often / len(rows), width) if width > 1 else (0, 0)

    return max(DELIMITERS, key=columns)
