"""What was understood of a typed line, shown as it is typed. Knows nothing of the grammar: parts are given to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.timer import Timer

from cro_tui.tui.show import glued, one_line
from cro_tui.tui.widgets.unbroken import LONGEST, Unbroken

_WARNING = "bold $warning"
REST_SECONDS = 0.7
"""How long after the last key a word is taken for finished, so that ``#tra`` is not called misunderstood on its way."""


@dataclass(frozen=True)
class Part:
    """One thing that was understood."""

    label: str
    """What it is: ``category``, ``due``."""
    value: str
    """How it was read: ``traffic/speeding``, ``Fri 27 Nov``."""
    doubtful: bool = False
    """Read in one of several ways, or not known yet (a new contact)."""
    warning: bool = False
    """Something that the officer should see before the line is saved."""


class Understood(Unbroken):
    """The parts one after the other, each whole, then a sentence if there is something to say."""

    DEFAULT_CSS = """
    Understood {
        height: auto;
        padding: 0 2;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__("", id=id, markup=False)
        self._resting: Timer | None = None

    def show(
        self, parts: Sequence[Part], sentence: str = "", *, warning: bool = False, at_rest: Sequence[Part] = ()
    ) -> None:
        """Show *parts* and *sentence*; nothing is shown for nothing.

        Where nothing else is to be shown for `REST_SECONDS`, *at_rest* takes the place of *parts*.
        """
        self.say(_content(parts, sentence, warning))
        if at_rest and list(at_rest) != list(parts):
            resting = _content(at_rest, sentence, warning)
            self._resting = self.set_timer(REST_SECONDS, lambda: self.say(resting))

    def say(self, content: Content) -> None:
        """Show something else."""
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        height = self.styles.height  # where it is one line, the letters need no new layout
        self.update(content, layout=height is None or height.is_auto)


def _content(parts: Sequence[Part], sentence: str, warning: bool) -> Content:
    content = Content.empty()
    for part in parts:
        mark = "?" if part.doubtful else ""
        label, value = (_WARNING, _WARNING) if part.warning else ("$quiet", "bold")
        said = f"{one_line(part.value)}{mark}"
        keep = glued if len(part.label) + len(said) < LONGEST else str
        content += Content.styled(keep(f"{part.label} "), label) + Content.styled(keep(said), value) + Content("   ")
    if sentence:
        before = Content("\n") if parts else Content.empty()
        content += before + Content.styled(one_line(sentence), _WARNING if warning else "$quiet")
    return content
