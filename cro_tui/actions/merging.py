"""One person or group that was entered twice: made one record, or said to be two after all.

Nothing is lost: the record that is kept gets what it lacks, what differs and is not taken stands in its notes, the
other is voided and says into which one it went, and whatever named it names the one that is kept. All is one save.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cro_tui.actions import records
from cro_tui.actions.base import Done, NothingDone, Unchanged, commit, context_of
from cro_tui.model.fields import Field, Lines, Ref, Refs, Rows, Stored, Text, YesNo, short
from cro_tui.model.merged import APART, INTO, TOOK, Others, can_be_merged, merged_into, repointed, standing, taken_up
from cro_tui.model.record import Record
from cro_tui.model.vocabulary import SENSITIVITIES
from cro_tui.report.audience import strictest
from cro_tui.store.notebook import Edit, Notebook

How = Literal["same", "filled", "both", "choose", "stricter"]
_APART_FROM_THESE = frozenset({INTO, TOOK, APART, "voided"})
_ID_SHOWN = 8


@dataclass(frozen=True)
class Compared:
    """One field of two records, and what merging does with it."""

    name: str
    label: str
    kept: str
    other: str
    how: How
    """``choose``: one of the two holds, the kept one's unless the other's is taken; ``both``: they are united."""


def merge(notebook: Notebook, keep: Record, other: Record, take: Collection[str] = (), *, draft: str = "") -> Done:
    """Makes *keep* and *other* one record, *keep*, as they were before the writer's eyes.

    *take* are the fields in which the other's value holds. Merging again what was merged takes up what arrived since.
    Raises `NothingDone` where the two can't be one, `Unchanged` where nothing is left to do.
    """
    _refuse(keep, other)
    strict = max((strictest(one) for one in (keep, other)), key=SENSITIVITIES.index)
    edits = []
    if not other.is_voided:
        kept = _kept_values(keep, other, take) | {"sensitivity": strict, "voided": None, INTO: None}
        gone = {"voided": _reason(keep, strict), INTO: keep.id, **_news(other, {"sensitivity": strict})}
        news = _news(keep, kept) or _others(keep, TOOK).said(other.id)  # so that nobody voids it who has not seen this
        edits = [Edit(keep.id, keep.KIND, news, keep), Edit(other.id, other.KIND, gone, other)]
    moved = list(_renamed(notebook, keep, [other, *taken_up(other, notebook.get)]))
    if not edits and not moved:
        raise Unchanged(f"{records.name(other)} is merged into {records.name(keep)} already")
    said = f"Merged {records.name(other)} into {records.name(keep)}"
    if moved:
        said += f"; {len(moved)} record{'' if len(moved) == 1 else 's'} name{'s' if len(moved) == 1 else ''} it now"
    return commit(notebook, [*edits, *moved], said, draft)


def merge_named(notebook: Notebook, other: Record, typed: Mapping[str, object]) -> Done:
    """Merges *other* into the record that is typed for the field *merged into*, which must be all that is typed."""
    if typed.keys() != {INTO}:
        raise NothingDone(f"{INTO} makes two records one and stands alone: set the other fields before or after it")
    keep_id = other.FIELDS[INTO].parse(typed[INTO], context_of(notebook))[INTO]
    keep = notebook.get(str(keep_id))
    assert keep is not None
    return merge(notebook, keep, other)


def keep_apart(notebook: Notebook, one: Record, other: Record, *, draft: str = "") -> Done:
    """Notes that the two are not the same, so that nobody is asked again on any laptop.

    One that was merged and changed by somebody who did not know stands again.
    """
    if type(one) is not type(other) or one.id == other.id or not can_be_merged(one):
        raise NothingDone("they are of two kinds, and never the same" if one.id != other.id else "it is one record")
    edits = [
        Edit(at.id, at.KIND, values, at)
        for at, to in ((one, other), (other, one))
        if (values := _news(at, _others(at, APART).said(to.id) | _stands(at)))
    ]
    if not edits:
        raise Unchanged("that is noted already")
    return commit(notebook, edits, f"Noted that {records.name(one)} and {records.name(other)} are not the same", draft)


def _stands(record: Record) -> dict[str, Stored]:
    return {"voided": None, INTO: None} if record.voided and not record.is_voided else {}


def compared(keep: Record, other: Record, called: Callable[[str], str] = str) -> list[Compared]:
    """The fields in which either says something, in order of reading, with what merging does.

    *called* says what the record with an id is called.
    """
    found = []
    for name, field in _fields(keep):
        mine, theirs = _shown(field, keep, called), _shown(field, other, called)
        if mine or theirs:
            found.append(Compared(name, field.label, mine, theirs, _how(name, field, keep, other)))
    return found


def followed(notebook: Notebook, record: Record) -> dict[str, Stored]:
    """What must change in *record* so that it names no record that was merged into another meanwhile."""
    changes: dict[str, Stored] = {}
    for key, value in record.values.items():
        for text in (key.rpartition(".")[2], *(value.values() if isinstance(value, dict) else (value,))):
            named = notebook.get(text) if isinstance(text, str) and value else None
            if named is not None and merged_into(named):
                changes |= repointed(record, named.id, standing(named, notebook.get).id)
    return changes


def _refuse(keep: Record, other: Record) -> None:
    if keep.id == other.id:
        raise NothingDone("it is one record already")
    if type(keep) is not type(other) or not can_be_merged(keep):
        raise NothingDone(f"a {keep.KIND} and a {other.KIND} can't be one; people can, and organizations")
    for one in (keep, other):
        if one.is_voided and not (one is other and merged_into(one) == keep.id):
            into = f"merged into {merged_into(one)}" if merged_into(one) else f"voided ({one.voided})"
            raise NothingDone(f"{records.name(one)} is {into}; restore it first, or take the one that stands")


def _reason(keep: Record, sensitivity: str) -> str:
    """Names the record that is kept; by its id alone where it is restricted."""
    ending = f"…{keep.id[-_ID_SHOWN:]}"
    return f"merged into {keep.KIND if sensitivity == 'restricted' else short(keep.label)} {ending}"


def _news(record: Record, values: Mapping[str, Stored]) -> dict[str, Stored]:
    return {key: value for key, value in values.items() if record.differs(key, value)}


def _renamed(notebook: Notebook, keep: Record, gone: Iterable[Record]) -> Iterator[Edit]:
    """What named one of *gone* names *keep*. Voided records follow when they are restored."""
    old = [one.id for one in gone]
    apart = {keep.id, *old}
    for record in notebook.everything():
        if record.id in apart or record.is_voided:
            continue
        changes: dict[str, Stored] = {}
        for one in old:
            changes |= repointed(record, one, keep.id)
        if changes:
            yield Edit(record.id, record.KIND, changes, record)


# What the kept one gets


def _fields(record: Record) -> Iterator[tuple[str, Field[Any]]]:
    return ((name, field) for name, field in record.FIELDS.items() if name not in _APART_FROM_THESE)


def _how(name: str, field: Field[Any], keep: Record, other: Record) -> How:
    mine, theirs = field.plain(keep.values), field.plain(other.values)
    if name == "sensitivity" or isinstance(field, YesNo):
        return "same" if mine == theirs else "stricter"
    if mine == theirs and name not in keep.conflicts:
        return "same"
    if not mine or not theirs:
        return "filled"
    return "both" if field.many or isinstance(field, Text) else "choose"


def _kept_values(keep: Record, other: Record, take: Collection[str]) -> dict[str, Stored]:
    """What is written into the kept record; some of it may stand there already."""
    values: dict[str, Stored] = {}
    left: list[str] = []
    for name, field in _fields(keep):
        if name == "sensitivity":
            continue
        if isinstance(field, Refs):
            values |= {field.key(one): 1 for one in field.value(other.values)}
        elif isinstance(field, Rows):
            values |= _united_rows(field, keep, other)
        elif isinstance(field, Lines):
            values |= {name: _united_lines(name, keep, other)}
        elif isinstance(field, YesNo):
            values |= {name: True} if any(_said(name, keep, other)) else {}
        elif isinstance(field, Text):
            values |= {name: "\n\n".join(_said(name, keep, other)) or None} if name not in keep.conflicts else {}
        else:
            holds, rest = _chosen(name, keep, other, taken=name in take)
            values |= holds
            left += [f"{field.label.lower()}: {one}" for one in rest if not isinstance(field, Ref)]
    left = [one for one in left if one not in str(keep.values.get("notes") or "")]
    values |= _others(keep, TOOK).said(other.id) if other.id not in _others(keep, TOOK).ids(keep) else {}
    for field in (_others(keep, TOOK), _others(keep, APART)):
        values |= {key: row for key, row in _lines(field, other).items() if key != field.key(keep.id)}
    if _others(keep, APART).ids(keep):
        values[_others(keep, APART).key(other.id)] = None
    if left:
        noted = f"The other entry said {'; '.join(left)}."
        values["notes"] = "\n\n".join(filter(None, (values.get("notes", keep.values.get("notes")), noted)))
    return values


def _chosen(name: str, keep: Record, other: Record, *, taken: bool) -> tuple[dict[str, Stored], list[Stored]]:
    """(what the field holds from now on, if that is to be written; what differs from it and is to be noted)."""
    mine, theirs = keep.values.get(name), other.values.get(name)
    if not theirs or theirs == mine:
        return {}, []
    if not mine:
        return {name: theirs}, []
    if taken:
        return {name: theirs}, [mine]
    heads = [head.value for head in keep.conflicts.get(name, ())]
    return {}, [] if theirs in heads else [theirs]


def _said(name: str, *said: Record) -> list[Any]:
    """The different values of a field, each once; one that stands within another is not said again."""
    found: list[Any] = []
    for record in said:
        value = record.values.get(name)
        if value and not any(value == one or (isinstance(value, str) and value in one) for one in found):
            found.append(value)
    return found


def _united_lines(name: str, keep: Record, other: Record) -> list[str] | None:
    """The texts of both, those of conflicts too; numbers and addresses written in two ways count as one."""
    united: dict[str, str] = {}
    for record in (keep, other):
        heads = [head.value for head in record.conflicts.get(name, ())] or [record.values.get(name)]
        for text in (str(one) for value in heads for one in (value or ())):
            united.setdefault(_bare(name, text), text)
    return list(united.values()) or None


def _bare(name: str, text: str) -> str:
    if name == "phones":
        from cro_tui.find.doubles import national

        return national(text) or text.casefold()
    return text.casefold()


def _united_rows(field: Rows, keep: Record, other: Record) -> dict[str, Stored]:
    """The other's lines; one of the same name fills what the kept one's lacks."""
    mine = {str(row.get(field.main)).casefold(): (key, row) for key, row in _lines(field, keep).items()}
    united: dict[str, Stored] = {}
    for key, row in _lines(field, other).items():
        known = mine.get(str(row.get(field.main)).casefold())
        if known is None or any(known[1].get(name) not in (None, "", value) for name, value in row.items()):
            united[key] = row
        else:
            united[known[0]] = {**row, **known[1]}
    return united


def _lines(field: Rows, record: Record) -> dict[str, dict[str, Any]]:
    start = field.prefix + "."
    return {key: value for key, value in record.values.items() if key.startswith(start) and isinstance(value, dict)}


def _others(record: Record, name: str) -> Others:
    field = record.FIELDS[name]
    assert isinstance(field, Others)
    return field


def _shown(field: Field[Any], record: Record, called: Callable[[str], str]) -> str:
    if isinstance(field, Rows):
        return "; ".join(str(row.get(field.main) or "") for row in field.value(record.values))
    if isinstance(field, Refs):
        return "; ".join(map(called, field.value(record.values)))
    if isinstance(field, Ref):
        return called(str(record.values[field.name])) if record.values.get(field.name) else ""
    return "; ".join(field.value(record.values)) if isinstance(field, Lines) else record.shown(field.name)
