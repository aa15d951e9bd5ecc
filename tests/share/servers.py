"""Servers for the tests of the share, each on a free port of this machine and gone afterwards: Samba's ``smbd``, moto's
object store, and a wire between client and server that counts, delays and can be cut at any byte.
"""

from __future__ import annotations

import importlib.util
import os
import queue
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SMBD = shutil.which("smbd") or "/usr/sbin/smbd"
USER, PASSWORD = "root", "correct horse"
_PATIENCE = 20.0
_PAUSE = 0.02

_SMB_CONF = """\
[global]
 server role = standalone server
 smb ports = {port}
 interfaces = 127.0.0.1
 bind interfaces only = yes
 disable netbios = yes
 private dir = {state}/private
 lock directory = {state}/lock
 state directory = {state}/state
 cache directory = {state}/cache
 pid directory = {state}/pid
 ncalrpc dir = {state}/ncalrpc
 log file = {state}/log
 passdb backend = tdbsam:{state}/private/passdb.tdb
 map to guest = never
 load printers = no
 disable spoolss = yes
 printcap name = /dev/null
[station]
 path = {folder}
 read only = no
[readonly]
 path = {folder}
[spread]
 path = {folder}
 msdfs root = yes
 read only = no
[sealed]
 path = {folder}
 read only = no
 smb encrypt = required
"""


def no_smb() -> str:
    """Why no SMB server can be tried here; ``""`` where one can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "only root on Linux can start smbd"
    if not Path(SMBD).exists():
        return "smbd is not installed (Debian: samba)"
    missing = [name for name in ("smbprotocol", "keyring") if importlib.util.find_spec(name) is None]
    return f"{' and '.join(missing)} not installed: pip install “cro-tui[smb]”" if missing else ""


def no_objects() -> str:
    """Why no object store can be tried here; ``""`` where one can."""
    if importlib.util.find_spec("obstore") is None:
        return "obstore is not installed: pip install “cro-tui[objects]”"
    missing = [name for name in ("moto", "flask", "flask_cors") if importlib.util.find_spec(name) is None]
    return f"{', '.join(missing)} not installed: pip install “moto[s3]” flask flask-cors" if missing else ""


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Server:
    """A process that listens on a port, with all its children."""

    def __init__(self, port: int, words: list[object], log: Path, more: dict[str, str] | None = None) -> None:
        self.port = port
        self._words = [str(word) for word in words]
        self._log = log
        self._surroundings = os.environ | (more or {})
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it listens. smbd ends when its stdin does, and so with whoever started it."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._words, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
                env=self._surroundings,
            )  # fmt: skip
        until = time.monotonic() + _PATIENCE
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            if self._process.poll() is not None or time.monotonic() > until:
                raise OSError(f"{self._words[0]} does not listen: {self._log.read_text(errors='replace')[-2000:]}")
            time.sleep(_PAUSE)

    def kill(self) -> None:
        """As a power cut would."""
        self._signal(signal.SIGKILL)
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def pause(self) -> None:
        """It says nothing any more, and its connections stay."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """It goes on where it stood."""
        self._signal(signal.SIGCONT)

    def _signal(self, what: signal.Signals) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, what)


class SmbServer(Server):
    """Samba on a folder: ``station``, ``readonly``, ``sealed`` (encrypted) and ``spread`` (a DFS) are shares of it."""

    def __init__(self, folder: Path, state: Path) -> None:
        for name in ("private", "lock", "state", "cache", "pid", "ncalrpc"):
            (state / name).mkdir(parents=True)
        self.folder = folder
        self.conf = state / "smb.conf"
        port = free_port()
        self.conf.write_text(_SMB_CONF.format(port=port, state=state, folder=folder))
        super().__init__(port, [SMBD, "--foreground", "--no-process-group", "-s", self.conf], state / "stderr")
        self.set_password(PASSWORD)

    def set_password(self, password: str) -> None:
        """From now on this one counts."""
        subprocess.run(
            ["smbpasswd", "-c", self.conf, "-s", "-a", USER], input=f"{password}\n{password}\n".encode(), check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def address(self, share: str = "station", port: int | None = None) -> str:
        """Of a share there, or of the same behind another port."""
        return f"smb://127.0.0.1:{port or self.port}/{share}"


@contextmanager
def smb_server(scratch: Path, folder: Path | None = None) -> Iterator[SmbServer]:
    """A running server for *folder*."""
    folder = folder or scratch / "served"
    folder.mkdir(parents=True, exist_ok=True)
    server = SmbServer(folder, scratch / "samba")
    try:
        server.start()
        yield server
    finally:
        server.kill()


class ObjectServer(Server):
    """An object store in memory, with S3's protocol."""

    def __init__(self, scratch: Path) -> None:
        port = free_port()
        words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", port]
        super().__init__(port, words, scratch / "moto.log")

    @property
    def surroundings(self) -> dict[str, str]:
        """What a client needs to know."""
        return {
            "AWS_ACCESS_KEY_ID": "a key",
            "AWS_SECRET_ACCESS_KEY": "a secret",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ALLOW_HTTP": "true",
        }

    def make(self, bucket: str) -> None:
        """A bucket."""
        self._say(bucket, "PUT")

    def check_keys(self) -> None:
        """From now on until a restart, keys count, and all are wrong."""
        self._say("moto-api/reset-auth", "POST", b"0")

    def _say(self, path: str, method: str, body: bytes | None = None) -> None:
        said = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/{path}", body, {"Content-Type": "text/plain"}, method=method
        )
        with urllib.request.urlopen(said, timeout=_PATIENCE):
            pass


@contextmanager
def object_server(scratch: Path) -> Iterator[ObjectServer]:
    """A running store without buckets."""
    server = ObjectServer(scratch)
    try:
        server.start()
        yield server
    finally:
        server.kill()


class Wire:
    """What lies between a client and a server: counts, delays, and is cut after so many bytes in both directions."""

    def __init__(self, port: int) -> None:
        self._target = port
        self.delay = 0.0
        """Seconds that every byte is on its way, in each direction."""
        self.cut_after: int | None = None
        """Bytes; then both ends see the connection break, and no new one comes about until `mend`."""
        self.abruptly = False
        """Whether the ends see a reset and not an end."""
        self.spoil: int | None = None
        """The byte, counted in both directions, that arrives as another."""
        self.before: Callable[[int], None] = lambda _request: None
        """Called with the number of a request before it goes on to the server."""
        self.carried = 0
        self.requests = 0
        """SMB messages from client to server. Each is waited for before the next, so they are the round trips."""
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, name="wire", daemon=True).start()

    @property
    def port(self) -> int:
        """Where the client calls."""
        return int(self._listener.getsockname()[1])

    def mend(self, cut_after: int | None = None, *, abruptly: bool = False) -> None:
        """Counts from zero and carries everything, or so much; what was open is gone."""
        with self._lock:
            self._hang_up()
            self.carried, self.requests, self.cut_after, self.abruptly = 0, 0, cut_after, abruptly
            self.spoil, self.before = None, lambda _request: None

    def close(self) -> None:
        """Ends it."""
        self._listener.close()
        with self._lock:
            self._hang_up()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.cut_after is not None and self.carried >= self.cut_after:
                    client.close()
                    continue
                try:
                    server = socket.create_connection(("127.0.0.1", self._target))
                except OSError:
                    client.close()
                    continue
                for end in (client, server):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                with self._lock:
                    self._open |= {client, server}
                self._carry(client, server, to_server=True)
                self._carry(server, client, to_server=False)

    def _carry(self, source: socket.socket, target: socket.socket, *, to_server: bool) -> None:
        on_the_way: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()

        def take() -> None:
            messages = _Messages()
            with suppress(OSError):
                while piece := source.recv(1 << 16):
                    if to_server and (begun := messages.begun_in(piece)):
                        self.requests += begun
                        self.before(self.requests)
                    on_the_way.put((time.monotonic() + self.delay, piece))
            on_the_way.put((time.monotonic() + self.delay, b""))

        def give() -> None:
            with suppress(OSError):
                while True:
                    due, piece = on_the_way.get()
                    if (wait := due - time.monotonic()) > 0:
                        time.sleep(wait)
                    if not piece:
                        target.shutdown(socket.SHUT_RDWR)
                        return
                    with self._lock:
                        if self.spoil is not None and 0 <= (at := self.spoil - self.carried) < len(piece):
                            piece = piece[:at] + bytes([piece[at] ^ 0x5A]) + piece[at + 1 :]
                        left = len(piece) if self.cut_after is None else max(0, self.cut_after - self.carried)
                        self.carried += min(left, len(piece))
                        target.sendall(piece[:left])
                        if left < len(piece):
                            self._hang_up()
                            return

        for work in (take, give):
            threading.Thread(target=work, name="wire", daemon=True).start()

    def _hang_up(self) -> None:
        for end in self._open:
            with suppress(OSError):
                if self.abruptly:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RD if self.abruptly else socket.SHUT_RDWR)  # wakes whoever waits for it
                end.close()
        self._open.clear()


class _Messages:
    """Tells where messages begin in a stream: each is preceded by its length."""

    def __init__(self) -> None:
        self._left = 0
        self._length = b""

    def begun_in(self, piece: bytes) -> int:
        """How many begin in the next piece."""
        begun = 0
        while piece:
            if self._left:
                step = min(self._left, len(piece))
                self._left -= step
                piece = piece[step:]
                continue
            need = 4 - len(self._length)
            self._length, piece = self._length + piece[:need], piece[need:]
            if len(self._length) == 4:
                self._left, self._length = int.from_bytes(self._length, "big"), b""
                begun += 1
        return begun


@contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    """A wire to that port."""
    wire = Wire(port)
    try:
        yield wire
    finally:
        wire.close()
