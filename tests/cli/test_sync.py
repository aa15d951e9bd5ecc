"""``sync`` as an officer calls it: one line for what it did, one for what is wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest


@pytest.fixture
def share(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


def narratives(cro) -> list[str]:
    return sorted(one["narrative"] for one in cro("list", "concerns", "--json").json)


def test_two_laptops_come_to_share_a_notebook(cro, another, share):
    cro.ok("add", "Dogs bark")
    another.ok("add", "Cars race")
    answer = cro("sync", str(share))
    assert answer.status == 0
    assert answer.out == "joined the share: 1 change went\n"
    assert f"{cro.home / 'settings.toml'}: share = '{share}'" in answer.err
    assert answer.err.count("\n") == 1
    assert another.ok("sync", str(share)) == "joined the share: 1 change came, 1 change went"
    assert cro.ok("sync", str(share)) == "1 change came"
    assert cro("sync", str(share)).err == ""
    assert cro.ok("sync", str(share)) == "in step: nothing to do"
    assert narratives(cro) == narratives(another) == ["Cars race", "Dogs bark"]


def test_the_share_of_the_settings_is_used_and_joined_only_when_it_is_named(cro, another, share):
    cro.ok("add", "Dogs bark")
    cro.ok("sync", str(share))
    another.ok("add", "Cars race")
    (another.home / "settings.toml").write_text(f"share = '{share}'\n")
    assert "has not joined yet" in another.refused(1, "sync")
    answer = another("sync", str(share))
    assert answer.out == "joined the share: 1 change came, 1 change went\n"
    assert answer.err == ""
    assert another.ok("sync") == "in step: nothing to do"


def test_the_line_that_the_hint_gives_works(cro, share, tmp_path):
    cro.ok("add", "Dogs bark")
    env = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    answer = cro("sync", "~/share", env=env)
    line = answer.err.partition("settings.toml: ")[2]
    (cro.home / "settings.toml").write_text(line)
    assert cro.ok("sync") == "in step: nothing to do"


def test_without_a_share_or_with_one_that_is_none_it_says_so(cro, tmp_path):
    cro.ok("add", "Dogs bark")
    assert "no share is named" in cro.refused(1, "sync")
    assert "can't be reached" in cro.refused(1, "sync", str(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "file").touch()
    assert "can't be reached" in cro.refused(1, "sync", str(tmp_path / "file"))
    assert "no share" in cro.refused(1, "sync", "gopher://server/share")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_share_gives_and_takes_nothing(cro, another, share):
    cro.ok("add", "Dogs bark")
    cro.ok("sync", str(share))
    another.ok("add", "Cars race")
    share.chmod(0o555)
    assert "refuses" in another.refused(1, "sync", str(share))
    share.chmod(0o755)
    assert narratives(another) == ["Cars race", "Dogs bark"]


def test_a_file_that_can_t_be_used_is_named_and_the_rest_comes(cro, another, share):
    cro.ok("add", "Dogs bark")
    cro.ok("sync", str(share))
    cro.ok("add", "Cars race")
    cro.ok("sync", str(share))
    bad = next(path for path in share.iterdir() if ".2-2." in path.name)
    bad.write_bytes(b"\x1b[31mrotten")
    answer = another("sync", str(share))
    assert answer.status == 1
    assert answer.out == "joined the share: 1 change came, 1 file there can't be used\n"
    assert bad.name in answer.err
    assert narratives(another) == ["Dogs bark"]


def test_the_made_up_notebook_is_never_put_on_a_share(cro, share):
    cro.ok("add", "Dogs bark")
    about = json.loads((cro.home / "laptop.json").read_bytes())
    (cro.home / "laptop.json").write_text(json.dumps(about | {"demo": True}))
    assert "made-up notebook" in cro.refused(1, "sync", str(share))
    assert list(share.iterdir()) == []


def test_a_notebook_of_another_share_is_refused(cro, another, share, tmp_path):
    (tmp_path / "other").mkdir()
    cro.ok("add", "Dogs bark")
    cro.ok("sync", str(share))
    another.ok("add", "Cars race")
    another.ok("sync", str(tmp_path / "other"))
    before = sorted(path.name for path in share.iterdir())
    assert "another notebook; nothing was read or written" in another.refused(1, "sync", str(share))
    assert sorted(path.name for path in share.iterdir()) == before
