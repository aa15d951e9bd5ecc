"""Two records of one person become one: nothing lost, everything that named the other names the kept one; one undo."""

from __future__ import annotations

import pytest

from cro_tui.actions import merging, records
from cro_tui.actions.base import Names, NothingDone, Unchanged
from cro_tui.actions.people import log_interaction
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.fields import Ref, Refs, Rows
from cro_tui.model.kinds import KINDS
from cro_tui.model.meeting import Meeting
from cro_tui.model.merged import INTO, merged_into, standing
from cro_tui.store.notebook import Edit, Notebook


def make(book, kind, **typed):
    return records.create(book, kind, typed).record


def again(book, record):
    return book.get(record.id)


@pytest.fixture
def ann(notebook):
    return make(notebook, Contact, name="Ann Lee", phones="(555) 010-0142", roles="resident", notes="Call after ten.")


@pytest.fixture
def anne(notebook):
    return make(
        notebook, Contact, name="Anne Lee", phones="+1 555-010-0142;555-010-0143", emails="ann@example.org",
        roles="clergy", address="14 Elm Street", notes="Has a dog.", do_not_contact=True, tags="choir",
    )  # fmt: skip


def test_the_kept_one_gets_what_it_lacks_and_notes_what_it_does_not_take(notebook, ann, anne):
    kept = merging.merge(notebook, ann, anne).record
    assert (kept.id, kept.name, kept.address, kept.emails) == (ann.id, "Ann Lee", "14 Elm Street", ("ann@example.org",))
    assert kept.phones == ("(555) 010-0142", "555-010-0143")
    assert set(kept.roles) == {"resident", "clergy"}
    assert kept.tags == ("choir",)
    assert kept.do_not_contact
    assert kept.notes == ("Call after ten.\n\nHas a dog.\n\nThe other entry said name: Anne Lee.")
    gone = again(notebook, anne)
    assert gone.is_voided
    assert gone.voided.startswith("merged into Ann Lee …")
    assert standing(gone, notebook.get).id == ann.id
    assert [one.id for one in notebook.all(Contact)] == [ann.id]
    assert len(notebook.history(anne.id)) == 2


def test_the_officer_chooses_field_by_field(notebook, ann, anne):
    kept = merging.merge(notebook, ann, anne, take=("name",)).record
    assert kept.name == "Anne Lee"
    assert "name: Ann Lee" in kept.notes
    hows = {one.name: one.how for one in merging.compared(ann, anne)}
    assert (hows["name"], hows["address"], hows["phones"], hows["notes"]) == ("choose", "filled", "both", "both")


def named_everywhere(book, who):
    """A record of each kind and field that can name *who*; (record, field) of each."""
    found = []
    for kind in KINDS:
        for name, field in kind.FIELDS.items():
            if name == INTO:
                continue
            kinds = getattr(field, "kinds", ())
            if isinstance(field, Rows):
                columns = {one: column.kinds for one, column in field.columns.items() if isinstance(column, Ref)}
                for column in (one for one, kinds in columns.items() if who.KIND in kinds):
                    values = {field.key(book.new_id()): {field.main: "x", column: who.id}}
                    found.append((kind, name, values))
            elif isinstance(field, Refs) and who.KIND in kinds:
                found.append((kind, name, {field.key(who.id): 1}))
            elif isinstance(field, Ref) and who.KIND in kinds:
                found.append((kind, name, {name: who.id}))
    made = []
    for kind, name, values in found:
        record_id = book.new_id()
        book.save([Edit(record_id, kind.KIND, values)])
        made.append((record_id, name))
    return made


@pytest.mark.parametrize("kind", [Contact, Organization])
def test_every_field_of_every_kind_that_named_the_other_names_the_kept_one(notebook, kind):
    keep, other = make(notebook, kind, name="North Watch"), make(notebook, kind, name="Northside Watch")
    made = named_everywhere(notebook, other)
    assert len(made) > 5
    before = {one.id: dict(one.values) for one in notebook.everything()}
    saves = notebook.changes()
    done = merging.merge(notebook, keep, other)
    assert notebook.changes() == saves + 1
    assert f"{len(made)} records name it now" in done.says
    for record_id, name in made:
        text = str(notebook.get(record_id).values)
        assert keep.id in text, (record_id, name)
        assert other.id not in {
            key.rpartition(".")[2] for key, value in notebook.get(record_id).values.items() if value
        }
    records.undo(notebook, done)
    for record in notebook.everything():
        after = {key: value for key, value in record.values.items() if value is not None}
        assert after == before[record.id], record


def test_a_person_twice_on_one_list_stands_there_once(notebook, ann, anne):
    rows = [
        {"name": "Ann Lee", "contact": ann.id, "as": "present"},
        {"name": "A. Lee", "contact": anne.id, "as": "present"},
    ]
    meeting = make(notebook, Meeting, body="Northside", attendance=rows)
    both = log_interaction(notebook, [ann, anne], "Talked to both").record
    merging.merge(notebook, ann, anne)
    assert [row["name"] for row in again(notebook, meeting).attendance] == ["Ann Lee"]
    assert again(notebook, both).contacts == (ann.id,)


def test_the_stricter_sensitivity_holds_for_both_and_the_reason_names_nobody(notebook, ann):
    hidden = make(notebook, Contact, name="Anna Leigh", restricted_because="juvenile")
    kept = merging.merge(notebook, ann, hidden).record
    assert kept.restricted
    assert kept.restricted_because == "juvenile"
    gone = again(notebook, hidden)
    assert gone.restricted
    assert "Ann" not in gone.voided


def test_what_can_not_be_one_is_refused(notebook, ann, anne):
    group = make(notebook, Organization, name="Ann Lee")
    concern = make(notebook, Concern, summary="Noise")
    for keep, other in ((ann, ann), (ann, group), (concern, concern), (concern, make(notebook, Concern, summary="x"))):
        with pytest.raises(NothingDone):
            merging.merge(notebook, keep, other)
    merging.merge(notebook, ann, anne)
    with pytest.raises(Unchanged):
        merging.merge(notebook, again(notebook, ann), again(notebook, anne))
    with pytest.raises(NothingDone, match="merged into"):
        merging.merge(notebook, again(notebook, anne), again(notebook, ann))
    thrown = make(notebook, Contact, name="Ann Lee")
    thrown = records.void(notebook, thrown, "test").record
    with pytest.raises(NothingDone, match="restore it first"):
        merging.merge(notebook, again(notebook, ann), thrown)


def test_a_chain_of_mergers_leads_to_the_last(notebook, ann, anne):
    third = make(notebook, Contact, name="Ann M. Lee")
    merging.merge(notebook, ann, anne)
    merging.merge(notebook, third, again(notebook, ann))
    assert standing(again(notebook, anne), notebook.get).id == third.id
    assert Names(notebook).resolve(("contact",), anne.id) == third.id
    concern = make(notebook, Concern, summary="Noise", contact=anne.id)
    assert concern.contact == third.id


def test_a_restored_record_names_the_one_that_stands(notebook, ann, anne):
    concern = make(notebook, Concern, summary="Noise", contact=anne.id)
    records.void(notebook, concern, "entered twice")
    merging.merge(notebook, ann, anne)
    assert again(notebook, concern).is_voided
    assert records.restore(notebook, again(notebook, concern)).record.contact == ann.id


def test_one_that_was_merged_can_be_restored(notebook, ann, anne):
    merging.merge(notebook, ann, anne)
    back = records.change(notebook, again(notebook, anne), {"voided": ""}).record
    assert not back.is_voided
    assert not back.values.get(INTO)
    merging.merge(notebook, again(notebook, ann), back)
    assert merged_into(again(notebook, anne)) == ann.id


def test_setting_merged_into_merges(notebook, ann, anne):
    call = log_interaction(notebook, [anne], "Called").record
    with pytest.raises(NothingDone, match="stands alone"):
        records.change(notebook, anne, {INTO: "Ann Lee", "alias": "Annie"})
    done = records.change(notebook, anne, {INTO: ann.id})
    assert done.record.id == ann.id
    assert again(notebook, call).contacts == (ann.id,)


def test_not_the_same_is_noted_on_both_once(notebook, ann, anne):
    merging.keep_apart(notebook, ann, anne)
    assert Contact.different.ids(again(notebook, ann)) == (anne.id,)
    assert Contact.different.ids(again(notebook, anne)) == (ann.id,)
    with pytest.raises(Unchanged):
        merging.keep_apart(notebook, again(notebook, ann), again(notebook, anne))
    kept = merging.merge(notebook, again(notebook, ann), again(notebook, anne)).record
    assert Contact.different.ids(kept) == ()


def test_groups_unite_their_people(notebook, ann):
    one = make(notebook, Organization, name="Elm Watch", members="J. Doe", captains="Ann Lee (north side)")
    two = make(notebook, Organization, name="Elm St Watch", members="J. Doe since 2024-05-04;R. Roe", captains="Bo Ek")
    kept = merging.merge(notebook, one, two).record
    assert [(row["name"], row.get("since")) for row in kept.members] == [("J. Doe", "2024-05-04"), ("R. Roe", None)]
    assert [(row["name"], row.get("contact"), row.get("area")) for row in kept.captains] == [
        ("Ann Lee", ann.id, "north side"), ("Bo Ek", None, None),
    ]  # fmt: skip


def test_a_conflict_in_what_named_the_other_stays_to_be_settled(notebook, ann, anne):
    third = make(notebook, Contact, name="Cy Day")
    concern = make(notebook, Concern, summary="Noise")
    for who in (third, anne):
        notebook.save([Edit(concern.id, concern.KIND, {"contact": who.id}, concern)])
    assert again(notebook, concern).conflicts
    merging.merge(notebook, ann, anne)
    disputed = again(notebook, concern)
    assert {head.value for head in disputed.conflicts["contact"]} == {third.id, anne.id}
    records.settle(notebook, disputed, "contact", anne.id)
    merging.merge(notebook, again(notebook, ann), again(notebook, anne))
    assert again(notebook, concern).contact == ann.id


def test_thousands_of_references_are_one_save(notebook, ann, anne):
    edits = [Edit(notebook.new_id(), Interaction.KIND, {"notes": "x", f"contact.{anne.id}": 1}) for _ in range(3000)]
    notebook.save(edits)
    saves = notebook.changes()
    done = merging.merge(notebook, ann, anne)
    assert notebook.changes() == saves + 1
    assert all(one.contacts == (ann.id,) for one in notebook.all(Interaction))
    whole = Notebook.open(notebook.home, clock=notebook.clock)
    assert all(one.contacts == (ann.id,) for one in whole.all(Interaction))
    records.undo(notebook, done)
    assert all(one.contacts == (anne.id,) for one in notebook.all(Interaction))


def test_an_action_of_minutes_is_left_alone(notebook, ann, anne):
    """Lines that name nobody by id keep their words."""
    meeting = make(notebook, Meeting, body="Northside", entries="a: Call @Anne")
    merging.merge(notebook, ann, anne)
    assert [one.owner for one in again(notebook, meeting).actions] == ["Anne"]
