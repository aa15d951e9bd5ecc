"""A spreadsheet, an export or an address book comes in: good rows are kept, bad ones named, nothing comes in twice."""

import json

import pytest

from cro_tui.actions.base import UnknownField
from cro_tui.actions.records import change, create, undo, void
from cro_tui.exchange import ImportProblem, import_file
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.training import Training

COMMENTS = """timestamp,datetime,comment-id,agrees,comment-body
1518501496471,Tue Feb 13 12:58:16 WIB 2018,895,48,"Widen the road, please. Three lanes are needed."
1518499107516,Tue Feb 13 12:18:27 WIB 2018,894,27,"She said ""slow down""
near the school"
"""


def texts(notebook):
    return sorted(concern.narrative for concern in notebook.all(Concern))


class TestConcerns:
    def test_a_table_of_comments_needs_no_mapping(self, notebook, file):
        result = import_file(notebook, Concern, file(COMMENTS))
        assert (result.rows, result.added, result.already, result.bad) == (2, 2, 0, ())
        assert result.columns == {"narrative": "comment-body", "heard": "timestamp"}
        assert result.unused == ("datetime", "comment-id", "agrees")
        first, second = sorted(notebook.all(Concern), key=lambda one: one.heard, reverse=True)
        assert first.summary == "Widen the road, please."
        assert first.narrative == "Widen the road, please. Three lanes are needed."
        assert first.heard.startswith("2018-02-1")
        assert second.narrative == 'She said "slow down"\nnear the school'
        assert first.number != second.number

    def test_the_same_file_again_adds_nothing(self, notebook, file):
        import_file(notebook, Concern, file(COMMENTS))
        again = import_file(notebook, Concern, file(COMMENTS))
        assert (again.added, again.already, again.done) == (0, 2, ())
        assert len(notebook.all(Concern)) == 2

    def test_not_even_what_was_changed_or_voided_since(self, notebook, file):
        import_file(notebook, Concern, file(COMMENTS))
        first, second = notebook.all(Concern)
        change(notebook, first, {"narrative": "Other words"})
        void(notebook, second, "entered twice")
        assert import_file(notebook, Concern, file(COMMENTS)).added == 0

    def test_nor_with_another_mapping_order_of_rows_or_encoding(self, notebook, file):
        import_file(notebook, Concern, file(COMMENTS))
        mapped = import_file(notebook, Concern, file(COMMENTS), [("heard", "datetime"), ("summary", "comment-body")])
        assert mapped.added == 0
        rows = [["comment-body", "timestamp"], ["One", "1518501496471"], ["Two", "1518501496472"]]
        import_file(notebook, Concern, file("\n".join(map(",".join, rows))))
        turned = [row[::-1] for row in [rows[0], *rows[:0:-1]]]
        assert import_file(notebook, Concern, file("\n".join(map(";".join, turned)).encode("utf-16"))).added == 0

    def test_rows_alike_are_several_voices(self, notebook, file):
        table = file("comment\nNoise at night\nNoise at night\nNoise at night\n")
        assert import_file(notebook, Concern, table).added == 3
        assert import_file(notebook, Concern, table).added == 0
        one_more = file("comment\nNoise at night\nNoise at night\nNoise at night\nNoise at night\n")
        assert import_file(notebook, Concern, one_more).added == 1

    def test_two_laptops_give_the_same_row_the_same_id(self, notebook, other, file):
        for laptop in (notebook, other):
            import_file(laptop, Concern, file(COMMENTS))
        assert [one.id for one in notebook.all(Concern)] == [one.id for one in other.all(Concern)]

    def test_ids_and_numbers_are_kept(self, notebook, other, file):
        made = create(notebook, Concern, {"narrative": "Dumping in the alley"}).record
        table = file(f"id,number,narrative\n{made.id},{made.number},Dumping in the alley\n")
        assert import_file(other, Concern, table).added == 1
        assert other.get(made.id).number == made.number
        assert import_file(notebook, Concern, table).already == 1

    def test_a_known_number_without_an_id_is_known(self, notebook, file):
        made = create(notebook, Concern, {"narrative": "Dumping in the alley"}).record
        assert import_file(notebook, Concern, file(f"number,narrative\n{made.number},Dumping\n")).already == 1

    def test_ids_of_another_program_count_for_nothing_and_are_named(self, notebook, file):
        assert import_file(notebook, Concern, file("id,narrative\n1,Noise\n2,Dumping\n")).unused == ("id",)
        assert import_file(notebook, Concern, file("id,narrative\n1,Graffiti\n")).added == 1
        assert texts(notebook) == ["Dumping", "Graffiti", "Noise"]

    def test_undo_takes_an_import_back(self, notebook, file):
        result = import_file(notebook, Concern, file(COMMENTS))
        undo(notebook, result.done[0])
        assert notebook.all(Concern) == []


class TestBadRows:
    TABLE = (
        "narrative,heard,due,category\nGood,2026-11-03,,noise\nBad,banana,,\nGood too,yesterday,fri,Parking\n,,,\n"
        "Worse,,2026-13-45,\nWorst,,,lunch\nLong,,,,x\n"
    )

    def test_good_rows_are_kept_and_bad_ones_named(self, notebook, file):
        result = import_file(notebook, Concern, file(self.TABLE))
        assert texts(notebook) == ["Good", "Good too"]
        assert [bad.row for bad in result.bad] == [3, 6, 7, 8]
        for bad, word in zip(result.bad, ("banana", "2026-13-45", "lunch", "cells"), strict=True):
            assert word in bad.reason
            assert str(bad).startswith(f"row {bad.row}: ")
        assert (result.rows, result.added, result.already) == (6, 2, 0)

    def test_a_dry_run_says_the_same_and_writes_nothing(self, notebook, file):
        dry = import_file(notebook, Concern, file(self.TABLE), dry_run=True)
        assert notebook.count() == 0
        wet = import_file(notebook, Concern, file(self.TABLE))
        assert (dry.added, dry.bad, dry.columns, dry.unused) == (wet.added, wet.bad, wet.columns, wet.unused)

    def test_a_mended_file_adds_the_mended_rows_only(self, notebook, file):
        import_file(notebook, Concern, file(self.TABLE))
        mended = import_file(notebook, Concern, file(self.TABLE.replace("banana", "2026-11-04")))
        assert (mended.added, mended.already) == (1, 2)

    def test_an_id_used_twice_or_by_another_kind_is_named(self, notebook, file):
        contact = create(notebook, Contact, {"name": "Rosa"}).record
        free = notebook.new_id()
        table = file(f"id,narrative\n{contact.id},One\n{free},Two\n{free},Three\n")
        result = import_file(notebook, Concern, table)
        assert [str(bad) for bad in result.bad] == [
            f"row 2: {contact.id} is a contact in this notebook",
            "row 4: it has the id of row 3",
        ]

    def test_required_fields_are_asked_for_row_by_row(self, notebook, file):
        result = import_file(notebook, Contact, file("name,phones\nRosa,555-0100\n,555-0199\n"))
        assert [bad.row for bad in result.bad] == [3]

    def test_names_that_nobody_has_are_named(self, notebook, file):
        result = import_file(notebook, Interaction, file("notes,contacts\nCalled,Nobody Known\n"))
        assert "Nobody Known" in result.bad[0].reason


class TestWholeFile:
    @pytest.mark.parametrize(
        ("content", "name", "word"),
        [
            ("", "a.csv", "empty"),
            ("  \n\n", "a.csv", "empty"),
            ("[", "a.json", "JSON"),
            ('"text"', "a.json", "list"),
            ("3", "a.json", "list"),
            ("[" * 100_000, "a.json", "JSON|nested"),
            ("hello", "a.vcf", "vCard"),
            ("PK\x03\x04zip", "a.xlsx", "workbook"),
            ("red,green\n1,2\n", "a.csv", "--map"),
            (b"\xff\xfea", "a.csv", "utf-16"),
        ],
    )
    def test_what_is_no_table_is_refused_in_one_sentence(self, notebook, file, content, name, word):
        with pytest.raises(ImportProblem, match=word) as problem:
            import_file(notebook, Contact, file(content, name))
        assert "\n" not in str(problem.value)
        assert notebook.count() == 0

    def test_a_mapping_is_checked(self, notebook, file):
        with pytest.raises(UnknownField, match="colour"):
            import_file(notebook, Contact, file("name\nRosa\n"), [("colour", "name")])
        with pytest.raises(ImportProblem, match="no column “Naem”; it has: name"):
            import_file(notebook, Contact, file("name\nRosa\n"), [("name", "Naem")])

    def test_no_rows_are_no_error(self, notebook, file):
        assert import_file(notebook, Contact, file("name,phones\n")).added == 0
        assert import_file(notebook, Contact, file("[]", "a.json")).added == 0

    def test_can_be_stopped_between_saves(self, notebook, file):
        table = file("narrative\n" + "\n".join(f"Matter {n}" for n in range(450)))
        asked = iter([False, True])
        steps = []
        result = import_file(
            notebook, Concern, table, stop=lambda: next(asked), progress=lambda *step: steps.append(step)
        )
        assert result.stopped
        assert result.added == len(notebook.all(Concern)) == 200
        assert steps == [(200, 450)]
        assert import_file(notebook, Concern, table).added == 250


class TestColumns:
    def test_a_mapping_comes_first_case_blind(self, notebook, file):
        table = file("Comment,Complaint Text\nthe comment,the complaint\n")
        result = import_file(notebook, Concern, table, [("narrative", "complaint text")])
        assert texts(notebook) == ["the complaint"]
        assert result.unused == ("Comment",)

    def test_an_empty_mapping_leaves_a_field_alone(self, notebook, file):
        result = import_file(notebook, Concern, file("Comment,Date\nNoise,banana\n"), [("heard", "")])
        assert (result.added, result.unused) == (1, ("Date",))

    def test_names_labels_and_usual_words_in_any_case(self, notebook, file):
        table = (
            "Description;DATE HEARD;Location;heard-by;Next Action;Assigned to\n"
            "Noise;11/3/2026;Elm St;Ofc. Lee;Call;Sgt. Vik\n"
        )
        result = import_file(notebook, Concern, file(table))
        (concern,) = notebook.all(Concern)
        assert result.unused == ()
        assert (concern.narrative, concern.heard, concern.place) == ("Noise", "2026-11-03", "Elm St")
        assert (concern.heard_by, concern.next_action, concern.assigned) == ("Ofc. Lee", "Call", "Sgt. Vik")

    def test_an_address_book_of_a_mail_program(self, notebook, file):
        table = (
            "First Name,Middle Name,Last Name,Company,E-mail Address,E-mail 2 Address,E-mail Type,Home Phone,"
            "Mobile Phone,Business Fax,Home Street,Notes\n"
            "Rosa,,Pilar,Larch Bakery,rosa@example.org,r2@example.org,SMTP,555-0100,"
            "(555) 010-2030,555-0000,12 Oak,Sings\n"
        )
        result = import_file(notebook, Contact, file(table))
        (rosa,) = notebook.all(Contact)
        assert rosa.name == "Rosa Pilar"
        assert rosa.phones == ("555-0100", "(555) 010-2030")
        assert rosa.emails == ("rosa@example.org", "r2@example.org")
        assert (rosa.address, rosa.notes) == ("12 Oak", "Sings")
        assert result.unused == ("Company", "E-mail Type", "Business Fax")

    def test_plural_cells_are_joined_by_semicolons(self, notebook, file):
        import_file(
            notebook, Contact, file('name,phones,tags,roles\nRosa,555-0100; 555-0199,"a\\;b;c",clergy;RESIDENT\n')
        )
        (rosa,) = notebook.all(Contact)
        assert rosa.phones == ("555-0100", "555-0199")
        assert rosa.tags == ("a;b", "c")
        assert rosa.roles == ("clergy", "resident")

    def test_rosters_are_names_or_json(self, notebook, file):
        rows = json.dumps([{"name": "Ingrid Vik", "hours": 1.5, "result": "pass"}]).replace('"', '""')
        import_file(notebook, Training, file(f'title,roster\nFirst,"Rosa Pilar; Quincy Adams"\nSecond,"{rows}"\n'))
        rosters = {one.title: one.roster for one in notebook.all(Training)}
        assert {row["name"] for row in rosters["First"]} == {"Rosa Pilar", "Quincy Adams"}
        assert rosters["Second"][0]["result"] == "pass"

    def test_minutes_come_in_as_json(self, notebook, file):
        entries = json.dumps(
            [{"kind": "action", "text": "Fix the light", "owner": "DPW", "due": "2026-12-01"}, "A note"]
        )
        import_file(notebook, Meeting, file(json.dumps([{"body": "Forum", "entries": entries}]), "a.json"))
        (meeting,) = notebook.all(Meeting)
        assert [action.owner for action in meeting.actions] == ["DPW"]
        assert {entry["text"] for entry in meeting.entries} == {"Fix the light", "A note"}

    def test_a_fraction_in_a_column_that_nobody_knows_is_kept_as_text(self, notebook, file):
        rows = [{"title": "Odd", "roster": [{"name": "Rosa", "height": 1.7}]}, {"title": "Good"}]
        result = import_file(notebook, Training, file(json.dumps(rows), "a.json"))
        assert result.bad == ()
        assert {one.title for one in notebook.all(Training)} == {"Odd", "Good"}
        (odd,) = (one for one in notebook.all(Training) if one.title == "Odd")
        assert odd.roster[0]["height"] == "1.7"


class TestFormats:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_encodings_and_delimiters(self, notebook, file, encoding, delimiter):
        rows = [["name", "notes"], ["José Müller", "“quoted” – café, fine; yes"], ["Ann", "line\nbreak"]]
        table = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
        result = import_file(notebook, Contact, file(table.encode(encoding)))
        assert result.bad == ()
        notes = {one.name: one.notes for one in notebook.all(Contact)}
        assert notes == {"José Müller": "“quoted” – café, fine; yes", "Ann": "line\nbreak"}
        assert bool(result.warnings) == (encoding == "cp1252")

    def test_a_line_that_names_the_delimiter(self, notebook, file):
        assert import_file(notebook, Contact, file("sep=|\nname|notes\nRosa|Sings\n")).added == 1

    def test_one_column_and_blank_lines(self, notebook, file):
        assert import_file(notebook, Contact, file("\nname\n\nRosa\n\n\nAnn\n")).added == 2

    def test_an_open_quote_is_told(self, notebook, file):
        result = import_file(notebook, Contact, file('name,notes\nRosa,fine\nAnn,"open\nBob,gone\n'))
        assert any("row 3" in warning for warning in result.warnings)

    def test_a_huge_cell(self, notebook, file):
        import_file(notebook, Concern, file("narrative\nOne. " + "word " * 60_000 + "\n"))
        assert len(texts(notebook)[0]) > 290_000

    @pytest.mark.parametrize("text", ["[/b]", "\x1b[31mred", "\u202etfel", "🙂", "a\x00b", "=1+1", "'=1", "-", "''@x"])
    def test_any_text_comes_in_as_text(self, notebook, file, text):
        import_file(notebook, Concern, file(json.dumps([{"narrative": text}]), "a.json"))
        assert texts(notebook) == [text]

    def test_json_lines_an_object_and_a_wrapped_list(self, notebook, file):
        for content in ('{"name": "One"}\n{"name": "Two"}\n', '{"name": "Three"}', '{"contacts": [{"name": "Four"}]}'):
            import_file(notebook, Contact, file(content, "a.json"))
        assert sorted(one.name for one in notebook.all(Contact)) == ["Four", "One", "Three", "Two"]

    def test_json_of_another_kind_is_refused_row_by_row(self, notebook, file):
        rows = [{"type": "contact", "name": "Rosa"}, {"type": "organization", "name": "Bakery"}, 3]
        result = import_file(notebook, Organization, file(json.dumps(rows), "a.json"))
        assert [(bad.row, bad.reason) for bad in result.bad] == [
            (1, "it is a contact, not a organization"),
            (3, "it is no object"),
        ]

    def test_vcards_of_all_versions(self, notebook, file):
        cards = (
            "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Garc=C3=ADa;Jos=C3=A9;;;\r\n"
            "TEL;CELL:(555) 010-2030\r\nADR;HOME:;;12 Oak St;Larchmont;KY;42101;USA\r\nEND:VCARD\r\n"
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ann Lee\r\nTEL;VALUE=uri:tel:+1-555-010-2030\r\n"
            "ORG:Larch Bakery;Sales\r\n"
            "item1.EMAIL:ann@example.org\r\nNICKNAME:Annie\r\nCATEGORIES:choir\r\nBDAY:1980-01-01\r\n"
            "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1\r\nNOTE:One\\nTwo\r\nEND:VCARD\r\n"
            "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\n"
        )
        result = import_file(notebook, Contact, file(cards, "book.vcf"))
        people = {one.name: one for one in notebook.all(Contact)}
        assert set(people) == {"José García", "Ann Lee"}
        assert people["José García"].phones == ("(555) 010-2030",)
        assert people["José García"].address == "12 Oak St, Larchmont, KY, 42101, USA"
        ann = people["Ann Lee"]
        assert (ann.phones, ann.emails, ann.alias) == (("+1-555-010-2030",), ("ann@example.org",), "Annie")
        assert (ann.notes, ann.tags) == ("One\nTwo\nOrganization: Larch Bakery Sales", ("choir",))
        assert [bad.row for bad in result.bad] == [3]
        assert any("BDAY" in warning for warning in result.warnings)
        assert import_file(notebook, Contact, file(cards, "book.vcf")).added == 0
        newer = cards.replace("010-2030\r\nORG", "010-9999\r\nORG")
        assert import_file(notebook, Contact, file(newer, "book.vcf")).added == 0


def test_a_row_without_a_date_and_one_dated_to_come_are_said(notebook, file):
    text = "summary,heard\nDogs bark,\nCars race,2026-02-03\nNoise,2031-02-03\nLights out,\n"
    result = import_file(notebook, Concern, file(text))
    assert (result.added, result.bad) == (4, ())
    assert [one for one in result.warnings if "heard" in one] == [
        "2 rows without heard: that is now",
        "1 row with heard after today: look whether that can be",
    ]


def test_a_folder_is_no_file_to_import(notebook, tmp_path):
    with pytest.raises(ImportProblem, match="is a folder"):
        import_file(notebook, Concern, tmp_path)


class TestWhatBelongsTogether:
    """A record with an id of this program is kept as it was, but not against what its own fields say."""

    ID = "01M465TQJ02EVKR9H9D9RNVRR0"

    def test_a_reason_to_restrict_restricts(self, notebook, file):
        row = {"id": self.ID, "name": "Mina Marvel", "sensitivity": "", "restricted_because": "witness"}
        import_file(notebook, Contact, file(json.dumps([row]), "given.json"))
        assert notebook.of(Contact, self.ID).restricted

    def test_a_project_that_was_never_assessed_is_not_closed(self, notebook, file):
        for stage in ("scanning", ""):
            row = {"id": self.ID, "title": "Racing", "stage": stage, "closed": "2026-11-20", "opened": "2026-11-01"}
            result = import_file(notebook, Problem, file(json.dumps([row]), "given.json"))
            (bad,) = result.bad
            assert "without an assessment" in bad.reason

    def test_a_day_of_closing_closes(self, notebook, file):
        assessed = {"as_planned": "yes", "goal_met": "yes", "assessment": "It is quiet.", "closed": "2026-11-20"}
        row = {"id": self.ID, "title": "Racing", "stage": "", "opened": "2026-11-01", **assessed}
        import_file(notebook, Problem, file(json.dumps([row]), "given.json"))
        assert notebook.of(Problem, self.ID).stage == "closed"
        row = {"id": self.ID[:-1] + "1", "summary": "Noise", "status": "", "closed": "2026-11-20"}
        import_file(notebook, Concern, file(json.dumps([row]), "given.json"))
        assert notebook.of(Concern, row["id"]).status == "closed"


def test_a_number_that_is_a_list_is_a_bad_row(notebook, file):
    rows = [{"summary": "Noise"}, {"summary": "Lights", "number": ["a"]}, {"summary": "Trash", "number": {"a": 1}}]
    result = import_file(notebook, Concern, file(json.dumps(rows), "given.json"))
    assert (result.added, [one.row for one in result.bad]) == (1, [2, 3])
