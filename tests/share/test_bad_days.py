"""What becomes of a shared notebook on bad days: nothing of it is lost, and the next sync finishes what was begun."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from cro_tui.model.concern import Concern
from cro_tui.share import address
from cro_tui.share.base import Away, Refused, ShareProblem, WrongShare
from cro_tui.share.deadline import InTime
from cro_tui.share.folder import FolderShare
from cro_tui.share.sync import Sync, describe
from cro_tui.store import changefile, runs
from cro_tui.store.changefile import Header
from cro_tui.store.errors import StoreProblem
from tests.share.stations import Counted, Memory, Station, all_can_be_read, in_step, is_idle, unplugged
from tests.store.notebooks import a_concern, change_of, texts

RECORD = "01KAAAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
def share() -> Memory:
    return Memory()


@pytest.fixture
def jane(tmp_path: Path, share) -> Station:
    return Station(tmp_path / "jane", share)


@pytest.fixture
def omar(tmp_path: Path, share) -> Station:
    return Station(tmp_path / "omar", share, officer="Omar Reyes")


def put(share: Memory, jane: Station, changes: dict[int, dict], laptop: str = "stranger", **header) -> str:
    """Puts a file of another laptop of Jane's notebook on the share, whatever is in it."""
    about = Header(jane.notebook.identity.notebook, laptop)
    raw = changefile.packed(about, (changefile.encode_line(*one) for one in changes.items()))
    for key, value in header.items():
        raw = raw.replace(f'"{key}": {json.dumps(getattr(about, key))}'.encode(), f'"{key}": {value}'.encode())
    last = max(changes)
    name = f"{laptop}.{min(changes)}-{last}.{changes[last]['sum'][:8]}.{hashlib.sha256(raw).hexdigest()[:8]}.json"
    share.files[name] = raw
    return name


def failing(station: Station, problem: type[Exception], match: str | None = None) -> None:
    with pytest.raises(problem, match=match) as raised:
        station.sync()
    assert "\n" not in str(raised.value)


# The share itself


@pytest.mark.parametrize("call", ["write", "fsync", "link"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_a_folder_that_refuses_to_take_a_file(tmp_path, monkeypatch, call, number):
    folder = tmp_path / "share"
    folder.mkdir()
    jane, omar = (Station(tmp_path / name, FolderShare(folder)) for name in ("jane", "omar"))
    jane.add("Dogs bark")
    jane.sync()
    jane.add("Cars race")
    real = {"write": os.write, "fsync": os.fsync, "link": os.link}[call]
    at_share = []
    real_open = os.open

    def opened(path, *more, **named):
        handle = real_open(path, *more, **named)
        if str(path).startswith(str(folder)):
            at_share.append(handle)
        return handle

    def refuse(what, *more):
        if what in at_share or str(what).startswith(str(folder)):
            raise OSError(number, os.strerror(number))
        return real(what, *more)

    def closed(handle, real_close=os.close):
        if handle in at_share:
            at_share.remove(handle)
        real_close(handle)

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "close", closed)
    monkeypatch.setattr(os, call, refuse)
    if call == "link":  # the share has no links
        jane.sync()
    else:
        failing(jane, Refused, os.strerror(number).replace("(", "."))
        assert not list(folder.glob("*.part"))
    monkeypatch.undo()
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 2


def test_a_share_that_is_full_takes_the_rest_later_and_still_gives(jane, omar, share):
    omar.add("from Omar")
    omar.sync()
    for number in range(3):
        jane.add(f"concern {number}")
    jane.sync()
    jane.add("while it is full")
    omar.add("more from Omar")
    omar.sync()

    def full(verb, _name):
        if verb == "publish":
            raise Refused("the share refuses (No space left on device)")

    share.before = full
    failing(jane, Refused, "No space")
    assert "more from Omar" in texts(jane.notebook)
    share.before = lambda _verb, _name: None
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 6


def test_a_share_that_can_only_be_read_gives(jane, omar, share):
    jane.add("Dogs bark")
    jane.sync()

    def read_only(verb, _name):
        if verb in ("publish", "remove"):
            raise Refused("the share refuses (Read-only file system)")

    share.before = read_only
    assert omar.sync().pulled == 1
    assert not omar.sync().bad
    omar.add("Cars race")
    failing(omar, Refused, "Read-only")


def test_a_share_on_which_nothing_may_be_removed_is_in_step_all_the_same(jane, omar, share):
    def no_removing(verb, _name):
        if verb == "remove":
            raise Refused("the share refuses (Permission denied)")

    share.before = no_removing
    for number in range(12):
        jane.add(f"concern {number}")
        jane.sync()
        jane.later(days=1)
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 12


def test_gone_in_the_middle_of_anything(jane, omar, share):
    jane.add("Dogs bark")
    in_step(jane, omar)
    for number in range(4):
        omar.add(f"Omar {number}")
        omar.sync()
    for number in range(3):
        jane.add(f"Jane {number}")
    for after in range(1, 9):
        left = [after]

        def away(_verb, _name, left=left):
            left[0] -= 1
            if left[0] < 0:
                raise Away("the cable is out")

        share.before = away
        try:
            jane.sync()
        except Away:
            continue
        break
    else:
        pytest.fail("it never came to an end")
    share.before = lambda _verb, _name: None
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 8


def test_without_the_share_the_notebook_goes_on(jane, share):
    jane.add("Dogs bark")
    jane.sync()
    share.before = unplugged
    failing(jane, Away, "cable")
    jane.add("Cars race")
    assert jane._sync.waiting() == 1
    share.before = lambda _verb, _name: None
    jane.sync()
    assert jane._sync.waiting() == 0


def test_anybody_refills_a_share_that_was_wiped(jane, omar, share):
    jane.add("Dogs bark")
    omar.sync()
    in_step(jane, omar)
    before = set(share.files)
    share.files.clear()
    omar.sync()
    assert before <= set(share.files)
    luz = Station(jane.home.parent / "luz", share)
    in_step(luz, jane, omar)
    assert texts(luz.notebook) == ["Dogs bark"]


def test_a_share_put_back_from_an_old_backup_is_brought_up_to_date(jane, omar, share):
    jane.add("Dogs bark")
    in_step(jane, omar)
    old = dict(share.files)
    for number in range(10):
        jane.add(f"concern {number}")
        jane.sync()
    in_step(jane, omar)
    jane.later(days=2)
    jane.sync()
    share.files = old
    omar.sync()
    luz = Station(jane.home.parent / "luz", share)
    in_step(luz, jane, omar)
    assert len(texts(luz.notebook)) == 11


def test_a_share_that_lost_the_file_with_its_name_gets_it_back(jane, omar, share):
    jane.add("Dogs bark")
    in_step(jane, omar)
    for raw in (None, b"", b"{", b"\x00" * 50, b'{"notebook": "../x"}'):
        share.files.pop("cro-tui.json")
        if raw is not None:
            share.files["cro-tui.json"] = raw
        luz = Station(jane.home.parent / f"luz {raw!r}"[:12].replace("/", ""), share)
        luz.sync()
        assert texts(luz.notebook)[:1] == ["Dogs bark"]
        jane.add("more")
        in_step(jane, omar, luz)
        assert runs.notebook_in(share.files["cro-tui.json"]) == jane.notebook.identity.notebook


def test_an_unreadable_file_with_the_name_and_nothing_else_is_waited_for(jane, share):
    share.files["cro-tui.json"] = b""
    jane.add("Dogs bark")
    failing(jane, WrongShare, "can't be read")
    jane.later(minutes=5)
    jane.reopen()
    failing(jane, WrongShare, "can't be read")
    assert share.files == {"cro-tui.json": b""}
    jane.later(minutes=6)
    assert jane.sync().joined


def test_a_share_of_another_department_under_the_same_address_is_left_alone(jane, omar, share, tmp_path):
    jane.add("Dogs bark")
    in_step(jane, omar)
    theirs = Memory()
    stranger = Station(tmp_path / "stranger", theirs)
    stranger.add("Theirs")
    stranger.sync()
    share.files = dict(theirs.files)
    jane.add("Cars race")
    for one in (jane, omar):
        one.reopen()
        failing(one, WrongShare, "another notebook")
    assert share.files == theirs.files
    assert len(texts(jane.notebook)) == 2


def test_a_mount_point_on_which_nothing_is_mounted_is_not_filled(jane, omar, share):
    jane.place = "/mnt/station"
    jane.add("Dogs bark")
    jane.sync()
    jane.add("Cars race")
    there, share.files = share.files, {"README-not-mounted.txt": b""}
    jane.place = "/"
    failing(jane, Away, "is it mounted")
    assert share.files == {"README-not-mounted.txt": b""}
    share.files = there
    jane.place = "/mnt/station"
    assert jane.sync().pushed == 1
    share.files = {}
    jane.sync()  # it is there, and was wiped
    assert share.files


def test_where_the_file_system_begins_is_known(tmp_path):
    share, place = address.open_share(str(tmp_path / "share" / "inside"))
    assert isinstance(share, FolderShare)
    assert os.path.ismount(place())


def test_a_call_that_hangs_is_given_up_and_so_are_all_that_follow(jane, omar, share):
    jane.add("Dogs bark")
    in_step(jane, omar)
    let_go = threading.Event()
    share.before = lambda verb, _name: let_go.wait(20) if verb == "read" else None
    jane.add("Cars race")
    slow = Sync(jane.notebook, InTime(share, seconds=0.05))
    began = time.monotonic()
    with pytest.raises(Away, match="does not answer"):
        slow.run()
    with pytest.raises(Away, match="does not answer"):
        slow.run()
    assert time.monotonic() - began < 10
    let_go.set()
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 2


def test_a_problem_of_a_call_in_time_is_that_of_the_call(share):
    share.before = unplugged
    for call in (lambda one: one.list(), lambda one: one.read("x", 1), lambda one: one.remove("x")):
        with pytest.raises(Away, match="cable"):
            call(InTime(share, seconds=5))


# Files on the share that are not what they should be


def spoiled(raw: bytes) -> list[bytes]:
    return [b"", raw[:-1], raw[: len(raw) // 2], raw[:200] + b"\x00" * 64 + raw[264:], raw[::-1], raw + b" ", b"\x00" * 9000]


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
    for path in (jane.home / "mirror").iterdir():
        path.write_bytes(path.read_bytes()[:-9])  # and here it rotted too
    bad = share.files[name.text]
    jane.sync()
    jane.later(days=1)
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
        fields = dict.fromkeys((*Concern.FIELDS, "unheard.of", "entry.x", "voided"), value) if hasattr(Concern, "FIELDS") else {
            "narrative": value, "summary": value, "status": value, "number": value, "voided": value, "heard": value,
            "due": value, "entry.x": value, "unheard.of": value,
        }  # fmt: skip
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


# The laptop


def test_a_reimaged_laptop_is_a_new_one_and_has_everything(jane, omar, share):
    jane.add("Dogs bark")
    in_step(jane, omar)
    was = jane.notebook.laptop
    shutil.rmtree(jane.home)
    jane.reopen()
    jane.sync()
    jane.add("Cars race")
    assert jane.notebook.laptop != was
    in_step(jane, omar)
    assert len(texts(omar.notebook)) == 2


def test_a_laptop_back_after_a_year(jane, omar, share):
    jane.add("Dogs bark")
    in_step(jane, omar)
    for number in range(30):
        jane.add(f"concern {number}")
        jane.sync()
        jane.later(days=12)
    omar.add("written in the cellar")
    omar.later(days=360)
    in_step(omar, jane, rounds=3)
    assert len(texts(jane.notebook)) == 32
    assert is_idle(omar)


@pytest.mark.parametrize(("hers", "his"), [(9000, 0), (-9000, 0), (0, 9000), (5000, -5000)])
def test_clocks_that_are_wrong_by_years(jane, omar, hers, his, share):
    jane.later(days=hers)
    omar.later(days=his)
    record_id = jane.add("Dogs bark")
    for number in range(12):
        one, other = (jane, omar) if number % 2 else (omar, jane)
        in_step(jane, omar)
        one.set(record_id, summary=f"text {number}")
        in_step(one, other)
        assert other.get(record_id).summary == f"text {number}"
        assert not other.get(record_id).conflicts
        if number == 6:
            jane.later(days=-hers)
            omar.later(days=-his)
    in_step(jane, omar, rounds=3)
    assert is_idle(jane)
    all_can_be_read(jane.home / "mirror", omar.home / "mirror")


@pytest.mark.parametrize("left", range(1, 12))
def test_a_full_disk_on_the_laptop_while_fetching(jane, omar, share, left, monkeypatch):
    jane.add("Dogs bark")
    in_step(jane, omar)
    for number in range(4):
        jane.add(f"concern {number}")
        jane.sync()
    real, count = os.write, [left]

    def full(handle, piece):
        count[0] -= 1
        if count[0] < 0:
            real(handle, bytes(piece)[: len(piece) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, piece)

    omar.add("from Omar")
    monkeypatch.setattr(os, "write", full)
    try:
        omar.sync()
    except StoreProblem as problem:
        assert "No space left" in str(problem)
        assert "\n" not in str(problem)
    monkeypatch.undo()
    omar.reopen()
    in_step(omar, jane)
    assert len(texts(jane.notebook)) == 6
    assert not [path for path in (omar.home / "mirror").iterdir() if path.suffix == ".part"]


def test_a_state_that_was_lost_or_spoiled_costs_nothing(jane, omar, share):
    jane.add("Dogs bark")
    in_step(jane, omar)
    for raw in (b"", b"[]", b'{"bad": 5, "sent": {}, "merged": [1], "audited_at": "x"}', b"[" * 50_000, b"\xff"):
        (omar.home / "share.json").write_bytes(raw)
        omar.reopen()
        jane.add("more")
        in_step(jane, omar)
        assert not omar.sync().joined


def test_two_windows_do_not_sync_at_once(jane, share, monkeypatch):
    from cro_tui.store import locking
    from cro_tui.store.locking import HomeLock

    jane.add("Dogs bark")
    jane.sync()
    monkeypatch.setattr(locking, "LOCK_SECONDS", 0.01)
    with HomeLock(jane.home, "sync.lock"):
        failing(jane, StoreProblem, "another window")
    assert jane.sync()


def test_a_share_problem_is_one_kind():
    assert all(issubclass(kind, ShareProblem) for kind in (Away, Refused, WrongShare))


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
