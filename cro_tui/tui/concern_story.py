"""All that is known of a concern, a referral or a recommendation, as paragraphs for the pane beside the table.

Names, phones and words of restricted records are masked unless asked for. Knows the model and the notebook; no screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from cro_tui.actions.concerns import is_overdue
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, full_phone
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.report import Report
from cro_tui.report.voices import voices_of
from cro_tui.store.notebook import Notebook
from cro_tui.tui.caseload import badges
from cro_tui.tui.concern_lines import MARKS, Lines
from cro_tui.tui.days import plain_day
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK, label_of, shows_in_lists
from cro_tui.tui.problem_story import story_of
from cro_tui.tui.referral_story import referred_line, story_of_referral, told_of
from cro_tui.tui.widgets.details import Paragraph

SHOWN_LINKS = 6


class Answers(Protocol):
    """Whoever knows what was done about a concern."""

    notebook: Notebook

    def referrals_of(self, concern_id: str) -> list[Referral]:
        """The referrals of a concern, in order of making."""

    def recommendations_for(self, concern_id: str) -> list[Recommendation]:
        """The recommendations that answer a concern, in order of making."""

    def problems_of(self, concern_id: str) -> list[Problem]:
        """The projects that group a concern, in order of making."""


class Story:
    """Tells what is known of one record."""

    def __init__(self, case: Answers, lines: Lines) -> None:
        self._case = case
        self._lines = lines
        self._notebook = case.notebook

    def of(self, record: Record | None) -> tuple[Paragraph, ...]:
        """The paragraphs about *record*."""
        if isinstance(record, Concern):
            return tuple(self._concern(record))
        if isinstance(record, Referral):
            return tuple(story_of_referral(record, self._lines))
        if isinstance(record, Recommendation):
            return tuple(self._recommendation(record))
        if isinstance(record, Problem):
            return tuple(story_of(record, self._lines))
        return ()

    def _masked(self, record: Record | None) -> bool:
        return record is not None and record.restricted and not self._lines.unmasked

    def _said(self, concern: Concern, key: str) -> str:
        """What the field says, unless its history would mask it."""
        text = str(concern.values.get(key) or "")
        if not text or self._lines.unmasked or (concern.restricted and shows_in_lists(concern, key)):
            return text
        return self._lines.text(concern, text)

    def _day(self, iso: str) -> str:
        return plain_day(iso, self._lines.today)

    # A concern

    def _concern(self, concern: Concern) -> Iterator[Paragraph]:
        yield Paragraph(concern.number, tone="heading")
        yield Paragraph(self._lines.summary(concern), tone="strong")
        found = badges(concern, self._lines.today)
        if found:
            because = f" ({concern.restricted_because})" if concern.restricted_because else ""
            said = [f"{MARKS[word]} {word}{because if word == 'restricted' else ''}" for word in found]
            yield Paragraph(" · ".join(said), tone="alarm")
        if concern.conflicts:
            names = ", ".join(sorted({concern.field_of_key(key) for key in concern.conflicts}))
            yield Paragraph(f"Two people wrote at once: {names}. Enter opens it, ctrl+g shows both.", tone="alarm")
        yield Paragraph("")
        if self._masked(concern):
            yield Paragraph("What was said is masked; m shows it.", tone="quiet")
        elif concern.narrative and concern.narrative.strip() != concern.summary:
            yield Paragraph(self._lines.text(concern, concern.narrative))
        yield Paragraph("")
        yield from self._heard(concern)
        yield from self._linked(concern)
        yield from self._done_about(concern)

    def _heard(self, concern: Concern) -> Iterator[Paragraph]:
        by = self._said(concern, "heard_by")
        by = f"by {by}" if by else ""
        yield Paragraph(", ".join(part for part in (readable(concern.heard), concern.channel, by) if part), "Heard")
        place, neighborhood, beat = (self._said(concern, key) for key in ("place", "neighborhood", "beat"))
        beat = beat if "beat" in beat.casefold() or beat in ("", MASK) else f"beat {beat}"
        where = dict.fromkeys(part for part in (place, neighborhood, beat) if part)
        if where:
            yield Paragraph(", ".join(where), "Where")
        what = [concern.category, concern.kind if concern.is_potential else "", concern.rating]
        if any(what):
            yield Paragraph(", ".join(part for part in what if part), "What")
        yield Paragraph(self._voice(concern), "Voiced by")
        if concern.callback and not concern.told:
            how = self._said(concern, "callback_how")
            yield Paragraph(f"wanted{': ' + how if how else ''}", "Call back", "alarm")
        for meeting_id in concern.links:
            meeting = self._notebook.of(Meeting, meeting_id)
            if meeting is not None:
                body = label_of(meeting, self._notebook, bare=self._lines.unmasked)
                yield Paragraph(f"{body}, {self._day(meeting.start)}", "Meeting")

    def _voice(self, concern: Concern) -> str:
        contact = self._notebook.of(Contact, concern.contact) if concern.contact else None
        if contact is None:
            return "anonymous" if concern.anonymous else "nobody named"
        if self._masked(concern) or self._masked(contact):
            return MASK
        return person(contact)

    def _linked(self, concern: Concern) -> Iterator[Paragraph]:
        voices = voices_of(concern, lambda record_id: self._notebook.of(Concern, record_id))
        if len(voices.concerns) == 1:
            return
        people, channels = voices.people, len(voices.channels)
        yield Paragraph(
            f"{people} {'person' if people == 1 else 'people'}, {channels} channel{'' if channels == 1 else 's'}, "
            f"first heard {self._day(voices.first_heard)}",
            "Linked",
            "strong",
        )
        others = [one for one in reversed(voices.concerns) if one.id != concern.id]
        for other in others[:SHOWN_LINKS]:
            yield Paragraph(f"{other.number} {self._lines.summary(other)}", " ")
        if len(others) > SHOWN_LINKS:
            yield Paragraph(f"and {len(others) - SHOWN_LINKS} more", " ", "quiet")

    def _done_about(self, concern: Concern) -> Iterator[Paragraph]:
        given = f", {concern.priority} priority" if concern.priority not in ("", "normal") else ""
        yield Paragraph(concern.status + given, "Status")
        if concern.assigned:
            yield Paragraph(self._said(concern, "assigned"), "Assigned")
        if concern.next_action or concern.due:
            due = f"due {self._day(concern.due)}" if concern.due else ""
            late = concern.is_open and is_overdue(concern.due, self._lines.today)
            yield Paragraph(
                ", ".join(part for part in (self._said(concern, "next_action"), due) if part)
                + (" — OVERDUE" if late else ""),
                "Next",
                "alarm" if late else "",
            )
        if concern.watch:
            yield Paragraph(f"look again {self._day(concern.watch)}", "Watch")
        for problem in self._case.problems_of(concern.id):
            yield Paragraph(f"{self._lines.text(problem, problem.title)} ({problem.stage})", "Project")
        for referral in self._case.referrals_of(concern.id):
            yield self._referred(referral)
        for made in self._case.recommendations_for(concern.id):
            state = made.outcome or made.decision or "undecided"
            yield Paragraph(f"{self._lines.text(made, made.text)} ({state})", "Recommended")
        if concern.recommended and not self._masked(concern):
            yield Paragraph(self._lines.text(concern, concern.recommended), "To do")
        if not concern.is_open:
            yield Paragraph(
                ", ".join(part for part in (self._day(concern.closed), concern.disposition) if part), "Closed"
            )
        if concern.fixed:
            yield Paragraph(self._day(concern.fixed), "Fixed")
        yield from told_of(concern, self._lines)
        if concern.closed_not_told:
            yield Paragraph("nobody was told yet: t notes it", "Told", "alarm")
        if concern.tags:
            yield Paragraph(self._lines.text(concern, ", ".join(concern.tags)), "Tags")

    def _referred(self, referral: Referral) -> Paragraph:
        """One referral of a concern, in a line."""
        return referred_line(referral, self._lines, hidden=self._masked(self._notebook.get(referral.of)))

    def _recommendation(self, made: Recommendation) -> Iterator[Paragraph]:
        words = self._lines.words_of(made)
        yield Paragraph("Recommended action", tone="heading")
        yield Paragraph(words(made.text), tone="strong")
        yield Paragraph("")
        for label, text in (
            ("Made", self._day(made.made)),
            ("Owner", words(made.owner) if made.owner else ""),
            ("Resources", words(made.resources) if made.resources else ""),
            ("Due", self._day(made.due)),
            ("Decision", f"{made.decision or 'undecided'} {self._day(made.decided)}".strip()),
            ("Outcome", f"{made.outcome} {self._day(made.finished)}".strip()),
            ("Obstacles", "" if self._masked(made) else words(made.obstacles)),
            ("Appeared in", ", ".join(self._reports(made))),
        ):
            if text:
                yield Paragraph(text, label)
        concerns = [self._notebook.of(Concern, one) for one in made.answers]
        for concern in concerns:
            if concern is not None:
                yield Paragraph(f"{concern.number} {self._lines.summary(concern)}", "Answers")

    def _reports(self, made: Recommendation) -> list[str]:
        """The issued reports that told of it."""
        found = (self._notebook.of(Report, one) for one in made.reports)
        named = {f"{one.quarter} ({one.audience})" for one in found if one is not None and not one.is_voided}
        return sorted(named)


def person(contact: Contact) -> str:
    """Who it is and how to reach them."""
    parts = [contact.name, f"“{contact.alias}”" if contact.alias else ""]
    parts += [full_phone(phone) for phone in contact.phones] or list(contact.emails[:1])
    said = "  ".join(part for part in parts if part)
    return f"{said} — DO NOT CONTACT" if contact.do_not_contact else said
