"""The notebook: all records of a home, read at opening, saved one change at a time, kept up with other processes.

The only door to the store. Knows the model; knows nothing of screens, documents or what the officer is doing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cro_tui.model.ids import make_id
from cro_tui.store.canonical import Change
from cro_tui.store.edits import Edit, Saved, undoing, written
from cro_tui.store.errors import NotSaved, StoreProblem
from cro_tui.store.journal import Journal
from cro_tui.store.opened import Opened, local_now
from cro_tui.store.reading import HistoryLine

__all__ = ["Edit", "HistoryLine", "Notebook", "Saved", "local_now"]


class Notebook(Opened):
    """Saves one change at a time, and gives back what takes one save back.

    One thread at a time writes, holding `_writing`, then the home's lock.
    """

    _last_id = 0

    def new_id(self) -> str:
        """An id for a record or a line, greater than any that this notebook gave before."""
        milliseconds = max(0, int(self.clock().timestamp() * 1000))
        with self._memory:
            if self._last_id and milliseconds <= self._last_id >> 80:
                self._last_id += 1
            else:
                self._last_id = milliseconds << 80 | int.from_bytes(self._entropy(10), "big") >> 1
            return make_id(self._last_id >> 80, (self._last_id & (1 << 80) - 1).to_bytes(10, "big"))

    def save(self, edits: Sequence[Edit], *, draft: str = "") -> Saved:
        """Puts all *edits* on the disk as one change, or none of them; raises `NotSaved`.

        Once it returns, the change outlives the process and the power. *draft* names the draft that it settles.
        Editing an old record waits until everything is folded.
        """
        if not edits:
            raise StoreProblem("nothing to save")
        if not self._whole and any(edit.base is not None for edit in edits):
            self.load_rest()
        with self._writing:
            journal = self._join()
            try:
                with self._lock:
                    self._note_unseen(self._fold_in(journal, locked=True))
                    return self._append(self._for_certain_mine(journal), edits, draft)
            except TimeoutError:
                raise NotSaved(f"NOT SAVED: another window has held {self.home / 'lock'} for too long") from None
            except OSError as problem:
                raise NotSaved(f"NOT SAVED: {problem.strerror or problem} ({self.home})") from problem

    def _append(self, journal: Journal, edits: Sequence[Edit], draft: str) -> Saved:
        now = self.clock()
        quarter = f"{now.year:04d}-Q{(now.month + 2) // 3}"
        numbers = self._numbers.to_come(journal, journal.quarter_of_save(quarter), self.settings.officer.name)
        recs = written(edits, numbers)
        change: Change = {
            "at": now.isoformat(timespec="seconds"),
            "by": self.settings.officer.signature,
            "salt": self._entropy(16).hex(),
            "recs": recs,
        }
        if draft:
            change["draft"] = draft
        records = self._fold.records
        made = frozenset(record_id for record_id in recs if record_id not in records)
        before = {record_id: self._standing(record_id, rec["set"]) for record_id, rec in recs.items()}
        number = journal.append(change, quarter)
        self._fold_one(journal, number, change)
        return Saved(change["sum"], number, tuple(recs), made, before)

    def _standing(self, record_id: str, keys: Iterable[str]) -> dict[str, Any]:
        folded = self._fold.records.get(record_id)
        return {key: folded.values.get(key) if folded else None for key in keys}

    def make_last(self) -> bool:
        """Has the last save put on the disk, which a process may have left unsynced that died; whether it is there."""
        with self._writing:
            try:
                if self._journal:
                    self._journal.make_last()
            except OSError:
                return False
            return True

    def undoing(self, saved: Saved) -> list[Edit]:
        """The edits that take one save back; raises `CannotUndo` where somebody wrote over it since."""
        return undoing(saved, self.get)
