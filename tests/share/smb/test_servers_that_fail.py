"""A server that is killed or says nothing any more, at any request: the next sync finishes."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest

from cro_tui.share.base import Away
from cro_tui.share.folder import FolderShare
from tests.share.smb.scene import NO_TRACEBACK, in_step_again, retried, said

pytestmark = NO_TRACEBACK


def test_a_server_that_was_restarted_between_two_verbs_is_spoken_to_again(server, share, folder):
    share.publish("a.json", b"x", "k.part")
    server.kill()
    with pytest.raises(Away) as problem:
        share.list()
    assert share.address in said(problem)
    server.start()
    assert share.list() == ["a.json"]


def test_a_server_that_is_killed_at_any_request_costs_nothing(server, wire, wired, folder, station):
    jane, omar = station("jane", wired()), station("omar", FolderShare(folder))
    jane.sync()
    omar.sync()
    for request in range(1, 100):
        jane.add(f"to be killed at {request}")
        omar.add(f"from the other side {request}")
        omar.sync()
        reached, killed = threading.Event(), threading.Event()

        def kill(
            number: int, at: int = request, reached: threading.Event = reached, killed: threading.Event = killed
        ) -> None:
            if number == at:
                reached.set()
                server.kill()
                killed.set()

        wire.mend()
        wire.before = kill
        retried(jane, wired())
        with suppress(Away):
            jane.sync()
        if not reached.is_set():
            break
        killed.wait()
        server.start()
        wire.mend()
        retried(jane, wired())
        in_step_again(jane, omar, folder)
    assert request > 8
    assert len(jane.told()) >= 2 * (request - 1)


def test_a_server_that_stops_answering_is_given_up_and_found_again(server, wired, folder, station):
    share = wired()
    share._seconds = 0.5
    jane, omar = station("jane", share), station("omar", FolderShare(folder))
    jane.sync()
    jane.add("Dogs bark")
    server.pause()
    for _ in range(2):
        with pytest.raises(Away) as problem:
            jane.sync()
        assert "does not answer" in said(problem)
    server.resume()
    share._seconds = 5.0
    in_step_again(jane, omar, folder)
    assert len(omar.told()) == 1


def test_a_server_that_stops_at_any_request_costs_nothing(server, wire, wired, folder, station):
    jane, omar = station("jane", wired()), station("omar", FolderShare(folder))
    jane.sync()
    omar.sync()
    for request in range(1, 100, 2):
        jane.add(f"to be stopped at {request}")
        omar.add(f"from the other side {request}")
        omar.sync()
        stopped = threading.Event()

        def stop(number: int, at: int = request, stopped: threading.Event = stopped) -> None:
            if number == at:
                server.pause()
                stopped.set()

        for _ in range(10):  # a busy machine may be too slow for so short a patience before it comes to that request
            wire.mend()
            wire.before = stop
            share = wired()
            share._seconds = 0.4
            retried(jane, share)
            try:
                jane.sync()
            except Away:
                if not stopped.is_set():
                    continue
            break
        if not stopped.is_set():
            break
        wire.before = lambda _request: None
        share._seconds = 5.0
        server.resume()  # what was asked may now be done after all
        in_step_again(jane, omar, folder)
        assert len(jane.told()) == request + 1
    assert request > 8
