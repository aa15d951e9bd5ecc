"""Who of a program may graduate: the rule, and its edges."""

from __future__ import annotations

from datetime import datetime

import pytest

from cro_tui.actions import programs, records
from cro_tui.model.contact import Contact
from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.report.programs import by_program, course, expected, sessions_of
from cro_tui.store.notebook import Notebook

TODAY = "2026-11-22"
NOW = datetime.fromisoformat(f"{TODAY}T19:00:00-05:00")


@pytest.fixture
def notebook(tmp_path):
    return Notebook.open(tmp_path, clock=lambda: NOW)


def program_of(notebook, *names, **typed):
    rows = [one if isinstance(one, dict) else {"name": one, "status": "accepted"} for one in names]
    return records.create(notebook, Program, {"title": "Academy", "participants": rows, **typed}).record


def session(notebook, program, day, *names, **typed):
    rows = [one if isinstance(one, dict) else {"name": one} for one in names]
    more = {"title": "Evening", "start": day, "hours": "3", "program": program.id, "roster": rows, **typed}
    return records.create(notebook, Training, more).record


def stands(notebook, program, today=TODAY):
    program = notebook.get(program.id)
    return course(program, sessions_of(notebook, program.id), today)


def standing(notebook, program, today=TODAY):
    return {one.name: (one.attended, one.absent, one.standing) for one in stands(notebook, program, today).participants}


def test_absences_are_counted_and_who_has_too_many_cannot_graduate(notebook):
    program = program_of(notebook, "Ana", "Ben", "Col", sessions_planned="3", absences_allowed="1")
    session(notebook, program, "2026-11-01", "Ana", "Ben")
    session(notebook, program, "2026-11-08", "Ana", "Col")
    assert standing(notebook, program) == {
        "Ana": (2, 0, "still can"), "Ben": (1, 1, "still can"), "Col": (1, 1, "still can"),
    }  # fmt: skip
    session(notebook, program, "2026-11-15", "Ana", "Ben")
    assert standing(notebook, program) == {
        "Ana": (3, 0, "qualifies"), "Ben": (2, 1, "qualifies"), "Col": (1, 2, "cannot graduate"),
    }  # fmt: skip
    assert [one.name for one in stands(notebook, program).to_graduate] == ["Ana", "Ben"]


def test_too_many_absences_are_told_before_the_last_session(notebook):
    program = program_of(notebook, "Ana", sessions_planned="8", absences_allowed="0")
    session(notebook, program, "2026-11-01", "Somebody else")
    assert standing(notebook, program) == {"Ana": (0, 1, "cannot graduate")}


def test_without_sessions_nobody_stands_anywhere(notebook):
    program = program_of(notebook, "Ana")
    assert standing(notebook, program) == {"Ana": (0, 0, "")}
    planned = program_of(notebook, "Ana", sessions_planned="4")
    assert standing(notebook, planned) == {"Ana": (0, 0, "still can")}
    assert stands(notebook, planned).left == 4


def test_more_sessions_than_planned_count(notebook):
    program = program_of(notebook, "Ana", sessions_planned="1", absences_allowed="0")
    session(notebook, program, "2026-11-01", "Ana")
    session(notebook, program, "2026-11-29", "Ana")
    found = stands(notebook, program)
    assert (found.planned, found.left, found.participants[0].standing) == (2, 1, "still can")


def test_absences_before_a_late_acceptance_count(notebook):
    program = program_of(notebook, sessions_planned="2", absences_allowed="0")
    session(notebook, program, "2026-11-01", "Ana")
    program = programs.apply(notebook, notebook.get(program.id), "Late Lee").record
    line = program.participants[0]["id"]
    programs.answer(notebook, program, [line], "accepted")
    session(notebook, program, "2026-11-08", "Late Lee")
    assert standing(notebook, program) == {"Late Lee": (1, 1, "cannot graduate")}


def test_a_cancelled_session_counts_for_nobody_and_is_not_waited_for(notebook):
    program = program_of(notebook, "Ana", sessions_planned="2", absences_allowed="0")
    session(notebook, program, "2026-11-01", "Ana")
    cancelled = session(notebook, program, "2026-11-08", "Somebody else")
    assert standing(notebook, program) == {"Ana": (1, 1, "cannot graduate")}
    records.void(notebook, cancelled, "snow")
    assert standing(notebook, program) == {"Ana": (1, 0, "qualifies")}


def test_a_past_session_with_an_empty_roster_is_no_absence_and_is_waited_for(notebook):
    program = program_of(notebook, "Ana", sessions_planned="2", absences_allowed="0")
    session(notebook, program, "2026-11-01", "Ana")
    session(notebook, program, "2026-11-08")
    found = stands(notebook, program)
    assert (found.participants[0].marks, found.participants[0].standing) == ("●?", "still can")
    assert len(found.not_noted) == 1


def test_a_session_to_come_is_not_held_though_somebody_is_on_its_roster(notebook):
    program = program_of(notebook, "Ana", "Ben")
    session(notebook, program, "2026-12-01", "Ana")
    found = stands(notebook, program)
    assert [one.marks for one in found.participants] == ["·", "·"]
    assert (found.held, len(found.to_come)) == ((), 1)


def test_without_a_number_of_absences_any_is_allowed_but_nobody_graduates_unseen(notebook):
    program = program_of(notebook, "Ana", "Ben", sessions_planned="2")
    session(notebook, program, "2026-11-01", "Ana")
    session(notebook, program, "2026-11-08", "Col")
    assert standing(notebook, program) == {"Ana": (1, 1, "qualifies"), "Ben": (0, 2, "cannot graduate")}


def test_only_who_was_accepted_can_graduate(notebook):
    rows = [{"name": f"Ana {status}", "status": status} for status in ("applied", "waitlisted", "withdrawn")]
    program = program_of(notebook, *rows, "Ben", {"name": "Col"})
    session(notebook, program, "2026-11-01", "Ana withdrawn", "Ben", "Col")
    found = standing(notebook, program)
    assert {name: said[2] for name, said in found.items() if said[2]} == {"Ben": "qualifies"}
    assert found["Ana withdrawn"][:2] == (1, 0)


def test_people_are_known_by_the_contact_else_by_the_plain_name(notebook):
    rosa = records.create(notebook, Contact, {"name": "Rosa Delgado"}).record
    other = records.create(notebook, Contact, {"name": "Rosa Delgado the younger"}).record
    program = program_of(
        notebook, {"name": "R. Delgado", "contact": rosa.id, "status": "accepted"}, "José  Núñez", "rosa delgado",
    )  # fmt: skip
    session(notebook, program, "2026-11-01", {"name": "Rosa Delgado", "contact": rosa.id}, "jose nunez")
    session(notebook, program, "2026-11-08", {"name": "R. Delgado", "contact": other.id}, "JOSÉ NÚÑEZ")
    attended = {name: said[0] for name, said in standing(notebook, program).items()}
    assert attended == {"R. Delgado": 1, "José  Núñez": 2, "rosa delgado": 1}


def test_hours_scores_and_results_are_gathered(notebook):
    program = program_of(notebook, "Ana")
    session(notebook, program, "2026-11-01", {"name": "Ana", "hours": "2.5", "score": "92", "result": "pass"})
    session(notebook, program, "2026-11-08", {"name": "Ana", "result": "fail"})
    session(notebook, program, "2026-11-15", {"name": "Ana", "result": "not tested"})
    (ana,) = stands(notebook, program).participants
    assert (str(ana.hours), ana.scores) == ("8.5", ("92 pass", "fail"))


def test_check_in_expects_the_accepted_who_are_not_on_the_roster(notebook):
    rosa = records.create(notebook, Contact, {"name": "Rosa Delgado"}).record
    waits = {"name": "Dee", "status": "applied"}
    linked = {"name": "R. D.", "contact": rosa.id, "status": "accepted"}
    program = program_of(notebook, "Ana", "Ben", linked, waits)
    evening = session(notebook, program, "2026-11-22", "ben")
    assert [(one.name, one.contact) for one in expected(evening, program, notebook)] == [
        ("Ana", ""), ("Rosa Delgado", rosa.id),
    ]  # fmt: skip


def test_many_programs_are_read_in_one_pass(notebook):
    one, other = program_of(notebook, "Ana"), program_of(notebook, "Ben")
    for number in range(1, 4):
        session(notebook, one, f"2026-11-0{4 - number}")
    session(notebook, other, "2026-11-01")
    found = by_program(notebook)
    assert [len(found[key.id]) for key in (one, other)] == [3, 1]
    assert [held.start for held in found[one.id]] == ["2026-11-01", "2026-11-02", "2026-11-03"]
