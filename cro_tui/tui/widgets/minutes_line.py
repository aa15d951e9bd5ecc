"""The line for live minutes: what kind the entry will be stands before it. Knows nothing of meetings."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from cro_tui.tui.widgets.text_field import CaptureLine, TextField


class MinutesLine(Horizontal):
    """One line that grows, with the kind of the entry before it; pasted lines become one entry each."""

    DEFAULT_CSS = """
    MinutesLine {
        height: auto;
        & .minutes-kind {
            width: 11;
            padding: 0 1;
            color: $accent;
            text-style: bold;
        }
    }
    """

    @dataclass
    class Entered(Message):
        """One entry, or the lines of a paste, each an entry."""

        minutes_line: MinutesLine
        lines: tuple[str, ...]

        @property
        def control(self) -> MinutesLine:
            """The line."""
            return self.minutes_line

    @dataclass
    class Edited(Message):
        """What stands in the line changed: to be kept as a draft and read for its kind."""

        minutes_line: MinutesLine
        value: str

        @property
        def control(self) -> MinutesLine:
            """The line."""
            return self.minutes_line

    @dataclass
    class CorrectLast(Message):
        """Arrow up in the empty line: the last entry should come back into it."""

        minutes_line: MinutesLine

        @property
        def control(self) -> MinutesLine:
            """The line."""
            return self.minutes_line

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self.line = CaptureLine()
        self._kind = Static("note", classes="minutes-kind", markup=False)

    def compose(self) -> ComposeResult:
        """The kind and the line."""
        yield self._kind
        yield self.line

    def show_kind(self, kind: str) -> None:
        """Say what enter will make of the line."""
        self._kind.update(kind)

    @property
    def value(self) -> str:
        """What stands in the line."""
        return self.line.value

    def load(self, value: str) -> None:
        """Put *value* into the line; posts nothing."""
        self.line.load(value)

    def focus(self, scroll_visible: bool = True) -> MinutesLine:
        """Put the cursor into the line."""
        self.line.focus(scroll_visible)
        return self

    @on(TextField.Submitted)
    def _enter(self, event: TextField.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.post_message(self.Entered(self, (event.value,)))

    @on(TextField.ManyLines)
    def _pasted(self, event: TextField.ManyLines) -> None:
        event.stop()
        self.post_message(self.Entered(self, event.lines))

    @on(TextField.Edited)
    def _edited(self, event: TextField.Edited) -> None:
        event.stop()
        self.post_message(self.Edited(self, event.value))

    @on(TextField.LeftUp)
    def _above(self, event: TextField.LeftUp) -> None:
        event.stop()
        if not event.value:
            self.post_message(self.CorrectLast(self))
