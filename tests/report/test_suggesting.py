"""Which concerns look like one problem, and which do not."""

from __future__ import annotations

from cro_tui.actions import concerns, problems
from cro_tui.model.concern import Concern
from cro_tui.model.problem import Problem
from cro_tui.report.suggesting import suggestions


def heard(office, count=3, *, together=True, **typed):
    made = [office.concern(f"Cars race {n}", **typed) for n in range(count)]
    if together:
        office.link(*made)
    return [office.again(one) for one in made]


def suggested(office):
    return suggestions(office.notebook.all(Concern), office.notebook.all(Problem))


def test_nothing_suggests_nothing(office):
    assert suggested(office) == ()
    heard(office, 2, neighborhood="Northgate")
    assert suggested(office) == ()


def test_three_linked_ones_of_a_place_or_a_category_do(office):
    made = heard(office, neighborhood="Northgate", category="traffic/speeding")
    (one,) = suggested(office)
    assert set(one.concern_ids) == {concern.id for concern in made}
    assert (one.where, one.category, one.people, one.problem_id) == ("Northgate", "traffic/speeding", 3, "")


def test_alike_alone_or_linked_alone_is_not_enough(office):
    heard(office, together=False, neighborhood="Northgate", category="noise")
    assert suggested(office) == ()
    mixed = [office.concern(category=category) for category in ("noise", "theft", "drugs")]
    office.link(*mixed)
    assert suggested(office) == ()


def test_closed_ones_do_not_count_but_their_links_hold(office):
    made = heard(office, 4, category="noise")
    concerns.close(office.notebook, made[0], "resolved")
    (one,) = suggested(office)
    assert set(one.concern_ids) == {concern.id for concern in made[1:]}
    concerns.close(office.notebook, made[1], "resolved")
    assert suggested(office) == ()


def test_what_is_in_a_project_is_suggested_no_more_and_new_voices_go_to_it(office):
    made = heard(office, category="noise")
    project = problems.begin(office.notebook, "Noise", made).record
    assert suggested(office) == ()
    more = [office.concern(f"Noise again {n}", category="noise") for n in range(3)]
    office.link(made[0], *more)
    (one,) = suggested(office)
    assert one.problem_id == project.id
    assert set(one.concern_ids) == {concern.id for concern in more}


def test_the_place_of_a_restricted_one_is_not_told(office):
    made = heard(office, place="14 Elm Street", category="noise")
    office.change(made[0], restricted_because="juv")
    (one,) = suggested(office)
    assert "Elm" not in one.where


def test_most_first_and_the_same_every_time(office):
    heard(office, 3, category="noise")
    heard(office, 5, category="theft")
    found = suggested(office)
    assert [len(one.concern_ids) for one in found] == [5, 3]
    assert found == suggested(office)
