"""Makes what lies in this folder anew: ``python exports/make.py``.

One document of each kind and the pictures of the main README, from the demo notebook as it is on one fixed day, so that
the same program makes the same files. The pictures need ``rsvg-convert`` (Debian: librsvg2-bin, fonts-firacode).
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ["TZ"] = "America/New_York"

from cro_tui import word  # noqa: E402
from cro_tui.demo.making import make  # noqa: E402
from cro_tui.model.meeting import Meeting  # noqa: E402
from cro_tui.model.training import Training  # noqa: E402
from cro_tui.settings import load  # noqa: E402
from cro_tui.store.notebook import Notebook  # noqa: E402

DAY = date(2026, 11, 22)
QUARTER = "2026-Q3"
LINE = 'Cars race down Alder after dark #traffic @"Alder Park" +"Ana Ruiz" heard:"yesterday 9pm" !'


def documents(home: Path) -> None:
    """The report, minutes and a training record."""
    settings = load(home)
    notebook = Notebook.open(home, settings)
    for old in HERE.glob("*.docx"):
        old.unlink()
    word.write_quarterly(notebook, settings, QUARTER, "command", DAY, HERE)
    meeting = max((one for one in notebook.all(Meeting) if one.adjourned), key=lambda one: len(one.entries))
    word.write_minutes(notebook, settings, meeting.id, HERE)
    session = max(notebook.all(Training), key=lambda one: len(one.roster))
    word.write_roster(notebook, settings, session.id, HERE)


async def pictures(home: Path) -> None:
    """The capture line with something in it, a person found, live minutes, the list of concerns."""
    from cro_tui.tui.app import CroTui
    from cro_tui.tui.desk import Desk

    zone = timezone(timedelta(hours=-5))
    desk = Desk(home, named=True, clock=lambda: datetime(2026, 11, 22, 9, 30, tzinfo=zone))
    app = CroTui(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.screen.furnished.wait()  # type: ignore[attr-defined]
        while not desk.whole.is_set():
            await pilot.pause(0.05)
        await app.workers.wait_for_complete()
        await pilot.press(*LINE)
        await _picture(app, pilot, "capture")
        await pilot.press("f3", *"haddad")
        await _picture(app, pilot, "find")
        await pilot.press("f4")
        await _picture(app, pilot, "today")
        await pilot.press("f7")
        await _picture(app, pilot, "concerns")
        await pilot.press("f8")
        await _picture(app, pilot, "reports")


async def _picture(app: object, pilot: object, name: str) -> None:
    await pilot.pause(1)  # type: ignore[attr-defined]
    vector = HERE / "pictures" / f"{name}.svg"
    vector.write_text(app.export_screenshot(title="cro-tui"), "utf-8")  # type: ignore[attr-defined]
    subprocess.run(["rsvg-convert", "-w", "1100", "-o", str(vector.with_suffix(".png")), str(vector)], check=True)
    vector.unlink()


def main() -> None:
    """All of it, in a home that is thrown away."""
    (HERE / "pictures").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "demo"
        make(home, DAY)
        documents(home)
        asyncio.run(pictures(home))


if __name__ == "__main__":
    main()
