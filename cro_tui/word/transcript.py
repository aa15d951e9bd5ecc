"""All training of one person on paper: sessions, hours, scores, totals by year and topic. Knows rosters and paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from cro_tui.model.contact import Contact
from cro_tui.report.audience import WITHHELD, Reader
from cro_tui.report.plain import clean, one_line, shortened
from cro_tui.report.rosters import Attended, Regular, Transcript, transcript
from cro_tui.report.sentences import day, short_day
from cro_tui.settings import Education, Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.listing import Listing, Shown, brief, plain, right, whole
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column, Table
from cro_tui.word.text import without_brackets
from cro_tui.word.wording import (
    MISSING,
    TITLE_LENGTH,
    department_name,
    marking_for,
    masthead_of,
    with_office,
)

_TITLE = 140


def write_transcript(notebook: Notebook, settings: Settings, person: Regular, today: date, target: Path) -> Path:
    """Writes the training of one person into the folder, or as the file, `target`; returns where it is.

    A restricted person is not named, whoever reads it.

    :param person: as on a roster: a name, the contact's id where there is one, the agency or ID where namesakes differ.
    :param today: sessions after it have not been held, and count no hours.
    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises OSError: `target` can't be written to.
    """
    facts = transcript(notebook, person.name, person.contact, agency=person.agency, until=today.isoformat())
    reader = Reader.of(notebook, "command", names_ticked=True)
    name = WITHHELD if person.contact in reader.restricted else one_line(reader.text(clean(person.name)))
    paper = _paper(facts, settings, shortened(name, TITLE_LENGTH) or "Nobody named", reader, today)
    return paper.write(target, f"Training Transcript {without_brackets(name)} {today.isoformat()}")


def regular_of(contact: Contact) -> Regular:
    """A contact as somebody who may stand on rosters."""
    return Regular(contact.name, "", contact.id)


def _paper(facts: Transcript, settings: Settings, name: str, reader: Reader, today: date) -> Paper:
    paper = Paper(
        masthead_of(
            settings,
            title=f"Training Transcript: {name}",
            subject=f"All training on record up to {day(today.isoformat())}",
            day=today,
            period=day(today.isoformat()),
            marking=marking_for(settings, "command"),
        ),
        letterhead_of(settings),
    )
    paper.title(f"Training Transcript: {name}", f"{department_name(settings)} · {day(today.isoformat())}")
    agencies = [shortened(reader.text(clean(one)), TITLE_LENGTH) for one in facts.agencies]
    paper.memo_head(
        [
            ("NAME", name),
            ("AGENCY OR ID", "; ".join(agencies)),
            ("SESSIONS", str(len(facts.sessions))),
            ("HOURS", f"{_plain(facts.hours)}"),
            ("PERIOD", _period(facts)),
        ]
    )
    paper.heading("Totals")
    _totals(
        paper, "year", [(year or "without a date", hours) for year, hours in facts.by_year()], _counts(facts, "year")
    )
    _totals(
        paper, "topic", [(reader.text(clean(one)), hours) for one, hours in facts.by_topic()], _counts(facts, "topic")
    )
    if facts.sessions:
        paper.note(f"Hours of sessions attended. {_asked(settings.education)}")
    paper.heading("Sessions")
    _sessions(paper, facts, reader)
    notes = [
        "Where the roster gives no hours of the person's own, those of the session are counted, whatever the result."
    ]
    if len(agencies) > 1:
        notes.append("The name stands on rosters with more than one agency or ID; the lines may be of several people.")
    paper.note(" ".join(notes) if facts.sessions else "")
    paper.signature_lines([("Certified by", with_office(settings.officer.name, settings.officer.title))])
    return paper


def _asked(education: Education) -> str:
    """What the department asks of its officers, for whoever sets the hours against it."""
    topics = [f"{hours} of {topic}" for topic, hours in education.topics.items() if hours]
    hours = [f"{education.hours_a_year} hours"] if education.hours_a_year else []
    if not hours and not topics:
        return "They are set against no requirement: the settings name none."
    kinds = " and ".join(education.kinds)
    return f"Of its officers the department asks {', '.join((*hours, *topics))} in each calendar year; {kinds} count."


def _period(facts: Transcript) -> str:
    if not facts.sessions:
        return ""
    first, last = (day(facts.sessions[place].session.start) for place in (-1, 0))
    return first if first == last else f"{first} to {last}"


def _counts(facts: Transcript, by: str) -> list[int]:
    """Sessions of each year or topic, in the order in which their hours are told."""
    told = facts.by_year() if by == "year" else facts.by_topic()
    return [sum(1 for one in facts.sessions if getattr(one, by) == key) for key, _ in told]


def _totals(paper: Paper, by: str, hours: list[tuple[str, Decimal]], sessions: list[int]) -> None:
    rows = [
        [shortened(key, _TITLE), str(count), _plain(sum_)] for (key, sum_), count in zip(hours, sessions, strict=True)
    ]
    if len(rows) > 1:
        rows.append(["All", str(sum(sessions)), _plain(sum((sum_ for _, sum_ in hours), Decimal()))])
    columns = [Column(by.capitalize()), Column("Sessions", "right"), Column("Hours", "right")]
    empty = f"There is no session to sum up by {by}."
    table = Table(columns, rows, f"Sessions and hours of each {by}.", total=len(rows) > 1)
    paper.table(table, f"Hours by {by}", empty=empty)


def _sessions(paper: Paper, facts: Transcript, reader: Reader) -> None:
    course: list[Shown[Attended]] = []
    if any(one.session.course for one in facts.sessions):
        course = [whole("Course no.", lambda one: brief(reader.text(clean(one.session.course))))]
    Listing[Attended](
        "Every session, the latest first",
        "Sessions with date, topic, hours, score and result.",
        "The name stands on no roster of a session that was held.",
        (
            whole("Date", lambda one: short_day(one.session.start)),
            plain("Session", lambda one: shortened(reader.text(clean(one.session.title)), _TITLE)),
            plain("Topic", lambda one: shortened(reader.text(clean(one.topic)), _TITLE)),
            *course,
            right("Hours", lambda one: _plain(one.hours)),
            right("Score", lambda one: one.score or MISSING),
            whole("Result", lambda one: one.result or MISSING),
        ),
    ).print(paper, facts.sessions, captioned=False)


def _plain(hours: Decimal) -> str:
    """``4``, ``2.5``: without zeros that say nothing."""
    return f"{hours.normalize():f}"
