"""The minutes of a meeting, draft or approved, as its body files them.

Minutes record what was done, not all that was said (Robert's Rules of Order). Knows meetings and paper.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cro_tui.actions.meetings import previous, unfinished
from cro_tui.model.concern import Concern
from cro_tui.model.fields import Stored
from cro_tui.model.meeting import Action, Meeting
from cro_tui.report.audience import Audience, Reader, meeting_for
from cro_tui.report.bodies import meetings_of
from cro_tui.report.plain import clean, shortened
from cro_tui.report.sentences import counted, day, short_day
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column, Table
from cro_tui.word.wording import (
    MISSING,
    TITLE_LENGTH,
    clock,
    department_name,
    listed_name,
    marking_for,
    masthead_of,
)


def write_minutes(
    notebook: Notebook,
    settings: Settings,
    meeting_id: str,
    target: Path,
    *,
    audience: Audience = "command",
    names_ticked: bool = True,
) -> Path:
    """Writes the minutes of a meeting into the folder, or as the file, `target`; returns where they are.

    Minutes name who was there, so names stay unless another audience is chosen; those of restricted people never do.

    :raises NotForAudience: the meeting's text may not be shown to the audience.
    :raises LookupError: there is no such meeting.
    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises OSError: `target` can't be written to.
    """
    reader = Reader.of(notebook, audience, names_ticked=names_ticked)
    meeting = meeting_for(reader, notebook, meeting_id, "its minutes are")
    name = f"Minutes {meeting.start[:10]} {reader.text(meeting.body)}"
    return _Minutes(notebook, settings, meeting, reader).paper().write(target, name)


_DRAFT = "subject to correction until the body approves them"


class _Minutes:
    """One meeting as one reader may see it."""

    def __init__(
        self,
        notebook: Notebook,
        settings: Settings,
        meeting: Meeting,
        reader: Reader,
    ) -> None:
        self.notebook = notebook
        self.settings = settings
        self.meeting = meeting
        self.reader = reader
        reader.withhold(
            str(row.get("name") or "")
            for row in meeting.attendance
            if row.get("contact") in reader.restricted or not (reader.names_ticked or row.get("as") == "staff")
        )
        self.body = shortened(reader.text(meeting.body), TITLE_LENGTH)
        self.draft = meeting.minutes_status != "approved"

    def text(self, value: Stored) -> str:
        return self.reader.text(clean(str(value or "")))

    def paper(self) -> Paper:
        meeting = self.meeting
        state = self._state()
        paper = Paper(
            masthead_of(
                self.settings,
                title=f"Minutes: {self.body}",
                subject=f"Minutes of the meeting of {day(meeting.start)}",
                day=date.fromisoformat(meeting.start[:10]),
                period=" · ".join(filter(None, ("DRAFT" * self.draft, day(meeting.start)))),
                marking=f"{marking_for(self.settings, self.reader.audience)} · {state.replace('Draft', 'DRAFT')}",
            ),
            letterhead_of(self.settings),
        )
        paper.title(f"Minutes: {self.body}", f"{department_name(self.settings)} · {state}")
        paper.memo_head(self._head())
        self._attendance(paper)
        self._opening(paper)
        self._unfinished(paper)
        self._proceedings(paper)
        self._motions(paper)
        self._actions(paper)
        self._concerns(paper)
        self._end(paper)
        return paper

    def _state(self) -> str:
        """Draft or approved, and by which meeting where one says that it approved them."""
        if self.draft:
            return "Draft, not yet approved"
        changed = f"; changed since, on {day(self.meeting.amended_on)}" if self.meeting.is_amended else ""
        after = (one for one in meetings_of(self.notebook, self.meeting.body) if one.start > self.meeting.start)
        following = next(after, None)
        by = following is not None and following.previous_approved and self.reader.shows(following)
        if following is not None and by:
            return f"Approved by the meeting of {day(following.start)}{changed}"
        return (f"Approved {day(self.meeting.approved_on)}" if self.meeting.approved_on else "Approved") + changed

    def _head(self) -> list[tuple[str, str]]:
        meeting = self.meeting
        moment = date.fromisoformat(meeting.start[:10])
        until = f" to {clock(meeting.end)}" if clock(meeting.end) else ""
        time = f", {clock(meeting.start)}{until}" if clock(meeting.start) else ""
        part = "organized" if meeting.organized else "attended"
        return [
            ("MEETING", f"{meeting.kind or 'regular'}, {part} by the department"),
            ("DATE", f"{moment:%A}, {day(meeting.start)}{time}"),
            ("PLACE", self.text(meeting.place)),
            ("PRESIDING", self.text(meeting.presiding)),
            ("RECORDER", self.text(meeting.recorder)),
            ("MINUTES", f"DRAFT: {_DRAFT}" if self.draft else self._state()),
        ]

    def _attendance(self, paper: Paper) -> None:
        paper.heading("Attendance")
        meeting = self.meeting
        if meeting.headcount is not None:
            paper.paragraph(f"{counted(meeting.headcount, 'person', 'people').capitalize()} in the room.")
        if not meeting.attendance:
            paper.paragraph("Nobody is named on the attendance.")
            return
        lines = []
        for kind, label in (("present", "Present"), ("staff", "Staff"), ("guest", "Guests"), ("absent", "Absent")):
            listed = (row for row in meeting.attendance if (row.get("as") or "present") == kind)
            names = [listed_name(row, self.reader) for row in listed]
            if names and (self.reader.names_ticked or kind == "staff"):
                lines.append(f"{label}: {', '.join(names)}.")
            elif names:
                lines.append(f"{label}: {len(names)}, names withheld.")
        paper.bullets(lines)

    def _opening(self, paper: Paper) -> None:
        meeting = self.meeting
        paper.heading("Call to order")
        opened = clock(meeting.called_to_order)
        paper.paragraph(f"Called to order at {opened}." if opened else "The time of the call to order was not noted.")
        if meeting.previous_approved:
            paper.paragraph("The minutes of the previous meeting were approved.")
        elif previous(self.notebook, meeting) is not None:
            paper.paragraph("No approval of the previous meeting's minutes is noted.")
        agenda = [line for line in self.text(meeting.agenda).split("\n") if line.strip()]
        if agenda:
            paper.paragraph("Agenda:", keep_next=True)
            paper.numbers(agenda)

    def _unfinished(self, paper: Paper) -> None:
        """What the body agreed before and has not done by the day these minutes are written."""
        paper.heading("Unfinished actions of earlier meetings")
        rows = [
            [
                short_day(one.meeting.start),
                self.text(one.text),
                self.text(one.owner) or "not named",
                short_day(one.due) or MISSING,
            ]
            for one in unfinished(self.notebook, self.meeting)
            if self.reader.shows(one.meeting)
        ]
        columns = [Column("Agreed", whole=True), Column("Action"), Column("Owner"), Column("Due", whole=True)]
        paper.table(
            Table(columns, rows, "Actions of earlier meetings of this body that are still open, the oldest first."),
            "Actions still open from earlier meetings",
            empty="No action of an earlier meeting is open.",
            captioned=False,
        )

    def _entries(self, *kinds: str) -> list[dict[str, Stored]]:
        return [one for one in self.meeting.entries if (one.get("kind") or "note") in kinds]

    def _proceedings(self, paper: Paper) -> None:
        paper.heading("Proceedings")
        rows = [[clock(str(one.get("at") or "")) or MISSING, self._line(one)] for one in self.meeting.entries]
        paper.table(
            Table([Column("Time", whole=True), Column("What was done")], rows, "The entries of the minutes by time."),
            "Proceedings in order of time",
            empty="No entries were made.",
            captioned=False,
        )

    def _line(self, entry: dict[str, Stored]) -> str:
        kind, text = str(entry.get("kind") or "note"), self.text(entry.get("text"))
        if kind == "note":
            return text
        if kind == "concern":
            concern = self._concern(entry)
            if concern is None or not self.reader.shows(concern):
                return "Concern: voiced, not shown here." if concern is not None else f"Concern: {text}"
            return f"Concern {concern.number}: {text}"
        parts = [f"{kind.capitalize()}: {text}" + ("" if text.endswith((".", "!", "?", "…")) else ".")]
        if entry.get("mover"):
            parts.append(f"Moved by {self.text(entry['mover'])}.")
        if entry.get("result"):
            parts.append(f"Result: {self.text(entry['result'])}.")
        if entry.get("owner"):
            parts.append(f"Owner: {self.text(entry['owner'])}.")
        if entry.get("due"):
            parts.append(f"Due {short_day(str(entry['due']))}.")
        return " ".join(parts)

    def _concern(self, entry: dict[str, Stored]) -> Concern | None:
        return self.notebook.of(Concern, str(entry.get("concern") or ""))

    def _motions(self, paper: Paper) -> None:
        paper.heading("Motions and decisions")
        rows = [
            [
                str(one.get("kind")),
                self.text(one.get("text")),
                self.text(one.get("mover")) or MISSING,
                self.text(one.get("result")) or MISSING,
            ]
            for one in self._entries("motion", "decision")
        ]
        columns = [Column("Kind"), Column("Wording"), Column("Moved by"), Column("Result")]
        paper.table(
            Table(columns, rows, "Every motion with its mover and result, and every decision."),
            "Motions and decisions",
            empty="No motion was made and no decision taken.",
            captioned=False,
        )

    def _actions(self, paper: Paper) -> None:
        paper.heading("Actions")
        rows = [self._action(one) for one in self.meeting.actions]
        columns = [Column("Action"), Column("Owner"), Column("Due", whole=True), Column("Status")]
        paper.table(
            Table(columns, rows, "What is to be done, by whom and until when."),
            "Actions agreed",
            empty="No action was agreed.",
            captioned=False,
        )

    def _action(self, action: Action) -> list[str]:
        return [
            self.text(action.text),
            self.text(action.owner) or "not named",
            short_day(action.due) or MISSING,
            str(action.entry.get("status") or "open"),
        ]

    def _concerns(self, paper: Paper) -> None:
        paper.heading("Concerns voiced")
        entries = self._entries("concern")
        shown = [one for one in map(self._concern, entries) if one is not None and self.reader.shows(one)]
        shown.sort(key=lambda one: (not one.category, one.category))
        rows = [[one.number, self.text(one.summary), one.category or MISSING, one.status] for one in shown]
        columns = [Column("Number", whole=True), Column("Concern"), Column("Category"), Column("Status")]
        paper.table(
            Table(
                columns, rows, "Concerns voiced at the meeting by topic, tracked by the department under their number."
            ),
            "Concerns voiced at the meeting",
            empty="No concern that these minutes may show was voiced." if entries else "No concern was voiced.",
            captioned=False,
        )

    def _end(self, paper: Paper) -> None:
        meeting = self.meeting
        paper.heading("Adjournment")
        ended = clock(meeting.adjourned)
        sentence = f"Adjourned at {ended}." if ended else "The time of adjournment was not noted."
        if meeting.next_meeting:
            time = f", {clock(meeting.next_meeting)}" if clock(meeting.next_meeting) else ""
            sentence += f" Next meeting: {day(meeting.next_meeting)}{time}."
        paper.paragraph(sentence)
        paper.signature_lines([("Recorder", self.text(meeting.recorder)), ("Presiding", self.text(meeting.presiding))])
