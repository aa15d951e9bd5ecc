"""Beside the minutes: the actions that are owed, of this and of earlier meetings of the body, and who attends.

Each list has its own single letters. Knows the actions through the screen that it stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical

from cro_tui.actions import meetings, minutes
from cro_tui.actions.base import Done
from cro_tui.actions.together import each
from cro_tui.model.meeting import Action, Meeting
from cro_tui.model.vocabulary import ACTION_STATUSES
from cro_tui.store.notebook import Notebook
from cro_tui.tui.commands import bindings
from cro_tui.tui.days import short_day
from cro_tui.tui.forms import readable
from cro_tui.tui.minutes_view import Words
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.small_form import Values
from cro_tui.tui.widgets.grouped_list import HEADING, GroupedList
from cro_tui.tui.widgets.record_form import FormField
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row

if TYPE_CHECKING:
    from cro_tui.tui.screens.minutes import Minutes

_EARLIER = HEADING + "earlier"
_HERE = HEADING + "here"
_HEADINGS = {_EARLIER: "From earlier meetings", _HERE: "From this meeting"}


class OpenActions(GroupedList):
    """What is owed. What was finished since the minutes were opened stays in sight, so that a slip is seen."""

    BINDINGS = bindings("open actions")
    PLACES = ("open actions",)

    def __init__(self) -> None:
        columns = (Column("Actions", share=3), Column("Who", share=1, least=9), Column("Due", cells=8))
        super().__init__(columns, empty="No actions yet. a: enters one.", id="open-actions")
        self._actions: dict[str, Action] = {}
        self._earlier: dict[str, str] = {}
        """Entry id -> the earlier meeting in whose minutes it stands."""
        self._now = datetime.min
        self._bare = False
        self._spoken: dict[str, Words] = {}
        self._drawn: tuple[object, ...] = ()
        """What the rows were made of."""

    @property
    def earlier_open(self) -> int:
        """How many actions of earlier meetings are still owed."""
        return sum(1 for key in self._earlier if key in self._actions and self._actions[key].is_open)

    @property
    def bodies_meetings(self) -> frozenset[str]:
        """The earlier meetings whose actions stand here."""
        return frozenset(self._earlier.values())

    def show_actions(self, words: Words, *, anew: bool) -> None:
        """Show the actions; *anew* looks for unfinished ones in the body's earlier minutes."""
        notebook, meeting = words.notebook, words.meeting
        self._bare = words.bare
        if anew:
            found = {action.id: action.meeting.id for action in meetings.unfinished(notebook, meeting)}
            self._earlier = {**self._earlier, **found}
        self._now = notebook.clock()
        self._actions = dict(_current(notebook, self._earlier)) | {action.id: action for action in meeting.actions}
        here = [action.id for action in meeting.actions]
        earlier = [key for key in self._earlier if key in self._actions]
        self._spoken = {}
        keys = [_EARLIER, *earlier] if earlier else []
        keys += [_HERE, *here] if here and earlier else here
        entries = [action.entry for action in self._actions.values()]
        meetings_of = [notebook.get(one) for one in sorted(self.bodies_meetings)]
        drawn = (keys, entries, meetings_of, words.hidden, words.bare, self._now.date())
        if drawn != self._drawn:  # most lines of minutes change nothing here
            self._drawn = drawn
            self.show_keys(keys, self._row_of)

    def _row_of(self, key: str) -> Row:
        if key in _HEADINGS:
            return Row((_HEADINGS[key], "", ""))
        action = self._actions[key]
        done = not action.is_open
        late = not done and bool(action.due) and action.due[:10] < self._now.date().isoformat()
        mark = f"✓ {action.entry.get('status')}: " if done else ""
        due = short_day(action.due, self._now.date())
        words = self._shown_words(action.meeting)
        return Row(
            (mark + words.text(action.text), words.text(action.owner), due),
            tone="quiet" if done else "alarm" if late else "",
        )

    def _shown_words(self, meeting: Meeting) -> Words:
        if meeting.id not in self._spoken:
            self._spoken[meeting.id] = Words(meeting, _minutes(self).cro.desk.notebook, bare=self._bare)
        return self._spoken[meeting.id]

    def _chosen(self) -> list[Action]:
        return [self._actions[key] for key in self.marked if key in self._actions]

    def action_finish(self) -> None:
        """Done; pressed again, still owed."""
        self._put_all(lambda action: ACTION_STATUSES[1] if action.is_open else ACTION_STATUSES[0])
        self.action_down()

    def action_drop(self) -> None:
        """Owed no longer, without being done."""
        self._put_all(lambda _action: ACTION_STATUSES[2])

    def _put_all(self, status: Callable[[Action], str]) -> None:
        """Another status for each that is marked, as one save."""
        actions = self._chosen()

        def put(book: Notebook, action: Action) -> Done:
            return meetings.set_action(book, action, {"status": status(action)})

        if actions:
            says = f"{len(actions)} actions: {status(actions[0])}"
            _minutes(self).attempt(lambda book: each(book, actions, put, lambda _took: says))
        self.clear_marks()

    def action_open(self) -> None:
        """Change its words, who owes it, by when."""
        action = self._actions.get(self.cursor_key or "")
        if action is None:
            return
        values = {"text": action.text, "owner": action.owner, "due": readable(action.due) if action.due else ""}
        values["status"] = str(action.entry.get("status") or ACTION_STATUSES[0])

        def save(notebook: Notebook, typed: Values, draft: str) -> Done:
            changed = {name: text for name, text in typed.items() if text != values[name]}
            return meetings.set_action(notebook, action, changed, draft=draft)

        fields = (
            FormField("text", "Action"),
            FormField("owner", "Owner"),
            FormField("due", "Due", "date", hint="fri, 12/1, in 2 weeks"),
            FormField("status", "Status", "choice", choices=ACTION_STATUSES),
        )
        after = _minutes(self).refresh_record
        ask(
            _minutes(self),
            "action",
            (_minutes(self).meeting.id, action.id),
            "Action",
            fields,
            save,
            values=values,
            start="owner",
            after=lambda _done: after(),
        )


def _current(notebook: Notebook, earlier: dict[str, str]) -> Iterable[tuple[str, Action]]:
    """The earlier actions as they are now."""
    for meeting_id in dict.fromkeys(earlier.values()):
        meeting = notebook.of(Meeting, meeting_id)
        for action in meeting.actions if meeting is not None and not meeting.is_voided else ():
            if action.id in earlier:
                yield action.id, action


class Attendance(RowList):
    """Who attends, by name. How many are in the room is another number."""

    BINDINGS = bindings("attendance")
    PLACES = ("attendance",)

    def __init__(self) -> None:
        columns = (Column("Attendance", share=1), Column("", cells=8))
        super().__init__(columns, empty="Nobody named yet. + name enters one.", id="attendance")
        self._rows_by_id: dict[str, tuple[str, str]] = {}

    def show_attendance(self, words: Words) -> None:
        """Show who attends, in the order in which they were entered."""
        rows = {row["id"]: (words.attendee(row), str(row.get("as") or "")) for row in words.meeting.attendance}
        if rows == self._rows_by_id and self.count:
            return
        self._rows_by_id = rows
        self.show_keys(self._rows_by_id, lambda key: Row(self._rows_by_id[key]))

    def _with_chosen(self, act: Callable[[Notebook, Meeting, str], Done]) -> None:
        meeting = _minutes(self).meeting
        keys = [key for key in self.marked if key in self._rows_by_id]

        def do(book: Notebook, key: str) -> Done:
            return act(book, meeting, key)

        if keys:
            says = f"Attendance of {len(keys)} people"
            _minutes(self).attempt(lambda book: each(book, keys, do, lambda _took: says))
        self.clear_marks()

    def action_attended(self, as_: str) -> None:
        """Present, absent, a guest, or staff."""
        self._with_chosen(partial(minutes.attended_as, as_=as_))

    def action_leave_out(self) -> None:
        """Off the list."""
        self._with_chosen(minutes.leave_out)


class MinutesSide(Vertical):
    """Both lists."""

    def __init__(self) -> None:
        super().__init__(id="minutes-side")
        self.actions = OpenActions()
        self.attendance = Attendance()

    def compose(self) -> ComposeResult:
        """Actions above, attendance below."""
        yield self.actions
        yield self.attendance


def _minutes(widget: RowList) -> Minutes:
    return cast("Minutes", widget.screen)
