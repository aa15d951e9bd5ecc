"""Meetings: what goes on, what comes, what is over; a new one in three fields; enter opens the minutes.

Knows the actions through the desk. The minutes themselves are a screen of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual import events, on
from textual.widget import Widget

from cro_tui.actions import records
from cro_tui.actions.base import Done
from cro_tui.model.meeting import Meeting
from cro_tui.report.bodies import agreed_next, in_order, known_bodies, last_of, stage
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.masked import label_of
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.minutes_view import clock
from cro_tui.tui.screens.dialogs.drafted import ABOUT, ask
from cro_tui.tui.screens.dialogs.small_form import Values
from cro_tui.tui.screens.documents import DocumentRoom
from cro_tui.tui.screens.minutes import Minutes
from cro_tui.tui.widgets.choice_field import from_words
from cro_tui.tui.widgets.record_form import FormField, RecordForm
from cro_tui.tui.widgets.row_list import Column, Row, RowList
from cro_tui.tui.widgets.search_list import SearchList

COLUMNS = (
    Column("When", cells=17),
    Column("Body", share=3, least=28),
    Column("Place", share=2, least=12, gives_way=1),
    Column("Heads", cells=5, right=True),
    Column("Open", cells=4, right=True),
    Column("Minutes", cells=8),
)
AGREED = "agreed: "
"""Before the id of the meeting whose minutes name a next one that nobody entered yet."""
NEW = "new"
"""What the draft of a meeting that was not made is called."""


class MeetingList(RowList):
    """The list, with its own single letters."""

    BINDINGS = bindings("meeting list")
    PLACES = ("meeting list", LIST)


class Meetings(DocumentRoom):
    """The room of meetings."""

    PLACE = "meetings"
    LABEL = "Meetings"
    AUTO_FOCUS = "MeetingList"

    def __init__(self) -> None:
        super().__init__()
        self.rows = MeetingList(COLUMNS, empty="No meetings yet. n makes one; enter opens its minutes.")
        self.search = SearchList(self.rows)
        self._stale = True

    def first(self) -> Iterable[Widget]:
        """The list under its filter."""
        yield self.search

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()

    def arrive(self) -> None:
        """The cursor is in the list."""
        self.rows.focus()

    @on(events.ScreenResume)
    def _back_here(self) -> None:
        if self._stale:
            self._show()

    @on(RecordsChanged)
    def _changed(self, event: RecordsChanged) -> None:
        event.stop()
        notebook = self.cro.desk.notebook
        if not event.ids or any(notebook.of(Meeting, one) is not None for one in event.ids):
            self._stale = True
            if self.is_current:
                self._show()

    def _show(self) -> None:
        self._stale = False
        notebook = self.cro.desk.notebook
        now = notebook.clock()
        meetings = notebook.all(Meeting)
        agreed = [AGREED + one.id for one in agreed_next(meetings, now)]
        ordered = in_order(meetings, now)
        over = next((n for n, one in enumerate(ordered) if stage(one, now) == "past"), len(ordered))
        keys = [one.id for one in ordered]
        self.rows.show_keys([*keys[:over], *agreed, *keys[over:]], self._row)

    def _row(self, key: str) -> Row:
        notebook = self.cro.desk.notebook
        meeting = notebook.of(Meeting, key.removeprefix(AGREED))
        if meeting is None:
            return Row(("", "", "", "", "", ""))
        now = notebook.clock()
        if key.startswith(AGREED):
            when = _when(meeting.next_meeting, now.year)
            return Row((when, label_of(meeting, notebook), meeting.place, "", "", "agreed"), tone="quiet")
        at = stage(meeting, now)
        state = {"live": "LIVE", "coming": "to come", "past": meeting.minutes_status}[at]
        owed = sum(1 for action in meeting.actions if action.is_open)
        heads = "" if meeting.headcount is None else str(meeting.headcount)
        cells = (
            _when(meeting.start, now.year),
            label_of(meeting, notebook),
            meeting.place,
            heads,
            str(owed or ""),
            state,
        )
        badge = "≠" if meeting.conflicts else ""
        tone = "good" if at == "live" else ""
        return Row(cells, badge=badge, tone=tone, words=f"{meeting.kind} {meeting.neighborhood}")

    # Opening

    @on(RowList.Opened)
    def _open(self, event: RowList.Opened) -> None:
        event.stop()
        if event.key.startswith(AGREED):
            self._ask_new(self.cro.desk.notebook.of(Meeting, event.key.removeprefix(AGREED)))
        else:
            self.open_minutes(event.key)

    def open_minutes(self, meeting_id: str, draft: Draft | None = None) -> None:
        """Open the minutes of a meeting."""
        meeting = self.cro.desk.notebook.of(Meeting, meeting_id)
        if meeting is None:
            self.cro.say(notice="That meeting is not here yet: the notebook is still being opened")
        else:
            self.app.push_screen(Minutes(meeting, draft))

    def resume(self, draft: Draft) -> None:
        """Go on with a line of minutes that was not entered, or with what was asked and not saved."""
        if draft.kind == NEW:
            after = self.cro.desk.notebook.of(Meeting, draft.fields.get(ABOUT, ""))
            self._ask_new(after)
        else:
            self.open_minutes(draft.record or draft.fields.get(ABOUT, "").partition(";")[0], draft)

    def action_edit(self) -> None:
        """The form of the meeting under the cursor."""
        key = self.rows.cursor_key
        if key is not None and not key.startswith(AGREED):
            self.cro.open_record(key)

    def action_word(self) -> None:
        """The minutes of the meeting under the cursor, as a Word document."""
        meeting = self.cro.desk.notebook.of(Meeting, self.rows.cursor_key or "")
        if meeting is not None:
            self.ask_minutes(meeting)

    # A new meeting

    def action_new(self) -> None:
        """Ask body, start and place of a new meeting."""
        self._ask_new()

    def _ask_new(self, after: Meeting | None = None) -> None:
        """*after* is the meeting whose minutes name this one."""
        desk = self.cro.desk
        asked = {one.name: one for one in KindForm(Meeting, desk).fields()}
        bodies = from_words(known_bodies(desk.notebook))
        fields = (
            FormField("body", "Body", suggest=bodies, hint="who meets", free=True, wide=True),
            replace(asked["start"], wide=True),
            replace(asked["place"], wide=True),
        )
        ask(
            self,
            NEW,
            (after.id,) if after else (),
            "New meeting",
            fields,
            self._save_new,
            values=self._like(after),
            body="Its agenda and all else can be filled in later.",
            start="start" if after else "body",
            typed=self._fill_in,
            after=self._made,
        )

    def _like(self, before: Meeting | None) -> dict[str, str]:
        """Start and place as the body's last meeting suggests them."""
        now = self.cro.desk.notebook.clock()
        start = now.isoformat(timespec="minutes")
        if before is None:
            return {"start": readable(start)}
        if before.next_meeting[:10] >= now.date().isoformat():
            start = before.next_meeting
            if len(start) == 10 and len(before.start) > 10:
                start = f"{start}T{clock(before.start)}"
        return {"body": before.body, "start": readable(start), "place": before.place}

    def _fill_in(self, form: RecordForm, name: str) -> None:
        """The body is known: its place and its next date stand there."""
        before = last_of(self.cro.desk.notebook, form.values["body"]) if name == "body" else None
        if before is not None:
            form.fill({key: text for key, text in self._like(before).items() if key != "body"})

    @staticmethod
    def _save_new(notebook: Notebook, typed: Values, draft: str) -> Done:
        before = last_of(notebook, typed["body"])
        kept = ("kind", "neighborhood", "organized") if before is not None else ()
        known = {name: value for name in kept if (value := getattr(before, name))}
        known["recorder"] = notebook.settings.officer.name
        return records.create(notebook, Meeting, {**known, **typed}, draft=draft)

    def _made(self, done: Done | None) -> None:
        if done is not None:
            self._show()
            self.rows.go_to(done.record.id)
            self.open_minutes(done.record.id)


def _when(iso: str, year: int) -> str:
    """``Tue 3 Nov 19:00``; another year than this one is said instead of the weekday."""
    text = readable(iso)
    weekday, _, rest = text.partition(" ")
    return text.replace(f" {year}", "") if f" {year}" in text else rest if rest else weekday
