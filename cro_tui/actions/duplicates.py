"""Which people, and which groups, may have been entered twice. Reads only, and decides nothing.

A sign is the same phone, the same email, the same name, or one that differs by a slip or is only spelled otherwise.
Namesakes of whom phone, mail or street say that they are two are not asked about, nor who was said to be two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from cro_tui.find.doubles import alike, group_words, national, person_words
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.merged import APART, INTO, TOOK, Others, standing
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook

Entry = Contact | Organization
SAME_PHONE, SAME_EMAIL, SAME_NAME, LIKE_NAME = "same phone", "same email", "same name", "names alike"
CHANGED_SINCE, NAMED_SINCE = "merged, and changed since", "merged, and named since"
_MOST_SHARING = 4
"""A number or an address that more have is an office's, and no sign."""
_ORDER = (CHANGED_SINCE, NAMED_SINCE, SAME_PHONE, SAME_EMAIL, SAME_NAME, LIKE_NAME)


@dataclass(frozen=True)
class Pair:
    """Two records that may be one; *one* is the fuller, or the one into which the other was merged already."""

    one: Entry
    other: Entry
    why: str


def duplicates(notebook: Notebook) -> list[Pair]:
    """All of them: first what a merging on another laptop left over, then the surest signs. For a background thread."""
    found = {frozenset((pair.one.id, pair.other.id)): pair for pair in _left_over(notebook)}
    for kind in (Contact, Organization):
        for pair in _pairs(notebook, notebook.all(kind)):
            found.setdefault(frozenset((pair.one.id, pair.other.id)), pair)
    return sorted(found.values(), key=lambda pair: (_rank(pair.why), pair.one.label.casefold(), pair.other.id))


def like(notebook: Notebook, record: Entry) -> list[Pair]:
    """The pairs in which *record* is: who it may have been entered as before."""
    mine = _Signs.of(record)
    near = [one for one in notebook.all(type(record)) if one.id == record.id or mine.touches(_Signs.of(one))]
    pairs = _pairs(notebook, near)
    return [pair for pair in pairs if record.id in (pair.one.id, pair.other.id)]


def _rank(why: str) -> int:
    return min((rank for rank, sign in enumerate(_ORDER) if sign in why), default=len(_ORDER))


class _Signs(NamedTuple):
    """What of a record may stand in another one too."""

    phones: frozenset[str]
    emails: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, record: Entry) -> _Signs:
        """Those of *record*."""
        return cls(_phones(record), _emails(record), frozenset(_words(record, record.name)))

    def touches(self, other: _Signs) -> bool:
        """Whether the two have anything in common."""
        return not all(mine.isdisjoint(theirs) for mine, theirs in zip(self, other, strict=True))


def _pairs(notebook: Notebook, records: Iterable[Entry]) -> list[Pair]:
    known = {one.id: one for one in records}
    reasons: dict[tuple[str, str], list[str]] = {}
    for sign, key in ((SAME_PHONE, _phones), (SAME_EMAIL, _emails)):
        for one, other in _sharing(known.values(), key):
            reasons.setdefault((one, other), []).append(sign)
    for one, other, equal in _alike(known.values()):
        said = reasons.setdefault((one, other), [])
        if equal or LIKE_NAME not in said:
            said.append(SAME_NAME if equal else LIKE_NAME)
    found = []
    for (one, other), why in reasons.items():
        first, second = _fuller_first(known[one], known[other])
        if _likely(first, second, why) and not _said_apart(notebook, first, second):
            found.append(Pair(first, second, ", ".join(dict.fromkeys(why))))
    return found


def _sharing(records: Iterable[Entry], key: Callable[[Entry], frozenset[str]]) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for record in records:
        for sign in key(record):
            groups.setdefault(sign, []).append(record.id)
    for members in groups.values():
        if len(members) <= _MOST_SHARING:
            yield from ((min(pair), max(pair)) for pair in combinations(members, 2))


def _alike(records: Iterable[Entry]) -> Iterator[tuple[str, str, bool]]:
    names = {}
    for record in records:
        names[record.id] = _words(record, record.name)
        if isinstance(record, Contact) and len(aliased := _words(record, record.alias)) > 1:
            names[f"{record.id} alias"] = aliased
    for first, second, equal in alike(names):
        one, other = first.partition(" ")[0], second.partition(" ")[0]
        if one != other:
            yield min(one, other), max(one, other), equal


def _words(record: Entry, name: str) -> tuple[str, ...]:
    return person_words(name) if isinstance(record, Contact) else group_words(name)


def _phones(record: Entry) -> frozenset[str]:
    return frozenset(filter(None, map(national, record.phones)))


def _emails(record: Entry) -> frozenset[str]:
    return frozenset(one.strip().casefold() for one in record.emails)


def _address(record: Entry) -> frozenset[str]:
    return frozenset({" ".join(group_words(record.address))} - {""})


def _likely(one: Entry, other: Entry, why: list[str]) -> bool:
    if SAME_PHONE in why or SAME_EMAIL in why:
        return True
    facts = [(key(one), key(other)) for key in (_phones, _emails, _address)]
    agree = any(mine & theirs for mine, theirs in facts)
    differ = sum(1 for mine, theirs in facts if mine and theirs and not mine & theirs)
    bare = any(not any(side) for side in zip(*facts, strict=True))
    near = agree or (one.neighborhood and one.neighborhood == other.neighborhood) or _same_group(one, other)
    if len(_words(one, one.name)) < 2:
        return bool(near) and not differ
    if SAME_NAME in why:
        return agree or differ < 2
    return agree or (not differ and bool(bare or near))


def _same_group(one: Entry, other: Entry) -> bool:
    if isinstance(one, Contact) and isinstance(other, Contact):
        return not set(one.organizations).isdisjoint(other.organizations)
    return False


def _fuller_first(one: Entry, other: Entry) -> tuple[Entry, Entry]:
    full = [sum(1 for value in record.values.values() if value) for record in (one, other)]
    return (other, one) if (full[1], one.id) > (full[0], other.id) else (one, other)


def _said_apart(notebook: Notebook, one: Entry, other: Entry) -> bool:
    """Whether somebody said that the two are not the same, or so of what was merged into them since."""
    return any(
        (said := notebook.get(other_id)) is not None and standing(said, notebook.get).id == there.id
        for here, there in ((one, other), (other, one))
        for other_id in _apart_from(here)
    )


def _apart_from(record: Entry) -> tuple[str, ...]:
    field = record.FIELDS[APART]
    assert isinstance(field, Others)
    return field.ids(record)


def _left_over(notebook: Notebook) -> Iterator[Pair]:
    """What was merged here, and written or named by somebody who did not know."""
    gone: dict[str, Entry] = {}
    everybody: list[Entry] = [*notebook.all(Contact, voided=True), *notebook.all(Organization, voided=True)]
    for record in everybody:
        if not record.merged_into:
            continue
        if record.is_voided:
            gone[record.id] = record
        elif (into := notebook.get(record.merged_into)) is not None:
            kept = _last(notebook, into)
            if not kept.is_voided and kept.id != record.id:
                yield Pair(kept, record, CHANGED_SINCE)
    for record_id in _named_still(notebook, gone) if gone else ():
        kept = _last(notebook, gone[record_id])
        if not kept.is_voided:
            yield Pair(kept, gone[record_id], NAMED_SINCE)


def _last(notebook: Notebook, record: Record) -> Entry:
    kept = standing(record, notebook.get)
    assert isinstance(kept, Contact | Organization)
    return kept


def _named_still(notebook: Notebook, gone: Iterable[str]) -> list[str]:
    """The ids among *gone* that a standing record names."""
    wanted = frozenset(gone)
    found: dict[str, None] = {}
    for record in notebook.everything():
        if record.is_voided:
            continue
        for key, value in record.values.items():
            if not value:
                continue
            prefix, dot, ending = key.partition(".")
            if isinstance(value, dict):
                named: Iterable[object] = value.values() if prefix not in (TOOK, APART) else ()
            else:
                named = (ending if dot else value,) if key != INTO else ()
            for one in named:
                if isinstance(one, str) and one in wanted:
                    found[one] = None
    return list(found)
