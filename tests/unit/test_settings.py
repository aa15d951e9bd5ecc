"""A slip in the settings is named and costs one setting, never the program."""

from __future__ import annotations

import pytest

from cro_tui import lasting
from cro_tui.model.vocabulary import Vocabularies
from cro_tui.settings import FILE, Officer, Settings, SettingsProblem, load, save, writing


def written(home, text: str) -> Settings:
    (home / FILE).write_text(text, "utf-8")
    return load(home)


def test_without_a_file_the_defaults(tmp_path):
    assert load(tmp_path) == Settings()
    assert load(tmp_path / "nowhere") == Settings()


def test_what_differs_is_taken(tmp_path):
    found = written(
        tmp_path,
        """
share = "smb://server/share"
[officer]
name = "Jane Doe"
badge = "1187"
[department]
via = ["Lt. Lee", "Capt. Kim"]
[words]
neighborhoods = ["Northside"]
[intervals]
callback_days = 0
[look.keys]
capture = "f2"
""",
    )
    assert found.notices == ()
    assert found.officer == Officer("Jane Doe", "1187")
    assert found.department.via == ("Lt. Lee", "Capt. Kim")
    assert found.words == Vocabularies(neighborhoods=("Northside",))
    assert found.intervals.callback_days == 0
    assert found.look.keys == {"capture": "f2"}
    assert found.share == "smb://server/share"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("officer = 5", "officer"),
        ("[nonsense]\na = 1", "nonsense"),
        ("[officer]\nmood = 'calm'", "officer.mood"),
        ("[officer]\nname = 5", "officer.name"),
        ("[intervals]\ncallback_days = 'three'", "intervals.callback_days"),
        ("[intervals]\ncallback_days = -3", "intervals.callback_days"),
        ("[intervals]\ncallback_days = true", "intervals.callback_days"),
        ("[intervals]\ncallback_days = 1.5", "intervals.callback_days"),
        ("[department]\nvia = 'Lt. Lee'", "department.via"),
        ("[words]\ncategories = ['noise', '']", "words.categories"),
        ("[words]\ncategories = [1]", "words.categories"),
        ("[words]\nstatuses = ['open', 'shut']", "words.statuses"),
        ("[words]\nstatuses = []", "words.statuses"),
        ("[look]\nkeys = 'f2'", "look.keys"),
        ("[look]\ntheme = 'moon'", "station, sun or night, not “moon”"),
        ("share = 5", "share"),
        ("[officer\n", FILE),
        ("a = " + "[" * 5_000, FILE),
        ("\x00", FILE),
    ],
    ids=lambda value: value[:30],
)
def test_each_slip_is_named_and_the_default_taken(tmp_path, text, named):
    found = written(tmp_path, text)
    assert any(named in notice for notice in found.notices)
    assert all("\n" not in notice for notice in found.notices)
    assert (found.officer, found.department, found.words) == (Settings().officer, Settings().department, Vocabularies())
    assert found.look == Settings().look


def test_one_slip_costs_one_setting(tmp_path):
    found = written(tmp_path, '[officer]\nname = "Jane Doe"\nbadge = 1187\n')
    assert found.officer.name == "Jane Doe"
    assert len(found.notices) == 1


def test_files_that_are_no_text(tmp_path):
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    assert load(tmp_path).notices
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    assert load(tmp_path).notices


def test_a_byte_order_mark_is_no_slip(tmp_path):
    (tmp_path / FILE).write_bytes(b'\xef\xbb\xbf[officer]\nname = "Jane Doe"\n')
    assert load(tmp_path).officer.name == "Jane Doe"


def test_a_reader_that_holds_the_file_for_a_moment_does_no_harm(tmp_path, monkeypatch):
    save(tmp_path, {"officer": {"name": "Jane Doe"}})
    reader = (tmp_path / FILE).open("rb")
    monkeypatch.setattr(lasting.time, "sleep", lambda _: reader.close())
    assert save(tmp_path, {"officer": {"badge": "1187"}}).officer == Officer("Jane Doe", "1187")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    reader.close()


def test_changes_keep_the_rest_and_its_comments(tmp_path):
    (tmp_path / FILE).write_text("# ours\n[officer]\nname = 'Jane' # her\n[words]\nbeats = ['1']\n", "utf-8")
    changed = save(tmp_path, {"officer": {"badge": "1187"}, "look": {"theme": "sun"}})
    assert (changed.officer.name, changed.officer.badge, changed.look.theme) == ("Jane", "1187", "sun")
    text = (tmp_path / FILE).read_text("utf-8")
    assert "# ours" in text
    assert "# her" in text
    assert load(tmp_path) == changed


def test_changes_in_a_home_that_is_not_there_yet(tmp_path):
    assert save(tmp_path / "new", {"officer": {"name": "Jane"}}).officer.name == "Jane"


@pytest.mark.parametrize("text", ["[officer", "officer = 5\n", "\x00"])
def test_a_file_that_can_not_be_changed_stays_as_it_is(tmp_path, text):
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(SettingsProblem):
        save(tmp_path, {"officer": {"name": "Jane"}})
    assert (tmp_path / FILE).read_text("utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_full_disk_leaves_the_old_settings(tmp_path, monkeypatch):
    save(tmp_path, {"officer": {"name": "Jane"}})

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(SettingsProblem, match="No space"):
        save(tmp_path, {"officer": {"name": "Lee"}})
    assert load(tmp_path).officer.name == "Jane"
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_who_signs():
    assert Officer("Jane Doe", "1187").signature == "1187"
    assert Officer("Jane Doe").signature == "Jane Doe"


def test_what_is_asked_of_officers_in_a_year(tmp_path):
    (tmp_path / FILE).write_text(
        '[education]\nhours_a_year = 24\n[education.topics]\nLaw = 4\n"First aid" = 2\n', "utf-8"
    )
    asked = load(tmp_path).education
    assert (asked.hours_a_year, asked.topics) == (24, {"Law": 4, "First aid": 2})
    assert load(tmp_path).notices == ()
    (tmp_path / FILE).write_text(
        '[education]\nhours_a_year = "many"\nkinds = ["x"]\ntopics = { Law = "²", A = 1 }\n', "utf-8"
    )
    found = load(tmp_path)
    assert (found.education.hours_a_year, found.education.topics) == (0, {"A": 1})
    for words in ("education.hours_a_year", "education.topics.Law", "“x” is no kind of training"):
        assert sum(words in one for one in found.notices) == 1
