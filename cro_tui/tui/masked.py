"""Names and words of restricted people, hidden wherever they would show: in their own lines and in other records'.

Knows the model and the notebook; no widget, no screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import Ref, Refs, Rows
from cro_tui.model.ids import is_id
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.store.notebook import HistoryLine, Notebook
from cro_tui.tui.former_names import FORMER, MASK
from cro_tui.tui.retold import WORDLESS

if TYPE_CHECKING:
    from cro_tui.actions.base import Done

__all__ = [
    "MASK", "SHORTEST_NAME", "called_by", "label_of", "people_of_history", "restricted_people", "says_of",
    "shows_in_lists", "typed_in", "without", "without_names",
]  # fmt: skip

SHORTEST_NAME = 3
"""Shorter parts of a name (initials, “de”) stand in too many words to be hidden alone."""
_QUOTED = re.compile(r"“.*”", re.DOTALL)
"""From the first quotation to the last: what is quoted may hold quotation marks itself."""


def label_of(record: Record, notebook: Notebook, *, bare: bool = False) -> str:
    """What names *record* on one line, hidden if it is restricted and not *bare*."""
    if record.restricted and not bare:
        return MASK
    if bare:
        return record.label
    said = without_names(record.label, record, notebook)
    return said if isinstance(record, Contact | Organization) else FORMER.nameless(said)  # namesakes keep their names


def typed_in(record: Record, notebook: Notebook, *, bare: bool = False) -> Callable[[str], str]:
    """What a text that was typed into *record* says beside its label: nothing if that is restricted and not *bare*."""
    if bare:
        return str
    return (lambda _text: "") if record.restricted else without(restricted_people(record, notebook))


def without_names(text: str, record: Record, notebook: Notebook) -> str:
    """*text* of *record* without the names and numbers of the restricted people whom it names."""
    return without(restricted_people(record, notebook))(text)


def without(people: Sequence[Contact]) -> Callable[[str], str]:
    """What takes names and numbers of *people* out of a text; made once where there are many texts."""
    hidden = {
        words.strip()
        for person in people
        for words in (*person.phones, *(form for name in called_by(person) for form in (name, *_parts(name))))
        if words.strip()
    }
    if not hidden:
        return str
    longest_first = sorted(hidden, key=len, reverse=True)
    one = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
    pattern = re.compile(rf"{one}(?:\s+{one})*", re.IGNORECASE)
    return lambda text: pattern.sub(MASK, text)


def called_by(person: Contact) -> list[str]:
    """What somebody is called, and was before."""
    return [person.name, person.alias, *sorted(FORMER.of(person))]


def shows_in_lists(record: Record, key: str) -> bool:
    """Whether the stored *key* may show though *record* is restricted."""
    return key == "number" or isinstance(type(record).FIELDS.get(key), WORDLESS)


def people_of_history(record: Record, lines: Iterable[HistoryLine], notebook: Notebook) -> list[Contact]:
    """The restricted contacts that *record* names, or named once, or is."""
    keys = (key.partition(".")[2] for line in lines for key in line.set)
    values = (value for line in lines for value in line.set.values())
    once = (notebook.of(Contact, one) for one in dict.fromkeys(_ids_in((*keys, *values))))
    found = [*restricted_people(record, notebook), *(one for one in once if one is not None and one.restricted)]
    return [*found, record] if isinstance(record, Contact) and record.restricted else found


def says_of(done: Done, notebook: Notebook) -> str:
    """What was done, as the top line may say it: without restricted people and words of restricted records.

    Of what was saved counts also what stood there before: a line that was struck is in no record any more.
    """
    before = [one for values in done.saved.before.values() for one in values.values()]
    now = [
        record.values.get(key)
        for record in done.records
        for key in (record.values if record.id in done.saved.made else done.saved.before.get(record.id, ()))
    ]
    named = [notebook.get(one) for one in dict.fromkeys(_ids_in((*before, *now)))]
    touched = [one for one in (*done.records, *named) if one is not None and one.restricted]
    people = [one for one in touched if isinstance(one, Contact)]
    people += [one for record in done.records for one in restricted_people(record, notebook)]
    says = done.says
    if any(not isinstance(one, Contact) for one in touched):
        says = _QUOTED.sub(f"“{MASK}”", says)
    return without(people)(says)


def _ids_in(values: Iterable[Any]) -> Iterator[str]:
    """The texts in stored values that may be ids of records."""
    for value in values:
        texts = value.values() if isinstance(value, Mapping) else (value,)
        yield from (one for one in texts if isinstance(one, str) and is_id(one))


def restricted_people(record: Record, notebook: Notebook) -> list[Contact]:
    """The restricted contacts that *record* names; a referral names those of its concern."""
    named = list(_references(record))
    if isinstance(record, Problem):
        grouped = (notebook.get(one) for one in record.concerns)
        named += [one for each in grouped if isinstance(each, Concern) for one in (each.contact, *each.links)]
    if isinstance(record, Referral) and (concern := notebook.get(record.of)) is not None:
        named += _references(concern)
    found = (notebook.of(Contact, one) for one in dict.fromkeys(named))
    return [one for one in found if one is not None and one.restricted]


def _references(record: Record) -> Iterator[str]:
    for name, field in type(record).FIELDS.items():
        if isinstance(field, Ref):
            if record.values.get(name):
                yield str(record.values[name])
        elif isinstance(field, Refs):
            yield from field.value(record.values)
        elif isinstance(field, Rows):
            columns = [one for one, column in field.columns.items() if isinstance(column, Ref)]
            for row in getattr(record, name) if columns else ():
                yield from (str(row[column]) for column in columns if row.get(column))


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s,.]+", name) if len(part) >= SHORTEST_NAME]
