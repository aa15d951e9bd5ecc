"""The agenda of a meeting: unfinished actions first, then what is to be decided. Knows meetings and paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cro_tui.actions.meetings import unfinished
from cro_tui.model.meeting import Meeting
from cro_tui.report.agenda import Agenda, Raised, Unfinished, agenda_facts
from cro_tui.report.audience import Audience, Reader, meeting_for
from cro_tui.report.plain import clean, shortened
from cro_tui.report.sentences import counted, day, short_day
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.listing import Listing, brief, plain, whole
from cro_tui.word.paper import Paper
from cro_tui.word.wording import (
    MISSING,
    TITLE_LENGTH,
    clock,
    department_name,
    marking_for,
    masthead_of,
    weekday,
)

_TEXT = 260
"""Characters of an action or a concern in a table; the notebook has them whole."""


def write_agenda(
    notebook: Notebook,
    settings: Settings,
    meeting_id: str,
    target: Path,
    *,
    audience: Audience = "command",
    names_ticked: bool = True,
) -> Path:
    """Writes the agenda of a meeting into the folder, or as the file, `target`; returns where it is.

    Actions name who owes them, so names stay unless another audience is chosen; those of restricted people never do.

    :raises NotForAudience: the meeting's text may not be shown to the audience.
    :raises LookupError: there is no such meeting.
    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises OSError: `target` can't be written to.
    """
    reader = Reader.of(notebook, audience, names_ticked=names_ticked)
    meeting = meeting_for(reader, notebook, meeting_id, "its agenda is")
    facts = agenda_facts(notebook, meeting, unfinished(notebook, meeting), reader)
    paper = _paper(facts, settings, meeting, reader)
    return paper.write(target, f"Agenda {meeting.start[:10]} {facts.body}")


def _paper(facts: Agenda, settings: Settings, meeting: Meeting, reader: Reader) -> Paper:
    body = shortened(facts.body, TITLE_LENGTH)
    paper = Paper(
        masthead_of(
            settings,
            title=f"Agenda: {body}",
            subject=f"Agenda of the meeting of {day(meeting.start)}",
            day=date.fromisoformat(meeting.start[:10]),
            period=day(meeting.start),
            marking=marking_for(settings, reader.audience),
        ),
        letterhead_of(settings),
    )
    paper.title(f"Agenda: {body}", f"{department_name(settings)} · {day(meeting.start)}")
    paper.memo_head(_head(facts, meeting, reader))
    _actions(paper, facts)
    _decisions(paper, facts)
    _concerns(paper, facts)
    _end(paper, facts)
    return paper


def _head(facts: Agenda, meeting: Meeting, reader: Reader) -> list[tuple[str, str]]:
    until = f" to {clock(meeting.end)}" if clock(meeting.end) else ""
    time = f", {clock(meeting.start)}{until}" if clock(meeting.start) else ""
    part = "organized" if meeting.organized else "attended"
    return [
        ("MEETING", f"{meeting.kind or 'regular'}, {part} by the department"),
        ("DATE", f"{weekday(meeting.start)}{time}"),
        ("PLACE", reader.text(clean(meeting.place))),
        ("PRESIDING", reader.text(clean(meeting.presiding))),
        ("RECORDER", reader.text(clean(meeting.recorder))),
        ("LAST MET", day(facts.last_met)),
    ]


def _actions(paper: Paper, facts: Agenda) -> None:
    paper.heading("Unfinished actions", tight=True)
    late = sum(1 for one in facts.actions if one.overdue)
    overdue = f"{late} of them overdue on the day of the meeting" if late else "none of them overdue"
    caption = f"{counted(len(facts.actions), 'action').capitalize()} of earlier meetings open, {overdue}"
    Listing[Unfinished](
        caption,
        "Each open action with its owner and due date; those that are overdue first.",
        "No action of an earlier meeting is open.",
        (
            whole("Agreed", lambda one: short_day(one.agreed)),
            plain("Action", lambda one: shortened(one.text, _TEXT)),
            plain("Owner", lambda one: brief(one.owner, none="not named")),
            whole("Due", lambda one: short_day(one.due) or MISSING),
            whole("State", lambda one: f"OVERDUE {counted(one.overdue, 'day')}" if one.overdue else "open"),
        ),
    ).print(paper, facts.actions)


def _decisions(paper: Paper, facts: Agenda) -> None:
    paper.heading("To be decided", tight=True)
    if facts.decisions:
        paper.numbers([shortened(one, _TEXT) for one in facts.decisions])
    else:
        paper.paragraph("No minutes wait to be approved, and no motion is open.")
    paper.heading("Order of business", tight=True)
    if facts.business:
        paper.numbers([shortened(one, _TEXT) for one in facts.business])
    else:
        paper.paragraph("Nothing was put on the agenda yet.")


def _concerns(paper: Paper, facts: Agenda) -> None:
    paper.heading("Concerns raised before, and how they stand", tight=True)
    Listing[Raised](
        "Concerns raised at earlier meetings of this body",
        "Open concerns first, then those that were closed since the body met last.",
        "No concern of an earlier meeting is open, and none was closed since the last one.",
        (
            whole("Number", lambda one: one.number),
            plain("Concern", lambda one: shortened(one.summary, _TEXT)),
            whole("Raised", lambda one: short_day(one.raised)),
            plain("Standing", lambda one: one.standing),
        ),
    ).print(paper, facts.concerns, captioned=False)
    more = f"{counted(facts.more_concerns, 'further concern')} not shown. " if facts.more_concerns else ""
    before = facts.closed_before
    closed = f"{counted(before, 'earlier concern')} {'was' if before == 1 else 'were'} closed before the last meeting."
    paper.note(more + (closed if before else ""))
    paper.note("".join(f"{gap.sentence}. " for gap in facts.left_out))


def _end(paper: Paper, facts: Agenda) -> None:
    paper.heading("Next meeting", tight=True)
    usual = f" The body meets: {facts.cadence}." if facts.cadence else ""
    if facts.next_meeting:
        time = f", {clock(facts.next_meeting)}" if clock(facts.next_meeting) else ""
        paper.paragraph(f"{weekday(facts.next_meeting)}{time}.{usual}")
    else:
        paper.paragraph(f"To be agreed at the meeting.{usual}")
