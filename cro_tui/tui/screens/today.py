"""Today: what is due, overdue, waiting; whom to call back, under which number; drafts, notices, meetings to come.

One list with headings; each line opens its record, and a letter moves it on. Worked out in the background when
something changed and somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from textual import events, on
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from cro_tui.actions.backing_up import backup_due
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.program import Program
from cro_tui.model.record import Record
from cro_tui.model.survey import Survey
from cro_tui.model.training import Training
from cro_tui.report.today import DueList, disputed, due_lists
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui import STYLES
from cro_tui.tui.commands import bindings
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.places import with_keys
from cro_tui.tui.screens.today_verbs import TodayVerbs
from cro_tui.tui.today_lines import Item, TodayLines, not_begun, perhaps_projects
from cro_tui.tui.watch_lines import watches_unseen
from cro_tui.tui.widgets.card import Card, CardPanel
from cro_tui.tui.widgets.grouped_list import HEADING
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Row
from cro_tui.tui.widgets.search_list import SearchList

LOOK_SECONDS = 2.0
"""How often it is looked whether another day began, damage was found or the share's state changed."""
LOOK_AT, UNFINISHED, KEEPING = "Look at this", "Typed and not saved", "Backup and share"
CLEAR = f"{HEADING}. "
"""What the key of a sentence about nothing begins with."""
READING = f"{HEADING}The notebook is still being read …"


class Today(TodayVerbs):
    """The room of what the officer owes."""

    PLACE = "today"
    LABEL = "Today"
    CSS_PATH = STYLES / "today.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide")]
    AUTO_FOCUS = "TodayList"
    BINDINGS = bindings("today")

    @dataclass
    class Gathered(Message):
        """What is due is worked out."""

        lines: TodayLines
        lists: list[DueList]
        drafts: list[Draft]
        notices: list[str]
        offers: list[Item]
        whole: bool

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchList(self.rows)
        self.panel = CardPanel(id="card")
        self._headings: dict[str, str] = {}
        self._noticed = 0
        self._share_said = ""
        self._stale = False
        """Whether something changed since it was begun to work out what is due."""
        self._gathering = False
        self._is_whole = False
        """Whether all that is due was shown."""

    def first(self) -> Iterable[Widget]:
        """The list and the card."""
        yield Container(self.search, self.panel, id="today-body")

    async def furnish(self) -> None:
        """Work out what is due."""
        self.gather()
        self.set_interval(LOOK_SECONDS, self.look_again)

    def arrive(self) -> None:
        """The cursor is in the list."""
        self.rows.focus()

    @property
    def filtered(self) -> SearchList:
        """The list under its filter."""
        return self.search

    def holds(self, _key: str) -> bool:
        """What is meant for a line waits until it is known what is due."""
        return self.focused is self.rows and not self._is_whole

    # Gathering

    def look_again(self) -> None:
        """Works everything out anew if another day began, damage was found or the share's state changed since."""
        state = self.cro.status.share
        another_day = self.lines is not None and self.lines.today != self.cro.desk.notebook.clock().date()
        if another_day or self._noticed != len(self.cro.desk.notebook.notices) or self._share_said != state:
            self._share_said = state
            self._noticed = len(self.cro.desk.notebook.notices)
            self.gather()

    @on(RecordsChanged)
    def _records_changed(self) -> None:
        if self.is_current and self.furnished.is_set():
            self.gather()

    @on(events.ScreenResume)
    def _came_back(self) -> None:
        if self.furnished.is_set():
            self.gather()

    @on(events.ScreenSuspend)
    def _left(self) -> None:
        self._set_bare("")

    def gather(self) -> None:
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
        lists.insert(0, disputed(notebook, self.cro.in_conflict))
        drafts = desk.unfinished()[::-1]
        due = backup_due(notebook) if whole else None
        offers = [Item(KEEPING, offer=f"Backup: {due}", action="app.backup")] if due else []
        offers += [*not_begun(notebook), *perhaps_projects(notebook), *watches_unseen(notebook, today)] if whole else []
        if self.cro.status.share:
            offers.append(Item(KEEPING, offer=f"Share: {self.cro.status.share}", action="app.sync"))
        self.post_message(self.Gathered(TodayLines(notebook, today), lists, drafts, notices, offers, whole))

    # Showing

    @on(Gathered)
    def _show(self, event: Gathered) -> None:
        bare = self.lines.bare if self.lines else ""
        self.lines = event.lines
        self.lines.bare = bare
        groups = {LOOK_AT: [Item(LOOK_AT, notice=one) for one in event.notices]}
        groups[UNFINISHED] = [Item(UNFINISHED, draft=one) for one in event.drafts]
        groups |= {one.heading: [Item(one.heading, due=line) for line in one.lines] for one in event.lists}
        for offer in event.offers:
            groups.setdefault(offer.heading, []).append(offer)
        begun = next(iter(self.items), "")
        self.items, self._headings = {}, {}
        keys = [] if event.whole else [READING]
        for heading, items in groups.items():
            if items:
                keys.append(f"{HEADING}{heading}")
                self._headings[keys[-1]] = f"{heading} ({len(items)})"
            keys.extend(map(self._keep, items))
        if event.whole:
            if not any(True for _ in self.cro.desk.notebook.everything()):
                keys.append(f"{CLEAR}{self._first_steps()}")
            keys.extend(f"{CLEAR}{one.nothing}" for one in event.lists if not one.lines and one.nothing)
        untouched = self.rows.cursor_key in (None, begun)
        self._show_keys(keys)
        if event.whole and not self._is_whole and untouched:  # what came last may stand first
            self.rows.go_to(next(iter(self.items), ""))
            self._show_card()
        self._is_whole = event.whole
        self._gathering = False
        if self._stale:
            self.gather()
        else:
            self.gathered.set()

    def _first_steps(self) -> str:
        """What a notebook that is empty begins with."""
        return with_keys("Nothing here yet: {room.capture} writes down the first concern.", self.cro.keys)

    def _keep(self, item: Item) -> str:
        """Takes the item in under a key of its own, the same as long as it stands under its heading."""
        if item.draft is not None:
            key = f"draft {item.draft.id}"
        elif item.due is not None:
            record = item.due.record.id if item.due.record else ""
            key = f"{item.heading} {record} {item.due.action.id if item.due.action else item.due.row}"
        else:
            key = f"notice {item.notice}{item.offer}"
        while key in self.items:
            key += " again"
        self.items[key] = item
        return key

    def _show_keys(self, keys: list[str]) -> None:
        """Shows the lines; where the cursor's is gone, or was dealt with and stands elsewhere now, the cursor goes to
        the nearest after it, or before."""
        before = list(self.rows.visible_keys)
        stood = self.rows.cursor_key
        at = before.index(stood) if stood in before else 0
        self.rows.show_keys(keys, self._look)
        now = set(self.rows.visible_keys) & self.items.keys()
        if stood == self.dealt_with and _moved(stood, before, self.rows.visible_keys):
            now.discard(stood)
            self.dealt_with = ""
        near = (key for key in (*before[at:], *reversed(before[:at])) if key in now)
        self.rows.go_to(next(near, ""))
        self._show_card()

    def _look(self, key: str) -> Row:
        if key.startswith(CLEAR):
            return Row((key.removeprefix(CLEAR),), tone="quiet")
        if key.startswith(HEADING):
            return Row((self._headings.get(key, key.removeprefix(HEADING)),))
        assert self.lines is not None
        return self.lines.row(self.items[key])

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        item = self.item()
        if self.lines is not None and event.key in self.items:
            if self.lines.bare and (item is None or item.record is None or item.record.id != self.lines.bare):
                self._set_bare("")
            self._show_card()

    def _show_card(self) -> None:
        item = self.item()
        self.panel.show(Card() if item is None or self.lines is None else self.lines.card(item))

    def item(self) -> Item | None:
        """What the cursor stands on."""
        return self.items.get(self.rows.cursor_key or "")

    # Masking

    def is_masked(self, record: Record) -> bool:
        """Whether the name and the words of *record* may not show now."""
        item = self.item()
        asked = item is not None and item.record is not None and self.lines and self.lines.bare == item.record.id
        return record.restricted and not asked

    def action_mask(self) -> None:
        """Show what is restricted in the line, or mask it again."""
        if self.cro.keeps_masked():
            return
        item = self.item()
        if item is None or item.due is None or item.record is None or self.lines is None:
            return
        if not self.lines.hides_something(item.due):
            self.cro.say(notice="Nothing here is restricted")
        else:
            self._set_bare("" if self.lines.bare == item.record.id else item.record.id)

    def _set_bare(self, record_id: str) -> None:
        if self.lines is None or self.lines.bare == record_id:
            return
        self.lines.bare = record_id
        for key in self.rows.visible_keys:
            if not key.startswith(HEADING):
                self.rows.put(key)
        self._show_card()

    # Doing

    @on(RowList.Opened)
    async def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        item = self.items.get(event.key)
        if item is None:
            return
        if item.draft is not None:
            await self.cro.resume_draft(item.draft)
        elif isinstance(item.record, Meeting):
            await self.to_minutes(item.record)
        elif isinstance(item.record, Problem):
            from cro_tui.tui.screens.problem import open_project

            open_project(self, item.record)
        elif isinstance(item.record, Program | Training):
            await self.to_training(item.record)
        elif isinstance(item.record, Survey):
            await self.to_survey(item.record)
        elif item.record is not None:
            self.cro.open_record(item.record.id)
        elif item.notice:
            self.cro.say(notice=item.notice)
        elif item.action:
            await self.cro.run_action(item.action)
        elif "reports" in self.cro.MODES:
            await self.cro.action_room("reports")


def _moved(key: str, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the line *key* stands elsewhere among the lines that stood there before."""
    if key not in before or key not in after:
        return False
    still = set(before) & set(after)
    above, now_above = before[: before.index(key)], after[: after.index(key)]
    return still.intersection(above) != still.intersection(now_above)
