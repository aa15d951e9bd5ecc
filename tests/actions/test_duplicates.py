"""Who may have been entered twice: the signs, and what is no sign."""

from __future__ import annotations

import pytest

from cro_tui.actions import merging, records
from cro_tui.actions.duplicates import duplicates, like
from cro_tui.model.contact import Contact, Organization
from cro_tui.store.notebook import Edit


def person(book, name, **typed):
    return records.create(book, Contact, {"name": name, **typed}).record


def pairs(book):
    return [({pair.one.label, pair.other.label}, pair.why) for pair in duplicates(book)]


def test_nothing_is_like_nothing(notebook):
    assert duplicates(notebook) == []
    person(notebook, "Ann Lee")
    assert duplicates(notebook) == []


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"name": "Ann Lee", "phones": "(555) 010-0142"}, {"name": "Bo Ek", "phones": "+1 555.010.0142"}, "same phone"),
        ({"name": "Ann Lee", "emails": "A@example.org"}, {"name": "Bo Ek", "emails": "a@example.org"}, "same email"),
        ({"name": "Ann Lee"}, {"name": "LEE, Ann"}, "same name"),
        ({"name": "José Ortiz"}, {"name": "Jose Ortiz"}, "same name"),
        ({"name": "Ann B. Lee"}, {"name": "Ann Lee"}, "same name"),
        ({"name": "Jan Kowalczyk"}, {"name": "Jan Kowalcyzk"}, "names alike"),
        ({"name": "Catherine Moss"}, {"name": "Katherine Moss"}, "names alike"),
        ({"name": "Desmond Stone", "alias": "Des Stone"}, {"name": "Des Stone"}, "same name"),
    ],
)
def test_a_sign(notebook, one, other, why):
    records.create(notebook, Contact, one)
    records.create(notebook, Contact, other)
    assert pairs(notebook) == [({one["name"], other["name"]}, why)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Ann Lee", "phones": "555-010-0142", "address": "1 Elm"},
         {"name": "Ann Lee", "phones": "555-010-0143", "address": "9 Oak"}),
        ({"name": "Ann Lee Jr."}, {"name": "Ann Lee Sr."}),
        ({"name": "Ann Lee", "phones": "555-010-0142"}, {"name": "Anne Lee", "phones": "555-010-0143"}),
        ({"name": "Mai"}, {"name": "Mai"}),
        ({"name": "Ann Lee"}, {"name": "Bo Lee"}),
        ({"name": "Ann Lee", "phones": "555-010-0142 x 11"}, {"name": "Bo Ek", "phones": "555-010-0142 x 12"}),
        ({"name": "Ann Lee", "phones": "911"}, {"name": "Bo Ek", "phones": "911"}),
    ],
)  # fmt: skip
def test_no_sign(notebook, one, other):
    records.create(notebook, Contact, one)
    records.create(notebook, Contact, other)
    assert pairs(notebook) == []


def test_an_office_line_is_no_sign(notebook):
    for name in ("Ann Lee", "Bo Ek", "Cy Day", "Di Fox", "Ed Gay"):
        person(notebook, name, phones="555-010-0142")
    assert duplicates(notebook) == []


def test_groups_are_compared_spelled_out_and_never_with_people(notebook):
    person(notebook, "Elm Street Watch")
    for name in ("Elm St. Watch", "The Elm Street Watch"):
        records.create(notebook, Organization, {"name": name})
    assert pairs(notebook) == [({"Elm St. Watch", "The Elm Street Watch"}, "same name")]


def test_the_fuller_one_is_offered_to_be_kept(notebook):
    bare, full = person(notebook, "Ann Lee"), person(notebook, "Ann Lee", phones="555-010-0142", address="1 Elm")
    assert [(pair.one.id, pair.other.id) for pair in duplicates(notebook)] == [(full.id, bare.id)]


def test_who_was_said_to_be_two_is_not_asked_about_again_also_after_a_merger(notebook):
    ann, anne = person(notebook, "Ann Lee"), person(notebook, "Anne Lee")
    merging.keep_apart(notebook, ann, anne)
    assert duplicates(notebook) == []
    third = person(notebook, "Ann Lee", phones="555-010-0142")
    merging.merge(notebook, third, notebook.get(ann.id))
    assert duplicates(notebook) == []


def test_somebody_new_is_compared_with_all(notebook):
    ann = person(notebook, "Ann Lee", phones="555-010-0142")
    person(notebook, "Bo Ek")
    new = person(notebook, "Anne Lee", phones="(555) 010-0142")
    (pair,) = like(notebook, new)
    assert {pair.one.id, pair.other.id} == {ann.id, new.id}
    assert pair.why == "same phone, names alike"


def test_twenty_thousand_people_are_looked_through(notebook):
    given, family = (
        [f"{a}{b}o" for a in "bdfgklmnpr" for b in "aeiou"],
        [f"{a}{b}ngster{c}" for a in "bdfgklmnpr" for b in "aeiou" for c in "aeioukmt"],
    )
    made = [
        Edit(notebook.new_id(), "contact", {"name": f"{one} {two}", "phones": [f"555{at:07d}"], "address": f"{at} Elm"})
        for at, (one, two) in enumerate((one, two) for one in given for two in family)
    ]
    notebook.save(made)
    twin = person(notebook, "Bao Bangstera", phones="555-000-0000")
    assert [pair.why for pair in duplicates(notebook) if twin.id in (pair.one.id, pair.other.id)] == [
        "same phone, same name"
    ]
