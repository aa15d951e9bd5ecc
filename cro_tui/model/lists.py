"""Fields that name other records, and lists whose lines merge when two laptops write them. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self, overload

from cro_tui.model.field import BadValue, Context, Field, Stored, as_text, clean, short, split
from cro_tui.model.values import Line

if TYPE_CHECKING:
    from cro_tui.model.record import Record


class Ref(Line):
    """One other record, kept as its id; typed as an id, a number or a name that fits only one."""

    def __init__(self, label: str, *, kinds: tuple[str, ...], **more: Any) -> None:
        super().__init__(label, **more)
        self.kinds = kinds

    def parse_one(self, raw: object, context: Context) -> Stored:
        typed = as_text(self.name, raw).strip()
        try:
            return context.resolve(self.kinds, typed)
        except ValueError as problem:
            raise BadValue(self.name, str(problem)) from None


class Refs(Field[tuple[str, ...]]):
    """Several other records. Each is a field of its own (``link.<id>``), so that two laptops' lists merge."""

    many = True

    def __init__(self, label: str, *, prefix: str, kinds: tuple[str, ...], **more: Any) -> None:
        super().__init__(label, **more)
        self.prefix = prefix
        self.kinds = kinds

    def key(self, record_id: str) -> str:
        """The stored field of one of them."""
        return f"{self.prefix}.{record_id}"

    def value(self, values: Mapping[str, Stored]) -> tuple[str, ...]:
        start = self.prefix + "."
        return tuple(sorted(key[len(start) :] for key in values if key.startswith(start) and values[key]))

    def parse(self, raw: object, context: Context) -> dict[str, Stored]:
        """Those named, and only those: `record.changes` clears the others."""
        names = split(clean(raw)) if isinstance(raw, str) else list(raw) if isinstance(raw, list | tuple) else []
        if raw not in (None, "") and not isinstance(raw, str | list | tuple):
            raise BadValue(self.name, "needs a list of ids or names")
        if self.required and not names:
            raise BadValue(self.name, "must not be empty")
        try:
            known = (context.resolve(self.kinds, text) for name in names if (text := str(name).strip()))
            return {self.key(record_id): 1 for record_id in known}
        except ValueError as problem:
            raise BadValue(self.name, str(problem)) from None

    def plain(self, values: Mapping[str, Stored]) -> Stored:
        return list(self.value(values))


@lru_cache(maxsize=4096)
def in_order(at: str) -> str:
    """What sorts moments as they came, also in the hour that the clocks show twice; what is none stays as it is."""
    if "T" not in at:
        return at
    try:
        moment = datetime.fromisoformat(at)
        return moment.astimezone(UTC).isoformat() if moment.tzinfo else at
    except (ValueError, OverflowError):
        return at


_DEEPEST = 8
_JSON_LIST = re.compile(r'\s*\[\s*[{"\]]')


class Rows(Field[tuple[dict[str, Stored], ...]]):
    """A list of lines with columns of their own (minutes entries, attendance, a roster).

    Each line is a stored field of its own, ``<prefix>.<line id>``, so that lists made on two laptops merge.
    """

    many = True

    def __init__(
        self,
        label: str,
        *,
        prefix: str,
        columns: tuple[Field[Any], ...],
        order: str = "id",
        main: str,
        **more: Any,
    ) -> None:
        super().__init__(label, **more)
        self.prefix = prefix
        self.columns = {column.name: column for column in columns}
        self.order = order
        self.main = main
        """The column that a bare text fills."""
        self._last: tuple[Mapping[str, Stored] | None, tuple[dict[str, Stored], ...]] = (None, ())

    @overload
    def __get__(self, record: None, owner: type) -> Self: ...
    @overload
    def __get__(self, record: Record, owner: type) -> tuple[dict[str, Stored], ...]: ...
    def __get__(self, record: Record | None, owner: type) -> Self | tuple[dict[str, Stored], ...]:
        """The lines. Those that were asked for last are kept: minutes of an hour are asked for with every key."""
        if record is None:
            return self
        values, rows = self._last
        if values is not record.values:
            rows = self.value(record.values)
            self._last = record.values, rows
        return rows

    def key(self, line_id: str) -> str:
        """The stored field of one line."""
        return f"{self.prefix}.{line_id}"

    def value(self, values: Mapping[str, Stored]) -> tuple[dict[str, Stored], ...]:
        start = self.prefix + "."
        rows = [
            {**stored, "id": key[len(start) :]}
            for key, stored in values.items()
            if key.startswith(start) and isinstance(stored, dict)
        ]
        return tuple(sorted(rows, key=lambda row: (in_order(str(row.get(self.order) or "")), row["id"])))

    def parse(self, raw: object, context: Context) -> dict[str, Stored]:
        """All the lines that *raw* names: a list of objects or texts, JSON of one, or ``;``-joined texts."""
        lines: dict[str, Stored] = {}
        for row in self.rows(raw):
            line_id, stored = self.parse_row(row, context)
            lines[self.key(line_id)] = stored
        return lines

    def rows(self, raw: object) -> list[object]:
        """The lines that *raw* names, each still as it was given."""
        if raw is None or raw == "":
            return []
        if isinstance(raw, str):
            raw = self._from_text(clean(raw))
        if not isinstance(raw, list | tuple):
            raise BadValue(self.name, "needs a list of lines")
        return list(raw)

    def _from_text(self, text: str) -> object:
        if _JSON_LIST.match(text):
            try:
                rows: object = json.loads(text)
            except (ValueError, RecursionError) as problem:
                raise BadValue(self.name, f"is no JSON list ({problem})") from None
            return rows
        return [line for line in text.split("\n") if line.strip()] if "\n" in text else split(text)

    def parse_row(self, row: object, context: Context) -> tuple[str, dict[str, Stored]]:
        """(line id, stored line) of one line, given as an object or as the text of its main column."""
        if isinstance(row, str):
            row = {self.main: row}
        if not isinstance(row, Mapping):
            raise BadValue(self.name, f"has a line that is neither a text nor an object: “{short(row)}”")
        stored: dict[str, Stored] = {}
        for name, raw in row.items():
            if name == "id":
                continue
            column = self.columns.get(name)
            if column is None:
                stored[clean(str(name))] = self._kept(name, raw)  # an unknown column of a newer version is kept
                continue
            try:
                parsed = column.parse(raw, context)[name]
            except BadValue as problem:
                raise BadValue(f"{self.name}.{name}", problem.message) from None
            if parsed is not None:
                stored[name] = parsed
        for name, column in self.columns.items():
            if column.required and not stored.get(name):
                raise BadValue(f"{self.name}.{name}", "must not be empty")
        line_id = row.get("id")
        return (clean(str(line_id)) if line_id else context.new_id()), stored

    def _kept(self, name: object, raw: object, depth: int = 0) -> Stored:
        """A JSON value without what a change can't hold: floats and huge numbers become text."""
        if depth > _DEEPEST:
            raise BadValue(f"{self.name}.{short(name)}", "is nested too deep")
        if raw is None or isinstance(raw, bool) or (isinstance(raw, int) and abs(raw) < 2**53):
            return raw
        if isinstance(raw, Mapping):
            return {clean(str(key)): self._kept(name, one, depth + 1) for key, one in raw.items()}
        if isinstance(raw, list | tuple):
            return [self._kept(name, one, depth + 1) for one in raw]
        return clean(str(raw))

    def plain_row(self, row: Mapping[str, Stored]) -> dict[str, Stored]:
        """One line as JSON shows it: its id, every column, then unknown ones."""
        known = {name: column.plain(row) for name, column in self.columns.items()}
        return {"id": row["id"], **known, **{k: v for k, v in row.items() if k not in known and k != "id"}}

    def plain(self, values: Mapping[str, Stored]) -> Stored:
        return [self.plain_row(row) for row in self.value(values)]

    def text(self, values: Mapping[str, Stored]) -> str:
        rows = self.plain(values)
        return json.dumps(rows, ensure_ascii=False) if rows else ""


def column(kind: type[Field[Any]], name: str, label: str, **more: Any) -> Field[Any]:
    """A column of `Rows`: a field that knows its name without standing in a class."""
    made = kind(label, **more)
    made.name = name
    return made
