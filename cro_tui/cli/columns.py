"""Which fields of a kind a list for people shows, and how: short days, names instead of ids, nothing restricted.

A restricted person is named neither by the own record nor in the words of another one that names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cro_tui.cli.lookup import Named
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.fields import Choice, Day, Line, Ref, Refs, Rows, Text, short
from cro_tui.model.meeting import Action, Meeting
from cro_tui.model.merged import standing, taken_up
from cro_tui.model.record import Record
from cro_tui.model.survey import Response
from cro_tui.report.names import Names
from cro_tui.report.naming import contacts_of, named_in
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
"""Fields that a list shows of a restricted record too, unless they are free text; days are shown besides."""


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


def cells(notebook: Notebook, one: Named, names: Iterable[str]) -> list[str]:
    """The fields *names* as a list shows them."""
    of = one.meeting if isinstance(one, Action) else one
    hides, without = is_hidden(notebook, of), _without_people(notebook, of)
    return [_cell(notebook, one, name, hides, without) for name in names]


def _cell(notebook: Notebook, one: Named, name: str, hides: bool, without: Callable[[str], str]) -> str:
    if name == "id":
        return one.id[-ID_SHOWN:]
    if isinstance(one, Action):
        return RESTRICTED if hides and name != "status" else without(_of_action(one, name))
    field = one.FIELDS[name]
    if isinstance(field, Day):
        return one.shown(name)[:10] if name != "start" else one.shown(name)[:16].replace("T", " ")
    if hides and (name not in UNNAMING or (type(field) in (Line, Text) and name != "number")):
        return RESTRICTED if one.shown(name) else ""
    if isinstance(field, Ref | Refs):
        return labels(notebook, one, name)
    if isinstance(field, Rows):
        return f"{len(field.value(one.values))}"
    if name == "number" or isinstance(field, Choice):
        return one.shown(name)
    return without(", ".join(str(part) for part in field.value(one.values)) if field.many else one.shown(name))


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
    return short(title_of(notebook, found))


def title_of(notebook: Notebook, record: Record) -> str:
    """What people call a record, without what is restricted."""
    return RESTRICTED if is_hidden(notebook, record) else _without_people(notebook, record)(record.label)


def is_hidden(notebook: Notebook, record: Record) -> bool:
    """Whether the words of a record are masked: it is restricted, or what it was made one with, or a form's survey."""
    if isinstance(record, Response) and (survey := notebook.get(record.survey)) is not None and survey.restricted:
        return True
    kept = standing(record, notebook.get)
    return record.restricted or kept.restricted or any(one.restricted for one in taken_up(kept, notebook.get))


def _without_people(notebook: Notebook, record: Record) -> Callable[[str], str]:
    """What takes out of the words of a record the names of the restricted people whom it names."""
    names = Names()
    hidden = [one for one in _people_of(notebook, record) if is_hidden(notebook, one)]
    for one in hidden:
        for name in (one.name, one.alias):
            names.learn(name, RESTRICTED, restricted=True)
    return names.without if hidden else str


def _people_of(notebook: Notebook, record: Record) -> Iterator[Contact]:
    """The contacts that a record names, and those of the concerns that it is about, and what was merged."""
    concerns = (notebook.of(Concern, one) for _field, one in named_in(record, Concern.KIND))
    for of in (record, *(one for one in concerns if one is not None)):
        for contact_id, _own in contacts_of(of):
            found = notebook.of(Contact, contact_id)
            if found is not None:
                kept = standing(found, notebook.get)
                people = (found, kept, *taken_up(kept, notebook.get))
                yield from (one for one in people if isinstance(one, Contact))
