"""Certificates: a page across for each graduate, with the department's head on each; and the record of a program."""

from __future__ import annotations

import io
from datetime import date

import pytest

from cro_tui.actions.records import change
from cro_tui.model.program import Program
from cro_tui.report.certificates import NobodyToCertify, certificates_of
from cro_tui.settings import Documents
from cro_tui.word import write_certificates, write_program
from tests.word.test_every_document import NEVER

TODAY = date(2027, 1, 8)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def academy(desk, *names, graduated="2026-11-17", **typed):
    """Two evenings that everybody attended."""
    rows = [one if isinstance(one, dict) else {"name": one} for one in names]
    people = [{**row, "status": "accepted", "graduated": graduated} for row in rows]
    given = {"title": "Fall academy", "place": "Hall", "coordinator": "Lee Sands", "sessions_planned": "2", **typed}
    program = desk.make(Program, participants=people, **given)
    for day in ("2026-11-10", "2026-11-17"):
        desk.training("Evening", start=day, hours="3", program=program.id, roster=rows, topic="Law")
    return program


@pytest.fixture
def certificates(desk, tmp_path):
    """Writes the certificates of a record and returns their bytes."""

    def written(record, settings=None):
        book = desk.notebook
        target = tmp_path / "out.docx"
        target.unlink(missing_ok=True)
        return write_certificates(book, settings or book.settings, record.id, TODAY, target).read_bytes()

    return written


@pytest.fixture
def record_of(desk, tmp_path):
    """Writes the record of a program and returns its bytes."""

    def written(program):
        target = tmp_path / "record.docx"
        target.unlink(missing_ok=True)
        return write_program(desk.notebook, desk.notebook.settings, program.id, TODAY, target).read_bytes()

    return written


def sections(document):
    import docx

    return docx.Document(io.BytesIO(document)).sections


def test_each_graduate_gets_a_page_across_with_name_program_hours_and_who_signs(desk, certificates, problems, words):
    document = certificates(academy(desk, "Ana Ruiz", "Ben Gray"))
    assert problems(document) == []
    said = words(document)
    for words_ in (
        "Certificate of Graduation", "The Riverton Police Department certifies that", "Ana Ruiz", "Ben Gray",
        "has graduated from", "Fall academy", "2 sessions · 6 hours of instruction",
        "10 November 2026 to 17 November 2026 · Hall", "Given at Riverton on 17 November 2026", "Chief Ana Ortiz",
        "Chief of Police", "Lee Sands", "Program coordinator",
    ):  # fmt: skip
        assert words_ in said
    pages = sections(document)
    assert len(pages) == 2
    for page in pages:
        assert page.page_width > page.page_height
        assert "Riverton Police Department" in page.first_page_header.paragraphs[0].text
        assert "Page" not in "".join(one.text for one in page.first_page_footer.paragraphs)


def test_the_names_are_headings_so_that_pages_are_found(desk, certificates):
    import docx

    document = docx.Document(io.BytesIO(certificates(academy(desk, "Ana Ruiz", "Ben Gray"))))
    assert [one.text for one in document.paragraphs if one.style.style_id == "Heading1"] == ["Ana Ruiz", "Ben Gray"]


def test_whoever_attended_a_session_and_did_not_fail_gets_one(desk, certificates, problems, words):
    roster = [{"name": "Ana", "result": "pass"}, {"name": "Ben", "result": "fail"}, {"name": "Col", "hours": "2.5"}]
    session = desk.training("First aid", roster=roster, instructor="Dr. Hale", course="POST 40-1")
    document = certificates(session)
    assert problems(document) == []
    said = words(document)
    assert "Ben" not in said
    for words_ in ("Certificate of Completion", "2.5 hours of instruction · course no. POST 40-1", "Dr. Hale"):
        assert words_ in said


def test_without_graduates_nothing_is_written_and_it_is_said_why(desk, certificates, tmp_path):
    program = academy(desk, "Ana Ruiz", graduated=None, absences_allowed="1")
    with pytest.raises(NobodyToCertify, match="1 qualifies: graduate them first"):
        certificates(program)
    with pytest.raises(NobodyToCertify, match="not held yet"):
        certificates(desk.training("Later", start="2027-06-01"))
    with pytest.raises(NobodyToCertify, match="nobody on its roster"):
        certificates(desk.training("Empty"))
    with pytest.raises(LookupError, match="01XYZ"):
        write_certificates(desk.notebook, desk.notebook.settings, "01XYZ", TODAY, tmp_path)
    with pytest.raises(LookupError, match="01XYZ"):
        write_program(desk.notebook, desk.notebook.settings, "01XYZ", TODAY, tmp_path)
    assert not list(tmp_path.glob("*.docx"))


def test_on_a_letterhead_the_pages_lie_across_too(desk, certificates, problems, tmp_path):
    import docx

    head = docx.Document()
    head.sections[0].header.paragraphs[0].text = "City of Riverton"
    head.save(str(tmp_path / "head.docx"))
    settings = desk.notebook.settings._replace(documents=Documents(letterhead=str(tmp_path / "head.docx")))
    document = certificates(academy(desk, "Ana Ruiz", "Ben Gray"), settings)
    pages = sections(document)
    assert len(pages) == 2
    assert all(page.page_width > page.page_height for page in pages)
    assert all("City of Riverton" in page.header.paragraphs[0].text for page in pages)
    assert problems(document) == []


def test_any_name_and_title_make_sound_documents(desk, certificates, record_of, problems, odd):
    line = " ".join(odd.encode("utf-8", "replace").decode().split())[:2_000]
    program = academy(desk, f"Ana {line}", title=f"T {line}", place=line, coordinator=line)
    assert problems(certificates(program)) == []
    assert problems(record_of(program)) == []


def test_restricted_people_get_none_and_stand_in_no_record(desk, certificates, record_of, parts, problems):
    person = desk.contact("Zoltavia Vraxhallow", alias="Zozo", restricted_because="witness")
    hidden = {"name": "Zozo of the corner", "contact": person.id}
    program = academy(desk, hidden, "Ana Ruiz", title="Academy of Zozo", place="at Zoltavia Vraxhallow's")
    found = certificates_of(desk.notebook, program, TODAY.isoformat())
    assert [one.name for one in found.people] == ["Ana Ruiz"]
    assert [gap.sentence for gap in found.left_out] == ["1 restricted person gets no certificate"]
    for document in (certificates(program), record_of(program)):
        assert problems(document) == []
        for part, content in parts(document).items():
            shown = content.decode("utf-8", "replace").casefold()
            assert not [word for word in NEVER if word in shown], part
    alone = academy(desk, hidden)
    with pytest.raises(NobodyToCertify, match="restricted"):
        certificates(alone)


def test_participants_of_a_restricted_program_get_none_and_stand_in_no_other_record(desk, record_of, words):
    kid = desk.contact("Kip Fribblezon")
    named = {"name": "Kip Fribblezon", "contact": kid.id}
    diversion = academy(desk, named, title="Diversion", restricted_because="juvenile")
    assert list(certificates_of(desk.notebook, diversion, TODAY.isoformat()).people) == []
    other = academy(desk, named, "Ana Ruiz")
    assert [one.name for one in certificates_of(desk.notebook, other, TODAY.isoformat()).people] == ["Ana Ruiz"]
    for program in (diversion, other):
        assert "Fribblezon" not in words(record_of(program))


def test_the_same_facts_give_the_same_bytes(desk, certificates, record_of):
    program = academy(desk, "Ana Ruiz", "Ben Gray")
    assert certificates(program) == certificates(program)
    assert record_of(program) == record_of(program)


def test_the_record_tells_of_everybody_and_of_the_sessions(desk, record_of, problems, tables, words):
    program = academy(desk, "Ana Ruiz", absences_allowed="1")
    rows = [*program.participants, {"name": "Dee", "status": "declined"}]
    change(desk.notebook, program, {"participants": rows})
    document = record_of(program)
    assert problems(document) == []
    assert "2 applied, 1 accepted, 1 graduate." in words(document)
    people = tables(document)["Everybody who applied, in the order of the applications"]
    assert people[1] == ["Ana Ruiz", "accepted", "2 of 2", "0", "6", "graduated 17\xa0Nov\xa02026"]
    assert people[2][:3] == ["Dee", "declined", "–"]
    assert len(tables(document)["The sessions, in order of date"]) == 3
    bare = desk.make(Program, title="Camp")
    assert problems(record_of(bare)) == []


def test_a_sign_in_sheet_has_the_accepted_participants(desk, papers, tables):
    program = academy(desk, "Ana Ruiz", "Ben Gray")
    session = desk.training("Evening 3", start="2026-12-01", program=program.id, roster=[{"name": "Col"}])
    (rows,) = tables(papers.roster(session, sheet=True)).values()
    assert [row[1] for row in rows[1:4]] == ["Col", "Ana Ruiz", "Ben Gray"]
    (rows,) = tables(papers.roster(session, sheet=False)).values()
    assert [row[1] for row in rows[1:]] == ["Col"]


def test_hundreds_of_graduates(desk, certificates, problems):
    document = certificates(academy(desk, *(f"Graduate {number}" for number in range(300))))
    assert len(sections(document)) == 300
    assert problems(document) == []


def test_in_a_restricted_program_whoever_is_no_contact_gets_none_either(desk, certificates):
    program = academy(desk, "Ana Quillfeather", restricted_because="juvenile")
    found = certificates_of(desk.notebook, program, TODAY.isoformat())
    assert found.people == ()
    assert [gap.sentence for gap in found.left_out] == ["1 restricted person gets no certificate"]
    with pytest.raises(NobodyToCertify):
        certificates(program)
    session = desk.training("Evening", start="2026-11-10", program=program.id, roster=[{"name": "Ana Quillfeather"}])
    assert certificates_of(desk.notebook, session, TODAY.isoformat()).people == ()


def test_hours_that_were_noted_by_hand_are_marked_in_the_record(desk, papers, words, tables):
    times = {"in": "2026-11-10 09:00", "out": "2026-11-10 09:01", "hours": "4"}
    whole = {"name": "Ben", "in": "2026-11-10 09:00", "out": "2026-11-10 13:00", "hours": "4"}
    session = desk.training("Law", start="2026-11-10 09:00", hours="4", roster=[{"name": "Ana", **times}, whole])
    document = papers.roster(session, sheet=False)
    (rows,) = tables(document).values()
    assert [row[5] for row in rows[1:]] == ["4*", "4"]
    assert "The hours of 1 person were noted by hand" in words(document)
