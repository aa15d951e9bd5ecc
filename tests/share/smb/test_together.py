"""Several at one SMB share: laptops, the same folder mounted, and programs that hold a file."""

from __future__ import annotations

import threading

import pytest

from cro_tui.share.base import Vanished
from cro_tui.share.deadline import InTime
from cro_tui.share.folder import FolderShare
from cro_tui.share.smb import SmbShare
from tests.share.servers import PASSWORD, USER
from tests.share.smb.scene import NO_TRACEBACK, in_step_again, nobody, smbclient
from tests.share.stations import Station

pytestmark = NO_TRACEBACK


def test_direct_and_mounted_meet_in_one_folder(share, folder, station):
    jane, omar = station("jane", share), station("omar", FolderShare(folder))
    first = jane.add("Dogs bark")
    jane.sync()
    omar.sync()
    omar.set(first, summary="Dogs, at night")
    omar.add("Cars race")
    in_step_again(jane, omar, folder)
    assert jane.get(first).summary == "Dogs, at night"
    names = sorted(share.list())
    assert names == sorted(path.name for path in folder.iterdir())
    for name in names:
        assert share.read(name, 1 << 20) == (folder / name).read_bytes()


def test_two_laptops_sync_at_the_same_time(running, folder, station):
    address = running.address(f"station/{folder.name}")
    stations = [station(name, InTime(SmbShare(address, nobody))) for name in ("jane", "omar", "ines")]
    problems: list[BaseException] = []

    def work(one: Station) -> None:
        try:
            for count in range(5):
                one.add(f"{one.officer} {count}")
                one.sync()
        except BaseException as problem:
            problems.append(problem)

    stations[0].sync()
    workers = [threading.Thread(target=work, args=(one,)) for one in stations]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not problems
    for _ in range(2):
        for one in stations:
            one.sync()
    assert len(stations[0].told()) == 15
    assert stations[0].told() == stations[1].told() == stations[2].told()


def test_a_file_that_another_program_holds_stops_only_itself(running, share, folder, station):
    jane, omar = station("jane", FolderShare(folder)), station("omar", InTime(share))
    jane.sync()
    omar.sync()
    jane.add("Dogs bark")
    jane.sync()
    (held,) = (path.name for path in folder.iterdir() if path.name.startswith(jane.notebook.identity.id))
    theirs: dict[str, object] = {}
    smbclient.register_session(
        "127.0.0.1", username=USER, password=PASSWORD, port=running.port, connection_cache=theirs
    )
    path = rf"\\127.0.0.1\station\{folder.name}\{held}"
    omar.add("Cars race")
    with smbclient.open_file(path, "rb", buffering=0, port=running.port, connection_cache=theirs):
        outcome = omar.sync()
    assert outcome.pushed == 1
    assert len(outcome.bad) == 1
    assert "another program holds it" in outcome.bad[0]
    in_step_again(omar, jane, folder)
    smbclient.reset_connection_cache(connection_cache=theirs)


def test_a_file_is_removed_while_another_program_reads_it(running, share, folder):
    share.publish("a.json", b"x" * 100, "k.part")
    theirs: dict[str, object] = {}
    smbclient.register_session(
        "127.0.0.1", username=USER, password=PASSWORD, port=running.port, connection_cache=theirs
    )
    path = rf"\\127.0.0.1\station\{folder.name}\a.json"
    with smbclient.open_file(path, "rb", buffering=0, share_access="rwd", port=running.port, connection_cache=theirs):
        share.remove("a.json")
        share.remove("a.json")
        with pytest.raises(Vanished):
            share.read("a.json", 10)
    smbclient.reset_connection_cache(connection_cache=theirs)
    assert not list(folder.iterdir())
