"""Any record as a form: make one, change one, see its history, settle its conflicts, void or restore it.

Knows the actions through the desk. What was typed is a draft until it is saved, and comes back after a crash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from cro_tui.actions import records
from cro_tui.actions.base import Done
from cro_tui.actions.capture import advice_on
from cro_tui.model.concern import Concern
from cro_tui.model.fields import Line, Ref, Refs, split
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui import STYLES
from cro_tui.tui.commands import ROOM, bindings
from cro_tui.tui.desk import Refused
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.dialogs.conflict import SETTLE, ask_which_holds
from cro_tui.tui.screens.dialogs.drafted import ASIDE, SEEN
from cro_tui.tui.screens.dialogs.reason import VOID, ask_why_void
from cro_tui.tui.show import harmless, one_line
from cro_tui.tui.widgets.key_bar import KeyBar
from cro_tui.tui.widgets.record_form import RecordForm
from cro_tui.tui.widgets.status_strip import Status, StatusStrip

if TYPE_CHECKING:
    from cro_tui.tui.app import CroTui

PLACE = "record"


class RecordScreen(Screen[Done | None]):
    """The form of one record. Gives what was saved last, or None."""

    PLACE = PLACE
    PLACES = (PLACE, ROOM)
    BINDINGS = bindings(PLACE, ROOM)
    DEFAULT_CSS = """
    RecordScreen Toast {
        display: none;
    }
    """
    CSS_PATH = STYLES / "record.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(
        self,
        kind: str,
        record: Record | None = None,
        *,
        given: Mapping[str, str] | None = None,
        draft: Draft | None = None,
        instead_of: str = "",
        asked: str = "",
    ) -> None:
        """*record* is the one to change, None makes a new one; *given* are texts to begin with, *draft* one that
        was not saved; *instead_of* is the draft of the line that they come from, *asked* what is asked again."""
        super().__init__()
        self.kind = BY_KIND[kind]
        self.record = record
        self._given = dict(given or {})
        self._draft = draft
        self._resumed = draft is not None
        self._instead_of = instead_of
        self._asked = asked
        self._stands = False
        """Whether its first field takes the keys."""
        self._settled = False
        """Whether what was typed is saved or thrown away; the last letters are told of after the key that did it."""
        self._done: Done | None = None
        self._form_fields: KindForm | None = None
        self.form: RecordForm | None = None
        self.strip = StatusStrip(Status(room=self._room()))
        self.bar = KeyBar()
        self._about = Static("", id="record-about", markup=False)

    @property
    def cro(self) -> CroTui:
        """The app, with its own type."""
        return cast("CroTui", self.app)

    def compose(self) -> ComposeResult:
        """State, what the record is, its form, keys."""
        fields = KindForm(self.kind, self.cro.desk)
        self._form_fields = fields
        self.form = RecordForm(fields.fields(), fields.texts(self.record) if self.record else {})
        yield self.strip
        yield self._about
        yield self.form
        yield self.bar

    def on_mount(self) -> None:
        """Fill in what was given or left unsaved, and go to the first field."""
        self.cro.watch_records(self)
        self.show_status(self.cro.status)
        self._show_keys()
        assert self.form is not None
        assert self._form_fields is not None
        unsaved = {n: text for n, text in (self._draft.fields if self._draft else {}).items() if n not in ASIDE}
        if unsaved or self._given:
            self.form.fill(self._form_fields.given(self._given))
            self.form.fill(unsaved, going_on=True)
        changed_since = self._changed_since()
        if self._given or self._draft:
            self._keep()
        if self._instead_of and self.cro.desk.flush_drafts():
            self.cro.desk.drop_draft(self._instead_of)
        self._tell_about()
        first = next(iter(unsaved), "") or next(iter(self.form.values))
        self.set_focus(self.form.input_of(first if first in self.form.values else next(iter(self.form.values))))
        self.form.set_errors(changed_since)
        self._stands = True
        if self._asked:
            self.call_after_refresh(self._ask_again)

    def holds(self, _key: str) -> bool:
        """What is typed at once waits for the first field."""
        return not self._stands

    def _ask_again(self) -> None:
        if self._asked == VOID and self.record is not None and not self.record.voided:
            self.action_void()
        elif self._asked == SETTLE:
            self.action_conflict()

    def _changed_since(self) -> dict[str, str]:
        """A sentence for each field of the draft that somebody wrote after its text was typed."""
        record, draft = self.record, self._draft
        if record is None or draft is None or SEEN not in draft.fields:
            return {}
        seen = set(draft.fields[SEEN].split(";"))
        new = {record.field_of_key(key) for key in record.values if not seen.issuperset(record.seen.over(key))}
        assert self._form_fields is not None
        now = self._form_fields.texts(record)
        return {
            name: f"Changed since you typed this; it says “{one_line(now[name])}”. ctrl+s puts yours in its place."
            for name in new & draft.fields.keys()
        }

    def _room(self) -> str:
        return f"New {self.kind.KIND}" if self.record is None else self.kind.KIND.capitalize()

    def show_status(self, status: Status) -> None:
        """Show the program's state in the top line."""
        self.strip.show(status._replace(room=self._room()))

    def _tell_about(self) -> None:
        """The lines above the form: number, who wrote it when, what is in conflict, where it is linked."""
        advice = self._advice()
        lines = [*self._lines(), *filter(None, [advice])]
        self._about.update(harmless("\n".join(lines)))
        self._about.display = bool(lines)
        alarming = bool(advice or (self.record and (self.record.conflicts or self.record.voided)))
        self._about.set_class(alarming, "-alarm")

    def _advice(self) -> str:
        """What to do instead, where what is typed reads like a complaint about an officer."""
        if self.kind is not Concern or self.form is None:
            return ""
        typed = "\n".join(text for name, text in self.form.changed.items() if isinstance(Concern.FIELDS[name], Line))
        return advice_on(self.cro.desk.notebook, typed)

    def _lines(self) -> Iterable[str]:
        record = self.record
        if record is None:
            if self._resumed:
                yield "This was not saved yet: ctrl+s saves it, esc keeps it for later."
            return
        number = f"{record.number}   " if isinstance(record, Concern) else ""
        made = f"made {readable(record.created.at)} by {record.created.by or 'nobody named'}"
        changed = "" if record.changed == record.created else f", changed {readable(record.changed.at)}"
        yield f"{number}{made}{changed}"
        if record.voided:
            disputed = " but somebody edited it without knowing" if record.void_disputed else ""
            yield f"VOIDED: {record.voided}{disputed}   ctrl+o restores it"
        if record.conflicts:
            names = ", ".join(sorted({record.field_of_key(key) for key in record.conflicts}))
            yield f"CONFLICT in {names}: two people wrote at once. ctrl+g shows both."
        linked = [self.cro.desk.notebook.get(one) for one in getattr(record, "links", ())]
        titles = [self._title(one) for one in linked if one is not None]
        if titles:
            yield "Linked: " + " · ".join(titles[:6]) + (" …" if len(titles) > 6 else "")

    @staticmethod
    def _title(record: Record) -> str:
        if isinstance(record, Concern):
            return record.number
        if isinstance(record, Referral) and record.is_open and record.owed_due:
            to = "(restricted)" if record.restricted else one_line(record.owed_by)[:40]
            return f"referral to {to}, answer due {readable(record.owed_due)}"
        return f"{record.KIND} {'(restricted)' if record.restricted else one_line(record.label)[:40]}"

    def _show_keys(self) -> None:
        self.bar.show(self.PLACES, "", self.cro.keys, self.absent_commands)

    @property
    def absent_commands(self) -> frozenset[str]:
        """The ids of the commands that have nothing to work on: a new record has no history, few are in conflict."""
        if self.record is None:
            return self.cro.absent_commands | {"record.history", "record.void", "record.conflict"}
        return self.cro.absent_commands | (frozenset() if self.record.conflicts else {"record.conflict"})

    # Drafts

    @on(RecordForm.Changed)
    def _changed(self) -> None:
        if not self._settled:
            self._keep()
            if self.kind is Concern:
                self._tell_about()

    def _keep(self) -> None:
        assert self.form is not None
        desk = self.cro.desk
        if self._draft is None:
            record_id = self.record.id if self.record else desk.notebook.new_id()
            self._draft = Draft(desk.notebook.new_id(), PLACE, record_id, self.kind.KIND)
        changed = self.form.changed
        fields = {**changed, SEEN: ";".join(self.record.seen.everything())} if self.record else changed
        self._draft = Draft(
            self._draft.id, PLACE, self._draft.record, self.kind.KIND, fields, desk.notebook.clock().isoformat()
        )
        if changed:
            desk.keep_draft(self._draft)
            self.cro.say(saving="draft")
        else:
            self._forget()

    def _forget(self) -> None:
        if self._draft is not None:
            self.cro.desk.drop_draft(self._draft.id)

    # Commands

    def action_save(self) -> None:
        """Save what was changed; errors stand beneath their fields and nothing is lost."""
        assert self.form is not None
        assert self._form_fields is not None
        self.form.settle()
        changed = self.form.changed
        if not changed:
            self.dismiss(self._done)
            return
        draft = self._draft
        typed = self._form_fields.typed(changed)
        record = self.record
        try:
            if record is None:
                made = {name: value for name, value in typed.items() if value not in ("", [])}
                done = self.cro.desk.do(
                    lambda notebook: records.create(
                        notebook,
                        self.kind,
                        made,
                        record_id=draft.record if draft else "",
                        draft=draft.id if draft else "",
                    )
                )
            else:
                done = self.cro.desk.do(
                    lambda notebook: records.change(notebook, record, typed, draft=draft.id if draft else "")
                )
        except Refused as refused:
            self._show_refused(refused)
            return
        self._settled = True
        self._forget()
        self._draft = None
        self.cro.say(saving="saved", notice=done.says)
        self.dismiss(done)

    def _show_refused(self, refused: Refused) -> None:
        assert self.form is not None
        field = refused.field.partition(".")[0]
        if self._can_be_made(field):
            return
        self.form.set_errors({field: str(refused)} if field in self.form.values else {})
        if refused.not_saved:
            self.cro.say(saving="NOT SAVED", notice=str(refused))
        elif field not in self.form.values:
            self.cro.say(notice=str(refused))
        else:
            self.cro.say(notice=f"Not saved yet: look at {self.kind.FIELDS[field].label}")

    def _can_be_made(self, name: str) -> bool:
        """Whether a name in the field is nobody's yet: asks whether to make the contact or organization, then saves."""
        assert self.form is not None
        field = self.kind.FIELDS.get(name)
        if not isinstance(field, Ref | Refs) or not {"contact", "organization"} & set(field.kinds):
            return False
        names = split(self.form.values[name]) if isinstance(field, Refs) else [self.form.values[name].strip()]
        unknown = next((one for one in names if not self.cro.desk.names.called(field.kinds, one)), "")
        if not unknown:
            return False
        kind = BY_KIND["contact" if "contact" in field.kinds else "organization"]

        def answered(answer: str | None) -> None:
            if answer == "yes":
                try:
                    self.cro.desk.do(lambda notebook: records.create(notebook, kind, {"name": unknown}))
                except Refused as refused:
                    self.cro.refused(refused)
                    return
                self.action_save()

        from cro_tui.tui.screens.dialogs.choose import confirm

        self.cro.push_screen(confirm(f"No {kind.KIND} is called “{unknown}” yet", f"Make a new {kind.KIND}"), answered)
        return True

    def action_back(self) -> None:
        """Leave; what was typed stays as a draft."""
        if self.form is not None and self.form.changed:
            self._keep()  # the last letters may not have been told of yet
        self._settled = True
        self.cro.desk.flush_drafts()
        if self.form is not None and self.form.changed:
            self.cro.say(saving="draft", notice="Kept as a draft: Today (F4) lists it")
        self.dismiss(self._done)

    def may_take_back(self, done: Done) -> bool:
        """What was done in this form (voided, restored, settled), not what was saved before it was opened."""
        return done is self._done

    def lead_home(self) -> None:
        """Back to the room over which it was opened."""
        self.action_back()

    def action_discard(self) -> None:
        """Throw away what was typed and not saved."""
        self._settled = True
        self._forget()
        self._draft = None
        self.cro.say(saving="", notice="What was typed is gone")
        self.dismiss(self._done)

    def action_history(self) -> None:
        """Every change of this record."""
        if self.record is None:
            self.cro.say(notice="It has no history before it is saved")
            return
        if self.cro.keeps_masked():
            return
        from cro_tui.tui.screens.dialogs.history import History, merged_histories

        notebook, record = self.cro.desk.notebook, self.record
        merged = merged_histories(record, notebook)
        self.cro.push_screen(History(record, notebook.history(record.id), notebook, bare=True, merged=merged))

    def action_conflict(self) -> None:
        """Both values of what is in conflict, to choose one."""
        if self.record is None or not self.record.conflicts:
            self.cro.say(notice="Nothing is in conflict here")
            return
        record = self.record

        def save(key: str, value: object, draft: str) -> bool:
            return self._do_and_reload(lambda notebook: records.settle(notebook, record, key, value, draft=draft))

        ask_which_holds(self, record, save)

    def action_void(self) -> None:
        """Void the record, with a reason; or restore a voided one."""
        record = self.record
        if record is None:
            self.cro.say(notice="It is not saved yet: ctrl+n throws it away")
            return
        if record.voided:
            self._do_and_reload(lambda notebook: records.restore(notebook, record))
            return

        def voided(done: Done | None) -> None:
            if done is not None:
                self._done = done
                self._reload()

        ask_why_void(self, record, voided)

    def _do_and_reload(self, act: Callable[[Notebook], Done]) -> bool:
        try:
            self._done = self.cro.desk.do(act)
        except Refused as refused:
            self.cro.say(saving="NOT SAVED" if refused.not_saved else self.cro.status.saving, notice=str(refused))
            return False
        self.cro.say(saving="saved", notice=self._done.says)
        self._reload()
        return True

    def _reload(self) -> None:
        assert self.record is not None
        assert self.form is not None
        assert self._form_fields is not None
        fresh = self.cro.desk.notebook.get(self.record.id)
        if fresh is None:
            return
        typed = self.form.changed
        self.record = fresh
        self.form.load(self._form_fields.texts(fresh))
        if typed:
            self.form.fill(typed)
        self._show_keys()
        self._tell_about()

    @on(RecordsChanged)
    def _others_changed(self, event: RecordsChanged) -> None:
        """Another window wrote this record: what stands in untouched fields follows; a save made from what was seen
        before shows both."""
        if self.record is None or self.record.id not in event.ids or self.form is None or self._settled:
            return
        if self.cro.desk.notebook.get(self.record.id) is self.record:
            return
        if self.form.changed:
            self.cro.say(notice="Another window wrote this record meanwhile: saving yours keeps both to choose from")
        else:
            self._reload()
