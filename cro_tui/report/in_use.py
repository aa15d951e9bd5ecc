"""Which words of a vocabulary records hold: what a department should know before it takes one off its list.

Pure; knows the notebook only to read it.
"""

from __future__ import annotations

from collections.abc import Collection

from cro_tui.model.kinds import KINDS
from cro_tui.model.lists import Rows
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook


def in_use(notebook: Notebook, vocabulary: str, words: Collection[str]) -> dict[str, int]:
    """Word -> how many records hold it, of those of *words* that any holds."""
    counts = dict.fromkeys(words, 0)
    for kind in KINDS:
        if _fields(kind, vocabulary) or _columns(kind, vocabulary):
            for record in notebook.all(kind):
                for word in _held(record, vocabulary) & counts.keys():
                    counts[word] += 1
    return {word: count for word, count in counts.items() if count}


def _fields(kind: type[Record], vocabulary: str) -> list[str]:
    return [one.name for one in kind.FIELDS.values() if one.vocabulary == vocabulary]


def _columns(kind: type[Record], vocabulary: str) -> list[tuple[Rows, str]]:
    lists = [one for one in kind.FIELDS.values() if isinstance(one, Rows)]
    return [(one, name) for one in lists for name, column in one.columns.items() if column.vocabulary == vocabulary]


def _held(record: Record, vocabulary: str) -> set[str]:
    kind = type(record)
    held: list[object] = []
    for name in _fields(kind, vocabulary):
        value = kind.FIELDS[name].plain(record.values)
        held += value if isinstance(value, list) else [value]
    for rows, column in _columns(kind, vocabulary):
        held += [row.get(column) for row in rows.value(record.values)]
    return {one for one in held if isinstance(one, str)}
