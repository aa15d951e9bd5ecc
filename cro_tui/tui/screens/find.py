"""Find: everything as it is typed, people first; beside the list the card of what the cursor stands on.

Before anything is typed: who was met last, what was heard lately. Views on a key: whom we are losing touch with, who
and where was not met this quarter, who may have been entered twice, the watch groups, the services. Restricted people
stay masked until asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from textual import events, on
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from cro_tui.find import Entry, Hit
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.report.ties import Ties
from cro_tui.store.notebook import Notebook
from cro_tui.tui import STYLES
from cro_tui.tui.cards import Cards
from cro_tui.tui.commands import bindings
from cro_tui.tui.find_lines import COLUMNS, FindLines, readable_phone
from cro_tui.tui.find_views import (
    COMMUNITY_KEY,
    PAIR_KEY,
    PLACE_KEY,
    SERVICES,
    WATCHES,
    Told,
    about_view,
    pair_of,
    view_lines,
)
from cro_tui.tui.masked import restricted_people
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.find_services import FindServices
from cro_tui.tui.screens.find_verbs import FindList
from cro_tui.tui.widgets.card import Card, CardPanel
from cro_tui.tui.widgets.grouped_list import HEADING
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Row
from cro_tui.tui.widgets.search_list import SearchList

LIMIT = 200
"""So many hits are shown; nobody reads more, another word finds it."""
RECENT_PEOPLE, RECENT_CONCERNS = 12, 12
MANY = 300
"""From so many changed records on, everything is read anew."""
MORE = f"{HEADING}more"
EMPTY_NOTEBOOK = "Nobody here yet. ↓ then n: a person, o: an organization. F2: a concern."
LOOKING = "Looking through the notebook …"
OPENING = "The notebook is still being opened; what you typed is looked for as soon as it is."


class Find(FindServices):
    """The room where anything is found."""

    PLACE = "find"
    LABEL = "Find"
    CSS_PATH = STYLES / "find.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide")]
    AUTO_FOCUS = "SearchList TextField"
    BINDINGS = bindings("find")

    @dataclass
    class Tied(Message):
        """Who is named where is known."""

        ties: Ties

    @dataclass
    class WorkedOut(Message):
        """The lines of a view are known: key -> what it tells."""

        view: str
        text: str
        lines: dict[str, Told]

    def __init__(self) -> None:
        super().__init__()
        self.rows = FindList(COLUMNS, heading=False, empty="", id="found")
        self.search = SearchList(self.rows, label="Find", filters=False)
        self.panel = CardPanel(id="card")
        self.tied = asyncio.Event()
        """Set when the whole notebook is known; tests wait for it."""
        self._ties: Ties | None = None
        self._tying = self._tie_again = False
        self._changed_since: set[str] = set()
        self._hits: dict[str, Hit] = {}
        self._view = ""
        self._told: dict[str, Told] = {}
        """Key -> what a view says of it instead of its own detail."""
        self._bare = ""
        """The restricted record that was asked for."""
        self._stale = False

    def first(self) -> Iterable[Widget]:
        """The line, the list, the card."""
        yield Container(self.search, self.panel, id="find-body")

    async def furnish(self) -> None:
        """Show whom the officer met last, and read who is named where."""
        self._make_lines()
        if self.cro.desk.whole.is_set():
            self._tie()
        self._show()

    def arrive(self) -> None:
        """The cursor is in the line; typing replaces what stood there, and looks for everything."""
        if self.shows_services:
            self.action_view(SERVICES)
        self.search.field.focus()
        self.search.field.select_all()

    def action_back(self) -> None:
        """Out of the marks, out of a view, else back to where the officer was."""
        if self.rows.picked:
            self.rows.clear_marks()
        elif self._view:
            self._view = ""
            self._show()
            self.search.field.focus()
        else:
            super().action_back()

    def holds(self, _key: str) -> bool:
        """What is meant for what was found waits until it can be found."""
        return self.focused is self.rows and not (self.furnished.is_set() and self.cro.is_open)

    # Knowing

    def _tie(self) -> None:
        """Reads in the background who is named where; once more at the end, if everything changed meanwhile."""
        self._tie_again = self._tying
        if not self._tying:
            self._tying = True
            self._changed_since.clear()
            self.run_worker(partial(self._tie_all, self.cro.desk.notebook), thread=True, group="tie")

    def _tie_all(self, notebook: Notebook) -> None:
        readable_phone("555-0100")  # what the first phone number to be shown or typed would wait for
        self.cro.desk.index.search("555-0100", 1)
        self.post_message(self.Tied(Ties.of_all(notebook)))

    @on(Tied)
    def _now_tied(self, event: Tied) -> None:
        self._ties = event.ties
        self._ties.changed(self._changed_since)
        self._make_lines()
        self._show(keep=True)
        self._tying = False
        if self._tie_again:
            self._tie()
        else:
            self.tied.set()

    @on(RecordsChanged)
    def _records_changed(self, event: RecordsChanged) -> None:
        if not self.furnished.is_set():
            return
        if not event.ids or len(event.ids) > MANY:
            if self.cro.desk.whole.is_set():
                self._tie()
        else:
            self._changed_since |= event.ids
            if self._ties is not None:
                self._ties.changed(event.ids)
        self._stale = True
        if self.is_current:
            self._show(keep=True)

    def _make_lines(self) -> None:
        notebook = self.cro.desk.notebook
        today = notebook.clock().date()
        self._lines = FindLines(notebook, today)
        self._cards = Cards(self._ties or Ties(notebook), today, complete=self._ties is not None)

    # Showing

    def _show(self, *, keep: bool = False) -> None:
        """What fits the line, or the view; *keep*: the cursor stays where it is."""
        self._stale = False
        if self._lines.today != self.cro.desk.notebook.clock().date():
            self._make_lines()
        if self._view:
            self._work_out(self._view)
            return
        text = self.search.field.value.strip()
        keys = self._found(text) if text else self._home()
        self._told = {}
        picked = [key for key in self.rows.picked if key not in keys]
        self.rows.say_when_empty(self._nothing(text))
        self.rows.show_keys([*picked, *keys], self._look)
        if not keep and keys:
            self.rows.go_to(next((key for key in keys if not key.startswith(HEADING)), ""))
        self._show_card()

    def _found(self, text: str) -> list[str]:
        hits = self.cro.desk.index.search(text, LIMIT)
        self._hits = {hit.key: hit for hit in hits}
        return [*self._hits, MORE] if len(hits) == LIMIT else list(self._hits)

    def _home(self) -> list[str]:
        """Who was met last, and what was heard lately."""
        self._hits = {}
        notebook = self.cro.desk.notebook
        met = self._ties.latest_people(self._lines.today, RECENT_PEOPLE) if self._ties is not None else []
        people = [one.id for one in met or notebook.latest(Contact, RECENT_PEOPLE)]
        concerns = [one.id for one in notebook.latest(Concern, RECENT_CONCERNS)]
        groups = {"Last in touch" if met else "People": people, "Heard lately": concerns}
        return [key for name, keys in groups.items() if keys for key in (f"{HEADING}{name}", *keys)]

    def _nothing(self, text: str) -> str:
        if not self.cro.desk.whole.is_set():
            return OPENING
        if text:
            return f"Nothing fits “{text}”. ↓ then n: a new person of that name, o: an organization."
        return EMPTY_NOTEBOOK

    def _look(self, key: str) -> Row:
        if key.startswith(HEADING):
            return Row((f"More than {LIMIT} fit: type another word." if key == MORE else key.removeprefix(HEADING),))
        told = self._told.get(key, Told(""))
        for beginning, word in ((PLACE_KEY, "place"), (COMMUNITY_KEY, "commun.")):
            if key.startswith(beginning):
                return Row((word, key.removeprefix(beginning), told.detail))
        notebook = self.cro.desk.notebook
        if key.startswith(PAIR_KEY):
            pair = [one for one in map(notebook.get, pair_of(key)) if one is not None]
            return self._lines.pair(pair[0], pair[1], told.detail) if len(pair) == 2 else Row(())
        record = notebook.get(key)
        if record is None:
            return Row(())
        if told.more:
            more = "" if record.restricted and record.id != self._bare else told.more
            return replace(self._lines.row(record, more, told.detail), tone=told.tone)
        return self._lines.row(record, self._lines.why(record, *self._how_found(key)), told.detail)

    def _how_found(self, key: str) -> tuple[Hit | None, Entry | None]:
        return self._hits.get(key), self.cro.desk.index.entry(key)

    @on(SearchList.Query)
    def _typed(self) -> None:
        if self.furnished.is_set():
            self._view = SERVICES if self._view == SERVICES else ""
            self._show()

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        if event.key is not None and not event.key.startswith(HEADING):
            if event.key != self._bare:
                self._hide()
            self._show_card()

    def _show_card(self) -> None:
        record = self.at_cursor()
        card = Card() if record is None else self._cards.of(record)
        if record is not None and (why := self._lines.why(record, *self._how_found(record.id))):
            card = replace(card, note=f"found: {why}")
        self.panel.show(card)

    # Views

    def action_view(self, name: str) -> None:
        """Show a view; the same key again leads back to what was found."""
        if name == SERVICES != self._view and (self.remember_resident() or not self.offers(self._text())):
            self.search.field.load("")
        self._view = "" if self._view == name else name
        self._begin_view()
        self._show()

    def _begin_view(self) -> None:
        """Nothing stands there until the lines of the view are known, so that no key means a line of before."""
        if self._view:
            self.rows.say_when_empty(LOOKING)
            self.rows.show_keys((), self._look)
            self.panel.show(Card())

    def open_view(self, view: str) -> None:
        """Show a view to somebody who comes from elsewhere; as soon as who is named where is known."""
        self._view = view
        if self.furnished.is_set():
            self._begin_view()
            self._show()

    def _work_out(self, view: str) -> None:
        if self._ties is None:
            self.rows.say_when_empty(OPENING)
            self.rows.show_keys((), self._look)
            return
        self.run_worker(partial(self._view_lines, view, self._ties, self._text()), thread=True, group="view")

    def _text(self) -> str:
        """What is typed in the line."""
        return self.search.field.value.strip()

    def _view_lines(self, view: str, ties: Ties, text: str) -> None:
        lines = view_lines(view, ties, self.cro.desk.settings, self._lines.today, text)
        self.post_message(self.WorkedOut(view, text, lines))

    @on(WorkedOut)
    def _show_view(self, event: WorkedOut) -> None:
        if event.view != self._view or (event.view == SERVICES and event.text != self._text()):
            return
        heading, nothing = about_view(event.view, len(event.lines), self.cro.desk.settings, self.whom())
        self._hits, self._told = {}, event.lines
        self.rows.say_when_empty(nothing)
        keys = [f"{HEADING}{heading}", *event.lines] if event.lines else []
        self.rows.show_keys(keys, self._look)
        if not (event.view == SERVICES and self.search.field.has_focus):  # a word is being typed
            self.rows.focus()
        self._show_card()

    @property
    def looked_for_somebody(self) -> bool:
        """Whether something was typed, or the cursor is not where it began."""
        return bool(self._text()) or self.rows.cursor_key != next(iter(self.rows.visible_keys), None)

    @property
    def shows_services(self) -> bool:
        """Whether the list shows the directory."""
        return self._view == SERVICES

    # Masking

    def is_masked(self, record: Record) -> bool:
        """Whether its name and words may not show now."""
        if record.id == self._bare:
            return False
        return record.restricted or bool(restricted_people(record, self.cro.desk.notebook))

    def at_cursor(self) -> Record | None:
        """The record under the cursor; of two that may be one, the first."""
        key = self.rows.cursor_key
        if key and key.startswith(PAIR_KEY):
            key = pair_of(key)[0]
        return self.cro.desk.notebook.get(key) if key else None

    def pair_at_cursor(self) -> tuple[str, str] | None:
        """The ids of two records that may be one."""
        key = self.rows.cursor_key or ""
        return pair_of(key) if key.startswith(PAIR_KEY) else None

    @property
    def ties(self) -> Ties | None:
        """Who is named where; None while it is being read."""
        return self._ties

    @property
    def with_captains(self) -> bool:
        """Whether what is logged with a group is logged with its captains."""
        return self._view == WATCHES

    def typed_text(self) -> str:
        """What is looked for."""
        return "" if self._view else self.search.field.value.strip()

    def action_mask(self) -> None:
        """Show the restricted record under the cursor, or mask it again."""
        if self.cro.keeps_masked():
            return
        record = self.at_cursor()
        if record is None or not (record.id == self._bare or self.is_masked(record)):
            self.cro.say(notice="Nothing here is restricted")
            return
        self._set_bare("" if self._bare == record.id else record.id)

    def _hide(self) -> None:
        if self._bare:
            self._set_bare("")

    def _set_bare(self, record_id: str) -> None:
        changed = {self._bare, record_id} - {""}
        self._bare = self._lines.bare = self._cards.bare = record_id
        for key in changed:
            if key in self.rows.visible_keys:
                self.rows.put(key)
        self._show_card()

    @on(events.ScreenSuspend)
    def _left(self) -> None:
        """What was asked for is masked again when the room is left."""
        self._hide()

    @on(events.ScreenResume)
    def _came_back(self) -> None:
        if self.furnished.is_set() and (self._stale or self._lines.today != self.cro.desk.notebook.clock().date()):
            self._show(keep=True)

    # Doing

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        if event.key.startswith((PLACE_KEY, COMMUNITY_KEY)):
            self._view = ""
            self.search.field.load(event.key.removeprefix(PLACE_KEY).removeprefix(COMMUNITY_KEY))
            self._show()
        elif event.key.startswith(PAIR_KEY):
            self.action_merge()
        elif (problem := self.cro.desk.notebook.of(Problem, event.key)) is not None:
            from cro_tui.tui.screens.problem import open_project

            open_project(self, problem)
        else:
            self.cro.open_record(event.key)

    def action_into_list(self) -> None:
        """From the line into the list, where letters are commands."""
        self.rows.focus()
