"""Programs and officers' hours in the quarterly report: nothing where there was nothing, counts where there was."""

from __future__ import annotations

from cro_tui.model.program import Program
from cro_tui.settings import Education


def test_programs_and_hours_stand_in_the_activity(desk, report, problems, tables, words):
    desk.notebook.settings = desk.notebook.settings._replace(education=Education(24, {"Law": 4}))
    rows = [{"name": "Ana", "status": "accepted", "graduated": "2026-11-20"}, {"name": "Ben"}]
    program = desk.make(Program, title="Fall academy", start="2026-11-12", sessions_planned="1", participants=rows)
    desk.training("Evening", program=program.id, roster=[{"name": "Ana"}])
    roster = [{"name": "Lee Park", "agency": "4411"}]
    desk.training("Law", topic="Law", kind="own", roster=roster)
    desk.training("Driving", topic="Driving", kind="own", roster=roster)
    document = report()
    assert problems(document) == []
    found = tables(document)
    assert (
        "Fall academy (12 November 2026): 1 session in the quarter, 1 of 1 held so far; "
        "2 applied, 1 accepted, 1 graduated."
    ) in words(document)
    assert [row[1] for row in found["Training given and received"][1:]] == ["Law", "Driving"]
    assert found["Officers' hours of the year by topic"][1:] == [["Driving", "4", "–", "–"], ["Law", "4", "4", "1"]]
    assert "0 of 2 have all that is asked (24 hours a year, 4 of Law)" in words(document)
    assert "Lee Park" not in words(document)


def test_without_them_nothing_is_printed(desk, report, words):
    desk.training()
    assert "programs" not in words(report())
    assert "continuing education" not in words(report())
