"""Outreach and other work in the quarter's report: what took place, how fast was answered, and nobody named."""

from __future__ import annotations

from datetime import date

import pytest

from cro_tui.actions.reports import For, leave_out
from cro_tui.model.contact import Organization
from cro_tui.model.outreach import Outreach
from cro_tui.model.vocabulary import Vocabularies
from cro_tui.model.work import Committee, Incident, Inquiry, Mediation, Policy, Release, Rumor
from cro_tui.report.audience import Reader
from cro_tui.report.ties import Ties
from cro_tui.report.touch import losing_touch, not_met
from cro_tui.report.week import week_facts
from cro_tui.settings import Settings
from cro_tui.store.notebook import Edit
from tests.report.conftest import strings_of

BOTH = ["agency", "public"]


def event(office, name="Coffee with a Cop", start="2026-08-05T09:00-04:00", **more):
    return office.make(Outreach, name=name, start=start, **more)


def line_of(facts, kind):
    return next(one for one in facts.work.lines if one.kind == kind)


# Outreach


def test_nothing_entered_is_nothing_and_one_is_one(office):
    facts = office.facts().outreach
    assert (facts.count, facts.events, facts.communities) == (0, (), ())
    event(office, attendance="24", communities="seniors")
    facts = office.facts().outreach
    assert (facts.count, facts.people, facts.uncounted) == (1, 24, 0)
    assert [one.label for one in facts.communities] == ["seniors"]


def test_the_sums_of_a_quarter_are_of_what_took_place_in_it(office):
    event(office, start="2026-05-05", attendance="9")
    event(office, attendance="24", volunteers="3", volunteer_hours="7.5", staff_hours="4", communities="seniors;youth")
    event(office, "Cleanup", "2026-09-30", volunteers="10", volunteer_hours="30.25", communities="youth")
    event(office, "Fair", "2026-10-02", attendance="400")
    voided = event(office, "Mistake", attendance="1000")
    office.change(voided, voided="test entry")
    facts = office.facts()
    found = facts.outreach
    assert (found.count, found.before, found.people, found.uncounted) == (2, 1, 24, 1)
    assert (found.volunteers, found.volunteer_hours, found.staff_hours) == (13, "37.75", "4")
    assert [(one.label, one.now) for one in found.communities] == [("youth", 2), ("seniors", 1)]
    assert [(one.name, one.people) for one in found.events] == [("Coffee with a Cop", 24), ("Cleanup", None)]
    assert any(gap.sentence == "1 outreach event says nothing of how many came" for gap in facts.missing)


def test_an_event_of_today_counts_once_somebody_counted(office):
    made = event(office, start="2026-08-05")
    assert office.facts(on="2026-08-05").outreach.count == 0
    assert office.facts(on="2026-08-06").outreach.count == 1
    office.change(made, attendance="0")
    assert office.facts(on="2026-08-05").outreach.count == 1


@pytest.mark.parametrize("audience", BOTH)
def test_what_others_may_not_read_is_counted_and_not_shown(office, mai, audience):
    event(office, "Talk at the shelter of Mai Nguyễn", restricted_because="witness", attendance="5")
    event(office, "Walk with Mai Nguyễn", sensitivity="open", place="14 Elm Street")
    facts = office.facts(audience=audience)
    assert facts.outreach.count == 2
    assert [one.name for one in facts.outreach.events] == ["Walk with [name withheld]"]
    assert "14" not in facts.outreach.events[0].place
    assert any("1 outreach event left out, which is restricted" in gap.sentence for gap in facts.left_out)


def test_an_event_entered_after_the_report_is_told_of_in_the_next(office):
    office.at("2026-12-20")
    event(office, attendance="24")
    (late,) = office.facts("2026-Q4", on="2026-12-31").late
    assert (late.what, late.text) == ("outreach event", "Coffee with a Cop")


# Other work


def test_inquiries_are_counted_with_the_median_time_to_an_answer(office):
    for days in (1, 2, 9):
        office.make(Inquiry, subject="Stops", source="media", asked="2026-08-10", answered=f"2026-08-{10 + days}")
    office.make(Inquiry, subject="Old one", source="public", asked="2026-06-28", answered="2026-07-01")
    waiting = office.make(Inquiry, subject="Still open", asked="2026-09-29")
    facts = office.facts()
    line = line_of(facts, "inquiry")
    assert (line.now, line.before) == (4, 0)
    assert line.told == (
        "4 inquiries came in: media 3, source not noted 1",
        "median time to an answer 2 days (n = 4)",
        "1 waits for an answer, the first since 29\u00a0Sep",
    )
    gap = next(gap for gap in facts.missing if "inquiry" in gap.sentence)
    assert (gap.sentence, gap.ids) == ("1 inquiry has no answer", (waiting.id,))


def test_mediations_are_told_by_outcome_and_never_by_party(office):
    ann, bo = office.person("Ann Quillfeather"), office.person("Bo Zarquon")
    for outcome in ("agreement", "agreement", "", "declined"):
        office.make(Mediation, dispute="Fence of Zarquon", outcome=outcome, parties=[ann.id, bo.id], date="2026-08-04")
    for audience in ("command", *BOTH):
        facts = office.facts(audience=audience, names=audience == "command")
        line = line_of(facts, "mediation")
        assert line.told == ("agreement 2", "declined 1", "no outcome yet 1")
        assert not {"Quillfeather", "Zarquon"} & set(" ".join(strings_of(facts.work)).split())


def test_rumors_committees_policies_and_releases_are_named_as_far_as_the_audience_reads_them(office, mai):
    office.make(Rumor, rumor="Mai Nguyễn moved", correction="She did not.", corrected="2026-08-03", heard="2026-08-01")
    office.make(Rumor, rumor="The school closes", heard="2026-08-01", sensitivity="open")
    office.make(Committee, name="Safe Streets", role="chair", since="2024-01-01", sensitivity="open")
    office.make(Committee, name="Past", since="2024-01-01", until="2026-06-30")
    office.make(Policy, title="Body cameras", finding="changed", reviewed="2026-08-09", sensitivity="open")
    office.make(Release, title="Open day", date="2026-09-01", sensitivity="open")
    command = office.facts()
    assert line_of(command, "rumor").told == (
        "“[name withheld] moved”: She did not.", "1 not corrected by the quarter's end",
    )  # fmt: skip
    assert line_of(command, "committee").told == ("Safe Streets: chair",)
    assert (line_of(command, "committee").now, line_of(command, "committee").before) == (1, 2)
    assert line_of(command, "policy").told == ("Body cameras: changed",)
    assert line_of(command, "release").told == ("Open day",)
    assert line_of(office.facts(audience="public"), "rumor").told[0] == "1 not named here"
    assert command.work.nothing == ("Inquiries answered", "Mediations", "Officer-involved incidents")


def test_what_is_left_out_by_choice_is_not_named(office):
    made = office.make(Release, title="Open day", date="2026-09-01")
    leave_out(office.notebook, For.looked_at(office.notebook, "2026-Q3", "command"), [made.id], "not ours")
    facts = office.facts()
    assert line_of(facts, "release").told == ("1 not named here",)
    assert facts.chosen_out["work"] == (made.id,)


def incidents(office, kind, *days):
    return [office.make(Incident, kind=kind, date=day) for day in days]


def test_the_command_staff_reads_incidents_by_kind_others_the_sum_where_they_are_few(office):
    incidents(office, "pursuit", "2026-07-01", "2026-05-01")
    incidents(office, "use of force", *["2026-08-01"] * 5)
    line = line_of(office.facts(), "incident")
    assert (line.now, line.before, line.told) == (6, 1, ("use of force 5", "pursuit 1"))
    for audience in BOTH:
        facts = office.facts(audience=audience)
        line = line_of(facts, "incident")
        assert (line.now, line.before, line.told, line.ids) == (6, 1, (), ())
        assert not {"pursuit", "use of force"} & set(strings_of(facts))
        assert any("Kinds of officer-involved incidents left out" in gap.sentence for gap in facts.left_out)


def test_a_word_from_elsewhere_in_an_incident_is_counted_and_not_printed(office):
    (made,) = incidents(office, "pursuit", "2026-07-01")
    office.notebook.save([Edit(made.id, made.KIND, {"kind": "Ofc. Smith ran"}, made)])
    facts = office.facts()
    assert line_of(facts, "incident").told == ("another kind 1",)
    assert "Smith" not in " ".join(strings_of(facts))


# Who is withheld, who was met, the week


def test_parties_of_a_restricted_mediation_and_who_made_a_restricted_inquiry_are_never_named(office):
    ann, bo = office.person("Ann Quillfeather"), office.person("Bo Zarquon")
    office.make(Mediation, dispute="A fence", parties=[ann.id], restricted_because="witness")
    office.make(Inquiry, subject="Custody", contact=bo.id, restricted_because="juvenile")
    reader = Reader.of(office.notebook, "command", names_ticked=True)
    assert reader.text("Ann Quillfeather, Bo Zarquon") == "[name withheld], [name withheld]"


def test_an_event_is_a_way_of_meeting_people_groups_and_neighborhoods(office):
    ann = office.person("Ann Lee")
    watch = office.make(Organization, name="Elm Street Watch")
    event(office, neighborhood="Old Mill", contacts=[ann.id], organizations=[watch.id])
    ties, day = Ties.of_all(office.notebook), date(2026, 8, 6)
    named = Settings(words=Vocabularies(neighborhoods=("Old Mill", "Northgate")))
    assert ties.last_met(ann.id, day) == "2026-08-05"
    assert [one.name for one in not_met(ties, named, day) if not one.community] == ["Northgate"]
    assert [one.contact.name for one in losing_touch(ties, date(2027, 8, 6), 120)] == ["Ann Lee"]


def test_the_week_sheet_tells_of_it_without_what_is_restricted(office):
    event(office, attendance="24")
    office.make(Inquiry, subject="Stops on Elm", asked="2026-08-04T09:00-04:00", answered="2026-08-04T12:00-04:00")
    office.make(Mediation, dispute="A fence", date="2026-08-05", outcome="agreement", restricted_because="witness")
    office.make(Inquiry, subject="Overdue one", asked="2026-07-20")
    event(office, "Cleanup", "2026-08-08")
    week = week_facts(office.notebook, date(2026, 8, 5), date(2026, 8, 6))
    assert [one.now for one in week.figures if one.label == "Events"] == [1]
    said = [line.text for line in (*week.done.lines, *week.stuck.lines, *week.coming.lines)]
    assert "Outreach: Coffee with a Cop, 24 people" in said
    assert "Inquiry answered after 3 hours: Stops on Elm" in said
    assert "Inquiry to answer: Overdue one" in said
    assert "Outreach: Cleanup" in said
    assert "fence" not in " ".join(said)
