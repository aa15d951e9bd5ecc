"""Reads the scripts, the text files in which the town's stories are written.

A block is a line of cells between ``|`` and the indented lines under it. Lines that begin with ``#`` are remarks.
Knows nothing of what the cells mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

ANSWER = "=> "


@dataclass(frozen=True)
class Block:
    """One block: its cells, and the indented lines, stripped."""

    cells: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines that are no answer and no mark, as one text."""
        return " ".join(line for line in self.lines if not line.startswith((ANSWER, ">> ")))

    @property
    def answer(self) -> str:
        """What stands after ``=>``, or ``""``."""
        return next((line[len(ANSWER) :] for line in self.lines if line.startswith(ANSWER)), "")

    @property
    def head(self) -> list[str]:
        """The words of the first cell."""
        return self.cells[0].split()

    def options(self, first: int = 1) -> dict[str, str]:
        """The cells from *first* on as name -> rest of the cell (``""`` for a bare flag)."""
        named = (cell.partition(" ") for cell in self.cells[first:] if cell)
        return {name: rest.strip() for name, _, rest in named}

    def cell(self, index: int) -> str:
        """The cell at *index*, ``""`` where the line ends before it."""
        return self.cells[index] if index < len(self.cells) else ""


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of one line."""
    return tuple(cell.strip() for cell in line.split("|"))


def blocks(*names: str) -> Iterator[Block]:
    """The blocks of the scripts *names* (without ``.txt``), in order."""
    for name in names:
        text = (files("cro_tui.demo") / "scripts" / f"{name}.txt").read_text("utf-8")
        head: tuple[str, ...] | None = None
        lines: list[str] = []
        for line in text.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if line[0] == " ":
                lines.append(line.strip())
                continue
            if head is not None:
                yield Block(head, tuple(lines))
            head, lines = cells_of(line), []
        if head is not None:
            yield Block(head, tuple(lines))
