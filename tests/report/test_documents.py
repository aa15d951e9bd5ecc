"""The facts of agendas, referral memos, dossiers, transcripts and week sheets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cro_tui.actions import records
from cro_tui.actions.meetings import unfinished
from cro_tui.model.contact import Interaction, Organization
from cro_tui.report.agenda import agenda_facts
from cro_tui.report.audience import NotForAudience, Reader
from cro_tui.report.dossier import dossier_facts
from cro_tui.report.referring import NOT_NAMED, memo_facts
from cro_tui.report.rosters import regulars_called, transcript
from cro_tui.report.week import rooms, week_facts
from tests.report.conftest import strings_of

BODY = "Northside Neighborhood Association"
TODAY = date(2026, 8, 14)


@pytest.fixture
def agenda(office):
    def drawn(meeting, audience="command", *, names=True):
        book = office.notebook
        reader = Reader.of(book, audience, names_ticked=names)
        return agenda_facts(book, office.again(meeting), unfinished(book, meeting), reader)

    return drawn


# The agenda


def test_an_agenda_opens_with_the_unfinished_actions_the_longest_overdue_first(office, agenda):
    entries = [
        {"kind": "action", "text": "Paint the curb", "owner": "Cole", "due": "2026-09-01"},
        {"kind": "action", "text": "Trim the hedge", "due": "2026-08-01"},
        {"kind": "action", "text": "Done long ago", "status": "done"},
        {"kind": "action", "text": "Whenever"},
    ]
    office.meeting(BODY, start="2026-07-10 19:00", entries=entries)
    meeting = office.meeting(BODY, start="2026-08-11 19:00", agenda="Lights\n\nSpeed")
    found = agenda(meeting)
    assert [(one.text, one.owner, one.overdue) for one in found.actions] == [
        ("Trim the hedge", "", 10),
        ("Paint the curb", "Cole", 0),
        ("Whenever", "", 0),
    ]
    assert found.business == ("Lights", "Speed")


def test_draft_minutes_and_motions_laid_over_are_to_be_decided(office, agenda):
    entries = ["m: Close the lane by:Ott -> tabled", "m: Buy lamps by:Ott -> carried 5-0", "m: Meet in spring"]
    office.meeting(BODY, start="2026-07-10 19:00", entries=entries)
    office.meeting(BODY, start="2026-06-10 19:00", entries=["Opened"], minutes_status="approved")
    found = agenda(office.meeting(BODY, start="2026-08-11 19:00"))
    assert found.decisions == (
        "Approve the minutes of 10 July 2026, which are a draft.",
        "Motion of 10 July 2026, moved by Ott: Close the lane (tabled)",
        "Motion of 10 July 2026: Meet in spring (no result noted)",
    )


def test_concerns_raised_before_stand_with_what_became_of_them(office, agenda):
    ids = [office.concern(summary, heard="2026-05-02").id for summary in ("Dark alley", "Loud bar", "Broken curb")]
    office.meeting(BODY, start="2026-05-02 19:00", links=ids)
    office.meeting(BODY, start="2026-07-10 19:00", links=[ids[0]])
    for place, on in ((1, "2026-07-20"), (2, "2026-06-01")):
        closed = {"status": "closed", "disposition": "resolved", "closed": on}
        office.change(office.notebook.get(ids[place]), **closed)
    found = agenda(office.meeting(BODY, start="2026-08-11 19:00"))
    assert [(one.summary, one.raised, one.standing) for one in found.concerns] == [
        ("Dark alley", "2026-05-02", "new"),
        ("Loud bar", "2026-05-02", "closed 20\u00a0Jul\u00a02026: resolved"),
    ]
    assert (found.closed_before, found.more_concerns, found.last_met) == (1, 0, "2026-07-10")


def test_restricted_concerns_are_counted_on_an_agenda_and_never_told(office, agenda):
    secret = office.concern("Seen at the window", restricted_because="witness")
    office.meeting(BODY, start="2026-07-10 19:00", links=[secret.id])
    found = agenda(office.meeting(BODY, start="2026-08-11 19:00"))
    assert found.concerns == ()
    assert "window" not in " ".join(strings_of(found))
    assert found.left_out[0].sentence.startswith("1 concern raised earlier left out")


def test_the_next_meeting_is_the_agreed_one_else_the_entered_one_else_what_is_usual(office, agenda):
    meeting = office.meeting(BODY, start="2026-08-11 19:00")
    office.make(Organization, name=BODY, cadence="second Tuesday")
    assert (agenda(meeting).next_meeting, agenda(meeting).cadence) == ("", "second Tuesday")
    office.meeting(BODY, start="2026-10-13 19:00")
    assert agenda(meeting).next_meeting[:10] == "2026-10-13"
    office.change(meeting, next_meeting="2026-09-08 19:00")
    assert agenda(meeting).next_meeting[:10] == "2026-09-08"


# The transcript


def test_who_is_only_expected_has_no_hours_yet(office):
    office.session("First aid", start="2026-08-01 09:00", hours="4", roster=["Alex Rivera"])
    office.session("First aid", start="2026-09-01 09:00", hours="4", roster=["Alex Rivera"])
    assert transcript(office.notebook, "Alex Rivera", until="2026-08-14").hours == Decimal(4)
    assert transcript(office.notebook, "Alex Rivera").hours == Decimal(8)


def test_namesakes_are_told_apart_by_agency_or_id(office):
    for agency, hours in (("SPD 4411", "4"), ("County 7", "2"), ("", "1")):
        office.session("First aid", hours="9", roster=[{"name": "Alex Rivera", "agency": agency, "hours": hours}])
    book = office.notebook
    assert [one.line for one in regulars_called(book, "alex  rivera")] == [
        "Alex Rivera, County 7",
        "Alex Rivera, SPD 4411",
    ]
    (one,) = regulars_called(book, "Alex Rivera, SPD 4411")
    assert regulars_called(book, "4411") == [one]
    assert transcript(book, one.name, agency=one.agency).hours == Decimal(5)
    assert set(transcript(book, one.name).agencies) == {"County 7", "SPD 4411"}
    assert regulars_called(book, "Nobody") == regulars_called(book, "") == []


# The referral memo


def test_a_memo_tells_what_was_heard_asked_and_done_besides(office):
    concern = office.concern("Lamp out", narrative="The lamp by the hall is out.", place="Elm Street", channel="phone")
    earlier = office.referral(
        concern, "Parks", sent="2026-08-03", reply="Not ours", replied="2026-08-05", outcome="declined"
    )
    office.change(concern, status="referred")
    referral = office.referral(concern, "Public Works", sent="2026-08-06", message="Relight it.", due="2026-08-20")
    memo = memo_facts(office.notebook, referral, "agency")
    assert (memo.to, memo.asked, memo.due, memo.told.heard) == (
        "Public Works", "Relight it.", "2026-08-20", "The lamp by the hall is out.",
    )  # fmt: skip
    done = [one.done for one in memo.told.tried]
    assert "Parks (Dana Fictive) answered (declined): Not ours" in done
    assert not any("Public Works" in one for one in done)
    assert earlier.id != referral.id


def test_who_voiced_it_is_named_with_consent_alone(office):
    person = office.person("Rosa Delgado", phones="617-555-0177", address="12 Birch Lane")
    office.person("Ida Quillfeather")
    said = "Rosa Delgado of 12 Birch Lane and Ida Quillfeather say it is loud."
    concern = office.concern("Loud", narrative=said, contact=person.id, place="12 Birch Lane")
    referral = office.referral(concern)
    without = " ".join(strings_of(memo_facts(office.notebook, referral, "agency")))
    assert NOT_NAMED in without
    assert "Delgado" not in without
    assert "12 Birch" not in without
    memo = memo_facts(office.notebook, referral, "agency", consent=True)
    assert dict(memo.told.circumstances)["Voiced by"] == "Rosa Delgado, (617) 555-0177"
    assert dict(memo.told.place)["Place"] == "12 Birch Lane"
    assert "Rosa Delgado" in memo.told.heard
    assert "Quillfeather" not in memo.told.heard


def test_a_restricted_person_is_not_named_even_with_consent_or_within_the_department(office, mai):
    concern = office.concern("Followed home", narrative="Maya, that is Mai Nguyen, was followed.", contact=mai.id)
    referral = office.referral(concern)
    for audience in ("agency", "command"):
        text = " ".join(strings_of(memo_facts(office.notebook, referral, audience, consent=True)))
        assert "Mai" not in text
        assert "Nguy" not in text
        assert NOT_NAMED in text


def test_a_restricted_concern_is_refused_outside_the_department(office):
    referral = office.referral(office.concern("Seen", restricted_because="witness"))
    with pytest.raises(NotForAudience, match="restricted"):
        memo_facts(office.notebook, referral, "agency")
    assert memo_facts(office.notebook, referral, "command").told.summary == "Seen"


# The dossier


def test_a_dossier_of_a_concern_tells_its_whole_story_and_who_changed_what(office):
    concern = office.concern("Lamp out", narrative="The lamp is out.", heard="2026-08-01")
    office.referral(concern, "Public Works", sent="2026-08-04", reply="Done", outcome="completed", replied="2026-08-09")
    office.at("2026-08-10").change(concern, status="closed", disposition="resolved", closed="2026-08-10")
    found = dossier_facts(office.notebook, office.again(concern), TODAY)
    assert "Status: closed: resolved on 10 August 2026." in found.brief
    assert dict(found.texts)["Narrative"] == "The lamp is out."
    assert [one.done for one in found.steps][-1] == "Closed: resolved"
    assert any("Status: new → closed" in line for line in found.changes[-1].lines)
    assert found.changes[-1].at.startswith("2026-08-10")
    referrals = next(part for part in found.parts if part.heading == "Referrals")
    assert referrals.rows[0][2:] == ("Public Works", "", "2026-08-09", "completed; Dana Fictive; Done")


def test_a_dossier_of_a_contact_gathers_every_record_that_names_them(office):
    rosa = office.person("Rosa Delgado", notes="Chairs the block club.", phones="617-555-0177")
    office.concern("Loud bar", contact=rosa.id)
    office.make(Interaction, notes="Walked the block.", contacts=[rosa.id], date="2026-08-02", method="visit")
    office.meeting(BODY, start="2026-08-11 19:00", attendance=[{"name": "Rosa", "contact": rosa.id, "as": "absent"}])
    office.session("First aid", hours="2", roster=[{"name": "Rosa", "contact": rosa.id}])
    found = dossier_facts(office.notebook, office.again(rosa), TODAY)
    rows = {part.heading: part.rows for part in found.parts}
    assert [row[2] for row in rows["Concerns voiced or linked"]] == ["Loud bar"]
    assert rows["Dealings"] == (("2026-08-02", "visit", "Walked the block.", ""),)
    assert rows["Meetings"] == (("2026-08-11", BODY, "absent"),)
    assert rows["Training"][0][1:] == ("First aid", "2", "")
    assert dict(found.particulars)["Phones"] == "(617) 555-0177"
    assert found.title == "Rosa Delgado"


def test_what_a_restricted_person_was_called_before_is_withheld_too(office):
    mai = office.person("Zoltavia Vraxhallow", alias="Zozo", phones="617-555-0142", address="14 Elm Street")
    concern = office.concern("Zoltavia saw it", narrative="Vraxhallow of 14 Elm St saw it.", contact=mai.id)
    office.change(mai, name="M. N.", alias="", phones="", address="", restricted_because="witness")
    office.change(concern, narrative="She saw it.")
    for record in (mai, concern):
        found = dossier_facts(office.notebook, office.again(record), TODAY)
        told = " ".join(strings_of(found)).casefold()
        assert not [one for one in ("zoltavia", "vraxhallow", "zozo", "0142", "14 elm") if one in told]


def test_a_dossier_without_names_leaves_its_own_subject_unnamed(office):
    rosa = office.person("Rosa Delgado", phones="617-555-0177")
    office.change(rosa, name="Rosa Delgado-Prym")
    found = dossier_facts(office.notebook, office.again(rosa), TODAY, names_ticked=False)
    told = " ".join(strings_of(found))
    assert "Delgado" not in told
    assert "0177" not in told
    assert found.title == f"contact {rosa.id[-8:]}"


def test_there_is_no_dossier_of_a_meeting(office):
    with pytest.raises(TypeError, match="meeting"):
        dossier_facts(office.notebook, office.meeting(), TODAY)


# The week


def test_a_week_tells_what_was_done_what_is_stuck_and_what_comes(office):
    office.meeting(BODY, start="2026-08-11 19:00", headcount=12, organized="yes")
    office.meeting("Block club", start="2026-08-18 19:00", place="Grange Hall")
    closed = office.concern("Lamp out", heard="2026-08-03")
    office.change(closed, status="closed", disposition="resolved", closed="2026-08-12")
    late = office.concern("Loud bar", heard="2026-08-03", next_action="Ask the owner", due="2026-08-10")
    office.referral(late, "Licensing", sent="2026-07-20", due="2026-08-01")
    found = week_facts(office.notebook, date(2026, 8, 12), TODAY)
    assert (found.first, found.last, found.as_of) == ("2026-08-10", "2026-08-16", "2026-08-14")
    assert [one.text for one in found.done.lines] == [
        f"Meeting organized: {BODY}, 12 people",
        "Closed (resolved): Lamp out",
    ]
    assert {(one.text, one.late) for one in found.stuck.lines} == {
        ("Ask the owner", 4),
        ("Answer of Licensing: Loud bar", 13),
    }
    assert [one.text for one in found.coming.lines] == ["Meeting: Block club, Grange Hall"]
    assert {one.label: (one.now, one.before) for one in found.figures}["Heard"] == (0, 2)


def test_words_of_restricted_records_are_not_on_the_sheet(office):
    secret = office.concern("Hidden words", restricted_because="witness", due="2026-08-10", next_action="Secret visit")
    office.referral(secret, "Licensing", sent="2026-08-11", sensitivity="internal")
    told = " ".join(strings_of(week_facts(office.notebook, TODAY, TODAY)))
    assert "Hidden" not in told
    assert "Secret" not in told
    assert "Licensing" not in told


def test_what_has_no_room_is_counted_by_sort(office):
    for number in range(9):
        office.concern(f"Concern {number}", heard="2026-08-03", next_action=f"Step {number}", due="2026-08-10")
    stuck = week_facts(office.notebook, TODAY, TODAY).stuck
    assert len(stuck.shown(4)) == 4
    assert stuck.rest(4) == "and 5 more: 5 actions overdue"
    assert stuck.rest(9) == ""


def test_lists_share_the_page_and_give_away_what_they_do_not_need(office):
    week = week_facts(office.notebook, TODAY, TODAY)
    assert rooms((week.done, week.stuck), 10) == [0, 0]
    for number in range(20):
        records.create(office.notebook, type(office.concern()), {"summary": f"C {number}", "due": "2026-08-10"})
    week = week_facts(office.notebook, TODAY, TODAY)
    assert rooms((week.done, week.stuck, week.coming), 10) == [0, 10, 0]
