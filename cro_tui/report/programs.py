"""Who of a program came to how many of its sessions, and who may graduate. Pure: records and a day in, values out.

The rule. A session *was held* when its day has come and somebody stands on its roster; one whose day is past with an
empty roster counts for nobody until somebody notes who came, and a voided one (cancelled) counts for nobody at all.
A participant *attended* where a line of the roster is theirs: by the contact where both have one, else by the name, but
for case, accents and spacing; namesakes who are no contacts share a line. Every session that was held and not attended
is an *absence*, also those before somebody was accepted late: a certificate says that the program was attended.
A participant *cannot graduate* with more absences than are allowed; *qualifies* when nothing is left to be held and
the absences allowed are not exceeded; until then *still can*. Where no number of absences is set, any is allowed, but
nobody qualifies without having attended once. Left to be held are the sessions planned, less those that were cancelled,
beyond those that were held; where more sessions stand there than were planned, those count. Scores and results are
shown and decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cro_tui.model.contact import Contact
from cro_tui.model.fields import Stored
from cro_tui.model.program import ACCEPTED, Program, status_of
from cro_tui.model.training import Training
from cro_tui.report.rosters import Regular, attended, plain
from cro_tui.store.notebook import Notebook

Standing = Literal["", "still can", "qualifies", "cannot graduate"]
"""Of somebody who was accepted; ``""`` of anybody else, and while nothing is planned."""
UNTESTED = "not tested"
THERE, ABSENT, TO_COME, NOT_NOTED = "●", "○", "·", "?"
"""A session at a glance: attended, missed, to come, past with an empty roster."""


@dataclass(frozen=True)
class Participant:
    """One person of a program."""

    line_id: str
    name: str
    contact: str
    """The contact's id, or ``""``."""
    status: str
    reach: str
    applied: str
    graduated: str
    """ISO date, or ``""``."""
    notes: str
    marks: str
    """A sign a session, in order of date."""
    attended: int
    absent: int
    hours: Decimal
    scores: tuple[str, ...]
    """Scores and results of the sessions in which there was one, in order of date."""
    standing: Standing

    @property
    def is_in(self) -> bool:
        """Accepted."""
        return self.status == ACCEPTED


@dataclass(frozen=True)
class Course:
    """A program, its sessions and how everybody stands on one day."""

    program: Program
    sessions: tuple[Training, ...]
    """Those that stand, in order of date."""
    held: tuple[Training, ...]
    not_noted: tuple[Training, ...]
    """Past, with an empty roster."""
    to_come: tuple[Training, ...]
    """From today on, as far as they were not held."""
    planned: int
    """All sessions, those that have no date yet too."""
    participants: tuple[Participant, ...]
    """In the order of their applications."""

    @property
    def left(self) -> int:
        """Sessions that are not held yet, or not noted."""
        return self.planned - len(self.held)

    def count(self, *statuses: str) -> int:
        """How many have one of *statuses*."""
        return sum(1 for one in self.participants if one.status in statuses)

    @property
    def graduates(self) -> tuple[Participant, ...]:
        """Those whose graduation was noted."""
        return tuple(one for one in self.participants if one.graduated)

    @property
    def to_graduate(self) -> tuple[Participant, ...]:
        """Those who qualify and did not graduate yet."""
        return tuple(one for one in self.participants if one.standing == "qualifies" and not one.graduated)

    @property
    def last_day(self) -> str:
        """The ISO date of the last session, or the last day that was written down; ``""`` for none."""
        return self.sessions[-1].start[:10] if self.sessions else self.program.end


def by_program(notebook: Notebook) -> dict[str, list[Training]]:
    """The sessions of every program, in order of date, cancelled ones too; in one pass over all."""
    found: dict[str, list[Training]] = {}
    for session in notebook.all(Training, voided=True):
        if session.program:
            found.setdefault(session.program, []).append(session)
    for sessions in found.values():
        sessions.sort(key=lambda one: (one.start, one.id))
    return found


def sessions_of(notebook: Notebook, program_id: str) -> list[Training]:
    """The sessions of one program, in order of date, cancelled ones too."""
    found = [one for one in notebook.all(Training, voided=True) if one.program == program_id]
    return sorted(found, key=lambda one: (one.start, one.id))


def was_held(session: Training, today: str) -> bool:
    """Whether its day has come and somebody stands on its roster."""
    return bool(session.roster) and session.start[:10] <= today


def course(program: Program, sessions: Sequence[Training], today: str) -> Course:
    """How everybody stands on the ISO day *today*; *sessions* in order of date, cancelled ones among them."""
    cancelled = sum(1 for one in sessions if one.is_voided)
    sessions = [one for one in sessions if not one.is_voided]
    held = tuple(one for one in sessions if was_held(one, today))
    rolls = {one.id: _Roll(one) for one in held}
    total = max((program.sessions_planned or 0) - cancelled, len(sessions))
    rows = program.participants
    return Course(
        program=program,
        sessions=tuple(sessions),
        held=held,
        not_noted=tuple(one for one in sessions if one.start[:10] < today and not one.roster),
        to_come=tuple(one for one in sessions if one.start[:10] >= today and one.id not in rolls),
        planned=total,
        participants=tuple(_participant(row, sessions, rolls, program, total, today) for row in rows),
    )


class _Roll:
    """The roster of one session, to be asked for each participant."""

    def __init__(self, session: Training) -> None:
        self._contacts: dict[str, Mapping[str, Stored]] = {}
        self._names: dict[str, list[Mapping[str, Stored]]] = {}
        for row in session.roster:
            if row.get("contact"):
                self._contacts.setdefault(str(row["contact"]), row)
            self._names.setdefault(plain(row.get("name")), []).append(row)

    def line_of(self, name: str, contact: str) -> Mapping[str, Stored] | None:
        """The line of that person."""
        if contact and contact in self._contacts:
            return self._contacts[contact]
        return next(
            (row for row in self._names.get(plain(name), ()) if not (contact and row.get("contact"))),
            None,
        )


def _participant(
    row: Mapping[str, Stored],
    sessions: Iterable[Training],
    rolls: Mapping[str, _Roll],
    program: Program,
    total: int,
    today: str,
) -> Participant:
    name, contact = str(row.get("name") or ""), str(row.get("contact") or "")
    marks, hours, scores, there = "", Decimal(), [], 0
    for session in sessions:
        roll = rolls.get(session.id)
        line = roll.line_of(name, contact) if roll is not None else None
        if roll is None:
            marks += NOT_NOTED if session.start[:10] < today else TO_COME
        elif line is None:
            marks += ABSENT
        else:
            marks += THERE
            there += 1
            said = attended(session, line)
            hours += said.hours
            result = "" if said.result == UNTESTED else said.result
            scores += [" ".join(filter(None, (said.score, result)))] if said.score or result else []
    absent = len(rolls) - there
    return Participant(
        line_id=str(row["id"]),
        name=name,
        contact=contact,
        status=status_of(row),
        reach=str(row.get("reach") or ""),
        applied=str(row.get("applied") or ""),
        graduated=str(row.get("graduated") or ""),
        notes=str(row.get("notes") or ""),
        marks=marks,
        attended=there,
        absent=absent,
        hours=hours,
        scores=tuple(scores),
        standing=_standing(status_of(row), there, absent, total - len(rolls), program.absences_allowed, total),
    )


def _standing(status: str, there: int, absent: int, left: int, allowed: int | None, total: int) -> Standing:
    if status != ACCEPTED or not total:
        return ""
    if allowed is not None and absent > allowed:
        return "cannot graduate"
    if left:
        return "still can"
    return "qualifies" if there else "cannot graduate"


def expected(session: Training, program: Program, notebook: Notebook) -> list[Regular]:
    """The accepted participants who are not on the session's roster, in the order of their applications."""
    roll = _Roll(session)
    found = []
    for row in program.having(ACCEPTED):
        name, contact = str(row.get("name") or ""), str(row.get("contact") or "")
        if roll.line_of(name, contact) is None:
            known = notebook.of(Contact, contact) if contact else None
            found.append(Regular(known.name if known is not None else name, "", contact))
    return found
