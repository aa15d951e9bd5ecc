"""Building the report that is looked at: own words for a section, what is left out and why, the order, a preview.

Knows the officer's verbs and the facts; what a choice does to the report is the facts' business.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from textual.worker import Worker

from cro_tui.actions.base import Done
from cro_tui.actions.reports import For, leave_out, put_in_order, say, take_in
from cro_tui.model.report import Report
from cro_tui.report.choice import DECISIONS, SUMMARY, Choice
from cro_tui.report.facts import QuarterFacts
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.report_lines import SECTIONS, ReportLine
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.drafted import ABOUT, LEFT, ask
from cro_tui.tui.screens.dialogs.items import Item, Items, Saving
from cro_tui.tui.screens.dialogs.story import StoryDialog
from cro_tui.tui.screens.issuing import IssuingRoom
from cro_tui.tui.screens.quarters import AUDIENCES, QuarterRoom
from cro_tui.tui.show import one_line
from cro_tui.tui.widgets.details import Paragraph
from cro_tui.tui.widgets.record_form import FormField

OWN_WORDS, LEAVE_OUT = "own words", "leave out"
"""What the drafts of what is asked here are called."""
_DRAFTED = (SUMMARY, DECISIONS)
_TONES = {"title": "heading", "heading": "heading", "caption": "strong", "columns": "quiet"}


class DraftingRoom(IssuingRoom):
    """A room in which the report is built. Subclasses say which line the cursor is on."""

    def __init__(self) -> None:
        super().__init__()
        self._to_resume: Draft | None = None
        self._looked_for_drafts = False
        self._previewing: Worker[None] | None = None
        """What draws the text of the document."""

    def line_under_cursor(self) -> ReportLine | None:
        """The line of the report that the officer looks at."""
        raise NotImplementedError

    def shown_facts(self, drawn: QuarterRoom.Drawn) -> QuarterFacts:
        """The facts as they may show on the screen."""
        facts = drawn.facts if self.unmasked else drawn.masked
        assert facts is not None
        return facts

    @property
    def meant(self) -> For:
        """Which report is looked at, and its draft as it is now."""
        assert self.request is not None
        return For.looked_at(self.cro.desk.notebook, self.request.quarter, self.request.audience)

    def _section(self) -> str:
        line = self.line_under_cursor()
        section = line.section if line is not None else ""
        if not section:
            self.cro.say(notice="Go down to a line under What it says, then press the key again")
        return section

    # Own words

    def action_say(self) -> None:
        """Edit what the report says of the section under the cursor."""
        facts = self.facts
        if facts is not None and (section := self._section()):
            self._ask_words(facts, section)

    def _ask_words(self, facts: QuarterFacts, section: str) -> None:
        assert self.drawn is not None
        report = self.meant
        text = self._words_of(facts, section)
        if text != self._words_of(self.shown_facts(self.drawn), section):
            self.cro.say(notice="It repeats what is restricted: m shows it, then it can be edited")
            return

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return say(notebook, report, section, texts["words"], draft=draft)

        body = "A line each; empty, the drafted ones come back." if section in _DRAFTED else "Before the table."
        about = (report.quarter, report.audience, section)
        field = FormField("words", "Words", "text", wide=True)
        title = f"{SECTIONS[section]}, {report.quarter} for {report.audience}: in your own words"
        ask(self, OWN_WORDS, about, title, (field,), save, values={"words": text}, body=body)

    @staticmethod
    def _words_of(facts: QuarterFacts, section: str) -> str:
        if section in facts.said or section not in _DRAFTED:
            return facts.said.get(section, "")
        return "\n".join(facts.summary if section == SUMMARY else facts.decisions)

    # What goes in, and in which order

    async def action_choose(self) -> None:
        """Choose what of the section under the cursor goes into the report, and in which order."""
        facts, line = self.facts, self.line_under_cursor()
        if facts is None or line is None:
            return
        if line.section not in facts.chosen_out:
            self.cro.say(notice="On a section with items: concerns, problems, actions, meetings, training, outreach …")
            return
        items = list(self._items(facts, line.section))
        if not items:
            self.cro.say(notice="Nothing stands in this section")
            return
        saving = Saving(partial(self._ask_why, line.section), self._take_in, self._put_in_order)
        await lay_over(self.cro, Items(f"{SECTIONS[line.section]}: what goes in?", items, saving))

    def _items(self, facts: QuarterFacts, section: str) -> Iterator[Item]:
        groups: dict[str, Sequence[tuple[str, tuple[str, ...]]]] = {
            "current": [(one.concern_id, one.concern_ids) for one in facts.current],
            "potential": [(one.concern_id, one.concern_ids) for one in facts.potential],
            "recommended": [(one.recommendation_id, (one.recommendation_id,)) for one in facts.recommended],
            "progress": [(one.recommendation_id, (one.recommendation_id,)) for one in facts.progress],
            "meetings": [(one.meeting_id, (one.meeting_id,)) for one in facts.meetings],
            "training": [(one.session_id, (one.session_id,)) for one in facts.training],
            "programs": [(one.program_id, (one.program_id,)) for one in facts.programs],
            "referrals": [(one.referral_id, (one.referral_id,)) for one in facts.referrals],
            "projects": [(one.problem_id, (one.problem_id,)) for one in facts.projects],
            "outreach": [(one.event_id, (one.event_id,)) for one in facts.outreach.events],
            "work": [(one, (one,)) for line in facts.work.lines for one in line.ids],
        }
        reasons = Choice.of(self.cro.desk.notebook.all(Report), facts.quarter, facts.audience).out
        for key, ids in groups[section]:
            yield Item(key, ids, self._item_text(key))
        for one in facts.chosen_out[section]:
            yield Item(one, (one,), self._item_text(one), one_line(reasons.get(one, "")), is_out=True)

    def _item_text(self, record_id: str) -> str:
        record = self.cro.desk.notebook.get(record_id)
        return one_line(self.called(record)) if record is not None else ""

    def _ask_why(self, section: str, item: Item, then: Callable[[str], None]) -> None:
        report = self.meant

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            done = leave_out(notebook, report, item.ids, texts["reason"], draft=draft)
            then(texts["reason"])
            return done

        about = (report.quarter, report.audience, section, *item.ids)
        field = FormField("reason", "Why", hint="the report says it", wide=True)
        ask(self, LEAVE_OUT, about, "Leave it out: why?", (field,), save, body=item.text)

    def _take_in(self, item: Item) -> bool:
        report = self.meant
        return self.attempt(lambda notebook: take_in(notebook, report, item.ids)) is not None

    def _put_in_order(self, keys: Sequence[str]) -> bool:
        report = self.meant
        return self.attempt(lambda notebook: put_in_order(notebook, report, keys)) is not None

    # Preview

    async def action_preview(self) -> None:
        """The text of the document as it would be written now."""
        facts, request = self.facts, self.request
        if facts is None or request is None:
            return
        assert self.drawn is not None
        self.cro.say(notice="Drawing the document …")
        shown = self.shown_facts(self.drawn)
        self._previewing = self.run_worker(self._make_preview(shown), group="preview", exclusive=True)

    def stop_preview(self) -> bool:
        """Give up the text that is being drawn; False where none is."""
        if self._previewing is None or self._previewing.is_finished:
            return False
        self._previewing.cancel()
        self._previewing = None
        self.cro.say(notice="Not drawn: esc")
        return True

    async def _make_preview(self, facts: QuarterFacts) -> None:
        """What is typed meanwhile is meant for the text."""
        with self.cro.in_turn.making_a_dialog():
            await self._preview(facts)

    async def _preview(self, facts: QuarterFacts) -> None:
        from cro_tui.word.preview import quarterly_preview

        report = self.meant
        audience = next(one for one in AUDIENCES if one == report.audience)
        settings = self.cro.desk.settings
        try:
            passages = await asyncio.to_thread(quarterly_preview, facts, settings, audience)
        except (OSError, ValueError) as problem:
            self.cro.say(notice=f"No preview: {problem}")
            return
        self.cro.say(notice="")
        if self.is_current:
            told = [Paragraph(one.text, tone=_TONES.get(one.role, "")) for one in passages]
            await lay_over(self.cro, StoryDialog(f"{report.quarter} for {report.audience}", told, has_form=False))

    # Drafts

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed here and not saved."""
        quarter, audience, *_ = [*draft.fields.get(ABOUT, "").split(";"), "", ""]
        known = next((one for one in AUDIENCES if one == audience), None)
        if known is not None and quarter:
            self._to_resume = draft
            self.look_at(quarter=quarter, audience=known)

    def take_up_drafts(self) -> None:
        """Ask again what was to be gone on with; once, what a crash left. Called when the facts are shown."""
        if not self._looked_for_drafts:
            self._looked_for_drafts = True
            mine = [one for one in self.cro.desk.unfinished() if one.screen == self.PLACE and not one.fields.get(LEFT)]
            if mine and self._to_resume is None:
                self.resume(mine[-1])
                return
        draft, facts = self._to_resume, self.drawn.facts if self.drawn is not None else None
        about = draft.fields.get(ABOUT, "").split(";") if draft is not None else []
        if draft is None or facts is None or (facts.quarter, facts.audience) != tuple(about[:2]):
            return
        self._to_resume = None
        if draft.kind == OWN_WORDS:
            self._ask_words(facts, about[2])
        elif draft.kind == LEAVE_OUT:
            item = Item("", tuple(about[3:]), ", ".join(map(self._item_text, about[3:])))
            self._ask_why(about[2], item, lambda _reason: None)
