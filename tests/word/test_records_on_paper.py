"""Minutes of meetings and rosters of training: everything noted is on them, and they are sound in any case."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions.meetings import adjourn, approve, call_to_order, set_action
from cro_tui.actions.minutes import attend, minute
from cro_tui.actions.records import change
from cro_tui.actions.training import check_in
from cro_tui.model.concern import Concern
from cro_tui.model.meeting import Action, Meeting
from cro_tui.report.audience import NotForAudience
from cro_tui.settings import Documents
from cro_tui.word import write_minutes, write_roster


@pytest.fixture
def minutes(desk, tmp_path):
    def written(meeting, **more):
        settings = desk.notebook.settings
        return write_minutes(desk.notebook, settings, meeting.id, tmp_path / "m.docx", **more).read_bytes()

    return written


@pytest.fixture
def roster(desk, tmp_path):
    def written(session, settings=None, **more):
        settings = settings or desk.notebook.settings
        return write_roster(desk.notebook, settings, session.id, tmp_path / "r.docx", **more).read_bytes()

    return written


def live(desk):
    meeting = desk.meeting(place="Grange Hall", presiding="Lena Ott", recorder="Jo Dunmore", agenda="Lights\nSpeed")

    def again():
        return desk.notebook.of(Meeting, meeting.id)

    call_to_order(desk.notebook, again())
    for line in (
        "Welcome by the chair",
        "a: Ask Parks about the lights @Cole due:2026-12-01",
        "m: Close the lane at night by:Ott -> carried 5-0",
        "d: Meet again in spring",
        "c: The alley is dark",
    ):
        minute(desk.notebook, again(), line)
    attend(desk.notebook, again(), "Pat Ames")
    adjourn(desk.notebook, again(), next_meeting="2027-01-12 18:30")
    return again()


def test_minutes_hold_everything_that_was_done(desk, minutes, problems, words, tables):
    meeting = live(desk)
    document = minutes(meeting)
    assert problems(document) == []
    shown = words(document)
    for text in ("Draft, not yet approved", "Grange Hall", "Present: Pat Ames.", "Agenda:", "12 January 2027"):
        assert text in shown
    found = tables(document)
    assert found["Motions and decisions"][1:] == [
        ["motion", "Close the lane at night", "Ott", "carried 5-0"],
        ["decision", "Meet again in spring", "–", "–"],
    ]
    assert found["Actions agreed"][1] == ["Ask Parks about the lights", "Cole", "1\u00a0Dec\u00a02026", "open"]
    concern = desk.notebook.all(Concern)[0]
    assert found["Concerns voiced at the meeting"][1][:2] == [concern.number, "The alley is dark"]
    assert len(found["Proceedings in order of time"]) == 6


def test_approved_minutes_say_so(desk, minutes, words):
    meeting = live(desk)
    approve(desk.notebook, meeting)
    assert "Draft" not in words(minutes(meeting))


def test_a_draft_is_marked_on_every_page_until_the_body_approves_it(desk, minutes, words, parts):
    meeting = live(desk)

    def marks():
        found = parts(minutes(desk.notebook.of(Meeting, meeting.id)))
        return [name for name, content in found.items() if b"DRAFT" in content]

    assert "MINUTES:DRAFT: subject to correction until the body approves them" in words(minutes(meeting))
    assert set(marks()) >= {"word/document.xml", "word/header2.xml", "word/footer1.xml"}
    desk.meeting(start="2026-12-08T18:30-05:00", previous_approved="yes")
    approve(desk.notebook, meeting)
    assert marks() == []
    shown = words(minutes(desk.notebook.of(Meeting, meeting.id)))
    assert "MINUTES:Approved by the meeting of 8 December 2026" in shown
    changed = minute(desk.notebook, desk.notebook.of(Meeting, meeting.id), "forgot this").record
    assert "MINUTES:Approved by the meeting of 8 December 2026; changed since, on " in words(minutes(changed))


def test_minutes_say_when_nothing_is_noted_of_the_minutes_before(desk, minutes, words):
    desk.meeting(start="2026-10-13T18:30-05:00")
    later = desk.meeting()
    said = "No approval of the previous meeting's minutes is noted."
    assert said in words(minutes(later))
    assert said not in words(minutes(change(desk.notebook, later, {"previous_approved": "yes"}).record))


def test_public_comment_stands_by_topic(desk, minutes, tables):
    meeting = desk.meeting(entries=["c: Loud bar #noise", "c: No lamps", "c: Cars race #traffic", "c: Loud dog #noise"])
    topics = dict.fromkeys(("Loud bar", "Loud dog"), "noise") | {"Cars race": "traffic/speeding"}
    for concern in desk.notebook.all(Concern):
        if (topic := topics.get(concern.summary)) and not concern.category:
            change(desk.notebook, concern, {"category": topic})
    rows = tables(minutes(desk.notebook.of(Meeting, meeting.id)))["Concerns voiced at the meeting"][1:]
    assert [row[2] for row in rows] == ["noise", "noise", "traffic/speeding", "–"]


def test_minutes_of_nothing_are_sound(desk, minutes, problems, words):
    document = minutes(desk.meeting(start="2026-11-10"))
    assert problems(document) == []
    assert "No entries were made." in words(document)


def test_minutes_for_others_count_people_instead_of_naming_them(desk, minutes, words):
    meeting = live(desk)
    change(desk.notebook, meeting, {"sensitivity": "open"})
    minute(desk.notebook, desk.notebook.get(meeting.id), "Pat Ames thanks the officer")
    shown = words(minutes(meeting, audience="public"))
    assert "Ames" not in shown
    assert "1, names withheld" in shown


def test_minutes_open_with_what_is_unfinished(desk, minutes, words, tables):
    unfinished = "Actions still open from earlier meetings"
    earlier = desk.meeting(start="2026-10-13T18:30-05:00", entries=["a: Paint the curb @Cole", "a: Trim the hedge"])
    desk.meeting("Another body", start="2026-10-14T18:30-05:00", entries=["a: Something else"])
    meeting = live(desk)
    assert [row[1:3] for row in tables(minutes(meeting))[unfinished][1:]] == [
        ["Paint the curb", "Cole"],
        ["Trim the hedge", "not named"],
    ]
    for action in desk.notebook.of(Meeting, earlier.id).actions:
        set_action(desk.notebook, Action(desk.notebook.of(Meeting, earlier.id), action.entry), {"status": "done"})
    document = minutes(meeting)
    assert unfinished not in tables(document)
    assert "No action of an earlier meeting is open." in words(document)


def test_unfinished_actions_of_meetings_that_others_may_not_read_stay_out(desk, minutes, words):
    desk.meeting(start="2026-10-13T18:30-05:00", sensitivity="restricted", entries=["a: Paint the curb"])
    change(desk.notebook, meeting := live(desk), {"sensitivity": "open"})
    assert "Paint the curb" in words(minutes(meeting))
    assert "Paint the curb" not in words(minutes(meeting, audience="agency"))


def test_restricted_people_stand_nowhere_in_minutes_and_rosters(desk, minutes, roster, parts, tmp_path):
    person = desk.contact("Pat Ames", phones=["617-555-0143"], sensitivity="restricted", restricted_because="witness")
    meeting = live(desk)
    listed = [{"name": "Patty of the corner", "contact": person.id, "as": "present"}]
    for line in ("Patty of the corner agrees", "a: Call 617 555 0143 @Ames", "m: Thank Pat Ames by:Ames -> carried"):
        minute(desk.notebook, desk.notebook.get(meeting.id), line)
    change(desk.notebook, desk.notebook.get(meeting.id), {"body": "Friends of Pat Ames", "presiding": "P. Ames",
                                                         "attendance": listed})  # fmt: skip
    session = desk.training("Listening to Pat Ames", roster=[{"name": "Patty", "contact": person.id, "hours": "1"}])
    for document in (minutes(desk.notebook.get(meeting.id)), roster(session), roster(session, sheet=True)):
        for name, content in parts(document).items():
            shown = content.decode("utf-8", "replace").casefold()
            assert not [word for word in ("ames", "patty", "555 0143") if word in shown], name
    settings = desk.notebook.settings
    for write, record in ((write_minutes, meeting), (write_roster, session)):
        assert "Ames" not in write(desk.notebook, settings, record.id, tmp_path).name


def test_minutes_that_an_audience_may_not_read_are_refused(desk, minutes):
    meeting = live(desk)
    with pytest.raises(NotForAudience, match="internal"):
        minutes(meeting, audience="public")


def test_any_text_in_minutes_is_sound(desk, minutes, problems, odd):
    text = odd.encode("utf-8", "replace").decode()
    meeting = desk.meeting(f"Body {text}", place=text, presiding=text, agenda=text, next_meeting="2027-01-01")
    minute(desk.notebook, meeting, f"Said: {text}")
    minute(desk.notebook, desk.notebook.get(meeting.id), f"a: Do {text}")
    assert problems(minutes(meeting)) == []


def test_a_roster_with_hours_scores_and_results(desk, roster, problems, words, tables):
    session = desk.training(
        instructor="Jo Dunmore",
        credential="POST 4411",
        roster=[
            {"name": "Pat Ames", "agency": "RPD 221", "in": "2026-11-12 09:00", "out": "2026-11-12 12:00",
             "hours": "3", "score": "92", "result": "pass"},
            {"name": "Lee Moss"},
        ],
    )  # fmt: skip
    document = roster(session)
    assert problems(document) == []
    assert tables(document)["Roster"][1:] == [
        ["1", "Pat Ames", "RPD 221", "9:00\u00a0am", "12:00\u00a0pm", "3", "92", "pass"],
        ["2", "Lee Moss", "–", "–", "–", "4", "–", "–"],
    ]
    assert "2 people, 7 person-hours; 1 pass." in words(document)
    assert "Jo Dunmore, POST 4411" in words(document)


def test_before_anybody_signed_in_it_is_a_sheet_to_sign(desk, roster, problems, words, tables):
    session = desk.training()
    document = roster(session)
    assert problems(document) == []
    assert "Sign-in Sheet" in words(document)
    (sheet,) = tables(document).values()
    assert len(sheet) == 21
    check_in(desk.notebook, session, "Pat Ames")  # weeks before: she is expected
    expected = roster(session)
    assert "Sign-in Sheet" in words(expected)
    assert "Pat Ames" in words(expected)


def test_once_somebody_attended_it_is_the_record(desk, roster, words):
    session = desk.training()
    desk.clock.now = datetime(2026, 11, 12, 9, tzinfo=timezone(timedelta(hours=-5)))
    check_in(desk.notebook, session, "Pat Ames")
    assert "Training Record" in words(roster(session))
    assert "Sign-in Sheet" in words(roster(session, sheet=True))


def test_a_roster_typed_up_later_is_a_record_too(desk, roster, words):
    session = desk.training()
    desk.clock.now = datetime(2026, 11, 20, 9, tzinfo=timezone(timedelta(hours=-5)))
    check_in(desk.notebook, session, "Pat Ames")
    assert "Training Record" in words(roster(session))


def test_the_note_about_corrections_is_the_departments(desk, roster, words):
    settings = desk.notebook.settings._replace(documents=Documents(roster_note="Strike once and initial."))
    assert "Strike once and initial." in words(roster(desk.training(), settings))


def test_any_text_on_a_roster_is_sound(desk, roster, problems, odd):
    text = odd.encode("utf-8", "replace").decode()
    session = desk.training(
        f"Title {text}", place=text, objectives=text, roster=[{"name": f"Name {text}", "agency": text}]
    )
    assert problems(roster(session)) == []
    assert problems(roster(session, sheet=False)) == []


def test_a_record_that_is_not_there_is_said(desk, tmp_path):
    for write in (write_minutes, write_roster):
        with pytest.raises(LookupError, match="01XYZ"):
            write(desk.notebook, desk.notebook.settings, "01XYZ", tmp_path)
