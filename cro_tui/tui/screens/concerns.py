"""Concerns: a fast table of all concerns, one of referrals, one of recommendations; what is known beside it.

A line's single letters move it on: status, refer, close, told, link, recommend …
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual import on

from cro_tui.actions import concerns as verbs
from cro_tui.actions import records
from cro_tui.actions.base import Done
from cro_tui.model.concern import Concern
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.store.drafts import Draft
from cro_tui.tui import STYLES
from cro_tui.tui.commands import bindings
from cro_tui.tui.masked import label_of
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.concern_forms import ConcernForms
from cro_tui.tui.screens.dialogs.drafted import ABOUT, LEFT
from cro_tui.tui.screens.dialogs.link import PickConcern
from cro_tui.tui.screens.documents import DocumentRoom
from cro_tui.tui.screens.problem_table import ProblemTable
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Row

R = TypeVar("R", bound=Record)
FOUND = 60


class Concerns(ProblemTable, DocumentRoom):
    """The room of everything that was voiced, and of what became of it."""

    PLACE = "concerns"
    LABEL = "Concerns"
    CSS_PATH = STYLES / "concerns.tcss"
    AUTO_FOCUS = "ConcernList"
    BINDINGS = bindings("concerns")

    def __init__(self) -> None:
        super().__init__()
        self._forms = ConcernForms(self, self._was_done, lambda one: one.restricted and not self.unmasked)
        self._resumed = False
        self._marks_of: tuple[Done | None, tuple[str, ...]] = (None, ())
        """What was done last with marked lines, and which they were."""

    # Doing

    def _at_cursor(self, kind: type[R]) -> R | None:
        key = self.rows.cursor_key
        return self.cro.desk.notebook.of(kind, key) if key else None

    def _was_done(self, done: Done) -> None:
        if self.rows.picked:
            self._marks_of = (done, self.rows.picked)
        self.rows.clear_marks()

    def taken_back(self, done: Done | None) -> None:
        """What was done with marked lines was taken back: they are marked again."""
        marked_for, keys = self._marks_of
        if done is not None and done is marked_for:
            self.rows.mark(keys)

    async def action_verb(self, name: str) -> None:
        """What moves the line on, or all lines that are marked."""
        if not self.is_read:
            return
        if name in ("status", "refer", "close", "recommend", "tell"):
            concerns = self.marked_concerns()
            if name == "tell" and concerns:
                concerns = self._forms.who_can_be_told(concerns)
            if concerns:
                await getattr(self._forms, name)(concerns)
            return
        found = (self.cro.desk.notebook.get(key) for key in self.rows.marked)
        if marked := [one for one in found if one is not None]:
            laid = getattr(self._forms, name)(*marked)
            if laid is not None:
                await laid

    async def action_new(self) -> None:
        """A new one of what the table shows."""
        if self.kind == Recommendation.KIND:
            await self._forms.recommend([])
        elif self.kind == Problem.KIND:
            await self._projects.begin([])
        else:
            await self.cro.action_room("capture")

    async def action_reply(self) -> None:
        """The answer to a referral: the one under the cursor, or one of the concern's; the same of those marked."""
        marked = (self.cro.desk.notebook.of(Referral, key) for key in self.rows.picked)
        if several := [one for one in marked if one is not None]:
            await self._forms.reply(*several)
            return
        concern = self._at_cursor(Concern)
        referrals = self.case.referrals_of(concern.id) if concern else [self._at_cursor(Referral)]
        waiting = [one for one in referrals if one is not None and one.is_open] or [one for one in referrals if one]
        if not waiting:
            self.cro.say(notice="It was not referred to anybody; r refers it")
        elif len(waiting) == 1:
            await self._forms.reply(waiting[0])
        else:
            options = [Option(one.id, f"{one.to}, {one.sent}", str(n)) for n, one in enumerate(waiting[:9], 1)]

            async def chosen(referral_id: str | None) -> None:
                for one in waiting:
                    if one.id == referral_id:
                        await self._forms.reply(one)

            await lay_over(self.cro, Choose("Whose answer?", options), chosen)

    async def action_link(self) -> None:
        """Link those marked with each other, or the one under the cursor with one that is looked for."""
        concerns = self.marked_concerns()
        if len(concerns) > 1:
            done = self.attempt(lambda notebook: verbs.link_all(notebook, concerns))
            if done is not None:
                self._was_done(done)
        elif concerns:
            await self._pick_link(concerns[0])

    async def _pick_link(self, concern: Concern) -> None:
        notebook, index = self.cro.desk.notebook, self.cro.desk.index
        linked = [one for one in concern.links if notebook.of(Concern, one) is not None]
        alike = [hit.key for hit in index.similar(concern.narrative or concern.summary, Concern.KIND, 12)]

        def find(text: str) -> Sequence[str]:
            return [hit.key for hit in index.search(text, FOUND, (Concern.KIND,)) if hit.key != concern.id]

        def look(key: str) -> Row:
            cells = self.lines.row(key).cells
            return Row((*cells[:3], cells[5]) if cells else (), badge="✓" if key in linked else "")

        async def chosen(key: str | None) -> None:
            other = notebook.of(Concern, key) if key else None
            if other is not None:
                act = records.unlink if other.id in linked else records.link
                self.attempt(lambda book: act(book, concern, other))

        first = [*linked, *(key for key in alike if key != concern.id and key not in linked)]
        await lay_over(self.cro, PickConcern(f"Link {records.name(concern)} with", first, find, look), chosen)

    def action_word(self) -> None:
        """The dossier of a concern, the memo of a referral, as a Word document."""
        self.ask_document(self._at_cursor(Record))

    def called(self, record: Record) -> str:
        """As the tables show it."""
        return label_of(record, self.cro.desk.notebook, bare=self.unmasked)

    def action_to_concern(self) -> None:
        """From a referral to the line of its concern."""
        referral = self._at_cursor(Referral)
        if referral is None:
            return
        kind = next((kind for kind, table in self.case.tables.items() if referral.of in table), "")
        if kind:
            self.go_to_line(kind, referral.of)
        else:
            self.cro.open_record(referral.of)

    def action_history(self) -> None:
        """Every change of the record under the cursor."""
        record = self._at_cursor(Record)
        if record is not None:
            self.show_history(record, bare=self.unmasked)

    def action_edit(self) -> None:
        """The whole form of the record under the cursor."""
        if (record := self._at_cursor(Record)) is not None:
            self.cro.open_record(record.id)

    @on(RowList.Opened)
    async def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        if (suggested := self._suggested.get(event.key)) is not None:
            await self.take_up(suggested)
            return
        if (problem := self._at_cursor(Problem)) is not None:
            self.open_project(problem)
            return
        if self.details.display:
            self.cro.open_record(event.key)
            return
        from cro_tui.tui.screens.dialogs.story import StoryDialog

        first, *rest = self.story.of(self.cro.desk.notebook.get(event.key))

        def closed(form_wanted: bool | None) -> None:
            if form_wanted:
                self.cro.open_record(event.key)

        self.cro.push_screen(StoryDialog(first.text, rest), closed)

    # Drafts

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed in one of this room's forms and not saved."""
        self._resumed = True
        if not self.resume_project(draft):
            self._forms.resume(draft.kind, draft.fields.get(ABOUT, "").split(";"))

    def all_read(self) -> None:
        """Once: what a crash left in a form comes back."""
        if self._resumed:
            return
        self._resumed = True
        mine = [one for one in self.cro.desk.unfinished() if one.screen == self.PLACE and not one.fields.get(LEFT)]
        if mine:
            self.resume(mine[-1])
