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
from textual.widgets import Static, TextArea

from cro_tui.tui.show import fit, one_line
from cro_tui.tui.widgets.text_field import TextField

Suggest = Callable[[str], Sequence[str]]
SHOWN = 12
"""So many matches can be picked."""
LINES, LINES_OF_ALL = 4, 6
"""On so many lines they stand; a closed vocabulary is shown whole where it can be."""
STEPS = {"up": -1, "left": -1, "down": 1, "right": 1}
SIDEWAYS = ("left", "right")


def from_words(words: Sequence[str]) -> Suggest:
    """Suggestions out of *words*: those that begin with what is typed, then those that hold it."""

    def suggest(typed: str) -> Sequence[str]:
        wanted = typed.strip().casefold()
        begin = [word for word in words if word.casefold().startswith(wanted)]
        within = [word for word in words if wanted in word.casefold() and word not in begin]
        return begin + within

    return suggest


class _Line(TextField):
    """The line of a choice: ↓ and ↑ go through the matches, which the field around it shows; ← and → do, too, where
    *sideways* says so."""

    @dataclass
    class Stepped(Message):
        """An arrow asks for the next match."""

        by: int

    class Tabbed(Message):
        """The officer goes on with tab."""

    def __init__(self, value: str, sideways: Callable[[], bool]) -> None:
        super().__init__(value, replaced=True)
        self._sideways = sideways

    async def on_key(self, event: events.Key) -> None:
        """Arrows act at once: enter, typed fast after them, must find the match picked."""
        if event.key == "tab":
            self.post_message(self.Tabbed())
        elif event.key in STEPS and (event.key not in SIDEWAYS or self._sideways()):
            event.stop()
            event.prevent_default()
            self.post_message(self.Stepped(STEPS[event.key]))


class ChoiceField(Vertical):
    """Type a few letters, pick with ↓ and enter, or go on with tab: what was picked is taken, and a single match.

    Where it does not *complete*, only tab takes a single match. With *several* the words are separated by ``;`` and the
    matches are for the last. In a *closed* vocabulary all words stand there until one types, and ← and → pick, too.
    Words that are not in the vocabulary stay as typed; whoever saves decides about them.
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
        closed: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id)
        self.line = _Line(value, self._goes_sideways)
        self._suggest = suggest
        self._of_words = closed
        self._several = several
        self._completes = completes
        self._matches: list[str] = []
        self._picked = -1
        self._offered_all = False
        """Whether the matches are all words, not those that fit what stands here."""
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

    @property
    def _offers_all(self) -> bool:
        """Whether the word that stands here does not narrow what is offered: it was not typed, or is replaced."""
        return self.line.is_all_selected and (self._of_words or not self.line.touched)

    def _goes_sideways(self) -> bool:
        """Whether ← and → pick a match instead of going through the letters."""
        return self._of_words and not self._several and (self._picked >= 0 or self.line.is_all_selected)

    @property
    def misfit(self) -> str:
        """What is wrong with a word that a closed vocabulary does not have, and which fit."""
        if not self._of_words:
            return ""
        typed = self.line.text.split(";") if self._several else [self.line.text]
        for word in filter(None, (one.strip() for one in typed)):
            fits = [match for match in self._suggest(word) if match.casefold().startswith(word.casefold())]
            if word.casefold() not in map(str.casefold, fits) and len(fits) != 1:
                return f"“{one_line(word)[:40]}” is none of: {', '.join(fits or self._suggest(''))}"
        return ""

    @on(events.DescendantFocus)
    def _open(self) -> None:
        self._match()

    @on(events.DescendantBlur)
    def _close(self) -> None:
        self.settle()

    @on(_Line.Tabbed)
    def _tabbed(self, event: _Line.Tabbed) -> None:
        event.stop()
        self._take_single()

    def settle(self) -> None:
        """Take what was picked, else a single match, as leaving the field does; for whoever saves while the cursor is
        still here."""
        if 0 <= self._picked < len(self._matches):
            self._take(self._matches[self._picked])
        elif self._completes:
            self._take_single()
        self._matches = []
        self._picked = -1
        self._options.display = False

    def _take_single(self) -> None:
        _before, word = self._typed()
        wanted = word.strip().casefold()
        if self._picked >= 0 or not wanted or not self._matches or self.line.is_all_selected:
            return
        exact = [match for match in self._matches if match.casefold() == wanted]
        begin = [match for match in self._matches if match.casefold().startswith(wanted)]
        only = exact or (begin if len(begin) == 1 else [] if begin or not self._of_words else self._matches)
        if len(only) == 1 and only[0] != word.strip():
            self._take(only[0])

    @on(TextField.Edited)
    def _edited(self, event: TextField.Edited) -> None:
        event.stop()
        if self.has_focus_within:
            self._match()
        self.post_message(self.Edited(self, self.value))

    @on(TextArea.SelectionChanged)
    def _selected(self, event: TextArea.SelectionChanged) -> None:
        """The cursor left the word that all stood selected: what is offered fits what stands there."""
        event.stop()
        if self.has_focus_within and self._picked < 0 and self._offered_all != self._offers_all:
            self._match()

    @on(_Line.Stepped)
    def _step(self, event: _Line.Stepped) -> None:
        event.stop()
        if self._matches:
            shown = self._matches[:SHOWN]
            now = self._picked if self._picked >= 0 else shown.index(self.value) if self.value in shown else None
            self._picked = (now + event.by) % len(shown) if now is not None else 0
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
        self._offered_all = self._offers_all
        self._matches = list(self._suggest("" if self._offered_all else word.strip()))[: SHOWN + 1]
        if self._matches == [word.strip()]:
            self._matches = []
        self._picked = -1
        self._draw()

    def on_resize(self) -> None:
        """Lay the matches anew."""
        if self._options.display:
            self._draw()

    def _draw(self) -> None:
        """The matches in lines, each whole; the picked one stands out."""
        self._options.display = bool(self._matches)
        if self._matches:
            lines = self._laid(max(20, self.size.width - 2))
            self._options.update(Content("\n").join(Content("").join(line) for line in lines))

    def _laid(self, cells: int) -> list[list[Content]]:
        """The matches in a few lines of *cells* that hold the picked one; … says that there are more."""
        most = LINES_OF_ALL if self._of_words else LINES
        lines: list[list[Content]] = [[]]
        used, here = 0, 0
        for number, word in enumerate(self._matches[:SHOWN]):
            text = f" {fit(word, min(cell_len(one_line(word)), 60, cells - 4))} "
            if lines[-1] and used + cell_len(text) + 2 > cells:  # two for … at the end
                lines.append([])
                used = 0
            used += cell_len(text) + 1
            here = len(lines) - 1 if number == self._picked else here
            lines[-1] += [Content.styled(text, "reverse" if number == self._picked else ""), Content(" ")]
        first = max(0, here - most + 1)
        shown = lines[first : first + most]
        if len(lines) > first + most or len(self._matches) > SHOWN:
            shown[-1].append(Content("…"))
        return shown
