"""What leaves as CSV, JSON or vCard comes back as it was, into a notebook that never had it."""

import csv
import io
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cro_tui.actions.records import change, create
from cro_tui.exchange import export, import_file
from cro_tui.exchange.cells import guarded, unguarded
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import (
    Amount,
    Choice,
    Choices,
    Context,
    Count,
    Day,
    Field,
    Lines,
    Moment,
    Ref,
    Refs,
    Rows,
    YesNo,
)
from cro_tui.model.kinds import KINDS
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.scales import CODES
from cro_tui.model.survey import Answers
from cro_tui.store.notebook import Edit, Notebook

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
_ids = st.integers(0, 2**60).map(lambda n: f"01K{n:023d}")
_text = st.text(min_size=1, max_size=30) | st.sampled_from(
    ["=1+1", "'=1", "+1 555 010 2030", "-", "@x", "a;b\\;c\\", '"q", x', "l1\nl2", "\tx", "[/b]", "NULL", "\u202e🙂"]
)


def typed_for(field: Field) -> st.SearchStrategy:
    """Anything that an officer could have given for the field."""
    context = Context(now=NOW)
    if isinstance(field, Rows):
        columns = {
            name: typed_for(column) if column.required else st.none() | typed_for(column)
            for name, column in field.columns.items()
        }
        columns[field.main] = _text.filter(lambda text: text.strip())
        return st.lists(st.fixed_dictionaries({"id": _ids, **columns}), max_size=3, unique_by=lambda row: row["id"])
    if isinstance(field, Choices):
        return st.lists(st.sampled_from(field.choices(context.words)), max_size=3)
    if isinstance(field, Choice):
        return st.sampled_from(field.choices(context.words))
    if isinstance(field, Moment):
        return st.sampled_from(["2026-11-03", "2026-11-03T18:30-05:00", "2018-02-13T00:58:16.471-05:00"])
    if isinstance(field, Day):
        return st.dates(datetime(1900, 1, 1).date(), datetime(2200, 1, 1).date()).map(str)
    if isinstance(field, YesNo):
        return st.booleans()
    if isinstance(field, Count):
        return st.integers(0, 1_000_000)
    if isinstance(field, Amount):
        return st.decimals(0, 1000, places=2).map(str)
    if isinstance(field, Refs):
        return st.lists(_ids, max_size=3)
    if isinstance(field, Ref):
        return _ids
    if isinstance(field, Answers):
        return st.dictionaries(st.from_regex(r"[a-z]{1,4}[0-9]", fullmatch=True), st.sampled_from(CODES), max_size=3)
    if isinstance(field, Lines):
        return st.lists(_text, max_size=3)
    return _text


@st.composite
def records(draw: st.DrawFn) -> tuple[type[Record], dict]:
    kind = draw(st.sampled_from(KINDS))
    typed = {}
    for name, field in kind.FIELDS.items():
        if field.required or draw(st.booleans()):
            typed[name] = draw(typed_for(field))
    return kind, typed


@pytest.mark.parametrize("form", ["csv", "json"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(given_records=st.lists(records(), min_size=1, max_size=4), clear=st.booleans())
def test_any_record_comes_back_as_it_was(form, given_records, clear):
    with tempfile.TemporaryDirectory() as folder:
        first, second = (Notebook.open(Path(folder) / name) for name in ("first", "second"))
        for kind, typed in given_records:
            _keep(first, kind, typed, clear)
        for kind in KINDS:
            path = Path(folder) / f"{kind.PLURAL}.{form}"
            path.write_bytes(export(first, kind.PLURAL, form, first.all(kind, voided=True)))
            if first.all(kind, voided=True):
                result = import_file(second, kind, path)
                assert (result.bad, result.unused) == ((), ())
                assert import_file(first, kind, path).added == 0
        for record in first.everything():
            assert second.get(record.id).plain() == record.plain()


def _keep(notebook: Notebook, kind: type[Record], typed: dict, clear: bool) -> None:
    """A record with those values, some of the usual ones cleared again; refused ones are no record."""
    context = Context(now=NOW, resolve=lambda _kinds, text: text, new_id=notebook.new_id)
    try:
        values = kind.parse(typed, context)
    except ValueError:
        return
    if clear:
        values = {
            key: value for key, value in values.items() if key in typed or "." in key or kind.FIELDS[key].required
        }
        kind.agree(values)  # what is restricted for a reason, or closed on a day, is so
    notebook.save([Edit(notebook.new_id(), kind.KIND, values, numbered=kind is Concern and "number" not in values)])


@given(st.text(alphabet="'=+-@\t\ra1 ", max_size=8))
def test_guarding_a_cell_can_be_taken_back(cell):
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_spreadsheet_takes_no_cell_for_a_formula(notebook, other, file):
    create(notebook, Contact, {"name": "=cmd|' /C calc'!A0", "phones": "+1 555 010 2030", "notes": "@SUM(1+1)"})
    exported = export(notebook, "contacts")
    (row,) = csv.DictReader(io.StringIO(exported.decode(), newline=""))
    assert row["name"] == "'=cmd|' /C calc'!A0"
    assert row["notes"] == "'@SUM(1+1)"
    import_file(other, Contact, file(exported))
    (contact,) = other.all(Contact)
    assert (contact.name, contact.phones) == ("=cmd|' /C calc'!A0", ("+1 555 010 2030",))


def test_an_export_has_stable_headers(notebook):
    header = export(notebook, "concerns").decode().splitlines()[0].split(",")
    assert header[:3] == ["id", "number", "summary"]
    assert set(header) == {"id", *Concern.FIELDS}
    assert json.loads(export(notebook, "concerns", "json")) == []


def test_records_that_refer_to_each_other_come_in_any_order(notebook, other, file):
    rosa = create(notebook, Contact, {"name": "Rosa"}).record
    one = create(notebook, Concern, {"narrative": "One", "contact": rosa.id}).record
    two = create(notebook, Concern, {"narrative": "Two", "links": [one.id]}).record
    change(notebook, notebook.get(one.id), {"links": [two.id]})
    result = import_file(other, Concern, file(export(notebook, "concerns")))
    assert (result.added, result.bad) == (2, ())
    assert any("3 of the records" in warning for warning in result.warnings)
    import_file(other, Contact, file(export(notebook, "contacts")))
    for record in notebook.everything():
        assert other.get(record.id).plain() == record.plain()


def test_contacts_come_back_from_vcards(notebook, other, file):
    bakery = create(notebook, Organization, {"name": "Larch; Bakery"}).record
    create(
        notebook,
        Contact,
        {
            "name": "Mai, de la Nguyen",
            "alias": "M;ai",
            "phones": ["+1 (555) 010-2030", "555-0100 x12"],
            "emails": "mai@example.org",
            "address": "12 Oak St; Apt 3, Larchmont",
            "roles": "resident;clergy",
            "organizations": [bakery.id],
            "notes": "One\nTwo; three, \\ four 🙂",
            "tags": "a\\;b;c",
            "neighborhood": "North, side",
            "language": "Tiếng Việt",
            "do_not_contact": True,
            "restricted_because": "witness",
        },
    )
    create(notebook, Contact, {"name": "Ann"})
    cards = file(export(notebook, "contacts", "vcf"), "book.vcf")
    result = import_file(other, Contact, cards)
    assert result.bad == ()
    for contact in notebook.all(Contact):
        assert other.get(contact.id).plain() == contact.plain()
    assert import_file(other, Contact, cards).added == 0


def test_only_contacts_are_vcards(notebook):
    for plural in ("concerns", "actions"):
        with pytest.raises(ValueError, match="Only contacts"):
            export(notebook, plural, "vcf")


def test_actions_are_written_for_reading(notebook):
    create(
        notebook, Meeting, {"body": "Forum", "entries": [{"kind": "action", "text": "Fix it", "owner": "DPW"}, "note"]}
    )
    (row,) = csv.DictReader(io.StringIO(export(notebook, "actions").decode()))
    assert (row["text"], row["owner"], row["body"], row["status"]) == ("Fix it", "DPW", "Forum", "open")
    assert json.loads(export(notebook, "actions", "json"))[0]["text"] == "Fix it"
