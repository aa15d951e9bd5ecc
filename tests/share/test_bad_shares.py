"""What becomes of a shared notebook when its share is full, gone, wiped, somebody else's, or does not answer."""

from __future__ import annotations

import errno
import os
import threading
import time

import pytest

from cro_tui.share import address
from cro_tui.share.base import Away, Refused, WrongShare
from cro_tui.share.deadline import InTime
from cro_tui.share.folder import FolderShare
from cro_tui.share.sync import Sync
from cro_tui.store import runs
from tests.share.stations import Memory, Station, failing, in_step, unplugged
from tests.store.notebooks import texts


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
    assert jane.notebook.waiting() == 1
    share.before = lambda _verb, _name: None
    jane.sync()
    assert jane.notebook.waiting() == 0


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
    for place, raw in enumerate((None, b"", b"{", b"\x00" * 50, b'{"notebook": "../x"}')):
        share.files.pop("cro-tui.json")
        if raw is not None:
            share.files["cro-tui.json"] = raw
        luz = Station(jane.home.parent / f"luz {place}", share)
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
