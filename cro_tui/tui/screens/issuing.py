"""Issuing the report that is looked at, after a look at what is still missing; giving out again what was issued.

Knows the officer's verbs and what `word` makes of a quarter; shows nothing but the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from cro_tui.actions.base import NothingDone
from cro_tui.actions.reports import issue, issued_report, refuse_issue
from cro_tui.model.report import Report
from cro_tui.report.facts import QuarterFacts
from cro_tui.tui.desk import Refused
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import confirm
from cro_tui.tui.screens.quarters import QuarterRoom, Request

MISSING_SHOWN = 7
"""Lines of what is missing that the question names."""


class IssuingRoom(QuarterRoom):
    """A room that issues the report of the quarter it looks at."""

    @property
    def facts(self) -> QuarterFacts | None:
        """The facts of what is looked at; None, said in the top line, while they are being drawn."""
        drawn = self.drawn
        if drawn is None or drawn.request != self.request or not self.cro.desk.whole.is_set():
            self.cro.say(notice="The facts are still being drawn")
            return None
        return drawn.facts

    async def action_issue(self) -> None:
        """Issue the report, if the officer still wants to; an issued one is written again, byte for byte."""
        if self.cro.keeps_masked():
            return
        facts, request = self.facts, self.request
        if facts is None or request is None:
            return
        notebook = self.cro.desk.notebook
        standing = issued_report(notebook, request.quarter, request.audience)
        if standing is not None:
            self.write_document(partial(_write_again, standing))
            return
        try:
            refuse_issue(notebook, request.quarter, request.audience)
        except NothingDone as problem:
            self.cro.say(notice=f"Not issued: {problem}")
            return

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.write_document(partial(self._issue, request), final=True)

        title = f"Issue the report of {request.quarter} for {request.audience}?"
        question = confirm(title, "Issue it: document and facts are frozen", "\n".join(_before_issuing(facts)))
        await lay_over(self.cro, question, answered)

    def _issue(self, request: Request, folder: Path) -> Path:
        """The file comes first: what can't be written is not issued, and what could not be saved leaves no file."""
        from cro_tui.word import freeze_quarterly, write_frozen

        desk = self.cro.desk
        quarter, audience, names = request
        frozen = freeze_quarterly(
            desk.notebook, desk.settings, quarter, audience, self.today, names_ticked=names
        )  # fmt: skip
        path = write_frozen(frozen, folder)
        try:
            desk.do(lambda notebook: issue(notebook, frozen))
        except Refused as problem:
            path.unlink(missing_ok=True)
            raise ValueError(str(problem)) from None
        return path


def _write_again(report: Report, folder: Path) -> Path:
    from cro_tui.word import write_issued

    return write_issued(report, folder)


def _before_issuing(facts: QuarterFacts) -> Iterator[str]:
    """What the officer must know before the report is frozen."""
    if facts.day <= facts.last:
        yield f"{facts.quarter} is not over: what is heard until its end goes into the next report."
    if not facts.missing:
        yield "Nothing is missing."
        return
    yield "Still missing:"
    for gap in facts.missing[:MISSING_SHOWN]:
        yield f"- {gap.sentence}"
    if len(facts.missing) > MISSING_SHOWN:
        yield f"- and {len(facts.missing) - MISSING_SHOWN} more"
