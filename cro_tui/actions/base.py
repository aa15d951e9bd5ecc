"""What every verb shares: the result of one, the context in which typed values are read, and saving."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from cro_tui.actions.unanswered import refuse_unanswered, refuse_waiting_again
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import Context, short
from cro_tui.model.ids import is_id
from cro_tui.model.merged import standing
from cro_tui.model.record import Record
from cro_tui.store.notebook import Edit, Notebook, Saved


class UnknownField(ValueError):
    """A field that the kind does not have; the text names those it has."""


class NothingDone(ValueError):
    """There was nothing to save; the text says why."""


class Contradiction(NothingDone):
    """What was typed says two things of which only one can be so; the text names them."""


class Unchanged(NothingDone):
    """What was to be saved stands there already."""


class Done(NamedTuple):
    """One thing done: what it was in words, the records as they now are, and the save that `undo` takes back."""

    says: str
    saved: Saved
    records: tuple[Record, ...]
    earlier: tuple[Saved, ...] = ()
    """Saves before it that belong to it, and are taken back with it."""

    @property
    def record(self) -> Record:
        """The record that it is about."""
        return self.records[0]

    @property
    def ids(self) -> frozenset[str]:
        """Every record that it touched."""
        return frozenset(record_id for saved in (self.saved, *self.earlier) for record_id in saved.ids)


def together(done: Sequence[Done], says: str) -> Done:
    """Several things done, one after the other, as one that `undo` takes back; *says* is what it was."""
    records = tuple(record for one in done for record in one.records)
    return Done(says, done[-1].saved, records, tuple(one.saved for one in done[:-1]))


def plain_name(name: str) -> str:
    """A name for comparing: case, accents and spacing do not count."""
    decomposed = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


class Names:
    """Finds records by what people call them. Made for one action or one import; reads the notebook once a kind."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self._known: dict[str, dict[str, list[Record]]] = {}

    def resolve(self, kinds: tuple[str, ...], text: str) -> str:
        """The id of the one record of *kinds* that *text* names: its id, its number, or its name; else ValueError."""
        record = self.notebook.get(text.upper()) if is_id(text.upper()) else None
        if record is not None:
            record = standing(record, self.notebook.get)
            if record.KIND in kinds:
                return record.id
            raise ValueError(f"“{text}” is a {record.KIND}, not a {' or '.join(kinds)}")
        if is_id(text.upper()):
            raise ValueError(f"no record has the id “{text}”")
        found = self.called(kinds, text)
        if len(found) == 1:
            return found[0].id
        noun = " or ".join(kinds)
        if not found:
            raise ValueError(f"no {noun} is called “{text}”")
        names = ", ".join(f"{'(restricted)' if one.restricted else one.label} ({one.id})" for one in found[:3])
        more = "" if len(found) <= 3 else f" and {len(found) - 3} more"
        raise ValueError(f"“{text}” fits {len(found)} records: {names}{more}")

    def called(self, kinds: tuple[str, ...], text: str) -> list[Record]:
        """The records of *kinds* called exactly *text*; else those with words that begin as its words do."""
        equal = self.exactly(kinds, text)
        parts = plain_name(text).split()
        if equal or not parts:
            return equal
        found: dict[str, Record] = {}
        for kind in kinds:
            for name, records in self._of(kind).items():
                words = name.split()
                if all(any(word.startswith(part) for word in words) for part in parts):
                    found.update((record.id, record) for record in records)
        return list(found.values())

    def exactly(self, kinds: tuple[str, ...], text: str) -> list[Record]:
        """The records of *kinds* called *text*, but for case, accents and spacing."""
        wanted = plain_name(text)
        return [record for kind in kinds for record in self._of(kind).get(wanted, ())] if wanted else []

    def forget(self, kinds: Iterable[str]) -> None:
        """Records of *kinds* changed: their names are read anew when they are asked for."""
        for kind in kinds:
            self._known.pop(kind, None)

    def _of(self, kind: str) -> Mapping[str, list[Record]]:
        known = self._known.get(kind)
        if known is None:
            from cro_tui.model.kinds import BY_KIND

            known = self._known[kind] = {}
            for record in self.notebook.all(BY_KIND[kind]):
                for name in _names_of(record):
                    known.setdefault(plain_name(name), []).append(record)
        return known


def _names_of(record: Record) -> Iterable[str]:
    if isinstance(record, Contact):
        return [name for name in dict.fromkeys((record.name, record.alias)) if name]
    if isinstance(record, Organization):
        return [record.name]
    if isinstance(record, Concern):
        return [record.number] if record.number else []
    return [record.label]


def context_of(notebook: Notebook, names: Names | None = None) -> Context:
    """The context in which typed values are read now."""
    return Context(
        now=notebook.clock(),
        words=notebook.settings.words,
        resolve=(names or Names(notebook)).resolve,
        new_id=notebook.new_id,
    )


def known_fields(kind: type[Record], typed: Mapping[str, object]) -> None:
    """Raises `UnknownField` for the first name that *kind* does not have."""
    for name in typed:
        if name not in kind.FIELDS:
            raise UnknownField(f"{kind.PLURAL} have no field “{short(name)}”; they have: {', '.join(kind.FIELDS)}")


def commit(
    notebook: Notebook, edits: list[Edit], says: str | Callable[[tuple[Record, ...]], str], draft: str = ""
) -> Done:
    """Saves *edits* as one change; *says* is the message, or makes it of the saved records.

    Raises `BadValue` where they close something of which a referral waits for an answer, or take the answer away.
    """
    refuse_unanswered(notebook, edits)
    refuse_waiting_again(notebook, edits)
    saved = notebook.save(edits, draft=draft)
    records = tuple(record for record_id in saved.ids if (record := notebook.get(record_id)) is not None)
    return Done(says if isinstance(says, str) else says(records), saved, records)
