"""How programs, their participants and sessions, and officers' hours look as lines of lists.

Restricted people are masked unless asked for. Knows the model and the notebook; no widget, no room.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cro_tui.model.contact import Contact
from cro_tui.model.program import ACCEPTED, APPLIED, DECLINED, WITHDRAWN
from cro_tui.model.training import Training
from cro_tui.report.education import OfficerYear
from cro_tui.report.programs import Course, Participant
from cro_tui.settings import Education
from cro_tui.store.notebook import Notebook
from cro_tui.tui.days import plain_day, short_day
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK, label_of
from cro_tui.tui.widgets.rows import Column, Row

PROGRAM_COLUMNS = (
    Column("Program", share=3, least=22, most=60),
    Column("From", cells=7),
    Column("To", cells=7, gives_way=2),
    Column("Held", cells=5, right=True),
    Column("Seats", cells=6, right=True),
    Column("Waiting", cells=7, right=True, gives_way=1),
    Column("Grads", cells=5, right=True, gives_way=3),
)
PARTICIPANT_COLUMNS = (
    Column("Name", share=3, least=16, most=40),
    Column("Phone or email", share=2, least=14, gives_way=4, most=44),
    Column("Status", cells=10),
    Column("Sessions", cells=12, gives_way=2),
    Column("Came", cells=5, right=True, gives_way=3),
    Column("Absent", cells=6, right=True, gives_way=1),
    Column("Standing", cells=16),
)
SESSION_COLUMNS = (
    Column("When", cells=17),
    Column("Session", share=3, least=24, most=76),
    Column("Hours", cells=5, right=True, gives_way=1),
    Column("Came", cells=4, right=True),
    Column("State", cells=9),
)
OFFICER_COLUMNS = (
    Column("Officer", share=3, least=20, most=40),
    Column("ID", cells=8, gives_way=2),
    Column("Hours", cells=6, right=True),
    Column("Missing", cells=7, right=True),
    Column("By topic", share=4, least=18),
)
_MARKS = 12
"""So many sessions show at a glance; of more, the latest."""


def when_of(start: str, year: int) -> str:
    """``Tue 3 Nov 19:00``; another year than this one is said instead of the weekday."""
    when = readable(start)
    return when.replace(f" {year}", "") if str(year) in start[:4] else when.partition(" ")[2]


def program_row(stands: Course, notebook: Notebook, today: date, *, bare: bool) -> Row:
    """What it is called, from when to when, sessions held, seats taken, who waits for an answer, who graduated."""
    program = stands.program
    taken = stands.count(ACCEPTED)
    waiting = stands.count(APPLIED)
    first = stands.sessions[0].start[:10] if stands.sessions else program.start
    cells = (
        label_of(program, notebook, bare=bare),
        short_day(first, today),
        short_day(stands.last_day, today),
        f"{len(stands.held)}/{stands.planned}" if stands.planned else "",
        f"{taken}/{program.seats}" if program.seats else str(taken or ""),
        str(waiting or ""),
        str(len(stands.graduates) or ""),
    )
    over = bool(stands.last_day) and stands.last_day < today.isoformat()
    tone = "good" if first <= today.isoformat() and not over and stands.sessions else ""
    badge = "≠" if program.conflicts else "R" if program.restricted else ""
    return Row(cells, badge, tone, f"{program.kind} {program.place} {program.coordinator}")


def hides(one: Participant, notebook: Notebook) -> bool:
    """Whether the participant is a contact who is restricted."""
    contact = notebook.of(Contact, one.contact) if one.contact else None
    return contact is not None and contact.restricted


def participant_row(one: Participant, stands: Course, today: date, *, hidden: bool) -> Row:
    """Who, how far the application is, every session at a glance, what follows from it."""
    marks = one.marks if len(one.marks) <= _MARKS else "…" + one.marks[1 - _MARKS :]
    counts = one.is_in or one.attended
    cells = (
        MASK if hidden else one.name,
        "" if hidden else one.reach,
        one.status,
        marks if counts else "",
        f"{one.attended}/{stands.planned}" if counts and stands.planned else "",
        str(one.absent) if counts and stands.held else "",
        f"graduated {plain_day(one.graduated, today)}" if one.graduated else one.standing,
    )
    if one.status in (DECLINED, WITHDRAWN):
        tone = "quiet"
    elif one.standing == "cannot graduate" and not one.graduated:
        tone = "alarm"
    else:
        tone = "good" if one.graduated or one.standing == "qualifies" else ""
    return Row(cells, "R" if hidden else "", tone)


def session_row(session: Training, stands: Course, notebook: Notebook, *, bare: bool) -> Row:
    """When, what, how long, how many came, whether it was held."""
    held, empty = session in stands.held, session in stands.not_noted
    cells = (
        when_of(session.start, notebook.clock().year),
        _without_title(label_of(session, notebook, bare=bare), stands.program.title),
        session.shown("hours"),
        str(len(session.roster) or ""),
        "held" if held else "who came?" if empty else "to come",
    )
    return Row(cells, "≠" if session.conflicts else "", "alarm" if empty else "")


def _without_title(label: str, title: str) -> str:
    """A session of a program as its list names it: ``2 of 8``, without the program's title, which stands above."""
    rest = label.removeprefix(title).strip(" ()") if title and label.startswith(title) else ""
    return rest or label


def about_program(stands: Course, title: str, words: Callable[[str], str], today: date) -> str:
    """Two lines about a program, by the *title* that may show: what and when; how many are where, and what is asked.

    *words* says of what else was typed into it how it may show.
    """
    program = stands.program
    allowed = program.absences_allowed
    absences = "" if allowed is None else f"{allowed} absence{'' if allowed == 1 else 's'} allowed"
    seats = f"{stands.count(ACCEPTED)} accepted" + (f" for {program.seats} seats" if program.seats else "")
    still_open = program.apply_by >= today.isoformat() or bool(stands.count(APPLIED))
    until = f"apply by {plain_day(program.apply_by, today)}" if program.apply_by and still_open else ""
    ready = f"{len(stands.to_graduate)} qualify: g" if stands.to_graduate else ""
    what = [title, program.kind, words(program.place), words(program.coordinator)]
    state = [
        f"{len(stands.held)} of {stands.planned} held",
        seats,
        f"{stands.count(APPLIED)} applied" if stands.count(APPLIED) else "",
        until,
        f"{len(stands.graduates)} graduated" if stands.graduates else "",
        ready,
        absences,
    ]
    return "\n".join(" · ".join(part for part in parts if part) for parts in (what, state))


def officer_row(one: OfficerYear, education: Education, *, hidden: bool) -> Row:
    """Who, how many hours, what is missing, hours by topic with the asked ones first."""
    topics = [f"{topic} {hours.normalize():f} short" for topic, hours in one.missing_topics]
    topics += [f"{topic} {hours.normalize():f}" for topic, hours in one.by_topic]
    asked = bool(education.hours_a_year)
    cells = (
        MASK if hidden else one.officer.name,
        "" if hidden else one.officer.agency,
        f"{one.hours.normalize():f}",
        (f"{one.missing.normalize():f}" if one.missing else "–") if asked else "",
        ", ".join(topics),
    )
    if asked or education.topics:
        return Row(cells, "R" if hidden else "", "good" if one.is_complete else "")
    return Row(cells, "R" if hidden else "")


def requirement(education: Education) -> str:
    """What is asked of each officer in a calendar year, in a line."""
    topics = [f"{topic} {hours}" for topic, hours in education.topics.items() if hours]
    if not education.hours_a_year and not topics:
        return "none asked: [education] in settings.toml"
    whole = f"{education.hours_a_year} h a year" if education.hours_a_year else "a year:"
    return ", ".join((whole, *topics)) if education.hours_a_year else f"{whole} {', '.join(topics)}"
