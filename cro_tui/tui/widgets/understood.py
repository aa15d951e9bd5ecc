"""What was understood of a typed line, shown as it is typed. Knows nothing of the grammar: parts are given to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from cro_tui.tui.show import one_line


@dataclass(frozen=True)
class Part:
    """One thing that was understood."""

    label: str
    """What it is: ``category``, ``due``."""
    value: str
    """How it was read: ``traffic/speeding``, ``Fri 27 Nov``."""
    doubtful: bool = False
    """Read in one of several ways, or not known yet (a new contact)."""


class Understood(Static):
    """The parts one after the other, then a sentence if there is something to say."""

    DEFAULT_CSS = """
    Understood {
        height: auto;
        padding: 0 2;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__("", id=id, markup=False)

    def show(self, parts: Sequence[Part], sentence: str = "", *, warning: bool = False) -> None:
        """Show *parts* and *sentence*; nothing is shown for nothing."""
        content = Content.empty()
        for part in parts:
            mark = "?" if part.doubtful else ""
            content += Content.styled(f"{part.label} ", "$quiet")
            content += Content.styled(f"{one_line(part.value)}{mark}", "bold") + Content("   ")
        if sentence:
            before = Content("\n") if parts else Content.empty()
            content += before + Content.styled(one_line(sentence), "bold $warning" if warning else "$quiet")
        self.update(content)
