"""Dates that were typed with spaces and without the quotes that a marker needs, and those that somebody only guessed.

``due:Dec 5`` means the fifth of December to whoever typed it; a marker runs to the next space. Pure; knows no record.
"""

from __future__ import annotations

import re
from datetime import datetime

from cro_tui.model.field import Lean

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september)"
_MONTH = rf"(?:{_MONTH}|(?:octo|novem|decem)ber)\.?"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_FURTHER = re.compile(
    rf"[^\S\n]+(\d{{1,4}}(?:st|nd|rd|th)?|\d{{1,2}}(?::\d\d)?[ap]m|\d{{1,2}}:\d\d|{_MONTH}|{_DAY}|of|ago|noon"
    r"|(?:day|week|month|quarter|year)s?)(?![\w:'’/-])",
    re.IGNORECASE,
)
_LONGEST = 3
"""Words with which a date may go on."""
_BARE_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)
MONTH_AND_DAY = rf"{_MONTH}\s+\d"
"""What can be no date up to its space."""
_GUESSED = re.compile(
    r"(?:\bat\s+)?(?:\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.)\s+|~)", re.IGNORECASE
)


def in_full(typed: str, after: str, now: datetime, lean: Lean) -> str:
    """The whole date of which *typed* is the beginning and *after* begins with the rest; ``""`` where it is none.

    What is a date by itself is one, but for ``1st``, which may go on with ``of May``.
    """
    if _reads(typed, now, lean) and not _BARE_ORDINAL.fullmatch(typed):
        return ""
    words = [typed]
    wholes = []
    at = 0
    while len(words) <= _LONGEST and (further := _FURTHER.match(after, at)) is not None:
        words.append(further[1])
        wholes.append(" ".join(words))
        at = further.end()
    return next((whole for whole in reversed(wholes) if _reads(whole, now, lean)), "")


def without_guess(typed: str) -> str:
    """``about 3pm`` as the moment that stands for it."""
    return " ".join(_GUESSED.sub("", typed).split())


def _reads(typed: str, now: datetime, lean: Lean) -> bool:
    from cro_tui.model.dates import parse_moment  # kinds of records know these words, few calls read a date

    try:
        return bool(parse_moment(typed, now, lean))
    except ValueError:
        return False
