"""A yes/no field: space turns it, y and n set it, arrows choose. Knows nothing of what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


class YesNo(Widget, can_focus=True):
    """Shows both answers, the chosen one marked in words and by a filled dot."""

    BINDINGS = [
        Binding("space", "turn", "Turn", show=False),
        Binding("y", "put(True)", "Yes", show=False),
        Binding("n", "put(False)", "No", show=False),
        Binding("left", "put(True)", "Yes", show=False),
        Binding("right", "put(False)", "No", show=False),
    ]

    DEFAULT_CSS = """
    YesNo {
        height: 1;
        width: 1fr;
        padding: 0 1;
        background: $field;
        border-left: outer $border-blurred;
        &:focus {
            border-left: outer $accent;
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
    }
    """

    @dataclass
    class Edited(Message):
        """The answer was changed."""

        field: YesNo
        value: str

        @property
        def control(self) -> YesNo:
            """The field."""
            return self.field

    @dataclass
    class Submitted(Message):
        """Enter: on to the next field."""

        field: YesNo

        @property
        def control(self) -> YesNo:
            """The field."""
            return self.field

    def __init__(self, value: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._value = value

    @property
    def value(self) -> str:
        """``yes``, ``no``, or ``""`` when it was never answered."""
        return self._value

    def load(self, value: str) -> None:
        """Show *value*; posts nothing."""
        self._value = value
        self.refresh()

    def action_turn(self) -> None:
        """From yes to no, from anything else to yes."""
        self.action_put(self._value != "yes")

    def action_put(self, yes: bool) -> None:
        """Answer."""
        value = "yes" if yes else "no"
        if value != self._value:
            self.load(value)
            self.post_message(self.Edited(self, value))

    def on_key(self, event: events.Key) -> None:
        """Enter goes on."""
        if event.key == "enter":
            event.stop()
            self.post_message(self.Submitted(self))

    def on_click(self) -> None:
        """A click turns it."""
        self.action_turn()

    def render(self) -> Content:
        """Both answers."""
        yes, no = ("●" if self._value == "yes" else "○"), ("●" if self._value == "no" else "○")
        return Content(f"{yes} yes   {no} no")
