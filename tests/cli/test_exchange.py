"""``export`` and ``import`` from the command line: what goes out comes in again unchanged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cro_tui.model.kinds import BY_PLURAL

NAMED = {"contact": "01HZZZZZZZZZZZZZZZZZZZZZZA", "concern": "01HZZZZZZZZZZZZZZZZZZZZZZB"}
RECORDS = {
    "contacts": [
        ["name=Ana “Annie” Ruiz", "phones=555-0100;555-0101", "emails=ana@example.org", "roles=resident;clergy"],
        ["name=Mia [/b] 😀", "restricted_because=juvenile", 'notes=two\nlines, "quoted"; semicolon \\ backslash'],
    ],
    "organizations": [
        ["name=Public Works", "kind=city dep", "contact=Ana “Annie” Ruiz", "members=Sgt Lee;Ofc Kim", "hours=8–5"],
    ],
    "concerns": [
        ["summary=Cars race", "contact=Ana “Annie” Ruiz", "heard=2026-02-03 15:00", "category=traffic", "tags=a;b"],
        [
            "narrative=First line. Second\nthird",
            'tellings=[{"at": "2026-02-03 15:00", "reached": "no answer", "words": "rang; out"}, "It is fixed"]',
            "kind=potential",
            "rating=evidenced",
            "watch=2030-01-01",
            "anonymous=yes",
        ],
    ],
    "interactions": [["notes=Called back", "method=phone", "contacts=Ana “Annie” Ruiz", "organizations=Public Works"]],
    "meetings": [
        [
            "body=Northside",
            "start=2026-02-03 19:00",
            "headcount=41",
            "organized=yes",
            "entries=Opened\na: Fix it @Lee due:2030-01-05\n+ Ana\nd: Meet again",
        ],
    ],
    "training": [
        ["title=Academy", "hours=7.5", 'roster=[{"name": "Ben Lee", "score": 87.5, "in": "2026-02-03 08:00"}, "Kim"]'],
    ],
    "referrals": [
        [
            "of=Cars race",
            "to=Public Works",
            "method=memo",
            "due=2030-01-01",
            "message=Please\nlook",
            'escalations=[{"to": "Chief", "date": "2026-02-03", "due": "2030-01-05", "why": "silence"}]',
        ]
    ],
    "recommendations": [["text=Speed table", "answers=Cars race", "owner=Public Works", "decision=approved"]],
    "reports": [["quarter=26Q3", "say=A calm quarter"], ["quarter=2026-Q3", "audience=public"]],
    "programs": [["title=Academy 2026", "start=2026-02-03", "participants=Ana;Ben Lee", "absences_allowed=2"]],
    "outreach": [["name=Cleanup", "kind=cleanup", "communities=youth;seniors", "staff_hours=7.5", "volunteers=9"]],
    "problems": [
        [
            "title=Racing on Elm",
            "concerns=Cars race",
            'responses=[{"what": "Speed table", "owner": "Works", "due": "2030-01-05"}]',
            'measures=[{"what": "Cars over 35 mph", "before": 140, "after": 12.5}]',
        ],
    ],
    "inquiries": [["subject=Stops on Elm", "source=media", "asked=2026-02-03 15:00", "organization=Public Works"]],
    "mediations": [["dispute=A fence", "parties=Public Works", "outcome=agreement", "concern=Cars race"]],
    "rumors": [["rumor=The school closes", "correction=It does not", "corrected=2026-02-03"]],
    "committees": [["name=Safe Streets", "since=2025-02-03", "role=member"]],
    "policies": [["title=Body cameras", "finding=change recommended", "reviewed=2026-02-03"]],
    "releases": [["title=Coffee with a Cop", "outlets=Public Works", "date=2026-02-03"]],
    "incidents": [["kind=pursuit", "date=2026-02-03"]],
    "crime": [["source=RMS", "quarter=2026-Q3", 'counts=[{"type": "Theft", "beat": "4", "count": 12}, "Noise"]']],
    "surveys": [
        ["title=Town survey", "sample=convenience", "opened=2026-02-03", 'codes=[{"said": "99", "means": "blank"}]']
    ],
    "responses": [["survey=Town survey", "answers=perf1=4 perf2=d", "comments=More lamps"]],
    "handovers": [["category=use of force", "method=form", "date=2026-02-03"], ["category=court"]],
}


@pytest.fixture
def full(cro):
    """A home with records of every kind."""
    full = cro.within()
    for plural, records in RECORDS.items():
        for fields in records:
            if "Cars race" in "".join(fields) and plural != "concerns":
                (number,) = [
                    one["number"] for one in full("list", "concerns", "--where", "summary=Cars race", "--json").json
                ]
                fields = [field.replace("Cars race", number) for field in fields]
            full.ok("new", plural, *fields)
    return full


def test_every_kind_goes_out_and_comes_in_again_the_same(full, tmp_path):
    assert set(RECORDS) == set(BY_PLURAL)
    for form in ("json", "csv"):
        fresh = full.on(tmp_path / form)
        for plural in BY_PLURAL:
            file = tmp_path / f"{plural}.{form}"
            full.ok("export", plural, "--format", form, "-o", str(file))
            fresh.ok("import", plural, str(file))
            assert full(*("list", plural, "--json")).json == fresh("list", plural, "--json").json
            again = fresh.ok("import", plural, str(file))
            assert again.startswith("0 added")
        assert full("list", "actions", "--json").json == fresh("list", "actions", "--json").json


def test_set_show_export_agree(full):
    (contact,) = full("list", "contacts", "--where", "roles=clergy", "--json").json
    full.ok("set", contact["id"], "language=Spanish", "phones+=555-0102")
    shown = full.show(contact["id"])
    assert shown in json.loads(full.ok("export", "contacts", "--format", "json"))
    assert shown in full("list", "contacts", "--json").json
    assert (shown["language"], shown["phones"][-1]) == ("Spanish", "555-0102")


def test_vcards_go_out_and_in(full, another, tmp_path):
    file = tmp_path / "people.vcf"
    file.write_bytes(full.process("export", "contacts", "--format", "vcf").stdout)
    another.ok("import", "contacts", str(file))
    names = [one["name"] for one in another("list", "contacts", "--json").json]
    assert "Ana “Annie” Ruiz" in names


def test_bad_rows_are_named_and_good_ones_kept(cro, tmp_path):
    file = tmp_path / "concerns.csv"
    file.write_text('What happened,When\nDogs bark,2026-02-03\nCars,32/13/2026\n"Two\nlines",yesterday\n')
    mapping = ["--map", "summary=What happened", "--map", "heard=When"]
    dry = cro("import", "concerns", str(file), *mapping, "--dry-run")
    assert dry.status == 1
    assert not (cro.home / "data").exists()
    answer = cro("import", "concerns", str(file), *mapping)
    assert answer.status == 1
    assert "row 3" in answer.err
    assert "32/13/2026" in answer.err
    assert len(cro("list", "concerns", "--json").json) == 2
    assert cro("import", "concerns", str(file), *mapping).out.startswith("0 added, 2 here already, 1 bad")


REFUSED = [
    (1, ["import", "contacts", "/no/such/file.csv"], str(Path("/no/such/file.csv"))),
    (1, ["import", "contacts", "/"], str(Path("/"))),
    (2, ["import", "people", "x.csv"], "contacts"),
    (2, ["import", "actions", "x.csv"], "meetings"),
    (2, ["import", "contacts"], "FILE"),
    (2, ["import", "contacts", "x.csv", "--map", "name"], "FIELD=VALUE"),
    (2, ["export", "people"], "contacts"),
    (2, ["export", "contacts", "--format", "xls"], "csv"),
    (2, ["export", "meetings", "--format", "vcf"], "contacts"),
    (1, ["export", "contacts", "-o", "/no/such/folder/x.csv"], str(Path("/no/such/folder/x.csv"))),
]


@pytest.mark.parametrize(("status", "words", "named"), REFUSED, ids=lambda value: None)
def test_what_is_wrong_is_named_in_one_line(cro, status, words, named):
    assert named in cro.refused(status, *words)


FILES = {
    "empty.csv": b"",
    "header.csv": b"colour,size\nred,1\n",
    "broken.json": b'[{"name": "x"',
    "number.json": b"7",
    "noise.csv": bytes(range(256)) * 40,
    "workbook.csv": b"PK\x03\x04" + b"\x00" * 100,
    "deep.json": b"[" * 100_000,
    "broken.vcf": b"BEGIN:VCARD\nVERSION:3.0\nFN",
}


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_file_is_refused_without_a_traceback(cro, tmp_path, name):
    (tmp_path / name).write_bytes(FILES[name])
    answer = cro("import", "contacts", str(tmp_path / name))
    assert answer.status == 1
    assert answer.err
    assert "\x1b" not in answer.err
    assert cro.ok("list", "contacts", "--json") == "[]"


FORMS = {"contacts": ("csv", "json", "vcf"), "concerns": ("csv", "json"), "actions": ("csv", "json")}
"""What restricted people may stand in -> the formats it goes out in."""


@pytest.fixture
def town(cro):
    """One restricted person, one who voiced something in confidence, and both in the words of others."""
    cro.ok("new", "contacts", "name=Zoe Quillfeather", "restricted_because=witness", "phones=617-555-0143")
    cro.ok("new", "contacts", "name=Ines Halvors", "notes=sister of Zoe Quillfeather, 617 555 0143")
    cro.ok("new", "contacts", "name=Bo Zamorinski")
    cro.ok("new", "concerns", "summary=Threats", "contact=Bo Zamorinski", "restricted_because=juvenile")
    cro.ok("new", "concerns", "summary=Zoe Quillfeather saw the race")
    people = '[{"name": "Z. Quill", "contact": "Zoe Quillfeather"}, "Lee Park"]'
    cro.ok("new", "meetings", "body=Block club", f"attendance={people}", "entries=a: Call Quillfeather @Lee")
    cro.ok("new", "meetings", "body=Shelter", "sensitivity=restricted", "entries=a: Move Quillfeather\na: Pay")
    return cro


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind, forms in FORMS.items() for form in forms])
def test_what_goes_out_in_clear_is_said_and_can_be_left_out(town, tmp_path, kind, form):
    counts = {"contacts": (3, 2), "concerns": (2, 1), "actions": (3, 2)}
    whole, hidden = counts[kind]
    noun = kind if whole - hidden > 1 else kind[:-1]
    file = tmp_path / f"out.{form}"
    answer = town("export", kind, "--format", form, "-o", str(file))
    assert (answer.status, answer.out) == (0, f"wrote {whole} {kind} to {file}\n")
    records, are, them = ("record", "is", "it") if hidden == 1 else ("records", "are", "them")
    assert answer.err == (
        f"cro-tui export: {hidden} restricted {records} {are} in this file in clear; "
        f"--without-restricted leaves {them} out\n"
    )
    assert "Quillfeather" in file.read_text()
    answer = town("export", kind, "--format", form, "--without-restricted", "-o", str(file))
    assert (answer.status, answer.out) == (0, f"wrote {whole - hidden} {noun} to {file}\n")
    assert answer.err == (
        f"cro-tui export: {hidden} restricted {records} left out, and restricted people's names in the others\n"
    )
    assert not [one for one in ("Quill", "0143", "Zamorinski", "Threats", "Pay") if one in file.read_text()]


def test_without_the_restricted_nobody_of_them_is_named_in_what_hangs_on_others(town, tmp_path):
    threats = town("list", "concerns", "--where", "summary=Threats", "--json").json[0]["number"]
    town.ok("new", "referrals", f"of={threats}", "to=Youth Unit")
    town.ok("new", "interactions", "notes=Visited her", "contacts=Zoe Quillfeather")
    town.ok("new", "interactions", "notes=Both came", "contacts=Zoe Quillfeather;Ines Halvors")
    town.ok("new", "organizations", "name=Harbor House", "sensitivity=restricted")
    town.ok("new", "contacts", "name=Ann Lee", "organizations=Harbor House")
    shown = {
        kind: town.ok("export", kind, "--format", form, "--without-restricted")
        for kind, form in (("referrals", "csv"), ("interactions", "json"), ("meetings", "json"), ("contacts", "vcf"))
    }
    assert "Youth Unit" not in shown["referrals"]
    assert [one["notes"] for one in json.loads(shown["interactions"])] == ["Both came"]
    (meeting,) = json.loads(shown["meetings"])
    assert [row["name"] for row in meeting["attendance"]] == ["[name withheld]", "Lee Park"]
    assert "Ann Lee" in shown["contacts"]
    assert "Harbor House" not in shown["contacts"]


def test_an_export_with_nothing_restricted_says_only_where_it_lies(cro, tmp_path):
    cro.ok("new", "training", "title=Academy")
    for kind, said in (("training", "1 training session"), ("contacts", "0 contacts"), ("actions", "0 actions")):
        file = tmp_path / kind
        answer = cro("export", kind, "-o", str(file))
        assert (answer.status, answer.out, answer.err) == (0, f"wrote {said} to {file}\n", "")
        answer = cro("export", kind)
        assert (answer.status, answer.err) == (0, "")
        assert answer.out.encode() == file.read_bytes().replace(b"\r\n", b"\n")


def test_data_on_the_output_stays_pure_and_the_word_about_it_goes_beside_it(town):
    answer = town("export", "contacts", "--format", "json")
    assert len(json.loads(answer.out)) == 3
    assert answer.err.startswith("cro-tui export: 2 restricted records are in this file in clear")
