"""Everything that was written down is found by the words a person would use, and stays found as it changes."""

import pytest

from cro_tui.actions.base import Done
from cro_tui.actions.records import change, create, void
from cro_tui.find import Index
from cro_tui.find.records import fill, keep_up
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook


class Town:
    """A notebook and its index, kept in step as the app keeps them."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.index = Index()

    def new(self, kind, **typed) -> str:
        return self.see(create(self.notebook, kind, typed))

    def see(self, done: Done) -> str:
        keep_up(self.index, self.notebook, done.saved.ids)
        return done.record.id

    def found(self, query: str, **more) -> list[str]:
        return [hit.key for hit in self.index.search(query, **more)]


@pytest.fixture
def town(tmp_path) -> Town:
    return Town(Notebook.open(tmp_path))


def test_a_contact_is_found_by_all_that_is_known(town):
    group = town.new(Organization, name="Larchmont Tenants Council")
    ana = town.new(
        Contact,
        name="Ana de la Cruz",
        alias="Anita",
        phones="(555) 010-2030; 555-0199",
        emails="ana@example.org",
        address="412 Kossuth Street",
        organizations=[group],
        roles="clergy",
        tags="interpreter",
    )
    for query in ("ana cruz", "anita", "5550102030", "0199", "ana@example.org", "412 kossuth", "clergy", "interpreter"):
        assert ana in town.found(query), query
    assert town.found("larchmont") == [group, ana]
    assert town.found("larchmont", kinds=["contact"]) == [ana]


def test_minutes_rosters_and_concerns_are_found_by_their_words(town):
    meeting = town.new(
        Meeting, body="Northside Forum", entries="Potholes on Elm; Hire a crossing guard", attendance="Rosa"
    )
    training = town.new(Training, title="De-escalation", roster="Quincy Adams;Ingrid Vik")
    contact = town.new(Contact, name="Mai Nguyen")
    concern = town.new(
        Concern, narrative="Graffiti under the bridge. It came back.", contact=contact, place="Elm & 3rd"
    )
    number = town.notebook.of(Concern, concern).number
    assert town.found("crossing guard") == [meeting]
    assert town.found("rosa") == [meeting]
    assert town.found("quincy") == [training]
    assert town.found("bridge came back") == [concern]
    assert town.found("elm 3rd") == [concern]
    assert town.found(number) == [concern]
    assert town.found("nguyen") == [contact, concern]


def test_words_of_the_form_are_not_found(town):
    town.new(Concern, narrative="Noise")
    for query in ("internal", "new", "normal", "current"):
        assert town.found(query) == []


def test_changed_and_voided_records_follow(town):
    rosa = town.new(Contact, name="Rosa Pilar")
    visit = town.new(Interaction, notes="Called about the fence", contacts=[rosa])
    assert town.found("pilar") == [rosa, visit]
    town.see(change(town.notebook, town.notebook.get(rosa), {"name": "Rosa Adams"}))
    assert town.found("pilar") == []
    assert town.found("adams") == [rosa, visit]
    town.see(void(town.notebook, town.notebook.get(rosa), "entered twice"))
    assert town.found("rosa adams", kinds=["contact"]) == []


def test_restricted_people_are_found_without_saying_how(town):
    hidden = town.new(Contact, name="Zbigniew Kowalczyk", restricted_because="witness")
    concern = town.new(Concern, narrative="Shots heard", contact=hidden)
    open_one = town.new(Contact, name="Piotr Kowalczyk")
    why = {hit.key: hit.why for hit in town.index.search("kowalczik")}
    assert why == {hidden: "", concern: "", open_one: "like kowalczyk"}


def test_a_notebook_fills_the_index_without_its_voided_records(town):
    kept = town.new(Contact, name="Rosa Pilar")
    gone = town.new(Contact, name="Rosa Twice")
    void(town.notebook, town.notebook.get(gone), "entered twice")
    index = Index()
    fill(index, town.notebook.everything(), town.notebook.get)
    assert [hit.key for hit in index.search("rosa")] == [kept]
    assert len(index) == 1
