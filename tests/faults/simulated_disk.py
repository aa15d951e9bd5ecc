"""A disk with a cache before it: what is on it for good, what is still on the way, and what a power cut may leave.

Of a file that was not synced, each sector may be on the disk as it was after any of the writes, whatever became of the
others, and so may its size. Of a folder that was not synced, each new, moved or removed name may be on the disk or not.
A sync that failed has written nothing, and the next one of the same file does not write those pages either, unless
they were written again: so it is on Linux. Nothing is called back: the process always sees the cache.
"""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

PAGE = 4096
Chooser = Callable[[object, int], int]
"""(one thing that is on the way, how many states it can be in) -> which, 0 being what is on the disk for good."""
Tree = dict[str, bytes | None]
"""Path below the root -> what the file holds; None is a folder."""


class File:
    """One file. Its sectors and its size go to the disk each for itself."""

    def __init__(self, sector: int, raw: bytes = b"") -> None:
        self.sector = sector
        self.cache = bytearray(raw)
        self.durable = raw
        self.states: dict[int, list[bytes]] = {}
        """Sector -> what it may hold on the disk, oldest first, of those that were written since they were synced."""
        self.sizes = [len(raw)]
        self.lost: set[int] = set()
        """Pages that a sync could not write and that no later sync will."""

    def write(self, offset: int, piece: bytes) -> None:
        """The process wrote *piece*."""
        if not piece:
            return
        end = offset + len(piece)
        if end > len(self.cache):
            self.cache.extend(bytes(end - len(self.cache)))
            self.sizes.append(end)
        self.cache[offset:end] = piece
        self.lost -= set(range(offset // PAGE, (end - 1) // PAGE + 1))
        self._note(range(offset // self.sector, (end - 1) // self.sector + 1))

    def empty(self) -> None:
        """The process opened it anew."""
        held = range(-(-len(self.cache) // self.sector))
        self.cache.clear()
        self.sizes.append(0)
        self._note(held)

    def _note(self, sectors: range) -> None:
        for index in sectors:
            at = slice(index * self.sector, (index + 1) * self.sector)
            self.states.setdefault(index, [self.durable[at]]).append(bytes(self.cache[at]))

    def sync(self) -> None:
        """All that can be written is on the disk for good."""
        kept = {index: states for index, states in self.states.items() if index * self.sector // PAGE in self.lost}
        durable = bytearray(self.cache)
        for index, states in kept.items():
            old = states[0].ljust(self.sector, b"\0")[: max(0, len(durable) - index * self.sector)]
            durable[index * self.sector : index * self.sector + len(old)] = old
        self.durable, self.states, self.sizes = bytes(durable), kept, [len(durable)]

    def fail_to_sync(self) -> None:
        """The disk refused; the pages count as written all the same."""
        self.lost |= {index * self.sector // PAGE for index in self.states}

    def units(self) -> Iterator[tuple[object, int]]:
        """What may or may not be on the disk: (which, in how many states)."""
        if len(self.sizes) > 1:
            yield (id(self), "size"), len(self.sizes)
        for index, states in self.states.items():
            yield (id(self), index), len(states)

    def after_cut(self, choose: Chooser) -> bytes:
        """What is on the disk after the power was cut."""
        size = self.sizes[choose((id(self), "size"), len(self.sizes))] if len(self.sizes) > 1 else self.sizes[0]
        left = bytearray(self.durable[:size].ljust(size, b"\0"))
        for index, states in self.states.items():
            start = index * self.sector
            if start < size:
                piece = states[choose((id(self), index), len(states))].ljust(self.sector, b"\0")
                left[start : start + self.sector] = piece[: size - start]
        return bytes(left)


class Folder:
    """One folder. Names that were given, moved or taken away since it was synced are each on the disk or not."""

    def __init__(self) -> None:
        self.names: dict[str, Node] = {}
        self.durable: dict[str, Node] = {}
        self.moves: list[tuple[str, str, Node | None]] = []
        """(the name taken away or nothing, the name given or nothing, to what), in order."""

    def give(self, name: str, node: Node) -> None:
        """A new file or folder."""
        self.names[name] = node
        self.moves.append(("", name, node))

    def rename(self, old: str, new: str) -> None:
        """Both names at once."""
        node = self.names[new] = self.names.pop(old)
        self.moves.append((old, new, node))

    def take(self, name: str) -> None:
        """A name is gone."""
        del self.names[name]
        self.moves.append((name, "", None))

    def sync(self) -> None:
        """All names are on the disk for good."""
        self.durable = dict(self.names)
        self.moves.clear()

    def fail_to_sync(self) -> None:
        """The disk refused: the names stay on the way."""

    def after_cut(self, choose: Chooser) -> dict[str, Node]:
        """The names on the disk after the power was cut."""
        left = dict(self.durable)
        for index, (old, new, node) in enumerate(self.moves):
            if choose((id(self), index), 2):
                left.pop(old, None)
                if node is not None:
                    left[new] = node
        return left

    def nodes(self) -> list[Node]:
        """Everything that may be found in it after a power cut."""
        moved = [node for *_, node in self.moves if node is not None]
        return list({id(node): node for node in [*self.durable.values(), *self.names.values(), *moved]}.values())


Node = File | Folder


class Disk:
    """The whole of it, from one folder down."""

    def __init__(self, root: Path, sector: int = 512) -> None:
        self.root = root
        self.sector = sector
        self.top = self._as_found(root)

    def _as_found(self, folder: Path) -> Folder:
        """What lies there already is on the disk for good."""
        made = Folder()
        for path in (folder / name for name in os.listdir(folder)):  # noqa: PTH208 - the one that is simulated
            made.names[path.name] = self._as_found(path) if path.is_dir() else File(self.sector, path.read_bytes())
        made.durable = dict(made.names)
        return made

    def find(self, path: str) -> Node | None:
        """The file or folder at *path* as the process sees it."""
        node: Node = self.top
        for name in Path(path).relative_to(self.root).parts:
            if not isinstance(node, Folder) or name not in node.names:
                return None
            node = node.names[name]
        return node

    def folder_of(self, path: str) -> Folder:
        """The folder in which *path* lies."""
        found = self.find(str(Path(path).parent))
        assert isinstance(found, Folder), path
        return found

    def seen(self) -> Tree:
        """What the process sees, and what is left when it dies and the machine goes on."""
        return self._tree(lambda folder: folder.names, lambda file: bytes(file.cache))

    def after_cut(self, choose: Chooser) -> Tree:
        """What a power cut leaves."""
        return self._tree(lambda folder: folder.after_cut(choose), lambda file: file.after_cut(choose))

    def _tree(self, names: Callable[[Folder], dict[str, Node]], held: Callable[[File], bytes]) -> Tree:
        tree: Tree = {}

        def go(folder: Folder, above: str) -> None:
            for name, node in sorted(names(folder).items()):
                if isinstance(node, Folder):
                    tree[above + name] = None
                    go(node, f"{above}{name}/")
                else:
                    tree[above + name] = held(node)

        go(self.top, "")
        return tree

    def units(self) -> list[tuple[object, int]]:
        """All that is on the way: (which, in how many states it can be)."""
        found: list[tuple[object, int]] = []
        left: list[Node] = [self.top]
        while left:
            node = left.pop()
            if isinstance(node, File):
                found += node.units()
            else:
                found += (((id(node), index), 2) for index in range(len(node.moves)))
                left += node.nodes()
        return found

    def cuts(self, chance: random.Random, most: int) -> Iterator[Tree]:
        """What a power cut may leave: every combination where those are at most *most*, else a sample of them.

        In the sample: nothing that was on the way, all of it, one thing alone, all but one, and any.
        """
        units = self.units()
        count = 1
        for _, states in units:
            count = min(count * states, most + 1)
        if count <= most:
            for picked in itertools.product(*(range(states) for _, states in units)):
                chosen = dict(zip((unit for unit, _ in units), picked, strict=True))
                yield self.after_cut(lambda unit, _states, chosen=chosen: chosen[unit])
            return
        yield self.after_cut(lambda _unit, _states: 0)
        if most > 1:
            yield self.after_cut(lambda _unit, states: states - 1)
        for index in range(2, most):
            one = chance.choice(units)[0]
            if index % 3 == 0:
                yield self.after_cut(lambda unit, states, one=one: states - 1 if unit == one else 0)
            elif index % 3 == 1:
                yield self.after_cut(lambda unit, states, one=one: 0 if unit == one else states - 1)
            else:
                share = chance.random()
                yield self.after_cut(
                    lambda _unit, states, share=share: chance.randrange(states) if chance.random() < share else 0
                )


def put(tree: Tree, folder: Path) -> None:
    """Makes *tree* real in an empty *folder*."""
    for path, raw in tree.items():
        if raw is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(raw)


def cut_short(tree: Tree, path: str, offset: int, piece: bytes) -> Tree:
    """The tree as a process leaves it that died when only *piece* of its write had been done."""
    raw = bytearray(tree[path] or b"")
    if len(raw) < offset + len(piece):
        raw.extend(bytes(offset + len(piece) - len(raw)))
    raw[offset : offset + len(piece)] = piece
    return {**tree, path: bytes(raw)}
