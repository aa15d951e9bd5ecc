"""The top line, the one place where the eye finds the state: whose notebook, quarter, saved or not, share, conflicts.

A sentence that is longer than the line goes on below it, so that it can be read to its end. Knows no notebook: a
`Status` is given to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from cro_tui.tui.show import fit, one_line

LINES = 3
"""So many lines a sentence may take; a longer one ends in …."""

Saving = Literal["", "saved", "NOT SAVED", "draft"]


class Status(NamedTuple):
    """What the top line says. Empty texts are left out."""

    owner: str = ""
    quarter: str = ""
    room: str = ""
    saving: Saving = ""
    share: str = ""
    """``in step``, ``3 waiting``, ``away``, ``conflict``; empty without a share."""
    conflicts: int = 0
    projector: bool = False
    notice: str = ""
    """What was just done, such as what an undo undid."""


class StatusStrip(Widget):
    """Room, owner and quarter at the left, what was just done, state at the right; long sentences go on below."""

    COMPONENT_CLASSES = {"status-strip--room", "status-strip--alarm", "status-strip--state", "status-strip--notice"}

    DEFAULT_CSS = """
    StatusStrip {
        dock: top;
        height: auto;
        background: $field;
        color: $quiet;
        & .status-strip--room {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        & .status-strip--state {
            color: $foreground;
        }
        & .status-strip--notice {
            color: $foreground;
            text-style: bold;
        }
        & .status-strip--alarm {
            color: $alarm;
            text-style: $alarm-text-style;
        }
    }
    """

    def __init__(self, status: Status | None = None) -> None:
        super().__init__()
        self._status = status or Status()

    @property
    def status(self) -> Status:
        """What is shown."""
        return self._status

    def show(self, status: Status) -> None:
        """Show *status*."""
        if status != self._status:
            self._status = status
            self.refresh(layout=len(self._notice_lines(self.size.width)) != self.size.height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, and what a long sentence needs besides."""
        return len(self._notice_lines(width))

    def _right(self) -> list[tuple[str, bool]]:
        """The states with whether each is alarming, the most important last."""
        s = self._status
        states = [
            (f"share {s.share}", s.share == "conflict") if s.share else None,
            (f"{s.conflicts} conflict{'s' if s.conflicts > 1 else ''}", True) if s.conflicts else None,
            (s.saving, s.saving == "NOT SAVED") if s.saving else None,
            ("PROJECTOR", True) if s.projector else None,
        ]
        return [state for state in states if state]

    def render_line(self, y: int) -> Strip:
        """The line, or one of those on which its sentence goes on. When it gets narrow the owner is cut first, the
        state never."""
        ground = self.rich_style
        width = self.size.width
        if y > 0:
            lines = self._notice_lines(width)
            text = lines[y] if y < len(lines) else ""
            style = self.get_component_rich_style("status-strip--notice")
            return Strip([Segment(fit(f" {text}", width), style)], width)
        room_style = self.get_component_rich_style("status-strip--room")
        right: list[Segment] = []
        for text, alarming in self._right():
            name = "status-strip--alarm" if alarming else "status-strip--state"
            right += [Segment(f" {text} ", self.get_component_rich_style(name))]
        middle = self._middle(self._between(width), ground, self._notice_lines(width)[0])
        return Strip([Segment(self._room(width), room_style), *middle, *right]).adjust_cell_length(width, ground)

    def _room(self, width: int) -> str:
        room = self._status.room
        return fit(f" {room} ", min(cell_len(room) + 2, max(0, width - self._state_cells()))) if room else ""

    def _state_cells(self) -> int:
        return sum(cell_len(text) + 2 for text, _ in self._right())

    def _between(self, width: int) -> int:
        """The cells between the room and the state."""
        return max(0, width - self._state_cells() - cell_len(self._room(width)))

    def _notice_lines(self, width: int) -> list[str]:
        """What was just done, as it stands on the lines; one empty line where there is nothing to say."""
        notice = one_line(self._status.notice)
        room = self._between(width) - 2
        if cell_len(notice) <= room or width < 20:
            return [notice]
        return _wrapped(notice, max(room, 0), width - 2)

    def _middle(self, cells: int, ground: Style, said: str) -> list[Segment]:
        s = self._status
        who = " · ".join(one_line(part) for part in (s.owner, s.quarter) if part)
        if not s.notice:
            return [Segment(fit(f" {who}", cells), ground)]
        notice_style = self.get_component_rich_style("status-strip--notice")
        notice = f" {said}"
        spare = cells - cell_len(notice)
        if said != one_line(s.notice) or spare < cell_len(who) + 3:
            return [Segment(fit(notice, cells), notice_style)]
        before = f" {who} ·" if who else ""
        return [Segment(before, ground), Segment(fit(notice, cells - cell_len(before)), notice_style)]


def _wrapped(text: str, first: int, others: int) -> list[str]:
    """*text* in lines of words, *first* cells wide the first and *others* the rest, `LINES` at most."""
    lines = [""]
    for word in _short_words(text, others):
        width = first if len(lines) == 1 else others
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= width:
            lines[-1] = longer
        elif len(lines) < LINES:
            lines.append(word)
        else:
            lines[-1] = fit(longer, others).rstrip()
            break
    return lines


def _short_words(text: str, cells: int) -> Iterator[str]:
    """The words of *text*; what is longer than a line, such as where a file lies, in pieces."""
    for word in text.split():
        yield from (word[start : start + cells] for start in range(0, len(word), cells))
