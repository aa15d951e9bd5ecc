"""The whole program on a disk that fails at one call: an error, half of the bytes written, or the process dead.

The exit status and one line say what became of the save; what was acknowledged is there, what was refused is not and
does not come back, and the next call finds a whole notebook.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from cro_tui.store.notebook import Notebook
from tests.faults.calls import add, call
from tests.faults.homes import HOMES, one_file, whole
from tests.store.notebooks import new_concern, texts

SHIM = Path(__file__).with_name("shim.c")
DEAD = 137
MOST_CALLS = 150
ERRORS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EACCES": errno.EACCES}
STRACED = (
    *(
        "openat",
        "read",
        "write",
        "pwrite64",
        "fsync",
        "fdatasync",
        "rename",
        "renameat2",
        "ftruncate",
        "mkdir",
        "close",
    ),
    *("newfstatat", "getdents64", "flock", "lseek", "unlink"),
)
"""Some of them the program makes no use of: then none fails."""
ONLY_BY_THE_STORE = frozenset({"fsync", "fdatasync", "rename", "renameat2", "ftruncate", "mkdir", "unlink", "pwrite64"})
"""What a call of the program does to nothing but its home; of the others, only those on files of the home fail."""


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that lets calls fail, compiled here."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("half a write is made by a library that a C compiler on Linux has to make first")
    made = tmp_path_factory.mktemp("shim") / "shim.so"
    done = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", made, SHIM, "-ldl"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"the library that makes half a write can't be compiled here: {done.stderr[:300]}")
    return made


class Fault(NamedTuple):
    """What becomes of one call to the disk."""

    kind: str
    """As the library takes it."""
    lasting: bool = False

    @property
    def kills(self) -> bool:
        return self.kind in ("die", "after")


def error(name: str, *, lasting: bool = False) -> Fault:
    return Fault(str(ERRORS[name]), lasting)


class Failing:
    """One home, copied for each step; at step N the N-th call to the disk below it fails."""

    def __init__(self, shim: Path, folder: Path, situation: str) -> None:
        prepare, self.text = HOMES[situation]
        self.shim = shim
        self.folder = folder
        self.pattern = folder / "pattern"
        self.kept = prepare(self.pattern)

    def steps(self, every: int, start: int = 1) -> Iterator[tuple[int, Path]]:
        """The steps, each with a home of its own, until a call has fewer calls than that."""
        for at in range(start, MOST_CALLS, every):
            home = self.folder / f"{at}"
            if self.pattern.exists():
                shutil.copytree(self.pattern, home)
            yield at, home
            if len(self.log(home).read_bytes().splitlines()) < at:
                return
        pytest.fail("that many calls?")

    def log(self, home: Path) -> Path:
        return home.with_name(f"{home.name}.log")

    def surroundings(self, home: Path, at: int, fault: Fault) -> dict[str, str]:
        named = {"LD_PRELOAD": str(self.shim), "FAULT_BELOW": str(home), "FAULT_LOG": str(self.log(home))}
        return (
            named | {"FAULT_AT": str(at), "FAULT_KIND": fault.kind} | ({"FAULT_LASTING": "1"} if fault.lasting else {})
        )

    def adds(self, fault: Fault, every: int = 1, start: int = 1) -> tuple[int, int]:
        """One add at each step, and what comes after it; how many there were, and how many were acknowledged."""
        tried = acknowledged = 0
        for at, home in self.steps(every, start):
            more = self.surroundings(home, at, fault)
            if fault.kills:
                answer = call(home, "add", self.text, more=more)
                assert answer.status in (0, DEAD), answer
                saved = answer.status == 0
            else:
                saved = add(home, self.text, more=more)
            self._goes_on(home, at, saved, unsure=fault.kills or fault.lasting)
            tried += 1
            acknowledged += saved
        return tried, acknowledged

    def _goes_on(self, home: Path, at: int, saved: bool, *, unsure: bool) -> None:
        where = f"at call {at}: {self.log(home).read_text().splitlines()[at - 1 : at]}"
        found = Notebook.open(home)
        there = self.text in texts(found)
        assert there == saved or (unsure and there), f"{where}: {'came back' if there else 'lost'}"
        new_concern(found, "after it")
        whole(home, [*self.kept, *[self.text] * there, "after it"])


BRIEFLY = [
    ("room in the file", error("EIO"), 1, 22),
    ("room in the file", Fault("half"), 1, 26),
    ("room in the file", Fault("die"), 2, 12),
    ("the next file", error("ENOSPC", lasting=True), 6, 12),
    ("no home yet", error("EACCES"), 5, 2),
    ("no home yet", Fault("after"), 5, 3),
    ("a torn file", Fault("die"), 7, 8),
]
"""The home, what fails, every which call, from which on: reading comes first, and is the same everywhere."""


@pytest.mark.parametrize(("situation", "fault", "every", "start"), BRIEFLY)
def test_adding_where_a_call_fails(shim, tmp_path, situation, fault, every, start):
    tried, acknowledged = Failing(shim, tmp_path, situation).adds(fault, every, start)
    assert tried > 2
    assert acknowledged


def test_a_write_that_stops_short_is_gone_on_with(shim, tmp_path):
    failing = Failing(shim, tmp_path, "room in the file")
    for at, home in failing.steps(1, start=26):
        assert add(home, failing.text, more=failing.surroundings(home, at, Fault("short")))
        whole(home, [*failing.kept, failing.text])


def _reads(failing: Failing, at: int, home: Path) -> None:
    answer = call(home, "list", "concerns", "--json", more=failing.surroundings(home, at, error("EIO")))
    assert answer.status in (0, 1), answer
    shown = json.loads(answer.out) if answer.out else []
    assert len(shown) == len(failing.kept) or answer.err.startswith("cro-tui"), f"silently less, at call {at}"
    whole(home, failing.kept)


def test_a_file_that_can_not_be_read_is_never_left_out_in_silence(shim, tmp_path):
    failing = Failing(shim, tmp_path, "the next file")
    for at, home in failing.steps(3):
        _reads(failing, at, home)


@pytest.fixture
def strace() -> str:
    """The tracer that lets calls of the operating system fail."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed")
    tried = subprocess.run(
        [found, "-f", "-qq", "-o", os.devnull, "-e", "inject=chdir:error=EIO", "true"], capture_output=True, check=False
    )
    if tried.returncode:
        pytest.skip(f"strace can't trace here: {tried.stderr.decode()[:200]}")
    return found


def _straced(strace: str, home: Path, name: str, at: int, how: str) -> tuple[list[str], Path]:
    """What to put before a call so that its *at*-th call of *name* on a file of the home fails; where it is noted."""
    log = home.with_name(f"{home.name}.strace")
    log.parent.mkdir(parents=True, exist_ok=True)
    files = [home, *home.rglob("*")] if home.exists() and name not in ONLY_BY_THE_STORE else []
    paths = [word for path in files for word in ("-P", str(path))]
    return [strace, "-f", "-qq", "-o", str(log), *paths, "-e", f"inject={name}:error={how}:when={at}"], log


def _fails(strace: str, folder: Path, situation: str, name: str, how: str) -> tuple[int, int]:
    """An add for each call of that name; how many there were, and how many were acknowledged."""
    prepare, text = HOMES[situation]
    saves = 0
    assert add(folder / "compiled", "a first call, after which nothing is compiled any more")
    for at in range(1, MOST_CALLS):
        home = folder / name / f"{at}"
        kept = prepare(home)
        before, log = _straced(strace, home, name, at, how)
        saved = add(home, text, before=before)
        assert texts(Notebook.open(home)).count(text) == saved, f"{name} {at}"
        new_concern(Notebook.open(home), "after it")
        whole(home, [*kept, *[text] * saved, "after it"])
        if "INJECTED" not in log.read_text():
            return at - 1, saves
        saves += saved
    return pytest.fail("that many calls?")


@pytest.mark.parametrize("name", ["write", "fdatasync"])
def test_adding_where_the_operating_system_refuses(strace, tmp_path, name):
    calls, saves = _fails(strace, tmp_path, "room in the file", name, "EIO")
    assert calls
    assert not saves


def test_setting_and_importing_where_the_operating_system_refuses(strace, tmp_path):
    kept = one_file(tmp_path / "home")
    number = json.loads(call(tmp_path / "home", "list", "concerns", "--json").out)[0]["number"]
    rows = tmp_path / "rows.csv"
    rows.write_text("narrative\none\n")
    for words in (["set", number, "status=closed"], ["import", "concerns", str(rows)], ["new", "contacts", "name=A"]):
        before, log = _straced(strace, tmp_path / "home", "fdatasync", 1, "EIO")
        refused = call(tmp_path / "home", *words, before=before)
        assert "INJECTED" in log.read_text()
        assert refused.status == 1
        assert refused.err == f"cro-tui {words[0]}: NOT SAVED: Input/output error ({tmp_path / 'home' / 'data'})\n"
        assert json.loads(call(tmp_path / "home", "show", number, "--json").out)["status"] == "new"
        whole(tmp_path / "home", kept)


EVERY = [error("EIO"), error("ENOSPC", lasting=True), Fault("half"), Fault("die"), Fault("after")]


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("situation", HOMES)
@pytest.mark.parametrize("fault", EVERY)
def test_adding_at_every_call(shim, tmp_path, situation, fault, tell):
    tried, acknowledged = Failing(shim, tmp_path, situation).adds(fault)
    assert tried, "nothing failed"
    tell(f"{situation}, {fault}: {tried} failing calls, {acknowledged} acknowledged, 0 lost")


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("situation", [one for one in HOMES if one != "no home yet"])
def test_reading_at_every_call(shim, tmp_path, situation, tell):
    failing = Failing(shim, tmp_path, situation)
    tried = 0
    for at, home in failing.steps(1):
        _reads(failing, at, home)
        tried += 1
    assert tried, "nothing failed"
    tell(f"{situation}, reading: {tried} failing calls, none in silence")


@pytest.mark.campaign
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("situation", "name"),
    [
        *itertools.product(["room in the file", "the next file"], STRACED),
        *itertools.product(["no home yet"], sorted(ONLY_BY_THE_STORE)),
    ],
)
def test_adding_at_every_call_of_a_name(strace, tmp_path, situation, name, tell):
    calls, saves = _fails(strace, tmp_path, situation, name, "EIO")
    tell(f"{situation}, {name}: {calls} failing calls, {saves} acknowledged, 0 lost")
