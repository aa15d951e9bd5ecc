"""Two texts beside each other, with the words that differ marked. Knows no records: texts in, nothing out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from rich.text import Text
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.tui.show import harmless

MOST_WORDS = 3000
"""Words of each text that are compared; comparing takes their product in the worst case."""
_WORD = re.compile(r"\s*\S+\s*?|\s+")
MARK = "bold reverse"

Piece = tuple[str, bool]
"""(some words, whether the other text has others in their place)."""


def differences(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, word by word; what lies beyond `MOST_WORDS` is shown unmarked."""
    ours, theirs = _WORD.findall(left), _WORD.findall(right)
    near, near_theirs = ours[:MOST_WORDS], theirs[:MOST_WORDS]
    matcher = SequenceMatcher(None, [one.strip() for one in near], [one.strip() for one in near_theirs], autojunk=False)
    both: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, a, b, c, d in matcher.get_opcodes():
        for pieces, words in ((both[0], near[a:b]), (both[1], near_theirs[c:d])):
            if words:
                pieces.append(("".join(words), tag != "equal"))
    for pieces, rest in ((both[0], ours[MOST_WORDS:]), (both[1], theirs[MOST_WORDS:])):
        if rest:
            pieces.append(("".join(rest), False))
    return both


class SideBySide(VerticalScroll):
    """Two columns under their headings; scrolled together where they are long."""

    can_focus = False

    DEFAULT_CSS = """
    SideBySide {
        height: auto;
        max-height: 30vh;
        margin: 1 0;
        & Horizontal {
            height: auto;
        }
        & Static {
            width: 1fr;
            height: auto;
            padding-right: 2;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._columns = (Static(markup=False), Static(markup=False))

    def compose(self) -> Iterable[Widget]:
        """The columns."""
        yield Horizontal(*self._columns)

    def show(self, headings: Sequence[str], texts: Sequence[str]) -> None:
        """Show two texts."""
        for column, heading, pieces in zip(self._columns, headings, differences(*texts), strict=True):
            shown = Text(harmless(heading) + "\n", style="bold")
            for words, differs in pieces:
                shown.append(harmless(words), style=MARK if differs else "not bold")
            column.update(shown)
        self.scroll_home(animate=False)
