"""``cro-tui sync smb://…`` as a process: it ends in time, with one line, whatever the server does."""

from __future__ import annotations

import signal
import threading

from tests.share.smb.scene import NO_TRACEBACK, PROGRAM, ended, program

pytestmark = NO_TRACEBACK


def test_the_program_syncs(running, folder, tmp_path):
    words = ("--home", str(tmp_path / "home"), "sync", running.address(f"station/{folder.name}"))
    status, out, err = ended(program(PROGRAM, "5", *words))
    assert status == 0, err
    assert out.startswith("joined the share")
    assert (folder / "cro-tui.json").exists()


def test_the_program_ends_in_time_when_the_server_does_not_answer(server, folder, tmp_path):
    server.pause()
    words = ("--home", str(tmp_path / "home"), "sync", server.address(f"station/{folder.name}"))
    status, out, err = ended(program(PROGRAM, "1", *words))
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "does not answer" in err


def test_the_program_says_in_a_line_that_the_connection_broke(wire, running, folder, tmp_path):
    address = running.address(f"station/{folder.name}", wire.port)
    for cut in (0, 100, 600, 1_500, 2_500):
        wire.mend(cut, abruptly=True)
        status, out, err = ended(program(PROGRAM, "5", "--home", str(tmp_path / "home"), "sync", address))
        assert (status, out) == (1, ""), err
        assert err.count("\n") == 1, err
        assert address in err


def test_ctrl_c_ends_the_program_though_the_server_does_not_answer(server, wire, folder, tmp_path):
    asked = threading.Event()
    wire.before = lambda _request: asked.set()
    server.pause()
    words = ("--home", str(tmp_path / "home"), "sync", server.address(f"station/{folder.name}", wire.port))
    process = program(PROGRAM, "60", *words)
    assert asked.wait(30)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    status, out, err = ended(process)
    assert "once more to stop at once" in first
    assert (status, out, err) == (130, "", "cro-tui: stopped\n")
