"""What may be answered to a question of a survey: the scales in words, and the codes that are no answer. Pure.

A scale runs from the least to the most favorable option, numbered from 1. *Don't know*, *blank* and *several marked*
are codes of their own: none of them is an opinion, and none may be mistaken for another.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TOPICS = (
    "department performance",
    "competence of personnel",
    "officers' behavior",
    "fears about crime and safety",
    "recommendations for improvements",
)
"""The five that procedure 4.301 of the Cambridge Police Department asks a survey to cover, in its order."""

SCALES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "agreement": ("strongly disagree", "disagree", "neither", "agree", "strongly agree"),
        "rating": ("very poor", "poor", "fair", "good", "very good"),
        "satisfaction": ("very dissatisfied", "dissatisfied", "neither", "satisfied", "very satisfied"),
        "safety": ("very unsafe", "unsafe", "neither", "safe", "very safe"),
        "worry": ("very worried", "somewhat worried", "not very worried", "not at all worried"),
        "change": ("much worse", "worse", "about the same", "better", "much better"),
        "more or less": ("much less", "less", "about the same", "more", "much more"),
        "yes or no": ("no", "yes"),
    }
)
IN_WORDS = "in words"
"""The scale of a question that is answered in the resident's own words: a comment."""
USUAL_SCALE = "agreement"
MOST_OPTIONS = 9
"""One key an answer: the digits 1 to 9."""
_TOP_TWO_FROM = 4
"""A shorter scale has one favorable option: of three, two would be most of it."""

DONT_KNOW, BLANK, SEVERAL = "d", "-", "x"
NO_OPINION: Mapping[str, str] = MappingProxyType({DONT_KNOW: "don't know", BLANK: "blank", SEVERAL: "several marked"})
"""Code -> what it is called."""
DIGITS = tuple(str(number) for number in range(1, MOST_OPTIONS + 1))
CODES = (*DIGITS, *NO_OPINION)
MEANINGS = (*DIGITS, *NO_OPINION.values())
"""What a code of somebody else's file may mean."""
_CODE_OF = {name: code for code, name in NO_OPINION.items()}


def code_of(meaning: str) -> str:
    """The code of a meaning: ``4`` is ``4``, ``don't know`` is ``d``."""
    return _CODE_OF.get(meaning, meaning)


def meaning_of(code: str) -> str:
    """The other way round."""
    return NO_OPINION.get(code, code)


def favorable_codes(options: int) -> tuple[str, ...]:
    """The codes that count as favorable on a scale of so many *options*: the top two, of short scales the top one."""
    best = 2 if options >= _TOP_TWO_FROM else 1
    return DIGITS[max(options - best, 0) : options] if options > 1 else ()
