"""The quarterly report: what stands where, what each audience gets, and that it is a sound document in any case."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions.concerns import close, tell
from cro_tui.actions.records import change, link
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Organization
from cro_tui.model.handover import Handover
from cro_tui.model.problem import Problem

LOG = "Concern log"


def row_of(tables, document, caption, number):
    header, *rows = tables(document)[caption]
    return next(dict(zip(header, row, strict=True)) for row in rows if row[0].startswith(number))


def full(desk):
    """A quarter with something in every section."""
    for place in range(34):
        concern = desk.concern(
            f"Concern {place}: cars race on Elm Street after nine.",
            category=("traffic/speeding", "noise", "police service")[place % 3],
            channel=("phone", "walk-in", "community meeting")[place % 3],
            neighborhood=("Old Town", "Riverside Heights")[place % 2],
        )
    desk.concern("A march is announced.", kind="potential problem", rating="evidenced", watch="2027-02-01")
    desk.refer(concern)
    desk.recommend("Post a speed trailer on Elm Street", concern, owner="Sgt. M. Cole", resources="two shifts")
    desk.recommend("Relight the park", concern, owner="Parks")
    desk.meeting(headcount="23", organized="yes", entries=["c: Dark corner", "a: Call Parks @Cole due:2026-12-01"])
    desk.training()
    return concern


def test_a_full_report_is_sound(desk, report, problems, words):
    full(desk)
    for audience in ("command", "agency", "public"):
        document = report(audience)
        assert problems(document) == []
    assert "Decision asked" in words(report())
    assert "Post a speed trailer on Elm Street" in words(report())


def test_an_empty_quarter_says_so_everywhere(report, problems, words):
    document = report()
    assert problems(document) == []
    shown = words(document)
    assert "No decision is asked for this quarter." in shown
    assert shown.count("No ") >= 8
    assert "may show" not in shown
    assert "No current concern that this report may show" in words(report("public"))


def test_the_three_mandated_parts_come_in_order(desk, report, words):
    full(desk)
    shown = words(report())
    places = [
        shown.index(f"\n{heading}\n")
        for heading in (
            "Current concerns voiced by the community",
            "Potential problems that may have a bearing on law enforcement",
            "Recommended actions to alleviate concerns and problems",
            "Progress on earlier recommendations",
        )
    ]
    assert places == sorted(places)


def test_the_channels_of_citizen_input_are_counted_and_memberships_named(desk, report, tables, words):
    for channel in ("call for service", "community meeting", "call for service", ""):
        desk.concern(channel=channel)
    members = [{"name": "Jo Dunmore", "since": "2026-02-01"}, {"name": "Lee Brandt", "since": "2027-01-02"}]
    desk.make(Organization, name="Northside Association", kind="civic organization", members=members)
    found = tables(report())
    assert "4 concerns, by channel: call for service 2, community meeting 1, channel not noted 1." in words(report())
    assert "Jo Dunmore belongs to 1 civic organization: Northside Association." in words(report())
    assert found["Membership in civic organizations"][1:] == [
        ["Northside Association", "civic organization", "Jo Dunmore", "1\u00a0Feb"]
    ]
    assert "in a civic organization that this report may show is noted" in words(report("public"))


def test_complaints_that_were_handed_over_are_counted_by_category_for_the_command_staff_alone(desk, report, words):
    assert "No complaint about an officer was handed to Internal Affairs." in words(report())
    for category in ("driving", "use of force", "driving"):
        desk.make(Handover, category=category, date="2026-11-03")
    every = "Complaints handed to Internal Affairs: all categories 3"
    assert f"{every}, among them driving 2, use of force 1." in words(report())
    assert f"{every}." in words(report("public"))
    assert "Categories of complaints about officers left out" in words(report("public"))


def test_the_head_names_the_chain_of_command(report, words):
    shown = words(report())
    for line in (
        "TO:Chief Ana Ortiz",
        "VIA:Captain Lee Brandt",
        "FROM:Sgt. M. Cole, Community Policing Supervisor",
        "PREPARED BY:Community Relations Officer Jo Dunmore #1187",
    ):
        assert line in shown


def test_a_figure_that_fell_has_a_minus(desk, report, tables):
    desk.concern(heard="2026-08-03")
    assert ["Concerns heard", "0", "1", "\N{MINUS SIGN}1"] in tables(report())["The quarter in figures"]


def test_changing_a_concern_changes_its_line_in_the_log(desk, report, tables):
    concern = desk.concern(category="noise", channel="phone", contact=desk.contact("Rosa Delgado").id)
    before = row_of(tables, report(), LOG, concern.number)
    assert (before["Category"], before["Channel"]) == ("noise", "phone")
    assert before["Status, informed"] == "new\nnot informed"
    change(desk.notebook, concern, {"category": "parking", "summary": "Trucks block the lane."})
    close(desk.notebook, desk.notebook.get(concern.id), "resolved", on="2026-12-01")
    tell(desk.notebook, desk.notebook.get(concern.id), "phone", when="2026-12-02")
    after = row_of(tables, report(), LOG, concern.number)
    assert (after["Category"], after["Concern"]) == ("parking", "Trucks block the lane.")
    assert after["Status, informed"] == "closed: resolved\ninformed 2\u00a0Dec"


def test_linked_concerns_stand_as_one_topic_with_all_voices(desk, report, tables):
    desk.clock.now = datetime(2026, 5, 4, 9, tzinfo=timezone(timedelta(hours=-5)))
    one = desk.concern("Speeding on Elm.", channel="phone", heard="2026-05-04")
    desk.clock.now = datetime(2026, 11, 3, 9, tzinfo=timezone(timedelta(hours=-5)))
    two = desk.concern("Fast cars on Elm.", channel="walk-in")
    link(desk.notebook, one, desk.notebook.of(Concern, two.id))
    topic = row_of(tables, report(), "Current concerns, those with most voices first", one.number)
    assert (topic["Voices"], topic["Channels"], topic["First heard"]) == ("2", "phone, walk-in", "4\u00a0May")


def test_the_quarter_follows_the_day_heard_and_late_entries_say_so(desk, report, tables):
    desk.clock.now = datetime(2027, 1, 5, 9, tzinfo=timezone(timedelta(hours=-5)))
    late = desk.concern("Heard in December, entered in January.", heard="2026-12-20")
    after = desk.concern("Heard in January.", heard="2027-01-04")
    log = tables(report())[LOG]
    assert [row[0] for row in log[1:]] == [f"{late.number}\n20\u00a0Dec, late entry"]
    assert after.number not in str(log)


def test_five_hundred_concerns(desk, report, problems, tables):
    from cro_tui.store.notebook import Edit

    desk.concern()
    edits = [
        Edit(
            desk.notebook.new_id(),
            "concern",
            {
                "summary": f"Concern {place} about parking",
                "heard": "2026-11-03T10:00-05:00",
                "entered": "2026-11-03T10:05:00-05:00",
                "status": "new",
                "sensitivity": "open",
                "category": "parking",
            },
        )
        for place in range(500)
    ]
    desk.notebook.save(edits)
    document = report()
    assert problems(document) == []
    assert len(tables(document)[LOG]) == 502
    assert len(tables(document)["Current concerns, those with most voices first"]) == 9


def test_any_text_in_a_record_makes_a_sound_report(desk, report, problems, odd):
    text = odd.encode("utf-8", "replace").decode()
    concern = desk.concern(f"A {text}", summary=f"B {text}", place=text, assigned=text)
    desk.recommend(f"C {text}", concern, owner=text, resources=text, obstacles=text)
    desk.refer(concern, to=f"D {text}")
    desk.meeting(f"E {text}", place=text)
    desk.training(f"F {text}")
    assert problems(report()) == []


def test_the_same_notebook_gives_the_same_report(desk, report):
    full(desk)
    assert report() == report()


# What an audience does not get


def restricted_town(desk):
    """A restricted resident whose name, alias, phone, email and address stand all over other people's records."""
    person = desk.contact(
        "Mai Xuan Nguyen",
        alias="Lulu Tran-Hoa",
        phones=["617-555-0143"],
        emails=["mai@example.org"],
        address="418 Sycamore Street, Apt 3",
        sensitivity="restricted",
        restricted_because="witness",
    )
    said = [
        "Mai Xuan Nguyen saw it",
        "NGUYEN, MAI XUAN called",
        "ask for mrs. nguyen's sister",
        "Lulu Tran-Hoa told us",
        "call (617) 555 0143 or +1 617.555.0143",
        "mail Mai@Example.org",
        "at 418 Sycamore St. after dark",
        "M\x07ai Xuan N\u200bguyen again",
        "\x1b[31mMai\x1b[0m Xuan Nguyen in red",
    ]
    concern = desk.concern("Seen by " + "; ".join(said), summary=said[0], contact=person.id, place=said[6])
    for text in said:
        concern = desk.concern(f"Heard: {text}.", summary=f"Heard: {text}.", neighborhood=text, recommended=text)
        desk.recommend(f"Act, since {text}", concern, owner=text, resources=text, obstacles=text)
        desk.refer(concern, to=text, message=text, reply=text, answered_by=text, sensitivity="open")
        desk.meeting(f"Block club of {text}", place=text, sensitivity="open", headcount="3", organized="yes")
        desk.training(f"Listening to {text}", sensitivity="open")
        desk.make(
            Problem, title=text, owner=text, concerns=[concern.id], opened="2026-11-04", sensitivity="open",
            responses=[{"what": text, "owner": text, "done": "2026-11-05"}, {"what": text, "due": "2026-11-06"}],
            measures=[{"what": text, "before": 9, "before_when": text, "after": 3, "after_when": text}],
            as_planned="yes", goal_met="yes", assessment=text, displacement=text,
        )  # fmt: skip
    return ("nguyen", "xuan", "lulu", "555-0143", "555 0143", "555.0143", "mai@example", "418 sycamore")


@pytest.mark.parametrize("audience", ["public", "agency", "command"])
def test_restricted_people_stand_nowhere_in_the_package(desk, report, parts, problems, audience):
    never = restricted_town(desk)
    document = report(audience, names_ticked=True)
    assert problems(document) == []
    for name, content in parts(document).items():
        shown = content.decode("utf-8", "replace").casefold()
        for word in never:
            assert word not in shown, f"{word} stands in {name}"


def test_residents_are_named_to_command_only_when_ticked(desk, report, words):
    desk.contact("Rosa Delgado", phones=["617-555-0177"])
    desk.concern("Rosa Delgado of 12 Birch Lane says it is loud.", summary="Rosa Delgado of 12 Birch Lane: loud.")
    assert "Rosa Delgado of 12 Birch Lane" in words(report(names_ticked=True))
    for audience, ticked in (("command", False), ("agency", True), ("public", True)):
        shown = words(report(audience, names_ticked=ticked))
        assert "Delgado" not in shown
        assert "12 Birch" not in shown
        assert "Birch Lane" in shown


def test_each_audience_gets_the_text_of_its_records(desk, report, words):
    desk.concern("Open thing.", sensitivity="open")
    desk.concern("Internal thing.", sensitivity="internal")
    desk.concern("Restricted thing.", restricted_because="juvenile", sensitivity="restricted")
    expected = {
        "public": ["Open"],
        "agency": ["Open", "Internal"],
        "command": ["Open", "Internal", "Restricted"],
    }
    for audience, named in expected.items():
        shown = words(report(audience))
        assert [one for one in ("Open", "Internal", "Restricted") if f"{one} thing" in shown] == named
        assert "Concerns heard\n3\n" in shown


def test_the_file_is_named_for_quarter_and_audience(write_report, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    assert [write_report(folder).name for _ in range(2)] == [
        "Community Relations Report 2026-Q4 (command).docx",
        "Community Relations Report 2026-Q4 (command) (2).docx",
    ]
