"""A problem-solving project from the concerns that it groups to its closing, stage by stage.

Grouping never closes a concern by itself: that it became a project is the officer's own word about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cro_tui.actions.base import Done, NothingDone, commit, context_of
from cro_tui.actions.concerns import named
from cro_tui.actions.records import name
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue, Rows, short
from cro_tui.model.problem import STAGES, Problem
from cro_tui.model.vocabulary import CLOSED
from cro_tui.store.notebook import Edit, Notebook

BECAME = "became a problem-solving project"
"""The disposition of a concern that is closed because a project goes on with it."""


def begin(
    notebook: Notebook,
    title: str,
    concerns: Sequence[Concern] = (),
    more: Mapping[str, object] | None = None,
    *,
    closing: bool = False,
    draft: str = "",
) -> Done:
    """Makes a project of *concerns*, which name it from then on; place and category are those that they share.

    *closing*: the officer says that the concerns became the project, which closes those that are open.
    """
    typed: dict[str, object] = {
        **shared(concerns),
        "title": title,
        "concerns": [one.id for one in concerns],
        **{field: value for field, value in (more or {}).items() if value not in ("", [], None)},
    }
    values = Problem.parse(typed, context_of(notebook))
    made = Edit(notebook.new_id(), Problem.KIND, values)
    edits = _named_back(notebook, made.id, concerns, closing=closing)
    of = f" of {named(concerns)}" if concerns else ""
    return commit(notebook, [made, *edits], f"Project “{short(title, 40)}”{of}", draft)


def group(
    notebook: Notebook, problem: Problem, concerns: Sequence[Concern], *, closing: bool = False, draft: str = ""
) -> Done:
    """Adds *concerns* to a project that stands; both name each other from then on. *closing* as in `begin`."""
    new = [one for one in concerns if one.id not in problem.concerns]
    edits = _named_back(notebook, problem.id, concerns, closing=closing)
    if new:
        edits.insert(0, Edit(problem.id, problem.KIND, {Problem.concerns.key(one.id): 1 for one in new}, problem))
    if not edits:
        raise NothingDone(f"{named(concerns)} {'is' if len(concerns) == 1 else 'are'} in {name(problem)} already")
    return commit(notebook, edits, f"{named(concerns).capitalize()} to {name(problem)}", draft)


def no_problem(notebook: Notebook, concerns: Sequence[Concern]) -> Done:
    """Notes that the concerns, which are alike, are no problem: on no laptop are they suggested again as they are."""
    first, *others = sorted(concerns, key=lambda one: one.id)
    values = {key: row for one in others for key, row in Concern.apart.said(one.id).items() if first.differs(key, row)}
    if not values:
        raise NothingDone("That is noted already")
    says = f"Noted: {named(concerns)}, no problem; suggested again when another joins them"
    return commit(notebook, [Edit(first.id, first.KIND, values, first)], says)


def ungroup(notebook: Notebook, problem: Problem, concern: Concern) -> Done:
    """Takes a concern out of the project, on both sides."""
    if concern.id not in problem.concerns:
        raise NothingDone(f"{name(concern)} is not in {name(problem)}")
    edits = [Edit(problem.id, problem.KIND, {Problem.concerns.key(concern.id): None}, problem)]
    if problem.id in concern.links:
        edits.append(Edit(concern.id, concern.KIND, {Concern.links.key(problem.id): None}, concern))
    return commit(notebook, edits, f"Took {name(concern)} out of {name(problem)}")


def shared(concerns: Sequence[Concern]) -> dict[str, str]:
    """Category, neighborhood and place, as far as all the concerns have the same; no place of a restricted one."""
    fields = ["category", "neighborhood"]
    if not any(one.restricted for one in concerns):
        fields.append("place")
    said = {field: {str(one.values.get(field) or "") for one in concerns} for field in fields}
    return {field: words.pop() for field, words in said.items() if len(words) == 1 and "" not in words}


def to_stage(notebook: Notebook, problem: Problem, stage: str) -> Done:
    """Moves the project on, or back. Says what the stages before still lack, and forbids nothing but closing without
    an assessment."""
    context = context_of(notebook)
    wanted = Problem.stage.parse(stage, context)["stage"]
    if not wanted:
        raise BadValue("stage", "must not be empty")
    values = problem.parse_changes({"stage": wanted}, context)
    if not values:
        raise NothingDone(f"{name(problem)} is in {wanted} already")
    lacking = [f"{one} lacks {', '.join(lacks)}" for one in before(wanted) if (lacks := problem.lacks(one))]
    says = f"{name(problem)}: {wanted}{'; ' if lacking else ''}{'; '.join(lacking)}"
    return commit(notebook, [Edit(problem.id, problem.KIND, values, problem)], says)


def before(stage: str) -> tuple[str, ...]:
    """The stages that come before *stage*."""
    return STAGES[: STAGES.index(stage)]


def write_down(notebook: Notebook, problem: Problem, typed: Mapping[str, object], *, draft: str = "") -> Done:
    """Writes fields of a stage."""
    values = problem.parse_changes(typed, context_of(notebook))
    if not values:
        raise NothingDone(f"{name(problem)} says that already")
    labels = ", ".join(dict.fromkeys(_label(key) for key in values))
    return commit(notebook, [Edit(problem.id, problem.KIND, values, problem)], f"{name(problem)}: {labels}", draft)


def _label(key: str) -> str:
    return Problem.FIELDS[Problem.field_of_key(key)].label.lower()


def respond(notebook: Notebook, problem: Problem, typed: Mapping[str, object], *, draft: str = "") -> Done:
    """Adds a response: what, who owns it, by when."""
    return _put_row(notebook, problem, "responses", "", typed, "Response", draft)


def set_response(
    notebook: Notebook, problem: Problem, line_id: str, typed: Mapping[str, object], *, draft: str = ""
) -> Done:
    """Changes columns of a response."""
    return _put_row(notebook, problem, "responses", line_id, typed, "Response", draft)


def finish_response(notebook: Notebook, problem: Problem, line_id: str, when: str = "today") -> Done:
    """A response is done; with an empty *when* it is owed again."""
    return _put_row(notebook, problem, "responses", line_id, {"done": when}, "Done" if when else "Owed again", "")


def measure(
    notebook: Notebook, problem: Problem, typed: Mapping[str, object], line_id: str = "", *, draft: str = ""
) -> Done:
    """Notes a measure, new or one that stands: what is counted, before and after, in which days."""
    return _put_row(notebook, problem, "measures", line_id, typed, "Measure", draft)


def strike(notebook: Notebook, problem: Problem, field: str, line_id: str) -> Done:
    """Takes a response or a measure out of the project; the history keeps it."""
    rows = _rows(field)
    row = _row(problem, field, line_id)
    edit = Edit(problem.id, problem.KIND, {rows.key(line_id): None}, problem)
    return commit(notebook, [edit], f"Took out “{short(row.get(rows.main), 40)}”")


def assess(notebook: Notebook, problem: Problem, typed: Mapping[str, object], *, draft: str = "") -> Done:
    """Says what came of it: done as planned, goal met, displacement, in what words."""
    return write_down(notebook, problem, typed, draft=draft)


def close(notebook: Notebook, problem: Problem, on: str = "today", *, draft: str = "") -> Done:
    """Ends the project; raises `BadValue` where nobody assessed it."""
    if not problem.is_open:
        raise NothingDone(f"{name(problem)} is closed already")
    values = problem.parse_changes({"stage": STAGES[-1], "closed": on}, context_of(notebook))
    return commit(notebook, [Edit(problem.id, problem.KIND, values, problem)], f"Closed {name(problem)}", draft)


def reopen(notebook: Notebook, problem: Problem, stage: str = "assessment") -> Done:
    """Opens a closed project again, at *stage*."""
    if problem.is_open:
        raise NothingDone(f"{name(problem)} is open")
    values = problem.parse_changes({"stage": stage}, context_of(notebook))
    return commit(notebook, [Edit(problem.id, problem.KIND, values, problem)], f"Reopened {name(problem)}")


# Both name each other


def tied(notebook: Notebook, edit: Edit) -> list[Edit]:
    """What *edit*, of a project or a concern, means for the other side: who names whom names it back."""
    if edit.kind not in (Problem.KIND, Concern.KIND):
        return []
    ours, theirs = (Problem.concerns, Concern.links) if edit.kind == Problem.KIND else (Concern.links, Problem.concerns)
    other = Concern if edit.kind == Problem.KIND else Problem
    edits = []
    for key, value in edit.set.items():
        prefix, _, record_id = key.partition(".")
        found = notebook.of(other, record_id) if prefix == ours.prefix else None
        if found is not None and bool(value) != (edit.id in theirs.value(found.values)):
            edits.append(Edit(found.id, found.KIND, {theirs.key(edit.id): 1 if value else None}, found))
    return edits


def _named_back(
    notebook: Notebook, problem_id: str, concerns: Iterable[Concern], *, closing: bool = False
) -> list[Edit]:
    """The edits by which *concerns* name the project, and are closed if the officer wants that."""
    context = context_of(notebook)
    edits = []
    for one in concerns:
        values: dict[str, object] = {} if problem_id in one.links else {Concern.links.key(problem_id): 1}
        if closing and one.is_open:
            values |= one.parse_changes({"status": CLOSED, "disposition": BECAME, "closed": "today"}, context)
        if values:
            edits.append(Edit(one.id, one.KIND, values, one))
    return edits


# Lines of its lists


def _rows(field: str) -> Rows:
    rows = Problem.FIELDS[field]
    assert isinstance(rows, Rows)
    return rows


def _row(problem: Problem, field: str, line_id: str) -> dict[str, object]:
    found = next((row for row in _rows(field).value(problem.values) if row["id"] == line_id), None)
    if found is None:
        raise NothingDone("It is not in the project any more")
    return found


def _put_row(
    notebook: Notebook,
    problem: Problem,
    field: str,
    line_id: str,
    typed: Mapping[str, object],
    says: str,
    draft: str,
) -> Done:
    """Writes one line whole: what stood in it, with *typed* over it."""
    rows = _rows(field)
    before_it = rows.plain_row(_row(problem, field, line_id)) if line_id else {}
    made_id, stored = rows.parse_row({**before_it, **typed}, context_of(notebook))
    key = rows.key(made_id)
    if not problem.differs(key, stored):
        raise NothingDone(f"{name(problem)} says that already")
    said = f"{says}: “{short(stored.get(rows.main), 40)}”"
    return commit(notebook, [Edit(problem.id, problem.KIND, {key: stored}, problem)], said, draft)
