"""Two records that may be one, side by side with what hangs on each: choose field by field, merge, or keep them apart.

Knows the room that asks; merging is the actions' business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual import on
from textual.widget import Widget

from cro_tui.actions.base import Done
from cro_tui.actions.merging import Compared, compared, keep_apart, merge
from cro_tui.model.concern import Concern
from cro_tui.model.record import Record
from cro_tui.report.ties import Ties
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.days import plain_day
from cro_tui.tui.masked import MASK, label_of
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.show import harmless
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row
from cro_tui.tui.widgets.side_by_side import SideBySide
from cro_tui.tui.widgets.unbroken import Hint

TAKEN = "●"
_FACT = "fact "
_TALLEST = 11


@dataclass(frozen=True)
class Decided:
    """What the officer decided on two records."""

    keep: Record
    other: Record
    take: tuple[str, ...] = ()
    """The fields in which the other's value holds."""
    apart: bool = False
    """They are two."""


def ask_merge(
    room: Room, one: Record, other: Record, ties: Ties | None, after: Callable[[Done | None], object]
) -> None:
    """Shows both, and does what is decided; *after* gets what was done."""
    if type(one) is not type(other) or one.id == other.id:
        room.cro.say(notice="A person and an organization can't be one: mark two people or two organizations")
        return

    def decided(answer: Decided | None) -> None:
        if answer is None:
            return
        if answer.apart:
            after(room.attempt(lambda notebook: keep_apart(notebook, answer.keep, answer.other)))
        else:
            after(room.attempt(lambda notebook: merge(notebook, answer.keep, answer.other, answer.take)))

    today = room.cro.desk.notebook.clock().date()

    def facts(record: Record) -> dict[str, str]:
        if ties is None:
            return {}
        concerns = sum(1 for found in ties.naming(Concern, record.id) if not found.is_voided)
        last = ties.last_met(record.id, today)
        return {
            "Concerns": str(concerns),
            "Last contact": plain_day(last, today) if last else "never",
            "Entered": f"{plain_day(record.created.at[:10], today)} {record.created.by}".strip(),
        }

    def called(record_id: str) -> str:
        found = room.cro.desk.notebook.get(record_id)
        return "" if found is None else label_of(found, room.cro.desk.notebook)

    room.cro.push_screen(Merge(one, other, facts, called), decided)


class Fields(RowList):
    """The fields of both."""

    PLACES = ("merge list", LIST)
    BINDINGS = bindings("merge list")

    def action_mark(self) -> None:
        """Space takes the other value, as enter does."""
        self.action_open()


class Merge(Dialog[Decided]):
    """Gives what was decided, None where it was left."""

    def __init__(
        self, one: Record, other: Record, facts: Callable[[Record], dict[str, str]], called: Callable[[str], str]
    ) -> None:
        """*facts* are what hangs on a record, by label; *called* says what the record with an id is called."""
        super().__init__("Entered twice? One of the two is kept, the other leads to it")
        self._two = [one, other]
        self._facts = facts
        self._called = called
        self._take: set[str] = set()
        self._bare = False
        self._compared: dict[str, Compared] = {}
        self._list = Fields(self._columns(), id="fields")
        self._both = SideBySide()

    def asked(self) -> Iterable[Widget]:
        """The fields, the one under the cursor in full, and how to decide."""
        yield self._list
        yield self._both
        hint = "enter: take the other’s   s: keep the other   u: merge   x: not the same   m: unmask   esc: leave both"
        yield Hint(hint)

    def on_mount(self) -> None:
        """Show both, with the cursor on the first field that is to be chosen."""
        self._show()
        differs = next((name for name, one in self._compared.items() if one.how == "choose"), "")
        self._list.go_to(differs)
        self._list.focus()

    @staticmethod
    def _columns() -> tuple[Column, ...]:
        return (
            Column("", cells=16),
            Column("● is kept"),
            Column("  leads to it"),
            Column("", cells=8),
        )

    def _show(self) -> None:
        keep, other = self._two
        self._compared = {one.name: one for one in compared(keep, other, self._called)}
        facts = [f"{_FACT}{label}" for label in self._facts(keep)]
        keys = [*facts, *self._compared]
        self._list.styles.height = min(_TALLEST, len(keys) + 1)
        self._list.show_keys(keys, self._row)
        self._show_field(self._list.cursor_key)

    def _row(self, key: str) -> Row:
        keep, other = self._two
        if key.startswith(_FACT):
            label = key.removeprefix(_FACT)
            return Row((label, f"  {self._facts(keep)[label]}", f"  {self._facts(other)[label]}", ""), tone="quiet")
        one = self._compared[key]
        mine, theirs = self._text(keep, one.kept), self._text(other, one.other)
        taken = key in self._take
        if one.how == "choose":
            marks = ("  ", f"{TAKEN} ") if taken else (f"{TAKEN} ", "  ")
        elif one.how == "filled":
            marks = (f"{TAKEN} ", "  ") if one.kept else ("  ", f"{TAKEN} ")
        else:
            marks = (f"{TAKEN} ", f"{TAKEN} " if one.how == "both" else "  ")
        tone = "heading" if one.how == "choose" else ""
        return Row((one.label, marks[0] + mine, marks[1] + theirs, one.how), tone=tone)

    def _text(self, record: Record, text: str) -> str:
        line = " ".join(text.split())
        return MASK if line and record.restricted and not self._bare else line

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        self._show_field(event.key)

    def _show_field(self, key: str | None) -> None:
        one = self._compared.get(key or "")
        keep, other = self._two
        self._both.display = one is not None
        if one is None:
            return
        texts = [text if self._bare or not who.restricted or not text else MASK
                 for who, text in ((keep, one.kept), (other, one.other))]  # fmt: skip
        self._both.show((harmless(one.label), ""), [text or "(nothing)" for text in texts])

    @on(RowList.Opened)
    def _chosen(self, event: RowList.Opened) -> None:
        event.stop()
        one = self._compared.get(event.key)
        if one is not None and one.how == "choose":
            self._take ^= {event.key}
            self._list.put(event.key)

    def action_swap(self) -> None:
        """Keep the other; what was taken is chosen anew."""
        self._two.reverse()
        self._take.clear()
        self._show()

    def action_mask(self) -> None:
        """Show what is restricted, or mask it again."""
        self._bare = not self._bare
        self._show()

    def action_merge(self) -> None:
        """Make one of the two."""
        self.dismiss(Decided(self._two[0], self._two[1], tuple(self._take)))

    def action_apart(self) -> None:
        """They are two."""
        self.dismiss(Decided(self._two[0], self._two[1], apart=True))
