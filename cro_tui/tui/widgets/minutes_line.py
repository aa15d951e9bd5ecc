"""The line for live work (minutes, a roster): what enter will make of it stands before it, what fits above it.

Knows nothing of meetings and rosters: what may be meant is looked up by whoever gives `suggest`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from cro_tui.tui.show import fit, one_line
from cro_tui.tui.widgets.text_field import CaptureLine, TextField
from cro_tui.tui.widgets.understood import Part, Understood


@dataclass(frozen=True)
class Suggestion:
    """Something that the line may mean."""

    shown: str
    line: str
    """The whole line with it."""
    enters: bool = False
    """Whether the line is complete with it, so that picking it enters it."""


Suggest = Callable[[str], Sequence[Suggestion]]


def _nothing(_typed: str) -> Sequence[Suggestion]:
    return ()


class MinutesLine(Vertical):
    """One line that grows, with what it will be before it; pasted lines become one entry each."""

    DEFAULT_CSS = """
    MinutesLine {
        height: auto;
        & .minutes-understood {
            height: 1;
            padding: 0 1;
            text-wrap: nowrap;
            text-overflow: ellipsis;
        }
        & .minutes-entry {
            height: auto;
        }
        & .minutes-kind {
            width: 12;
            padding: 0 1;
            color: $accent;
            text-style: bold;
        }
    }
    """

    class Told(Message):
        """What all messages of the line have."""

        def __init__(self, minutes_line: MinutesLine) -> None:
            super().__init__()
            self.minutes_line = minutes_line
            self.value = minutes_line.value
            """What stands in the line."""

        @property
        def control(self) -> MinutesLine:
            """The line."""
            return self.minutes_line

    class Entered(Told):
        """Enter, or a paste of several lines, each an entry."""

        lines: tuple[str, ...] = ()
        pasted = False
        """The lines were never in the field; what stands there is something else."""

    class Edited(Told):
        """What stands in the line changed: to be kept as a draft and read for its kind."""

    class CorrectLast(Told):
        """Arrow up: the last entry should come back into the line, or the one before that."""

    class CorrectNext(Told):
        """Arrow down: forward again."""

    def __init__(
        self,
        line: CaptureLine | None = None,
        *,
        suggest: Suggest = _nothing,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id)
        self.line = line or CaptureLine()
        self.line.taker = self._take
        self.taker: Callable[[MinutesLine.Told], None] | None = None
        """Takes entries and corrections at once instead of as messages, as `TextField.taker` does."""
        self._suggest = suggest
        self._suggestions: Sequence[Suggestion] = ()
        self._looked_up = ""
        self._picked = -1
        self._shown_kind = ""
        self._kind = Static("", classes="minutes-kind", markup=False)
        self._understood = Understood()
        self._understood.add_class("minutes-understood")
        self._said: tuple[Sequence[Part], str, bool, Sequence[Part]] = ((), "", False, ())

    def compose(self) -> ComposeResult:
        """What is understood, the kind, and the line."""
        yield self._understood
        with Horizontal(classes="minutes-entry"):
            yield self._kind
            yield self.line

    def show_kind(self, kind: str) -> None:
        """Say what enter will make of the line."""
        if kind != self._shown_kind:
            self._shown_kind = kind
            self._kind.update(one_line(kind), layout=False)

    def show_understood(
        self, parts: Sequence[Part], sentence: str = "", *, warning: bool = False, at_rest: Sequence[Part] = ()
    ) -> None:
        """Say how the line is read, as `Understood.show` does; suggestions stand in front of it."""
        said = (tuple(parts), sentence, warning, tuple(at_rest))
        if said != self._said:
            self._said = said
            self._draw()

    @property
    def value(self) -> str:
        """What stands in the line."""
        return self.line.value

    def load(self, value: str) -> None:
        """Put *value* into the line; posts nothing."""
        self.line.load(value)
        self._looked_up = self.line.text
        self._suggestions = ()
        self._picked = -1
        self._draw()

    def replace(self, value: str) -> None:
        """Put *value* into the line as if it were typed: it can be undone and is told as an edit."""
        self.line.replace(value, (0, 0), self.line.document.end)
        self.line.move_cursor(self.line.document.end)

    def take_suggestion(self) -> bool:
        """Put the picked suggestion, else the first, into the line; False where there is none."""
        self._look_up()
        if not self._suggestions:
            return False
        self.replace(self._suggestions[max(0, self._picked)].line)
        return True

    def focus(self, scroll_visible: bool = True) -> MinutesLine:
        """Put the cursor into the line."""
        self.line.focus(scroll_visible)
        return self

    def _look_up(self) -> None:
        """Suggestions for what stands in the line, if they are not those: a key may come before the edit is told."""
        value = self.line.text
        if value != self._looked_up:
            self._looked_up = value
            before, self._suggestions = self._suggestions, self._suggest(value) if value.strip() else ()
            self._picked = -1
            if before or self._suggestions:
                self._draw()

    def _draw(self) -> None:
        if not self._suggestions:
            parts, sentence, warning, at_rest = self._said
            self._understood.show(parts, sentence, warning=warning, at_rest=at_rest)
            return
        content = Content.empty()
        first = max(0, self._picked - 1)
        for number, one in enumerate(self._suggestions[first:], first):
            style = "reverse" if number == self._picked else "bold"
            content += Content.styled(f" {fit(one.shown, 48).rstrip()} ", style) + Content(" ")
        keys = "enter" if self._picked >= 0 else "tab or ↓"
        self._understood.say(Content.styled(f"{keys}: ", "$quiet") + content)

    def _enter_lines(self, lines: tuple[str, ...], *, pasted: bool = False) -> None:
        message = self.Entered(self)
        message.lines = lines
        message.pasted = pasted
        self._tell(message)

    def _tell(self, told: Told) -> None:
        if self.taker is not None:
            self.taker(told)
        else:
            self.post_message(told)

    def _take(self, told: TextField.Told) -> None:
        """Enter and arrows of the line, at once."""
        self._look_up()
        if isinstance(told, TextField.Submitted):
            self._enter(told.value)
        elif isinstance(told, TextField.LeftUp):
            self._above()
        elif isinstance(told, TextField.LeftDown):
            self._below()

    def _enter(self, value: str) -> None:
        if 0 <= self._picked < len(self._suggestions):
            picked = self._suggestions[self._picked]
            if picked.enters:
                self._enter_lines((picked.line,))
            else:
                self.replace(picked.line)
        else:
            self._enter_lines((value,))

    @on(TextField.ManyLines)
    def _pasted(self, event: TextField.ManyLines) -> None:
        event.stop()
        self._enter_lines(event.lines, pasted=True)

    @on(TextField.Edited)
    def _edited(self, event: TextField.Edited) -> None:
        event.stop()
        self._look_up()
        self.post_message(self.Edited(self))

    def _above(self) -> None:
        if self._picked >= 0:
            self._picked -= 1
            self._draw()
        else:
            self._tell(self.CorrectLast(self))

    def _below(self) -> None:
        if self._suggestions:
            self._picked = (self._picked + 1) % len(self._suggestions)
            self._draw()
        else:
            self._tell(self.CorrectNext(self))
