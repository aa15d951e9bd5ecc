"""``backup`` and ``restore`` as an officer calls them."""

from __future__ import annotations

from pathlib import Path


def narratives(cro) -> list[str]:
    return sorted(one["narrative"] for one in cro("list", "concerns", "--json").json)


def test_there_and_back(cro, another, tmp_path):
    cro.ok("add", "Dogs bark")
    cro.ok("add", "Cars race")
    (cro.home / "settings.toml").write_text('[officer]\nname = "Jane Doe"\n')
    answer = cro("backup")
    path = Path(answer.out.strip())
    assert path.parent == cro.home / "exports"
    assert "2 changes in 3 files" in answer.err
    answer = another("restore", str(path))
    assert answer.out == "Changes brought back: 2; here already: 0.\n"
    assert answer.err.count("\n") == 1
    assert "a laptop of its own" in answer.err
    assert narratives(another) == narratives(cro) == ["Cars race", "Dogs bark"]
    assert another("add", "And more").status == 0
    another.ok("check")


def test_the_notebook_it_was_made_of_keeps_its_settings_and_says_so_only_then(cro, tmp_path):
    cro.ok("add", "Dogs bark")
    bare, full = tmp_path / "bare.zip", tmp_path / "full.zip"
    assert cro.ok("backup", str(bare)) == str(bare)
    (cro.home / "settings.toml").write_text('[officer]\nname = "Jane Doe"\n')
    cro.ok("backup", str(full))
    (cro.home / "settings.toml").write_text('[officer]\nname = "Jane Roe"\n')
    assert cro("restore", str(bare)).err == ""
    answer = cro("restore", str(full))
    assert answer.out == "Changes brought back: 0; here already: 1.\n"
    assert "settings of this notebook stay" in answer.err
    assert "Roe" in (cro.home / "settings.toml").read_text()


def test_a_backup_overwrites_nothing(cro, tmp_path):
    cro.ok("add", "Dogs bark")
    there = tmp_path / "there.zip"
    there.write_bytes(b"mine")
    assert "never overwrites" in cro.refused(1, "backup", str(there))
    assert there.read_bytes() == b"mine"


def test_an_empty_notebook_makes_no_backup(cro, tmp_path):
    assert "nothing to back up" in cro.refused(1, "backup", str(tmp_path / "b.zip"))
    assert not cro.home.exists()
    assert not (tmp_path / "b.zip").exists()


def test_what_is_no_backup_is_refused_in_one_line(cro, tmp_path):
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 no")
    assert "no backup" in cro.refused(1, "restore", str(tmp_path / "b.zip"))
    assert "there is no" in cro.refused(1, "restore", str(tmp_path / "gone.zip"))
    assert not cro.home.exists()


def test_another_notebook_is_refused(cro, another, tmp_path):
    cro.ok("add", "Dogs bark")
    another.ok("add", "Cars race")
    cro.ok("backup", str(tmp_path / "b.zip"))
    assert "another notebook" in another.refused(1, "restore", str(tmp_path / "b.zip"))
    assert narratives(another) == ["Cars race"]
