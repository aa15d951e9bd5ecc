"""``check`` and ``where``: what an officer or a support desk asks first."""

from __future__ import annotations

import pytest


def newest(cro):
    return max((cro.home / "data").glob("*.json"))


def test_a_whole_notebook_is_whole(cro):
    cro.ok("add", "Dogs bark")
    assert "1 changes, 1 records" in cro.ok("check")
    assert cro.ok("check", "--repair")


def test_an_empty_home_is_whole_and_stays_empty(cro):
    cro.ok("check")
    assert not cro.home.exists()


def test_damage_is_named_with_file_place_and_loss_and_repaired(cro):
    lost = cro.ok("add", "Needles in the park")
    kept = cro.ok("add", "Dogs bark")
    lost_id = cro.show(lost)["id"]
    raw = newest(cro).read_bytes()
    at = raw.index(b"Needles")
    newest(cro).write_bytes(raw[:at] + b"\x00\xff" + raw[at + 2 :])
    answer = cro("check")
    assert answer.status == 1
    assert newest(cro).name in answer.out
    assert "byte " in answer.out
    assert "change 1" in answer.out
    assert lost_id in answer.out
    repaired = cro("check", "--repair")
    assert repaired.status == 0
    assert any(raw[at + 8 : at + 40] in file.read_bytes() for file in (cro.home / "torn").iterdir())
    assert "change 1" in cro.ok("check")
    assert [one["number"] for one in cro("list", "concerns", "--json").json] == [kept]
    cro.ok("set", kept, "place=Elm")
    assert cro.show(kept)["place"] == "Elm"


def test_a_change_that_was_edited_by_hand_is_named(cro):
    cro.ok("add", "Dogs bark")
    cro.ok("add", "Cars race")
    raw = newest(cro).read_bytes()
    newest(cro).write_bytes(raw.replace(b"Dogs bark", b"Cats bark"))
    answer = cro("check")
    assert answer.status == 1
    assert "change 1 is not as it was written" in answer.out


def test_a_number_given_twice_and_a_draft_are_listed(cro):
    number = cro.ok("add", "First")
    second = cro.show(cro.ok("add", "Second"))["id"]
    cro.ok("set", second, f"number={number}")
    answer = cro("check")
    assert answer.status == 1
    assert number in answer.out
    cro.ok("set", second, "number=26Q1-ZZZZ-999")
    cro.ok("check")
    (cro.home / "drafts").mkdir()
    (cro.home / "drafts" / "d1.json").write_text(
        '{"screen": "capture", "record": "", "kind": "concern", "fields": {"line": "half"}, "at": "2026-01-01"}'
    )
    assert "1 not saved yet" in cro.ok("check")


@pytest.mark.parametrize("named", [True, False])
def test_where_names_the_paths_and_the_counts(cro, tmp_path, named):
    where = (lambda: cro.ok("--home", str(tmp_path / "x"), "where")) if named else (lambda: cro.ok("where"))
    home = tmp_path / "x" if named else cro.home
    text = where()
    assert f"home: {home} (not there yet)" in text
    assert f"documents: {home / 'exports'}" in text
    assert not home.exists()
    cro.ok("add", "Dogs bark", "--home", str(home))
    text = where()
    assert "concerns: 1" in text
    assert f"laptop: {newest(cro).name.split('.')[2]}" in text if not named else True


@pytest.mark.parametrize(
    ("look", "named"),
    [
        ('theme = "moon"', "not “moon”"),
        ('keys = { blnk = "f9" }', "no command “blnk”"),
        ('keys = { blank = "ctrl+i" }', "“ctrl+i” for blank"),
        ('keys = { blank = "q" }', "“q” for blank"),
        ('keys = { blank = "f2" }', "“f2” for blank"),
    ],
)
def test_a_look_that_cannot_be_used_is_said(cro, look, named):
    cro.ok("add", "Dogs bark")
    (cro.home / "settings.toml").write_text(f"[look]\n{look}\n")
    where, check = cro("where"), cro("check")
    assert named in where.err
    assert named in check.err
    assert (where.status, check.status) == (0, 1)


def test_a_look_that_can_be_used_is_not_mentioned(cro):
    cro.ok("add", "Dogs bark")
    (cro.home / "settings.toml").write_text('[look]\ntheme = "sun"\nkeys = { blank = "ctrl+g" }\n')
    check = cro("check")
    assert (check.status, check.err) == (0, "")
