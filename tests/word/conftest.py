"""A small department of our own making, and the documents' checker."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from cro_tui import word
from cro_tui.actions.records import create
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training
from cro_tui.report.rosters import Regular
from cro_tui.settings import Department, Officer, Settings
from cro_tui.store.notebook import Notebook

_spec = importlib.util.spec_from_file_location("checker", Path(__file__).with_name("checker.py"))
checker = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(checker)

TODAY = date(2027, 1, 8)
SETTINGS = Settings(
    officer=Officer(name="Jo Dunmore", badge="1187"),
    department=Department(
        name="Riverton Police Department",
        city="Riverton",
        chief="Chief Ana Ortiz",
        via=("Captain Lee Brandt",),
        supervisor="Sgt. M. Cole",
    ),
)


ODD = [
    "[/b] [red]not markup[/red]",
    "Smith & Jones <Ward 3> \"quoted\" 'and' &amp; <!--chart:0-->",
    "\x1b[31mred\x1b[0m and \x07bell and \x00nothing",
    "line\r\nline\rline\x0bline\u2028line\u2029line",
    "right \u202eto left\u202c, שלום, العربية",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 family, e\u0301 accent, half \ud83d a pair",
    "\ufffe\uffff",
    "=1+1",
    " ",
    "",
    "x" * 20_000,
    "word " * 4_000,
]


@pytest.fixture(params=ODD, ids=[repr(text[:12]) for text in ODD])
def odd(request):
    """A text such as keyboards, pastes and files can hold."""
    return request.param


class Clock:
    """The moment at which the officer writes; set by the test."""

    def __init__(self):
        self.now = datetime(2026, 10, 5, 9, tzinfo=timezone(timedelta(hours=-5)))

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


class Desk:
    """A notebook and the verbs that the tests need."""

    def __init__(self, home):
        self.clock = Clock()
        self.notebook = Notebook.open(home, SETTINGS, clock=self.clock)

    def make(self, record, /, **typed):
        return create(self.notebook, record, typed).record

    def concern(self, narrative="Cars race on Elm Street after nine.", **more):
        return self.make(Concern, **{"narrative": narrative, "heard": "2026-11-03", "sensitivity": "open", **more})

    def contact(self, name, **more):
        return self.make(Contact, name=name, **more)

    def meeting(self, body="Northside Association", **more):
        return self.make(Meeting, **{"body": body, "start": "2026-11-10T18:30-05:00", **more})

    def training(self, title="De-escalation", **more):
        return self.make(Training, **{"title": title, "start": "2026-11-12T09:00-05:00", "hours": "4", **more})

    def interaction(self, notes, *people, **more):
        return self.make(Interaction, notes=notes, contacts=[one.id for one in people], **more)

    def refer(self, concern, to="Public Works", **more):
        return self.make(Referral, of=concern.id, to=to, sent="2026-11-04", **more)

    def recommend(self, text, concern, **more):
        return self.make(Recommendation, text=text, answers=[concern.id], **{"made": "2026-11-20", **more})


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "home")


@pytest.fixture
def problems():
    return checker.problems


def parts_of(document: bytes) -> dict[str, bytes]:
    """Every part, and every part of a workbook inside, by name."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            found[name] = content
            if name.endswith(".xlsx"):
                found.update({f"{name}/{inner}": one for inner, one in parts_of(content).items()})
    return found


@pytest.fixture
def parts():
    return parts_of


def tables_of(document: bytes) -> dict[str, list[list[str]]]:
    """Caption -> rows of cell texts (the header first), as python-docx reads them."""
    import docx

    opened = docx.Document(io.BytesIO(document))
    found = {}
    for table in opened.tables:
        caption = table._tbl.tblPr.find("{*}tblCaption").get(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
        )
        found[caption] = [[cell.text for cell in row.cells] for row in table.rows]
    return found


@pytest.fixture
def tables():
    return tables_of


def words_of(document: bytes) -> str:
    """All text of the body in order."""
    import docx

    body = docx.Document(io.BytesIO(document)).element.body
    return "\n".join("".join(text.text or "" for text in paragraph.iter("{*}t")) for paragraph in body.iter("{*}p"))


@pytest.fixture
def words():
    return words_of


@pytest.fixture
def write_report(desk):
    """Writes the report of 2026-Q4 and returns where it is."""
    from cro_tui.word import write_quarterly

    def written(target, audience="command", **more):
        return write_quarterly(desk.notebook, SETTINGS, "2026-Q4", audience, TODAY, target, **more)

    return written


@pytest.fixture
def report(write_report, tmp_path):
    """Writes the report of 2026-Q4 and returns its bytes."""

    def written(audience="command", **more):
        return write_report(tmp_path / "out" / "report.docx", audience, **more).read_bytes()

    return written


class Papers:
    """Writes the documents of single records, each with the settings of the department."""

    def __init__(self, desk, folder):
        self.desk = desk
        self.folder = folder

    def _with(self, write, *more, **chosen):
        book = self.desk.notebook
        return write(book, SETTINGS, *more, self.folder / "one.docx", **chosen).read_bytes()

    def agenda(self, meeting, **chosen):
        return self._with(word.write_agenda, meeting.id, **chosen)

    def minutes(self, meeting, **chosen):
        return self._with(word.write_minutes, meeting.id, **chosen)

    def roster(self, session, **chosen):
        return self._with(word.write_roster, session.id, **chosen)

    def referral(self, referral, **chosen):
        return self._with(word.write_referral, referral.id, **chosen)

    def transcript(self, name, agency="", contact=""):
        return self._with(word.write_transcript, Regular(name, agency, contact), TODAY)

    def dossier(self, record, **chosen):
        return self._with(word.write_dossier, record.id, TODAY, **chosen)

    def week(self, day=TODAY, today=TODAY):
        return self._with(word.write_week, day, today)


@pytest.fixture
def papers(desk, tmp_path):
    return Papers(desk, tmp_path / "papers")
