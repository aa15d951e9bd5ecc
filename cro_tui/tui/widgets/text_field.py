"""Every place to type: one line that grows, or a long text. Keeps what it was given until it is really changed.

Posts messages and knows nothing of what the text means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from cro_tui.tui.show import harmless, one_line


class TextField(TextArea):
    """A field that grows with its text; enter submits it when it is of one line.

    Its text is plain: what could steer the terminal is shown as a picture of itself. `value` gives back exactly
    what was loaded as long as nothing was typed.
    """

    BINDINGS = [Binding("ctrl+a", "select_all", "Select all", show=False)]
    DEFAULT_CSS = """
    TextField {
        height: auto;
        max-height: 8;
        width: 1fr;
        padding: 0 1;
        background: $field;
        color: $foreground;
        scrollbar-size-vertical: 1;
        border: none;
        border-left: outer $border-blurred;
        &:focus {
            border: none;
            border-left: outer $accent;
        }
        & .text-area--cursor, &:dark .text-area--cursor, &:light .text-area--cursor {
            color: $input-cursor-foreground;
            background: $input-cursor-background;
            text-style: $input-cursor-text-style;
        }
        & .text-area--selection {
            color: $input-selection-foreground;
            background: $input-selection-background;
            text-style: $selection-text-style;
        }
    }
    """

    class Told(Message):
        """What all messages of a field have."""

        def __init__(self, field: TextField, value: str) -> None:
            """*value*: the text of the field."""
            super().__init__()
            self.field = field
            self.value = value

        @property
        def control(self) -> TextField:
            """The field, so that `on` can select it."""
            return self.field

    class Edited(Told):
        """The text was changed by typing, pasting or undoing."""

    class Submitted(Told):
        """Enter was pressed in a field of one line."""

    class LeftUp(Told):
        """Arrow up went past the first line of the field."""

    class LeftDown(Told):
        """Arrow down went past the last line of the field."""

    class ManyLines(Told):
        """Several lines were pasted into a field of one line that wants them apart; nothing was inserted."""

        lines: tuple[str, ...] = ()
        """The lines with text, without what already stood in the field."""

    def __init__(
        self,
        value: str = "",
        *,
        many: bool = False,
        split_paste: bool = False,
        replaced: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own word
        classes: str | None = None,
    ) -> None:
        """*many*: a text of many lines; *split_paste*: post `ManyLines` for a paste instead of joining its lines;
        *replaced*: the first letter that is typed after coming here takes the place of all that stands here."""
        self.taker: Callable[[TextField.Told], None] | None = None
        """Takes enter and leaving arrows at once instead of as messages. A message waits behind the keys that are there
        already: a line that enter empties must be empty before the next of them is taken."""
        self._many = many
        self._split_paste = split_paste
        self._replaced = replaced
        self._goes_on = False
        self._given = value
        self._shown = self._show(value)
        self._last = self._shown
        super().__init__(self._shown, highlight_cursor_line=False, id=id, classes=classes, max_checkpoints=200)
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def _show(self, text: str) -> str:
        return harmless(text) if self._many else one_line(text)

    @property
    def value(self) -> str:
        """The text; what was loaded, to the letter, if it was not changed."""
        return self._given if self.text == self._shown else self.text

    @property
    def touched(self) -> bool:
        """Whether the text differs from what was loaded."""
        return self.text != self._shown

    def load(self, value: str) -> None:
        """Show *value*, forget the typing before it, put the cursor at its end. Posts nothing."""
        self._given = value
        self._shown = self._last = self._show(value)
        self.load_text(self._shown)
        self.move_cursor(self.document.end)

    def settle(self) -> None:
        """What stands here is saved: from now on it counts as untouched."""
        self.load(self.value)

    def on_focus(self, event: events.Focus) -> None:
        """What stands here is selected, where typing replaces it; not when the terminal's window comes to the front."""
        if self._replaced and not (self._goes_on or event.from_app_focus):
            self.select_all()
        self._goes_on = False

    def go_on(self) -> None:
        """What stands here was being typed: the next letter goes on with it."""
        self._goes_on = True

    @property
    def is_all_selected(self) -> bool:
        """Whether the next letter replaces everything, or begins."""
        return self.selected_text == self.text

    def _tell(self, told: Told) -> None:
        if self.taker is not None:
            self.taker(told)
        else:
            self.post_message(told)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell of a change by the officer; loading is none."""
        event.stop()
        if self.text != self._last:
            self._last = self.text
            self.changed()
            self.post_message(self.Edited(self, self.value))

    def changed(self) -> None:
        """What a kind of field does when its text was changed."""

    async def on_key(self, event: events.Key) -> None:
        """Enter submits a line; it comes as ctrl+j if it was typed before the terminal was taken over.

        The field's own keys act here and now: by Textual's way they are looked for only after the key went up to the
        app, and letters that were typed close behind would be there before them.
        """
        if not self._many and event.key in ("enter", "ctrl+j"):
            self._tell(self.Submitted(self, self.value))
        elif event.is_printable or not await self._does_own(event.key):
            return
        event.stop()
        event.prevent_default()

    async def _does_own(self, key: str) -> bool:
        """Does what a key of the field itself does; False where it has none, or leaves it to others.

        Not by `active_bindings`, which are those of the field that has the focus by now.
        """
        keys: Mapping[str, str] = getattr(self.app, "keys", {})
        for binding in self._bindings.key_to_bindings.get(key, ()):
            if not (binding.id and binding.id in keys):  # the officer gave it another key
                return await self.app.run_action(binding.action, self)
        return False

    def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]
        event.stop()
        event.prevent_default()
        lines = tuple(line.strip() for line in harmless(event.text).split("\n") if line.strip())
        if self._split_paste and len(lines) > 1:
            message = self.ManyLines(self, self.value)
            message.lines = lines
            self.post_message(message)
            return
        text = harmless(event.text) if self._many else " ".join(lines).replace("\t", " ")
        if not self._many and event.text[:1] == " " and lines:
            text = " " + text
        self.replace(text, *self.selection, maintain_selection_offset=False)

    def action_undo(self) -> None:
        """Undo typing; with none left the key goes on to whoever undoes records."""
        before = self.text
        self.undo()
        if self.text == before:
            raise SkipAction

    def action_delete_to_start_of_line(self) -> None:
        """Rub out what was typed, as in every terminal; with nothing there the key goes on to whoever has it."""
        before = self.text
        super().action_delete_to_start_of_line()
        if self.text == before:
            raise SkipAction

    def action_cursor_up(self, select: bool = False) -> None:
        """Up, or out of the field."""
        if not select and self.navigator.is_first_wrapped_line(self.selection.end):
            self._tell(self.LeftUp(self, self.value))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Down, or out of the field."""
        if not select and self.navigator.is_last_wrapped_line(self.selection.end):
            self._tell(self.LeftDown(self, self.value))
        else:
            super().action_cursor_down(select)


class CaptureLine(TextField):
    """The line for a new concern: what was understood in it is marked where it stands."""

    COMPONENT_CLASSES = {"capture-line--mark"}
    DEFAULT_CSS = """
    CaptureLine .capture-line--mark {
        color: $accent;
        text-style: bold;
    }
    """

    def __init__(self, value: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(value, split_paste=True, id=id)
        self._marks: tuple[tuple[int, int], ...] = ()

    def mark(self, spans: tuple[tuple[int, int], ...]) -> None:
        """Show these stretches (start, end in the value) as understood."""
        if spans != self._marks:
            self._marks = spans
            self.notify_style_update()
            self.refresh()

    def changed(self) -> None:
        """Old marks would stand at wrong places."""
        self.mark(())

    def get_line(self, line_index: int) -> Text:
        """The line as it is drawn, with the marks."""
        line = super().get_line(line_index)
        if self._marks:
            style = self.get_component_rich_style("capture-line--mark", partial=True)
            for start, end in self._marks:
                line.stylize(style, start, end)
        return line
