"""Check-in for a training session: who came, when they left, what they scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from cro_tui.actions.base import Done, Names, NothingDone, Unchanged, UnknownField, commit, context_of
from cro_tui.model.fields import Context, short
from cro_tui.model.training import Training, hours_between, signed_out
from cro_tui.report.rosters import Regular, Regulars
from cro_tui.store.notebook import Edit, Notebook

_ROSTER = Training.roster
LONGEST = timedelta(hours=12)
"""So long after its start a session may still go on."""


def check_in(
    notebook: Notebook,
    session: Training,
    *people: str | Regular,
    regulars: Regulars | None = None,
    names: Names | None = None,
    draft: str = "",
) -> Done:
    """Puts people on the roster, as one save: by name, by ``name, agency or ID``, or by the badge of somebody on an
    earlier roster; or as somebody who is known already.

    While the session goes on they are signed in now; a roster that is typed up on another day has no times. Who is
    on it already is passed over; raises `NothingDone` where nobody is left. *regulars* and *names* are given by
    whoever signs in one after the other.
    """
    names = names or Names(notebook)
    regulars = regulars or Regulars(notebook)
    context = context_of(notebook, names)
    here = goes_on(session, context.now)
    now = context.now.isoformat(timespec="minutes") if here else ""
    lines: dict[str, object] = {}
    listed: list[str] = []
    told = NothingDone("Nobody to sign in yet: type a name")
    for person in people:
        who, agency = (person.name, person.agency) if isinstance(person, Regular) else who_is(person, regulars)
        if not who:
            continue
        if on_roster(Training(session.id, {**session.values, **lines}), who, agency):
            told = NothingDone(f"{short(who, 40)} is on the roster already")
            continue
        row: dict[str, object] = {"name": who, "agency": agency, "in": now}
        found = names.exactly(("contact",), who)
        if isinstance(person, Regular) and person.contact:
            row["contact"] = person.contact
        elif len(found) == 1:
            row["contact"] = found[0].id
        line_id, stored = _ROSTER.parse_row(row, context)
        lines[_ROSTER.key(line_id)] = stored
        listed.append(who)
    if not listed:
        raise told
    who = short(listed[0], 40) if len(listed) == 1 else f"{len(listed)} people"
    edit = Edit(session.id, session.KIND, lines, session)
    return commit(notebook, [edit], f"{who} signed in" if here else f"{who} put on the roster", draft)


def goes_on(session: Training, now: datetime) -> bool:
    """Whether who signs in now is there now: on the day of the session, and through the night that it began in."""
    if session.start[:10] in ("", now.date().isoformat()):
        return True
    try:
        start = datetime.fromisoformat(session.start)
    except ValueError:
        return False
    return start.tzinfo is not None and timedelta() <= now - start < LONGEST


def who_is(typed: str, regulars: Regulars) -> tuple[str, str]:
    """(name, agency or ID) of what was typed or scanned; a known badge alone is its owner."""
    who, comma, agency = (part.strip() for part in " ".join(typed.split()).partition(","))
    owner = None if comma else regulars.of_badge(who)
    return (owner.name, owner.agency) if owner else (who, agency)


def on_roster(session: Training, who: str, agency: str) -> bool:
    """Whether that person is signed in; the same name counts as another person only with another agency or ID."""
    return any(
        str(listed.get("name", "")).casefold() == who.casefold()
        and (not agency or not listed.get("agency") or str(listed["agency"]).casefold() == agency.casefold())
        for listed in session.roster
    )


def sign_out(notebook: Notebook, session: Training, *line_ids: str) -> Done:
    """Signs out those lines, or everybody who is still in, now; their hours follow, in one save."""
    now = context_of(notebook).now.isoformat(timespec="minutes")
    lines = {
        _ROSTER.key(row["id"]): signed_out({key: value for key, value in row.items() if key != "id"}, now)
        for row in session.roster
        if row.get("in") and not row.get("out") and (not line_ids or row["id"] in line_ids)
    }
    if not lines:
        raise NothingDone("Nobody is signed in who is not signed out")
    noun = "person" if len(lines) == 1 else "people"
    return commit(notebook, [Edit(session.id, session.KIND, lines, session)], f"Signed out {len(lines)} {noun}")


def short_of_plan(session: Training) -> list[str]:
    """The ids of the roster's lines whose times come to less than half of the hours that the session is planned at:
    somebody left early, or the roster was typed when it was over."""
    if not session.hours:
        return []
    hours = _ROSTER.columns["hours"]
    return [row["id"] for row in session.roster if row.get("out") and (hours.value(row) or 0) < session.hours / 2]


def set_lines(
    notebook: Notebook, session: Training, line_ids: Sequence[str], typed: Mapping[str, object], *, draft: str = ""
) -> Done:
    """Changes columns (name, agency, times, hours, score, result) of one roster line or several, in one save.

    A time of day alone is one of the session's day. New times give new hours, unless hours are among what was typed.
    """
    for column in typed:
        if column not in _ROSTER.columns:
            raise UnknownField(f"roster lines have no field “{short(column)}”; they have: {', '.join(_ROSTER.columns)}")
    context = _on_the_day(session, context_of(notebook))
    parsed = {column: _ROSTER.columns[column].parse(raw, context)[column] for column, raw in typed.items()}
    rows = [row for row in session.roster if row["id"] in line_ids]
    if not rows:
        raise NothingDone("the roster has no such line")
    changed: dict[str, dict[str, object]] = {}
    for row in rows:
        before = {key: value for key, value in row.items() if key != "id"}
        after = {key: value for key, value in {**before, **parsed}.items() if value is not None}
        if {"in", "out"} & parsed.keys() and "hours" not in parsed:
            spent = hours_between(str(after.get("in") or ""), str(after.get("out") or ""))
            after |= {"hours": spent} if spent is not None else {}
        if after != before:
            changed[_ROSTER.key(row["id"])] = after
    if not changed:
        raise Unchanged("The roster says that already")
    who = short(rows[0].get("name"), 40) if len(changed) == 1 else f"{len(changed)} lines"
    said = ", ".join(f"{column} {raw}".strip() for column, raw in typed.items())
    edit = Edit(session.id, session.KIND, changed, session)
    return commit(notebook, [edit], f"Saved {who}: {short(said, 40)}", draft)


def _on_the_day(session: Training, context: Context) -> Context:
    """The context at the end of the session's day, so that a time of day alone is one of that day."""
    try:
        day = date.fromisoformat(session.start[:10])
    except ValueError:
        return context
    if day > context.now.date():
        return context
    return context._replace(now=context.now.replace(year=day.year, month=day.month, day=day.day, hour=23, minute=59))


def take_off(notebook: Notebook, session: Training, *line_ids: str) -> Done:
    """Takes lines off the roster; they stay in the history."""
    rows = [row for row in session.roster if row["id"] in line_ids]
    if not rows:
        raise NothingDone("the roster has no such line")
    edit = Edit(session.id, session.KIND, {_ROSTER.key(row["id"]): None for row in rows}, session)
    who = short(rows[0].get("name"), 40) if len(rows) == 1 else f"{len(rows)} lines"
    return commit(notebook, [edit], f"{who} taken off the roster")
