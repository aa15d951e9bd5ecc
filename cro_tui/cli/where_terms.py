"""``--where FIELD=VALUE``: which records a list shows. Case-blind equality; membership for lists; several are ANDed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cro_tui.cli.assignments import one_assignment
from cro_tui.cli.columns import label_of
from cro_tui.cli.lookup import Named
from cro_tui.cli.usage import Usage
from cro_tui.model.concern import Concern
from cro_tui.model.fields import Amount, BadValue, Context, Count, Day, Field, Moment, Ref, Refs, Rows, YesNo, short
from cro_tui.model.meeting import Action, Meeting
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.store.notebook import Notebook

Test = Callable[[Named], bool]
VOIDED = "voided"
ASKED: dict[type[Record], tuple[str, ...]] = {
    Concern: ("is_open", "closed_not_told", "told_not_fixed"),
    Referral: ("is_open",),
}
"""What follows from several fields, and can be asked for with yes or no."""
_YES, _NO = ("yes", "y", "true"), ("no", "n", "false")
OF_ACTIONS = ("meeting", "body")
"""What an action can be asked for besides the columns of its entry."""


def term(notebook: Notebook, kind: type[Record] | None, word: str, context: Context) -> tuple[str, Test]:
    """(field, its test) of one FIELD=VALUE; raises `Usage` for a field that the kind (None: actions) does not have."""
    name, plus, value = one_assignment(word)
    known = {**(Meeting.entries.columns if kind is None else kind.FIELDS)}
    if plus:
        raise Usage(f"--where “{short(word)}” needs FIELD=VALUE")
    wanted = value.strip().casefold()
    if name == "id":
        return name, lambda one: one.id.casefold() == wanted
    if kind is None and name in (*OF_ACTIONS, VOIDED):
        return name, lambda one: isinstance(one, Action) and _of_meeting(one, name) == wanted
    if kind is not None and name in ASKED.get(kind, ()):
        return name, _standing(name, value)
    field = known.get(name)
    if field is None:
        more = ("id", *OF_ACTIONS, VOIDED) if kind is None else ("id", *ASKED.get(kind, ()))
        what = "actions" if kind is None else kind.PLURAL
        raise Usage(f"{what} have no field “{short(name)}” for --where; they have: {', '.join([*more, *known])}")
    return name, _test(notebook, field, value.strip(), context)


def _standing(name: str, value: str) -> Test:
    """How a record stands, asked for with yes or no."""
    wanted = value.strip().casefold()
    if wanted not in _YES + _NO:
        raise Usage(f"--where {name} needs yes or no, not “{short(value)}”")
    return lambda one: bool(getattr(one, name)) is (wanted in _YES)


def _of_meeting(action: Action, name: str) -> str:
    meeting = action.meeting
    return {"meeting": meeting.id, "body": meeting.body, VOIDED: meeting.voided}[name].casefold()


def _test(notebook: Notebook, field: Field[Any], typed: str, context: Context) -> Test:
    """Whether a field says *typed*; with nothing typed, whether it says nothing."""
    wanted = typed.casefold()
    if not wanted:
        return lambda one: not field.text(_values(one))
    meant = {wanted, _meant(field, typed, context).casefold()}

    def says(one: Named) -> bool:
        return not meant.isdisjoint(text.casefold() for text in _texts(notebook, field, one))

    return says


def _meant(field: Field[Any], typed: str, context: Context) -> str:
    """What *typed* is stored as, for fields of which the same value can be written in several ways."""
    if not isinstance(field, Day | Moment | Count | Amount | YesNo):
        return typed
    try:
        return (
            "yes" if (stored := field.parse_one(typed, context)) is True else "no" if stored is False else str(stored)
        )
    except BadValue:
        return typed


def _texts(notebook: Notebook, field: Field[Any], one: Named) -> list[str]:
    """All texts by which the value of a field may be asked for."""
    values = _values(one)
    if isinstance(field, Rows):
        return [str(row.get(field.main) or "") for row in field.value(values)]
    if isinstance(field, Ref | Refs):
        stored = field.value(values)
        ids = stored if isinstance(stored, tuple) else (stored,) if stored else ()
        return [text for one_id in ids for text in (one_id, label_of(notebook, one_id))]
    if isinstance(field, YesNo):
        return ["yes" if field.value(values) else "no", str(field.value(values))]
    if field.many:
        return [str(part) for part in field.value(values)]
    text = field.text(values)
    return [text, text[:10]] if isinstance(field, Moment) else [text]


def _values(one: Named) -> dict[str, Any]:
    return one.entry if isinstance(one, Action) else dict(one.values)
