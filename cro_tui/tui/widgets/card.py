"""One person or thing at a glance: the phone large, above all else, then a name, warnings, and what is known of it.

Knows no records: a `Card` is given to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from cro_tui.tui.show import one_line
from cro_tui.tui.widgets.details import Details, Paragraph

DIGIT_CELLS = 3
_EXTENSION = re.compile(r"\s*(?:ext\.?|x)\s*(\d+)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Card:
    """What is shown."""

    title: str = ""
    under: str = ""
    """A line beneath the title: what it is, what they like to be called."""
    warning: str = ""
    phones: tuple[str, ...] = ()
    """The first is the one to call."""
    paragraphs: tuple[Paragraph, ...] = ()
    note: str = ""
    """One more line beneath the title: why it was found."""


class CardPanel(Container):
    """The card; beside each other where the screen is narrow, under each other where it is wide."""

    DEFAULT_CSS = """
    CardPanel {
        layout: vertical;
        background: $background;
        & .card-head {
            height: auto;
            padding: 0 1;
        }
        & .card-head > * {
            height: auto;
        }
        & .card-title {
            color: $accent;
            text-style: bold;
        }
        & .card-warning {
            color: $alarm;
            text-style: bold;
        }
        & Digits {
            height: 3;
            color: $foreground;
            text-style: bold;
        }
        & .card-phones {
            text-style: bold;
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._card = Card()
        self._title = Static("", classes="card-title", markup=False)
        self._warning = Static("", classes="card-warning", markup=False)
        self.large = Digits("")
        """The number to call; empty where there is none that can be drawn so."""
        self._phones = Static("", classes="card-phones", markup=False)
        self.details = Details()

    def compose(self) -> ComposeResult:
        """Who, how to reach them, what else."""
        with Vertical(classes="card-head"):
            yield self._title
            yield self.large
            yield self._phones
            yield self._warning
        yield self.details

    def on_mount(self) -> None:
        """Nothing is shown yet."""
        self._draw()

    @property
    def card(self) -> Card:
        """What is shown."""
        return self._card

    def show(self, card: Card) -> None:
        """Show *card*."""
        if card != self._card:
            self._card = card
            self._draw()

    def on_resize(self) -> None:
        """The number may be too wide for the new width."""
        self._draw()

    def _draw(self) -> None:
        card = self._card
        content = Content(one_line(card.title))
        for line, style in ((card.under, "not bold $foreground"), (card.note, "not bold $quiet")):
            if line:
                content += Content("\n") + Content.styled(one_line(line), style)
        _set(self._title, content)
        room = self.large.container_size.width or self.size.width
        large, rest = _large(card.phones, room)
        if large != self.large.value:
            self.large.update(large)
        self.large.display = bool(large)
        self.set_class(not card.phones, "-no-phone")
        _set(self._phones, Content("\n".join(rest)))
        _set(self._warning, Content(one_line(card.warning)))
        self.details.show(card.paragraphs)


def _set(widget: Static, content: Content) -> None:
    """Show *content*; an empty widget takes no line."""
    if content != widget.content:
        widget.update(content)
    widget.display = bool(content)


def _large(phones: Sequence[str], room: int) -> tuple[str, list[str]]:
    """The first number as large digits if it can be drawn so in *room* cells, and the others in full."""
    if not phones:
        return "", []
    shown = [one_line(phone) for phone in phones]
    first = shown[0]
    extension = _EXTENSION.search(first)
    digits = large_number(first[: extension.start()] if extension else first)
    if not digits or DIGIT_CELLS * cell_len(digits) > max(room, 12):
        return "", shown
    return digits, ([f"extension {extension[1]}"] if extension else []) + shown[1:]


def large_number(phone: str) -> str:
    """*phone* in digits and hyphens, ``555-010-2345``; ``""`` where it holds letters."""
    if any(character.isalpha() for character in phone):
        return ""
    plus = "+" if phone.lstrip().startswith("+") else ""
    return plus + re.sub(r"[^0-9]+", "-", phone).strip("-")
