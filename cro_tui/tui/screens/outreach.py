"""Outreach: events to come and those that took place; a new one in four fields, who came in a few more.

Knows the actions through the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from textual import on

from cro_tui.actions import outreach as verbs
from cro_tui.actions.base import Done
from cro_tui.model.outreach import Outreach
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.masked import label_of, typed_in
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.retold import WORDLESS
from cro_tui.tui.screens.dialogs.drafted import ABOUT, ask
from cro_tui.tui.screens.dialogs.reason import VOID, ask_why_void
from cro_tui.tui.screens.dialogs.small_form import Values
from cro_tui.tui.screens.list_room import NEW
from cro_tui.tui.screens.meeting_tables import MeetingTable
from cro_tui.tui.widgets.record_form import RecordForm
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row

COLUMNS = (
    Column("When", cells=17),
    Column("Event", share=3, least=22, most=46),
    Column("Kind", share=2, least=14, gives_way=5, most=24),
    Column("Place", share=2, least=14, gives_way=4, most=40),
    Column("People", cells=6, right=True),
    Column("Vol.", cells=4, right=True, gives_way=1),
    Column("Communities", share=2, least=14, gives_way=2),
)
ASKED = ("name", "kind", "start", "place")
CAME = ("attendance", "volunteers", "volunteer_hours", "staff_hours", "communities", "notes")
"""What is asked of who came and what it took."""
WHO_CAME = "who came"
"""What the draft of that is called."""


class OutreachList(RowList):
    """The list, with its own single letters."""

    BINDINGS = bindings("outreach list", "meeting tables")
    PLACES = ("outreach list", "meeting tables", LIST)


class OutreachRoom(MeetingTable[Outreach]):
    """The table of outreach events."""

    PLACE = "outreach"
    LABEL = "Outreach"
    AUTO_FOCUS = "OutreachList"

    def __init__(self) -> None:
        empty = "No outreach events yet. n notes one: a name is enough, who came can follow."
        super().__init__(Outreach, OutreachList(COLUMNS, empty=empty))
        self._words: dict[str, str] = {}

    def keys(self) -> Iterable[str]:
        """Today's and those to come, the nearest first; then those before, the latest first."""
        notebook = self.cro.desk.notebook
        today = notebook.clock().date().isoformat()
        events = sorted(notebook.all(Outreach), key=lambda one: one.start)
        coming = [one.id for one in events if one.start[:10] >= today]
        before = [one.id for one in reversed(events) if one.start[:10] < today]
        return [*coming, *before]

    def row(self, key: str) -> Row:
        """When, what, where, how many came, whom it reached."""
        event = self.get(key)
        if event is None:
            return Row(("",) * len(COLUMNS))
        notebook = self.cro.desk.notebook
        now = notebook.clock()
        today = now.date().isoformat()
        when = readable(event.start).replace(f" {now.year}", "")
        when = when if str(now.year) in event.start[:4] else when.partition(" ")[2]
        cells = (
            when,
            label_of(event, notebook, bare=self.bare),
            event.kind,
            typed_in(event, notebook, bare=self.bare)(event.place),
            "" if event.attendance is None else f"{event.attendance:,}",
            "" if event.volunteers is None else f"{event.volunteers:,}",
            ", ".join(event.communities),
        )
        badge = ("‼" if event.conflicts else "") + ("R" if event.restricted else "")
        tone = "good" if event.start[:10] == today else ""
        return Row(cells, badge, tone)

    def show_list(self) -> None:
        """The list, with the words of new and changed events."""
        notebook = self.cro.desk.notebook
        for event in notebook.all(Outreach):
            if event.id not in self._words:
                self._words[event.id] = _words_of(event)
        super().show_list()

    @on(RecordsChanged)
    def _forget_words(self, event: RecordsChanged) -> None:
        for one in event.ids:
            self._words.pop(one, None)

    @property
    def words(self) -> Mapping[str, str]:
        """What the filter finds each event by, case-folded."""
        return self._words

    def open_line(self, key: str, draft: Draft | None = None) -> None:
        """Open the form of the event."""
        self.cro.open_record(key)

    def resume(self, draft: Draft) -> None:
        """Go on with what was asked and not saved."""
        event = self.get(draft.fields.get(ABOUT, "").partition(";")[0])
        if draft.kind == NEW or event is None:
            super().resume(draft)
        elif draft.kind == WHO_CAME:
            self._ask_who_came(event)
        elif draft.kind == VOID:
            ask_why_void(self, event, lambda _done: None)

    # A new event

    def ask_new(self, after: Outreach | None = None) -> None:
        """Ask what a new event needs; what follows an event is found by its name, not by *after*."""
        body = "Who came, hours, organizations and all else can follow: a notes who came."
        self.ask_like_before(ASKED, "New outreach event", body, self._save_new, self._fill_in)

    def _fill_in(self, form: RecordForm, name: str) -> None:
        """A name that is known: kind and place of its last event stand there."""
        last = verbs.last_of(self.cro.desk.notebook, form.values["name"]) if name == "name" else None
        if last is not None and not last.restricted:
            form.fill({key: last.shown(key) for key in verbs.LIKE_LAST})

    @staticmethod
    def _save_new(notebook: Notebook, typed: Values, draft: str) -> Done:
        return verbs.log_event(notebook, typed, draft=draft)

    def made(self, done: Done | None) -> None:
        """A new event stands there: the cursor is on it."""
        if done is not None:
            self.show_list()
            self.rows.go_to(done.record.id)

    # Commands

    def action_came(self) -> None:
        """Note who came and what it took."""
        if (event := self._at_cursor()) is not None:
            self._ask_who_came(event)

    def _ask_who_came(self, event: Outreach) -> None:
        form = KindForm(Outreach, self.cro.desk)
        known = {one.name: one for one in form.fields()}
        hidden = event.restricted and not self.bare
        asked = [name for name in CAME if not hidden or isinstance(Outreach.FIELDS[name], WORDLESS)]
        fields = [replace(known[name], kind="line", wide=True) if name == "notes" else known[name] for name in asked]

        def save(notebook: Notebook, typed: Values, draft: str) -> Done:
            return verbs.count(notebook, event, form.typed(typed), draft=draft)

        texts = form.texts(event)
        body = f"{label_of(event, self.cro.desk.notebook, bare=self.bare)}, {readable(event.start)}"
        ask(
            self, WHO_CAME, (event.id,), "Who came, and what it took", fields, save,
            values={name: texts[name] for name in asked}, body=body,
        )  # fmt: skip

    async def action_concern(self) -> None:
        """Write down a concern that was voiced at the event under the cursor."""
        event = self._at_cursor()
        if event is None:
            return
        await self.cro.action_room("capture")
        begin = getattr(self.cro.screen, "begin_at", None)
        if begin is not None:
            begin(event.id)

    async def action_void(self) -> None:
        """Take the event out of lists and reports, with a reason."""
        if (event := self._at_cursor()) is not None:
            await ask_why_void(self, event, lambda _done: None)


def _words_of(event: Outreach) -> str:
    said = (event.name, event.kind, event.start, event.place, event.neighborhood, *event.communities, *event.staff)
    return "\n".join((*said, event.notes)).casefold()
