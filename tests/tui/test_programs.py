"""Programs: applications, answers and graduation in single letters; check-in knows who is expected; officers' hours."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from textual import events

from cro_tui.actions import programs, records, training
from cro_tui.model.contact import Contact
from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.store.notebook import Edit, Notebook
from cro_tui.tui.screens.check_in import CheckIn
from cro_tui.tui.screens.program import ProgramScreen
from cro_tui.tui.screens.training import TrainingRoom
from tests.tui.officer import at_desk, settled

START = datetime(2026, 11, 24, 18, 0, tzinfo=timezone(timedelta(hours=-5)))
SIZES = [(80, 24), (120, 40)]


def now():
    """The clock stands."""
    return START


def academy(home, *names, accepted=True, settings="", **typed):
    """An academy of three evenings: two are over, the third is today. One absence is allowed."""
    if settings:
        (home / "settings.toml").write_text(settings, "utf-8")
    notebook = Notebook.open(home, clock=now)
    given = {"title": "Fall academy", "kind": "citizen", "sessions_planned": "3", "absences_allowed": "1", **typed}
    program = programs.make(notebook, given, first="10 Nov 2026 6pm", hours="3").record
    if names:
        program = programs.apply(notebook, program, *names).record
    if names and accepted:
        ids = [row["id"] for row in program.participants]
        program = programs.answer(notebook, program, ids, "accepted").record
    return notebook, program


def evenings(notebook):
    return sorted(notebook.all(Training), key=lambda one: one.start)


def people(home, program):
    return {row["name"]: row for row in Notebook.open(home).get(program.id).participants}


def shown(widget):
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


async def at_program(app, pilot):
    """F6, the table of programs, its first line: four keys."""
    await pilot.press("f6", "right", "enter")
    await settled(app, pilot)
    assert isinstance(app.screen, ProgramScreen)
    return app.screen


async def test_empty_tables_say_what_to_press(tmp_path):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press("f6", "right")
        await settled(app, pilot)
        assert "n makes one with all its sessions" in shown(app.screen.rows)
        await pilot.press("enter", "c", "e", "w", "right")
        await settled(app, pilot)
        assert "No hours yet" in shown(app.screen.rows)
        assert "none asked" in shown(app.screen.query_one("#views"))
        await pilot.press("enter", "w", "5", "right")
        await settled(app, pilot)
        assert app.screen.table == "sessions"


@pytest.mark.parametrize("size", SIZES)
async def test_a_program_is_made_with_its_sessions_and_is_opened(tmp_path, size):
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        await pilot.press("f6", "right", "n")
        await settled(app, pilot)
        form = app.screen.form
        for name, text in (
            ("title", "Youth police camp"), ("kind", "school"), ("start", "5 Apr 2027 9am"),
            ("sessions_planned", "4"), ("hours", "2"), ("absences_allowed", "1"), ("seats", "12"),
        ):  # fmt: skip
            form.go_to(name)
            await pilot.press(*text)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        screen = app.screen
        assert isinstance(screen, ProgramScreen)
        assert "0 of 4 held" in str(screen.about.render())
        await pilot.press("tab", "right")
        await settled(app, pilot)
        assert "4 of 4" in shown(screen.sessions)
        await pilot.press("ctrl+z")
        await settled(app, pilot)
    notebook = Notebook.open(tmp_path)
    assert (notebook.all(Program), notebook.all(Training)) == ([], [])


async def test_a_wrong_number_stands_beneath_its_field(tmp_path):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press("f6", "right", "n", *"Camp")
        await settled(app, pilot)
        form = app.screen.form
        form.go_to("sessions_planned")
        await pilot.press(*"many", "ctrl+s")
        await settled(app, pilot)
        assert "no whole number" in str(form.query_one("#row-sessions_planned .remark").render())


@pytest.mark.parametrize("size", SIZES)
async def test_applications_are_typed_pasted_and_answered_with_single_letters(tmp_path, size):
    notebook, program = academy(tmp_path, seats="2")
    records.create(notebook, Contact, {"name": "Mai Nguyen"})
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        screen = await at_program(app, pilot)
        await pilot.press(*"Ana Ruiz, 555-0101", "enter", *"nguy", "down", "enter")
        screen.entry.line.post_message(events.Paste("Ben Gray\t555-0102\nCol Oak\nBen Gray\n"))
        await settled(app, pilot)
        assert screen.entry.value == ""
        await pilot.press("tab", "home", "a", "a", "w", "d")
        await settled(app, pilot)
        assert "2 accepted for 2 seats" in str(screen.about.render())
        await pilot.press("home", "space", "space", "x")
        await settled(app, pilot)
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert "Ana Ruiz" in shown(screen.participants)
    found = people(tmp_path, program)
    assert {name: row["status"] for name, row in found.items()} == {
        "Ana Ruiz": "accepted", "Mai Nguyen": "accepted", "Ben Gray": "waitlisted", "Col Oak": "declined",
    }  # fmt: skip
    assert (found["Ana Ruiz"]["reach"], found["Ben Gray"]["reach"]) == ("555-0101", "555-0102")
    assert found["Mai Nguyen"]["contact"]


@pytest.mark.parametrize("size", SIZES)
async def test_attendance_shows_at_a_glance_and_those_who_qualify_graduate(tmp_path, size):
    notebook, program = academy(tmp_path, "Ana", "Ben")
    first, second, third = evenings(notebook)
    training.check_in(notebook, first, "Ana", "Ben")
    training.check_in(notebook, second, "Ana")
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        screen = await at_program(app, pilot)
        ana, ben = [line for line in shown(screen.participants).splitlines()[1:] if line.strip()]
        assert "●●·" in ana
        assert "2/3" in ana
        assert "●○·" in ben
        assert "still can" in ben
        await pilot.press("tab", "g")
        await settled(app, pilot)
        assert "Nobody qualifies yet" in app.status.notice
        await pilot.press("c")
        await settled(app, pilot)
        assert isinstance(app.screen, CheckIn)
        assert app.screen.session.id == third.id
        await pilot.press(*"Ana", "enter", "escape")
        await settled(app, pilot)
        assert app.screen is screen
        assert "cannot graduate" in shown(screen.participants)
        await pilot.press("g")
        await settled(app, pilot)
        assert "Ana" in str(app.screen.query_one(".dialog-body").render())
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.status.notice == "Ana graduated 2026-11-24"
        assert "1 graduated" in str(screen.about.render())
    assert people(tmp_path, program)["Ana"]["graduated"] == "2026-11-24"


async def test_enter_edits_a_participant_and_o_takes_a_mistake_off(tmp_path):
    _, program = academy(tmp_path, "Ana", "asdf")
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await at_program(app, pilot)
        await pilot.press("tab", "home", "enter")
        await settled(app, pilot)
        app.screen.form.go_to("notes")
        await pilot.press(*"vegetarian", "ctrl+s")
        await settled(app, pilot)
        await pilot.press("end", "v")
        await settled(app, pilot)
    assert {name: row.get("notes") for name, row in people(tmp_path, program).items()} == {"Ana": "vegetarian"}


async def test_a_further_session_comes_a_week_later_and_enter_opens_its_roster(tmp_path):
    academy(tmp_path, "Ana")
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        screen = await at_program(app, pilot)
        await pilot.press("tab", "right", "n")
        await settled(app, pilot)
        assert app.screen.form.values["title"] == "Fall academy (4)"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert "1 Dec 18:00" in shown(screen.sessions)
        await pilot.press("end", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, CheckIn)
        assert "1 expected" in str(app.screen.about.render())
    assert len(Notebook.open(tmp_path).all(Training)) == 4


@pytest.mark.parametrize("size", SIZES)
async def test_check_in_shows_who_is_expected_and_one_letter_signs_in(tmp_path, size):
    notebook, _ = academy(tmp_path, "Ana", "Ruiz Ben", "Col")
    third = evenings(notebook)[-1]
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        await pilot.press("f6", "enter")
        await settled(app, pilot)
        screen = app.screen
        assert screen.session.id == third.id
        assert shown(screen.roster).count("expected") == 3
        await pilot.press("tab", "home", "p")
        assert "i signs in" in app.status.notice
        await pilot.press("i", "end", "enter")
        await settled(app, pilot)
        assert shown(screen.roster).count("expected") == 1
        await pilot.press("escape", *"rui", "down", "enter")
        await settled(app, pilot)
        assert "expected" not in shown(screen.roster)
    rows = Notebook.open(tmp_path).get(third.id).roster
    assert [row["name"] for row in rows] == ["Ana", "Col", "Ruiz Ben"]
    assert all(row["in"] for row in rows)


async def test_restricted_people_and_programs_are_masked_until_asked_for(tmp_path):
    notebook = Notebook.open(tmp_path, clock=now)
    records.create(notebook, Contact, {"name": "Nguyet Hidden", "restricted_because": "witness"})
    academy(tmp_path, "Nguyet Hidden, 555-0107")
    secret = {"title": "Girls in the shelter", "restricted_because": "juvenile"}
    programs.make(notebook, {**secret, "sessions_planned": "1"}, first="24 Nov 2026 6pm")
    async with at_desk(tmp_path, (120, 40), clock=now) as (app, pilot):
        await pilot.press("f6")
        await settled(app, pilot)
        assert "shelter" not in shown(app.screen.rows)
        await pilot.press("right")
        await settled(app, pilot)
        assert "shelter" not in shown(app.screen.rows)
        app.screen.rows.go_to(app.screen.rows.visible_keys[-1])
        app.screen.open_line(next(one.id for one in notebook.all(Program) if not one.restricted))
        await settled(app, pilot)
        screen = app.screen
        assert "(restricted)" in shown(screen.participants)
        assert "Hidden" not in shown(screen.participants)
        assert "555-0107" not in shown(screen.participants)
        await pilot.press("tab", "a")
        await settled(app, pilot)
        assert "Hidden" not in app.status.notice
        await pilot.press("m")
        await pilot.pause()
        assert "Nguyet Hidden" in shown(screen.participants)


ASKED = "[education]\nhours_a_year = 10\n[education.topics]\nLaw = 4\n"


@pytest.mark.parametrize("size", SIZES)
async def test_officers_hours_against_what_is_asked_and_their_transcript(tmp_path, size):
    (tmp_path / "settings.toml").write_text(ASKED, "utf-8")
    notebook = Notebook.open(tmp_path, clock=now)
    for start, hours, topic in (("2026-02-03", "8", "Law"), ("2026-05-05", "4", "Driving"), ("2025-05-05", "6", "Law")):
        roster = [{"name": "Lee Park", "agency": "4411"}]
        roster += [{"name": "Ann Oak", "agency": "4412"}] if topic == "Driving" else []
        typed = {"title": topic, "topic": topic, "kind": "own", "start": start, "hours": hours, "roster": roster}
        records.create(notebook, Training, typed)
    async with at_desk(tmp_path, size, clock=now) as (app, pilot):
        await pilot.press("f6", "left")
        await settled(app, pilot)
        ann, lee = [line for line in shown(app.screen.rows).splitlines()[1:] if line.strip()]
        assert ann.split()[1:3] == ["Ann", "Oak"]
        assert "Law 4 short" in ann
        assert " 6 " in ann
        assert " 12 " in lee
        assert "10 h a year, Law 4" in shown(app.screen.query_one("#views"))
        await pilot.press("end", "enter")
        await settled(app, pilot)
        assert "18 hours in 3 sessions" in str(app.screen.query_one(".dialog-body").render())
        await pilot.press("escape", "2")
        await settled(app, pilot)
        assert " 6 " in shown(app.screen.rows)
        assert "Driving" not in shown(app.screen.rows)


async def test_what_was_typed_comes_back(tmp_path):
    academy(tmp_path, "Ana")
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await at_program(app, pilot)
        await pilot.press(*"Ben, 555-01", "tab", "n")
        await settled(app, pilot)
        app.screen.form.go_to("place")
        await pilot.press(*"Hall")
        await settled(app, pilot)
        app.desk.flush_drafts()
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        line, form = sorted(app.desk.unfinished(), key=lambda draft: "place" in draft.fields)
        await app.resume_draft(form)
        await settled(app, pilot)
        assert app.screen.form.values["place"].endswith("Hall")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        await app.resume_draft(line)
        await settled(app, pilot)
        assert app.screen.entry.value == "Ben, 555-01"
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.desk.unfinished() == []


async def test_from_today_to_a_program_in_one_key(tmp_path):
    _, program = academy(tmp_path, "Ana", accepted=False, apply_by="2026-11-20")
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press("f4")
        await app.screen.gathered.wait()
        await settled(app, pilot)
        rows = app.screen.rows
        rows.go_to(next(key for key in rows.visible_keys if "1 application" in " ".join(rows.row(key).cells)))
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, ProgramScreen)
        assert app.screen.program.id == program.id
        await pilot.press("escape")
        await settled(app, pilot)
        assert isinstance(app.screen, TrainingRoom)


async def test_certificates_are_written_once_it_is_said_how_many(tmp_path):
    notebook, program = academy(tmp_path, "Ana")
    for one in evenings(notebook):
        training.check_in(notebook, one, "Ana")
    programs.graduate(notebook, notebook.get(program.id))
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await at_program(app, pilot)
        await pilot.press("ctrl+g", "w", "c")
        await settled(app, pilot)
        assert "1 certificate, a page each" in str(app.screen.query_one(".dialog-body").render())
        await pilot.press("w")
        await settled(app, pilot)
        assert app.status.notice == "Written: Certificates Fall academy.docx"
        await pilot.press("escape", "escape", "w", "r")
        await settled(app, pilot)
        assert app.status.notice.startswith("Written: Program Record Fall academy")


async def test_thousands_of_participants_and_programs(tmp_path):
    academy(tmp_path)
    book = Notebook.open(tmp_path, clock=now)
    people = {f"participant.{number:05}": {"name": f"Person {number}", "status": "accepted"} for number in range(5_000)}
    edits = [Edit(book.new_id(), "program", {"title": "Huge", "start": "2026-12-01", "sessions_planned": 8, **people})]
    edits += [
        Edit(book.new_id(), "program", {"title": f"Program {number}", "start": "2024-01-01"}) for number in range(3_000)
    ]
    book.save(edits)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press("f6", "right")
        await settled(app, pilot)
        assert app.screen.rows.count == 3_002
        app.screen.open_line(edits[0].id)
        await settled(app, pilot)
        screen = app.screen
        assert "5,000" in shown(screen.tabs)
        await pilot.press("tab", "end", "x")
        await settled(app, pilot)
        assert "Person 4999 withdrawn" in app.status.notice


async def test_who_leads_a_restricted_program_or_session_and_who_takes_part_shows_only_after_m(tmp_path):
    notebook, program = academy(
        tmp_path, "mkAPPLICANT, 555-0107", place="mkPLACE", coordinator="mkLEADER", restricted_because="juvenile"
    )
    typed = {"title": "mkTITLE", "topic": "mkTOPIC", "place": "mkROOM", "instructor": "mkTEACHER"}
    roster = [{"name": "mkPUPIL", "agency": "mkAGENCY"}]
    given = {**typed, "roster": roster, "start": "25 Nov 2026 9:00", "restricted_because": "juvenile"}
    session = records.create(notebook, Training, given).record
    async with at_desk(tmp_path, (170, 40), clock=now) as (app, pilot):
        await pilot.press("f6")
        await settled(app, pilot)
        app.screen.rows.go_to(session.id)
        await pilot.press("enter")
        await settled(app, pilot)
        assert isinstance(app.screen, CheckIn)
        assert "mk" not in drawn(app)
        await pilot.press("tab", "m")
        await settled(app, pilot)
        for word in ("mkTITLE", "mkTOPIC", "mkROOM", "mkTEACHER", "mkPUPIL", "mkAGENCY"):
            assert word in drawn(app)
        await pilot.press("m", "escape")
        await settled(app, pilot)
        await at_program_of(app, pilot, program)
        assert "mk" not in drawn(app)
        assert "555-0107" not in drawn(app)
        await pilot.press("tab", "m")
        await settled(app, pilot)
        for word in ("mkPLACE", "mkLEADER", "mkAPPLICANT"):
            assert word in drawn(app)
        app.push_screen(CheckIn(evenings(notebook)[0]))
        await settled(app, pilot)
        assert "mkAPPLICANT" not in drawn(app)


async def at_program_of(app, pilot, program):
    app.push_screen(ProgramScreen(program))
    await settled(app, pilot)


def drawn(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())
