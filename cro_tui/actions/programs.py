"""Programs: a series of sessions planned at once, applications answered, graduation noted. One save each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from cro_tui.actions.base import Done, Names, NothingDone, Unchanged, UnknownField, commit, context_of
from cro_tui.actions.records import name, prepare
from cro_tui.model.fields import BadValue, Context, Stored, short
from cro_tui.model.program import ACCEPTED, APPLIED, DECLINED, WAITLISTED, WITHDRAWN, Program
from cro_tui.model.training import Training
from cro_tui.report.programs import course, sessions_of
from cro_tui.report.rosters import plain
from cro_tui.store.notebook import Edit, Notebook

_PARTICIPANTS = Program.participants
_WEEK = timedelta(days=7)
MOST = 104
"""Sessions that are planned at once: two years of weeks."""
SAYS = {
    APPLIED: "put back among the applications", ACCEPTED: "accepted", WAITLISTED: "put on the waiting list",
    DECLINED: "declined", WITHDRAWN: "withdrawn",
}  # fmt: skip


def make(
    notebook: Notebook,
    typed: Mapping[str, object],
    *,
    first: str = "",
    hours: str = "",
    record_id: str = "",
    draft: str = "",
) -> Done:
    """A new program, and as many sessions as are planned, a week apart from *first* on (a date, or date and time).

    *hours* are those of each session. Without a first session or a number of them the program alone is made.
    """
    context = context_of(notebook)
    starts: list[str] = []
    values = dict(typed)
    if first.strip():
        try:
            begin = Training.start.parse(first, context)["start"]
        except BadValue as problem:
            raise BadValue("start", problem.message) from None
        values["start"] = begin[:10]
        count = Program.sessions_planned.parse(values.get("sessions_planned"), context)["sessions_planned"] or 0
        if count > MOST:
            raise BadValue("sessions_planned", f"is more than {MOST}: plan the first ones, and add the others later")
        starts = [_weeks_later(begin, number) for number in range(count)]
        if starts:
            values.setdefault("end", starts[-1][:10])
    program = prepare(notebook, Program, values, context, record_id)
    title = str(program.set.get("title") or "")
    given = {"kind": program.set.get("kind"), "place": program.set.get("place"), "hours": hours}
    sessions = [
        _session(
            notebook,
            program.id,
            program.set,
            {**given, "title": numbered(title, n, len(starts)), "start": start},
            context,
        )
        for n, start in enumerate(starts, 1)
    ]

    def says(made: Sequence[object]) -> str:
        with_sessions = f" with {len(sessions)} session{'' if len(sessions) == 1 else 's'}" if sessions else ""
        return f"Saved program “{short(title, 40)}”{with_sessions}" if made else ""

    return commit(notebook, [program, *sessions], says, draft)


def numbered(title: str, number: int, planned: int) -> str:
    """``Academy (2 of 8)``; one beyond those that were planned has its number alone."""
    return f"{title} ({number} of {planned})" if number <= planned else f"{title} ({number})"


def _weeks_later(start: str, weeks: int) -> str:
    """The same day of the week and the same time on the clock, also when the clocks were changed between."""
    wall = datetime.fromisoformat(start[:16]) + weeks * _WEEK
    return f"{wall:%Y-%m-%d %H:%M}" if len(start) > 10 else f"{wall:%Y-%m-%d}"


def _session(
    notebook: Notebook, program_id: str, held: Mapping[str, Stored], typed: Mapping[str, object], context: Context
) -> Edit:
    """A session of the program that holds the stored fields *held*; what restricts the program restricts it, too."""
    given = {key: text for key, text in typed.items() if text not in ("", None)}
    given |= {key: held[key] for key in ("sensitivity", "restricted_because") if held.get(key) is not None}
    edit = prepare(notebook, Training, given, context)
    return Edit(edit.id, edit.kind, {**edit.set, "program": program_id})


def next_session(program: Program, sessions: Sequence[Training]) -> dict[str, str]:
    """What a further session of the program would be: a week after the last, in its place, with the next number."""
    sessions = [one for one in sessions if not one.is_voided]
    last = sessions[-1] if sessions else None
    known = {name: text for name in ("kind", "place", "hours") if last is not None and (text := last.shown(name))}
    given = {"kind": program.kind, "place": program.place, **known}
    given["title"] = numbered(program.title, len(sessions) + 1, program.sessions_planned or 0)
    given["start"] = _weeks_later(last.start, 1) if last is not None and last.start else program.start
    return given


def add_session(notebook: Notebook, program: Program, typed: Mapping[str, object], *, draft: str = "") -> Done:
    """A further session of the program; what is not said is as in the last one."""
    given = {**next_session(program, sessions_of(notebook, program.id)), **{k: v for k, v in typed.items() if v}}
    edit = _session(notebook, program.id, program.values, given, context_of(notebook))
    return commit(notebook, [edit], lambda made: f"Saved {name(made[0])}", draft)


# Participants


def apply(notebook: Notebook, program: Program, *lines: str, names: Names | None = None, draft: str = "") -> Done:
    """Notes applications, one a line: ``name, phone or email``, or the two columns of a pasted table; as one save.

    Whoever is a contact of that name is linked. Who is on the list already is passed over; raises `NothingDone` where
    nobody is left.
    """
    names = names or Names(notebook)
    context = context_of(notebook, names)
    listed = {plain(row.get("name")) for row in program.participants}
    rows: dict[str, Stored] = {}
    told = "Nobody to note yet: type a name"
    who = ""
    for line in lines:
        who, reach = who_is(line)
        if not who:
            continue
        if plain(who) in listed:
            told = f"{short(who, 40)} is on the list already"
            continue
        listed.add(plain(who))
        row: dict[str, object] = {"name": who, "reach": reach, "status": APPLIED, "applied": f"{context.now:%Y-%m-%d}"}
        found = names.exactly(("contact",), who)
        if len(found) == 1:
            row["contact"] = found[0].id
        line_id, stored = _PARTICIPANTS.parse_row(row, context)
        rows[_PARTICIPANTS.key(line_id)] = stored
    if not rows:
        raise NothingDone(told)
    noted = short(next(iter(rows.values()))["name"], 40) if len(rows) == 1 else f"{len(rows)} applications"
    return commit(notebook, [Edit(program.id, program.KIND, rows, program)], f"{noted} noted", draft)


def who_is(typed: str) -> tuple[str, str]:
    """(name, phone or email) of a typed line, or of a line pasted from a table."""
    who, _, reach = (typed.replace(",", "\t", 1) if "\t" not in typed else typed).partition("\t")
    return " ".join(who.split()), " ".join(reach.replace("\t", " ").split())


def answer(notebook: Notebook, program: Program, line_ids: Sequence[str], status: str) -> Done:
    """Accepts, waitlists, declines or withdraws participants, in one save; who graduated stays as they are."""
    rows = _rows(program, line_ids)
    if status not in SAYS:
        raise UnknownField(f"a participant is {', '.join(SAYS)}; not “{short(status)}”")
    for row in rows:
        if row.get("graduated") and status != ACCEPTED:
            raise NothingDone(f"{_called(row)} graduated: clear the date first (enter)")
    changed = [row for row in rows if row.get("status") != status]
    if not changed:
        raise Unchanged(f"The list says that already: {status}")
    lines = {_PARTICIPANTS.key(row["id"]): {**_stored(row), "status": status} for row in changed}
    who = _called(changed[0]) if len(changed) == 1 else f"{len(changed)} people"
    says = f"{who} {SAYS[status]}"
    if status == ACCEPTED:
        taken = len({row["id"] for row in (*program.having(ACCEPTED), *changed)})
        says += f": {taken} of {program.seats} seats taken" if program.seats else ""
    return commit(notebook, [Edit(program.id, program.KIND, lines, program)], says)


def graduate(
    notebook: Notebook, program: Program, day: str = "", line_ids: Sequence[str] = (), *, draft: str = ""
) -> Done:
    """Notes the graduation of everybody who qualifies, or of those of *line_ids*, on *day* (today), in one save.

    Raises `NothingDone` where nobody does. Where the department makes an exception, the date is written into the line.
    """
    context = context_of(notebook)
    typed = day.strip() or context.now.date().isoformat()
    try:
        when = _PARTICIPANTS.columns["graduated"].parse(typed, context)["graduated"]
    except BadValue as problem:
        raise BadValue("graduated", problem.message) from None
    stands = course(program, sessions_of(notebook, program.id), context.now.date().isoformat())
    ready = {one.line_id for one in stands.to_graduate if not line_ids or one.line_id in line_ids}
    if not ready:
        raise NothingDone(_why_nobody(stands.left, bool(stands.graduates)))
    rows = _rows(program, tuple(ready))
    lines = {_PARTICIPANTS.key(row["id"]): {**_stored(row), "graduated": when} for row in rows}
    who = _called(rows[0]) if len(rows) == 1 else f"{len(rows)} people"
    return commit(notebook, [Edit(program.id, program.KIND, lines, program)], f"{who} graduated {when}", draft)


def _why_nobody(left: int, some_did: bool) -> str:
    if left:
        return f"Nobody qualifies yet: {left} session{' is' if left == 1 else 's are'} not held, or nobody was noted"
    return "Everybody who qualifies graduated already" if some_did else "Nobody qualifies"


def set_participant(
    notebook: Notebook, program: Program, line_id: str, typed: Mapping[str, object], *, draft: str = ""
) -> Done:
    """Changes columns (name, reach, status, applied, graduated, notes) of one participant."""
    for column in typed:
        if column not in _PARTICIPANTS.columns:
            raise UnknownField(
                f"participants have no field “{short(column)}”; they have: {', '.join(_PARTICIPANTS.columns)}"
            )
    context = context_of(notebook)
    (row,) = _rows(program, (line_id,))
    parsed = {column: _PARTICIPANTS.columns[column].parse(raw, context)[column] for column, raw in typed.items()}
    after = {key: value for key, value in {**_stored(row), **parsed}.items() if value is not None}
    if after == _stored(row):
        raise Unchanged("The list says that already")
    lines = {_PARTICIPANTS.key(line_id): after}
    return commit(notebook, [Edit(program.id, program.KIND, lines, program)], f"Saved {_called(after)}", draft)


def take_off(notebook: Notebook, program: Program, *line_ids: str) -> Done:
    """Takes lines that were noted by mistake off the list; they stay in the history."""
    rows = _rows(program, line_ids)
    lines = {_PARTICIPANTS.key(row["id"]): None for row in rows}
    who = _called(rows[0]) if len(rows) == 1 else f"{len(rows)} lines"
    return commit(notebook, [Edit(program.id, program.KIND, lines, program)], f"{who} taken off the list")


def _rows(program: Program, line_ids: Sequence[str]) -> list[dict[str, Stored]]:
    rows = [row for row in program.participants if row["id"] in line_ids]
    if not rows:
        raise NothingDone("the program has no such participant")
    return rows


def _stored(row: Mapping[str, Stored]) -> dict[str, Stored]:
    return {key: value for key, value in row.items() if key != "id"}


def _called(row: Mapping[str, Stored]) -> str:
    return short(row.get("name"), 40)
