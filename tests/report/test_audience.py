"""Who reads what, and who must not be named."""

from __future__ import annotations

import pytest

from cro_tui.actions import records
from cro_tui.actions.merging import merge
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.problem import Problem
from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.report.audience import Reader, restricted_people
from cro_tui.store.notebook import Edit
from tests.report.conftest import read, strings_of


def test_who_voiced_or_is_linked_to_a_restricted_concern_is_withheld_but_not_an_official(office):
    voice, child = office.person("Ana Ruizcampo"), office.person("Bo Zamorinski")
    principal = office.person("Ines Halvorsdottir", roles="government")
    office.concern(contact=voice.id, links=[child.id, principal.id], restricted_because="juvenile")
    assert restricted_people(office.notebook) == {voice.id, child.id}
    text = "Ruizcampo and Zamorinski saw Halvorsdottir"
    assert read(office, text) == "[name withheld] and [name withheld] saw Halvorsdottir"


def test_a_voided_contact_and_a_voided_concern_still_protect(office):
    mai = office.person("Mai Nguyen")
    concern = office.concern(contact=mai.id, restricted_because="witness")
    records.void(office.notebook, concern, "entered twice")
    records.void(office.notebook, mai, "merged")
    assert "Nguyen" not in read(office, "Nguyen again")


def test_each_value_of_a_name_in_conflict_is_withheld(office, tmp_path):
    mai = office.person("Mai Nguyen", restricted_because="witness")
    for name in ("Maya Nguyenova", "Mia Trankova"):  # two laptops that did not see each other's
        office.notebook.save([Edit(mai.id, Contact.KIND, {"name": name}, mai)])
    mai = office.again(mai)
    assert set(mai.conflicts) == {"name"}
    found = read(office, "Nguyenova or Trankova")
    assert found == "[name withheld] or [name withheld]"


def test_a_record_whose_sensitivity_is_in_conflict_counts_as_the_stricter(office):
    concern = office.concern("Lamp out")
    for sensitivity in ("restricted", "open"):
        office.notebook.save([Edit(concern.id, Concern.KIND, {"sensitivity": sensitivity}, concern)])
    assert office.facts(audience="agency").log == ()
    assert len(office.facts().log) == 1


def test_a_restricted_organization_is_withheld_with_its_address(office):
    office.make(
        Organization, name="Harbor House", address="9 Cove Lane", phones="617-555-0177", sensitivity="restricted"
    )
    found = read(office, "She is at Harbor House, 9 Cove Lane, 617-555-0177")
    assert found == "She is at [name withheld], [address withheld], [contact withheld]"


def test_users_text_may_hold_anything(office, mai):
    for text in (
        "[/b]",
        "\x1b[31mred",
        "🙂" * 50,
        "‮abc",
        "a" * 100_000,
        "\ud800",
        "",
        " \n ",
        "1" * 5000,
        "(" * 3000,
        "@." * 2000,
    ):
        assert isinstance(read(office, text, "public", names=False), str)


def test_what_a_reader_learns_later_counts(office):
    reader = Reader.of(office.notebook, "public")
    assert reader.text("Zoe Quillfeather moved") == "Zoe Quillfeather moved"
    reader.withhold(["Zoe Quillfeather"])
    assert reader.text("Zoe Quillfeather moved") == "[name withheld] moved"


def test_that_a_person_without_a_record_cant_be_known_is_said(office):
    assert "Names of people who are no contacts can't be known" in office.facts().left_out[-1].sentence
    assert "Names of people who are no contacts can't be known" in office.facts(names=True).method[-1]


AUDIENCES = ("public", "agency", "command")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_a_restricted_person_was_called_before_is_withheld_too(office, audience):
    zoe = office.person(
        "Zoltavia Vraxhallow", alias="Zozo", phones="617-555-0143", emails="z@example.org",
        address="7391 Tamarind Street", restricted_because="witness",
    )  # fmt: skip
    now = {"name": "Bea Oxen", "alias": "", "phones": "", "emails": "", "address": "12 Oak Street"}
    office.change(zoe, **now)
    text = "Zoltavia Vraxhallow or Zozo, 617-555-0143, z@example.org, 7391 Tamarind Street; now Bea Oxen"
    found = read(office, text, audience)
    for word in ("zoltavia", "vraxhallow", "zozo", "0143", "example", "7391", "oxen"):
        assert word not in found.casefold()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_merge_that_takes_the_other_name_does_not_let_the_old_one_out(office, audience):
    kept = office.person("Zoltavia Vraxhallow", address="7391 Tamarind Street", restricted_because="witness")
    other = office.person("Zoe Marlowe", address="12 Oak Street")
    merge(office.notebook, kept, other, take=["name", "address"])
    found = read(office, "Zoltavia Vraxhallow of 7391 Tamarind, that is Marlowe", audience)
    assert found == "[name withheld] of [address withheld], that is [name withheld]"


def test_who_is_restricted_after_a_merge_takes_what_the_merged_one_was_called_before(office):
    other = office.person("Aaxo Prellworth")
    office.change(other, name="Axel Quimby")
    kept = office.person("Cczo Umbrell")
    merge(office.notebook, kept, office.again(other))
    assert read(office, "Prellworth, Quimby, Umbrell") == "Prellworth, Quimby, Umbrell"
    office.change(kept, restricted_because="witness")
    assert read(office, "Prellworth, Quimby, Umbrell") == "[name withheld], [name withheld], [name withheld]"


def test_a_restriction_that_names_the_merged_entry_reaches_the_one_that_stands(office):
    merged, kept = office.person("Ann Vraxhallow"), office.person("Zoltavia Umbrell")
    merge(office.notebook, kept, merged)
    fields = {"summary": "told in confidence", "contact": merged.id, "heard": "2026-08-03", "sensitivity": "restricted"}
    office.notebook.save([Edit(office.notebook.new_id(), Concern.KIND, fields)])  # from one who knew of no merge
    assert restricted_people(office.notebook) == {merged.id, kept.id}
    assert read(office, "Zoltavia Umbrell or Ann Vraxhallow") == "[name withheld] or [name withheld]"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_restricted_organization_is_withheld_by_every_name_it_had(office, audience):
    kept = office.make(Organization, name="Shelter Incorporated")
    other = office.make(Organization, name="Quillhaven Refuge", address="9 Cove Lane", phones="617-555-0177")
    merge(office.notebook, kept, other)
    office.change(kept, restricted_because="DV/sexual-assault victim", name="Brackwater Home")
    text = "Quillhaven Refuge, Shelter Incorporated and Brackwater Home, 9 Cove Lane, 617-555-0177"
    withheld = "[name withheld], [name withheld] and [name withheld], [address withheld], [contact withheld]"
    assert read(office, text, audience) == withheld


def test_a_merge_that_takes_the_other_name_of_a_restricted_organization_withholds_both(office):
    kept = office.make(Organization, name="Safe Harbor Shelter", restricted_because="DV/sexual-assault victim")
    merge(office.notebook, kept, office.make(Organization, name="Quill Annex"), take=["name"])
    assert read(office, "Safe Harbor Shelter, Quill Annex", "public") == "[name withheld], [name withheld]"


NAMING = {
    "program": (Program, lambda one: {"title": "Diversion", "participants": [{"name": "Kid", "contact": one}]}),
    "outreach": (Outreach, lambda one: {"name": "Visit", "contacts": [one]}),
    "session": (Training, lambda one: {"title": "Class", "roster": [{"name": "Kid", "contact": one}]}),
    "problem": (Problem, lambda one: {"title": "Threats", "statement": "s", "partners": [one]}),
    "interaction": (Interaction, lambda one: {"notes": "called", "contacts": [one]}),
    "meeting": (Meeting, lambda one: {"body": "Panel", "attendance": [{"name": "Kid", "contact": one}]}),
    "key contact": (Organization, lambda one: {"name": "Refuge", "contact": one}),
    "captain": (Organization, lambda one: {"name": "Refuge", "captains": [{"name": "Kid", "contact": one}]}),
}
"""What names people -> the record."""


@pytest.mark.parametrize("what", NAMING)
def test_a_restricted_record_of_any_kind_restricts_whom_it_names_but_no_official(office, what):
    kind, fields = NAMING[what]
    resident, principal = office.person("Quim Zamorinski"), office.person("Ines Halvorsdottir", roles="government")
    office.make(kind, **fields(resident.id))
    assert restricted_people(office.notebook) == frozenset()
    for one in (resident, principal):
        office.make(kind, **fields(one.id), restricted_because="juvenile")
    assert restricted_people(office.notebook) == {resident.id}


@pytest.mark.parametrize("audience", ["public", "agency"])
def test_the_neighborhood_of_somebody_restricted_by_her_concern_is_named_no_more_than_of_one_restricted(
    office, audience
):
    solo = office.person("Solo Person", neighborhood="Kelpwick")
    office.person("Other Person", neighborhood="Driftwick")
    office.concern("x", contact=solo.id, restricted_because="witness")
    office.make(Interaction, notes="Called", contacts=[solo.id], date="2026-08-03")
    said = "\n".join(strings_of(office.facts(audience=audience)))
    assert "Kelpwick" not in said
    assert "Driftwick" in said
