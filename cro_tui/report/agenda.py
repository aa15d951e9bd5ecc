"""What a meeting is to open with: the body's unfinished actions, what is to be decided, concerns it raised before.

Pure: a meeting, the notebook and its reader in, plain values out. An agenda lies on the table in a room full of people,
so that restricted records are counted on it and never told, whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Organization
from cro_tui.model.fields import Stored
from cro_tui.model.meeting import Action, Meeting
from cro_tui.model.record import Record
from cro_tui.report.audience import Reader, strictest
from cro_tui.report.bodies import meetings_of
from cro_tui.report.facts import Gap
from cro_tui.report.period import closed_on
from cro_tui.report.plain import clean
from cro_tui.report.sentences import counted, day
from cro_tui.report.standing import status_of
from cro_tui.store.notebook import Notebook

CONCERNS_SHOWN = 25
"""Concerns in the table; of more their number is said."""
_LAID_OVER = ("tabled", "postponed", "laid over", "deferred", "carried over")
"""Results of a motion that decide nothing yet."""


@dataclass(frozen=True)
class Unfinished:
    """An action that the body agreed and that is still open."""

    agreed: str
    """ISO date of the meeting."""
    text: str
    owner: str
    due: str
    """ISO date, or ``""``."""
    overdue: int
    """Days past its due date on the day of the meeting; 0 where it is not."""


@dataclass(frozen=True)
class Raised:
    """A concern that was raised at an earlier meeting of the body."""

    number: str
    summary: str
    raised: str
    """ISO date of the first meeting at which it was."""
    standing: str


@dataclass(frozen=True)
class Agenda:
    """Everything that stands on the agenda of one meeting."""

    body: str
    actions: tuple[Unfinished, ...]
    """Overdue ones first, the longest overdue at the top."""
    decisions: tuple[str, ...]
    """What the body has to decide, one sentence each."""
    business: tuple[str, ...]
    """The items that were put on the agenda."""
    concerns: tuple[Raised, ...]
    """Open ones first, then those that were closed since the body met last."""
    more_concerns: int
    """Further ones that are not shown."""
    closed_before: int
    """Earlier ones that were closed before the body met last."""
    last_met: str
    """ISO date, or ``""``."""
    next_meeting: str
    """ISO date or moment, or ``""``."""
    cadence: str
    """When the body usually meets, as its organization says; ``""`` where nothing is known."""
    left_out: tuple[Gap, ...]


def agenda_facts(notebook: Notebook, meeting: Meeting, unfinished: Iterable[Action], reader: Reader) -> Agenda:
    """The agenda of *meeting* as *reader* may read it; *unfinished* are the open actions of the body."""
    together = meetings_of(notebook, meeting.body)
    earlier = [one for one in together if one.id != meeting.id and one.start < meeting.start]
    actions = list(unfinished)
    shown_actions = [one for one in actions if _may_stand(reader, one.meeting)]
    raised = _raised_at(notebook, earlier)
    telling = [(one, when) for one, when in raised if _may_stand(reader, one)]
    since = earlier[-1].start[:10] if earlier else ""
    standing = [(one, when) for one, when in telling if one.is_open or closed_on(one) >= since]
    standing.sort(key=lambda pair: (not pair[0].is_open, pair[1], pair[0].number))
    statuses = notebook.settings.words.statuses
    return Agenda(
        body=reader.text(meeting.body),
        actions=_in_order(_unfinished(one, meeting.start[:10], reader) for one in shown_actions),
        decisions=tuple(_decisions(earlier, reader)),
        business=tuple(line.strip() for line in reader.text(clean(meeting.agenda)).split("\n") if line.strip()),
        concerns=tuple(
            Raised(one.number, reader.text(one.summary), when, status_of([one], since, statuses))
            for one, when in standing[:CONCERNS_SHOWN]
        ),
        more_concerns=max(0, len(standing) - CONCERNS_SHOWN),
        closed_before=len(telling) - len(standing),
        last_met=since,
        next_meeting=_next_of(meeting, together),
        cadence=reader.text(_cadence(notebook, meeting.body)),
        left_out=tuple(_left_out(len(actions) - len(shown_actions), len(raised) - len(telling))),
    )


def _may_stand(reader: Reader, record: Record) -> bool:
    return reader.shows(record) and strictest(record) != "restricted"


def _unfinished(action: Action, on: str, reader: Reader) -> Unfinished:
    return Unfinished(
        agreed=action.meeting.start[:10],
        text=reader.text(clean(action.text)),
        owner=reader.text(clean(action.owner)),
        due=action.due,
        overdue=days_past(action.due, on),
    )


def days_past(due: str, on: str) -> int:
    """Whole days from a due date to the ISO date *on*; 0 where it is not past, or none is given."""
    try:
        return max(0, (date.fromisoformat(on[:10]) - date.fromisoformat(due[:10])).days)
    except ValueError:
        return 0


def _in_order(actions: Iterable[Unfinished]) -> tuple[Unfinished, ...]:
    return tuple(sorted(actions, key=lambda one: (-one.overdue, one.due or "9999", one.agreed, one.text)))


def _decisions(earlier: Sequence[Meeting], reader: Reader) -> Iterable[str]:
    """The minutes that wait to be approved, and motions that were made and not decided."""
    told = [one for one in earlier if _may_stand(reader, one)]
    for one in told:
        if one.entries and one.minutes_status != "approved":
            yield f"Approve the minutes of {day(one.start)}, which are a draft."
    for one in told:
        for entry in one.entries:
            if entry.get("kind") == "motion" and _is_undecided(entry):
                mover = reader.text(clean(str(entry.get("mover") or "")))
                by = f", moved by {mover}" if mover else ""
                result = reader.text(clean(str(entry.get("result") or ""))) or "no result noted"
                text = reader.text(clean(str(entry.get("text") or "")))
                yield f"Motion of {day(one.start)}{by}: {text} ({result})"


def _is_undecided(entry: dict[str, Stored]) -> bool:
    result = str(entry.get("result") or "").casefold()
    return not result.strip() or any(word in result for word in _LAID_OVER)


def _raised_at(notebook: Notebook, meetings: Sequence[Meeting]) -> list[tuple[Concern, str]]:
    """(concern, ISO date of the first meeting at which it was raised), in order of raising."""
    found: dict[str, tuple[Concern, str]] = {}
    for meeting in meetings:
        lines = [str(entry.get("concern") or "") for entry in meeting.entries if entry.get("kind") == "concern"]
        for concern_id in (*lines, *meeting.links):
            concern = notebook.of(Concern, concern_id) if concern_id and concern_id not in found else None
            if concern is not None and not concern.is_voided:
                found[concern_id] = concern, meeting.start[:10]
    return list(found.values())


def _next_of(meeting: Meeting, together: Sequence[Meeting]) -> str:
    """When the body meets after this meeting: as its minutes say, else the next one that is entered."""
    later = (one.start for one in together if one.start > meeting.start and one.id != meeting.id)
    return meeting.next_meeting or next(later, "")


def _cadence(notebook: Notebook, body: str) -> str:
    wanted = body.strip().casefold()
    known = (one for one in notebook.all(Organization) if one.name.casefold() == wanted and not one.restricted)
    return next((one.cadence for one in known if one.cadence), "")


def _left_out(actions: int, concerns: int) -> Iterable[Gap]:
    for count, one, many in (
        (actions, "action of an earlier meeting", "actions of earlier meetings"),
        (concerns, "concern raised earlier", "concerns raised earlier"),
    ):
        if count:
            yield Gap(f"{counted(count, one, many)} left out: restricted, or not for this audience")
