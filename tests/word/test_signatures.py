"""Lines to sign on never stand alone on a page: the end of what is signed stays with them."""

from __future__ import annotations

import io

import pytest

from cro_tui.model.survey import Survey
from cro_tui.settings import Documents
from cro_tui.word import write_minutes, write_roster

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEADING = ("Heading1", "Heading2", "CRONote")
"""What says nothing by itself, so that more than it must stay."""


@pytest.fixture
def roster(desk, tmp_path):
    """The bytes of a session's document."""

    def written(people, note="", **more):
        session = desk.training(roster=[f"Person {number}" for number in range(people)])
        settings = desk.notebook.settings
        settings = settings._replace(documents=settings.documents._replace(roster_note=note))
        return write_roster(desk.notebook, settings, session.id, tmp_path / "r.docx", **more).read_bytes()

    return written


def style_of(block):
    found = block.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def kept(paragraph):
    return paragraph.find(f"{W}pPr/{W}keepNext") is not None


def before_the_lines(document):
    """The blocks before the first line to sign on, the nearest first."""
    import docx

    blocks = list(docx.Document(io.BytesIO(document)).element.body)
    first = next(place for place, block in enumerate(blocks) if style_of(block) == "CROSignature")
    return blocks[:first][::-1]


def goes_along(document):
    """What stays with the lines: the blocks, from the nearest back to the first that says something by itself."""
    found = []
    for block in before_the_lines(document):
        found.append(block)
        if style_of(block) not in LEADING:
            break
    return found


def holds_on(block):
    """Whether the end of the block stays on the page of what follows."""
    rows = list(block.iter(f"{W}tr"))
    return all(kept(one) for one in (rows[-1].iter(f"{W}p") if rows else [block]))


def test_minutes_keep_their_adjournment_with_the_signatures(desk, tmp_path):
    meeting = desk.meeting(entries="\n".join(f"Line {number}" for number in range(40)))
    document = write_minutes(desk.notebook, desk.notebook.settings, meeting.id, tmp_path / "m.docx").read_bytes()
    (sentence,) = goes_along(document)
    assert "adjournment" in "".join(text.text for text in sentence.iter(f"{W}t"))
    assert holds_on(sentence)


@pytest.mark.parametrize("note", ["", Documents().roster_note])
@pytest.mark.parametrize("sheet", [True, False])
@pytest.mark.parametrize("people", [1, 5, 60])
def test_a_roster_keeps_its_last_row_and_its_note_with_the_signatures(roster, problems, people, sheet, note):
    document = roster(people, note, sheet=sheet)
    assert problems(document) == []
    blocks = goes_along(document)
    assert len(blocks) == 1 + bool(note)
    assert blocks[-1].tag == f"{W}tbl"
    assert all(holds_on(block) for block in blocks)


def test_a_long_roster_may_go_on_over_pages(roster):
    rows = list(goes_along(roster(60))[-1].iter(f"{W}tr"))
    assert [kept(row.find(f".//{W}p")) for row in (rows[30], rows[-2], rows[-1])] == [False, True, True]


def test_a_report_keeps_its_last_section_with_the_review(desk, report):
    sentence = goes_along(report())[-1]
    assert all(holds_on(block) for block in goes_along(report()))
    assert "survey of citizens" in "".join(text.text for text in sentence.iter(f"{W}t"))
    desk.make(Survey, title="Town survey", opened="2026-10-01", closed="2026-11-01")
    table = goes_along(report())[-1]
    assert table.tag == f"{W}tbl"
    assert holds_on(table)
