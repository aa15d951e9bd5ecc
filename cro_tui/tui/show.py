"""Makes any text safe to draw: nothing that a user or a file put into it may steer the terminal.

Every character maps to exactly one character, so that columns in a shown text are columns in the true one.
Knows no widget.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"
_GLUE = "\ue000"
"""Stands for a blank at which no line may be broken; `unglued` before it is drawn."""

_STEERING = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]"
)
_LINE_END = "\r\n|[\r\v\f\x85\u2028\u2029]"


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)  # the Unicode picture of that control character
    if code == 0x7F:
        return "␡"
    if code in (0x061C, 0x200E, 0x200F) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return "⇄"
    return "�"


def harmless(text: str) -> str:
    """*text* with line ends made ``\\n`` and every character that could steer a terminal made visible.

    Escape and other controls become their pictures (␛), marks of writing direction ⇄, lone surrogates �.
    """
    if text.isprintable():  # so for nearly every line; the patterns are then not even compiled
        return text
    return re.sub(_STEERING, _visible, re.sub(_LINE_END, "\n", text))


def one_line(text: str) -> str:
    """*text* harmless and on one line: line ends and tabs are spaces."""
    return harmless(text).replace("\n", " ").replace("\t", " ")


def glued(text: str) -> str:
    """*text* with its blanks such that no line is broken there, for a text that is wrapped and `unglued` then."""
    return text.replace(" ", _GLUE)


def unglued(text: str) -> str:
    """*text* as it is drawn."""
    return text.replace(_GLUE, " ")


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """*text* on one line in exactly *cells* cells: cut with … or padded, wide characters counted as two."""
    if cells <= 0:
        return ""
    head = one_line(text[: cells * 8 + 8])  # accents and joiners take no cell; a line of nothing else is cut too
    width = cell_len(head)
    if len(head) < len(text) or width > cells:
        kept = set_cell_size(head, min(cells - 1, width)).rstrip() + ELLIPSIS
        return kept + " " * (cells - cell_len(kept))
    padding = " " * (cells - width)
    return padding + head if right else head + padding
