"""Making, changing, voiding, restoring, linking records of any kind, and taking the last thing back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from cro_tui.actions.addressees import addressed, signed
from cro_tui.actions.base import Done, NothingDone, Unchanged, commit, context_of, known_fields
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue, Context, Field, Refs, Rows, short
from cro_tui.model.meeting import Meeting
from cro_tui.model.merged import INTO, can_be_merged
from cro_tui.model.problem import ASSESSED_BY, Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.model.survey import Response, Survey
from cro_tui.model.vocabulary import CLOSED
from cro_tui.store.errors import CannotUndo
from cro_tui.store.notebook import Edit, Notebook


def prepare(
    notebook: Notebook,
    kind: type[Record],
    typed: Mapping[str, object],
    context: Context,
    record_id: str = "",
) -> Edit:
    """The edit that makes a new record of typed values; raises `UnknownField` or `BadValue`. Nothing is saved."""
    known_fields(kind, typed)
    if kind is Referral:
        typed = signed(notebook, addressed(notebook, typed, context), context)
    values = kind.parse(typed, context)
    if kind is Response:
        from cro_tui.actions.surveys import refuse_misfits

        refuse_misfits(notebook, values)
    numbered = kind is Concern and not values.get("number")
    return Edit(record_id or notebook.new_id(), kind.KIND, values, numbered=numbered)


def create(
    notebook: Notebook,
    kind: type[Record],
    typed: Mapping[str, object],
    *,
    record_id: str = "",
    draft: str = "",
) -> Done:
    """A new record of *kind* from typed values. *record_id* is the one that its draft was given."""
    if kind is Survey:
        from cro_tui.actions.surveys import start

        return start(notebook, typed, record_id=record_id, draft=draft)
    made = prepare(notebook, kind, typed, context_of(notebook), record_id)
    if kind is Response:
        from cro_tui.actions.surveys import refuse_closed

        if (survey := notebook.of(Survey, made.set["survey"])) is not None:
            refuse_closed(survey)
    edits = _with_others(notebook, made)
    return commit(notebook, edits, lambda made: f"Saved {name(made[0])}", draft)


def change(
    notebook: Notebook,
    record: Record,
    typed: Mapping[str, object],
    *,
    added: Mapping[str, object] = MappingProxyType({}),
    draft: str = "",
) -> Done:
    """Writes typed values into the record, which the writer saw as *record*; raises `Unchanged` if none differs.

    *added* are values that plural fields get besides those they have.
    """
    known_fields(type(record), {**typed, **added})
    if typed.get(INTO) and can_be_merged(record):
        from cro_tui.actions.merging import merge_named

        return merge_named(notebook, record, {**typed, **added})
    if record.is_voided and typed.get("voided") not in ("", None):
        raise NothingDone(f"{name(record)} is voided already")
    if record.is_voided and "voided" not in typed:
        raise NothingDone(
            f"{name(record)} is voided ({record.voided}); restore it first: voided= with nothing after it"
        )
    if isinstance(record, Referral):
        typed = signed(notebook, typed, context_of(notebook), record.answered_by)
    values = record.parse_changes(typed, context_of(notebook), added)
    if record.voided and "voided" in values and values["voided"] is None:
        values = {**_back(notebook, record), **values}
    _follow(record, values, context_of(notebook))
    if not values:
        raise Unchanged(f"{name(record)} says that already")
    if isinstance(record, Survey | Response):
        from cro_tui.actions.surveys import refuse_change

        refuse_change(notebook, record, values)
    edits = _with_others(notebook, Edit(record.id, record.KIND, values, record))
    said = ", ".join({**typed, **added})
    if isinstance(record, Concern) and (followed := record.WORDS & values.keys() - {**typed, **added}.keys()):
        said += f", and the {' and '.join(sorted(followed))} that said the same"
    return commit(notebook, edits, lambda saved: f"Saved {name(saved[0])}: {said}", draft)


def _with_others(notebook: Notebook, edit: Edit) -> list[Edit]:
    """The edit, and what else it writes: lines of minutes that are concerns; a project and its concerns name each
    other."""
    if edit.kind in (Problem.KIND, Concern.KIND):
        from cro_tui.actions.problems import tied

        return [edit, *tied(notebook, edit)]
    if edit.kind != Meeting.KIND:
        return [edit]
    from cro_tui.actions.minutes import tracked

    return list(tracked(notebook, edit))


def _follow(record: Record, values: dict[str, object], context: Context) -> None:
    """Status and day of closing of a concern agree: closed by hand it has the date of it, a date closes it; reopened,
    it has none. Raises `BadValue` where both were typed and don't."""
    if not isinstance(record, Concern) or not {"status", "closed"} & values.keys():
        return
    day = values.get("closed", record.values.get("closed"))
    if "status" not in values and values.get("closed") and record.is_open:
        values["status"] = CLOSED
    if values.get("status", record.status) == CLOSED:
        if "closed" not in values and (record.is_open or not day):
            values["closed"] = context.now.date().isoformat()
        elif not day:
            raise BadValue("closed", "must not be empty while it is closed; status=new reopens it")
    elif values.get("closed"):
        raise BadValue("closed", f"is a day, and the status “{short(values['status'])}”, not “{CLOSED}”")
    elif day:
        values["closed"] = None


def void(notebook: Notebook, record: Record, reason: str, *, draft: str = "") -> Done:
    """Takes a record out of lists and reports, with the reason; nothing is deleted."""
    if not reason.strip():
        raise BadValue("voided", "needs a reason")
    if record.is_voided:
        raise NothingDone(f"{name(record)} is voided already")
    values = record.FIELDS["voided"].parse(" ".join(reason.split()), context_of(notebook))
    return commit(notebook, [Edit(record.id, record.KIND, values, record)], f"Voided {name(record)}", draft)


def restore(notebook: Notebook, record: Record) -> Done:
    """Brings a voided record back; what it names and was merged meanwhile is named by its new record.

    Of one that was merged, what named it stays with the other: taking the merging back is `undo`.
    """
    if not record.voided:
        raise NothingDone(f"{name(record)} is not voided")
    values = {"voided": None, **_back(notebook, record)}
    return commit(notebook, [Edit(record.id, record.KIND, values, record)], f"Restored {name(record)}")


def undo(notebook: Notebook, done: Done) -> Done:
    """Takes back one thing done, as a change of its own; raises `CannotUndo` where it was written over since, or where
    what came after rests on it: an assessment on which a project was closed, an answer on which a concern was."""
    edits = [edit for saved in (done.saved, *reversed(done.earlier)) for edit in notebook.undoing(saved)]
    for edit in edits:
        if edit.kind == Problem.KIND and {"stage", "closed", *ASSESSED_BY} & edit.set.keys():
            after = Problem(edit.id, {**(edit.base.values if edit.base else {}), **edit.set})
            if not after.is_open and not after.is_assessed:
                raise CannotUndo(f"{name(after)} was closed on that assessment: reopen it first, then undo")
    try:
        return commit(notebook, edits, f"Undone: {done.says}")
    except BadValue as problem:
        raise CannotUndo(problem.message) from None


def _back(notebook: Notebook, record: Record) -> dict[str, object]:
    """What else changes in a voided record that comes back."""
    from cro_tui.actions.merging import followed

    return {**({INTO: None} if record.values.get(INTO) else {}), **followed(notebook, record)}


def link(notebook: Notebook, one: Record, other: Record) -> Done:
    """Links two records, seen from both where both kinds have links. Linked concerns are voices about one thing."""
    edits = [
        Edit(at.id, at.KIND, {field.key(to.id): 1}, at)
        for at, to in ((one, other), (other, one))
        if isinstance(field := _linking(at), Refs) and to.KIND in field.kinds and not at.values.get(field.key(to.id))
    ]
    if one.id == other.id or not edits:
        raise NothingDone("they are linked already" if one.id != other.id else "a record can't be linked to itself")
    return commit(notebook, edits, f"Linked {name(one)} and {name(other)}")


def unlink(notebook: Notebook, one: Record, other: Record) -> Done:
    """Takes the link between two records away, on both sides."""
    edits = [
        Edit(at.id, at.KIND, {field.key(to.id): None}, at)
        for at, to in ((one, other), (other, one))
        if isinstance(field := _linking(at), Refs) and at.values.get(field.key(to.id))
    ]
    if not edits:
        raise NothingDone("they are not linked")
    return commit(notebook, edits, f"Unlinked {name(one)} and {name(other)}")


def _linking(record: Record) -> Field[Any] | None:
    """The field by which a record is linked with others; a project by the concerns that it groups."""
    return record.FIELDS.get("concerns" if isinstance(record, Problem) else "links")


def settle(notebook: Notebook, record: Record, key: str, value: object, *, draft: str = "") -> Done:
    """Settles a conflict: *value* (one of the two, or a third) replaces everything that stands in the stored *key*.

    A third is read as if it were typed into the field, and the rules of the kind hold; raises `BadValue`.
    """
    if key not in record.conflicts:
        raise NothingDone(f"nothing is in conflict in {key}")
    context = context_of(notebook)
    is_head = any(type(value) is type(head.value) and value == head.value for head in record.conflicts[key])
    values = _as_it_stands(record, key, value, context) if is_head else _third(record, key, value, context)
    _follow(record, values, context)
    if isinstance(record, Survey | Response) and not is_head:
        from cro_tui.actions.surveys import refuse_change

        refuse_change(notebook, record, values)
    edit = Edit(record.id, record.KIND, values, record)
    return commit(notebook, [edit], f"Settled {record.field_of_key(key)} of {name(record)}", draft)


def _as_it_stands(record: Record, key: str, value: object, context: Context) -> dict[str, object]:
    """What is written where one of the values in conflict holds: exactly that one, and what follows from it."""
    field = record.FIELDS.get(key)
    if field is None:
        return {key: value}
    try:
        field.parse(value, context)
    except BadValue:
        if value is None:
            raise
        return {key: value}  # a word that was taken off its list, a name that is not here: it was kept until now, too
    return {**record.parse_changes({key: value}, context), key: value}


def _third(record: Record, key: str, value: object, context: Context) -> dict[str, object]:
    """What is written where neither of the values in conflict holds, but *value*."""
    field = record.FIELDS.get(record.field_of_key(key))
    if field is None:
        raise BadValue(key, "is not known to this version of the program: one of the values must hold")
    if not isinstance(field, Refs | Rows):
        return record.parse_changes({key: value}, context)
    if value is None:
        return {key: None}
    if isinstance(field, Refs):
        if value is not True and value != 1:
            raise BadValue(field.name, "is a reference: it stands or it is gone")
        return {key: 1}
    line = {field.main: value} if isinstance(value, str) else value
    if isinstance(line, Mapping):
        line = {**line, "id": key.partition(".")[2]}
    return {key: field.parse_row(line, context)[1]}


def name(record: Record) -> str:
    """What a message calls a record: its number, or its kind and its label, masked where it is restricted."""
    if isinstance(record, Concern) and record.number:
        return record.number
    return f"{record.KIND} “{'restricted' if record.restricted else short(record.label, 40)}”"
