"""Choose one of a few: by its digit or letter, by its first letters, or with arrows and enter. Knows no records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from rich.cells import cell_len
from textual import events, on
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.show import one_line
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.unbroken import Hint


@dataclass(frozen=True)
class Option:
    """One possible answer."""

    name: str
    """What the dialog gives back."""
    label: str
    letter: str = ""
    """One letter or digit that chooses it at once."""


class Answers(RowList, inherit_bindings=False):
    """The answers. All keys are taken here, one by one: enter, typed fast, must find what the letters before it led to.

    Where no letter chooses at once, letters lead to the answer that begins with them.
    """

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__((Column("", cells=2), Column("", share=1)), heading=False, id="options")
        self._options = {option.name: option for option in options}
        self._at_once = {option.letter: option.name for option in options if option.letter}
        self._typed = ""
        self._moves: dict[str, Callable[[], None]] = {
            "up": self.action_up,
            "down": self.action_down,
            "pageup": partial(self.action_page, -1),
            "pagedown": partial(self.action_page, 1),
            "home": self.action_first,
            "end": self.action_last,
            "enter": self.action_open,
        }

    @property
    def hint(self) -> str:
        """How to choose."""
        keys = list(self._at_once)
        at_once = "a letter" if self._has_letters else f"{keys[0]}–{keys[-1]}" if len(keys) > 1 else "".join(keys)
        moving = "↓ ↑, then enter" if self._has_letters else "letters or ↓ ↑, then enter"
        return "   ".join((*([f"{at_once}: choose at once"] if keys else []), moving, "esc: leave it"))

    @property
    def _has_letters(self) -> bool:
        return any(key.isalpha() for key in self._at_once)

    @property
    def cut_answer(self) -> str:
        """All of the answer under the cursor, if its line has not the room for it."""
        said = one_line(self._options[self.cursor_key].label) if self.cursor_key in self._options else ""
        return said if cell_len(said) > self.cells_of(1) else ""

    def on_mount(self) -> None:
        """Show them."""
        self.show_keys(self._options, self._row)

    def _row(self, name: str) -> Row:
        option = self._options[name]
        return Row((option.letter, option.label))

    def on_key(self, event: events.Key) -> None:
        """Move, choose, or go to what begins with the letters typed so far."""
        if event.key in self._moves:
            event.stop()
            self._typed = ""
            self._moves[event.key]()
        elif event.character in self._at_once:
            event.stop()
            self.post_message(self.Opened(self, self._at_once[event.character or ""]))
        elif event.is_printable and event.character:
            event.stop()
            if self.means(event.key, event.character):
                self._type(event.character.casefold())
            else:
                self._refuse(event.character)

    def means(self, key: str, letter: str) -> bool:
        """Whether *key* moves, chooses, or leads to an answer."""
        if key in self._moves or letter in self._at_once:
            return True
        begun = (letter.casefold(), self._typed + letter.casefold()) if letter and not self._has_letters else ()
        return bool(begun) and any(one.label.casefold().startswith(begun) for one in self._options.values())

    def _refuse(self, letter: str) -> None:
        """A key that is none of the choices says so."""
        say = getattr(self.app, "say", None)
        if say is not None:
            say(notice=f"“{letter}” is none of the choices here; esc leaves them")
            self.app.bell()

    def _type(self, letter: str) -> None:
        """A letter that continues no answer begins anew, with the next answer that begins with it."""
        if self._go_to_first(self._typed + letter, list(self._options)):
            self._typed += letter
            return
        names = list(self._options)
        below = names.index(self.cursor_key) + 1 if self.cursor_key in names else 0
        if self._go_to_first(letter, names[below:] + names[:below]):
            self._typed = letter

    def _go_to_first(self, beginning: str, names: Iterable[str]) -> bool:
        found = next((one for one in names if self._options[one].label.casefold().startswith(beginning)), None)
        if found is not None:
            self.go_to(found)
        return found is not None


class Choose(Dialog[str]):
    """A question with a few answers, the first under the cursor; gives the chosen option's name."""

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        body: str = "",
        then: Callable[[str], Awaitable[None]] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """*then* is what a choice leads to, instead of being given: what is typed after its letter lands there.

        *stays*: also while the officer is in another room, because words wait for the answer; else who goes there has
        left the question.
        """
        super().__init__(title, body)
        self._answers = Answers(options)
        self._names = [option.name for option in options]
        self._then = then
        self.goes_with_the_room = not stays
        if then is not None:
            for place, option in enumerate(options):
                if option.letter:
                    self._bindings.bind(option.letter, f"screen.at_once({place})", show=False, priority=True)
        self._answers.styles.height = min(12, len(options))
        self._whole = Static("", classes="dialog-label", markup=False)
        """The answer under the cursor, where its line is cut."""
        self._whole.display = False

    def asked(self) -> Iterable[Widget]:
        """The answers, and how to choose."""
        yield self._answers
        yield self._whole
        yield Hint(self._answers.hint)

    @on(RowList.Moved)
    def _show_whole(self) -> None:
        cut = self._answers.cut_answer
        self._whole.display = bool(cut)
        self._whole.update(cut)

    def on_resize(self) -> None:
        """What is cut is another."""
        self.call_after_refresh(self._show_whole)

    @on(RowList.Opened)
    def _chosen(self, event: RowList.Opened) -> None:
        if not self.is_current:  # a second letter came before the first one closed it
            return
        if self._then is None:
            self.dismiss(event.key)
        else:
            self.dismiss(None)
            self.app.call_next(self._then, event.key)

    async def action_at_once(self, place: int) -> None:
        """A letter leads on before the next key is looked at."""
        if self._then is not None:
            self.dismiss(None)
            await self._then(self._names[place])


def confirm(title: str, yes: str, body: str = "") -> Choose:
    """A yes/no question in the words of what happens; gives ``yes`` or ``no``, None when closed."""
    return Choose(title, (Option("no", "No, leave it as it is", "n"), Option("yes", yes, "y")), body)
