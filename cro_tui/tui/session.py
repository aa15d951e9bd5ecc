"""The app's side of the desk: opening in the background, others' saves, undo, records opened from anywhere.

Knows the desk and the record screen, no room.
"""

from __future__ import annotations

import asyncio
import gc
import threading
import traceback
import weakref
from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from rich.text import Text
from textual import events, on
from textual.message_pump import MessagePump
from textual.worker import Worker

from cro_tui.tui.commands import key_of
from cro_tui.tui.desk import Desk, Refused
from cro_tui.tui.in_turn import KeysInTurn
from cro_tui.tui.messages import RecordsChanged, ShareSays, Trouble
from cro_tui.tui.slips import Slips
from cro_tui.tui.step_keeper import StepKeeper
from cro_tui.tui.themes import PLAIN
from cro_tui.tui.widgets.status_strip import Status

if TYPE_CHECKING:
    from cro_tui.actions.base import Done
    from cro_tui.model.contact import Contact, Organization
    from cro_tui.share.base import Login
    from cro_tui.store.drafts import Draft
    from cro_tui.tui.open_desk import OpenDesk

POLL_SECONDS = 1.0
"""How often what other processes saved is taken in."""


class Session(Slips):
    """An app at a desk."""

    def __init__(self, desk: Desk | None, **more: Any) -> None:
        super().__init__(**more)
        self._desk = desk
        self._open_desk: OpenDesk | None = None
        """The desk as a wall may see it; None unless the projector mode is on."""
        self.status = Status()
        """The program's state, as the top line of every room shows it."""
        self.live_meeting = ""
        """The id of the meeting whose minutes are being taken: what is captured belongs to it."""
        self.at_event = ""
        """The id of the outreach event from which the officer went to write down a concern: the same."""
        self.keys: Mapping[str, str] = {}
        """The officer's keys, by command id."""
        self.refused_keys: list[str] = []
        """Sentences about keys of the settings that can't be used."""
        self.in_turn = KeysInTurn(self, self._press)
        """The keys that were typed and not dealt with yet."""
        self.slips_told: set[str] = set()
        """What was said of the settings that can't be used."""
        self.theme_of_settings = self.share_of_settings = ""
        """What the settings said of them last."""
        self._watching: weakref.WeakSet[MessagePump] = weakref.WeakSet()
        self._polling: Worker[None] | None = None
        """What takes in others' saves now: a slow disk may need more than the time until the next look."""
        self._last_key = monotonic()
        self._pressed = self._noticed = 0
        """How many keys and clicks came; how many until the notice was said that stands in the top line."""
        self._warned = False
        """Whether the officer knows that leaving loses what was typed."""
        self.in_conflict: set[str] = set()
        """The ids of the records in conflict."""
        self.is_open = False
        """Whether the screens know everything that the notebook holds."""
        self.keeper: StepKeeper | None = None
        """What keeps the notebook and its share in step; None before the first room stands."""

    @property
    def desk(self) -> Desk:
        """The officer's notebook and all that belongs to it, as far as it may show."""
        return cast("Desk", self._open_desk) if self._open_desk is not None else self.own_desk

    @property
    def own_desk(self) -> Desk:
        """The same, whatever may show: for what reaches no screen."""
        assert self._desk is not None, "this app was started without a desk"
        return self._desk

    @property
    def projecting(self) -> bool:
        """Whether nothing above *open* shows."""
        return self._open_desk is not None

    def keeps_masked(self) -> bool:
        """Whether what is masked must stay so, which is said."""
        if self._open_desk is None:
            return False
        key = key_of("projector", self.keys)
        self.say(notice=f"Projector mode: nothing above open shows. {key} leaves the mode")
        return True

    # Opening

    def begin(self) -> None:
        """Open the notebook in the background; called when the first room stands."""
        if self._desk is None:
            return
        self._desk.listener = self
        self.keeper = StepKeeper(self._desk, self, key=key_of("sync", self.keys))
        self.run_worker(self._desk.open, thread=True, name="open")
        self.set_interval(POLL_SECONDS, self._poll)
        settings = self._desk.settings
        self.theme_of_settings, self.share_of_settings = settings.look.theme, settings.share
        self.say_owner()
        self.say(quarter=self._quarter())
        for notice in (*settings.notices, *self.refused_keys):
            self.trouble(notice)
            self.slips_told.add(notice)

    def _quarter(self) -> str:
        from cro_tui.model.quarters import quarter_of

        return quarter_of(self.desk.notebook.clock().date().isoformat())

    def say_owner(self) -> None:
        """Whose notebook it is, in the top line."""
        owner = self.desk.settings.officer.name or "no name yet"
        self.say(owner="DEMO: " + owner if self.desk.notebook.is_demo else owner)

    def _poll(self) -> None:
        if self._polling is None or self._polling.is_finished:  # a year of others' changes may have come at once
            self._polling = self.run_worker(self._take_in, thread=True, group="poll")
        if self.keeper is not None:
            self.keeper.tick()
        quarter = self._quarter()
        if quarter != self.status.quarter:
            self.say(quarter=quarter)
        self.blank_if_idle()

    def _take_in(self) -> None:
        self.desk.poll()
        if self.own_desk.kept_settings.read_again():
            self.call_from_thread(self.settings_changed)

    def settings_changed(self) -> None:
        """Settings were changed, here or in the file: from now on they count."""
        from cro_tui.tui.settings_at_work import take_effect

        take_effect(self)

    def show_theme(self, name: str) -> None:
        """Show the screen in that theme, unless colors are off."""
        if self.theme not in (PLAIN, name):
            self.theme = name

    def blank_if_idle(self) -> None:
        """Blank the screen where nobody pressed a key or moved the mouse for as long as the settings say."""
        minutes = self.desk.settings.intervals.idle_blank_minutes
        if minutes and not self.blanked and monotonic() - self._last_key > minutes * 60:
            self.action_blank()

    async def on_event(self, event: events.Event) -> None:
        """A key, a paste or the mouse shows that somebody is there; keys and pastes are taken in turn."""
        if isinstance(event, events.InputEvent | events.Paste):
            self._last_key = monotonic()
        if isinstance(event, events.MouseDown):
            self._pressed += 1
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.in_turn.take(event)
        else:
            await super().on_event(event)

    async def _press(self, event: events.Event) -> None:
        """A key or a paste whose turn it is."""
        self._pressed += 1
        if not self.is_slip(event):
            await super().on_event(event)

    # What the desk tells (from any thread)

    def records_changed(self, ids: frozenset[str]) -> None:
        """Records changed."""
        self.post_message(RecordsChanged(ids))

    def opened(self) -> None:
        """Everything can be found now; whoever shows lists draws them once more."""
        self.post_message(RecordsChanged(frozenset()))

    def trouble(self, sentence: str) -> None:
        """Something is wrong that the officer must know."""
        self.post_message(Trouble(sentence))

    def save_waits(self) -> None:
        """A save waits for another window: where it is the screen that waits, this is drawn before it stands still."""
        if threading.current_thread() is not threading.main_thread():
            return
        self.say(notice="Waiting for another window …")
        for screen in self.screen_stack:
            if (strip := getattr(screen, "strip", None)) is not None:
                screen._dirty_widgets.add(strip)
            screen._on_timer_update()  # there is no public way to draw now, and no message is handled until later

    def share_says(self, state: str) -> None:
        """The state of the share changed."""
        self.post_message(ShareSays(state))

    def synced(self, sentence: str) -> None:
        """A sync that the officer asked for came to its end."""
        self.post_message(ShareSays(sentence=sentence))

    def watch_records(self, screen: MessagePump) -> None:
        """*screen* gets every `RecordsChanged` from now on, shown or not. One without ids means: everything."""
        self._watching.add(screen)

    @on(RecordsChanged)
    def _pass_on(self, event: RecordsChanged) -> None:
        if self._open_desk is not None and self._open_desk.took_in(event.ids):
            self.run_worker(self._open_desk.learn_anew, thread=True, group="learn", exclusive=True)
        if self.desk.whole.is_set():
            self._look_at_names(event.ids)
        for screen in tuple(self._watching):
            screen.post_message(RecordsChanged(event.ids))
        if not self.is_open and not event.ids and self.desk.whole.is_set():
            self.is_open = True
            gc.freeze()  # what was read stays; looking through all of it again and again would stall the keys
        if self.desk.whole.is_set():
            self._count_conflicts(event.ids)

    def _look_at_names(self, ids: frozenset[str]) -> None:
        """What restricted people were called before is masked as their names are; what just changed, at once."""
        from cro_tui.tui.former_names import FORMER, restricted_contacts

        people = None
        if ids:
            people = restricted_contacts(self.own_desk.notebook, ids)
            FORMER.saw(people, ids - {one.id for one in people})
            if not people:
                return
        self.run_worker(partial(self._learn_names, people), thread=True, group="former names")

    def _learn_names(self, people: list[Contact] | None) -> None:
        """Of *people* who were seen just now; of all where it is None."""
        from cro_tui.tui.former_names import FORMER, restricted_contacts

        if people is None:
            people = restricted_contacts(self.own_desk.notebook)
            FORMER.saw(people)
        if FORMER.learn(self.own_desk.notebook, people):
            self.post_message(RecordsChanged(frozenset()))

    def _count_conflicts(self, ids: frozenset[str]) -> None:
        """Looks at the records that changed; at all of them where everything may have."""
        notebook = self.own_desk.notebook
        if ids:
            found = {one for one in ids if (record := notebook.get(one)) is not None and record.conflicts}
            self.in_conflict = (self.in_conflict - ids) | found
        else:
            self.in_conflict = {record.id for record in notebook.everything() if record.conflicts}
        if len(self.in_conflict) != self.status.conflicts:
            self.say(conflicts=len(self.in_conflict))

    @on(Trouble)
    def _tell(self, event: Trouble) -> None:
        sentence = event.sentence if self._open_desk is None else self._open_desk.say(event.sentence)
        self.notify(sentence, title="Look at this", severity="warning", timeout=20, markup=False)

    @on(ShareSays)
    def _tell_of_share(self, event: ShareSays) -> None:
        if event.state is not None:
            self.say(share=event.state)
        if event.sentence:
            self.say(notice=event.sentence)

    async def action_sync(self) -> None:
        """Bring the notebook and its share in step now, or stop what takes long; first ask what the share must know."""
        keeper = self.keeper
        if keeper is None or not keeper.is_on:
            self.say(notice=f"No share is set: {key_of('room.settings', self.keys)} (the made-up notebook has none)")
        elif not self.desk.whole.is_set():
            self.say(notice="The notebook is still being opened")
        elif keeper.needs_joining:
            from cro_tui.tui.screens.dialogs.choose import confirm

            def answered(answer: str | None) -> None:
                if answer == "yes":
                    self.say(notice="Syncing …")
                    keeper.now(asked=True, confirmed=True)

            body = f"{self.desk.settings.share} holds a notebook. Joining it puts both together, for good."
            self.push_screen(confirm("Is this the share of your department?", "Yes, join it", body), answered)
        elif (wanted := keeper.needs_login) is not None:
            from cro_tui.tui.screens.dialogs.base import lay_over
            from cro_tui.tui.screens.dialogs.login import AskLogin

            def entered(login: Login | None) -> None:
                if login is not None:
                    self.say(notice=keeper.log_in(login))

            await lay_over(self, AskLogin(self.desk.settings.share, wanted), entered)
        else:
            self.say(notice=keeper.asked())

    async def action_backup(self) -> None:
        """Write a backup in the background, and say where it lies."""
        self.say(notice="Backing up …")
        self.run_worker(self._back_up, thread=True, group="backup", exclusive=True)

    def _back_up(self) -> None:
        from cro_tui.actions.backing_up import back_up
        from cro_tui.store.errors import StoreProblem

        try:
            made = back_up(self.desk.home, self.desk.exports)
        except (StoreProblem, OSError) as problem:
            self.synced(f"No backup: {problem}")
            return
        self.synced(f"Backed up, {made.changes} changes, read back whole: {made.path}")
        self.post_message(RecordsChanged(frozenset()))

    # State

    def say(self, **changes: Any) -> None:
        """Change the status (fields of `Status`) and show it; a notice stays until the next, or in its room."""
        if "notice" in changes:
            self._noticed = self._pressed
        self.status = self.status._replace(**changes)
        for screen in self.screen_stack:
            show = getattr(screen, "show_status", None)
            if show is not None:
                show(self.status)

    def leave_notice_behind(self) -> None:
        """Another room is gone to: what was said in the one before stays there, but for what the key that leads away
        has just done, and for words that are not on the disk yet."""
        if self.status.notice and self._noticed < self._pressed and self.status.saving != "NOT SAVED":
            self.say(notice="")

    def keep_what_is_typed(self) -> None:
        """Everything that stands in a field goes to the disk; called from any thread."""
        if self._desk is not None:
            self._desk.leave()

    def refused(self, refused: Refused) -> None:
        """Say that something was not done; what was typed is still where it was."""
        self.say(saving="NOT SAVED" if refused.not_saved else self.status.saving, notice=str(refused))
        self.bell()

    def saved(self, done: Done) -> None:
        """Say that something was saved."""
        self.say(saving="saved", notice=done.says)

    # Records from anywhere

    def open_record(self, record_id: str) -> None:
        """Show a record's form; with the draft that was left of it. One that was merged leads to the other."""
        from cro_tui.model.merged import standing
        from cro_tui.tui.screens.record import RecordScreen

        record = self.desk.notebook.get(record_id)
        if record is None:
            self.say(notice="That record is not here yet: the notebook is still being opened")
            return
        if (kept := standing(record, self.desk.notebook.get)) is not record:
            self.say(notice="It was merged into this one, whose history holds both")
            record, record_id = kept, kept.id
        if self._open_desk is not None and not self._open_desk.shows_whole(record_id):
            self.keeps_masked()
            return
        left = (one for one in reversed(self.desk.unfinished()) if one.screen == "record")
        draft = next((one for one in left if one.record == record_id), None)
        self.push_screen(RecordScreen(record.KIND, record, draft=draft))

    def new_record(self, kind: str, given: Mapping[str, str] | None = None, instead_of: str = "") -> None:
        """Show an empty form of *kind*, with *given* texts in its fields; they stood in the draft *instead_of*."""
        from cro_tui.tui.screens.record import RecordScreen

        self.push_screen(RecordScreen(kind, given=given, instead_of=instead_of), self._look_for_twins)

    def _look_for_twins(self, done: Done | None) -> None:
        """Says whom somebody who was just entered is like, as far as all who are here are known."""
        from cro_tui.model.contact import Contact, Organization

        record = done.record if done is not None else None
        if isinstance(record, Contact | Organization) and self.desk.whole.is_set():
            self.run_worker(partial(self._find_twins, record), thread=True, group="twins", exclusive=True)

    def _find_twins(self, record: Contact | Organization) -> None:
        from cro_tui.actions.duplicates import like

        for pair in like(self.desk.notebook, record)[:1]:
            twin = pair.other if pair.one.id == record.id else pair.one
            called = "somebody restricted" if twin.restricted else f"“{' '.join(twin.label.split())}”"
            sentence = f"Saved. It is like {called} ({pair.why}): F3, d shows both"
            self.call_from_thread(self.say, notice=sentence)

    async def resume_draft(self, draft: Draft) -> None:
        """Go on where something was typed and not saved: the form, or the room whose line it stood in."""
        from cro_tui.model.kinds import BY_KIND
        from cro_tui.tui.screens.dialogs.drafted import ABOUT
        from cro_tui.tui.screens.record import RecordScreen

        about = self.desk.notebook.get(draft.record or draft.fields.get(ABOUT, "").partition(";")[0])
        if draft.screen == "record" and draft.kind in BY_KIND:
            self.push_screen(RecordScreen(draft.kind, about, draft=draft))
        elif draft.screen == "record" and about is not None:
            self.push_screen(RecordScreen(about.KIND, about, asked=draft.kind))
        elif draft.screen in self.MODES:
            await self.run_action(f"app.room('{draft.screen}')")
            resume = getattr(self.screen, "resume", None)
            if resume is not None:
                resume(draft)
        else:
            self.say(notice="That draft is of another cro-tui; its text is on the card")

    def throw_away(self, draft: Draft) -> None:
        """Forget what was typed and not saved, also where it still stands in a line."""
        self.desk.drop_draft(draft.id)
        for mode in self.MODES:
            try:
                screens = self.get_screen_stack(mode)
            except KeyError:  # nobody was in that room yet
                continue
            for screen in screens:
                forget = getattr(screen, "forget_draft", None)
                if forget is not None:
                    forget(draft.id)

    async def action_undo_change(self) -> None:
        """Take back the last thing done, naming it; the text of a capture goes back into its line.

        Over a form or a question only what was done in it: what lies under it is not what the officer looks at. A
        screen that changes no records takes back what was changed in it.
        """
        take_back_here: Callable[[], None] | None = getattr(self.screen, "take_back_here", None)
        if take_back_here is not None:
            take_back_here()
            return
        last = self.desk.last_done
        may: Callable[[Done], bool] | None = getattr(self.screen, "may_take_back", None)
        if last is not None and not (may is not None and may(last)):
            self.say(
                notice=f"Nothing typed here to undo. esc, then {key_of('undo', self.keys)} takes back: {last.says}"
            )
            self.bell()
            return
        try:
            undone, typed = self.desk.undo()
        except Refused as refused:
            self.refused(refused)
            return
        self.say(saving="saved", notice=undone.says)
        taken_back: Callable[[Done | None], None] | None = getattr(self.screen, "taken_back", None)
        if taken_back is not None:
            taken_back(last)
        if typed:
            await self.run_action("app.room('capture')")
            give_back = getattr(self.screen, "give_back", None)
            if give_back is not None:
                give_back(typed)

    def _fatal_error(self) -> None:
        """A fault of the program itself: what was typed is on the disk, and the terminal shows one sentence.

        Textual's own answer prints the values of variables, which may be anybody's name, into the terminal.
        """
        where = ""
        if self._desk is not None:
            self._desk.flush_drafts()
            where = self._desk.note_fault(traceback.format_exc())
        self.panic(
            Text(
                "cro-tui met a fault of its own and stopped. What was saved is saved, what was typed is a draft: "
                f"start it again.{where}"
            )
        )

    async def action_quit(self) -> None:
        """Leave; what is being typed is on the disk first. Where the disk refuses that, it takes a second ctrl+q."""
        if self._desk is not None:
            if not self._desk.flush_drafts() and not self._warned:
                self._warned = True
                self.say(notice="NOT KEPT: what was typed would be lost. Save it, or leave with the same key again")
                self.bell()
                return
            if self.keeper is not None:
                self.say(notice="Leaving …")
                await asyncio.to_thread(self.keeper.finish)
        self.exit()

    def on_unmount(self) -> None:
        """The window closes, however that came."""
        self.give_terminal_back()
        if self._desk is not None:
            self._desk.leave()
