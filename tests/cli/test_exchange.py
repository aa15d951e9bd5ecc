"""``export`` and ``import`` from the command line: what goes out comes in again unchanged."""

from __future__ import annotations

import json

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
    "referrals": [["of=Cars race", "to=Public Works", "method=memo", "due=2030-01-01", "message=Please\nlook"]],
    "recommendations": [["text=Speed table", "answers=Cars race", "owner=Public Works", "decision=approved"]],
}


@pytest.fixture
def full(cro):
    """A home with records of every kind."""
    for plural, records in RECORDS.items():
        for fields in records:
            if "Cars race" in "".join(fields) and plural != "concerns":
                (number,) = [
                    one["number"] for one in cro("list", "concerns", "--where", "summary=Cars race", "--json").json
                ]
                fields = [field.replace("Cars race", number) for field in fields]
            cro.ok("new", plural, *fields)
    return cro


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
    (1, ["import", "contacts", "/no/such/file.csv"], "/no/such/file.csv"),
    (1, ["import", "contacts", "/"], "/"),
    (2, ["import", "people", "x.csv"], "contacts"),
    (2, ["import", "actions", "x.csv"], "meetings"),
    (2, ["import", "contacts"], "FILE"),
    (2, ["import", "contacts", "x.csv", "--map", "name"], "FIELD=VALUE"),
    (2, ["export", "people"], "contacts"),
    (2, ["export", "contacts", "--format", "xls"], "csv"),
    (2, ["export", "meetings", "--format", "vcf"], "contacts"),
    (1, ["export", "contacts", "-o", "/no/such/folder/x.csv"], "/no/such/folder/x.csv"),
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
