"""An hour of live minutes in a real terminal: `python tests/benchmarks/bench_minutes.py [LINES] [RECORDS]`.

Every key is timed from being typed to its letter coming back from the program, beside the same in a bare Textual Input;
once as it was, and once without the time for which the program's thread was ready and got no processor, which is what
other work on the machine took. Lines are notes, actions, decisions, concerns, attendees and corrections; the notebook
holds RECORDS concerns, its index is being built when the typing begins, another laptop sends changes through a shared
folder all the while, and in the middle the battery dies in half a line. Prints a table, and says whether every line
stands in the minutes as it was typed; asserts nothing about time. Linux only.
"""

from __future__ import annotations

import os
import random
import re
import select
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cro_tui.actions.capture import capture  # noqa: E402
from cro_tui.actions.meetings import call_to_order  # noqa: E402
from cro_tui.actions.records import create  # noqa: E402
from cro_tui.model.concern import Concern  # noqa: E402
from cro_tui.model.meeting import Meeting  # noqa: E402
from cro_tui.share.address import open_share  # noqa: E402
from cro_tui.share.sync import Sync  # noqa: E402
from cro_tui.store.notebook import Notebook  # noqa: E402
from tests.benchmarks.bench_start import BARE  # noqa: E402
from tests.benchmarks.large import WORDS, large_home  # noqa: E402
from tests.pty.terminal import Terminal  # noqa: E402

PAUSE = 0.012
"""Seconds between a letter that came back and the next: a hand at 60 letters a second, which none is."""
STALL = 0.05
OTHERS_EVERY = 2.0
"""Seconds between the changes of the other laptop."""
CODES = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b[()].|\x1b\][^\x07]*\x07")
F5, ENTER, UP = "\x1b[15~", "\r", "\x1b[A"


@dataclass
class Echoes:
    """Seconds from a key to its echo."""

    seconds: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    """The same without waiting for a processor."""
    worst: list[tuple[float, float, str]] = field(default_factory=list)

    def note(self, spent: float, waited: float, when: str) -> None:
        """One more."""
        own = max(0.0, spent - waited)
        self.seconds.append(spent)
        self.own.append(own)
        if own > STALL:
            self.worst.append((own, spent, when))

    def rows(self, name: str) -> str:
        """As two lines of the table."""
        return "\n".join((_row(name, self.seconds), _row(f"{name}, but for waiting for a processor", self.own)))


def _row(name: str, seconds: list[float]) -> str:
    hundredths = quantiles(seconds, n=100)
    over = sum(1 for one in seconds if one > STALL)
    half, most_of, most = hundredths[49] * 1000, hundredths[98] * 1000, max(seconds) * 1000
    return f"| {name} | {len(seconds)} | {half:.1f} | {most_of:.1f} | {most:.0f} | {over} |"


def typed(terminal: Terminal, text: str, echoes: Echoes, when: str) -> None:
    """Types *text*, each letter after the one before came back."""
    for at, letter in enumerate(text):
        while select.select([terminal.fd], [], [], PAUSE)[0]:
            os.read(terminal.fd, 65536)
        wanted, seen = text[max(0, at - 2) : at + 1].strip().encode() or letter.encode(), b""
        ready, before = terminal.waited, time.perf_counter()
        terminal.feed(letter)
        while wanted not in CODES.sub(b"", seen):
            if time.perf_counter() - before > 10:
                sys.exit(f"{letter!r} of {text!r} never came back: {CODES.sub(b'', seen)[-300:]!r}")
            if select.select([terminal.fd], [], [], 0.01)[0]:
                seen += os.read(terminal.fd, 65536)
        echoes.note(time.perf_counter() - before, terminal.waited - ready, f"{when} {text[: at + 1]!r}")


def pressed(terminal: Terminal, key: str) -> None:
    """Presses a key that is no letter; what it does is seen later."""
    terminal.feed(key)
    until = time.perf_counter() + PAUSE
    while (left := until - time.perf_counter()) > 0:
        if select.select([terminal.fd], [], [], left)[0]:
            os.read(terminal.fd, 65536)


def memory(terminal: Terminal) -> float:
    """Megabytes that the program holds."""
    status = Path(f"/proc/{terminal.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


class Another:
    """Another laptop that puts changes on the share all the while."""

    def __init__(self, home: Path, share: Path) -> None:
        self.book = Notebook.open(home)
        self.share, _place = open_share(str(share))
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.sent = 0

    def join(self) -> None:
        """Takes in what is there."""
        Sync(self.book, self.share).run(confirmed=True)

    def begin(self) -> None:
        """From now on."""
        self._thread.start()

    def _work(self) -> None:
        syncing = Sync(self.book, self.share)
        while not self._over.wait(OTHERS_EVERY):
            self.sent += 1
            capture(self.book, f"Heard elsewhere {self.sent} #noise")
            syncing.run(confirmed=True)

    def end(self) -> None:
        """No more."""
        self._over.set()
        self._thread.join()


@dataclass
class Hour:
    """What is typed, and what must stand in the minutes."""

    chance: random.Random
    entries: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    done: int = 0

    def words(self) -> str:
        """A few."""
        return " ".join(self.chance.choices(WORDS, k=3))

    def line(self, terminal: Terminal, echoes: Echoes) -> None:
        """One line more."""
        self.done += 1
        when = f"line {self.done}"
        kind = self.done % 10
        if kind == 9 and self.entries:  # the last line is set right
            pressed(terminal, UP)
            typed(terminal, " indeed", echoes, when)
            self.entries[-1] += " indeed"
        elif kind == 3:
            self.people.append(f"Pat Number{self.done}")
            typed(terminal, f"+ {self.people[-1]}", echoes, when)
        else:
            mark = {5: "a: ", 7: "d: ", 1: "c: "}.get(kind if self.done % 20 < 10 or kind != 1 else 0, "")
            self.entries.append(f"{self.words()} n{self.done}")
            typed(terminal, mark + self.entries[-1], echoes, when)
        pressed(terminal, ENTER)


def to_the_minutes(home: Path, stands: str) -> Terminal:
    """The program with the minutes open."""
    terminal = Terminal([sys.executable, "-m", "cro_tui", "--home", str(home)], columns=120, rows=40)
    terminal.feed(F5 + ENTER)
    if not terminal.shows(stands, 60):
        faults = home / "faults.txt"
        sys.exit(f"The minutes do not open:\n{terminal.text}\n{faults.read_text() if faults.exists() else ''}")
    return terminal


def main(lines: int, records: int) -> None:
    """Types, and prints the table."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home, share = Path(folder) / "home", Path(folder) / "share"
        large_home(home, records)
        share.mkdir()
        (home / "settings.toml").write_text(f'share = "{share}"\n[intervals]\nsync_minutes = 1\n')
        book = Notebook.open(home)
        call_to_order(book, create(book, Meeting, {"body": "Northside"}).record)
        Sync(book, open_share(str(share))[0]).run(confirmed=True)
        another = Another(Path(folder) / "other", share)
        another.join()
        another.begin()
        ours, bare, hour = Echoes(), Echoes(), Hour(random.Random(1))
        held: list[list[float]] = []
        with Terminal([sys.executable, "-c", BARE], columns=120, rows=40) as floor:
            floor.feed("x")
            floor.shows("x", 60)
            for half in (lines // 2, lines):
                stands = "half a l" if held else "+ name"
                with to_the_minutes(home, stands) as terminal:
                    if held:
                        typed(terminal, "ine", ours, "after the battery")
                        hour.entries.append("half a line")
                        pressed(terminal, ENTER)
                    samples: list[float] = []
                    while hour.done < half:
                        hour.line(terminal, ours)
                        if hour.done % 20 == 0:
                            samples.append(memory(terminal))
                            typed(floor, hour.words(), bare, "bare")
                            pressed(floor, "\x15")
                            pressed(terminal, "\x0b")  # ctrl+k: bring both in step now
                    held.append([*samples, memory(terminal)])
                    if half < lines:
                        typed(terminal, "half a l", ours, "before the battery")
                        terminal.pass_time(1.5)
                    else:
                        terminal.pass_time(1.0)
        another.end()
        report(Notebook.open(home), hour, ours, bare, held, another.sent)


def report(book: Notebook, hour: Hour, ours: Echoes, bare: Echoes, held: list[list[float]], sent: int) -> None:
    """Prints what came of it."""
    (meeting,) = book.all(Meeting)
    texts = [str(one["text"]) for one in meeting.entries]
    people = [str(one["name"]) for one in meeting.attendance]
    print("| a key → its letter, in a pty | keys | median ms | 99th ms | most ms | over 50 ms |")
    print("|---|---|---|---|---|---|")
    print(bare.rows("one bare Input"))
    print(ours.rows("minutes"))
    for own, spent, when in sorted(ours.worst, reverse=True)[:12]:
        print(f"  {own * 1000:.0f} ms (with waiting {spent * 1000:.0f}) at {when}")
    for number, samples in enumerate(held, 1):
        print(f"memory every 20 lines, half {number}, MB: {' '.join(f'{one:.0f}' for one in samples)}")
    arrived = sum(1 for one in book.all(Concern) if one.narrative.startswith("Heard elsewhere"))
    print(f"entries {len(texts)}, as typed: {texts == hour.entries}; attendance as typed: {people == hour.people}")
    print(f"the other laptop sent {sent} concerns, {arrived} arrived")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:3]) if len(sys.argv) > 2 else (600, 5_000))
