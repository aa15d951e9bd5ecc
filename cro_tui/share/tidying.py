"""What a sync does besides: leftovers of its own, files that rotted there, many small files in one.

Nothing is removed from a share unless all that should be in it was just read back from there, or from this disk. Of a
half-written file of another laptop, that means all that can be read of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from cro_tui.share.base import PART, LoginNeeded, Refused, Vanished
from cro_tui.share.joining import BAD_SECONDS
from cro_tui.share.outcome import Step
from cro_tui.share.round import Round
from cro_tui.store import changefile, reading, runs
from cro_tui.store.changefile import Header
from cro_tui.store.holding import Holding, inside
from cro_tui.store.publishing import LARGE
from cro_tui.store.runs import BadRun, NewerRun, OtherNotebook, Run, RunName

SMALL_FILES = 8
"""More files than this, none of them large, are merged by their laptop."""
MUCH = 8
"""A file so many times as large as all that came after it stays as it is: years are not sent again for a day."""
KEEP_SECONDS = 86_400
"""How long files stay that a merged one took the place of."""
UNTOUCHED_SECONDS = 90 * 86_400
"""When a laptop has brought nothing for so long, anybody may merge its files."""
PART_SECONDS = 7 * 86_400
"""How long a file of another laptop may stay half-written. No call takes an hour."""
AUDIT_SECONDS = 86_400
AUDIT_FILES = 16
"""How many files are read back once a day that need not be read otherwise, and how often."""
_PART = re.compile(r"([0-9a-z]{4,32})\.[0-9a-f]{16}" + re.escape(PART))


def tidy(sync: Round) -> None:
    """Does what is due. A share on which this laptop may not do it is in step all the same."""
    duties = (_drop_parts, _look_after_sent, _audit, _replace_rotten, _take_over, _merge_all, _drop_merged)
    try:
        for duty in duties:
            if sync.stopped():
                return
            duty(sync)
    except LoginNeeded:
        raise
    except Refused as problem:
        sync.tell("tidying up there", problem)


def _own_ids(sync: Round) -> set[str]:
    """The ids under which this home writes and wrote."""
    return {name.laptop for name in reading.names_of(sync.notebook.home)} | {sync.laptop.id}


# Files that were never finished


def _drop_parts(sync: Round) -> None:
    """Removes what this laptop left half-written, and what another one did that has been gone for a week.

    A clock that jumps does no harm: who is interrupted sends the file again, under another name.
    """
    there = [text for text in sync.there if _PART.fullmatch(text)]
    own = {text for text in there if text.startswith(f"{sync.laptop.id}.")}
    seen = sync.state.parts
    sync.state.parts = {text: seen.get(text, sync.now) for text in there if text not in own}
    for text in own:
        sync.remove(text)
    for text, since in list(sync.state.parts.items()):
        if 0 <= sync.now - since < PART_SECONDS:
            continue
        sync.state.parts[text] = sync.now  # who may not remove it, or finds something in it, looks again in a week
        try:
            if _is_held(sync, sync.share.read(text, runs.LARGEST)):
                sync.share.remove(text)
                del sync.state.parts[text]
        except LoginNeeded:
            raise
        except (Refused, Vanished):
            continue


def _is_held(sync: Round, raw: bytes) -> bool:
    """Whether every change in a half-written run is here: the laptop that wrote it may have been its only holder."""
    found = changefile.parse(raw)
    if len(found.bad) > 1:  # one: where it was cut off
        return False
    if found.header is None:
        return not found.changes
    if found.header.notebook != sync.laptop.notebook or found.header.format > changefile.FORMAT:
        return False
    holding = sync.copies.holding(found.header.laptop)
    return all(change["sum"] in holding for change in found.changes.values())


# Files that rotted there


def _look_after_sent(sync: Round) -> None:
    """Reads back what earlier syncs sent: a server may have said yes to a file that it did not keep whole."""
    sent = [name for text in sync.state.sent if (name := runs.parse_name(text))]
    sync.state.sent = [name.text for name in sent if name in sync.names or name in sync.copies.names]
    there = [name for name in sent if name in sync.names]
    for done, name in enumerate(there):
        if sync.stopped():
            return
        sync.progress(Step("checking", done, len(there)))
        _look_after(sync, name)
        sync.state.sent.remove(name.text)


def _audit(sync: Round) -> None:
    """Reads some files back, once a day, each in its turn, there and here: what both hold is never read otherwise."""
    now = sync.now
    if not sync.state.audited_at:
        sync.state.audited_at = now  # what is here was just read
    if 0 <= now - sync.state.audited_at < AUDIT_SECONDS:
        return
    last = sync.state.audited
    ordered = sorted(sync.names, key=lambda name: (name.text <= last, name.text))
    for name in ordered[:AUDIT_FILES]:
        _look_after(sync, name)
        sync.state.audited = name.text
    for wide in sorted(sync.copies.names):
        sync.copies.drop_inside(wide)
    sync.state.audited_at = now


def _look_after(sync: Round, name: RunName) -> None:
    if wrong := sync.rot_of(name):
        sync.note_rotten(name, wrong)
    else:
        sync.state.bad.pop(name.text, None)


def _replace_rotten(sync: Round) -> None:
    """Removes what is still bad, if all that was in it is held here, and puts the good copy in its place."""
    for text, since in list(sync.state.bad.items()):
        name = runs.parse_name(text)
        if name is None or name not in sync.names:
            del sync.state.bad[text]
        elif not 0 <= sync.now - since < BAD_SECONDS:
            _replace_if_rotten(sync, name)


def _replace_if_rotten(sync: Round, name: RunName) -> None:
    raw = sync.copies.raw(name) if name in sync.copies.names else None
    if raw is None and sync.copies.holding_now(name).chain(name) is None:
        return
    if sync.rot_of(name):
        if not sync.remove(name.text):
            return
        sync.outcome.mended += 1
        if raw is not None:
            sync.state.sent = sorted({*sync.state.sent, name.text})
            sync.publish(name, raw)
    del sync.state.bad[name.text]


# Many small files in one


def _merge_all(sync: Round) -> None:
    for owner, names in sorted(_to_merge(sync).items()):
        if sync.stopped():
            return
        _merge(sync, owner, names)


def _to_merge(sync: Round) -> dict[str, list[RunName]]:
    """The laptops whose files are many and small, and are this home's, or nobody's any more, with those files."""
    small: dict[str, list[RunName]] = {}
    for name in sync.copies.names & sync.names:
        if _is_small(sync, name):
            small.setdefault(name.laptop, []).append(name)
    many = {owner: late for owner, names in small.items() if len(late := _latest(sync, names)) > SMALL_FILES}
    if not many:
        return many
    own = _own_ids(sync)
    return {owner: late for owner, late in many.items() if owner in own or _is_untouched(sync, small[owner])}


def _latest(sync: Round, names: list[RunName]) -> list[RunName]:
    """*names* in order, without the first of them that are much larger than what came after."""
    if len(names) <= SMALL_FILES:
        return names
    late = sorted(names, key=lambda name: (name.first, name.last))
    after = sum(map(sync.copies.mirror.size, late))
    for at, name in enumerate(late):
        size = sync.copies.mirror.size(name)
        after -= size
        if size < MUCH * after:
            return late[at:]
    return []


def _is_untouched(sync: Round, names: list[RunName]) -> bool:
    return sync.now - max(map(sync.copies.mirror.came_at, names)) > UNTOUCHED_SECONDS


def _merge(sync: Round, owner: str, names: Collection[RunName]) -> None:
    """Publishes wider runs; here they take the place of the others once they were read back from there."""
    groups = _groups(sync, owner, names)
    while groups:
        name, raw = _kept_as_one(sync, owner, groups.pop(0))
        sync.publish(name, raw)
        del raw
        if wrong := sync.rot_of(name):
            sync.note_rotten(name, wrong)
            continue
        sync.state.merged[name.text] = sync.now
        sync.outcome.merged += sync.copies.drop_inside(name)


def _groups(sync: Round, owner: str, names: Collection[RunName]) -> list[list[Run]]:
    """Those small runs of a laptop that follow each other, each branch by itself, in groups that make no large file."""
    groups: list[list[Run]] = []
    for run in sync.copies.runs_of(owner, names.__contains__):
        for group in groups:
            if _follows(group[-1], run) and _size(sync, [*group, run]) <= LARGE:
                group.append(run)
                break
        else:
            groups.append([run])
    return [group for group in groups if len(group) > 1]


def _is_small(sync: Round, name: RunName) -> bool:
    """Two small ones make no large one."""
    return sync.copies.mirror.size(name) < LARGE // 2


def _size(sync: Round, group: list[Run]) -> int:
    return sum(sync.copies.mirror.size(run.name) for run in group)


def _kept_as_one(sync: Round, owner: str, pieces: list[Run]) -> tuple[RunName, bytes]:
    """One run of *pieces*, kept here. They are let go before it is checked: years of changes lie in memory once."""
    lines: dict[int, bytes] = {}
    for piece in pieces:
        lines |= piece.lines
    last = pieces[-1]
    name, raw = runs.make(Header(sync.laptop.notebook, owner), lines, last.changes[last.name.last]["sum"])
    pieces.clear()
    lines.clear()
    del piece, last
    sync.copies.keep(name, raw, runs.read(name, raw, sync.laptop.notebook).changes)
    return name, raw


def _follows(before: Run, after: Run) -> bool:
    last = before.changes[before.name.last]["sum"]
    return after.name.first == before.name.last + 1 and after.changes[after.name.first].get("prev") == last


def _drop_merged(sync: Round) -> None:
    """A day after a wide run was seen there, reads it back and removes the runs that it took the place of."""
    own = _own_ids(sync)
    for wide in sorted(sync.names):
        if wide.laptop in own and _narrower(wide, sync.names):
            sync.state.merged.setdefault(wide.text, sync.now)
    for text, since in list(sync.state.merged.items()):
        wide_or_none = runs.parse_name(text)
        if wide_or_none is None or (wide_or_none not in sync.names and wide_or_none not in sync.copies.names):
            del sync.state.merged[text]
        elif wide_or_none in sync.names and not 0 <= sync.now - since < KEEP_SECONDS:
            _drop_inside(sync, wide_or_none)


def _narrower(wide: RunName, names: set[RunName]) -> list[RunName]:
    return [
        one
        for one in names
        if one.laptop == wide.laptop and one != wide and wide.first <= one.first and one.last <= wide.last
    ]


def _drop_inside(sync: Round, wide: RunName) -> None:
    try:
        run = sync.read(wide)
    except BadRun as problem:
        sync.note_rotten(wide, problem)
        return
    except (NewerRun, OtherNotebook, Vanished):
        return
    read_back = Holding()
    read_back.add(run.changes)
    removed = [sync.remove(name.text) for name in inside(wide, sync.names, read_back)]
    if all(removed):
        del sync.state.merged[wide.text]


def _take_over(sync: Round) -> None:
    """Where somebody merged files that are here too, makes the merged one here, without reading it from there."""
    for wide in sorted(sync.names - sync.copies.names):
        if len(_narrower(wide, sync.copies.names)) > 1 and (raw := _as_here(sync, wide)) is not None:
            sync.copies.keep(wide, raw)
            sync.copies.drop_inside(wide)


def _as_here(sync: Round, wide: RunName) -> bytes | None:
    """The bytes of a file there, made from lines that are here; None where they make another."""
    chain = sync.copies.holding(wide.laptop, wide).chain(wide)
    if chain is None:
        return None
    lines: dict[int, bytes] = {}
    last = ""
    for run in sync.copies.runs_of(wide.laptop):
        for number, change in run.changes.items():
            if change["sum"] in chain:
                lines[number] = run.lines[number]
                last = change["sum"] if number == wide.last else last
    name, raw = runs.make(Header(sync.laptop.notebook, wide.laptop), lines, last)
    return raw if name == wide else None
