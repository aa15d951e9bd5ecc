"""Programs on the command line: made, filled from a file, certified; officers' hours asked for in the settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def words_of(path: Path) -> str:
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


@pytest.fixture
def academy(cro):
    """A program of one evening that one of two attended."""
    people = [
        {"name": "Ana Ruiz", "status": "accepted", "graduated": "2026-05-07", "reach": "555-0101"},
        {"name": "Ben Gray", "status": "accepted"},
    ]
    cro.ok("new", "programs", "title=Spring academy", "sessions_planned=1", f"participants={json.dumps(people)}")
    evening = ("title=Evening", "start=2026-05-07", "hours=3", "program=Spring academy", "roster=Ana Ruiz")
    cro.ok("new", "training", *evening)
    return cro


def test_certificates_are_written_by_the_programs_name_and_their_path_is_printed(academy):
    path = Path(academy.ok("word", "certificate", "spring academy"))
    assert path == academy.home / "exports" / "Certificates Spring academy.docx"
    said = words_of(path)
    assert "Ana Ruiz" in said
    assert "Ben Gray" not in said
    assert "1 session · 3 hours of instruction" in said


def test_the_roster_of_a_program_is_its_record(academy):
    path = Path(academy.ok("word", "roster", "Spring academy"))
    assert path.name.startswith("Program Record Spring academy")


def test_a_session_certifies_who_was_there_and_nobody_is_said_plainly(academy):
    assert "Ana Ruiz" in words_of(Path(academy.ok("word", "certificate", "Evening")))
    academy.ok("new", "programs", "title=Camp")
    assert "nobody graduated from it yet" in academy.refused(1, "word", "certificate", "Camp")
    assert "no record has the number or id" in academy.refused(1, "word", "certificate", "Nobody's")


def test_who_is_restricted_gets_none_and_that_is_said(academy):
    mia = academy.ok("new", "contacts", "name=Mia Tran", "restricted_because=juvenile")
    program = academy.show(_id(academy))
    row = {"name": "Mia Tran", "contact": mia, "status": "accepted", "graduated": "2026-05-07"}
    rows = [*program["participants"], row]
    academy.ok("set", program["id"], f"participants={json.dumps(rows)}")
    answer = academy("word", "certificate", program["id"])
    assert "1 restricted person gets no certificate" in answer.err
    assert "Mia" not in words_of(Path(answer.out.strip()))


def _id(cro) -> str:
    (program,) = json.loads(cro.ok("list", "programs", "--json"))
    return program["id"]


def test_programs_come_from_a_table(cro, tmp_path):
    table = tmp_path / "programs.csv"
    people = "Ana Ruiz;Ben Gray"
    table.write_text(f"title,start,sessions_planned,absences_allowed,participants\nCamp,2027-07-05,5,1,{people}\n")
    cro.ok("import", "programs", str(table))
    program = cro.show(_id(cro))
    assert [row["name"] for row in program["participants"]] == ["Ana Ruiz", "Ben Gray"]
    assert (program["sessions_planned"], program["absences_allowed"]) == (5, 1)
