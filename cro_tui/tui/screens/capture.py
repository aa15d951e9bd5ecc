"""Capture: one line for a concern. Nothing but the text is required, and no character typed from the start is lost.

What was understood stands beneath as it is typed, then concerns like it, then what was captured before. Everything but
the line is imported and mounted after the first paint.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import events, on
from textual.timer import Timer
from textual.widget import Widget

from cro_tui.tui import STYLES
from cro_tui.tui.commands import bindings, key_of
from cro_tui.tui.desk import Refused
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.base import Room
from cro_tui.tui.widgets.text_field import CaptureLine, TextField

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widgets import Static

    from cro_tui.model.meeting import Meeting
    from cro_tui.model.outreach import Outreach
    from cro_tui.store.drafts import Draft
    from cro_tui.tui.screens.dialogs.base import Laid
    from cro_tui.tui.widgets.captured import ConcernLines
    from cro_tui.tui.widgets.row_list import RowList
    from cro_tui.tui.widgets.understood import Understood

PREVIEW_SECONDS = 0.06
"""How long after the last key the line is read: a burst of keys is read once."""
SIMILAR_FROM = 8
"""Letters from which similar concerns are looked for."""
RECENT = 40
INTRODUCTION = "introduction"
"""What the draft of the question whose notebook it is is called."""
GRAMMAR = "#category  @place  +who  !  via:phone  due:fri  ~callback  ~anon  ~juvenile"


class Capture(Room):
    """The room that the program opens with."""

    PLACE = "capture"
    LABEL = "Capture"
    CSS_PATH = STYLES / "capture.tcss"
    AUTO_FOCUS = "CaptureLine"
    TAKES_LETTERS = True
    """Letters that come into its list go into its line."""
    BINDINGS = bindings("capture")

    def __init__(self) -> None:
        super().__init__()
        self.line = CaptureLine(id="capture-line")
        self.line.taker = self._take
        self._draft: Draft | None = None
        self._restored = False
        self._reading: Timer | None = None
        self._similar: list[str] = []
        self._linked: list[str] = []
        self._understood: Understood | None = None
        self._likes: ConcernLines | None = None
        self._recent: ConcernLines | None = None
        self._banner: Static | None = None
        self._sent_away = False
        """Whether the first questions were put off, or dismissed."""

    def first(self) -> Iterable[Widget]:
        """The line."""
        yield self.line

    async def furnish(self) -> None:
        """What was understood, what is like it, what was captured before."""
        from cro_tui.tui.widgets.captured import ConcernLines
        from cro_tui.tui.widgets.unbroken import Unbroken
        from cro_tui.tui.widgets.understood import Understood

        self._banner = Unbroken("", id="capture-banner", markup=False)
        self._understood = Understood(id="capture-understood")
        self._likes = ConcernLines("Similar (ctrl+l links it)", empty="", id="capture-similar")
        self._recent = ConcernLines(
            "Captured", empty="Nothing yet. Write what you heard, press enter: it is saved.", id="capture-recent"
        )
        await self.mount(self._banner, self._understood, self._likes, self._recent)
        self._likes.display = False
        self._show_banner()
        self._show_recent()
        self._read()

    def arrive(self) -> None:
        """The cursor is in the line."""
        self.line.focus()
        self._show_banner()

    # What stands in the line

    @property
    def _meeting(self) -> Meeting | Outreach | None:
        """The outreach event from which one came here, else the meeting that is being minuted now."""
        held = self.cro.at_event or self.cro.live_meeting
        if not held:
            return None
        from cro_tui.model.meeting import Meeting
        from cro_tui.model.outreach import Outreach

        record = self.cro.desk.notebook.get(held)
        return record if isinstance(record, Meeting | Outreach) else None

    def _show_banner(self) -> None:
        if self._banner is None:
            return
        meeting = self._meeting
        text: str | Content = ""
        asks = False
        if meeting is not None and self.cro.at_event:
            name = "(restricted)" if meeting.restricted else meeting.label
            text = f"Voiced at {name}, {meeting.start[:10]}: enter saves and leads back to it, esc leads back."
        elif meeting is not None:
            text = f"For the meeting of {meeting.label}: enter saves and leads back to the minutes, esc leads back."
        elif not self._sent_away and not self.cro.desk.notebook.is_demo:
            from cro_tui.tui.first_questions import strip

            text = strip(self.cro.own_desk.settings, self.cro.keys) or ""
            asks = bool(text)
        elif not self._sent_away and self.cro.tour is None:
            from cro_tui.tui.places import with_keys

            text = with_keys("New here? {tour} is a tour of two minutes. esc sends this away.", self.cro.keys)
            asks = True
        self._banner.update(text)
        self._banner.set_class(asks, "-asks")
        self._banner.display = bool(text)

    def show_settings(self) -> None:
        """Settings were changed: what is asked over the line may be answered now."""
        self._show_banner()

    @on(TextField.Edited, "#capture-line")
    def _edited(self, event: TextField.Edited) -> None:
        event.stop()
        desk = self.cro.desk
        if desk.is_ready:
            self._keep_line()
        else:  # the first letters are drawn first
            desk.keep_soon(self._keep_line)
            self.call_after_refresh(desk.keep_now)
        if self._reading is not None:
            self._reading.stop()
        self._reading = self.set_timer(PREVIEW_SECONDS, self._read)

    def _keep_line(self) -> None:
        self._keep(self.line.value)  # not the message's: enter may have emptied the line since

    def _keep(self, text: str) -> None:
        from cro_tui.store.drafts import LINKED, Draft

        desk = self.cro.desk
        if not text.strip() and self._draft is None:
            return
        if self._draft is None:
            self._draft = Draft(desk.notebook.new_id(), self.PLACE, desk.notebook.new_id(), "concern")
        draft = self._draft
        if text.strip():
            fields = {"line": text} | ({LINKED: ";".join(self._linked)} if self._linked else {})
            self._draft = Draft(
                draft.id, draft.screen, draft.record, draft.kind, fields, desk.notebook.clock().isoformat()
            )
            desk.keep_draft(self._draft)
            if self.cro.status.saving != "draft":
                self.cro.say(saving="draft")
        else:
            desk.drop_draft(draft.id)
            self.cro.say(saving="")

    def _read(self) -> None:
        """Shows what the line says, and concerns like it."""
        if self._understood is None or not self._understood.is_attached:
            return
        text = self.line.value
        if not text.strip():
            self._linked = []
            self._understood.show((), GRAMMAR)
            self._show_similar("")
            self.line.mark(())
            return
        from cro_tui.actions.capture import preview
        from cro_tui.tui.capture_lines import about_an_officer, before_the_end, categories_for, parts_of, warnings_of

        seen = preview(self.cro.desk.notebook, text, self.cro.desk.names)
        self.line.mark(seen.understood.spans)
        left, parts = seen.understood.left, parts_of(seen)
        words = () if "category" in seen.understood.fields else self.cro.desk.settings.words.categories
        waits = f" {text}".endswith(" #")
        typing, at_rest = (
            [*warnings_of(some), *categories_for(some, words, asked=asked), *parts]
            for some, asked in ((before_the_end(left, text), False), (left, waits))
        )
        advice = about_an_officer(key_of("capture.handover", self.cro.keys)) if seen.advice else ""
        sentence = " · ".join(filter(None, (advice, seen.contradiction, *seen.unclear)))
        self._understood.show(typing, sentence, warning=True, at_rest=at_rest)
        self._show_similar(seen.understood.text)

    def _show_similar(self, text: str) -> None:
        assert self._likes is not None
        found: list[str] = []
        if len(text) >= SIMILAR_FROM and self.cro.desk.whole.is_set():
            found = [hit.key for hit in self.cro.desk.index.similar(text, "concern", 4)]
        self._similar = list(dict.fromkeys((*self._linked, *found)))
        self._likes.display = bool(self._similar)
        self._show_lines(self._likes, self._similar)

    def action_link_similar(self) -> None:
        """Link the next similar concern; after the last, none."""
        unlinked = [key for key in self._similar if key not in self._linked]
        if not self._similar:
            self.cro.say(notice="Nothing like it is known")
            return
        self._linked = [*self._linked, unlinked[0]] if unlinked else []
        assert self._likes is not None
        self._show_lines(self._likes, self._similar)
        self._keep(self.line.value)

    # Saving

    def _take(self, told: TextField.Told) -> None:
        """Enter and leaving arrows, before the next key is taken."""
        if isinstance(told, TextField.Submitted):
            self.action_save()
        elif isinstance(told, TextField.LeftDown):
            self.action_into_list()
        elif isinstance(told, TextField.LeftUp):
            self.action_correct_last()

    def action_save(self) -> None:
        """Save the line and stand ready for the next; a refused save leaves it where it is."""
        from cro_tui.actions.capture import capture

        text = self.line.value
        if not text.strip():
            return
        draft = self._draft
        meeting = self._meeting
        notebook = self.cro.desk.notebook
        linked = tuple(one for key in self._linked if (one := notebook.get(key)) is not None)
        done = self.attempt(
            lambda notebook: capture(
                notebook,
                text,
                meeting=meeting,
                linked=linked,
                record_id=draft.record if draft else "",
                draft=draft.id if draft else "",
            ),
            typed=text,
        )
        if done is None:
            return
        self._start_anew()
        if meeting is not None:
            self.cro.go_back()

    async def action_hand_over(self) -> None:
        """Note that a complaint about an officer was handed over, and forget its words."""
        from cro_tui.tui.screens.dialogs.hand_over import ask_what_about

        meeting = self._meeting
        self._keep(self.line.value)  # the draft that is settled is the one in which the words stand

        def handed() -> None:
            self._start_anew()
            if meeting is not None:
                self.cro.go_back()

        await ask_what_about(self, handed, self._draft.id if self._draft else "")

    def _start_anew(self) -> None:
        if self._draft is not None:
            self.cro.desk.drop_draft(self._draft.id)
        self._draft = None
        self._linked = []
        self.line.load("")
        self._read()

    @on(TextField.ManyLines, "#capture-line")
    def _pasted(self, event: TextField.ManyLines) -> None:
        """Several lines were pasted: one concern, or one a line."""
        event.stop()
        from cro_tui.tui.screens.dialogs.choose import Choose, Option

        lines, before = event.lines, self.line.value
        self._keep(" ".join((before, *lines)).strip())  # until it is known what becomes of them

        def chosen(name: str | None) -> None:
            if name is None:
                self._keep(before)
            elif name == "one":
                self.line.insert(" ".join(lines))
            elif name == "each":
                from cro_tui.actions.capture import capture, left_in_text
                from cro_tui.model.leftover import saying

                for number, text in enumerate(lines):
                    if self.attempt(lambda notebook, text=text: capture(notebook, text), typed=text) is None:  # type: ignore[misc]
                        self.line.load(" ".join((before, *lines[number:])).strip())
                        self._keep(self.line.value)
                        return
                    if rest := " ".join((before, *lines[number + 1 :])).strip():
                        self._keep(rest)
                    elif self._draft is not None:
                        self.cro.desk.drop_draft(self._draft.id)
                        self._draft = None
                self.cro.say(notice=saying(f"Saved {len(lines)} concerns", left_in_text(self.cro.desk.notebook, lines)))

        options = (Option("one", "One concern with all of it", "o"), Option("each", "One concern a line", "e"))
        self.cro.push_screen(Choose(f"{len(lines)} lines were pasted", options, stays=True), chosen)

    def action_whole_form(self) -> None:
        """The whole form, with what the line says in it."""
        from cro_tui.actions.capture import meeting_fields, preview
        from cro_tui.tui.capture_lines import for_form

        names = self.cro.desk.names
        seen = preview(self.cro.desk.notebook, self.line.value, names)
        if seen.contradiction:
            self.cro.say(notice=seen.contradiction)
            self.cro.bell()
            return
        today = self.cro.desk.notebook.clock().date().isoformat()
        known = {"heard_by": self.cro.desk.settings.officer.name, **meeting_fields(self._meeting, today)}
        given = for_form(seen, known, names)
        draft, self._draft = self._draft, None  # the form drops it, once it keeps the same text itself
        self._start_anew()
        self.cro.new_record("concern", given, instead_of=draft.id if draft else "")

    def give_back(self, text: str) -> None:
        """A capture was undone: its text stands in the line again; where something else stands there, it is a draft
        beside it."""
        if not self.line.value.strip():
            self.line.load(text)
            self._keep(text)
            self._read()
            return
        from cro_tui.store.drafts import Draft

        notebook = self.cro.desk.notebook
        fields, at = {"line": text}, notebook.clock().isoformat()
        self.cro.desk.keep_draft(Draft(notebook.new_id(), self.PLACE, notebook.new_id(), "concern", fields, at))
        key = key_of("room.today", self.cro.keys)
        self.cro.say(notice=f"{self.cro.status.notice}. Its text is kept beside your line: {key} lists it")

    def begin_with(self, text: str) -> None:
        """What is typed next goes with *text*, which stands before what stood in the line; it is no draft by itself."""
        self.line.load(f"{text.strip()} {self.line.value}")
        self._read()

    def begin_at(self, event_id: str) -> None:
        """What is saved next was voiced at that outreach event."""
        self.cro.at_event = event_id
        self._show_banner()

    def forget_draft(self, draft_id: str) -> None:
        """A draft was thrown away: the line stands empty if it was its."""
        if self._draft is not None and self._draft.id == draft_id:
            self._start_anew()

    def resume(self, draft: Draft) -> None:
        """Go on with a line that was not saved."""
        from cro_tui.store.drafts import LINKED

        if draft.kind == INTRODUCTION:
            self._introduce()
            return
        self._draft = draft
        self._linked = [one for one in draft.fields.get(LINKED, "").split(";") if one]
        self.line.load(draft.fields.get("line", ""))
        self._read()
        self.cro.desk.keep_draft(draft)  # from now on it is this window's
        self.cro.say(saving="draft", notice="Not saved yet: enter saves it")

    # The rest

    def action_back(self) -> None:
        """Back to the minutes or the room before; the line stays a draft. What is asked over it is put off first."""
        if self._banner is not None and self._banner.has_class("-asks"):
            self._send_away()
        else:
            super().action_back()

    def _send_away(self) -> None:
        """The first questions, or the offer of a tour, are put off until the next start."""
        self._sent_away = True
        if not self.cro.desk.notebook.is_demo:
            now, settings = key_of("capture.owner", self.cro.keys), key_of("room.settings", self.cro.keys)
            self.cro.say(notice=f"Asked again at the next start. {now} answers now, {settings} has all settings")
        self._show_banner()

    def action_never_ask(self) -> None:
        """The first questions are asked no more; where that can't be written, not before the next start."""
        if self._banner is None or not self._banner.has_class("-asks") or self.cro.desk.notebook.is_demo:
            self.cro.say(notice="Nothing is asked here")
            return
        self._sent_away = True
        try:
            self.cro.own_desk.change_settings({("look", "ask_first"): False})
        except Refused as refused:
            self.cro.refused(refused)
        else:
            key = key_of("room.settings", self.cro.keys)
            self.cro.say(notice=f"Never asked again: {key} has all settings, “First questions” among them")
        self._show_banner()

    async def action_introduce(self) -> None:
        """Ask whose notebook this is."""
        await self._introduce()

    def _introduce(self) -> Laid:
        from cro_tui.tui.screens.dialogs.base import lay_over
        from cro_tui.tui.screens.dialogs.introduction import Introduction

        return lay_over(self.cro, Introduction(self.cro), lambda _: self._show_banner())

    @on(events.ScreenSuspend)
    def _left(self) -> None:
        """Who goes elsewhere is at the event no longer; a dialog over the line leaves him there."""
        if self.cro.current_mode != self.PLACE:
            self.cro.at_event = ""

    def action_into_list(self) -> None:
        """From the line into the concerns beneath it: those like it, else those captured before."""
        for lines in (self._likes, self._recent):
            if lines is not None and lines.display and lines.rows.line_count:
                lines.rows.focus()
                return

    def action_correct_last(self) -> None:
        """From the empty line to the last concern, opened to be corrected."""
        if not self.line.value and self._recent is not None and self._recent.rows.visible_keys:
            self.cro.open_record(self._recent.rows.visible_keys[0])

    def on_row_list_left_top(self) -> None:
        """Arrow up on the first line leads back. (Heard by name: lists are imported after the first paint.)"""
        self.line.focus()

    def on_key(self, event: events.Key) -> None:
        """A letter that is no command of the list beneath is the beginning of a concern."""
        if event.is_printable and event.character and getattr(self.focused, "LETTERS_COMMAND", False):
            event.stop()
            self.line.focus()
            self.line.insert(event.character)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """The concern of a line."""
        self.cro.open_record(event.key)

    @on(RecordsChanged)
    def _changed(self, event: RecordsChanged) -> None:
        event.stop()
        if not self._restored and self.furnished.is_set():
            self._restored = True
            self._restore()
        self._show_recent()

    def _restore(self) -> None:
        """The line that was being typed when the program ended comes back, unless something stands there."""
        mine = [draft for draft in self.cro.desk.unfinished() if draft.screen == self.PLACE]
        left = [draft for draft in mine if "line" in draft.fields]
        own = self._draft.id if self._draft else ""
        left = [draft for draft in left if draft.id != own]
        if left and not self.line.value.strip():
            self.resume(left[-1])

    def _show_recent(self) -> None:
        if self._recent is not None and self._recent.is_attached:
            from cro_tui.model.concern import Concern

            notebook = self.cro.desk.notebook
            self._show_lines(self._recent, [one.id for one in notebook.latest(Concern, RECENT)])

    def _show_lines(self, lines: ConcernLines, keys: list[str]) -> None:
        from cro_tui.model.concern import Concern
        from cro_tui.tui.days import short_day
        from cro_tui.tui.widgets.captured import ConcernLine

        today = self.cro.desk.notebook.clock().date()
        shown = {}
        for key in keys:
            one = self.cro.desk.notebook.of(Concern, key)
            if one is not None and not one.is_voided:
                summary = "(restricted)" if one.restricted else one.summary
                linked = key in self._linked
                heard = short_day(one.heard, today)
                shown[key] = ConcernLine(one.number, summary, heard, one.status, linked, not one.is_open)
        lines.show(shown, list(shown))
