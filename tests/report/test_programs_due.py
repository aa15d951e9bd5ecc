"""What programs put on the day's list."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cro_tui.actions import due, programs, records, training
from cro_tui.actions.base import NothingDone
from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.report.today import DUE, MEETINGS, due_lists
from cro_tui.store.notebook import Notebook

NOW = datetime.fromisoformat("2026-11-22T19:00:00-05:00")


@pytest.fixture
def notebook(tmp_path):
    return Notebook.open(tmp_path, clock=lambda: NOW)


def lines(notebook, day, heading=DUE):
    (found,) = (one for one in due_lists(notebook, date.fromisoformat(day)) if one.heading == heading)
    return [(one.task, one.text, one.when[:10], one.overdue) for one in found.lines]


def academy(notebook, **typed):
    given = {"title": "Academy", "sessions_planned": "2", "absences_allowed": "0", **typed}
    program = programs.make(notebook, given, first="2026-11-10").record
    return programs.apply(notebook, program, "Ana", "Ben").record


def accept(notebook, program):
    ids = [row["id"] for row in program.participants]
    return programs.answer(notebook, program, ids, "accepted").record


def check_in(notebook, program, *people):
    for one in notebook.all(Training):
        training.check_in(notebook, one, *people)


def test_applications_wait_from_the_day_on_which_no_more_come_in(notebook):
    program = academy(notebook, apply_by="2026-10-20")
    assert lines(notebook, "2026-10-19") == []
    wait = "2 applications: Academy"
    assert lines(notebook, "2026-10-20") == [("applications", wait, "2026-10-20", False)]
    assert lines(notebook, "2026-10-21")[0][3]
    accept(notebook, program)
    assert lines(notebook, "2026-10-21") == []


def test_without_such_a_day_it_is_a_week_before_the_first(notebook):
    academy(notebook)
    assert lines(notebook, "2026-11-02") == []
    assert [one[0] for one in lines(notebook, "2026-11-03")] == ["applications"]
    # Over: nobody is asked about applications any more.
    assert [one[0] for one in lines(notebook, "2026-11-18")] == []


def test_a_session_of_which_nobody_noted_who_came(notebook):
    program = accept(notebook, academy(notebook))
    assert lines(notebook, "2026-11-10") == []
    assert lines(notebook, "2026-11-11") == [("roster", "Who came? Academy (1 of 2)", "2026-11-10", True)]
    check_in(notebook, program, "Ana")
    assert [one[0] for one in lines(notebook, "2026-11-11")] == []


def test_who_qualifies_is_to_graduate_and_d_does_it(notebook):
    program = accept(notebook, academy(notebook))
    check_in(notebook, program, "Ana")
    assert lines(notebook, "2026-11-16") == []
    assert lines(notebook, "2026-11-17") == [("graduation", "1 graduate to note: Academy", "2026-11-17", False)]
    (line,) = due_lists(notebook, date(2026, 11, 17))[0].lines
    assert due.date_field(line) == ""
    with pytest.raises(NothingDone, match="put off"):
        due.put_off(notebook, line, "2026-12-01")
    done = due.finish(notebook, line)
    assert done.says == "Ana graduated 2026-11-22"
    assert lines(notebook, "2026-11-18") == []
    records.undo(notebook, done)
    records.change(notebook, notebook.get(program.id), {"absences_allowed": ""})
    assert lines(notebook, "2026-11-18") == []


def test_long_over_nothing_is_asked_any_more(notebook):
    program = accept(notebook, academy(notebook))
    check_in(notebook, program, "Ana")
    assert lines(notebook, "2027-06-01") == []


def test_sessions_of_the_next_two_weeks_stand_with_the_meetings(notebook):
    academy(notebook)
    assert [one[1] for one in lines(notebook, "2026-11-01", MEETINGS)] == ["Academy (1 of 2)"]
    assert [one[1] for one in lines(notebook, "2026-11-10", MEETINGS)] == ["Academy (1 of 2)", "Academy (2 of 2)"]
    assert lines(notebook, "2026-12-01", MEETINGS) == []


def test_a_program_without_anything_asks_for_nothing(notebook):
    records.create(notebook, Program, {"title": "Camp"})
    assert lines(notebook, "2026-11-01") == []
