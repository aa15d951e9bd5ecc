"""Record ids (ULIDs, sortable by the moment of making) and concern numbers (labels for people). Pure."""

from __future__ import annotations

import re

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NUMBER = re.compile(r"[0-9]{2}Q[1-4]-[0-9A-Z]{2,6}-[0-9]{3,}")
_RANKS = frozenset(
    "ofc officer po cpl corporal det detective sgt sergeant lt lieutenant capt captain maj major dep deputy chief"
    " mr mrs ms miss dr".split()
)
"""What may stand before a name and is none."""
_ID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def make_id(milliseconds: int, entropy: bytes) -> str:
    """A ULID of 26 characters (github.com/ulid/spec): 48 bits of Unix milliseconds, 80 random bits."""
    bits = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(entropy[:10], "big")
    return "".join(_CROCKFORD[bits >> shift & 31] for shift in range(125, -1, -5))


def is_id(text: str) -> bool:
    """Whether *text* is a ULID as this program writes them."""
    return _ID.fullmatch(text) is not None


def concern_number(quarter: str, tag: str, count: int) -> str:
    """``26Q3-JDK3-014``: quarter of entry (``2026-Q3``), the laptop's tag, and a count from 1."""
    return f"{quarter[2:4]}{quarter[5:]}-{tag}-{count:03d}"


def is_number(text: str) -> bool:
    """Whether *text* has the form of a concern's number."""
    return _NUMBER.fullmatch(text) is not None


def laptop_tag(officer: str, laptop: str) -> str:
    """Two initials of the officer and two characters of the laptop's id; ``CR`` while nobody gave a name."""
    words = re.findall(r"[^\W\d_]+", officer)
    while len(words) > 2 and words[0].lower() in _RANKS:
        del words[0]
    letters = [word[0].upper() for word in words if word[0].upper().isascii()]
    initials = letters[0] + letters[-1] if len(letters) > 1 else "CR"
    return initials + laptop[:2].upper()
