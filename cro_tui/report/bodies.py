"""The bodies that meet: which are known, when each met last, what is agreed for next, what is under way.

Pure: the notebook's meetings and the moment in, plain values out. Whoever shows them masks restricted ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from cro_tui.model.contact import Organization
from cro_tui.model.meeting import Meeting
from cro_tui.store.notebook import Notebook

Stage = Literal["live", "coming", "past"]
LONGEST = timedelta(hours=12)
"""A meeting that nobody adjourned is over after that."""
USUAL = timedelta(hours=4)
"""What begins at an hour of the day and says nothing of its end is no more to come after that."""
EARLY = timedelta(hours=2)
"""So long before its start people arrive and the officer writes already."""


def known_bodies(notebook: Notebook) -> list[str]:
    """The names of all bodies, the one that met last first; then organizations that never met."""
    meetings = sorted(notebook.all(Meeting), key=lambda one: one.start, reverse=True)
    names = [one.body for one in meetings if not one.restricted]
    names += sorted(one.name for one in notebook.all(Organization) if not one.restricted)
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(name.casefold(), name)
    return list(known.values())


def last_of(notebook: Notebook, body: str) -> Meeting | None:
    """The latest meeting of that body."""
    wanted = body.strip().casefold()
    return max((one for one in notebook.all(Meeting) if one.body.casefold() == wanted), key=_start, default=None)


def meetings_of(notebook: Notebook, body: str) -> list[Meeting]:
    """Every meeting of that body, the earliest first."""
    wanted = body.strip().casefold()
    return sorted((one for one in notebook.all(Meeting) if one.body.strip().casefold() == wanted), key=_start)


def agreed_next(meetings: Iterable[Meeting], now: datetime) -> list[Meeting]:
    """The meetings whose minutes name a next one that is still to come and was not entered yet, the nearest first."""
    meetings = list(meetings)
    entered = {(one.body.casefold(), one.start[:10]) for one in meetings}
    today = now.date().isoformat()
    open_ = {
        (one.body.casefold(), one.next_meeting[:10]): one
        for one in meetings
        if one.next_meeting[:10] >= today and (one.body.casefold(), one.next_meeting[:10]) not in entered
    }
    return sorted(open_.values(), key=lambda one: one.next_meeting)


def is_over(start: str, now: datetime, *, end: str = "", lasts: timedelta = USUAL) -> bool:
    """Whether what begins at *start* is over: at its *end*, else when it has lasted; what has no hour, with its day."""
    if len(end) > 10:
        return _since(end, now) >= timedelta()
    if len(start) <= 10:
        return start < now.date().isoformat()
    return _since(start, now) >= lasts


def stage(meeting: Meeting, now: datetime) -> Stage:
    """Whether it goes on, is to come, or is over."""
    if meeting.is_live and timedelta() <= _since(meeting.called_to_order, now) < LONGEST:
        return "live"
    if meeting.adjourned or meeting.called_to_order or (meeting.end and is_over(meeting.start, now, end=meeting.end)):
        return "past"
    return "coming" if meeting.start[:10] >= now.date().isoformat() else "past"


def under_way(meeting: Meeting, now: datetime) -> bool:
    """Whether what is heard now is heard at that meeting: it is live, or about to be."""
    if meeting.adjourned:
        return False
    if meeting.called_to_order:
        return stage(meeting, now) == "live"
    if len(meeting.start) <= 10:
        return meeting.start == now.date().isoformat()
    return -EARLY <= _since(meeting.start, now) < LONGEST


def in_order(meetings: Iterable[Meeting], now: datetime) -> list[Meeting]:
    """What goes on, then what comes (the nearest first), then what is over (the latest first)."""
    staged: dict[Stage, list[Meeting]] = {"live": [], "coming": [], "past": []}
    for one in meetings:
        staged[stage(one, now)].append(one)
    return [
        *sorted(staged["live"], key=_start),
        *sorted(staged["coming"], key=_start),
        *sorted(staged["past"], key=_start, reverse=True),
    ]


def _start(meeting: Meeting) -> str:
    return meeting.start


def _since(moment: str, now: datetime) -> timedelta:
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return timedelta(days=-1)
    return now - (then if then.tzinfo else then.replace(tzinfo=now.tzinfo))
