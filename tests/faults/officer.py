"""An officer at work who remembers what the program said, and holds a home against it.

What was acknowledged must be there, what was reported as failed must not be (or be there whole, as saved), and nothing
may be there by halves. Only the save in flight is excused. The values are folded here once more, apart from the store.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from cro_tui import settings as settings_file
from cro_tui.model.concern import Concern
from cro_tui.settings import Officer as Name
from cro_tui.settings import Settings, SettingsProblem
from cro_tui.store import changefile, check, files
from cro_tui.store import laptop as laptops
from cro_tui.store.drafts import Draft, Drafts
from cro_tui.store.errors import CannotUndo, NotSaved, StoreProblem
from cro_tui.store.notebook import Edit, Notebook, Saved
from tests.faults.remembered import Save, Typed, demand
from tests.store.notebooks import Clock

KNOWN_GAP = "missing before change"


def stock_rows(path: Path) -> dict[int, Any]:
    """The changes of a file by number, as stock TinyDB reads them."""
    with TinyDB(path, access_mode="r") as stock:
        return {row.doc_id: row for row in stock.table("changes").all()}


class Desk:
    """Works in one home with one notebook or two, and remembers."""

    def __init__(self, home: Path, seed: int = 1) -> None:
        self.home = home
        self.clock = Clock()
        self.chance = random.Random(seed)
        self.notebooks: dict[int, Notebook] = {}
        self.saves: list[Save] = []
        self.drafts: dict[str, Typed] = {}
        self.names: list[str] = [""]
        """What the officer's name may be in the settings: that which was acknowledged last, and later ones."""
        self.done: list[Saved] = []
        self.told = 0
        """Grows whenever the program says something: what may be on the disk is another then."""
        self.excused = False
        """A file could not be read for a while: its numbers were passed over, and a gap stays."""
        self.heard: Callable[[], None] = lambda: None
        """Called when the program has said that something is on the disk."""

    # What the officer does

    def at(self, which: int = 0) -> Notebook:
        """The notebook, opened when first used."""
        if which not in self.notebooks:
            self.notebooks[which] = self.opened(self.home)
        return self.notebooks[which]

    def opened(self, home: Path) -> Notebook:
        """The whole notebook of *home*."""
        asks = self.chance.randbytes
        return Notebook.open(home, Settings(officer=Name("Jane Doe", "1187")), clock=self.clock, entropy=asks)

    def copy(self, home: Path) -> Desk:
        """Another that remembers the same, in another home, with no window open."""
        other = Desk(home)
        for name in ("clock", "chance", "saves", "drafts", "names", "done", "told"):
            setattr(other, name, copy.deepcopy(getattr(self, name)))
        return other

    def leave(self) -> None:
        """All windows are closed."""
        self.notebooks.clear()

    def new(self, *lengths: int, which: int = 0, draft: str = "") -> Saved | None:
        """Saves new records with texts of those lengths, all in one save."""

        def edits(notebook: Notebook) -> list[Edit]:
            return [
                Edit(notebook.new_id(), "concern", {"narrative": self.text(length)}, numbered=True)
                for length in lengths or (40,)
            ]

        return self.save(edits, which, draft)

    def edit(self, *places: int, which: int = 0, **values: str) -> Saved | None:
        """Writes over fields of the concerns at those *places*, all in one save."""

        def edits(notebook: Notebook) -> list[Edit]:
            concerns = notebook.all(Concern)
            return [
                Edit(one.id, one.KIND, {"place": self.text(30), **values}, one)
                for one in (concerns[place] for place in places or (0,) if place < len(concerns))
            ]

        return self.save(edits, which)

    def undo(self, which: int = 0) -> Saved | None:
        """Takes back the last save, if it can be."""

        def edits(notebook: Notebook) -> list[Edit]:
            try:
                return notebook.undoing(self.done[-1]) if self.done else []
            except CannotUndo:
                return []

        return self.save(edits, which)

    def text(self, length: int) -> str:
        """A text that is found nowhere else."""
        return f"{self.chance.getrandbits(64):016x} ".ljust(length, "x")

    def save(self, make: Callable[[Notebook], Sequence[Edit]], which: int = 0, draft: str = "") -> Saved | None:
        """One save; what it said is remembered, and where it failed, memory must be as it was."""
        try:
            notebook = self.at(which)
            edits = make(notebook)
        except (StoreProblem, OSError):
            return None
        if not edits:
            return None
        save = Save(draft or f"s{len(self.saves)}", {edit.id: dict(edit.set) for edit in edits})
        self.saves.append(save)
        self.told += 1
        try:
            saved = notebook.save(edits, draft=save.name)
        except NotSaved as problem:
            demand(str(problem).startswith("NOT SAVED"), problem)
            save.how = "failed"
            self.told += 1
            demand(not notebook.became_record(save.name), f"{save.name} failed and is in memory")
            self.hold_memory(notebook)
            return None
        except StoreProblem:
            save.how = "failed"
            self.told += 1
            return None
        for record_id in saved.ids:
            if save.values[record_id].get("narrative"):
                record = notebook.get(record_id)
                demand(record, f"{save.name} is not in memory")
                save.values[record_id] = {**save.values[record_id], "number": record.values.get("number")}
        save.how, save.sum = "saved", saved.sum
        self._settle(notebook)
        self.told += 1
        self.done.append(saved)
        self.hold_memory(notebook)
        self.heard()
        return saved

    def _settle(self, notebook: Notebook) -> None:
        """After a save was acknowledged, those before it that were unsure stay what the notebook shows."""
        if notebook.notices:
            return
        for earlier in self.saves:
            if earlier.how != "saved":
                if notebook.became_record(earlier.name):
                    earlier.how = "saved"
                else:
                    earlier.gone = True

    def new_draft(self) -> str:
        """The name of a draft to come."""
        return f"d-{self.chance.getrandbits(40):x}"

    def keep(self, draft: str, text: str) -> None:
        """The text of a draft as it is typed."""
        typed = self.drafts.setdefault(draft, Typed())
        typed.texts.append(text)
        typed.dropped = False
        self.told += 1
        try:
            Drafts(self.home).keep(Draft(draft, "capture", fields={"line": text}, at=str(self.told)))
        except OSError:
            return
        typed.texts, typed.kept = [text], True
        self.told += 1
        self.heard()

    def drop(self, draft: str) -> None:
        """The draft is saved or thrown away."""
        self.drafts.setdefault(draft, Typed()).dropped = True
        self.told += 1
        Drafts(self.home).drop(draft)

    def name(self, name: str) -> None:
        """Writes the officer's name into the settings."""
        self.names.append(name)
        self.told += 1
        try:
            settings_file.save(self.home, {"officer": {"name": name}})
        except SettingsProblem:
            return
        self.names = [name]
        self.told += 1
        self.heard()

    def repair(self) -> None:
        """Has the files set right."""
        try:
            check.repair(self.home)
        except StoreProblem:
            return

    def list_drafts(self, which: int = 0) -> None:
        """Looks at the drafts, as at every opening; those that were saved are removed."""
        try:
            Drafts(self.home).all(self.at(which))
        except StoreProblem:
            return

    def look(self, which: int = 0) -> None:
        """What another window saved is folded in."""
        try:
            self.at(which).poll()
        except StoreProblem:
            return

    # What must hold

    def expected(self, notebook: Notebook) -> dict[str, dict[str, Any]]:
        """The records that the saves make which are in *notebook*."""
        records: dict[str, dict[str, Any]] = {}
        for save in self.saves:
            if notebook.became_record(save.name):
                for record_id, values in save.values.items():
                    records.setdefault(record_id, {}).update(values)
        return records

    def hold_values(self, notebook: Notebook) -> None:
        """Each save is in it whole or not at all."""
        told = {
            record.id: {k: v for k, v in record.values.items() if v is not None} for record in notebook.everything()
        }
        unsure = {record_id for save in self.saves if not save.sum for record_id in save.values}
        for record_id, values in self.expected(notebook).items():
            demand(record_id in told, f"record {record_id} is missing")
            wanted = {key: value for key, value in values.items() if value is not None}
            found = dict(told.pop(record_id))
            if record_id in unsure and "number" not in wanted:
                found.pop("number", None)
            demand(found == wanted, f"record {record_id} is {found}, not {wanted}"[:600])
        demand(not told, f"nobody saved {list(told)}")

    def hold_memory(self, notebook: Notebook) -> None:
        """The notebook that is open shows whole saves only."""
        if not notebook.notices:
            self.hold_values(notebook)

    def hold(self, home: Path) -> Notebook:
        """Opens *home* as it was left and holds it against what the program said."""
        notebook = self.opened(home)
        for save in self.saves:
            there = notebook.became_record(save.name)
            demand(there or save.how != "saved", f"{save.name} was acknowledged and is not there")
            demand(not there or not save.gone, f"{save.name} was reported as failed and came back")
        self.hold_values(notebook)
        demand(notebook.verify() == 0, "a sum does not verify")
        self._hold_numbers(notebook)
        self._hold_drafts(home, notebook)
        self._hold_settings(home)
        self._hold_files(home, notebook)
        return notebook

    def _hold_numbers(self, notebook: Notebook) -> None:
        numbers = [one.number for one in notebook.all(Concern, voided=True)]
        demand(len(set(numbers)) == len(numbers) or self.excused, f"numbers given twice: {numbers}")

    def _hold_drafts(self, home: Path, notebook: Notebook) -> None:
        found = {draft.id: draft.fields.get("line") for draft in Drafts(home).all(notebook)}
        for name, typed in self.drafts.items():
            if notebook.became_record(name):
                demand(name not in found, f"draft {name} is shown beside its record")
            elif typed.kept and not typed.dropped:
                demand(name in found, f"draft {name} is lost")
            if name in found:
                demand(found[name] in typed.texts, f"draft {name} says {found[name]}, not {typed.texts}"[:300])

    def _hold_settings(self, home: Path) -> None:
        read = settings_file.load(home)
        demand(not read.notices, read.notices)
        demand(read.officer.name in self.names, f"the settings say {read.officer.name!r}, not {self.names}")

    def _hold_files(self, home: Path, notebook: Notebook) -> None:
        """`check` finds nothing, and stock TinyDB opens every file and counts the same saves."""
        left = self._left_damaged(home)
        for finding in check.check_files(home):
            excused = self.excused and (KNOWN_GAP in finding.what or finding.where in left)
            demand(excused or not finding.wrong, finding)
        counted: set[str] = set()
        firsts: dict[str, int] = {}
        for name in reversed(files.data_files(home / "data")):
            path = home / "data" / name.text
            rows = changefile.parse(path.read_bytes()).changes if name.text in left else stock_rows(path)
            beyond = firsts.get(name.laptop)
            counted |= {row["sum"] for number, row in rows.items() if beyond is None or number < beyond}
            if rows:
                firsts[name.laptop] = min(rows)
        demand(len(counted) == notebook.changes(), f"TinyDB counts {len(counted)} saves, not {notebook.changes()}")
        missing = {save.sum for save in self.saves if save.sum} - counted
        demand(not missing, f"TinyDB does not find {missing}")
        demand(not counted or laptops.read(home), "laptop.json is lost")

    def _left_damaged(self, home: Path) -> set[str]:
        """Files that were damaged and then could not be read for a while: the id was given up that might mend them."""
        laptop = laptops.read(home)
        return {
            name.text
            for name in files.data_files(home / "data")
            if self.excused and laptop and name.laptop != laptop.id
        }

    def hold_going_on(self, home: Path, notebook: Notebook) -> None:
        """A home that was opened can be saved in, and shows the same when it is opened again."""
        made = notebook.save([Edit(notebook.new_id(), "concern", {"narrative": "the next"}, numbered=True)])
        again = self.opened(home)
        demand(again.get(made.ids[0]), "what was saved next is not there")
        before = {one.id: json.dumps(one.plain(), sort_keys=True) for one in notebook.everything()}
        after = {one.id: json.dumps(one.plain(), sort_keys=True) for one in again.everything()}
        demand(before == after, "opened again, it shows something else")
