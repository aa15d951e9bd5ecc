"""What must be on the disk after a fault, told from the reports of writers alone, and whether it is.

Every acknowledged save, whole; nothing that nobody saved; of a save in flight all or nothing, and what of it was found
once must stay, what was not must never come. The files are read by stock TinyDB, the records by the program.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from cro_tui.model.concern import Concern
from cro_tui.store.check import check_files
from cro_tui.store.drafts import Drafts
from cro_tui.store.notebook import Notebook

Recs = dict[str, dict[str, Any]]


def told(recs: Recs) -> str:
    """What a save writes, without the number that the store gives."""
    bare = {key: {name: value for name, value in values.items() if name != "number"} for key, values in recs.items()}
    return json.dumps(bare, sort_keys=True)


@dataclass
class Verdict:
    """What is wrong, each as a sentence."""

    lost: list[str] = field(default_factory=list)
    """Acknowledged saves (and drafts) that are not there as they were acknowledged."""
    wrong: list[str] = field(default_factory=list)
    """Anything else: records that nobody saved, saves come back, damage."""

    @property
    def clean(self) -> bool:
        return not self.lost and not self.wrong


@dataclass
class Expected:
    """One save that must be there."""

    recs: Recs
    sum: str = ""
    """As acknowledged; "" for one that was found without having been acknowledged."""


class Ledger:
    """What the writers of one home reported so far."""

    def __init__(self) -> None:
        self.acknowledged = 0
        self.refused = 0
        self.in_flight: list[Recs] = []
        """Neither acknowledged nor told to have failed for good: all or nothing of each."""
        self._expected: dict[str, Expected] = {}
        self._never: set[str] = set()
        self._drafts: dict[str, dict[str, str]] = {}
        self._drafts_in_flight: dict[str, dict[str, str]] = {}

    def read(self, log: Path, *, failed_excused: bool = True) -> None:
        """Takes over a writer's report. *failed_excused*: what was refused may be there, for the power failed."""
        open_save: Recs | None = None
        open_draft = ""
        for step in steps(log):
            if "trying" in step:
                open_save, open_draft = step["recs"], step["draft"]
            elif "saved" in step:
                assert open_save is not None
                self.acknowledged += 1
                self._expected[told(open_save)] = Expected(open_save, step["sum"])
                self._drafts.pop(open_draft, None)
                self._drafts_in_flight.pop(open_draft, None)
                open_save, open_draft = None, ""
            elif "refused" in step:
                assert open_save is not None
                self.refused += 1
                if failed_excused:
                    self.in_flight.append(open_save)
                else:
                    self._never.add(told(open_save))
                open_save = None
            elif "drafting" in step:
                self._drafts_in_flight[step["drafting"]] = step["fields"]
            elif "drafted" in step:
                self._drafts[step["drafted"]] = self._drafts_in_flight.pop(step["drafted"])
        if open_save is not None:
            self.in_flight.append(open_save)

    def judge(self, home: Path) -> Verdict:
        """Opens the home with the program, then each file with stock TinyDB, and compares."""
        verdict = Verdict()
        notebook = Notebook.open(home)
        found = dict(_stock(home, verdict))
        shown = set(_counting(found, notebook))
        for recs in self.in_flight:
            key = told(recs)
            if key in shown:
                self._expected[key] = Expected(recs)
            else:
                self._never.add(key)
        self.in_flight = []
        self._saves(found, shown, verdict)
        self._records(notebook, verdict)
        self._kept_drafts(home, notebook, verdict)
        verdict.wrong += (f"check: {one}" for one in check_files(home) if one.wrong)
        if notebook.verify():
            verdict.wrong.append("a change does not verify")
        return verdict

    def _saves(self, found: dict[str, str], shown: set[str], verdict: Verdict) -> None:
        for key, expected in self._expected.items():
            if key not in shown or (expected.sum and found[key] != expected.sum):
                verdict.lost.append(f"save {expected.sum or 'found earlier'}: {key[:90]}")
        verdict.wrong += (f"came back: {key[:90]}" for key in shown & self._never)
        strange = shown - self._never - self._expected.keys()
        verdict.wrong += (f"nobody saved {key[:90]}" for key in strange)

    def _records(self, notebook: Notebook, verdict: Verdict) -> None:
        wanted: Recs = {}
        for expected in self._expected.values():
            for record_id, values in expected.recs.items():
                wanted.setdefault(record_id, {}).update(values)
        for record_id, values in wanted.items():
            record = notebook.get(record_id)
            if record is None:
                verdict.wrong.append(f"record {record_id} is not shown")
                continue
            for name, value in values.items():
                if record.values.get(name) != value:
                    verdict.wrong.append(f"record {record_id}: {name} is {str(record.values.get(name))[:60]!r}")
            if record.conflicts:
                verdict.wrong.append(f"record {record_id} is in conflict")
        extra = {record.id for record in notebook.everything()} - wanted.keys()
        verdict.wrong += (f"record {record_id} was made by nobody" for record_id in extra)
        numbers = Counter(concern.number for concern in notebook.all(Concern))
        verdict.wrong += (f"number {number!r} stands {n} times" for number, n in numbers.items() if n > 1 or not number)

    def _kept_drafts(self, home: Path, notebook: Notebook, verdict: Verdict) -> None:
        kept = {draft.id: dict(draft.fields) for draft in Drafts(home).all(notebook)}
        for draft_id, fields in list(self._drafts.items()):
            if notebook.became_record(draft_id):
                del self._drafts[draft_id]
            elif kept.get(draft_id) != fields:
                verdict.lost.append(f"draft {draft_id}")
        for draft_id, fields in kept.items():
            mine = self._drafts.get(draft_id) or self._drafts_in_flight.get(draft_id)
            if mine is not None and fields != mine:
                verdict.wrong.append(f"draft {draft_id} is half")
        for draft_id in self._drafts_in_flight.keys() & kept.keys():
            self._drafts[draft_id] = kept[draft_id]
        self._drafts_in_flight = {}


def steps(log: Path) -> Iterator[dict[str, Any]]:
    """The whole lines of a writer's log."""
    for line in log.read_bytes().split(b"\n")[:-1]:
        yield json.loads(line)


def _stock(home: Path, verdict: Verdict) -> Iterable[tuple[str, str]]:
    """(what a change writes, its sum) of every change that stock TinyDB finds."""
    for path in sorted((home / "data").glob("*.json")):
        try:
            with TinyDB(path, access_mode="r") as database:
                documents = database.table("changes").all()
        except Exception as problem:
            verdict.wrong.append(f"stock TinyDB can't read {path.name}: {problem}")
            continue
        for change in documents:
            yield told({key: rec.get("set", {}) for key, rec in change["recs"].items()}), change["sum"]


def _counting(found: dict[str, str], notebook: Notebook) -> Iterator[str]:
    """Those of the changes found that the notebook counts: a save that failed may stand where later files begin."""
    if len(found) == notebook.changes():
        yield from found
        return
    sums: dict[str, set[str]] = {}
    for key, its_sum in found.items():
        first = next(iter(json.loads(key)))
        if first not in sums:
            sums[first] = {line.sum for line in notebook.history(first)}
        if its_sum in sums[first]:
            yield key
