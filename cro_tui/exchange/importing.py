"""A file of records into the notebook: good rows are kept, bad ones named, the same file again adds nothing.

Writes through the officer's verbs alone. Knows no format and no screen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cro_tui.actions.base import Done, Names, commit, context_of
from cro_tui.actions.problems import tied
from cro_tui.actions.records import prepare
from cro_tui.exchange.columns import Columns, recognized
from cro_tui.exchange.identity import Identities, line_ids
from cro_tui.exchange.problems import ImportProblem
from cro_tui.exchange.sources import Row, Source, read
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue, Context, Day, Lines, short, split
from cro_tui.model.ids import is_id
from cro_tui.model.record import Record
from cro_tui.store.errors import NotSaved
from cro_tui.store.notebook import Edit, Notebook

ROWS_A_CHANGE = 200
LETTERS_A_CHANGE = 1_000_000


class BadRow(NamedTuple):
    """A row that was not taken over."""

    row: int
    reason: str
    rows: int = 1
    """How many rows it is about, from `row` on."""

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do."""

    rows: int
    added: int
    already: int
    """Rows whose records are in the notebook, voided ones too."""
    bad: tuple[BadRow, ...]
    columns: Mapping[str, str]
    """Field -> the column, or columns, that it came from."""
    unused: tuple[str, ...]
    """Columns that nothing was taken from."""
    warnings: tuple[str, ...]
    done: tuple[Done, ...]
    """The saves, each to be undone by itself; none in a dry run."""
    stopped: bool = False


class _Outcome(NamedTuple):
    """What one row becomes: an edit, or a bad row; neither if it is in the notebook already."""

    edit: Edit | None = None
    bad: BadRow | None = None


def import_file(
    notebook: Notebook,
    kind: type[Record],
    path: Path,
    mapping: Iterable[tuple[str, str]] = (),
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Imported:
    """Takes the rows of *path* into the notebook, which must be loaded whole.

    *mapping* are (field, column) pairs that come before what is recognized. *progress* gets (rows done, rows);
    *stop* is asked before each save. Raises `ImportProblem`, `UnknownField`, OSError, or `NotSaved`: what was saved
    before stays, and the same import goes on from there.
    """
    source = read(path)
    columns = recognized(kind, source.headers, mapping)
    _refuse_useless(kind, source, columns)
    reader = _RowReader(notebook, kind, source, columns)
    bad: list[BadRow] = []
    done: list[Done] = []
    added, seen, stopped = 0, 0, False
    for batch in _batches(source.rows):
        stopped = stop()
        if stopped:
            break
        outcomes = [reader.outcome(row) for row in batch]
        bad += (outcome.bad for outcome in outcomes if outcome.bad)
        edits = [outcome.edit for outcome in outcomes if outcome.edit]
        if edits and not dry_run:
            done.append(_save(notebook, edits, kind, added))
        added += len(edits)
        seen += len(batch)
        if progress:
            progress(seen, len(source.rows))
    return Imported(
        rows=len(source.rows),
        added=added,
        already=seen - added - len(bad),
        bad=tuple(bad),
        columns={field: " + ".join(source.headers[at] for at in places) for field, places in columns.of_field.items()},
        unused=tuple(source.headers[at] for at in (*columns.unused, *reader.foreign_id_column())),
        warnings=(*source.warnings, *reader.warnings()),
        done=tuple(done),
        stopped=stopped,
    )


def _refuse_useless(kind: type[Record], source: Source, columns: Columns) -> None:
    """Raises `ImportProblem` where no row could become a record, instead of naming them all."""
    wanted = {name for name, field in kind.FIELDS.items() if field.required} - set(columns.of_field)
    if kind is Concern and "narrative" in columns.of_field:
        wanted.discard("summary")
    if wanted and source.rows:
        has = ", ".join(short(header, 30) for header in source.headers)
        raise ImportProblem(
            f"No column is known as {' or '.join(sorted(wanted))}; the file has: {has}. "
            f"Say which it is with --map {sorted(wanted)[0]}=COLUMN."
        )


def _batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows in the portions that are saved as one change each."""
    batch: list[Row] = []
    letters = 0
    for row in rows:
        batch.append(row)
        letters += sum(len(value) for value in row.values if isinstance(value, str))
        if len(batch) >= ROWS_A_CHANGE or letters > LETTERS_A_CHANGE:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _save(notebook: Notebook, edits: list[Edit], kind: type[Record], added: int) -> Done:
    others = [other for edit in edits for other in tied(notebook, edit)]
    try:
        return commit(notebook, [*edits, *others], f"Imported {len(edits)} {kind.PLURAL}")
    except NotSaved as problem:
        before = f"; {added} rows before them were saved, the same import goes on there" if added else ""
        raise NotSaved(f"{problem}{before}") from problem


class _RowReader:
    """Turns rows into edits, one after the other."""

    def __init__(self, notebook: Notebook, kind: type[Record], source: Source, columns: Columns) -> None:
        self._notebook = notebook
        self._kind = kind
        self._columns = columns
        self._identities = Identities(kind.KIND, source.headers)
        self._names = Names(notebook)
        self._context = context_of(notebook, self._names)._replace(resolve=self._resolve)
        self._ids_of_rows: dict[str, int] = {}
        self._numbers: set[object] = set()
        if kind is Concern and "number" in columns.of_field:
            self._numbers.update(concern.number for concern in notebook.all(Concern, voided=True))
        self._not_here: set[str] = set()
        self._undated = 0
        self._to_come = 0
        self._encoding = source.encoding
        self._has_rows = bool(source.rows)

    def foreign_id_column(self) -> Iterator[int]:
        """The column of ids, if none of them is this program's."""
        if self._columns.id is not None and self._has_rows and not self._ids_of_rows:
            yield self._columns.id

    def warnings(self) -> Iterator[str]:
        """What the officer should know besides bad rows."""
        if self._encoding in ("cp1252", "latin-1"):
            yield "read as Windows text (cp1252): look at the accents"
        if self._not_here:
            yield f"{len(self._not_here)} of the records that are referred to are not in this notebook (yet)"
        dated = self._kind.DATED
        if self._undated:
            yield f"{_rows(self._undated)} without {dated}: that is now"
        if self._to_come:
            yield f"{_rows(self._to_come)} with {dated} after today: look whether that can be"

    def outcome(self, row: Row) -> _Outcome:
        """What becomes of *row*."""
        try:
            return _Outcome(edit=self._edit(row))
        except ValueError as problem:
            return _Outcome(bad=BadRow(row.number, str(problem)))

    def _edit(self, row: Row) -> Edit | None:
        if row.wrong:
            raise ValueError(row.wrong)
        if row.type not in ("", self._kind.KIND):
            raise ValueError(f"it is a {row.type}, not a {self._kind.KIND}")
        own_id = self._own_id(row)
        typed = {name: value for name in self._columns.of_field if (value := self._typed(name, row)) is not None}
        record_id = own_id or self._identities.id_of(row.values, row.key)
        number = typed.get("number")
        if self._is_here(record_id) or (not own_id and isinstance(number, str) and number in self._numbers):
            return None
        edit = prepare(self._notebook, self._kind, typed, self._context_for(record_id), record_id)
        _refuse_fractions(edit.set)
        self._look_at_date(edit, typed)
        return self._as_it_was(edit, typed) if own_id else edit

    def _look_at_date(self, edit: Edit, typed: Mapping[str, object]) -> None:
        """Counts what was given today's date, and what is dated to come though it tells of what was."""
        field = self._kind.field(self._kind.DATED)
        if field is None:
            return
        if field.name not in typed:
            self._undated += 1
        elif isinstance(field, Day) and field.lean == "past":
            self._to_come += str(edit.set.get(field.name) or "")[:10] > self._context.now.date().isoformat()

    def _own_id(self, row: Row) -> str:
        """The id that the row brings, if it is one of this program's."""
        place = self._columns.id
        own = str(row.values[place] or "").strip().upper() if place is not None else ""
        if not is_id(own):
            return ""
        if own in self._ids_of_rows:
            raise ValueError(f"it has the id of row {self._ids_of_rows[own]}")
        self._ids_of_rows[own] = row.number
        return own

    def _is_here(self, record_id: str) -> bool:
        known = self._notebook.get(record_id)
        if known is not None and known.KIND != self._kind.KIND:
            raise ValueError(f"{record_id} is a {known.KIND} in this notebook")
        return known is not None

    def _typed(self, name: str, row: Row) -> Any:
        """What the row says for the field; None where it says nothing."""
        said = [row.values[at] for at in self._columns.of_field[name] if row.values[at] not in (None, "", [])]
        if len(said) < 2:
            return said[0] if said else None
        if isinstance(self._kind.FIELDS[name], Lines):
            return [part for one in said for part in (split(one) if isinstance(one, str) else one)]
        return " ".join(map(str, said))

    def _as_it_was(self, edit: Edit, typed: Mapping[str, object]) -> Edit:
        """A record of an export: what was empty stays empty, where a new one would be given the usual.

        What its other fields say is not the usual: a reason to restrict restricts it, a day of closing closes it.
        """
        context = self._context_for(edit.id)
        values = dict(edit.set)
        for name in self._columns.of_field:
            field = self._kind.FIELDS[name]
            if not field.required:
                values.update(field.parse(typed.get(name), context))
        self._kind.agree(values)
        return edit._replace(set={key: value for key, value in values.items() if value is not None})

    def _context_for(self, record_id: str) -> Context:
        return self._context._replace(new_id=line_ids(record_id).__next__)

    def _resolve(self, kinds: tuple[str, ...], text: str) -> str:
        """As always; but a whole export refers to records that come with another file, or further down."""
        if is_id(text.upper()) and self._notebook.get(text.upper()) is None:
            self._not_here.add(text.upper())
            return text.upper()
        return self._names.resolve(kinds, text)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _refuse_fractions(value: object) -> None:
    """Unknown columns of lines are kept as they are, but no number with a fraction is alike on every machine."""
    if isinstance(value, float):
        raise BadValue("a line", f"has an unknown column with the number {value}")
    for inner in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        _refuse_fractions(inner)
