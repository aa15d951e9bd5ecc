"""What a quarter's report says of concerns and potential problems: counted by hand here, not by the code."""

from __future__ import annotations

import pytest

from cro_tui.actions import concerns, records
from cro_tui.report.quarter import quarters_with_records


def figure(facts, label):
    found = next(one for one in facts.figures if one.label == label)
    return found.now, found.before


def test_an_empty_quarter_has_facts_all_the_same(office):
    facts = office.facts()
    assert (facts.first, facts.last, facts.label) == ("2026-07-01", "2026-09-30", "July–September 2026")
    assert [*facts.current, *facts.potential, *facts.recommended, *facts.progress, *facts.log] == []
    assert {(one.now, one.before) for one in facts.figures} == {(0, 0)}
    assert quarters_with_records(office.notebook, office.now.date()) == ["2026-Q3"]


def test_one_concern_is_one_topic_and_one_line_of_the_log(office):
    mai = office.person("Mai Nguyen")
    one = office.concern(
        heard="2026-07-14", channel="phone", contact=mai.id, neighborhood="Northside", category="traffic/speeding",
        priority="high",
    )  # fmt: skip
    concerns.tell(office.notebook, one, "phone: a display comes", "2026-07-20")
    facts = office.facts()
    (topic,), (line,) = facts.current, facts.log
    assert (topic.number, topic.summary, topic.neighborhood) == (one.number, "Cars race past the school", "Northside")
    assert (topic.voices, topic.channels, topic.first_heard) == (1, ("phone",), "2026-07-14")
    assert (topic.status, topic.informed, topic.priority) == ("new", "yes, 2026-07-20", "high")
    assert (line.heard, line.channel, line.status, line.late) == ("2026-07-14", "phone", "new", False)


def test_linked_concerns_are_one_topic_with_every_person_counted_once(office):
    mai, ana = office.person("Mai Nguyen"), office.person("Ana Ruiz")
    spring = office.concern(heard="2026-05-04", channel="walk-in", contact=mai.id)
    summer = office.concern(heard="2026-07-10", channel="phone", contact=mai.id)
    other = office.concern(heard="2026-08-01", channel="email", contact=ana.id, priority="urgent")
    nobody = office.concern(heard="2026-08-02", channel="tip line", anonymous=True)
    autumn = office.concern(heard="2026-10-02", channel="survey")
    office.link(spring, summer, other)
    office.link(other, nobody)  # through another
    office.link(nobody, autumn)
    (topic,) = office.facts().current
    assert topic.voices == 3  # Mai, Ana, and one without a name; the one of October is not of this report
    assert topic.channels == ("walk-in", "phone", "email", "tip line")
    assert (topic.first_heard, topic.number, topic.priority) == ("2026-05-04", other.number, "urgent")
    assert topic.informed == "0 of 2"
    (later,) = office.facts("2026-Q4").current
    assert (later.voices, later.channels[-1]) == (4, "survey")


def test_a_topic_is_called_after_the_most_pressing_concern_that_the_audience_may_see(office):
    hidden = office.concern("in confidence", heard="2026-05-01", restricted_because="witness", priority="urgent")
    coming = office.concern("may come", heard="2026-05-02", sensitivity="open", kind="potential problem")
    inside = office.concern("needles", heard="2026-05-03", priority="high")
    first = office.concern("lights out", heard="2026-05-04", sensitivity="open")
    again = office.concern("lights out again", heard="2026-08-01", sensitivity="open")
    office.link(hidden, coming, inside, first, again)
    (topic,) = office.facts(audience="public").current
    assert (topic.number, topic.summary, topic.voices, topic.priority) == (first.number, "lights out", 5, "normal")
    (topic,) = office.facts().current
    assert (topic.number, topic.summary, topic.first_heard) == (inside.number, "needles", "2026-05-01")


def test_a_voided_voice_does_not_count(office):
    one, other = office.concern(), office.concern()
    office.link(one, other)
    records.void(office.notebook, office.again(other), "entered twice")
    facts = office.facts()
    assert [topic.voices for topic in facts.current] == [1]
    assert figure(facts, "Concerns heard") == (1, 0)


def test_those_who_were_told_are_counted_as_people(office):
    mai, ana = office.person("Mai Nguyen"), office.person("Ana Ruiz")
    first, second = office.concern(contact=mai.id), office.concern(contact=mai.id)
    third, fourth = office.concern(contact=ana.id), office.concern(anonymous=True)
    office.link(first, second, third, fourth)
    concerns.tell(office.notebook, office.again(second), "phone: fixed", "2026-08-05")
    facts = office.facts()
    assert facts.current[0].informed == "1 of 2"
    assert sorted(line.informed for line in facts.log) == ["anonymous", "no", "no", "yes, 2026-08-05"]
    assert figure(facts, "Residents told") == (1, 0)


def test_the_quarter_is_that_of_hearing_by_the_clock_on_the_wall(office):
    for heard in ("2026-06-30T23:59-04:00", "2026-07-01T00:01-04:00", "2026-09-30T23:30-07:00", "2026-10-01T00:00Z"):
        office.at("2026-10-05").concern(heard, heard=heard)
    assert [line.summary for line in office.facts().log] == [
        "2026-07-01T00:01-04:00", "2026-09-30T23:30-07:00", "2026-10-01T00:00Z",  # the evening of 30 September there
    ]  # fmt: skip
    assert [line.summary for line in office.facts("2026-Q2").log] == ["2026-06-30T23:59-04:00"]


def test_a_concern_without_a_date_of_hearing_falls_back_on_the_day_of_making(office):
    one = office.at("2026-08-03").concern()
    office.clear(one, "heard")
    facts = office.facts()
    assert [(line.heard, line.late) for line in facts.log] == [("2026-08-03", False)]
    assert facts.current[0].first_heard == "2026-08-03"
    assert quarters_with_records(office.notebook, office.now.date()) == ["2026-Q3"]


def test_a_late_entry_is_marked_in_its_quarter_and_carried_into_the_next_if_its_report_was_out(office):
    office.at("2026-07-10").concern("entered before the report", heard="2026-06-28")
    office.at("2026-07-20").concern("entered after the report", heard="2026-06-28")
    office.at("2026-07-20").concern("of the quarter", heard="2026-07-19")
    spring = office.facts("2026-Q2")
    assert [(line.summary, line.late) for line in spring.log] == [
        ("entered before the report", True), ("entered after the report", True),
    ]  # fmt: skip
    summer = office.facts("2026-Q3")
    assert [(line.summary, line.late) for line in summer.log] == [
        ("entered after the report", True), ("of the quarter", False),
    ]  # fmt: skip
    assert {topic.summary for topic in summer.current} == {"entered after the report", "of the quarter"}
    assert figure(summer, "Concerns heard") == (1, 2)
    assert any("1 concern heard earlier" in line for line in summer.method)
    assert any("2 concerns heard in the quarter entered after its end" in line.lower() for line in spring.method)


def test_potential_problems_are_watched_across_quarters_the_best_evidenced_first(office):
    watched = {"kind": "potential problem", "watch": "2026-11-01"}
    older = office.concern("older", heard="2026-04-02", rating="potential", **watched)
    gone = office.concern("gone", heard="2026-04-03", rating="potential", **watched)
    ended = office.concern("ended", heard="2026-04-04", rating="experienced", **watched)
    fresh = office.concern("fresh", heard="2026-08-02", rating="evidenced", channel="tip line", **watched)
    office.concern("later", heard="2026-10-02", rating="evidenced", **watched)
    concerns.close(office.notebook, gone, "unfounded", "2026-06-01")
    concerns.close(office.notebook, ended, "resolved", "2026-07-05")
    found = office.facts().potential
    assert [(one.summary, one.rating, one.watch) for one in found] == [
        ("fresh", "evidenced", "2026-11-01"), ("ended", "experienced", "2026-11-01"),
        ("older", "potential", "2026-11-01"),
    ]  # fmt: skip
    assert [one.number for one in found] == [fresh.number, ended.number, older.number]
    assert found[0].evidence == "1 person; tip line; first heard 2\u00a0Aug"
    assert found[1].status == "closed: resolved"
    assert not office.facts().current


def test_linked_potential_problems_show_the_gravest_and_the_nearest_watch_date(office):
    one = office.concern("mild", kind="potential problem", rating="potential", watch="2026-09-01", heard="2026-07-02")
    two = office.concern("grave", kind="potential problem", rating="evidenced", watch="2026-11-01", heard="2026-08-02")
    office.link(one, two)
    (found,) = office.facts().potential
    assert (found.summary, found.rating, found.watch) == ("grave", "evidenced", "2026-09-01")
    assert found.evidence.startswith("2 people; channel not noted; first heard 2\u00a0Jul")


def test_closed_fixed_and_told_are_three_facts_with_three_dates(office):
    one = office.concern(heard="2026-07-02", contact=office.person("Mai Nguyen").id)
    office.change(one, fixed="2026-08-20")
    concerns.close(office.notebook, office.again(one), "resolved", "2026-09-02")
    facts = office.facts()
    figures = ("Closed in the quarter", "Fixed in the quarter", "Residents told", "Closed, not told", "Open at its end")
    assert [figure(facts, label)[0] for label in figures] == [1, 1, 0, 1, 0]
    assert (facts.log[0].status, facts.log[0].informed) == ("closed: resolved", "no")
    concerns.tell(office.notebook, office.again(one), "phone: it is fixed", "2026-10-03")
    assert figure(office.facts(), "Closed, not told") == (0, 0)
    assert figure(office.facts("2026-Q4"), "Residents told") == (1, 0)


def test_what_was_closed_after_the_quarter_was_open_at_its_end_and_says_when(office):
    one = office.concern(heard="2026-07-02")
    concerns.close(office.notebook, one, "resolved", "2026-10-04")
    facts = office.facts()
    assert facts.log[0].status == "closed 4\u00a0Oct: resolved"
    assert figure(facts, "Open at its end") == (1, 0)
    assert figure(office.facts("2026-Q4"), "Open at its end") == (0, 1)


def test_a_topic_stands_where_the_furthest_of_its_open_concerns_stands(office):
    one, two, three = (office.concern(str(number)) for number in range(3))
    office.link(one, two, three)
    concerns.set_status(office.notebook, [office.again(two)], "action planned")
    concerns.close(office.notebook, office.again(three), "resolved", "2026-08-03")
    office.change(one, tags="later-touched")
    assert office.facts().current[0].status == "action planned (2 of 3 open)"


def test_the_quarter_before_stands_beside_each_figure(office):
    for heard in ("2026-04-05", "2026-05-05", "2026-08-05"):
        office.concern(heard=heard, category="noise")
    office.concern(heard="2026-08-06", category="police service")
    office.concern(heard="2026-05-06", category="police–community tension")
    facts = office.facts()
    assert figure(facts, "Concerns heard") == (2, 3)
    assert figure(facts, "Open at its end") == (5, 3)
    assert [(one.label, one.now, one.before) for one in facts.categories] == [
        ("noise", 1, 2), ("police service", 1, 0),
    ]  # fmt: skip
    assert {(one.label, one.now, one.before) for one in facts.practices} == {
        ("police service", 1, 0), ("police–community tension", 0, 1),
    }  # fmt: skip


def test_most_voices_come_first_then_the_most_pressing(office):
    calm, urgent = office.concern("calm"), office.concern("urgent", priority="urgent")
    together = [office.concern("together", priority="low") for _ in range(2)]
    office.link(*together)
    assert [topic.summary for topic in office.facts().current] == ["together", urgent.summary, calm.summary]


@pytest.mark.parametrize(("audience", "shown"), [("public", 1), ("agency", 2), ("command", 3)])
def test_an_audience_sees_its_records_and_the_counts_of_all(office, audience, shown):
    office.concern("Lamp out", sensitivity="open")
    office.concern("Lamp out again")
    office.concern("Boy of fourteen", restricted_because="juvenile")
    facts = office.facts(audience=audience)
    assert (len(facts.current), len(facts.log)) == (shown, shown)
    assert figure(facts, "Concerns heard") == (3, 0)
    assert sum(len(gap.ids) for gap in facts.left_out if "left out" in gap.sentence) == 3 - shown
