"""Today: what is due, overdue, waiting; whom to call back, under which number; drafts, notices, meetings to come.

One list with headings; each line opens its record, and a letter moves it on. Worked out in the background when
something changed and somebody looks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from textual import events, on
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from cro_tui.actions.due import date_field, finish, put_off
from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.report.today import DueList, due_lists
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui import STYLES
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.find_lines import readable_phone
from cro_tui.tui.forms import KindForm
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import confirm
from cro_tui.tui.screens.dialogs.concern_forms import ConcernForms
from cro_tui.tui.screens.dialogs.drafted import ABOUT, ask
from cro_tui.tui.today_lines import COLUMNS, Item, TodayLines
from cro_tui.tui.widgets.card import Card, CardPanel
from cro_tui.tui.widgets.grouped_list import HEADING, GroupedList
from cro_tui.tui.widgets.row_list import Row, RowList
from cro_tui.tui.widgets.search_list import SearchList

LOOK_SECONDS = 2.0
"""How often it is looked whether another day began or damage was found."""
LOOK_AT, UNFINISHED = "Look at this", "Typed and not saved"
CLEAR = f"{HEADING}. "
"""What the key of a sentence about nothing begins with."""
READING = f"{HEADING}The notebook is still being read …"
PUT_OFF = "put off"


class TodayList(GroupedList):
    """The lines of the day."""

    PLACES = ("today list", LIST)
    BINDINGS = bindings("today list")


class Today(Room):
    """The room of what the officer owes."""

    PLACE = "today"
    LABEL = "Today"
    CSS_PATH = STYLES / "today.tcss"
    AUTO_FOCUS = "TodayList"
    BINDINGS = bindings("today")

    @dataclass
    class Gathered(Message):
        """What is due is worked out."""

        lines: TodayLines
        lists: list[DueList]
        drafts: list[Draft]
        notices: list[str]
        whole: bool

    def __init__(self) -> None:
        super().__init__()
        self.rows = TodayList(COLUMNS, heading=False, empty="Reading …", id="due")
        self.search = SearchList(self.rows)
        self.panel = CardPanel(id="card")
        self.gathered = asyncio.Event()
        """Set when what is shown is up to date; tests wait for it."""
        self._lines: TodayLines | None = None
        self._items: dict[str, Item] = {}
        self._headings: dict[str, str] = {}
        self._noticed = 0
        self._stale = False
        """Whether something changed since it was begun to work out what is due."""
        self._gathering = False
        self._forms = ConcernForms(self, lambda _done: None, self._masked)

    def first(self) -> Iterable[Widget]:
        """The list and the card."""
        yield Container(self.search, self.panel, id="today-body")

    async def furnish(self) -> None:
        """Work out what is due."""
        self._gather()
        self.set_interval(LOOK_SECONDS, self.look_again)

    def arrive(self) -> None:
        """The cursor is in the list."""
        self.rows.focus()

    def action_back(self) -> None:
        """Out of the filter, else back to where the officer was."""
        if self.search.field.value or self.search.field.has_focus:
            self.search.field.load("")
            self.rows.filter_by("")
            self.rows.focus()
        else:
            super().action_back()

    # Gathering

    def look_again(self) -> None:
        """Works everything out anew if another day began or damage was found since."""
        another_day = self._lines is not None and self._lines.today != self.cro.desk.notebook.clock().date()
        if another_day or self._noticed != len(self.cro.desk.notebook.notices):
            self._noticed = len(self.cro.desk.notebook.notices)
            self._gather()

    @on(RecordsChanged)
    def _records_changed(self) -> None:
        if self.is_current and self.furnished.is_set():
            self._gather()

    @on(events.ScreenResume)
    def _came_back(self) -> None:
        if self.furnished.is_set():
            self._gather()

    @on(events.ScreenSuspend)
    def _left(self) -> None:
        self._set_bare("")

    def _gather(self) -> None:
        """Works everything out in the background; once more at the end, if something changed meanwhile."""
        self.gathered.clear()
        self._stale = self._gathering
        if not self._gathering:
            self._gathering = True
            self.run_worker(partial(self._work_out, self.cro.desk.notebook), thread=True, group="gather")

    def _work_out(self, notebook: Notebook) -> None:
        desk = self.cro.desk
        today = notebook.clock().date()
        whole = desk.whole.is_set()
        notices = [str(one) for one in notebook.notices]
        notices += [*desk.settings.notices, *self.cro.refused_keys]
        lists = due_lists(notebook, today)
        drafts = desk.unfinished()[::-1]
        self.post_message(self.Gathered(TodayLines(notebook, today), lists, drafts, notices, whole))

    # Showing

    @on(Gathered)
    def _show(self, event: Gathered) -> None:
        bare = self._lines.bare if self._lines else ""
        self._lines = event.lines
        self._lines.bare = bare
        groups = {LOOK_AT: [Item(LOOK_AT, notice=one) for one in event.notices]}
        groups[UNFINISHED] = [Item(UNFINISHED, draft=one) for one in event.drafts]
        groups |= {one.heading: [Item(one.heading, due=line) for line in one.lines] for one in event.lists}
        self._items, self._headings = {}, {}
        keys = [] if event.whole else [READING]
        for heading, items in groups.items():
            if items:
                keys.append(f"{HEADING}{heading}")
                self._headings[keys[-1]] = f"{heading} ({len(items)})"
            keys.extend(map(self._keep, items))
        if event.whole:
            keys.extend(f"{CLEAR}{one.nothing}" for one in event.lists if not one.lines and one.nothing)
        self._show_keys(keys)
        self._gathering = False
        if self._stale:
            self._gather()
        else:
            self.gathered.set()

    def _keep(self, item: Item) -> str:
        """Takes the item in under a key of its own, the same as long as it stands under its heading."""
        if item.draft is not None:
            key = f"draft {item.draft.id}"
        elif item.due is not None:
            record = item.due.record.id if item.due.record else ""
            key = f"{item.heading} {record} {item.due.action.id if item.due.action else ''}"
        else:
            key = f"notice {item.notice}"
        while key in self._items:
            key += " again"
        self._items[key] = item
        return key

    def _show_keys(self, keys: list[str]) -> None:
        """Shows the lines; where the cursor's is gone, the cursor goes to the nearest after it, or before."""
        before = list(self.rows.visible_keys)
        at = before.index(self.rows.cursor_key) if self.rows.cursor_key in before else 0
        self.rows.show_keys(keys, self._look)
        near = (key for key in (*before[at:], *reversed(before[:at])) if key in self._items)
        self.rows.go_to(next(near, ""))
        self._show_card()

    def _look(self, key: str) -> Row:
        if key.startswith(CLEAR):
            return Row((key.removeprefix(CLEAR),), tone="quiet")
        if key.startswith(HEADING):
            return Row((self._headings.get(key, key.removeprefix(HEADING)),))
        assert self._lines is not None
        return self._lines.row(self._items[key])

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        item = self._item()
        if self._lines is not None and event.key in self._items:
            if self._lines.bare and (item is None or item.record is None or item.record.id != self._lines.bare):
                self._set_bare("")
            self._show_card()

    def _show_card(self) -> None:
        item = self._item()
        self.panel.show(Card() if item is None or self._lines is None else self._lines.card(item))

    def _item(self) -> Item | None:
        return self._items.get(self.rows.cursor_key or "")

    # Masking

    def _masked(self, record: Record) -> bool:
        item = self._item()
        asked = item is not None and item.record is not None and self._lines and self._lines.bare == item.record.id
        return record.restricted and not asked

    def action_mask(self) -> None:
        """Show what is restricted in the line, or mask it again."""
        item = self._item()
        if item is None or item.due is None or item.record is None or self._lines is None:
            return
        if not self._lines.hides_something(item.due):
            self.cro.say(notice="Nothing here is restricted")
        else:
            self._set_bare("" if self._lines.bare == item.record.id else item.record.id)

    def _set_bare(self, record_id: str) -> None:
        if self._lines is None or self._lines.bare == record_id:
            return
        self._lines.bare = record_id
        for key in self.rows.visible_keys:
            if not key.startswith(HEADING):
                self.rows.put(key)
        self._show_card()

    # Doing

    @on(RowList.Opened)
    async def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        item = self._items.get(event.key)
        if item is None:
            return
        if item.draft is not None:
            await self.cro.resume_draft(item.draft)
        elif isinstance(item.record, Meeting):
            await self._open_minutes(item.record)
        elif item.record is not None:
            self.cro.open_record(item.record.id)
        elif item.notice:
            self.cro.say(notice=item.notice)
        elif "reports" in self.cro.MODES:
            await self.cro.action_room("reports")

    async def _open_minutes(self, meeting: Meeting) -> None:
        """To the minutes of a meeting; those that are open already stay."""
        await self.cro.action_room("meetings")
        open_minutes = getattr(self.cro.screen, "open_minutes", None)
        if open_minutes is not None:
            open_minutes(meeting.id)

    def _concern(self) -> Concern | None:
        """The concern that the line is about."""
        item = self._item()
        record = item.record if item else None
        if isinstance(record, Referral):
            return self.cro.desk.notebook.of(Concern, record.of)
        return record if isinstance(record, Concern) else None

    async def action_tell(self) -> None:
        """Log that the resident was told: how, when, in what words."""
        concern = self._concern()
        if concern is None:
            self.cro.say(notice="Nobody is to be told here")
        else:
            await self._forms.tell(concern)

    async def action_reply(self) -> None:
        """Note the answer to a referral."""
        item = self._item()
        if item is not None and isinstance(item.record, Referral):
            await self._forms.reply(item.record)
        else:
            self.cro.say(notice="No referral waits here")

    def action_finish(self) -> None:
        """What the line asks for is done."""
        item = self._item()
        if item is not None and item.due is not None:
            line = item.due
            self.attempt(lambda notebook: finish(notebook, line))

    async def action_put_off(self) -> None:
        """Another date for the line."""
        item = self._item()
        if item is None or item.due is None:
            return
        line = item.due
        if line.record is None or not date_field(line):
            self.attempt(lambda notebook: put_off(notebook, line, ""))
            return
        day = next(field for field in KindForm(Concern, self.cro.desk).fields() if field.name == "due")
        assert self._lines is not None
        await ask(
            self, PUT_OFF, (line.record.id,), "Put off to which day?", [day],
            lambda notebook, texts, _draft: put_off(notebook, line, texts["due"]),
            body=self._lines.row(item).cells[1],
        )  # fmt: skip

    def action_copy(self) -> None:
        """Copy the number to call."""
        item = self._item()
        person = item.due.person if item is not None and item.due is not None else None
        if person is None or not person.phones:
            self.cro.say(notice="No phone here")
        elif self._masked(person):
            self.cro.say(notice="It is restricted: m shows it first")
        else:
            phone = readable_phone(person.phones[0])
            self.app.copy_to_clipboard(phone)
            self.cro.say(notice=f"Copied {phone}")

    async def action_discard(self) -> None:
        """Throw a draft away."""
        item = self._item()
        if item is None or item.draft is None:
            self.cro.say(notice="x throws drafts away; records are voided in their form")
            return
        draft = item.draft

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.cro.throw_away(draft)
                self.cro.say(saving="", notice="Thrown away")
                self._gather()

        assert self._lines is not None
        said = self._lines.row(item).cells[1]
        await lay_over(self.cro, confirm("Throw away what was typed?", "Yes, it is not needed", said), answered)

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed in one of this room's forms and not saved."""
        about = draft.fields.get(ABOUT, "").split(";")
        if draft.kind == PUT_OFF:
            self.run_worker(self._resume_put_off(about[0]))
        else:
            self._forms.resume(draft.kind, about)

    async def _resume_put_off(self, record_id: str) -> None:
        await self.gathered.wait()
        for key, item in self._items.items():
            if item.record is not None and item.record.id == record_id and item.due and date_field(item.due):
                self.rows.go_to(key)
                await self.action_put_off()
                return
