"""A field whose words come from a vocabulary or a search: matches stand beneath while it has the focus.

Knows no vocabulary by itself; choices or a way to look them up are given to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from cro_tui.tui.show import fit, one_line
from cro_tui.tui.widgets.text_field import TextField

Suggest = Callable[[str], Sequence[str]]
SHOWN = 12


def from_words(words: Sequence[str]) -> Suggest:
    """Suggestions out of *words*: those that begin with what is typed, then those that hold it."""

    def suggest(typed: str) -> Sequence[str]:
        wanted = typed.strip().casefold()
        begin = [word for word in words if word.casefold().startswith(wanted)]
        within = [word for word in words if wanted in word.casefold() and word not in begin]
        return begin + within

    return suggest


class _Line(TextField):
    """The line of a choice: ↓ and ↑ go through the matches, which the field around it shows."""

    @dataclass
    class Stepped(Message):
        """An arrow asks for the next match."""

        by: int

    def on_focus(self) -> None:
        """What stands here is replaced by typing. Here and not in the field: before the first key that comes."""
        self.select_all()

    async def on_key(self, event: events.Key) -> None:
        """Arrows act at once: enter, typed fast after them, must find the match picked."""
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Stepped(1 if event.key == "down" else -1))


class ChoiceField(Vertical):
    """Type a few letters, pick with ↓ and enter, or go on with tab: a single match is taken if it *completes*.

    With *several* the words are separated by ``;`` and the matches are for the last. Words that are not in the
    vocabulary stay as typed; whoever saves decides about them.
    """

    DEFAULT_CSS = """
    ChoiceField {
        height: auto;
        width: 1fr;
        & .choices {
            height: auto;
            padding: 0 1;
        }
    }
    """

    @dataclass
    class Edited(Message):
        """The text was changed by typing or picking."""

        field: ChoiceField
        value: str

        @property
        def control(self) -> ChoiceField:
            """The field."""
            return self.field

    @dataclass
    class Submitted(Message):
        """Enter was pressed and nothing was left to pick."""

        field: ChoiceField

        @property
        def control(self) -> ChoiceField:
            """The field."""
            return self.field

    def __init__(
        self,
        value: str = "",
        *,
        suggest: Suggest,
        several: bool = False,
        completes: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id)
        self.line = _Line(value)
        self._suggest = suggest
        self._several = several
        self._completes = completes
        self._matches: list[str] = []
        self._picked = -1
        self._options = Static("", classes="choices", markup=False)
        self._options.display = False

    def compose(self) -> ComposeResult:
        """The line and its matches."""
        yield self.line
        yield self._options

    @property
    def value(self) -> str:
        """The text of the line."""
        return self.line.value

    def load(self, value: str) -> None:
        """Show *value*; posts nothing."""
        self.line.load(value)

    def focus(self, scroll_visible: bool = True) -> ChoiceField:
        """Put the cursor into the line."""
        self.line.focus(scroll_visible)
        return self

    def _typed(self) -> tuple[str, str]:
        """What stands before the word being typed, and that word."""
        before, separator, word = self.line.text.rpartition(";") if self._several else ("", "", self.line.text)
        return before + separator, word

    @on(events.DescendantFocus)
    def _open(self) -> None:
        self._match()

    @on(events.DescendantBlur)
    def _close(self) -> None:
        self.settle()

    def settle(self) -> None:
        """Take a single match, as leaving the field does; for whoever saves while the cursor is still here."""
        _before, word = self._typed()
        if self._completes and word.strip() and self._matches:
            exact = [match for match in self._matches if match.casefold() == word.strip().casefold()]
            begin = [match for match in self._matches if match.casefold().startswith(word.strip().casefold())]
            only = exact or (begin if len(begin) == 1 else [])
            if only and only[0] != word.strip():
                self._take(only[0])
        self._matches = []
        self._options.display = False

    @on(TextField.Edited)
    def _edited(self, event: TextField.Edited) -> None:
        event.stop()
        self._match()
        self.post_message(self.Edited(self, self.value))

    @on(_Line.Stepped)
    def _step(self, event: _Line.Stepped) -> None:
        event.stop()
        if self._matches:
            self._picked = (self._picked + event.by) % min(len(self._matches), SHOWN) if self._picked >= 0 else 0
            self._draw()

    @on(TextField.Submitted)
    def _enter(self, event: TextField.Submitted) -> None:
        event.stop()
        if 0 <= self._picked < len(self._matches):
            self._take(self._matches[self._picked])
            self._picked = -1
            if self._several:
                self._match()
                return
        self.post_message(self.Submitted(self))

    def _take(self, word: str) -> None:
        before, _word = self._typed()
        text = f"{before} {word}".strip() if before else word
        self.line.replace(text, (0, 0), self.line.document.end)
        self.line.move_cursor(self.line.document.end)

    def _match(self) -> None:
        _before, word = self._typed()
        wanted = "" if self.line.selected_text == self.line.text else word.strip()
        self._matches = list(self._suggest(wanted))[: SHOWN + 1]
        if self._matches == [word.strip()]:
            self._matches = []
        self._picked = -1
        self._draw()

    def _draw(self) -> None:
        """The matches as one wrapped paragraph; the picked one stands out."""
        self._options.display = bool(self._matches)
        if not self._matches:
            return
        shown = self._matches[:SHOWN]
        content = Content.empty()
        for number, word in enumerate(shown):
            style = "reverse" if number == self._picked else ""
            text = one_line(word)
            text = fit(text, 60).rstrip() if cell_len(text) > 60 else text
            content += Content.styled(f" {text.replace(' ', chr(0xA0))} ", style) + Content(" ")
        if len(self._matches) > SHOWN:
            content += Content("…")
        self._options.update(content)
