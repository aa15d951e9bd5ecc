"""What was issued is given out byte for byte, whatever became of the notebook; it names nobody whom it must not."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cro_tui import word
from cro_tui.actions import records, reports
from cro_tui.report.quarter import quarter_facts
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.preview import quarterly_preview
from tests.word.conftest import SETTINGS, TODAY


def issue(desk, quarter="2026-Q4", audience="command", **more):
    desk.clock.now = datetime(2027, 1, 8, 9, tzinfo=timezone(timedelta(hours=-5)))
    frozen = word.freeze_quarterly(desk.notebook, SETTINGS, quarter, audience, TODAY, **more)
    return reports.issue(desk.notebook, frozen).record


def test_after_everything_changed_the_same_bytes_are_given_out(desk, write_report, tmp_path):
    one = desk.concern("Cars race on Elm Street after nine.")
    gone = desk.meeting()
    made = desk.recommend("Speed table on Elm", one)
    first = write_report(tmp_path / "before.docx").read_bytes()
    report = issue(desk)
    assert word.write_issued(report, tmp_path / "a.docx").read_bytes() == first
    records.change(desk.notebook, desk.notebook.get(one.id), {"summary": "Something else", "heard": "2026-08-01"})
    records.void(desk.notebook, gone, "entered twice")
    records.change(desk.notebook, desk.notebook.get(made.id), {"decision": "declined", "text": "No table"})
    desk.concern("One more, entered late")
    folded = Notebook.open(desk.notebook.home, Settings())
    kept = reports.issued_report(folded, "2026-Q4", "command")
    folder = tmp_path / "out"
    folder.mkdir()
    path = word.write_issued(kept, folder)
    assert path.name == "Community Relations Report 2026-Q4 (command).docx"
    assert path.read_bytes() == first
    assert write_report(tmp_path / "today.docx").read_bytes() != first


def test_a_frozen_document_passes_the_checks_of_every_document(desk, problems):
    desk.recommend("Speed table", desk.concern())
    assert problems(issue(desk).package) == []


@pytest.mark.parametrize("audience", ["command", "agency", "public"])
@pytest.mark.parametrize("ticked", [False, True])
def test_the_frozen_document_names_nobody_whom_its_audience_must_not_see(desk, words, parts, audience, ticked):
    ana = desk.contact("Ana Delgado", phones="617-555-0142", address="14 Elm Street")
    mia = desk.contact("Mia Tran", restricted_because="juvenile", phones="617-555-0188")
    desk.concern("Ana Delgado called from 14 Elm Street about Mia Tran, 617-555-0188.", contact=ana.id)
    desk.concern("Mia Tran was followed home.", contact=mia.id, sensitivity="internal", restricted_because="juvenile")
    report = issue(desk, audience=audience, names_ticked=ticked)
    everything = b"".join(parts(report.package).values()).decode("utf-8", "replace") + report.file
    for name in ("Mia", "Tran", "0188"):
        assert name not in everything
    assert ("Delgado" in words(report.package)) == (ticked and audience == "command")
    assert report.names == (ticked and audience == "command")
    assert report.sensitivity == "internal"


def test_late_entries_have_a_sentence_and_a_table_and_stand_once_in_the_log(
    desk, write_report, tables, words, tmp_path
):
    desk.concern("In time", heard="2026-09-03", entered="2026-09-03")
    issue(desk, "2026-Q3")
    late = desk.concern("Came much later", heard="2026-09-04")
    document = write_report(tmp_path / "next.docx").read_bytes()
    _, row = next(rows for caption, rows in tables(document).items() if caption.startswith("Late entries"))
    assert (row[0], row[-1]) == (f"Concern\n{late.number}", "Came much later")
    assert "1 entry of an earlier quarter came too late for the report on that quarter" in words(document)
    log = next(rows for caption, rows in tables(document).items() if caption.startswith("Concern log"))
    assert [cells[0].count("late entry") for cells in log if late.number in cells[0]] == [1]
    assert "In time" not in words(document)


def test_progress_names_the_issued_reports_that_told_of_it(desk, write_report, tables, tmp_path):
    desk.recommend("Speed table", desk.concern(heard="2026-08-03"), made="2026-08-10")
    issue(desk, "2026-Q3")
    document = write_report(tmp_path / "next.docx").read_bytes()
    _, row = next(rows for caption, rows in tables(document).items() if "earlier recommendations" in caption)
    assert "2026-Q3" in row[1]


def test_the_document_follows_what_was_chosen(desk, report, words, tables):
    first, second = desk.concern("Cars race on Elm."), desk.concern("Noise at the park.")
    left = desk.concern("Not for this report.")
    plan = reports.For("2026-Q4", "command")
    reports.say(desk.notebook, plan, "summary", "A calm quarter.\nSmith & <Jones> agree.")
    reports.say(desk.notebook, plan, "current", "Mostly speed, again.")
    reports.say(desk.notebook, plan, "decisions", "One.\nTwo.\nThree.\nFour.\nFive.")
    reports.leave_out(desk.notebook, plan, [left.id], "settled since")
    reports.put_in_order(desk.notebook, plan, [second.id, first.id])
    document = report()
    text = words(document)
    for said in ("A calm quarter.", "Smith & <Jones> agree.", "Mostly speed, again.", "Five.", "settled since"):
        assert said in text
    assert "Not for this report" not in text
    assert "further actions" not in text
    rows = next(rows for caption, rows in tables(document).items() if caption.startswith("Current concerns"))
    assert [row[0] for row in rows[1:]] == [second.number, first.number]


def test_the_preview_is_what_the_document_says(desk, report, words):
    desk.recommend("Speed table", desk.concern())
    desk.meeting()
    facts = quarter_facts(desk.notebook, "2026-Q4", "command", TODAY)
    passages = quarterly_preview(facts, SETTINGS, "command")
    assert ("heading", "Current concerns voiced by the community") in passages
    written = "".join(words(report()).split())
    for passage in passages:
        for piece in passage.text.split(" · "):
            assert "".join(piece.split()) in written


def test_any_own_words_make_a_whole_document(desk, report, problems, odd):
    plan = reports.For("2026-Q4", "command")
    text = odd if odd.strip() else "x"
    for section in ("summary", "decisions", "current"):
        reports.say(desk.notebook, plan, section, text.replace("\ud83d", ""))
    assert problems(report()) == []
