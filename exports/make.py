"""Makes what lies in this folder anew: ``python exports/make.py``.

One document of each kind, pictures of their first pages and the pictures of the main README, from the demo notebook as
it is on one fixed day, so that the same program makes the same files. ``documents [FOLDER]`` makes the documents alone
(into another folder), ``pages`` the documents and their pictures, ``screens`` the pictures of the screens. Those need
``rsvg-convert``, ``convert`` (ImageMagick), ``soffice`` and ``pdftoppm`` (Debian: librsvg2-bin, imagemagick,
libreoffice-writer-nogui, poppler-utils, fonts-firacode, fonts-crosextra-carlito).
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ["TZ"] = "America/New_York"

from cro_tui import word  # noqa: E402
from cro_tui.actions.meetings import unfinished  # noqa: E402
from cro_tui.demo.making import make  # noqa: E402
from cro_tui.model.concern import Concern  # noqa: E402
from cro_tui.model.contact import Contact  # noqa: E402
from cro_tui.model.meeting import Meeting  # noqa: E402
from cro_tui.model.problem import Problem  # noqa: E402
from cro_tui.model.program import Program  # noqa: E402
from cro_tui.model.referral import Referral  # noqa: E402
from cro_tui.model.survey import Survey  # noqa: E402
from cro_tui.model.training import Training  # noqa: E402
from cro_tui.report.audience import restricted_people  # noqa: E402
from cro_tui.report.rosters import Regular, Regulars, transcript  # noqa: E402
from cro_tui.settings import load  # noqa: E402
from cro_tui.store.notebook import Notebook  # noqa: E402

DAY = date(2026, 11, 22)
QUARTER = "2026-Q3"
LINE = 'Cars race down Alder after dark #traffic @"Alder Park" +"Ana Ruiz" heard:"yesterday 9pm" !'
PICTURES = HERE / "pictures"


def documents(home: Path, folder: Path) -> list[Path]:
    """One of each kind, in the order of the README."""
    for old in folder.glob("*.docx"):
        old.unlink()
    return list(_written(home, folder))


def _written(home: Path, folder: Path) -> Iterator[Path]:
    settings = load(home)
    book = Notebook.open(home, settings)
    meetings = book.all(Meeting)
    yield word.write_quarterly(book, settings, QUARTER, "command", DAY, folder)
    yield word.write_week(book, settings, DAY, DAY, folder)
    coming = (one for one in meetings if one.start[:10] > DAY.isoformat())
    yield word.write_agenda(book, settings, max(coming, key=lambda one: len(unfinished(book, one))).id, folder)
    held = (one for one in meetings if one.adjourned)
    yield word.write_minutes(book, settings, max(held, key=lambda one: len(one.entries)).id, folder)
    sessions = book.all(Training)
    planned = (one for one in sessions if one.start[:10] > DAY.isoformat())
    yield word.write_roster(book, settings, min(planned, key=lambda one: one.start).id, folder)
    yield word.write_roster(book, settings, max(sessions, key=lambda one: len(one.roster)).id, folder)
    yield word.write_transcript(book, settings, _scored_most(book), DAY, folder)
    waiting = [one for one in book.all(Referral) if one.is_open and one.message and not _is_restricted(book, one)]
    yield word.write_referral(book, settings, max(waiting, key=lambda one: one.day).id, folder)
    told = (one for one in book.all(Concern) if not one.restricted)
    yield word.write_dossier(book, settings, max(told, key=lambda one: len(one.links)).id, DAY, folder)
    yield word.write_dossier(book, settings, _heard_most(book), DAY, folder)
    closed = next(one for one in book.all(Problem) if not one.is_open)
    yield word.write_dossier(book, settings, closed.id, DAY, folder)
    graduated = max(book.all(Program), key=lambda one: sum(1 for line in one.participants if line.get("graduated")))
    yield word.write_program(book, settings, graduated.id, DAY, folder)
    yield word.write_certificates(book, settings, graduated.id, DAY, folder)
    survey = max(book.all(Survey), key=lambda one: one.day)
    yield word.write_survey(book, settings, survey.id, DAY, folder)
    yield word.write_survey_form(book, settings, survey.id, folder)


def _scored_most(book: Notebook) -> Regular:
    """Whoever has the most scores on rosters."""
    return max(Regulars(book), key=lambda one: sum(1 for line in transcript(book, one.name).sessions if line.score))


def _heard_most(book: Notebook) -> str:
    """The resident who voiced most, of those who are not restricted."""
    voiced = Counter(one.contact for one in book.all(Concern) if one.contact)
    never_named = restricted_people(book)
    return max((one.id for one in book.all(Contact) if one.id not in never_named), key=lambda one: voiced[one])


def _is_restricted(book: Notebook, referral: Referral) -> bool:
    concern = book.of(Concern, referral.of)
    return referral.restricted or concern is None or concern.restricted


def pages(written: list[Path]) -> None:
    """The first page of each document as a picture."""
    names = (
        *("report", "week", "agenda", "minutes", "signin", "training", "transcript", "referral", "dossier", "contact"),
        *("project", "program", "certificate", "survey", "form"),
    )
    with tempfile.TemporaryDirectory() as scratch:
        profile = f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}"
        office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", scratch]
        subprocess.run([*office, *map(str, written)], check=True, capture_output=True)
        for path, name in zip(written, names, strict=True):
            printed = Path(scratch, path.name).with_suffix(".pdf")
            picture = PICTURES / f"page-{name}"
            subprocess.run(["pdftoppm", "-r", "60", "-png", "-singlefile", str(printed), str(picture)], check=True)
            _shrink(picture.with_suffix(".png"))


async def screens(home: Path) -> None:
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
    vector = PICTURES / f"{name}.svg"
    vector.write_text(app.export_screenshot(title="cro-tui"), "utf-8")  # type: ignore[attr-defined]
    subprocess.run(["rsvg-convert", "-w", "900", "-o", str(vector.with_suffix(".png")), str(vector)], check=True)
    vector.unlink()
    _shrink(vector.with_suffix(".png"))


def _shrink(picture: Path) -> None:
    """The same picture with a palette: a fraction of the size."""
    command = ["convert", str(picture), "-strip", "+dither", "-colors", "64", "-define", "png:exclude-chunk=date,time"]
    subprocess.run([*command, f"PNG8:{picture}"], check=True)


def main(arguments: list[str]) -> None:
    """What was asked for, or all of it, from a home that is thrown away."""
    what = arguments[0] if arguments else "all"
    folder = Path(arguments[1]) if arguments[1:] else HERE
    folder.mkdir(parents=True, exist_ok=True)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "demo"
        make(home, DAY)
        if what in ("all", "documents", "pages"):
            written = documents(home, folder)
            if what != "documents":
                pages(written)
        if what in ("all", "screens"):
            asyncio.run(screens(home))


if __name__ == "__main__":
    main(sys.argv[1:])
