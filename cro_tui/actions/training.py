"""Check-in for a training session: who came, when they left, what they scored."""

from __future__ import annotations

from collections.abc import Mapping

from cro_tui.actions.base import Done, Names, NothingDone, UnknownField, commit, context_of
from cro_tui.actions.records import name
from cro_tui.model.training import Training, signed_out
from cro_tui.store.notebook import Edit, Notebook

_ROSTER = Training.roster


def check_in(notebook: Notebook, session: Training, person: str, *, draft: str = "") -> Done:
    """Signs a person in now, by name, or by ``name, agency or ID``; the same name twice is refused."""
    who, _, agency = (part.strip() for part in " ".join(person.split()).partition(","))
    if not who:
        raise NothingDone("Nobody to sign in yet: type a name")
    for listed in session.roster:
        same = str(listed.get("name", "")).casefold() == who.casefold()
        if same and str(listed.get("agency", "")).casefold() == agency.casefold():
            raise NothingDone(f"{who} is on the roster already")
    context = context_of(notebook)
    row: dict[str, object] = {"name": who, "agency": agency, "in": context.now.isoformat(timespec="minutes")}
    found = Names(notebook).called(("contact",), who)
    if len(found) == 1 and found[0].label.casefold() == who.casefold():
        row["contact"] = found[0].id
    line_id, stored = _ROSTER.parse_row(row, context)
    edit = Edit(session.id, session.KIND, {_ROSTER.key(line_id): stored}, session)
    return commit(notebook, [edit], f"{who} signed in", draft)


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


def set_line(notebook: Notebook, session: Training, line_id: str, typed: Mapping[str, object]) -> Done:
    """Changes columns of a roster line (score, result, hours, times)."""
    row = next((row for row in session.roster if row["id"] == line_id), None)
    if row is None:
        raise NothingDone(f"the roster has no line {line_id}")
    for column in typed:
        if column not in _ROSTER.columns:
            raise UnknownField(f"roster lines have no field “{column}”; they have: {', '.join(_ROSTER.columns)}")
    context = context_of(notebook)
    changed = {k: v for k, v in row.items() if k != "id"}
    for column, raw in typed.items():
        changed[column] = _ROSTER.columns[column].parse(raw, context)[column]
    stored = {key: value for key, value in changed.items() if value is not None}
    edit = Edit(session.id, session.KIND, {_ROSTER.key(line_id): stored}, session)
    return commit(notebook, [edit], f"Saved {row.get('name')} in {name(session)}")


def take_off(notebook: Notebook, session: Training, line_id: str) -> Done:
    """Takes a line off the roster; it stays in the history."""
    edit = Edit(session.id, session.KIND, {_ROSTER.key(line_id): None}, session)
    return commit(notebook, [edit], "Taken off the roster")
