"""Which fields of a kind a list for people shows, and how: short days, names instead of ids, nothing restricted."""

from __future__ import annotations

from collections.abc import Iterable

from cro_tui.cli.lookup import Named
from cro_tui.model.concern import Concern
from cro_tui.model.fields import Day, Ref, Refs, Rows, short
from cro_tui.model.meeting import Action, Meeting
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook

RESTRICTED = "(restricted)"
ID_SHOWN = 8
"""The end of an id that a list shows; enough to name the record by."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "concern": ("number", "heard", "status", "category", "neighborhood", "summary"),
    "contact": ("id", "name", "phones", "roles", "neighborhood"),
    "organization": ("id", "name", "kind", "contact", "phones"),
    "interaction": ("id", "date", "method", "contacts", "notes"),
    "meeting": ("id", "start", "kind", "body", "place", "minutes_status"),
    "outreach": ("id", "start", "kind", "name", "place", "attendance", "volunteers"),
    "inquiry": ("id", "asked", "source", "subject", "due", "answered"),
    "mediation": ("id", "date", "outcome", "dispute", "parties", "follow_up"),
    "rumor": ("id", "heard", "rumor", "corrected", "correction"),
    "committee": ("id", "since", "until", "name", "role"),
    "policy": ("id", "reviewed", "finding", "reference", "title"),
    "release": ("id", "date", "title", "outlets"),
    "incident": ("id", "date", "kind"),
    "training": ("id", "start", "hours", "kind", "title", "instructor"),
    "referral": ("id", "sent", "to", "of", "due", "outcome"),
    "recommendation": ("id", "made", "text", "owner", "due", "decision", "outcome"),
    "survey": ("id", "opened", "closed", "sample", "title"),
    "response": ("id", "survey", "comments"),
    "crime": ("id", "quarter", "source", "measure", "through"),
    "problem": ("id", "opened", "stage", "category", "owner", "title"),
    "handover": ("id", "date", "category", "handed_to", "method"),
    "report": ("id", "quarter", "audience", "status", "issued", "file"),
    "action": ("id", "due", "owner", "status", "text", "body"),
}
"""Kind -> the fields of its list. A kind that is not here shows its id, its date and its title."""
UNNAMING = frozenset(
    {
        *("id", "number", "kind", "status", "category", "minutes_status"),
        *("method", "outcome", "decision", "source", "finding", "sample", "stage"),
    }
)
"""Fields that a list shows of a restricted record too; days are shown besides."""


def columns_of(kind: type[Record] | None) -> tuple[str, ...]:
    """The columns of the list of a kind; None means actions."""
    if kind is None:
        return COLUMNS["action"]
    given = COLUMNS.get(kind.KIND) or tuple(name for name in ("id", kind.DATED, kind.TITLE) if name)
    return tuple(name for name in given if name == "id" or name in kind.FIELDS)


def is_firm(kind: type[Record] | None, name: str) -> bool:
    """Whether a column is not to be cut: what names a record, and dates."""
    field = Meeting.entries.columns.get(name) if kind is None else kind.FIELDS.get(name)
    return name in ("id", "number") or isinstance(field, Day)


def cell(notebook: Notebook, one: Named, name: str, *, masked: bool = True) -> str:
    """The field *name* as a list shows it."""
    if name == "id":
        return one.id[-ID_SHOWN:]
    if isinstance(one, Action):
        return RESTRICTED if masked and one.meeting.restricted and name != "status" else _of_action(one, name)
    field = one.FIELDS[name]
    if isinstance(field, Day):
        return one.shown(name)[:10] if name != "start" else one.shown(name)[:16].replace("T", " ")
    if masked and one.restricted and name not in UNNAMING:
        return RESTRICTED if one.shown(name) else ""
    if isinstance(field, Ref | Refs):
        return labels(notebook, one, name)
    if isinstance(field, Rows):
        return f"{len(field.value(one.values))}"
    return ", ".join(str(part) for part in field.value(one.values)) if field.many else one.shown(name)


def _of_action(action: Action, name: str) -> str:
    if name == "body":
        return action.meeting.body
    return str(action.entry.get(name) or ("open" if name == "status" else ""))


def labels(notebook: Notebook, record: Record, name: str) -> str:
    """The records to which a field points, by what people call them."""
    stored = record.FIELDS[name].value(record.values)
    ids: Iterable[str] = stored if isinstance(stored, tuple) else (stored,)
    return ", ".join(label_of(notebook, one) for one in ids if one)


def label_of(notebook: Notebook, record_id: str) -> str:
    """What people call a record that another one names; the id itself where it is not here."""
    found = notebook.get(record_id)
    if found is None:
        return record_id
    if isinstance(found, Concern) and found.number:
        return found.number
    return RESTRICTED if found.restricted else short(found.label)
