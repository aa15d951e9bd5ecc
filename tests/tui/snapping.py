"""Snapshots of every place as text that can be read in a diff: what stands there, and in which colors.

To record them anew, after having looked at what changed: ``python -m tests.tui.snapping``. A file has the screen, then
its styles (a letter each: color/ground in each theme), then which characters of which line have which, as ``12a 3b``.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from string import ascii_letters

from rich.style import Style

from cro_tui.demo.making import make
from tests.tui.gallery import NOW, SNAPPED, THEME_NAMES, Picture, walked
from tests.tui.walks import WALKS

FOLDER = Path(__file__).with_name("snapshots")
COMMAND = "python -m tests.tui.snapping"


_PATH = re.compile(r"(?<=Settings file)\s+[^│]*")
"""Where the settings lie is another place on each machine."""


def as_text(picture: Picture) -> str:
    """The snapshot of *picture*."""
    names: dict[tuple[str, ...], str] = {}
    lines = []
    for number in range(picture.size[1]):
        styles = zip(*(_of_characters(picture.themes[theme][number]) for theme in THEME_NAMES), strict=True)
        letters = [names.setdefault(style, ascii_letters[len(names)]) for style in styles]
        lines.append(" ".join(f"{len(list(same))}{letter}" for letter, same in groupby(letters)))
    told = [f"{letter}  {'  '.join(style)}" for style, letter in names.items()]
    where, number = [], 0
    for line, same in groupby(lines):
        last = number + len(list(same)) - 1
        where.append(f"{number}: {line}" if last == number else f"{number}-{last}: {line}")
        number = last + 1
    screen = [_PATH.sub(lambda found: "(a path)".ljust(len(found[0])), line).rstrip() for line in picture.lines]
    return "\n".join([*screen, "", "-- " + "  ".join(THEME_NAMES), *told, "--", *where]) + "\n"


def _of_characters(line: tuple[tuple[str, Style], ...]) -> Iterator[str]:
    for text, style in line:
        name = _called(style)
        for _ in text:
            yield name


def _called(style: Style) -> str:
    """``#e4e4e4/#121212 bold``; ``-`` where nothing is drawn in a color."""
    colors = "/".join(
        color.triplet.hex if color is not None and color.triplet else "-" for color in (style.color, style.bgcolor)
    )
    more = [name for name in ("bold", "underline") if getattr(style, name)]
    return " ".join([colors, *more])


def file_of(picture: Picture) -> Path:
    """Where its snapshot lies."""
    return FOLDER / f"{picture.size[0]}x{picture.size[1]}" / f"{picture.place}.txt"


def record(walks: list[str]) -> list[str]:
    """Write the snapshots of *walks*; of all of them, and none besides, where none is named. What went wrong."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        home = Path(folder) / "larkmoor"
        make(home, NOW.date())
        looking = {name: pool.submit(walked, home, name) for name in walks or WALKS}
        for name, pictures in looking.items():
            try:
                _write(pictures.result())
            except AssertionError as problem:
                wrong.append(f"{name}: {problem}")
    places = {place.name for walk in WALKS.values() for place in walk}
    for path in FOLDER.rglob("*.txt"):
        if path.stem not in places:
            path.unlink()
    return wrong


def _write(pictures: list[Picture]) -> None:
    for picture in pictures:
        if picture.size not in SNAPPED:
            continue
        path = file_of(picture)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(picture), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit("\n".join(record(sys.argv[1:])) or 0)
