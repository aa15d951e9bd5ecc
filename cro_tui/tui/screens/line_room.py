"""A screen of one record with a line that always has the cursor: what is entered is saved, what is not is a draft.

Minutes and check-in are such screens. Knows the desk; what a line means is theirs.
"""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on

from cro_tui.model.record import Record
from cro_tui.store.drafts import Draft
from cro_tui.tui.screens.dialogs.drafted import ABOUT
from cro_tui.tui.screens.documents import DocumentRoom
from cro_tui.tui.widgets.minutes_line import MinutesLine


class LineRoom(DocumentRoom):
    """Subclasses set HOME, make `entry`, and give `record`, `read_line`, `enter` and `save_lines`."""

    DEFAULT_CSS = """
    LineRoom > ToastRack {
        dock: top;
        align: right top;
        margin-top: 1;
    }
    """
    HOME: ClassVar[str] = ""
    """The room from which it is opened, and to which its drafts belong."""

    def __init__(self, entry: MinutesLine, draft: Draft | None) -> None:
        super().__init__()
        self.entry = entry
        entry.taker = self._take
        self.waiting: tuple[str, ...] = ()
        """Pasted lines that the disk refused; the next enter tries again."""
        self.draft = draft
        """What stands in the line, as it is kept."""
        self.bare = False
        """Whether what is restricted shows."""

    # What a screen gives

    @property
    def record(self) -> Record:
        """What it is about."""
        raise NotImplementedError

    def read_line(self) -> None:
        """Say what enter will make of the line."""
        raise NotImplementedError

    def enter(self, line: str) -> None:
        """Enter was pressed."""
        raise NotImplementedError

    def save_lines(self, lines: tuple[str, ...], draft: str) -> bool:
        """Save each of the lines, settling *draft*; False where that was refused."""
        raise NotImplementedError

    def refresh_record(self) -> None:
        """Show the record as it now stands."""
        raise NotImplementedError

    def line_before(self) -> None:
        """Arrow up out of the line."""

    def line_after(self) -> None:
        """Arrow down out of the line."""

    @property
    def is_typed(self) -> bool:
        """Whether something stands in the line that was not saved."""
        return bool(self.entry.value.strip())

    def more_of_draft(self) -> dict[str, str]:
        """What a draft holds besides the line."""
        return {}

    def take_up_draft(self, fields: dict[str, str]) -> None:
        """The other way round: *fields* are `more_of_draft` of the time before."""

    def ask_again(self, verb: str, ids: tuple[str, ...]) -> None:
        """Open the dialog whose draft was left; *ids* are what it is about, the record first."""
        raise NotImplementedError

    # What a screen has

    def restore(self) -> None:
        """Bring back what was being typed when the program ended."""
        if self.draft is None:
            left = self.cro.desk.unfinished()
            own = [one for one in left if one.screen == self.HOME and one.record == self.record.id]
            own = [one for one in own if "line" in one.fields]
            self.draft = own[-1] if own else None
        if self.draft is not None:
            self.resume(self.draft)
        self.read_line()

    def resume(self, draft: Draft) -> None:
        """Go on with a line that was not entered, or with what was asked over this screen."""
        if ABOUT in draft.fields:
            self.draft = None
            self.call_after_refresh(self.ask_again, draft.kind, tuple(draft.fields[ABOUT].split(";")))
            return
        if draft.record != self.record.id:
            self.cro.say(notice="That draft belongs elsewhere: esc, then open it")
            return
        self.draft = draft
        self.take_up_draft(dict(draft.fields))
        self.waiting = tuple(line for line in draft.fields.get("pasted", "").split("\n") if line)
        self.entry.load(draft.fields.get("line", ""))
        self.read_line()
        self.cro.desk.keep_draft(draft)  # from now on it is this window's
        self.cro.say(saving="draft", notice="Not saved yet: enter saves it")

    def keep(self) -> None:
        """What stands in the line is a draft."""
        desk = self.cro.desk
        if not self.is_typed and not self.waiting:
            if self.draft is not None:
                desk.drop_draft(self.draft.id)
                self.cro.say(saving="")
            return
        if self.draft is None:
            self.draft = Draft(desk.notebook.new_id(), self.HOME, self.record.id, self.record.KIND)
        fields = {"line": self.entry.value, "pasted": "\n".join(self.waiting), **self.more_of_draft()}
        at = desk.notebook.clock().isoformat()
        self.draft = Draft(self.draft.id, self.HOME, self.record.id, self.record.KIND, fields, at)
        desk.keep_draft(self.draft)
        if self.cro.status.saving != "draft":
            self.cro.say(saving="draft", notice="")

    def forget_draft(self, draft_id: str) -> None:
        """A draft was thrown away elsewhere."""
        if self.draft is not None and self.draft.id == draft_id:
            self.clear_line()

    def clear_line(self) -> None:
        """The line is entered, or given up: it stands empty."""
        if self.draft is not None:
            self.cro.desk.drop_draft(self.draft.id)
        self.draft = None
        self.waiting = ()
        self.entry.load("")
        self.read_line()

    def forget_line(self) -> None:
        """Nothing of what stands in the line is kept; pasted lines that the disk refused still wait."""
        if not self.waiting:
            self.clear_line()
            return
        self.entry.load("")
        self.keep()
        self.read_line()

    def save_line(self, line: str) -> None:
        """Save the line, with the pasted ones that still wait; refused, it stays where it is."""
        lines = (*self.waiting, line) if line.strip() else self.waiting
        if lines and self.save_lines(lines, self.draft.id if self.draft is not None else ""):
            self.clear_line()

    @on(MinutesLine.Edited)
    def _edited(self, event: MinutesLine.Edited) -> None:
        event.stop()
        self.keep()
        self.read_line()

    def _take(self, told: MinutesLine.Told) -> None:
        """Enter, a paste, or an arrow out of the line, before the next key is taken."""
        if isinstance(told, MinutesLine.Entered):
            self._entered(told.lines, pasted=told.pasted)
        elif isinstance(told, MinutesLine.CorrectLast):
            self.line_before()
        elif isinstance(told, MinutesLine.CorrectNext):
            self.line_after()

    def _entered(self, lines: tuple[str, ...], *, pasted: bool) -> None:
        """A paste is saved at once, each line for itself; what stands in the line stays there."""
        if not pasted:
            self.enter(lines[0])
        elif not self.save_lines(lines, ""):
            self.waiting = (*self.waiting, *lines)
            self.keep()
            self.read_line()

    def action_save(self) -> None:
        """Enter what stands in the line."""
        self.enter(self.entry.value)

    def attempt(self, *given: Any, **more: Any) -> Any:
        """As every room does; what was done shows at once."""
        done = super().attempt(*given, **more)
        if done is not None:
            self.refresh_record()
        return done

    def action_mask(self) -> None:
        """Show what is restricted, or mask it again."""
        if self.cro.keeps_masked():
            return
        self.bare = not self.bare
        self.refresh_record()

    @property
    def home(self) -> str:
        """The room from which it was opened."""
        return self.HOME

    def arrive(self) -> None:
        """The cursor is in the line, as it was left."""
        self.entry.focus()

    def action_back(self) -> None:
        """From a list to the line, else out; the line stays a draft."""
        if self.focused is not self.entry.line:
            self.entry.focus()
        else:
            self.lead_home()

    def lead_home(self) -> None:
        """Out; the line stays a draft."""
        self.keep()  # the last letters may not have been told of yet
        self.cro.desk.flush_drafts()
        self.dismiss(None)
