"""A tour of two minutes on the made-up notebook: a card says what to do next, and goes on when the officer did it.

It looks on four times a second and takes nothing over: every key means what it always means, but the one that skips a
step and the first esc in a room, which ends it. Knows the rooms by what they show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook
from cro_tui.tui.places import with_keys
from cro_tui.tui.screens.base import Room
from cro_tui.tui.widgets.tour_card import TourCard

if TYPE_CHECKING:
    from textual.timer import Timer

    from cro_tui.tui.app import CroTui

LOOK_SECONDS = 0.25


class Step(NamedTuple):
    """One thing to do."""

    says: str
    """What to do, with the ids of commands in braces for their keys."""
    done: Callable[[Tour], bool]


class Tour:
    """Where the officer is on it."""

    def __init__(self, app: CroTui) -> None:
        self.app = app
        self.at = 0
        """The step that is to be done; as many as there are when all are."""
        self.is_on = False
        self.name = _somebody(app)
        """Who is looked for and who voices the concern."""
        self.before: Mapping[str, object] = {}
        """What stood there when the step began."""
        self._card = TourCard()
        self._timer: Timer | None = None

    def begin(self) -> None:
        """From the first step, or from the one at which it was left."""
        self.is_on = True
        self.before = _facts(self.app)
        self._timer = self.app.set_interval(LOOK_SECONDS, self.look)
        self._show()

    @property
    def is_over(self) -> bool:
        """Whether its last step was taken or skipped."""
        return self.at >= len(STEPS)

    def rewind(self) -> None:
        """It begins with its first step again."""
        self.at = 0

    def skip(self) -> None:
        """On to the next step, without this one."""
        self._go_on()

    def end(self) -> None:
        """No card any more."""
        self.is_on = False
        if self._timer is not None:
            self._timer.stop()
        if self._card.is_attached:
            self._card.remove()

    def look(self) -> None:
        """Goes on if the step was done; the card follows to the room that shows."""
        if not self.is_on or not self.app.screen_stack:  # no screen any more: the program is ending
            return
        if STEPS[self.at].done(self):
            self._go_on()
        else:
            self._show()

    def _go_on(self) -> None:
        self.at += 1
        self.before = _facts(self.app)
        if self.at < len(STEPS):
            self._show()
            return
        self.end()
        keys = self.app.keys
        self.app.say(notice=with_keys("That was the tour: {palette} finds all, {help} helps, {undo} undoes", keys))

    def text(self) -> str:
        """What the card says."""
        says = with_keys(STEPS[self.at].says, self.app.keys).replace("NAME", self.name)
        return f"{self.at + 1} of {len(STEPS)}  {says}"

    def _show(self) -> None:
        screen = self.app.screen
        moves = isinstance(screen, Room) and not (self._card.is_attached and self._card.parent is screen)
        if moves:  # one that was taken away is no card any more
            if self._card.is_attached:
                self._card.remove()
            self._card = TourCard()
        self._card.say(self.text(), with_keys("{tour} skips · esc ends the tour", self.app.keys))
        if moves:
            screen.mount(self._card)


def _somebody(app: CroTui) -> str:
    """A person of the made-up town with a phone, whose name nobody else has and every keyboard types."""
    people = app.desk.notebook.all(Contact)
    fit = (one for one in people if one.phones and not one.restricted and one.name.isascii() and "," not in one.name)
    named = sorted(fit, key=lambda one: (one.name != "Samir Haddad", len(one.name)))
    return next((one.name for one in named if len(one.name.split()) == 2), "Samir Haddad")


def _facts(app: CroTui) -> Mapping[str, object]:
    """What the steps compare with."""
    return {name: fact(app.desk.notebook) for name, fact in _FACTS.items()}


_FACTS: Mapping[str, Callable[[Notebook], object]] = {
    "concern": lambda notebook: [one.id for one in notebook.latest(Concern, 1)],
    "told": lambda notebook: sum(1 for one in notebook.all(Concern) if one.told and not one.is_open),
    "entries": lambda notebook: sum(len(one.entries) for one in notebook.all(Meeting)),
    "roster": lambda notebook: sum(len(one.roster) for one in notebook.all(Training)),
}


def _is_new(tour: Tour, fact: str) -> bool:
    return _FACTS[fact](tour.app.desk.notebook) != tour.before.get(fact)


def _in(room: str) -> Callable[[Tour], bool]:
    return lambda tour: tour.app.current_mode == room


def _found(tour: Tour) -> bool:
    from cro_tui.tui.screens.find import Find

    screen = tour.app.screen
    if not isinstance(screen, Find) or len(screen.search.field.value.strip()) < 3:
        return False
    return isinstance(screen.at_cursor(), Contact)


def _read(tour: Tour) -> bool:
    return tour.app.current_mode == "reports" and not isinstance(tour.app.screen, Room)


def _helped(tour: Tour) -> bool:
    return type(tour.app.screen).__name__ in ("Keys", "Palette")


STEPS: tuple[Step, ...] = (
    Step("{room.capture}: write down what you hear. Type  Cars race on Elm #traffic +\"NAME\"  and press enter.",
         lambda tour: _is_new(tour, "concern")),
    Step("Whose number? {room.find}, then type the first letters of NAME: it stands large beside the list.", _found),
    Step("{room.today}: what is due, and whom to call back. A letter in the bottom line moves a line on.",
         _in("today")),
    Step("Minutes: {room.meetings}, enter on the first meeting, type  a: fix the light due:fri  and press enter.",
         lambda tour: _is_new(tour, "entries")),
    Step("A class: {room.training}, enter on a session, type your name, press enter: you are on its roster.",
         lambda tour: _is_new(tour, "roster")),
    Step("{room.concerns}: your concern stands first. {concerns.close} closes it: a digit says why; then say what you "
         "told them, and {form.save}.", lambda tour: _is_new(tour, "told")),
    Step("{room.reports}: the quarter's report, with what it still lacks. {reports.preview} reads it, esc comes back.",
         _read),
    Step("Lost? {help} says what this place is for; {palette} goes anywhere by name. Press one of them.", _helped),
)  # fmt: skip
