"""The desk as a wall may see it (projector mode): a notebook in which nothing above *open* can be read.

Screens that read it need no rule of their own: what is not open stands in no list, and is a mask where another record
names it; in what is open, people are withheld as they are from the public. What the officer does is done in the whole
notebook; a save that would write a mask into it is refused. Knows no screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar, cast

from cro_tui.actions.base import Done, Names
from cro_tui.find.index import Index
from cro_tui.find.records import fill, keep_up
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.field import Field
from cro_tui.model.record import Record
from cro_tui.report.audience import CONTACT_WITHHELD, PLACE_WITHHELD, WITHHELD, Reader, strictest
from cro_tui.report.plain import clean
from cro_tui.store.drafts import Draft
from cro_tui.store.errors import StoreProblem
from cro_tui.store.notebook import Edit, HistoryLine, Notebook, Saved
from cro_tui.tui.desk import Desk, Refused
from cro_tui.tui.masked import MASK
from cro_tui.tui.retold import retold

R = TypeVar("R", bound=Record)
_MASKS = (MASK, WITHHELD, CONTACT_WITHHELD, PLACE_WITHHELD)
_NAMED = re.compile(r"(fits \d+ records): .*|“[^”]*”", re.DOTALL)
"""What a sentence that refuses something quotes."""
WOULD_WRITE_MASK = "Projector mode: this repeats what does not show now; leave the mode first"


def is_open(record: Record) -> bool:
    """Whether a wall may show it."""
    return strictest(record) == "open"


class OpenNotebook:
    """A notebook to read: what is open in it."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._reader = Reader("public")
        self._views: dict[str, tuple[Record, Record]] = {}
        """id -> (the record, what shows of it)."""
        self.learn()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._notebook, name)

    def learn(self) -> None:
        """Learn anew whose names must not show. Reads the whole notebook."""
        agreed = [one.id for one in self._notebook.all(Contact) if is_open(one)]
        self._reader = Reader.of(self._notebook, "public", consented=agreed)
        self._views = {}

    def get(self, record_id: str) -> Record | None:
        """As a notebook does; a mask in place of what is not open."""
        record = self._notebook.get(record_id)
        return None if record is None else self._view(record)

    def of(self, kind: type[R], record_id: str) -> R | None:
        """As a notebook does."""
        record = self.get(record_id)
        return record if isinstance(record, kind) else None

    def all(self, kind: type[R], *, voided: bool = False) -> list[R]:
        """The open ones."""
        return [cast(R, self._view(one)) for one in self._notebook.all(kind, voided=voided) if is_open(one)]

    def latest(self, kind: type[R], limit: int) -> list[R]:
        """The open ones that were made last."""
        return self.all(kind)[::-1][:limit]

    def everything(self) -> Iterator[Record]:
        """Every open record."""
        return (self._view(one) for one in self._notebook.everything() if is_open(one))

    def history(self, record_id: str) -> list[HistoryLine]:
        """None of it shows: what was open once need not be, nor what stood there before it was opened."""
        return []

    def histories(self, record_ids: Collection[str]) -> dict[str, list[HistoryLine]]:
        """The same."""
        return {one: [] for one in record_ids}

    def save(self, edits: Iterable[Edit], *, draft: str = "") -> Saved:
        """Nothing is saved past the desk."""
        raise StoreProblem(WOULD_WRITE_MASK)

    def text(self, text: str) -> str:
        """*text* without the people whom a wall does not see named."""
        said = self._reader.text(text)
        return text if said == clean(text) else said

    def shows_whole(self, record_id: str) -> bool:
        """Whether the record shows word for word, so that it can be edited."""
        record = self._notebook.get(record_id)
        return record is None or (is_open(record) and self._view(record).values == record.values)

    def _view(self, record: Record) -> Record:
        known = self._views.get(record.id)
        if known is None or known[0] is not record:
            known = self._views[record.id] = record, self._made(record)
        return known[1]

    def _made(self, record: Record) -> Record:
        if is_open(record):
            return retold(record, lambda _name, _field, text: self.text(text))
        masked = retold(record, partial(_nothing, record))
        said: dict[str, Any] = {"sensitivity": "restricted"}
        if record.voided:
            said["voided"] = MASK
        return type(record)(
            record.id,
            {**masked.values, **said},
            seen=record.seen,
            void_disputed=record.void_disputed,
            created=record.created,
            changed=record.changed,
        )


def _nothing(record: Record, name: str, _field: Field[Any], _text: str) -> str:
    return MASK if name == record.TITLE else ""


class _Guarded:
    """The whole notebook, into which no mask can be saved."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def __getattr__(self, name: str) -> Any:
        return getattr(self._notebook, name)

    def save(self, edits: Iterable[Edit], *, draft: str = "") -> Saved:
        """As a notebook does; refuses words that stand on the screen in place of others."""
        edits = list(edits)
        if any(mask in text for edit in edits for text in _texts(edit.set) for mask in _MASKS):
            raise StoreProblem(WOULD_WRITE_MASK)
        return self._notebook.save(edits, draft=draft)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


class OpenDesk:
    """An officer's desk seen by a wall. Making it takes as long as reading the whole notebook does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open = OpenNotebook(desk.notebook)
        self.index = Index()
        """What is open can be found, by what shows of it."""
        self.names = Names(self.notebook)
        """The names of what is open."""
        self._done_before = desk.done_count
        self._fill()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    @property
    def notebook(self) -> Notebook:
        """What is open."""
        return cast(Notebook, self._open)

    def took_in(self, ids: Collection[str]) -> bool:
        """Records changed; whether that may change whose names show, so that `learn_anew` is due."""
        found = [one for one in map(self._desk.notebook.get, ids) if one is not None]
        for one in found:
            if is_open(one):
                keep_up(self.index, self.notebook, [one.id])
            else:
                self.index.drop(one.id)
        self.names = Names(self.notebook)
        return any(isinstance(one, Contact | Organization) or one.restricted for one in found)

    def learn_anew(self) -> None:
        """Whose names must not show; run in a thread."""
        self._open.learn()
        self._fill()

    def unfinished(self) -> list[Draft]:
        """None: what was typed and not saved is open to nobody."""
        return []

    def shows_whole(self, record_id: str) -> bool:
        """Whether the record shows word for word."""
        return self._open.shows_whole(record_id)

    def do(self, act: Callable[[Notebook], Done], typed: str = "") -> Done:
        """As a desk does, in the whole notebook; says no more than may show."""
        return self._told(self._tried(lambda: self._desk.do(lambda whole: act(cast(Notebook, _Guarded(whole))), typed)))

    def undo(self) -> tuple[Done, str]:
        """Takes back what was done since the mode began: what was typed before is not given back onto a wall."""
        if self._desk.done_count <= self._done_before:
            raise Refused("Projector mode: what was done before it is taken back when it is off")
        undone, typed = self._tried(self._desk.undo)
        return undone._replace(says="Taken back"), typed

    @property
    def last_done(self) -> Done | None:
        """What `undo` would take back."""
        last = self._desk.last_done
        return None if last is None or self._desk.done_count <= self._done_before else self._told(last)

    def say(self, sentence: str) -> str:
        """*sentence* as a wall may read it."""
        return self._open.text(sentence)

    def _tried(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Refused as refused:
            said = self.say(_NAMED.sub(lambda found: found[1] or f"“{MASK}”", str(refused)))
            raise Refused(said, refused.field, not_saved=refused.not_saved) from None

    def _told(self, done: Done) -> Done:
        if all(map(is_open, done.records)):
            return done._replace(says=self.say(done.says))
        numbers = [one.number for one in done.records if isinstance(one, Concern) and one.number]
        return done._replace(says=" ".join(("Saved", *numbers[:1])))

    def _fill(self) -> None:
        self.index = Index()
        fill(self.index, self.notebook.everything(), self.notebook.get)
