"""The top line, the one place where the eye finds the state: whose notebook, quarter, saved or not, share, conflicts.

Knows no notebook: a `Status` is given to it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from cro_tui.tui.show import fit, one_line

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
    """One line: room, owner and quarter at the left, what was just done, state at the right."""

    COMPONENT_CLASSES = {"status-strip--room", "status-strip--alarm", "status-strip--state", "status-strip--notice"}

    DEFAULT_CSS = """
    StatusStrip {
        dock: top;
        height: 1;
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
            self.refresh()

    def _right(self) -> list[tuple[str, bool]]:
        """The states with whether each is alarming, the most important last."""
        s = self._status
        states = [
            ("projector", False) if s.projector else None,
            (f"share {s.share}", s.share == "conflict") if s.share else None,
            (f"{s.conflicts} conflict{'s' if s.conflicts > 1 else ''}", True) if s.conflicts else None,
            (s.saving, s.saving == "NOT SAVED") if s.saving else None,
        ]
        return [state for state in states if state]

    def render_line(self, y: int) -> Strip:
        """The line. When it gets narrow the owner is cut first, the state never."""
        ground = self.rich_style
        room_style = self.get_component_rich_style("status-strip--room")
        s = self._status
        width = self.size.width
        right: list[Segment] = []
        for text, alarming in self._right():
            name = "status-strip--alarm" if alarming else "status-strip--state"
            right += [Segment(f" {text} ", self.get_component_rich_style(name))]
        used = sum(cell_len(segment.text) for segment in right)
        room = fit(f" {s.room} ", min(cell_len(s.room) + 2, max(0, width - used))) if s.room else ""
        left = max(0, width - used - cell_len(room))
        middle = self._middle(left, ground)
        return Strip([Segment(room, room_style), *middle, *right]).adjust_cell_length(width, ground)

    def _middle(self, cells: int, ground: Style) -> list[Segment]:
        s = self._status
        who = " · ".join(one_line(part) for part in (s.owner, s.quarter) if part)
        if not s.notice:
            return [Segment(fit(f" {who}", cells), ground)]
        notice = f" {one_line(s.notice)}"
        notice_style = self.get_component_rich_style("status-strip--notice")
        spare = cells - cell_len(notice)
        if spare < cell_len(who) + 3:
            return [Segment(fit(notice, cells), notice_style)]
        before = f" {who} ·" if who else ""
        return [Segment(before, ground), Segment(fit(notice, cells - cell_len(before)), notice_style)]
