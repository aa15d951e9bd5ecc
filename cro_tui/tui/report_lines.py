"""A quarter's report as lines to look through before it is written: what is missing, what it says, what it leaves out.

Knows the facts and how a row and a paragraph look; no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from cro_tui.report.choice import DECISIONS, SUMMARY
from cro_tui.report.facts import Figure, Gap, LateEntry, QuarterFacts, Recommended
from cro_tui.report.schooling import hours_said
from cro_tui.tui.activity_lines import activity_lines
from cro_tui.tui.coverage_lines import coverage_line
from cro_tui.tui.crime_lines import crime_story
from cro_tui.tui.days import plain_day
from cro_tui.tui.problem_lines import project_said
from cro_tui.tui.survey_lines import survey_line
from cro_tui.tui.widgets.details import Paragraph
from cro_tui.tui.widgets.grouped_list import HEADING
from cro_tui.tui.widgets.rows import Column, Row

COLUMNS = (Column("", share=1), Column("", cells=6, right=True))

SECTIONS = {
    SUMMARY: "Summary",
    DECISIONS: "Decisions asked",
    "current": "Current concerns voiced",
    "potential": "Potential problems",
    "recommended": "Recommended actions",
    "progress": "Progress on earlier ones",
    "projects": "Problem-solving projects",
    "meetings": "Meetings",
    "training": "Training sessions",
    "programs": "Programs, and officers' hours",
    "outreach": "Outreach events",
    "work": "Inquiries and other work",
    "coverage": "Coverage: met and not met",
    "crime": "Crime and calls for service",
    "referrals": "Referrals and response times",
    "practices": "Internal practices, as counts",
    "survey": "Survey and standards calendar",
}
"""What of the report may have the officer's own words, and what it is called."""
SHOWN = 40
"""Records that are named beside a line."""


@dataclass(frozen=True)
class ReportLine:
    """One line, and what stands behind it."""

    text: str
    count: int | None = None
    ids: tuple[str, ...] = ()
    """The records that it is about: enter shows them."""
    story: tuple[Paragraph, ...] = ()
    tone: str = ""
    badge: str = ""
    section: str = ""
    """What of the report it is, where the officer may add words or choose."""


Name = Callable[[str], str]
"""A record's id -> what it is called on one line."""


class ReportLines:
    """The lines of one quarter's report for one audience."""

    def __init__(self, facts: QuarterFacts, today: date, name: Name) -> None:
        """*facts* as they may show on the screen."""
        self.facts = facts
        self._today = today
        self._name = name
        self.lines: dict[str, ReportLine] = {}
        """Key -> line; a heading's key begins with `HEADING`."""
        for heading, lines in self._groups():
            self.lines[HEADING + heading] = ReportLine(heading)
            for number, line in enumerate(lines):
                self.lines[f"{heading} {number}"] = line

    def row(self, key: str) -> Row:
        """The line as the list shows it."""
        line = self.lines[key]
        return Row((line.text, "" if line.count is None else f"{line.count:,} "), line.badge, line.tone)

    def _groups(self) -> Iterator[tuple[str, list[ReportLine]]]:
        facts = self.facts
        if facts.issued:
            yield "Issued", list(self._issued())
        missing = [self._gap(gap, "!") for gap in facts.missing]
        yield "Missing before it can go out", missing or [ReportLine("Nothing is missing.", tone="good")]
        yield "What it says", list(self._sections())
        yield SECTIONS[SUMMARY], [self._sentence(line, SUMMARY) for line in facts.summary]
        decisions = facts.decisions or ("No decision is asked for.",)
        yield SECTIONS[DECISIONS], [self._sentence(line, DECISIONS) for line in decisions]
        left_out = [self._gap(gap) for gap in facts.left_out]
        yield f"Left out for {facts.audience}, and why", left_out or [ReportLine("Nothing is left out.")]

    def _issued(self) -> Iterator[ReportLine]:
        facts = self.facts
        when = f"{self._day(facts.issued[:10])} {facts.issued[11:16]}".strip()
        yield ReportLine(f"Issued {when}; what stands below is as of today.", tone="good")
        if facts.came_late:
            line = self._section("Late: entered since, told of in the next report", self._late(facts.came_late))
            yield replace(line, ids=tuple(one.record_id for one in facts.came_late), badge="!")

    def _late(self, entries: Iterable[LateEntry]) -> Iterator[tuple[str, str]]:
        for one in entries:
            what = " ".join(filter(None, (one.what, one.number, one.text)))
            yield what, f"of {self._day(one.day)}, entered {self._day(one.entered)}"

    def _gap(self, gap: Gap, badge: str = "") -> ReportLine:
        story = [Paragraph(gap.sentence, tone="strong"), Paragraph("")]
        story += [Paragraph(self._name(record_id)) for record_id in gap.ids[:SHOWN]]
        if len(gap.ids) > SHOWN:
            story.append(Paragraph(f"and {len(gap.ids) - SHOWN:,} more: enter shows them", tone="quiet"))
        return ReportLine(gap.sentence, None, gap.ids, tuple(story), badge=badge)

    def _sections(self) -> Iterator[ReportLine]:
        facts, day = self.facts, self._day
        yield self._section(
            "Current concerns voiced",
            (
                (f"{one.number} {one.summary}", f"{one.voices} voice{'' if one.voices == 1 else 's'}, "
                 f"first heard {day(one.first_heard)}, {one.status}, told: {self._told(one.informed)}")
                for one in facts.current
            ),
            tuple(one.concern_id for one in facts.current),
            "current",
        )  # fmt: skip
        yield self._section(
            "Potential problems",
            (
                (
                    f"{one.number} {one.summary}",
                    f"{one.rating}; {one.evidence}; look again {day(one.watch) or 'some day'}",
                )
                for one in facts.potential
            ),
            tuple(one.concern_id for one in facts.potential),
            "potential",
        )
        for title, made, section in (
            ("Recommended actions", facts.recommended, "recommended"),
            ("Progress on earlier ones", facts.progress, "progress"),
        ):
            ids = tuple(one.recommendation_id for one in made)
            yield self._section(title, (self._recommended(one) for one in made), ids, section)
        yield self._section(
            "Meetings",
            (
                (f"{day(one.date)} {one.body}", f"{one.headcount or 'nobody counted'}; minutes {one.minutes}; "
                 f"{one.actions_open} of {one.actions} actions open")
                for one in facts.meetings
            ),
            tuple(one.meeting_id for one in facts.meetings),
            "meetings",
        )  # fmt: skip
        yield self._section(
            "Training sessions",
            (
                (
                    f"{day(one.date)} {one.title}",
                    f"{one.people} people, {one.person_hours} hours",
                )
                for one in facts.training
            ),
            tuple(one.session_id for one in facts.training),
            "training",
        )
        yield self._programs()
        yield from (self._section(*line) for line in activity_lines(facts, day))
        yield self._section(*coverage_line(facts, day))
        yield self._crime()
        yield self._section(
            "Referrals and response times",
            (
                (
                    f"{one.number} to {one.to}",
                    f"sent {day(one.sent)}, {one.outcome}{' — OVERDUE' if one.overdue else ''}",
                )
                for one in facts.referrals
            ),
            tuple(one.referral_id for one in facts.referrals),
            "referrals",
        )
        yield self._section(
            "Problem-solving projects",
            ((one.title, project_said(one)) for one in facts.projects),
            tuple(one.problem_id for one in facts.projects),
            "projects",
        )
        counts = ((one.label, str(one.now)) for one in facts.practices)
        yield self._section("Internal practices, as counts", counts, section="practices")
        yield self._section(*survey_line(facts.survey))
        yield self._section(
            "Complaints handed to Internal Affairs", ((one.label, self._figure(one)) for one in facts.handed_over)
        )
        yield self._section(
            "Concern log",
            ((f"{one.number} {one.summary}", f"heard {day(one.heard)}{', entered late' if one.late else ''}")
             for one in facts.log),
            tuple(one.concern_id for one in facts.log),
        )  # fmt: skip
        if facts.late:
            ids = tuple(one.record_id for one in facts.late)
            yield self._section("Late entries of earlier quarters", self._late(facts.late), ids)
        yield self._section("Key figures", ((one.label, self._figure(one)) for one in facts.figures))

    def _section(
        self, title: str, items: Iterable[tuple[str, str]], ids: tuple[str, ...] = (), section: str = ""
    ) -> ReportLine:
        listed = list(items)
        story = [Paragraph(title, tone="heading"), Paragraph("")]
        if own := self.facts.said.get(section):
            story += [Paragraph(own), Paragraph("")]
        for what, more in listed:
            story += [Paragraph(what, tone="strong"), Paragraph(more), Paragraph("")]
        if not listed:
            story.append(Paragraph("Nothing in this quarter that this audience may read.", tone="quiet"))
        out = len(self.facts.chosen_out.get(section, ()))
        text = f"{title}, {out} left out by choice" if out else title
        return ReportLine(text, len(listed), ids, tuple(story), tone="" if listed else "quiet", section=section)

    def _programs(self) -> ReportLine:
        facts = self.facts
        said = [
            (
                one.title,
                f"{one.held} sessions in the quarter, {one.held_so_far} of {one.planned} held; "
                f"{one.accepted} of {one.applied} accepted, {one.graduated} graduated",
            )
            for one in facts.programs
        ]
        line = self._section(SECTIONS["programs"], said, tuple(one.program_id for one in facts.programs), "programs")
        if facts.education is None:
            return line
        hours = [Paragraph("Officers' hours", tone="strong"), Paragraph(hours_said(facts.education))]
        return replace(line, story=(*line.story, *hours))

    def _crime(self) -> ReportLine:
        found = self.facts.crime.contexts
        said = [(f"{one.source}, {one.measure}: {one.every.now:,}", " ".join(one.sentences)) for one in found]
        line = self._section(SECTIONS["crime"], said, section="crime")
        above = 4 if self.facts.said.get("crime") else 2  # the title, and the officer's own words
        return replace(line, story=(*line.story[:above], *crime_story(self.facts.crime))) if found else line

    def _figure(self, one: Figure) -> str:
        return f"{one.now:,}, the quarter before {one.before:,}" if self.facts.compared else f"{one.now:,}"

    def _recommended(self, one: Recommended) -> tuple[str, str]:
        parts = [one.state, one.owner, f"due {self._day(one.due)}" if one.due else "", one.obstacles]
        return one.text, "; ".join(part for part in parts if part)

    def _sentence(self, text: str, section: str) -> ReportLine:
        own = " (in your own words; e changes them)" if section in self.facts.said else "; e: your own words instead"
        remark = Paragraph(f"Drafted from the facts{own}" if not self.facts.said.get(section) else own.strip(" ()"))
        return ReportLine(text, story=(Paragraph(text), Paragraph(""), replace(remark, tone="quiet")), section=section)

    def _told(self, informed: str) -> str:
        """``yes, 4 Nov``; what has no day as it stands."""
        day = informed.removeprefix("yes, ")
        return informed if day == informed else f"yes, {self._day(day)}"

    def _day(self, iso: str) -> str:
        return plain_day(iso, self._today) if iso else ""
