"""Check-in for a training session: who came, when they left, what they scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cro_tui.actions.base import Done, Names, NothingDone, Unchanged, UnknownField, commit, context_of
from cro_tui.model.fields import short
from cro_tui.model.training import Training, hours_between, signed_out
from cro_tui.report.rosters import Regulars
from cro_tui.store.notebook import Edit, Notebook

_ROSTER = Training.roster


def check_in(
    notebook: Notebook,
    session: Training,
    person: str,
    *,
    regulars: Regulars | None = None,
    names: Names | None = None,
    draft: str = "",
) -> Done:
    """Signs a person in now, by name, by ``name, agency or ID``, or by the badge of somebody on an earlier roster.

    The same person twice is refused. *regulars* and *names* are given by whoever signs in one after the other.
    """
    names = names or Names(notebook)
    who, agency = who_is(person, regulars or Regulars(notebook))
    if not who:
        raise NothingDone("Nobody to sign in yet: type a name")
    if on_roster(session, who, agency):
        raise NothingDone(f"{short(who, 40)} is on the roster already")
    context = context_of(notebook, names)
    row: dict[str, object] = {"name": who, "agency": agency, "in": context.now.isoformat(timespec="minutes")}
    found = names.called(("contact",), who)
    if len(found) == 1 and found[0].label.casefold() == who.casefold():
        row["contact"] = found[0].id
    line_id, stored = _ROSTER.parse_row(row, context)
    edit = Edit(session.id, session.KIND, {_ROSTER.key(line_id): stored}, session)
    return commit(notebook, [edit], f"{short(who, 40)} signed in", draft)


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


def sign_out(notebook: Notebook, session: Training, line_ids: tuple[str, ...] = ()) -> Done:
    """Signs out those lines, or everybody who is still in, now; their hours follow, in one save."""
    now = context_of(notebook).now.isoformat(timespec="minutes")
    lines = {
        _ROSTER.key(row["id"]): signed_out({k: v for k, v in row.items() if k != "id"}, now)
        for row in session.roster
        if not row.get("out") and (not line_ids or row["id"] in line_ids)
    }
    if not lines:
        raise NothingDone("everybody is signed out already")
    noun = "person" if len(lines) == 1 else "people"
    return commit(notebook, [Edit(session.id, session.KIND, lines, session)], f"Signed out {len(lines)} {noun}")


def set_lines(notebook: Notebook, session: Training, line_ids: Sequence[str], typed: Mapping[str, object]) -> Done:
    """Changes columns (name, agency, times, hours, score, result) of one roster line or several, in one save.

    New times give new hours, unless hours are among what was typed.
    """
    for column in typed:
        if column not in _ROSTER.columns:
            raise UnknownField(f"roster lines have no field “{short(column)}”; they have: {', '.join(_ROSTER.columns)}")
    context = context_of(notebook)
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
    return commit(notebook, [edit], f"Saved {who}: {short(said, 40)}")


def take_off(notebook: Notebook, session: Training, *line_ids: str) -> Done:
    """Takes lines off the roster; they stay in the history."""
    rows = [row for row in session.roster if row["id"] in line_ids]
    if not rows:
        raise NothingDone("the roster has no such line")
    edit = Edit(session.id, session.KIND, {_ROSTER.key(row["id"]): None for row in rows}, session)
    who = short(rows[0].get("name"), 40) if len(rows) == 1 else f"{len(rows)} lines"
    return commit(notebook, [edit], f"{who} taken off the roster")
