"""Help for where the officer is: what the place is for, its keys in groups, how its line is written; typing narrows it.

Made from the command table and the texts of the places; knows no room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual import on
from textual.widget import Widget

from cro_tui.tui.commands import DIALOG, EVERYWHERE, LIST, ROOM, Command, by_place, key_name, key_of, of
from cro_tui.tui.places import SHEETS, place_of, with_keys
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.details import Details, Paragraph
from cro_tui.tui.widgets.text_field import TextField

_LAST = (LIST, DIALOG, ROOM, EVERYWHERE)
"""The places that are shared by all: they come after what is particular here."""
_MARKER_CELLS = 17
"""What is typed stands in so many cells before what it means, above it if it is longer."""


class HelpLine(TextField):
    """What narrows the help; arrows and pages scroll the text while the cursor stays here."""

    def __init__(self, text: Details) -> None:
        super().__init__(id="help-line")
        self._text_below = text

    def _scroll(self, lines: int) -> None:
        self._text_below.scroll_to(y=self._text_below.scroll_offset.y + lines, animate=False)

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up."""
        self._scroll(-1)

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down."""
        self._scroll(1)

    def action_cursor_page_up(self) -> None:
        """A screenful up."""
        self._scroll(1 - self._text_below.size.height)

    def action_cursor_page_down(self) -> None:
        """A screenful down."""
        self._scroll(self._text_below.size.height - 1)


class Keys(Dialog[None]):
    """What this place is for, and every key that works here."""

    def __init__(self, places: Sequence[str], keys: Mapping[str, str], absent: frozenset[str] = frozenset()) -> None:
        """*places* whose keys work now; *keys* the officer's own by command id; *absent* what can't run."""
        leave = key_of("quit", keys)
        super().__init__("Keys that work here", f"Type to narrow · ↑ ↓ read on · esc back · {leave} leaves cro-tui")
        self._keys = keys
        self._absent = absent
        near = [place for place in places if place not in _LAST]
        shared = [place for place in _LAST if place in places or place == EVERYWHERE]
        self._places = list(dict.fromkeys((*near, *shared)))
        self._commands = by_place(of(*self._places))
        self._text = Details(id="keys")
        self._line = HelpLine(self._text)

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """What is shown."""
        return self._text.paragraphs

    def asked(self) -> Iterable[Widget]:
        """The line that narrows, and the text."""
        yield self._line
        yield self._text

    def first_input(self) -> Widget | None:
        """The line."""
        return self._line

    def on_mount(self) -> None:
        """Show all of it; whoever reads it needs no label."""
        self._text.can_focus = False
        self._show("")

    @on(TextField.Edited)
    def _typed(self, event: TextField.Edited) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, typed: str) -> None:
        words = typed.casefold().split()
        found = [part for place in self._places for part in self._of(place, words)]
        self._text.show(found or [Paragraph(f"No key here for “{typed}”. esc, then ctrl+p: any command by its name.")])

    def _of(self, name: str, words: Sequence[str]) -> Iterator[Paragraph]:
        """The part of one place, as far as it holds all *words*."""
        place = place_of(name)
        keyed = [
            (key_name(self._keys.get(one.id, one.key)), one)
            for one in self._commands.get(name, ())
            if one.id not in self._absent
        ]
        lines = [Paragraph(_says(one), key, label_tone="heading") for key, one in keyed]
        sheet = [
            Paragraph(means, typed, label_cells=_MARKER_CELLS, label_tone="heading")
            for typed, means in SHEETS.get(name, ())
        ]
        about = with_keys(place.about, self._keys)
        if words:
            lines = [one for one in lines if _holds(one, words)]
            sheet = [one for one in sheet if _holds(one, words)]
        if not (lines or sheet or (about and not words)):
            return
        yield Paragraph(place.title, tone="heading")
        if about and not words:
            yield Paragraph(about)
        if sheet:
            yield Paragraph("What can stand in the line:", tone="quiet")
            yield from sheet
        yield from lines
        yield Paragraph("")

    @on(TextField.Submitted)
    def _read(self) -> None:
        self.action_close()


def _says(command: Command) -> str:
    label = command.label
    return command.help if command.help.casefold().startswith(label.casefold()) else f"{label}: {command.help}"


def _holds(paragraph: Paragraph, words: Sequence[str]) -> bool:
    said = f"{paragraph.label} {paragraph.text}".casefold()
    return all(word in said for word in words)
