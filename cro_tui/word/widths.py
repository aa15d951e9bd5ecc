"""How wide text is on paper, so that a table's columns fit their words.

Advance widths are those of Calibri (and of Carlito, which has the same), in thousandths of the font size.
Knows nothing of tables or documents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FIRST = 32
_REGULAR = (
    "227 326 401 499 507 715 683 221 304 304 499 499 250 307 253 387 507 507 507 507 507 507 507 507 507 507 268 "
    "268 499 499 499 464 895 579 544 534 616 489 460 631 624 252 319 520 421 855 646 663 517 673 543 460 488 642 "
    "568 890 520 488 469 307 387 307 499 499 292 480 526 423 526 498 306 471 526 230 240 455 230 799 526 528 526 "
    "526 349 392 335 526 452 715 434 453 396 315 461 315 499"
)
_BOLD = (
    "227 326 439 499 507 730 705 234 312 312 499 499 258 307 268 430 507 507 507 507 507 507 507 507 507 507 276 "
    "276 499 499 499 464 899 606 561 530 631 488 459 638 631 267 332 547 423 875 659 677 533 687 563 473 496 653 "
    "592 907 551 520 479 325 430 325 499 499 301 494 537 419 537 504 317 475 537 246 256 480 246 814 537 538 537 "
    "537 356 399 347 537 474 746 460 474 398 344 476 344 499"
)
_PUNCTUATION = {"–": 499, "—": 906, "‘": 258, "’": 258, "“": 436, "”": 436, "•": 499, "…": 712, "☐": 900, "·": 252}


def _table(widths: str) -> dict[str, int]:
    ascii_widths = {chr(_FIRST + place): int(width) for place, width in enumerate(widths.split())}
    return ascii_widths | _PUNCTUATION


_WIDTHS = {False: _table(_REGULAR), True: _table(_BOLD)}

# How much wider than Calibri other fonts of department letterheads run, on ordinary text.
_FONT_FACTOR = {
    "arial": 1.13,
    "helvetica": 1.13,
    "verdana": 1.3,
    "tahoma": 1.12,
    "segoe ui": 1.12,
    "century gothic": 1.25,
    "georgia": 1.16,
    "cambria": 1.08,
    "book antiqua": 1.12,
    "courier new": 1.3,
    "times new roman": 1.03,
    "garamond": 0.98,
    "calibri": 1.0,
    "carlito": 1.0,
}
_UNKNOWN_FONT = 1.2

# A line may end at a space, or after a hyphen or dash between letters; not at a no-break space.
_BREAKS = re.compile("[ \n]+|(?<=[^\\W\\d_][-–—])(?=[^\\W\\d_])")


def font_factor(font: str) -> float:
    """How much wider a font runs than Calibri; a cautious guess for fonts unknown here."""
    return _FONT_FACTOR.get(font.casefold(), _UNKNOWN_FONT)


def _character(character: str, bold: bool) -> int:
    width = _WIDTHS[bold].get(character)
    if width is not None:
        return width
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return _character(base, bold)
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1050
    return 620


@lru_cache(maxsize=20_000)
def _ems(text: str, bold: bool) -> int:
    known = _WIDTHS[bold]
    try:
        return sum(map(known.__getitem__, text))
    except KeyError:
        return sum(known.get(character) or _character(character, bold) for character in text)


def width_of(text: str, points: float, *, bold: bool = False, factor: float = 1.0) -> int:
    """Width of one line of text in dxa (twentieths of a point)."""
    return int(_ems(text, bold) * points * 20 * factor / 1000) + 1


def unbreakable_pieces(text: str) -> list[str]:
    """The pieces of a text that a line never breaks inside.

    Words end at spaces; a hyphen ends a piece only between letters, as in ``follow-up``: numbers such as
    ``617-555-0100`` are to be kept whole.
    """
    return [piece for piece in _BREAKS.split(text) if piece]


def fitted(text: str, room: int, points: float, *, factor: float = 1.0) -> str:
    """The text cut so that it fits on one line of *room* dxa: at a word where possible, marked with an ellipsis."""
    if width_of(text, points, factor=factor) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle] + "…", points, factor=factor) <= room:
            low = middle
        else:
            high = middle - 1
    cut = text[:low]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[low // 2 :] else cut
    return at_word.rstrip(" ,;:.–-(") + "…"
