"""People of one name: what may be written for one of them, and that nobody is guessed."""

from __future__ import annotations

import re

import pytest

from cro_tui.actions import minutes
from cro_tui.actions.capture import capture, preview
from cro_tui.actions.records import create
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.store.notebook import Notebook


@pytest.fixture
def notebook(tmp_path) -> Notebook:
    return Notebook.open(tmp_path)


def person(notebook, name, **more):
    return create(notebook, Contact, {"name": name, **more}).record


def voiced_by(notebook, who):
    return capture(notebook, f'Loud music +"{who}"').record.contact


@pytest.fixture
def anns(notebook):
    """Two Ann Lees."""
    club = create(notebook, Organization, {"name": "Riverside Club"}).record
    return (
        person(notebook, "Ann Lee", phones="(617) 555-0142", address="14 Elm Street, Apt 3", emails="al@example.org"),
        person(notebook, "Ann Lee", phones="555-0199", neighborhood="Old Mill", organizations=club.id),
    )


@pytest.mark.parametrize(
    ("hint", "which"),
    [
        ("555-0142", 0),
        ("0142", 0),
        ("elm", 0),
        ("Elm St", 0),
        ("14 Elm Street, Apt 3", 0),
        ("al@example.org", 0),
        ("555 0199", 1),
        ("old mill", 1),
        ("riverside", 1),
    ],
)
def test_what_only_one_of_them_has_tells_them_apart(notebook, anns, hint, which):
    assert voiced_by(notebook, f"Ann Lee, {hint}") == anns[which].id
    assert voiced_by(notebook, f"ann, {hint}") == anns[which].id
    assert len(notebook.all(Contact)) == 2


def test_an_id_tells_everybody_apart(notebook, anns):
    for one in anns:
        assert voiced_by(notebook, f"Ann Lee, {one.id[-8:].lower()}") == one.id
        assert voiced_by(notebook, f"Ann Lee, {one.id}") == one.id


def test_the_message_lists_what_to_write_and_each_of_it_works(notebook, anns):
    hidden = person(notebook, "Ann Lee", phones="555-0111", restricted_because="witness")
    fourth = person(notebook, "Ann Lee", phones="555-0123")
    (sentence,) = preview(notebook, 'Loud music +"Ann Lee"').unclear
    assert '+"Ann Lee" fits 4 contacts' in sentence
    assert "stays in the text" in sentence
    assert "555-0111" not in sentence
    offered = re.findall(r'\+"(Ann Lee, [^"]+)"', sentence)
    assert [voiced_by(notebook, who) for who in offered] == [one.id for one in (*anns, hidden, fourth)]


def test_people_with_nothing_but_their_name_are_told_apart_by_their_ids(notebook):
    ids = [person(notebook, "Ann Lee").id for _ in range(2)]
    (sentence,) = preview(notebook, 'Loud music +"Ann Lee"').unclear
    assert [voiced_by(notebook, who) for who in re.findall(r'\+"(Ann Lee, [^"]+)"', sentence)] == ids


def test_people_of_different_names_are_offered_by_name(notebook):
    people = [person(notebook, "Mai Nguyen").id, person(notebook, "Mai Tran").id]
    (sentence,) = preview(notebook, "Loud music +mai").unclear
    assert sentence.endswith('write +"Mai Nguyen" or +"Mai Tran"')
    assert [voiced_by(notebook, who) for who in ("Mai Nguyen", "Mai Tran")] == people


def test_a_hint_that_fits_nobody_makes_no_third_person(notebook, anns):
    seen = preview(notebook, 'Loud music +"Ann Lee, 555-0100"')
    assert "fits" in seen.unclear[0]
    done = capture(notebook, 'Loud music +"Ann Lee, 555-0100"')
    assert done.record.narrative == 'Loud music +"Ann Lee, 555-0100"'
    assert len(notebook.all(Contact)) == 2


def test_a_hint_that_does_not_fit_the_only_one_is_said(notebook):
    person(notebook, "Mai Nguyen", phones="555-0142")
    (sentence,) = preview(notebook, 'Loud music +"Mai Nguyen, 555-0100"').unclear
    assert sentence.endswith('fits nobody known, it stays in the text; write +"Mai Nguyen"')


def test_a_name_with_a_comma_is_a_name(notebook):
    done = capture(notebook, 'Loud music +"Sam Poe, Jr."')
    assert [one.name for one in notebook.all(Contact)] == ["Sam Poe, Jr."]
    assert voiced_by(notebook, "sam poe, jr.") == done.record.contact
    sam = person(notebook, "Sam Poe")
    assert voiced_by(notebook, "Sam Poe") == sam.id


def test_a_surname_may_stand_first(notebook):
    mai = person(notebook, "Mai Nguyen")
    assert voiced_by(notebook, "Nguyen, Mai") == mai.id


def test_a_concern_in_the_minutes_may_name_one_of_them(notebook, anns):
    meeting = create(notebook, Meeting, {"body": "Northside"}).record
    minutes.minute(notebook, meeting, 'c: Loud music +"Ann Lee, 0199"')
    (concern,) = notebook.all(Concern)
    assert concern.contact == anns[1].id
