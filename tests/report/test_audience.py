"""Who reads what, and who must not be named."""

from __future__ import annotations

from cro_tui.actions import records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.report.audience import Reader, restricted_people
from cro_tui.store.notebook import Edit
from tests.report.conftest import read


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
