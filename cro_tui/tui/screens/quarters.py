"""Which quarter is looked at, for whom, and its facts, drawn in the background. Knows `report`; shows nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple, get_args

from textual import events, on
from textual.message import Message
from textual.timer import Timer

from cro_tui.model.concern import Concern
from cro_tui.model.quarters import quarter_of
from cro_tui.model.record import Record
from cro_tui.model.report import Report, standing_issues
from cro_tui.report.audience import Audience, strictest
from cro_tui.report.facts import QuarterFacts
from cro_tui.report.quarter import quarter_facts, quarters_with_records
from cro_tui.report.today import report_due
from cro_tui.tui.masked_facts import masked_facts
from cro_tui.tui.messages import RecordsChanged
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.papers import PaperRoom

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
FOR_FACTS = frozenset({"w", "i", "e", "c", "p", "enter"})
"""Keys that do something with the facts which are looked at."""
SETTLE_SECONDS = 0.4
"""How long after a change the facts are drawn again."""


class Request(NamedTuple):
    """Which report is looked at."""

    quarter: str
    audience: Audience
    names: bool
    """Residents' names were asked for."""


class QuarterRoom(PaperRoom):
    """A room that looks at one quarter at a time. Subclasses show the facts and the choices."""

    @dataclass
    class Drawn(Message):
        """The facts of a report are there, or the sentence says why not."""

        request: Request
        facts: QuarterFacts | None
        quarters: list[str]
        """All of them, the newest first."""
        heard: Counter[str]
        """Quarter -> concerns heard in it."""
        masked: QuarterFacts | None
        """The same facts without the words of restricted records."""
        sentence: str = ""

    def __init__(self) -> None:
        super().__init__()
        self.request: Request | None = None
        """What is looked at; None before the notebook was read."""
        self.drawn: QuarterRoom.Drawn | None = None
        """The facts that are shown."""
        self._stale = True
        self._settling: Timer | None = None
        self._quarter_meant = 0
        """The number of the quarter that was asked for before it was known which there are."""

    def holds(self, key: str) -> bool:
        """Where the facts that are looked at are not drawn yet, what is meant for them waits; another quarter or reader
        can be chosen meanwhile."""
        drawn = self.drawn
        return (drawn is None or (drawn.request != self.request and key in FOR_FACTS)) or not self.cro.is_open

    def show_facts(self) -> None:
        """Show what was drawn."""
        raise NotImplementedError

    def show_choices(self) -> None:
        """Show which quarter is looked at, and for whom."""
        raise NotImplementedError

    @property
    def next_report(self) -> tuple[str, date]:
        """(quarter, day) of the report that goes out next to the Command Staff."""
        issued = standing_issues(self.cro.own_desk.notebook.all(Report), AUDIENCES[0])
        return report_due(self.today, self.cro.desk.settings.intervals, issued)

    def begin_with_next_report(self) -> None:
        """Look at the quarter whose report goes out next."""
        quarter, _due = self.next_report
        self.request = Request(quarter, "public" if self.cro.projecting else AUDIENCES[0], False)
        self.show_choices()
        self._draw()

    @on(events.ScreenResume)
    def _back_here(self) -> None:
        if self._stale and self.request is not None:
            self._draw()

    # Drawing the facts

    @on(RecordsChanged)
    def _records_changed(self, event: RecordsChanged) -> None:
        event.stop()
        self._stale = True
        if self.is_current and self.request is not None:
            if self._settling is not None:
                self._settling.stop()
            self._settling = self.set_timer(SETTLE_SECONDS, self._draw)

    def _draw(self) -> None:
        """Draws the facts of what is looked at in the background, and the other tables."""
        assert self.request is not None
        self._stale = False
        self.say_state()
        self.run_worker(partial(self._draw_facts, self.request), thread=True, group="facts", exclusive=True)
        self.show_papers()
        self.list_files()

    def _draw_facts(self, request: Request) -> None:
        notebook = self.cro.own_desk.notebook
        concerns = notebook.all(Concern)
        heard = Counter(quarter_of(concern.day) for concern in concerns)
        draw = partial(
            quarter_facts,
            quarter=request.quarter,
            audience=request.audience,
            today=self.today,
            names_ticked=request.names,
        )
        facts, masked, sentence = None, None, ""
        try:
            facts = draw(notebook)
            masked = masked_facts(facts, notebook, draw, self._hides)
        except ValueError as problem:
            facts = None
            sentence = f"The facts can't be drawn: {problem}"
        quarters = quarters_with_records(notebook, self.today)
        self.post_message(self.Drawn(request, facts, quarters, heard, masked, sentence))

    def _hides(self, record: Record) -> bool:
        """Whether the words of *record* may not show."""
        return strictest(record) != "open" if self.cro.projecting else record.restricted

    @on(Drawn)
    def _facts_drawn(self, event: Drawn) -> None:
        event.stop()
        if event.sentence:
            self.cro.say(notice=event.sentence)
        if event.request == self.request:
            self.drawn = event
            self.show_facts()
            self.show_choices()
            self.say_state()
            if (number := self._quarter_meant) and event.facts is not None:
                self._quarter_meant = 0
                self.action_quarter(number)

    # Choosing

    def look_at(self, *, quarter: str = "", audience: Audience | None = None, names: bool | None = None) -> None:
        """Look at another quarter, for somebody else, with or without residents' names."""
        if self.request is None:
            return
        if (audience or names) and self.cro.keeps_masked():
            return
        audience = audience or self.request.audience
        names = self.request.names if names is None else names
        self.request = Request(quarter or self.request.quarter, audience, names and audience == "command")
        self.last_written = None
        self.show_choices()
        self._draw()

    def action_quarter(self, number: int) -> None:
        """Another quarter, counted back from the current one; as soon as it is known which there are."""
        if self.drawn is None:
            self._quarter_meant = number
        elif number <= len(self.drawn.quarters):
            self.look_at(quarter=self.drawn.quarters[number - 1])

    async def action_quarters(self) -> None:
        """Choose among all quarters."""
        if self.drawn is None:
            return
        heard = self.drawn.heard
        options = [
            Option(one, f"{one}   {heard[one]:,} concern{'' if heard[one] == 1 else 's'} heard")
            for one in self.drawn.quarters
        ]

        def chosen(quarter: str | None) -> None:
            if quarter is not None:
                self.look_at(quarter=quarter)

        await lay_over(self.cro, Choose("Which quarter?", options), chosen)

    def action_audience(self) -> None:
        """The next audience."""
        if self.request is not None:
            self.look_at(audience=AUDIENCES[(AUDIENCES.index(self.request.audience) + 1) % len(AUDIENCES)])

    def action_names(self) -> None:
        """Residents' names in the report, or not; the Command Staff alone may read them."""
        if self.request is not None and self.request.audience == "command":
            names = not self.request.names
            self.look_at(names=names)
            self.cro.say(notice=f"Residents' names {'go into' if names else 'stay out of'} what is written from now on")
        else:
            self.cro.say(notice="Only the Command Staff may read residents' names")
