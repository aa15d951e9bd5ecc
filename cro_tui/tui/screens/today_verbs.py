"""What the letters in the list of Today do with the line under the cursor.

Knows the actions through the desk and the dialogs; what is owed and how it is shown is the room's business.
"""

from __future__ import annotations

import asyncio

from cro_tui.actions.base import Done
from cro_tui.actions.due import date_field, finish, put_off
from cro_tui.actions.records import settle
from cro_tui.actions.unanswered import waiting_for
from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.program import Program
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.model.survey import Survey
from cro_tui.model.training import Training
from cro_tui.model.work import Work
from cro_tui.report.today import DueLine
from cro_tui.store.drafts import Draft
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.find_lines import readable_phone
from cro_tui.tui.forms import KindForm
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import confirm
from cro_tui.tui.screens.dialogs.concern_forms import ConcernForms
from cro_tui.tui.screens.dialogs.drafted import ABOUT, ask
from cro_tui.tui.screens.dialogs.work_forms import VERBS as WORK_VERBS
from cro_tui.tui.screens.dialogs.work_forms import WorkForms
from cro_tui.tui.screens.documents import DocumentRoom
from cro_tui.tui.today_lines import COLUMNS, Item, TodayLines
from cro_tui.tui.widgets.grouped_list import GroupedList

PUT_OFF = "put off"


class TodayList(GroupedList):
    """The lines of the day."""

    PLACES = ("today list", LIST)
    BINDINGS = bindings("today list")


class TodayVerbs(DocumentRoom):
    """The verbs; the room itself says what stands under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = TodayList(COLUMNS, heading=False, empty="Reading …", id="due")
        self.lines: TodayLines | None = None
        self.items: dict[str, Item] = {}
        """What stands in the list, by key."""
        self.gathered = asyncio.Event()
        """Set when what is shown is up to date; tests wait for it."""
        self._forms = ConcernForms(self, self._was_done, self.is_masked)
        self._work = WorkForms(self, self._was_done, self.is_masked)
        self.dealt_with = ""
        """The key of the line with which something was just done here: the cursor does not follow where it goes."""

    def _was_done(self, done: Done | None) -> None:
        if done is not None:
            self.dealt_with = self.rows.cursor_key or ""

    def item(self) -> Item | None:
        """What the cursor stands on."""
        raise NotImplementedError

    def is_masked(self, record: Record) -> bool:
        """Whether the name and the words of *record* may not show now."""
        raise NotImplementedError

    def gather(self) -> None:
        """Works out in the background what is due."""
        raise NotImplementedError

    async def to_minutes(self, meeting: Meeting) -> None:
        """To the minutes of a meeting; those that are open already stay."""
        from cro_tui.tui.screens.list_room import ListRoom

        await self.cro.action_room("meetings")
        if isinstance(self.cro.screen, ListRoom):
            self.cro.screen.open_line(meeting.id)

    async def action_to_projects(self) -> None:
        """To the table of projects, where what may be one stands above it."""
        from cro_tui.tui.screens.problem import to_table

        await to_table(self, Problem.KIND)

    async def action_to_view(self, view: str) -> None:
        """To a view of Find."""
        from cro_tui.tui.screens.find import Find

        await self.cro.action_room("find")
        if isinstance(self.cro.screen, Find):
            self.cro.screen.open_view(view)

    async def to_training(self, record: Program | Training) -> None:
        """To the participants of a program, or to the roster of a session."""
        from cro_tui.tui.screens.training import TrainingRoom

        await self.cro.action_room("training")
        if isinstance(self.cro.screen, TrainingRoom):
            self.cro.screen.open_line(record.id)

    async def to_survey(self, survey: Survey) -> None:
        """To the questions, results and comments of a survey."""
        from cro_tui.tui.screens.surveying import SurveyingRoom

        await self.cro.action_room("reports")
        if isinstance(self.cro.screen, SurveyingRoom):
            self.cro.screen.open_survey(survey)

    def _concern(self) -> Concern | None:
        """The concern that the line is about."""
        item = self.item()
        record = item.record if item else None
        if isinstance(record, Referral):
            return self.cro.desk.notebook.of(Concern, record.of)
        return record if isinstance(record, Concern) else None

    async def action_tell(self) -> None:
        """Log that the resident was told: how, when, in what words."""
        concern = self._concern()
        if concern is None:
            self.cro.say(notice="Nobody is to be told here")
        elif told := self._forms.who_can_be_told([concern]):
            await self._forms.tell(told)

    async def action_reply(self) -> None:
        """Note the answer to a referral or an inquiry, or how a rumor was put right."""
        item = self.item()
        if item is not None and isinstance(item.record, Referral):
            await self._forms.reply(item.record)
        elif item is not None and isinstance(item.record, Work) and (laid := self._work.reply(item.record)) is not None:
            await laid
        elif item is not None and waiting_for(self.cro.desk.notebook, [item.record] if item.record else []):
            self.cro.say(notice="Its referral stands under Waiting for an answer: p there notes what was answered")
        else:
            self.cro.say(notice="Nothing waits for an answer here")

    async def action_refer(self) -> None:
        """Hand a concern or a problem to somebody who can act."""
        item = self.item()
        if item is not None and isinstance(item.record, Concern | Problem):
            await self._forms.refer([item.record])
        elif item is not None and isinstance(item.record, Referral):
            self.cro.say(notice="It is referred: p notes the answer, u takes it to the next in the chain")
        else:
            self.cro.say(notice="r refers a concern or a problem; enter opens what stands here")

    async def action_escalate(self) -> None:
        """Take a referral that nobody answers to the next in the chain."""
        item = self.item()
        if item is not None and isinstance(item.record, Referral):
            await self._forms.escalate(item.record)
        else:
            self.cro.say(notice="No referral waits here")

    def action_finish(self) -> None:
        """What the line asks for is done."""
        item = self.item()
        if item is not None and item.due is not None:
            line = item.due
            self._was_done(self.attempt(lambda notebook: finish(notebook, line)))

    async def action_back_up(self) -> None:
        """One archive of everything, if it is wanted."""

        async def answered(answer: str | None) -> None:
            if answer == "yes":
                await self.cro.run_action("app.backup")

        body = "One archive with everything in it, also what is restricted. It is not sealed: keep it safe."
        question = confirm("Back up the whole notebook?", "Yes, write the archive", body)
        await lay_over(self.cro, question, answered)

    def action_settle(self) -> None:
        """Both values of what is in conflict, to choose one."""
        item = self.item()
        record = item.record if item is not None else None
        if record is None or not record.conflicts:
            self.cro.say(notice="Nothing is in conflict here")
            return
        from cro_tui.tui.screens.dialogs.conflict import ask_which_holds

        def save(key: str, value: object, draft: str) -> bool:
            return self.attempt(lambda notebook: settle(notebook, record, key, value, draft=draft)) is not None

        ask_which_holds(self, record, save)

    async def action_put_off(self) -> None:
        """Another date for the line."""
        item = self.item()
        if item is None:
            return
        if item.due is None:
            self.cro.say(notice="It can't be put off here; enter does it")
            return
        line = item.due
        if line.record is None or not date_field(line):
            self._was_done(self.attempt(lambda notebook: put_off(notebook, line, "")))
            return
        day = next(field for field in KindForm(Concern, self.cro.desk).fields() if field.name == "due")
        assert self.lines is not None
        await ask(
            self, PUT_OFF, _about(line), "Put off to which day?", [day],
            lambda notebook, texts, draft: put_off(notebook, line, texts["due"], draft=draft),
            body=self.lines.row(item).cells[1], after=self._was_done,
        )  # fmt: skip

    def action_copy(self) -> None:
        """Copy the number to call."""
        item = self.item()
        if item is None or item.due is None or item.due.person is None or not item.due.person.phones:
            self.cro.say(notice="No phone here")
        elif self.lines is not None and self.lines.is_hidden(item.due):
            self.cro.say(notice="It is restricted: m shows it first")
        else:
            self.cro.copy(readable_phone(item.due.person.phones[0]))

    def action_history(self) -> None:
        """Every change of the record that the line is about."""
        item = self.item()
        if item is None or item.record is None:
            self.cro.say(notice="No record stands here that has a history")
        else:
            self.show_history(item.record, bare=not self.is_masked(item.record))

    async def action_close_line(self) -> None:
        """Close a concern, then tell the resident; throw a draft away."""
        item = self.item()
        if item is not None and item.draft is not None:
            await self._discard(item, item.draft)
        elif item is not None and isinstance(item.record, Concern) and item.record.is_open:
            await self._forms.close([item.record])
        elif item is not None and isinstance(item.record, Concern):
            self.cro.say(notice=f"{item.record.number} is closed; t notes that the resident was told")
        else:
            self.cro.say(notice="x closes a concern, and throws away what was typed and not saved")

    async def _discard(self, item: Item, draft: Draft) -> None:
        """Throw a draft away, if it is wanted."""

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.cro.throw_away(draft)
                self.cro.say(saving="", notice="Thrown away")
                self.gather()

        assert self.lines is not None
        said = self.lines.row(item).cells[1]
        await lay_over(self.cro, confirm("Throw away what was typed?", "Yes, it is not needed", said), answered)

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed in one of this room's forms and not saved."""
        about = draft.fields.get(ABOUT, "").split(";")
        if draft.kind == PUT_OFF:
            self.run_worker(self._resume_put_off(tuple(about)))
        elif draft.kind in WORK_VERBS:
            self._work.resume(draft.kind, about)
        else:
            self._forms.resume(draft.kind, about)

    async def _resume_put_off(self, about: tuple[str, ...]) -> None:
        await self.gathered.wait()
        for key, item in self.items.items():
            if item.due is not None and date_field(item.due) and _about(item.due) == about:
                self.rows.go_to(key)
                await self.action_put_off()
                return
        self.cro.say(notice="What was to be put off is not owed any more; x throws the draft away")


def _about(line: DueLine) -> tuple[str, ...]:
    """What a line is about: the ids of the record and of the action of its minutes, and what is owed."""
    row = (line.row,) if line.row else ()
    return (*(one.id for one in (line.record, line.action) if one is not None), *row, line.task)
