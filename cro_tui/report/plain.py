"""Any text made fit for paper: what an officer typed may hold anything a keyboard, a paste or a file can.

Knows nothing of records and of document formats.
"""

from __future__ import annotations

import re

_ANSI = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What XML 1.0 forbids, the C1 block, noncharacters, and marks without width that could hide a name from a search
# or turn the line around. The zero-width joiner stays: emoji are made with it.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_MANY_LINES = re.compile(r"\n[ \n]*\n")


def clean(text: str) -> str:
    """The text without characters that break a document; every kind of line end becomes ``\\n``."""
    if text.isprintable():  # the most: nothing of what follows is
        return text
    text = _LINE_ENDS.sub("\n", _ANSI.sub("", text)).replace("\t", " ")
    return _MANY_LINES.sub("\n\n", _FORBIDDEN.sub("", text)).strip("\n")


def one_line(text: str) -> str:
    """The cleaned text with every run of white space as one space."""
    return " ".join(clean(text).split())


def shortened(text: str, limit: int) -> str:
    """One line of at most ``limit`` characters, cut at a word where possible and marked with an ellipsis."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return at_word.rstrip(" ,;:.–-") + "…"
