"""What an SMB share can do, and what it says where it can't."""

from __future__ import annotations

import struct
import threading

import pytest

from cro_tui.share.address import open_share
from cro_tui.share.base import Away, Refused, ShareProblem, Vanished
from cro_tui.share.deadline import InTime
from cro_tui.share.smb import SmbShare
from tests.faults.disks import memory_disk, no_memory
from tests.share.smb.scene import NO_TRACEBACK, nobody, said, smbclient

pytestmark = NO_TRACEBACK


# The four verbs


@pytest.mark.parametrize("size", [0, 1, 700, 1 << 20, (1 << 20) + 1, 3_500_000])
def test_what_was_published_can_be_listed_and_read(share, folder, size):
    raw = bytes(range(256)) * (size // 256 + 1)
    raw = raw[:size]
    assert share.publish("a.json", raw, "k.part")
    assert share.list() == ["a.json"]
    assert share.read("a.json", size) == raw
    assert share.read("a.json", max(0, size - 1)) == raw
    assert share.read("a.json", size // 2) == raw[: size // 2 + 1]
    assert (folder / "a.json").read_bytes() == raw


def test_a_name_that_is_taken_stays_as_it_is(share, folder):
    assert share.publish("a.json", b"first", "k.part")
    assert not share.publish("a.json", b"second", "k.part")
    assert share.read("a.json", 100) == b"first"
    assert [path.name for path in folder.iterdir()] == ["a.json"]


def test_what_is_removed_is_gone_and_may_be_removed_again(share):
    share.publish("a.json", b"first", "k.part")
    share.remove("a.json")
    share.remove("a.json")
    assert share.list() == []
    with pytest.raises(Vanished) as problem:
        share.read("a.json", 10)
    assert said(problem) == "a.json is not there any more"


def test_many_names_are_listed_each_once(share, folder, monkeypatch):
    from cro_tui.share import smb_calls

    monkeypatch.setattr(smb_calls, "CHUNK", 1 << 16)
    names = {f"k3v9wxyz.{number}-{number + 9}.0123abcd.4567cdef.json" for number in range(2_500)}
    for name in names:
        (folder / name).touch()
    listed = share.list()
    assert len(listed) == len(names)
    assert set(listed) == names


def test_names_that_no_program_of_ours_made_are_listed_too(share, folder):
    names = {"Ünïcode – 文件 😀.docx", "desktop.ini", "a" * 200, "[b] \x7f", "trailing "}
    for name in names:
        (folder / name).touch()
    assert len(share.list()) == len(names)
    assert {"desktop.ini", "a" * 200, "Ünïcode – 文件 😀.docx"} <= set(share.list())


def test_a_line_with_a_long_way_is_used_sparingly(wired, wire):
    share = wired()
    share.list()
    counts = []
    for verb in (
        share.list,
        lambda: share.publish("a.json", b"x" * 5_000, "k.part"),
        lambda: share.read("a.json", 10_000),
        lambda: share.remove("a.json"),
    ):
        before = wire.requests
        verb()
        counts.append(wire.requests - before)
    assert counts == [1, 2, 1, 1]


# Addresses and permissions


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("smb://server", "needs a server and a share"),
        ("smb:///share", "needs a server and a share"),
        ("smb://server:port/share", "is no address of a share"),
        ("smb://jane:secret@server/share", "a password in the address would lie about"),
    ],
)
def test_an_address_that_is_none_says_why(address, text):
    with pytest.raises(ShareProblem) as problem:
        open_share(address)
    assert text in said(problem)
    assert "secret" not in said(problem)


@pytest.mark.parametrize("where", ["nowhere", "station/nowhere", "station/nowhere/deeper"])
def test_a_folder_that_is_not_there_is_away_and_is_never_made(running, where):
    share = SmbShare(running.address(where), nobody)
    for verb in (share.list, lambda: share.publish("a.json", b"x", "k.part")):
        with pytest.raises(Away) as problem:
            verb()
        assert running.address(where) in said(problem)
    assert not (running.folder / "nowhere").exists()


def test_who_may_only_read_is_told_so(running, folder):
    (folder / "a.json").write_bytes(b"x")
    share = SmbShare(running.address(f"readonly/{folder.name}"), nobody)
    assert share.read(share.list()[0], 10) == b"x"
    for verb in (lambda: share.publish("b.json", b"x", "k.part"), lambda: share.remove("a.json")):
        with pytest.raises(Refused) as problem:
            verb()
        assert "permission denied" in said(problem)
    assert [path.name for path in folder.iterdir()] == ["a.json"]


def test_a_server_that_wants_encryption_gets_it(running, folder):
    share = SmbShare(running.address(f"sealed/{folder.name}"), nobody)
    assert share.publish("a.json", b"x" * 100_000, "k.part")
    assert share.read("a.json", 100_000) == b"x" * 100_000


def test_nobody_listens(share):
    away = SmbShare("smb://127.0.0.1:1/station", nobody)
    with pytest.raises(Away) as problem:
        away.list()
    assert "Connection refused" in said(problem)


def test_a_dfs_that_leads_elsewhere_is_followed(running, folder):
    (running.folder / "linked").symlink_to("msdfs:127.0.0.1\\station")
    for share in (SmbShare(running.address(f"spread/linked/{folder.name}"), nobody) for _ in range(2)):
        assert share.publish("a.json", b"x" * 2_000_000, "k.part")
        assert share.list() == ["a.json"]
        assert len(share.read("a.json", 2_000_000)) == 2_000_000
        share.remove("a.json")
    assert not list(folder.iterdir())


# What goes wrong


@pytest.mark.parametrize(
    "problem",
    [
        AssertionError("unpacked 3 bytes"),
        struct.error("unpack requires a buffer of 4 bytes"),
        KeyError(17),
        IndexError("list index out of range"),
        AttributeError("'NoneType' object has no attribute 'send'"),
        TypeError("'NoneType' object is not subscriptable"),
        OSError(9, "Bad file descriptor"),
        TimeoutError("recv idle for 600.0s\n(0/4 bytes)"),
        RecursionError("maximum recursion depth exceeded"),
        Exception(),
    ],
    ids=lambda problem: type(problem).__name__,
)
@pytest.mark.parametrize("while_logged_in", [False, True])
def test_whatever_smbprotocol_raises_is_one_line(share, monkeypatch, problem, while_logged_in):
    from smbprotocol.connection import Connection

    def receive(*_arguments: object, **_more: object) -> None:
        raise problem

    if while_logged_in:
        share.list()
    before = set(threading.enumerate())
    with monkeypatch.context() as patched:
        patched.setattr(Connection, "receive", receive)
        for verb in (share.list, lambda: share.publish("a.json", b"x", "k.part"), lambda: share.read("a.json", 9)):
            with pytest.raises(Away) as raised:
                verb()
            assert share.address in said(raised)
    for left in set(threading.enumerate()) - before:
        left.join(5)
        assert not left.is_alive()  # a share that is away for a day must not pile up connections
    assert share.list() == []


@pytest.mark.skipif(bool(no_memory()), reason=no_memory())
def test_a_full_server_is_told_and_what_was_written_is_taken_away(share, folder, station):
    with memory_disk(folder, 200) as disk:
        jane = station("jane", InTime(share))
        jane.sync()
        jane.add("Dogs bark " * 5_000)
        disk.leave(1)
        with pytest.raises(Refused) as problem:
            jane.sync()
        assert "its disk is full" in said(problem)
        assert not list(folder.glob("*.part"))
        disk.filler.unlink()
        assert jane.sync().pushed == 1
        smbclient.reset_connection_cache(connection_cache=share._connections)
