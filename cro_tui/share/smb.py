"""A share on a Windows or Samba server, spoken to directly: ``smb://[user@]server[:port]/share/folder``.

Needs the extra ``smb`` (smbprotocol, keyring). Passwords come from the system's keyring or are asked for, and are kept
nowhere else. After a connection broke, the next call begins with a fresh one.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from cro_tui.share.address import Ask
from cro_tui.share.base import Away, Login, LoginNeeded, Refused, ShareProblem, Vanished

T = TypeVar("T")
CONNECT_SECONDS = 20
SERVICE = "cro-tui share"

for _library in ("smbprotocol", "smbclient", "spnego"):  # else Python prints their tracebacks over the screen
    logging.getLogger(_library).addHandler(logging.NullHandler())


class Place(NamedTuple):
    """Where on which server."""

    server: str
    port: int
    user: str
    path: str
    r"""``\\server\share\folder``."""

    @classmethod
    def of(cls, address: str) -> Place:
        """The parts of an address; raises `ShareProblem`."""
        try:
            found = urlsplit(address)
            port = found.port or 445
        except ValueError as problem:
            raise ShareProblem(f"“{address}” is no address of a share ({problem})") from None
        if found.password:
            raise ShareProblem("a password in the address would lie about in clear; leave it out, it is asked for")
        if not found.hostname or not found.path.strip("/"):
            raise ShareProblem(f"“{address}” needs a server and a share: smb://server/share/folder")
        parts = [unquote(part) for part in found.path.strip("/").split("/")]
        return cls(found.hostname, port, unquote(found.username or ""), "\\".join(["", "", found.hostname, *parts]))


class SmbShare:
    """A folder on an SMB server. One caller at a time."""

    def __init__(self, address: str, ask: Ask) -> None:
        self.address = address
        self.moved = 0
        """How many bytes went over so far: a call during which this grows does not hang."""
        self._place = Place.of(address)
        self._ask = ask
        self._connections: dict[str, Any] = {}
        self._login: Login | None = None
        self._entered = False
        """Whether the login was typed and is not in the keyring yet."""
        self._refused: set[Login | None] = set()
        """What is not tried again: after a few wrong ones, servers lock an account."""

    def list(self) -> list[str]:
        """The names in the folder."""
        from cro_tui.share import smb_calls

        return self._do(lambda options: smb_calls.names(self._place.path, options))

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file, at most *limit* and one more."""
        from cro_tui.share import smb_calls

        return self._do(lambda options: smb_calls.read(self._path(name), limit + 1, self._count, options), name)

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        """Written under *part*, flushed and only then given its name."""
        from cro_tui.share import smb_calls
        from cro_tui.share.smb_problems import TAKEN, status_of

        def publish(options: dict[str, Any]) -> bool:
            try:
                smb_calls.publish(self._place.path, part, name, raw, self._count, options)
            except Exception as problem:
                if status_of(problem) not in TAKEN:
                    raise
                return False
            return True

        try:
            fresh = self._do(publish)
        except Refused:
            with suppress(ShareProblem):
                self.remove(part)
            raise
        if not fresh:
            self.remove(part)
        return fresh

    def remove(self, name: str) -> None:
        """Removes the file."""
        import smbclient

        with suppress(Vanished):
            self._do(lambda options: smbclient.remove(self._path(name), **options), name)

    def abandon(self) -> None:
        """After a call that hangs was given up: the next begins with a connection of its own."""
        threading.Thread(target=self._drop, args=(self._connections,), name="share, hanging up", daemon=True).start()
        self._connections = {}

    def _path(self, name: str) -> str:
        return f"{self._place.path}\\{name}"

    def _count(self, size: int) -> None:
        self.moved += size

    # Connecting

    def _do(self, call: Callable[[dict[str, Any]], T], name: str = "") -> T:
        """What *call* gives, with somebody logged in."""
        from cro_tui.share.smb_problems import call_problem

        connections = self._connected()
        try:
            found = call({"port": self._place.port, "connection_cache": connections})
        except Exception as problem:  # a cut or garbled answer makes smbprotocol raise whatever its parser met
            meaning = call_problem(self.address, name, problem)
            if isinstance(meaning, Away):
                self._drop(connections)
            raise meaning from None
        if self._entered:
            self._remember()
        return found

    def _connected(self) -> dict[str, Any]:
        """The connections to use; logs in where nobody is logged in."""
        import smbclient
        from smbprotocol.connection import Connection

        from cro_tui.share.smb_problems import is_wrong_login, login_problem

        place = self._place
        key = f"{place.server.lower()}:{place.port}"
        connection = self._connections.get(key)
        if connection is not None and connection.transport is not None and connection.transport.connected:
            return self._connections
        self._drop(self._connections)
        login = self._login or self._kept()
        if login in self._refused:
            raise self._needs_login(login)
        # Each connection is a client of its own: Samba hands one of a client it knows to the process that serves that
        # client, and if that one is just ending, nobody ever answers.
        connection = Connection(uuid.uuid4(), place.server, place.port, require_signing=True)
        connections = self._connections = {key: connection}
        try:
            connection.connect(timeout=CONNECT_SECONDS)
            smbclient.register_session(
                place.server,
                username=login.user if login else place.user or None,
                password=login.password if login else None,
                port=place.port,
                connection_cache=connections,
            )
        except Exception as problem:  # as above
            self._drop(connections)
            meaning = login_problem(self.address, problem)
            if is_wrong_login(problem):
                self._refuse(login)
                raise self._needs_login(login) from None
            if login is None and isinstance(meaning, Refused):
                raise self._needs_login(login) from None
            raise meaning from None
        self._login = login
        return connections

    def _drop(self, connections: dict[str, Any]) -> None:
        """Hangs up, without a word to a server that may not listen."""
        if self._connections is connections:
            self._connections = {}
        for connection in list(connections.values()):
            with suppress(Exception):  # it may be broken in any way
                connection.disconnect(close=False)

    # Logging in

    def _enter(self) -> bool:
        """Asks for a login; False where there is no answer."""
        asked = self._ask(self._place.server, self._place.user)
        if asked is None or not asked.password:
            return False
        self._login, self._entered = asked, True
        return True

    def _needs_login(self, login: Login | None) -> LoginNeeded:
        if login is None:
            said = f"{self.address} wants a password"
        else:
            said = f"{self.address} refuses the login (wrong user or password)"
        named = self._place.user
        return LoginNeeded(
            said,
            self._enter,
            user=named or (login.user if login else ""),
            named=bool(named),
            can_keep=bool(self._with_keyring(_is_safe)),
        )

    def _refuse(self, login: Login | None) -> None:
        """Never again: also the keyring forgets a login that was refused."""
        self._refused.add(login)
        if login is not None and not self._entered:
            self._with_keyring(lambda keyring: keyring.delete_password(self._service, login.user))
        self._login, self._entered = None, False

    def _kept(self) -> Login | None:
        """The login that the keyring holds."""
        found = self._with_keyring(lambda keyring: keyring.get_credential(self._service, self._place.user or None))
        return Login(found.username, found.password) if found is not None and found.password else None

    def _remember(self) -> None:
        """Puts a login that was typed and worked into the keyring; without one it is asked for again next time."""
        self._entered = False
        if (login := self._login) is not None and login.keep:
            self._with_keyring(
                lambda keyring: _is_safe(keyring) and keyring.set_password(self._service, login.user, login.password)
            )

    def _with_keyring(self, call: Callable[[Any], Any]) -> Any:
        """What *call* gives; None where the keyring fails: each platform's raises exceptions of its own."""
        import keyring

        with suppress(Exception):
            return call(keyring)
        return None

    @property
    def _service(self) -> str:
        return f"{SERVICE} {self._place.server}"


def _is_safe(keyring: Any) -> bool:
    """Whether it is a platform's own: those that write clear text to a file have a priority below 1."""
    return bool(keyring.get_keyring().priority >= 1)
