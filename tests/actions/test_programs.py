"""Programs: planned with their sessions in one save, applications answered, graduation noted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cro_tui.actions import programs, records, training
from cro_tui.actions.base import NothingDone, Unchanged
from cro_tui.model.contact import Contact
from cro_tui.model.fields import BadValue
from cro_tui.model.program import Program
from cro_tui.model.training import Training


def planned(notebook, **typed):
    given = {"title": "Academy", "kind": "citizen", "place": "Hall", "sessions_planned": "3", **typed}
    return programs.make(notebook, given, first="10 Mar 2027 6:30pm", hours="3").record


def sessions(notebook):
    return sorted(notebook.all(Training), key=lambda one: one.start)


def by_name(program, *names):
    return [row["id"] for row in program.participants if row["name"] in names]


def status(program):
    return {row["name"]: row["status"] for row in program.participants}


def test_a_program_is_planned_with_its_weekly_sessions_in_one_save(notebook):
    before = notebook.changes()
    program = planned(notebook)
    assert notebook.changes() == before + 1
    assert (program.start, program.end, program.sessions_planned) == ("2027-03-10", "2027-03-24", 3)
    made = sessions(notebook)
    assert [one.title for one in made] == ["Academy (1 of 3)", "Academy (2 of 3)", "Academy (3 of 3)"]
    # The clocks are changed on 14 March: the evenings stay at half past six.
    assert [one.start[:16] for one in made] == ["2027-03-10T18:30", "2027-03-17T18:30", "2027-03-24T18:30"]
    first = made[0]
    assert (first.kind, first.place, first.hours, first.program) == ("citizen police academy", "Hall", 3, program.id)


def test_all_of_it_is_undone_at_once(notebook):
    done = programs.make(notebook, {"title": "Academy", "sessions_planned": "4"}, first="10 Mar 2027")
    records.undo(notebook, done)
    assert (notebook.all(Program), notebook.all(Training)) == ([], [])


def test_a_program_may_have_no_sessions_yet(notebook):
    assert programs.make(notebook, {"title": "Youth camp"}).record.title == "Youth camp"
    assert programs.make(notebook, {"title": "Youth camp", "sessions_planned": "8"}).record.sessions_planned == 8
    assert programs.make(notebook, {"title": "Youth camp"}, first="2027-03-01").record.start == "2027-03-01"
    assert notebook.all(Training) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "A", "sessions_planned": "many"}, "sessions_planned"),
        ({"title": "A", "sessions_planned": "105"}, "sessions_planned"),
        ({"title": "A", "kind": "nonsense"}, "kind"),
    ],
)
def test_a_wrong_value_names_its_field_and_nothing_is_made(notebook, given, field):
    with pytest.raises(BadValue) as refused:
        programs.make(notebook, given, first="2027-03-01")
    assert refused.value.field_name == field
    with pytest.raises(BadValue) as refused:
        programs.make(notebook, {"title": "A"}, first="some day")
    assert refused.value.field_name == "start"
    assert notebook.all(Program) == []


def test_a_further_session_comes_a_week_after_the_last_in_its_place(notebook):
    program = planned(notebook)
    last = sessions(notebook)[-1]
    records.change(notebook, last, {"place": "Library"})
    made = programs.add_session(notebook, program, {"start": ""}).record
    assert (made.title, made.start[:16], made.place, made.program) == (
        "Academy (4)", "2027-03-31T18:30", "Library", program.id,
    )  # fmt: skip
    alone = programs.make(notebook, {"title": "Camp", "sessions_planned": "2"}, first="").record
    made = programs.add_session(notebook, alone, {"start": "5 Apr 2027 9am"}).record
    assert (made.title, made.start[:16]) == ("Camp (1 of 2)", "2027-04-05T09:00")


def test_applications_are_typed_or_pasted_one_a_line_and_nobody_stands_there_twice(notebook):
    rosa = records.create(notebook, Contact, {"name": "Rosa Delgado"}).record
    before = notebook.changes()
    lines = ("Ana Ruiz, 555-0101", "rosa delgado,rosa@example.org", "Ben\t555-0102", "", "ANA RUIZ")
    program = programs.apply(notebook, planned(notebook), *lines).record
    assert notebook.changes() == before + 2
    assert [(row["name"], row.get("reach"), row.get("contact")) for row in program.participants] == [
        ("Ana Ruiz", "555-0101", None), ("rosa delgado", "rosa@example.org", rosa.id), ("Ben", "555-0102", None),
    ]  # fmt: skip
    assert {(row["status"], row["applied"]) for row in program.participants} == {("applied", "2026-11-22")}
    with pytest.raises(NothingDone, match="on the list already"):
        programs.apply(notebook, program, "ben")
    with pytest.raises(NothingDone, match="type a name"):
        programs.apply(notebook, program, "  ", ", 555-0101")


def test_applications_are_answered_several_in_one_save(notebook):
    program = programs.apply(notebook, planned(notebook, seats="2"), "Ana", "Ben", "Col", "Dee").record
    done = programs.answer(notebook, program, by_name(program, "Ana", "Ben"), "accepted")
    assert done.says == "2 people accepted: 2 of 2 seats taken"
    program = programs.answer(notebook, done.record, by_name(program, "Col"), "waitlisted").record
    program = programs.answer(notebook, program, by_name(program, "Dee"), "declined").record
    program = programs.answer(notebook, program, by_name(program, "Ben"), "withdrawn").record
    assert status(program) == {"Ana": "accepted", "Ben": "withdrawn", "Col": "waitlisted", "Dee": "declined"}
    with pytest.raises(Unchanged):
        programs.answer(notebook, program, by_name(program, "Ana"), "accepted")
    with pytest.raises(NothingDone):
        programs.answer(notebook, program, ["no such line"], "accepted")
    done = programs.answer(notebook, program, by_name(program, "Ana", "Col"), "declined")
    assert status(records.undo(notebook, done).record) == status(program)


def finished(notebook, clock):
    """Three evenings that Ana attended, Ben only once; one absence is allowed."""
    program = programs.make(
        notebook, {"title": "Academy", "sessions_planned": "3", "absences_allowed": "1"}, first="10 Nov 2026 6pm"
    ).record
    program = programs.apply(notebook, program, "Ana", "Ben").record
    program = programs.answer(notebook, program, by_name(program, "Ana", "Ben"), "accepted").record
    for number, one in enumerate(sessions(notebook)):
        training.check_in(notebook, one, *(("Ana", "Ben") if not number else ("Ana",)))
    clock.now += timedelta(days=7)
    return program


def test_who_qualifies_graduates_on_one_day_in_one_save(notebook, clock):
    program = finished(notebook, clock)
    with pytest.raises(BadValue) as refused:
        programs.graduate(notebook, program, "some day")
    assert refused.value.field_name == "graduated"
    done = programs.graduate(notebook, program, "yesterday")
    assert {row["name"]: row.get("graduated") for row in done.record.participants} == {"Ana": "2026-11-28", "Ben": None}
    with pytest.raises(NothingDone, match="graduated already"):
        programs.graduate(notebook, done.record)
    with pytest.raises(NothingDone, match="graduated"):
        programs.answer(notebook, done.record, by_name(program, "Ana"), "withdrawn")
    assert not any(row.get("graduated") for row in records.undo(notebook, done).record.participants)


def test_nobody_graduates_before_the_last_session_and_the_department_may_make_an_exception(notebook, clock):
    program = programs.apply(notebook, planned(notebook), "Ana").record
    program = programs.answer(notebook, program, by_name(program, "Ana"), "accepted").record
    with pytest.raises(NothingDone, match="3 sessions are not held"):
        programs.graduate(notebook, program)
    row = program.participants[0]["id"]
    program = programs.set_participant(
        notebook, program, row, {"graduated": "2026-11-20", "notes": "by the Chief"}
    ).record
    assert program.participants[0]["graduated"] == "2026-11-20"
    with pytest.raises(Unchanged):
        programs.set_participant(notebook, program, row, {"notes": "by the Chief"})
    with pytest.raises(BadValue):
        programs.set_participant(notebook, program, row, {"name": ""})


def test_a_line_that_was_a_mistake_is_taken_off(notebook):
    program = programs.apply(notebook, planned(notebook), "Ana", "asdf").record
    program = programs.take_off(notebook, program, *by_name(program, "asdf")).record
    assert [row["name"] for row in program.participants] == ["Ana"]
