"""What a cell of a file of survey forms says, as far as that is certain: a number of the scale, one of its words, the
name of a code. Pure.
"""

import re

from cro_tui.model.scales import NO_OPINION
from cro_tui.model.survey import Question

_WITH_LABEL = re.compile(r"([1-9])\s*[-–—:.=)]\s*(.+)|(.+?)\s*\(([1-9])\)")


def usual_code(question: Question, said: str) -> str:
    """A number of the scale, a word of it, both together when they agree, or the name of a code; ``""`` for others."""
    words = plain(said)
    labels = {plain(label): code for code, label in zip(question.codes, question.options, strict=True)}
    names = {plain(name): code for code, name in NO_OPINION.items()}
    both = _WITH_LABEL.fullmatch(said)
    if both and (digit := both[1] or both[4]) and labels.get(plain(both[2] or both[3])) == digit:
        return digit
    number = said.removesuffix(".0")
    return number if number in question.codes else labels.get(words) or names.get(words, "")


def plain(text: str) -> str:
    """For comparing: case, spacing, apostrophes and marks do not count; what has no letter or digit stays."""
    lowered = text.casefold().replace("’", "").replace("'", "")
    return " ".join(re.findall(r"[^\W_]+", lowered)) or lowered.strip()
