"""Meetings: what goes on, what comes, what is over; a new one in three fields; enter opens the minutes.

Knows the actions through the desk. The minutes themselves are a screen of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cro_tui.actions import records
from cro_tui.actions.base import Done
from cro_tui.model.meeting import Meeting
from cro_tui.report.bodies import agreed_next, in_order, known_bodies, last_of, stage
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.masked import label_of, typed_in
from cro_tui.tui.minutes_view import clock
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.small_form import Values
from cro_tui.tui.screens.list_room import NEW
from cro_tui.tui.screens.meeting_tables import MeetingTable
from cro_tui.tui.screens.minutes import Minutes
from cro_tui.tui.widgets.choice_field import from_words
from cro_tui.tui.widgets.record_form import FormField, RecordForm
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row

COLUMNS = (
    Column("When", cells=17),
    Column("Body", share=3, least=28, most=50),
    Column("Place", share=2, least=12, gives_way=3, most=46),
    Column("Heads", cells=5, right=True, gives_way=2),
    Column("Open", cells=4, right=True, gives_way=1),
    Column("Minutes", cells=8),
)
AGREED = "agreed: "
"""Before the id of the meeting whose minutes name a next one that nobody entered yet."""


class MeetingList(RowList):
    """The list, with its own single letters."""

    BINDINGS = bindings("meeting list", "meeting tables")
    PLACES = ("meeting list", "meeting tables", LIST)


class Meetings(MeetingTable[Meeting]):
    """The room of meetings."""

    PLACE = "meetings"
    LABEL = "Meetings"
    AUTO_FOCUS = "MeetingList"

    def __init__(self) -> None:
        super().__init__(Meeting, MeetingList(COLUMNS, empty="No meetings yet. n makes one; enter opens its minutes."))

    def keys(self) -> Iterable[str]:
        """What goes on and what comes, then what was agreed and not entered, then what is over."""
        notebook = self.cro.desk.notebook
        now = notebook.clock()
        meetings = notebook.all(Meeting)
        agreed = [AGREED + one.id for one in agreed_next(meetings, now)]
        ordered = in_order(meetings, now)
        over = next((n for n, one in enumerate(ordered) if stage(one, now) == "past"), len(ordered))
        keys = [one.id for one in ordered]
        return [*keys[:over], *agreed, *keys[over:]]

    def row(self, key: str) -> Row:
        """When, who meets, where, how many came, what is owed, how far the minutes are."""
        meeting = self.get(key.removeprefix(AGREED))
        if meeting is None:
            return Row(("", "", "", "", "", ""))
        now = self.cro.desk.notebook.clock()
        if key.startswith(AGREED):
            when = _when(meeting.next_meeting, now.year)
            return Row((when, *self._named(meeting), "", "", "agreed"), tone="quiet")
        at = stage(meeting, now)
        state = {"live": "LIVE", "coming": "to come", "past": meeting.minutes_status}[at]
        owed = sum(1 for action in meeting.actions if action.is_open)
        heads = "" if meeting.headcount is None else str(meeting.headcount)
        cells = (
            _when(meeting.start, now.year),
            *self._named(meeting),
            heads,
            str(owed or ""),
            state,
        )
        badge = "≠" if meeting.conflicts else ""
        tone = "good" if at == "live" else ""
        return Row(cells, badge=badge, tone=tone, words=f"{meeting.kind} {meeting.neighborhood}")

    def _named(self, meeting: Meeting) -> tuple[str, str]:
        """Body and place, as they may show."""
        notebook = self.cro.desk.notebook
        return label_of(meeting, notebook, bare=self.bare), typed_in(meeting, notebook, bare=self.bare)(meeting.place)

    # Opening

    def open_line(self, key: str, draft: Draft | None = None) -> None:
        """Open the minutes; what was only agreed is asked for."""
        if key.startswith(AGREED):
            self.ask_new(self.get(key.removeprefix(AGREED)))
        else:
            super().open_line(key, draft)

    def screen_of(self, record: Meeting, draft: Draft | None) -> Minutes:
        """Its minutes."""
        return Minutes(record, draft)

    def write(self, record: Meeting) -> None:
        """The agenda or the minutes as a Word document."""
        self.ask_meeting(record)

    # A new meeting

    def ask_new(self, after: Meeting | None = None) -> None:
        """Ask body, start and place; *after* is the meeting whose minutes name this one."""
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
            after=self.made,
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


def _when(iso: str, year: int) -> str:
    """``Tue 3 Nov 19:00``; another year than this one is said instead of the weekday."""
    text = readable(iso)
    weekday, _, rest = text.partition(" ")
    return text.replace(f" {year}", "") if f" {year}" in text else rest if rest else weekday
