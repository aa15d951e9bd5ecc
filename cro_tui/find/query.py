"""What the officer typed, as the terms that must all be found. Pure; knows no index."""

import re
from typing import NamedTuple

from cro_tui.find.words import digits_of, words_of

MOST_TERMS = 12
LONGEST_QUERY = 300
_EXTENSION = re.compile(r"\s*(?:x|ext\.?|extension)\s*\d+\s*$", re.IGNORECASE)


class Term(NamedTuple):
    """One typed word."""

    word: str
    unfinished: bool
    """The last one, with nothing typed after it: it may be the beginning of a word."""

    @property
    def is_short(self) -> bool:
        """One or two letters begin far too many words."""
        return len(self.word) <= 2


def terms_of(query: str) -> list[Term]:
    """The words of *query*; beyond a dozen they are left out."""
    query = query[:LONGEST_QUERY]
    words = words_of(query)[:MOST_TERMS]
    open_end = query[-1:].isalnum()
    return [Term(word, open_end and n == len(words) - 1) for n, word in enumerate(words)]


def joined_terms(terms: list[Term]) -> list[Term]:
    """The first two words as one: `mc donald` for `McDonald`."""
    first, second, *rest = terms
    return [Term(first.word + second.word, second.unfinished), *rest]


def phone_digits(query: str) -> str:
    """The digits of a query that is a phone number or a part of one; ``""`` where there are letters."""
    bare = _EXTENSION.sub("", query[:LONGEST_QUERY])
    return "" if any(c.isalpha() for c in bare) else digits_of(bare)
