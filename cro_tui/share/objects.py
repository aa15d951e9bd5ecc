"""A share in an object store: ``s3://bucket/folder``, and what else `obstore` knows (``gs://``, ``az://``).

Needs the extra ``objects`` (obstore). The keys come from where the store's own tools look for them (environment,
machine role); none is written anywhere. An object appears whole or not at all, and only if its name was free.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from cro_tui.share.base import Away, Refused, ShareProblem, Vanished

T = TypeVar("T")
CONNECT = timedelta(seconds=10)
WHOLE_CALL = timedelta(minutes=5)
"""How long one request may take, with all its bytes."""
TRYING = timedelta(seconds=30)
"""How long a request that failed at once is tried again."""
_CHUNK = 1 << 20
_REFUSALS = ("PermissionDenied", "Unauthenticated", "NotSupported", "InvalidPath")
_STATUS = re.compile(r"status code: (\d{3})")
_CODE = re.compile(r"<Code>(\w+)</Code>")
_NOT_ALLOWED = {"401", "403", "405", "501"}


class ObjectShare:
    """A prefix in a bucket."""

    def __init__(self, address: str) -> None:
        from obstore.store import from_url

        self.address = address
        self.moved = 0
        """How many bytes came so far: a call during which this grows does not hang."""
        open_store: Any = from_url
        try:
            self._store = open_store(
                address,
                client_options={
                    "timeout": WHOLE_CALL,
                    "connect_timeout": CONNECT,
                    "allow_http": os.environ.get("AWS_ALLOW_HTTP", "").casefold() == "true",  # or obstore forgets it
                },
                retry_config={"max_retries": 2, "retry_timeout": TRYING},
            )
        except Exception as problem:  # obstore raises several kinds here
            raise ShareProblem(f"“{address}” is no share ({_said(problem)})") from None

    def list(self) -> list[str]:
        """The names directly under the prefix; the store gives a thousand with each answer."""
        import obstore

        return self._do(lambda: [str(one["path"]) for one in obstore.list_with_delimiter(self._store)["objects"]])

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of an object, at most *limit* and one more."""
        import obstore

        def read() -> bytes:
            pieces, left = [], limit + 1
            for piece in obstore.get(self._store, name).stream(min_chunk_size=min(left, _CHUNK)):
                pieces.append(bytes(piece)[:left])
                self.moved += len(piece)
                if (left := left - len(piece)) <= 0:
                    break
            return b"".join(pieces)

        return self._do(read, name)

    def publish(self, name: str, raw: bytes, part: str) -> bool:
        """One put that the store refuses if the name is taken; *part* is not needed."""
        import obstore
        from obstore.exceptions import AlreadyExistsError

        def publish() -> bool:
            try:
                obstore.put(self._store, name, raw, mode="create", use_multipart=False)
            except AlreadyExistsError:
                return False
            return True

        return self._do(publish)

    def remove(self, name: str) -> None:
        """Removes the object."""
        import obstore

        try:
            self._do(lambda: obstore.delete(self._store, name), name)
        except Vanished:
            return

    def _do(self, call: Callable[[], T], name: str = "") -> T:
        try:
            return call()
        except BaseException as problem:
            if not isinstance(problem, Exception) and type(problem).__name__ != "PanicException":
                raise  # a panic of obstore's Rust is no Exception, and all the same only means that the call failed
            raise self._meaning(problem, name) from None

    def _meaning(self, problem: BaseException, name: str) -> ShareProblem:
        from obstore.exceptions import NotFoundError

        status = found[1] if (found := _STATUS.search(str(problem))) else ""
        if isinstance(problem, FileNotFoundError | NotFoundError) or status == "404":
            if name and "NoSuchBucket" not in str(problem):
                return Vanished(f"{name} is not there any more")
            return Away(f"{self.address} can't be reached (there is no such bucket)")
        if type(problem).__name__.startswith(_REFUSALS) or status in _NOT_ALLOWED:
            return Refused(f"{self.address} refuses ({_said(problem)})")
        return Away(f"{self.address} can't be reached ({_said(problem)})")


def _said(problem: BaseException) -> str:
    """What an exception says, in a few words: its details fill a page."""
    text = str(problem)
    if found := _CODE.search(text):
        return found[1]
    lines = (text or type(problem).__name__).splitlines()
    return lines[0].rpartition(" - ")[2][:200]
