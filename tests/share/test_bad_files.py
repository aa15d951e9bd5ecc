"""Files on the share, or copied from it, that are not what they should be: nothing true is lost for them."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from cro_tui.model.concern import Concern
from cro_tui.share.base import Away
from cro_tui.share.folder import FolderShare
from cro_tui.share.outcome import describe
from cro_tui.store import runs
from tests.share.stations import Counted, Memory, Station, failing, in_step, is_idle, put, unplugged
from tests.store.notebooks import a_concern, change_of, texts

KEYS = ("narrative", "summary", "status", "number", "voided", "heard", "due", "place", "category", "persons")
RECORD = "01KAAAAAAAAAAAAAAAAAAAAAAA"


def spoiled(raw: bytes) -> list[bytes]:
    return [
        b"",
        raw[:-1],
        raw[: len(raw) // 2],
        raw[:200] + b"\x00" * 64 + raw[264:],
        raw[::-1],
        raw + b" ",
        b"\x00" * 9000,
    ]


@pytest.mark.parametrize("which", range(7))
def test_a_file_that_rotted_is_skipped_and_put_right_by_who_has_what_was_in_it(jane, omar, share, which):
    jane.add("Dogs bark")
    jane.sync()
    jane.add("Cars race")
    jane.sync()
    name = next(name for name in share.runs if name.first == 2)
    good = share.files[name.text]
    share.files[name.text] = spoiled(good)[which]
    outcome = omar.sync()
    assert outcome.pulled == 1
    assert len(outcome.bad) == 1
    assert name.text in outcome.bad[0]
    assert texts(omar.notebook) == ["Dogs bark"]
    omar.later(days=3)
    omar.sync()
    assert share.files[name.text] != good  # he has nothing to put in its place
    jane.sync()  # reads back what it sent
    jane.later(minutes=9)
    jane.sync()
    assert share.files[name.text] != good
    jane.later(minutes=2)
    assert jane.sync().mended == 1
    assert share.files[name.text] == good
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 2
    jane.sync()
    assert is_idle(jane)
    assert is_idle(omar)


def test_a_file_that_rotted_long_after_it_was_sent_is_found_within_days(jane, omar, share, monkeypatch):
    monkeypatch.setattr("cro_tui.share.tidying.AUDIT_FILES", 2)
    for number in range(6):
        (jane if number % 2 else omar).add(f"concern {number}")
        in_step(jane, omar)
    in_step(jane, omar)
    for name in share.runs:
        share.files[name.text] = share.files[name.text][:-3]
    for _ in range(8):
        omar.later(days=1, minutes=1)
        omar.sync()
    assert all(runs.is_whole(name, share.files[name.text]) for name in share.runs)
    luz = Station(jane.home.parent / "luz", share)
    in_step(luz, jane, omar)


def test_the_only_copy_of_anything_is_never_removed(jane, omar, share):
    jane.add("Dogs bark")
    jane.sync()
    name = share.runs[0]
    share.files[name.text] = share.files[name.text][:-5]
    bad = share.files[name.text]
    for path in (jane.home / "mirror").iterdir():
        path.write_bytes(path.read_bytes()[:-9])  # and here it rotted too
    shutil.move(jane.home / "data", jane.home / "data.lost")
    jane.reopen()
    for _ in range(3):
        jane.later(minutes=11)
        jane.sync()
        omar.later(minutes=11)
        omar.sync()
    assert share.files[name.text] == bad


def test_what_rotted_here_is_not_sent(jane, omar, share):
    jane.add("Dogs bark")
    share.before = lambda verb, name: unplugged(verb, name) if verb == "publish" and name != "cro-tui.json" else None
    failing(jane, Away)
    share.before = lambda _verb, _name: None
    for path in (jane.home / "mirror").iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    in_step(jane, omar, rounds=3)
    assert texts(omar.notebook) == ["Dogs bark"]
    assert all(runs.is_whole(name, share.files[name.text]) for name in share.runs)


def test_copies_that_others_make_there_are_left_alone(jane, omar, share):
    jane.add("Dogs bark")
    jane.sync()
    name = share.runs[0].text
    strange = {
        name.replace(".json", " (1).json"): share.files[name],
        name.replace(".json", "-conflict-PC7.json"): b"x",
        name.upper(): share.files[name],
        "CRO-TUI.JSON": b"{}",
        "cro-tui (1).json": b"{}",
        "Thumbs.db": b"\x00",
        ".DS_Store": b"",
        "desktop.ini": b"[x]",
        "~$minutes.docx": b"",
        "../../outside.json": b"x",
        "/etc/passwd": b"x",
        "..": b"",
        "": b"",
        "x\x00y.json": b"",
        "\ud800.json": b"",
        "a" * 300 + ".1-1.00000000.00000000.json": b"",
        "abcd.2-1.00000000.00000000.json": b"",
        "abcd.0-1.00000000.00000000.json": b"",
        f"abcd.1-{9**30}.00000000.00000000.json": b"",
    }
    share.files |= strange
    in_step(jane, omar)
    assert texts(omar.notebook) == ["Dogs bark"]
    assert {text: share.files.get(text) for text in strange} == strange
    jane.sync()
    assert is_idle(jane)
    assert not (jane.home.parent / "outside.json").exists()


def test_a_file_of_another_notebook_is_named_and_left_alone(jane, omar, share):
    jane.add("Dogs bark")
    jane.sync()
    theirs = put(share, jane, {1: change_of("stranger", 1, a_concern(RECORD, narrative="Theirs"))}, notebook='"other"')
    outcome = omar.sync()
    assert "another notebook" in outcome.bad[0]
    assert texts(omar.notebook) == ["Dogs bark"]
    omar.later(days=9)
    omar.sync()
    assert theirs in share.files


def test_forged_files_under_right_names_do_no_harm(jane, omar, share):
    jane.add("Dogs bark")
    record = jane.notebook.all(Concern)[0]
    in_step(jane, omar)
    good = change_of("stranger", 1, a_concern(RECORD, narrative="Real"))
    second = change_of("stranger", 2, a_concern(RECORD, narrative="Second"), prev=good["sum"])
    changed = {**good, "recs": a_concern(RECORD, narrative="Forged")}
    loose = change_of("stranger", 2, a_concern(RECORD, narrative="Loose"), prev="f" * 32)
    odd_prev = change_of("stranger", 1, a_concern(RECORD, narrative="Odd"), prev=["x"])
    no_prev = {key: value for key, value in good.items() if key != "prev"}
    for changes in (
        {1: changed},
        {1: good, 2: loose},
        {1: good, 3: second},
        {1: odd_prev},
        {1: no_prev},
        {1: {**good, "sum": 5 * "00000000"}},
        {1: {**good, "recs": [1]}},
        {1: {**good, "at": None}},
    ):
        put(share, jane, changes)
    put(share, jane, {1: good}, laptop="another")
    for text in ('{"format": 1e999}', '{"format": null}', "[]", "{" * 5000, '"x"', "1e999", "\ud800"):
        raw = b'{"file": {"1": %s}, "changes": {\n}}' % text.encode("utf-8", "surrogatepass")
        share.files[f"hostile.1-1.00000000.{hashlib.sha256(raw).hexdigest()[:8]}.json"] = raw
    deep = b'{"file": {"1": {"format": 1, "notebook": "x", "laptop": "y"}}, "changes": {\n"1": ' + b"[" * 9000 + b"\n}}"
    share.files[f"hostile.1-1.00000000.{hashlib.sha256(deep).hexdigest()[:8]}.json"] = deep
    forged = set(share.files)
    for _ in range(3):
        for one in (jane, omar):
            one.later(days=1)
            outcome = one.sync()
            assert outcome.bad
            one.reopen()
    assert texts(jane.notebook) == texts(omar.notebook) == ["Dogs bark"]
    assert jane.get(record.id).narrative == "Dogs bark"
    assert forged <= set(share.files)
    put(share, jane, {1: good, 2: second})
    in_step(jane, omar)
    assert jane.get(RECORD).narrative == "Second" or "narrative" in jane.get(RECORD).conflicts


def test_values_of_the_wrong_kind_are_shown_harmlessly(jane, omar, share):
    jane.add("Dogs bark")
    jane.sync()
    junk = [5, None, [], {}, [[1]], {"a": {"b": "c"}}, "", "\x1b[31m[/b]\u202e", "x" * 100_000, True, -(2**62)]
    recs = {}
    for index, value in enumerate(junk):
        fields = dict.fromkeys((*KEYS, "unheard.of", "entry.x"), value)
        recs[f"{RECORD[:-2]}{index:02d}"] = {"kind": "concern", "set": fields, "over": {}}
    recs["../../../outside"] = {"kind": "concern", "set": {"narrative": "An id that is none"}, "over": {}}
    put(share, jane, {1: change_of("stranger", 1, recs)})
    in_step(jane, omar)
    assert omar.notebook.count() == 1 + len(recs)
    for record in omar.notebook.everything():
        assert record.plain()
        assert isinstance(record.label, str)


def test_a_file_larger_than_any_of_ours_is_not_read_whole(jane, omar, share, monkeypatch):
    jane.add("Dogs bark")
    jane.sync()
    name = f"huge.1-1.00000000.{'0' * 8}.json"
    share.files[name] = b"x" * 60_000
    monkeypatch.setattr(runs, "LARGEST", 10_000)
    outcome = omar.sync()
    assert name in outcome.bad[0]
    assert outcome.pulled == 1
    assert len(FolderShare(jane.home).read("laptop.json", 10)) == 11


def test_a_folder_that_bears_the_name_of_a_file_does_not_hold_up_the_rest(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    jane, omar = (Station(tmp_path / name, Counted(folder)) for name in ("jane", "omar"))
    jane.add("Dogs bark")
    jane.sync()
    (folder / "aaaa.1-1.00000000.00000000.json").mkdir()
    outcome = omar.sync()
    assert outcome.pulled == 1
    assert "aaaa" in outcome.bad[0]
    (folder / f"{jane.notebook.laptop}.{'0' * 16}.part").mkdir()
    jane.add("Cars race")
    assert jane.sync().pushed == 1


def test_what_a_newer_version_wrote_is_passed_on_and_says_update(jane, omar, share, tmp_path):
    jane.add("Dogs bark")
    jane.sync()
    newer = put(share, jane, {1: change_of("stranger", 1, a_concern(RECORD, narrative="New"))}, format="2")
    raw = share.files[newer]
    outcome = jane.sync()
    assert outcome.newer == 1
    assert "update" in describe(outcome)
    assert any("update" in str(notice) for notice in jane.notebook.notices)
    assert texts(jane.notebook) == ["Dogs bark"]
    stick = Memory()
    jane.share = stick
    jane.reopen()
    jane.sync()
    assert stick.files[newer] == raw
    jane.share = share
    jane.reopen()
    jane.sync()
    assert is_idle(jane)


def test_fields_and_kinds_of_a_later_version_survive(jane, omar, share):
    jane.add("Dogs bark")
    jane.sync()
    recs = {
        RECORD: {"kind": "concern", "set": {"narrative": "Known", "mood.of.the.day": ["fine", {"x": 1}]}, "over": {}},
        f"{RECORD[:-1]}B": {"kind": "drone flight", "set": {"altitude": 40}, "over": {}, "unheard": {"of": [1]}},
    }
    change = change_of("stranger", 1, recs, weather={"sky": "grey"})
    name = put(share, jane, {1: change})
    raw = share.files[name]
    in_step(jane, omar)
    omar.set(RECORD, summary="Still here")
    in_step(jane, omar)
    share.files.clear()
    in_step(omar, jane)
    assert share.files[name] == raw
    luz = Station(jane.home.parent / "luz", share)
    in_step(luz, jane, omar)
    assert luz.get(RECORD).plain() == omar.get(RECORD).plain()
    assert luz.notebook._fold.records[RECORD].values["mood.of.the.day"] == ["fine", {"x": 1}]
    assert luz.notebook._fold.records[f"{RECORD[:-1]}B"].values == {"altitude": 40}


def test_a_copy_of_ones_own_that_rotted_in_the_mirror_is_found_within_days(jane, share):
    jane.add("Dogs bark")
    jane.sync()
    jane.sync()
    path = next((jane.home / "mirror").iterdir())
    good = path.read_bytes()
    path.write_bytes(good[:-30])
    jane.reopen()
    for _ in range(3):
        jane.later(days=1, minutes=1)
        jane.sync()
    assert path.read_bytes() == good


def test_a_copy_that_rotted_is_replaced_by_what_this_laptop_wrote(jane, share):
    for count in range(3):
        jane.add(f"Dogs bark {count}")
        jane.sync()
    path = sorted((jane.home / "mirror").iterdir())[1]
    good = path.read_bytes()
    path.write_bytes(good[:150])
    share.files.pop(path.name)
    jane.reopen()
    jane.later(minutes=1)
    jane.sync()
    assert path.read_bytes() == good
    assert share.files[path.name] == good
