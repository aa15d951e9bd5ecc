"""Find: everything as it is typed, people first; beside the list the card of what the cursor stands on.

Before anything is typed: who was met last, what was heard lately. Two views on a key: whom we are losing touch
with, and which neighborhoods and organizations were not met this quarter. Restricted people stay masked until
asked for.
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
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.record import Record
from cro_tui.report.ties import Ties
from cro_tui.report.touch import Lost, losing_touch, not_met
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui import STYLES
from cro_tui.tui.cards import Cards
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.days import plain_day
from cro_tui.tui.find_lines import COLUMNS, FindLines, readable_phone
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.concern_forms import ConcernForms
from cro_tui.tui.screens.dialogs.drafted import ABOUT
from cro_tui.tui.screens.dialogs.log import log
from cro_tui.tui.widgets.card import Card, CardPanel
from cro_tui.tui.widgets.grouped_list import HEADING, GroupedList
from cro_tui.tui.widgets.row_list import Row, RowList
from cro_tui.tui.widgets.search_list import SearchList

LIMIT = 200
"""So many hits are shown; nobody reads more, another word finds it."""
RECENT_PEOPLE, RECENT_CONCERNS = 12, 12
MANY = 300
"""From so many changed records on, everything is read anew."""
LOST, NOT_MET = "losing touch", "not met"
PLACE_KEY = "place "
"""What the key of a neighborhood's line begins with."""
MORE = f"{HEADING}more"
EMPTY_NOTEBOOK = "Nobody here yet. ↓ then n: a new person, o: an organization. F2: a concern."
OPENING = "The notebook is still being opened; what you typed is looked for as soon as it is."


class FindList(GroupedList):
    """What was found."""

    PLACES = ("find list", LIST)
    BINDINGS = bindings("find list")

    @property
    def picked(self) -> tuple[str, ...]:
        """The marked lines, none if none is marked."""
        return tuple(self._marked)

    def say_when_empty(self, text: str) -> None:
        """What stands there when nothing is found."""
        self._empty = text


class Find(Room):
    """The room where anything is found."""

    PLACE = "find"
    LABEL = "Find"
    CSS_PATH = STYLES / "find.tcss"
    AUTO_FOCUS = "SearchList TextField"
    BINDINGS = bindings("find")

    @dataclass
    class Tied(Message):
        """Who is named where is known."""

        ties: Ties

    @dataclass
    class WorkedOut(Message):
        """The lines of a view are known: key -> its telling detail."""

        view: str
        lines: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        self.rows = FindList(COLUMNS, heading=False, empty="", id="found")
        self.search = SearchList(self.rows, label="Find", filters=False)
        self.panel = CardPanel(id="card")
        self.tied = asyncio.Event()
        """Set when the whole notebook is known; tests wait for it."""
        self._ties: Ties | None = None
        self._changed_since: set[str] = set()
        self._hits: dict[str, Hit] = {}
        self._view = ""
        self._details: dict[str, str] = {}
        """Key -> the detail that a view shows instead of its own."""
        self._bare = ""
        """The restricted record that was asked for."""
        self._copied = ("", 0)
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
        """The cursor is in the line; typing replaces what stood there."""
        self.search.field.focus()
        self.search.field.select_all()

    def action_back(self) -> None:
        """Out of a view, else back to where the officer was."""
        if self._view:
            self._view = ""
            self._show()
            self.search.field.focus()
        else:
            super().action_back()

    # Knowing

    def _tie(self) -> None:
        self._changed_since.clear()
        self.run_worker(partial(self._tie_all, self.cro.desk.notebook), thread=True, exclusive=True, group="tie")

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
        self._forms = ConcernForms(self, lambda _done: None, self._masked)

    def _masked(self, record: Record) -> bool:
        return record.restricted and record.id != self._bare

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
        self._details = {}
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
        people: list[str] = []
        if self._ties is not None:
            people = [one.id for one in self._ties.latest_people(self._lines.today, RECENT_PEOPLE)]
        notebook = self.cro.desk.notebook
        people = people or [one.id for one in notebook.latest(Contact, RECENT_PEOPLE)]
        concerns = [one.id for one in notebook.latest(Concern, RECENT_CONCERNS)]
        groups = {"Last in touch": people, "Heard lately": concerns}
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
        detail = self._details.get(key, "")
        if key.startswith(PLACE_KEY):
            return Row(("place", key.removeprefix(PLACE_KEY), detail))
        record = self.cro.desk.notebook.get(key)
        if record is None:
            return Row(())
        return self._lines.row(record, self._lines.why(record, *self._how_found(key)), detail)

    def _how_found(self, key: str) -> tuple[Hit | None, Entry | None]:
        return self._hits.get(key), self.cro.desk.index.entry(key)

    @on(SearchList.Query)
    def _typed(self) -> None:
        if self.furnished.is_set():
            self._view = ""
            self._show()

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        if event.key is not None and not event.key.startswith(HEADING):
            if event.key != self._bare:
                self._hide()
            self._show_card()

    def _show_card(self) -> None:
        record = self._at_cursor()
        card = Card() if record is None else self._cards.of(record)
        if record is not None and (why := self._lines.why(record, *self._how_found(record.id))):
            card = replace(card, under=" · ".join(part for part in (card.under, f"found: {why}") if part))
        self.panel.show(card)

    def _at_cursor(self) -> Record | None:
        key = self.rows.cursor_key
        return self.cro.desk.notebook.get(key) if key else None

    # Views

    def action_view(self, name: str) -> None:
        """Show a view; the same key again leads back to what was found."""
        self._view = "" if self._view == name else name
        self._show()

    def _work_out(self, view: str) -> None:
        if self._ties is None:
            self.rows.say_when_empty(OPENING)
            self.rows.show_keys((), self._look)
            return
        self.run_worker(partial(self._view_lines, view, self._ties), thread=True, exclusive=True, group="view")

    def _view_lines(self, view: str, ties: Ties) -> None:
        settings = self.cro.desk.settings
        today = self._lines.today
        if view == LOST:
            lost = losing_touch(ties, today, settings.intervals.losing_touch_days)
            lines = {one.contact.id: _how_often(one, self._lines) for one in lost}
        else:
            unmet = not_met(ties, settings.words.neighborhoods, today)
            lines = {
                one.organization.id if one.organization else PLACE_KEY + one.name: _last(one.last, self._lines)
                for one in unmet
            }
        self.post_message(self.WorkedOut(view, lines))

    @on(WorkedOut)
    def _show_view(self, event: WorkedOut) -> None:
        if event.view != self._view:
            return
        days = self.cro.desk.settings.intervals.losing_touch_days
        headings = {
            LOST: f"Not met for {days} days: last met, how often before ({len(event.lines)})",
            NOT_MET: f"Neighborhoods and organizations not met this quarter ({len(event.lines)})",
        }
        empty = {LOST: f"Everybody was met within {days} days.", NOT_MET: "All of them were met this quarter."}
        self._hits, self._details = {}, event.lines
        self.rows.say_when_empty(f"{empty[event.view]} esc leads back.")
        keys = [f"{HEADING}{headings[event.view]}", *event.lines] if event.lines else []
        self.rows.show_keys(keys, self._look)
        self.rows.focus()
        self._show_card()

    # Masking

    def action_mask(self) -> None:
        """Show the restricted record under the cursor, or mask it again."""
        record = self._at_cursor()
        if record is None or not record.restricted:
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
        if event.key.startswith(PLACE_KEY):
            self._view = ""
            self.search.field.load(event.key.removeprefix(PLACE_KEY))
            self._show()
        else:
            self.cro.open_record(event.key)

    def action_edit(self) -> None:
        """The whole form of the record."""
        if (record := self._at_cursor()) is not None:
            self.cro.open_record(record.id)

    def action_into_list(self) -> None:
        """From the line into the list, where letters are commands."""
        self.rows.focus()

    def action_new(self, kind: str) -> None:
        """A new person or organization, called what was typed."""
        text = self.search.field.value.strip() if not self._view else ""
        field = "name" if any(character.isalpha() for character in text) else "phones"
        self.cro.new_record(kind, {field: text} if text else None)

    async def action_concern(self) -> None:
        """A concern of the person under the cursor: the capture line, with the name in it."""
        record = self._at_cursor()
        person = record
        if isinstance(record, Organization):
            person = self.cro.desk.notebook.get(record.contact) if record.contact else None
        elif isinstance(record, Concern):
            person = self._cards.voice_of(record)
        if not isinstance(person, Contact):
            self.cro.say(notice="That names no person: go to a person, or F2")
            return
        named = self.cro.desk.names.called((Contact.KIND,), person.name)
        if [one.id for one in named] != [person.id] or '"' in person.name or self._masked(person):
            self.cro.new_record(Concern.KIND, {"contact": person.id})
            return
        name = " ".join(person.name.split())
        await self.cro.action_room("capture")
        begin = getattr(self.cro.screen, "begin_with", None)
        if begin is not None:
            begin(f'+"{name}" ')

    def action_log(self) -> None:
        """Log what was said with the marked people, or with the one under the cursor."""
        found = (self.cro.desk.notebook.get(key) for key in self.rows.marked)
        self._log([one for one in found if isinstance(one, Contact | Organization)])

    def _log(self, people: list[Contact | Organization]) -> None:
        log(self, people, self._masked, lambda done: self.rows.clear_marks() if done else None)

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed in one of this room's forms and not saved."""
        found = (self.cro.desk.notebook.get(one) for one in draft.fields.get(ABOUT, "").split(";") if one)
        self._log([one for one in found if isinstance(one, Contact | Organization)])

    def action_copy(self) -> None:
        """Copy the phone to the clipboard; again, the next number, address and name."""
        record = self._at_cursor()
        if record is None:
            return
        if self._masked(record):
            self.cro.say(notice="It is restricted: m shows it first")
            return
        texts = list(_copyable(record))
        last, turn = self._copied
        turn = (turn + 1) % len(texts) if last == record.id else 0
        self._copied = (record.id, turn)
        self.app.copy_to_clipboard(texts[turn])
        more = f" (y again: {texts[(turn + 1) % len(texts)]})" if len(texts) > 1 else ""
        self.cro.say(notice=f"Copied {texts[turn]}{more}")

    def action_void(self) -> None:
        """Take the record out of lists and reports, with a reason."""
        if (record := self._at_cursor()) is not None:
            self._forms.void(record)

    def action_history(self) -> None:
        """Every change of the record."""
        record = self._at_cursor()
        if record is not None and self._masked(record):
            self.cro.say(notice="It is restricted: m shows it first")
        elif record is not None:
            self.run_worker(self._show_history(record), group="history", exclusive=True)

    async def _show_history(self, record: Record) -> None:
        from cro_tui.tui.screens.dialogs.history import History

        lines = await asyncio.to_thread(self.cro.desk.notebook.history, record.id)
        await self.cro.push_screen(History(record, lines))


def _how_often(lost: Lost, lines: FindLines) -> str:
    if not lost.dealings:
        return "never met"
    times = "once" if lost.dealings == 1 else f"{lost.dealings} times"
    return f"{plain_day(lost.last, lines.today)}, {times}"


def _last(day: str, lines: FindLines) -> str:
    return f"last met {plain_day(day, lines.today)}" if day else "never met"


def _copyable(record: Record) -> Iterable[str]:
    if isinstance(record, Contact | Organization):
        yield from (readable_phone(phone) for phone in record.phones)
        yield from record.emails
    elif isinstance(record, Concern):
        yield record.number
    yield record.label
