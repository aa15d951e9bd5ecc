"""What is done with a meeting as a whole while its minutes are open: order, headcount, adjournment, approval, Word.

Knows the actions through the desk; not the line, nor the timeline.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cro_tui.actions import meetings, records
from cro_tui.actions.base import Done
from cro_tui.model.meeting import Meeting
from cro_tui.store.notebook import Notebook
from cro_tui.tui.forms import KindForm
from cro_tui.tui.minutes_view import Words
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.small_form import Values
from cro_tui.tui.screens.line_room import LineRoom


class MeetingMenu(LineRoom):
    """A room that shows one meeting."""

    meeting: Meeting

    def action_menu(self) -> None:
        """Everything that can be done with the meeting, a letter each."""
        meeting = self.meeting
        options = [
            Option("order", "Call to order, now", "o") if not meeting.called_to_order else None,
            Option("headcount", "Headcount: people in the room", "h"),
            Option("adjourn", "Adjourn, now; asks for the next meeting", "j") if not meeting.adjourned else None,
            Option("previous", "Minutes of the meeting before were approved", "v")
            if not meeting.previous_approved
            else None,
            Option("approve", "Approve these minutes", "p") if not meeting.is_approved else None,
            Option("approve", "Approve these minutes as changed since", "p") if meeting.is_amended else None,
            Option("edit", "Edit everything else about the meeting", "e"),
            Option("word", "Write the minutes to Word", "w"),
            Option("agenda", "Write the agenda to Word", "g"),
        ]
        options.append(Option("mask", "Mask what is restricted" if self.bare else "Show what is restricted", "m"))
        title = Words(meeting, self.cro.desk.notebook, bare=self.bare).body()
        self.app.push_screen(Choose(title, [one for one in options if one is not None]), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name == "order":
            self.attempt(partial(meetings.call_to_order, meeting=self.meeting))
        elif name == "previous":
            self.attempt(partial(meetings.approve_previous, meeting=self.meeting))
        elif name == "approve":
            self.attempt(partial(meetings.approve, meeting=self.meeting))
        elif name == "edit":
            self.cro.open_record(self.meeting.id)
        elif name == "mask":
            self.action_mask()
        elif name == "word":
            self.ask_minutes(self.meeting)
        elif name == "agenda":
            self.ask_agenda(self.meeting)
        elif name == "adjourn":
            self.action_adjourn()
        elif name == "headcount":
            self.action_headcount()

    def action_headcount(self) -> None:
        """Ask how many people are in the room."""
        known = {"headcount": self.meeting.shown("headcount")}
        self._ask(
            "headcount",
            "How many people are in the room?",
            known,
            lambda notebook, meeting, typed, draft: records.change(notebook, meeting, typed, draft=draft),
        )

    def action_adjourn(self) -> None:
        """Adjourn, and ask when the body meets next."""
        title = "Adjourn. When is the next meeting?"
        self._ask(
            "next_meeting",
            title,
            {},
            lambda notebook, meeting, typed, draft: meetings.adjourn(notebook, meeting, **typed, draft=draft),
        )

    def ask_again(self, verb: str, ids: tuple[str, ...]) -> None:
        """The headcount or the next meeting that was being typed."""
        if verb == "headcount":
            self.action_headcount()
        elif verb == "next_meeting":
            self.action_adjourn()

    def _ask(
        self, name: str, title: str, values: Values, save: Callable[[Notebook, Meeting, Values, str], Done]
    ) -> None:
        meeting = self.meeting
        fields = [one for one in KindForm(Meeting, self.cro.desk).fields() if one.name == name]
        ask(
            self,
            name,
            (meeting.id,),
            title,
            fields,
            lambda notebook, typed, draft: save(notebook, meeting, typed, draft),
            values=values,
            after=lambda _done: self.refresh_record(),
        )
