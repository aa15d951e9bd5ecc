"""Live minutes: one line that always has the cursor, the timeline above it, actions and attendance beside it.

Every entered line is saved; the line that is not entered yet is a draft. Knows the actions through the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual import events, on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.actions import minutes
from cro_tui.model.meeting import ATTENDEE, Meeting, line_of, marked, people_in, understand_line
from cro_tui.report.bodies import under_way
from cro_tui.store.drafts import Draft
from cro_tui.tui import STYLES
from cro_tui.tui import minutes_view as view
from cro_tui.tui.capture_lines import about_an_officer
from cro_tui.tui.commands import bindings, key_of
from cro_tui.tui.masked import typed_in, without_names
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.meeting_menu import MeetingMenu
from cro_tui.tui.screens.minutes_side import MinutesSide
from cro_tui.tui.show import harmless
from cro_tui.tui.type_ahead import OFFERED, contact_names
from cro_tui.tui.widgets.minutes_line import MinutesLine, Suggestion
from cro_tui.tui.widgets.text_field import CaptureLine
from cro_tui.tui.widgets.timeline import Timeline

WIDE = 100


class NoteLine(CaptureLine):
    """The line, with the keys that turn it into another kind."""

    BINDINGS = bindings("minutes line")
    PLACES = ("minutes line",)


class Entries(Timeline):
    """The timeline, with its own single letters."""

    BINDINGS = bindings("minutes entries")
    PLACES = ("minutes entries",)


class Minutes(MeetingMenu):
    """The minutes of one meeting."""

    PLACE = "minutes"
    HOME = "meetings"
    LABEL = "Minutes"
    CSS_PATH = STYLES / "minutes.tcss"
    AUTO_FOCUS = "NoteLine"
    BINDINGS = bindings("minutes")

    def __init__(self, meeting: Meeting, draft: Draft | None = None) -> None:
        super().__init__(MinutesLine(NoteLine(), suggest=self._suggest), draft)
        self.meeting = meeting
        """As the officer sees it now."""
        self.about = Static("", id="minutes-about", markup=False)
        self.entries = Entries(empty="No entries yet. Type a note below and press enter.", id="minutes-entries")
        self.side = MinutesSide()
        self._correcting = ""
        """The id of the entry that stands in the line."""
        self._loaded = ""
        """Its text as it was put there."""

    def first(self) -> Iterable[Widget]:
        """All of it: the minutes are open when they are on the screen."""
        yield self.about
        yield Horizontal(self.entries, self.side, id="minutes-body")
        yield self.entry

    def on_mount(self) -> None:
        """Show the meeting, and what was being typed."""
        self.refresh_record(anew=True)
        self._claim()
        self.restore()
        self._arrange()

    def on_unmount(self) -> None:
        """What is captured now belongs to no meeting."""
        if self.cro.live_meeting == self.meeting.id:
            self.cro.live_meeting = ""

    def arrive(self) -> None:
        """The cursor is in the line, as it was left."""
        self._claim()
        super().arrive()

    def _claim(self) -> None:
        """What is captured from now on belongs to this meeting, while it is under way."""
        here = under_way(self.meeting, self.cro.desk.notebook.clock())
        if here or self.cro.live_meeting == self.meeting.id:
            self.cro.live_meeting = self.meeting.id if here else ""

    @property
    def record(self) -> Meeting:
        """The meeting."""
        return self.meeting

    # What is shown

    def refresh_record(self, *, anew: bool = False) -> None:
        """Show the meeting as it now stands."""
        notebook = self.cro.desk.notebook
        fresh = notebook.of(Meeting, self.meeting.id)
        if fresh is None:
            return
        self.meeting = fresh
        words = view.Words(fresh, notebook, bare=self.bare)
        self.side.actions.show_actions(words, anew=anew)
        self.side.attendance.show_attendance(words)
        self.entries.show_lines(view.timeline_of(words))
        owed = self.side.actions.earlier_open
        place = typed_in(fresh, notebook, bare=self.bare)(fresh.place)
        facts = harmless(view.facts(fresh, words.body(), place, owed, notebook.clock().year))
        self.about.update(facts, layout=False)  # two lines, whatever they say
        if not self.is_typed:
            self.read_line()

    @on(RecordsChanged)
    def _changed(self, event: RecordsChanged) -> None:
        event.stop()
        mine = {self.meeting.id, *self.meeting.links, *self.side.actions.bodies_meetings}
        if not event.ids or mine & event.ids:
            own_save = mine & event.ids == {self.meeting.id}
            if not (own_save and self.cro.desk.notebook.of(Meeting, self.meeting.id) is self.meeting):  # shown already
                self.refresh_record(anew=not event.ids)
            self._claim()
            self._arrange()

    @on(events.DescendantFocus)
    @on(events.Resize)
    def _arrange(self) -> None:
        """In a narrow window the lists take the place of the timeline while the cursor is in them, or while there is
        nothing in it and something is owed from before."""
        narrow = self.size.width < WIDE
        in_lists = self.focused in (self.side.actions, self.side.attendance)
        opening = not self.entries.count and self.side.actions.earlier_open > 0 and self.focused is not self.entries
        self.side.display = not narrow or in_lists or opening
        self.entries.display = not narrow or not self.side.display
        self.side.set_class(narrow, "-alone")

    def _suggest(self, typed: str) -> Sequence[Suggestion]:
        return view.suggestions(typed, self._names_like)

    def _names_like(self, typed: str) -> list[str]:
        """People of this meeting first (an owner is mostly in the room), then contacts."""
        wanted = typed.casefold()
        here = [str(row.get("name") or "") for row in self.meeting.attendance if not row.get("contact")]
        near = [name for name in here if any(word.startswith(wanted) for word in name.casefold().split())]
        return list(dict.fromkeys((*near, *contact_names(self.cro.desk, typed))))[:OFFERED]

    def read_line(self) -> None:
        """Say what enter will make of the line."""
        value = self.entry.value
        desk = self.cro.desk
        both_ways = about_an_officer(key_of("minutes.handover", self.cro.keys))
        reading = view.read(value, desk.notebook, desk.names, both_ways)
        self.entry.show_kind(f"✎ {reading.kind}" if self._correcting else reading.kind)
        if self.waiting:
            sentence = f"{len(self.waiting)} pasted lines NOT SAVED: enter tries again"
            self.entry.show_understood((), sentence, warning=True)
        elif reading.warning:
            self.entry.show_understood(reading.parts, reading.warning, warning=True)
        elif reading.at_rest:
            self.entry.show_understood(reading.parts, at_rest=reading.at_rest)
        elif self._correcting:
            self.entry.show_understood((), "enter saves it, emptied it is struck, esc leaves it, ↑ the one before")
        elif value.strip():
            self.entry.show_understood(())
        elif self.meeting.is_approved:
            self.entry.show_understood((), view.approval(self.meeting), warning=True)
        else:
            self.entry.show_understood((), view.MARKS)

    # The line

    @property
    def is_typed(self) -> bool:
        """Whether something stands in the line that was not saved: an entry that was only taken up is nothing new."""
        return self.entry.value != self._loaded if self._correcting else super().is_typed

    def more_of_draft(self) -> dict[str, str]:
        """Which entry the line corrects."""
        return {"entry": self._correcting}

    def take_up_draft(self, fields: dict[str, str]) -> None:
        """The line corrects that entry."""
        self._correcting = fields.get("entry", "")
        self._loaded = self._line_of(self._correcting)

    def _line_of(self, entry_id: str) -> str:
        return next((line_of(entry) for entry in self.meeting.entries if entry["id"] == entry_id), "")

    def clear_line(self) -> None:
        """The line stands empty and corrects nothing."""
        self._correcting = self._loaded = ""
        super().clear_line()

    def enter(self, line: str) -> None:
        """A new entry, an attendee, or a correction."""
        said = understand_line(line)
        listed = {str(row.get("name") or "").casefold() for row in self.meeting.attendance}
        if self._correcting:
            self._correct(line.strip())
        elif (
            said.kind == ATTENDEE
            and not self.waiting
            and all(person.casefold() in listed for person in people_in(said.text))
        ):
            self.clear_line()
            who = without_names(said.text, self.meeting, self.cro.desk.notebook)
            self.cro.say(saving="", notice=f"On the list already: {who}")
        else:
            self.save_line(line)

    def save_lines(self, lines: tuple[str, ...], draft: str) -> bool:
        """Each is an entry."""
        meeting, names = self.meeting, self.cro.own_desk.names  # of all: who does not show is no new contact
        done = self.attempt(lambda notebook: minutes.minute(notebook, meeting, *lines, names=names, draft=draft))
        if done is not None:
            self.entries.action_last()
        return done is not None

    def ask_again(self, verb: str, ids: tuple[str, ...]) -> None:
        """Also an action that was being changed."""
        if verb == "action":
            self.side.actions.go_to(ids[-1])
            self.side.actions.action_open()
        else:
            super().ask_again(verb, ids)

    async def action_hand_over(self) -> None:
        """Note that a complaint about an officer was handed over, and forget its words."""
        from cro_tui.tui.screens.dialogs.hand_over import ask_what_about

        if self._correcting:
            self.cro.say(notice="These words are in the minutes already: emptied and entered, the entry is struck")
            return
        self.keep()
        await ask_what_about(self, self.forget_line, "" if self.waiting or self.draft is None else self.draft.id)

    # Correcting

    def line_before(self) -> None:
        """The entry before comes into the line."""
        self._step(-1)

    def line_after(self) -> None:
        """The entry after comes into the line, while one is corrected."""
        if self._correcting:
            self._step(1)

    def _step(self, by: int) -> None:
        """The entry before (or after) the one in the line comes into the line, unless something is typed there."""
        value = self.entry.value
        if self._correcting and value != self._loaded:
            self.cro.say(notice="enter saves the correction, esc leaves it")
            return
        if not self._correcting and value.strip():
            return
        ids = [entry["id"] for entry in self.meeting.entries]
        at = ids.index(self._correcting) if self._correcting in ids else len(ids)
        if 0 <= at + by < len(ids):
            self._take_up(ids[at + by])
        elif by > 0:
            self.clear_line()

    def _take_up(self, entry_id: str) -> None:
        self._correcting = entry_id
        self._loaded = self._line_of(entry_id)
        self.entry.load(self._loaded)
        self.entries.go_to(entry_id)
        self.read_line()

    def _correct(self, text: str) -> None:
        entry_id, meeting = self._correcting, self.meeting
        settled = Meeting.entries.key(entry_id) not in meeting.conflicts
        draft = self.draft.id if self.draft is not None else ""
        if text == self._loaded.strip() and settled:
            self.clear_line()
        elif not text:
            if self.attempt(partial(minutes.strike, meeting=meeting, entry_id=entry_id, draft=draft)) is not None:
                self.clear_line()
        else:
            correct = partial(minutes.correct, meeting=meeting, entry_id=entry_id, typed=text, draft=draft)
            if self.attempt(correct) is not None:
                self.clear_line()

    def action_kind(self, kind: str) -> None:
        """Turn what stands in the line, else the last entry, into another kind."""
        if self.entry.value.strip():
            self.entry.replace(marked(self.entry.value, kind))
            return
        entries = self.meeting.entries
        if entries:
            self._turn(entries[-1]["id"], kind)

    def _turn(self, entry_id: str, kind: str) -> None:
        self.attempt(partial(minutes.turn, meeting=self.meeting, entry_id=entry_id, kind=kind))

    # The timeline

    def _entry_here(self) -> str:
        """The id of the entry under the timeline's cursor, if it is one of the minutes."""
        key = self.entries.cursor_key or ""
        return key if any(entry["id"] == key for entry in self.meeting.entries) else ""

    def action_turn(self, kind: str) -> None:
        """Turn the entry under the cursor into another kind."""
        if entry_id := self._entry_here():
            self._turn(entry_id, kind)

    def action_strike(self) -> None:
        """Take the entry under the cursor out of the minutes."""
        if entry_id := self._entry_here():
            self.attempt(partial(minutes.strike, meeting=self.meeting, entry_id=entry_id))

    def action_concern(self) -> None:
        """Open the concern that the line under the cursor became."""
        key = self.entries.cursor_key or ""
        entry = next((entry for entry in self.meeting.entries if entry["id"] == key), {})
        if key and (entry.get("concern") or not entry):
            self.cro.open_record(str(entry.get("concern") or key))

    @on(Timeline.Opened)
    def _opened(self, event: Timeline.Opened) -> None:
        event.stop()
        if entry_id := self._entry_here():
            if self.entry.value.strip() and self.entry.value != self._loaded:
                self.cro.say(notice="Enter the line below first; it is not saved yet")
            else:
                self._take_up(entry_id)
            self.entry.focus()
        else:
            self.action_concern()

    @on(Timeline.LeftBottom)
    def _to_line(self) -> None:
        self.entry.focus()

    # Moving

    def action_next_list(self, by: int = 1) -> None:
        """From the line to the actions, the attendance, the timeline, and back; a suggestion is taken first."""
        if by > 0 and self.focused is self.entry.line and self.entry.take_suggestion():
            return
        stops: list[Widget] = [self.entry.line, self.side.actions, self.side.attendance, self.entries]
        at = stops.index(self.focused) if self.focused in stops else 0
        target = stops[(at + by) % len(stops)]
        in_side = target in (self.side.actions, self.side.attendance)
        if self.size.width < WIDE:  # what is hidden can't take the cursor
            self.side.display, self.entries.display = in_side, not in_side
        self.entries.to_last_used()
        target.focus()

    def action_scroll(self, direction: int) -> None:
        """The timeline a screenful up or down, with the cursor left in the line."""
        self.entries.action_page(direction)

    def action_back(self) -> None:
        """Out of a list, out of a correction, else back to the meetings; the line stays a draft."""
        if self._correcting and self.focused is self.entry.line:
            self.clear_line()
            self.cro.say(saving="", notice="Left as it was")
        else:
            super().action_back()
