"""What a quarter's report says of recommendations, referrals, meetings and training."""

from __future__ import annotations

from cro_tui.actions import concerns, meetings, minutes, recommendations, records, referrals
from cro_tui.report.referred import response_days


def figure(facts, label):
    return next(one.now for one in facts.figures if one.label == label)


def texts_of(found):
    return [one.text for one in found]


def test_a_recommendation_is_asked_for_until_decided_and_carried_until_it_ends(office):
    one = office.concern()
    made = office.at("2026-02-10").recommendation(answers=[one.id], owner="Traffic Unit", resources="$400.")
    winter, spring = office.facts("2026-Q1", on="2026-04-08"), office.facts("2026-Q2", on="2026-07-08")
    assert (texts_of(winter.recommended), texts_of(winter.progress)) == ([made.text], [])
    assert (texts_of(spring.recommended), texts_of(spring.progress)) == ([made.text], [made.text])
    assert spring.decisions == (f"Put up a speed display (answers {one.number}); needs $400.",)
    recommendations.decide(office.notebook, office.again(made), "approved", "2026-07-20")
    summer = office.facts("2026-Q3")
    assert texts_of(summer.recommended) == []
    assert [(one.state, one.made) for one in summer.progress] == [("approved", "2026-02-10")]
    assert summer.decisions == ()
    recommendations.conclude(office.notebook, office.again(made), "done", "Rain.", when="2026-11-02")
    assert [(one.state, one.obstacles) for one in office.facts("2026-Q4").progress] == [("done", "Rain.")]
    assert office.facts("2027-Q1", on="2027-04-08").progress == ()


def test_a_declined_one_is_reported_once_and_no_more(office):
    made = office.at("2026-02-10").recommendation()
    recommendations.decide(office.notebook, made, "declined", "2026-05-10")
    assert [one.state for one in office.facts("2026-Q2").progress] == ["declined"]
    assert office.facts("2026-Q2").recommended == ()
    assert office.facts("2026-Q3").progress == ()


def test_one_that_ended_without_a_date_is_reported_when_that_was_noted(office):
    made = office.at("2026-02-10").recommendation()
    office.at("2026-08-01").change(made, outcome="done")
    assert [one.state for one in office.facts("2026-Q3").progress] == ["done"]
    assert office.facts("2026-Q4").progress == ()


def test_one_without_a_date_is_not_lost(office):
    made = office.at("2026-08-10").recommendation()
    office.clear(made, "made")
    assert [one.made for one in office.facts().recommended] == ["2026-08-10"]


def test_referrals_of_the_quarter_those_answered_in_it_and_those_waiting(office):
    one = office.concern()
    sent = office.referral(one, sent="2026-06-20", due="2026-06-30")
    silent = office.referral(one, "Parks", sent="2026-05-02", due="2026-05-12")
    office.referral(one, "Later", sent="2026-10-02")
    early = office.referral(one, "Early", sent="2026-04-02")
    referrals.answer(office.notebook, early, "Done.", "completed", by="Lee", when="2026-04-09")
    referrals.answer(office.notebook, sent, "Fixed.", "completed", by="Lee", when="2026-07-05")
    found = office.facts().referrals
    assert [(line.to, line.sent, line.answered, line.days, line.outcome, line.overdue) for line in found] == [
        ("Parks", silent.sent, "", None, "waiting", True),
        ("Public Works", "2026-06-20", "2026-07-05", 15, "completed", False),
    ]
    assert response_days(found) == 15
    assert figure(office.facts(), "Referrals sent") == 0
    assert [line.to for line in office.facts("2026-Q2").referrals] == ["Early", "Parks", "Public Works"]


def test_an_acknowledgment_is_no_answer(office):
    one = office.concern()
    made = office.referral(one, sent="2026-07-01")
    referrals.acknowledge(office.notebook, made, "2026-07-03")
    referrals.answer(office.notebook, office.again(made), "", "no reply", by="Lee")
    (line,) = office.facts().referrals
    assert (line.answered, line.days, line.outcome, line.overdue) == ("", None, "no reply", False)
    assert response_days(office.facts().referrals) is None


def test_a_referral_that_names_no_day_is_due_after_the_departments_days(office):
    office.referral(office.concern(), sent="2026-09-20")
    (line,) = office.facts(on="2026-10-01").referrals
    assert (line.due, line.overdue) == ("2026-09-30", True)


def test_referrals_of_what_was_voided_or_may_not_be_shown_stay_out(office):
    voided, hidden = office.concern(), office.concern(restricted_because="witness")
    office.referral(voided, "Parks", sent="2026-07-02", sensitivity="open")
    office.referral(hidden, "Victim services", sent="2026-07-02", sensitivity="open")
    records.void(office.notebook, office.again(voided), "entered twice")
    assert [line.to for line in office.facts().referrals] == ["Victim services"]
    public = office.facts(audience="public")
    assert public.referrals == ()
    assert any(gap.sentence == "1 referral left out with what it is of" for gap in public.left_out)


def test_meetings_that_were_held_count_and_planned_ones_do_not(office):
    office.at("2026-07-01")
    held = office.meeting("Held", start="2026-07-14 19:00", organized=True, headcount=42)
    office.meeting("Planned, nothing noted", start="2026-07-20 19:00")
    office.meeting("To come", start="2026-09-20 19:00")
    office.at("2026-08-04").meeting("Entered afterwards", start="2026-08-02 19:00")
    office.at("2026-08-05")
    facts = office.facts(on="2026-08-05")
    assert [(one.body, one.organized, one.headcount) for one in facts.meetings] == [
        ("Held", True, 42), ("Entered afterwards", False, None),
    ]  # fmt: skip
    assert (figure(facts, "Meetings"), figure(facts, "People at meetings")) == (2, 42)
    assert any("nothing shows that it was held" in gap.sentence for gap in facts.missing)
    assert held.id not in {record for gap in facts.missing for record in gap.ids}


def test_people_at_a_meeting_without_a_headcount_are_those_named_as_present(office):
    attendance = [{"name": "Mai Nguyen"}, {"name": "Ana Ruiz", "as": "guest"}, {"name": "Bo Li", "as": "absent"},
                  {"name": "Sgt. Wilk", "as": "staff"}]  # fmt: skip
    office.meeting(start="2026-07-14 19:00", attendance=attendance)
    office.meeting("Nobody came", start="2026-07-15 19:00", headcount=0, attendance=["Mai Nguyen"])
    assert figure(office.facts(), "People at meetings") == 2


def test_concerns_of_a_meeting_are_those_of_its_minutes_and_those_captured_beside_them(office):
    from cro_tui.actions.capture import capture

    meeting = office.meeting(start="2026-08-03 19:00")
    office.at("2026-08-03T19:10:00-04:00")
    minutes.minute(office.notebook, meeting, "c: Lamp out on Elm Street", "a: Ask Parks @Sgt due:fri", "a: Nobody's")
    capture(office.notebook, "Dogs off the leash", meeting=office.again(meeting))
    undone = capture(office.notebook, "Typed by mistake", meeting=office.again(meeting)).record
    records.void(office.notebook, undone, "mistake")
    meetings.adjourn(office.notebook, office.again(meeting))
    facts = office.facts()
    (held,) = facts.meetings
    assert (held.concerns, held.actions, held.actions_open, held.minutes) == (2, 2, 2, "draft")
    assert {topic.channels for topic in facts.current} == {("community meeting",)}
    sentences = [gap.sentence for gap in facts.missing]
    assert "1 meeting has an action without an owner" in sentences
    assert "1 meeting has minutes that are not approved" in sentences


def test_training_hours_are_each_persons_own_or_the_sessions(office):
    roster = [{"name": "Mai Nguyen", "hours": "1.5"}, {"name": "Ana Ruiz"}, {"name": "Bo Li", "result": "fail"}]
    office.session("Held", start="2026-07-10 13:00", hours="2", roster=roster)
    office.session("Planned for today", start="2026-08-05 13:00", hours="2")
    office.session("To come", start="2026-08-20 13:00", hours="2", roster=["Mai Nguyen"])
    facts = office.facts(on="2026-08-05")
    assert [(one.title, one.hours, one.people, one.person_hours) for one in facts.training] == [("Held", "2", 3, "5.5")]
    assert figure(facts, "Training sessions") == 1


def test_what_an_audience_does_not_see_of_all_kinds_is_said(office):
    office.concern(kind="potential problem", heard="2026-04-01", rating="potential", watch="2026-12-01")
    office.at("2026-02-01").recommendation()
    office.meeting(start="2026-07-14 19:00", headcount=3)
    office.session(start="2026-07-14 10:00", roster=["Mai Nguyen"])
    facts = office.facts(audience="public")
    sentences = [gap.sentence for gap in facts.left_out]
    for noun in ("concern", "recommendation", "meeting", "training session"):
        assert f"1 {noun} left out, which is internal: counted, not shown" in sentences
    assert facts.summary[0] == "1 earlier recommendation, not shown here."
    assert "1 potential problem watched, not shown here." in facts.summary


def test_an_approved_minutes_and_a_told_resident_leave_nothing_missing(office):
    from cro_tui import settings

    changes = {"department": {"name": "Larkmoor Police", "chief": "Chief A. Wren", "supervisor": "Sgt. T. Wilk"}}
    office.notebook.settings = settings.save(office.notebook.home, changes)
    one = office.concern(category="noise", status="acknowledged")
    concerns.close(office.notebook, one, "resolved", "2026-08-04")
    concerns.tell(office.notebook, office.again(one), "phone: done", "2026-08-04")
    meeting = office.meeting(start="2026-08-02 19:00", entries=["a: Ask Parks @Sgt"])
    meetings.approve(office.notebook, meeting)
    office.recommendation(owner="Traffic Unit")
    assert office.facts().missing == ()
