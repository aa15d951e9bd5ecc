"""One server for all tests of SMB shares, with a folder for each, and a keyring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cro_tui.share.base import Share
from cro_tui.share.deadline import InTime
from cro_tui.share.smb import SmbShare
from tests.share.servers import PASSWORD, USER, SmbServer, Wire, smb_server, wire_to
from tests.share.stations import Station

if TYPE_CHECKING:
    from tests.share.smb.scene import Memory


def nobody(_server: str, _user: str) -> None:
    """Nobody is there to be asked."""


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmbServer]:
    with smb_server(tmp_path_factory.mktemp("smb")) as server:
        yield server


@pytest.fixture
def server(running: SmbServer) -> Iterator[SmbServer]:
    """The server, up before and after, whatever the test does to it."""
    yield running
    running.resume()
    running.kill()
    running.start()


@pytest.fixture
def wire(running: SmbServer) -> Iterator[Wire]:
    with wire_to(running.port) as wire:
        yield wire


@pytest.fixture
def folder(running: SmbServer, request: pytest.FixtureRequest) -> Path:
    """The folder on the server that the test has for itself."""
    folder = running.folder / request.node.name.translate(str.maketrans("[]", "--"))
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def kept() -> Iterator[Memory]:
    """The keyring; the password is in it."""
    from tests.share.smb.scene import SERVICE, Memory, keyring

    before, memory = keyring.get_keyring(), Memory()
    memory.set_password(SERVICE, USER, PASSWORD)
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def share(running: SmbServer, folder: Path) -> SmbShare:
    return SmbShare(running.address(f"station/{folder.name}"), nobody)


@pytest.fixture
def wired(wire: Wire, running: SmbServer, folder: Path) -> Callable[[], InTime]:
    """Makes a share behind the wire, as after a start of the program."""
    address = running.address(f"station/{folder.name}", wire.port)
    return lambda: InTime(SmbShare(address, nobody), 5.0)


@pytest.fixture
def station(tmp_path: Path) -> Callable[[str, Share], Station]:
    """Makes a laptop with that name, on that share."""
    return lambda name, share: Station(tmp_path / name, share, officer=f"{name} doe".title())
