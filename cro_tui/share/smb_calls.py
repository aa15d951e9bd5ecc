"""The requests that an SMB server gets, several of them in one message: on a line with 50 ms each way, round trips are
all that counts. One message lists a folder or reads a small file, two publish one.

Knows smbprotocol and paths; what an error means and who is logged in, others know.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from smbclient._io import SMBDirectoryIO, SMBFileIO, SMBFileTransaction, set_info
from smbprotocol.exceptions import EndOfFile, NoMoreFiles, NoSuchFile
from smbprotocol.file_info import FileInformationClass, FileRenameInformation
from smbprotocol.open import FilePipePrinterAccessMask, QueryDirectoryFlags, SMB2QueryDirectoryResponse

EVERYBODY = "rwd"
"""What others may do meanwhile with a file that is open here."""
CHUNK = 1 << 20
_CREDIT = 1 << 16
"""Bytes that one of the server's credits stands for."""
_SPARE = 8
"""Credits left to the small requests of a message."""
_ENTRY = struct.Struct("<III")
"""How far the next entry is, a number, and how long the name is."""
_LOOKS = 3
"""How many portions of names are asked for in the first message."""


def names(path: str, options: dict[str, Any]) -> list[str]:
    """The names in a folder."""
    raw = SMBDirectoryIO(path, mode="r", share_access=EVERYBODY, **options)
    message = _opening(raw)
    size = _portion(raw, CHUNK, _LOOKS)
    for look in range(_LOOKS):
        message += _look(raw, size, first=not look)
    raw.close(transaction=message)
    message.commit()
    portions = message.results[-1 - _LOOKS : -1]
    if portions[-1] is not None:  # there are more than the answer has room for: one portion after the other
        with SMBDirectoryIO(path, mode="r", share_access=EVERYBODY, **options) as folder:
            portions = list(_portions(folder))
    return [name for portion in portions for name in portion or () if name not in (".", "..")]


def _portions(folder: Any) -> Iterator[list[str]]:
    first = True
    while True:
        message = SMBFileTransaction(folder)
        message += _look(folder, _portion(folder, CHUNK, 1), first=first)
        message.commit()
        if (portion := message.results[0]) is None:
            return
        yield portion
        first = False


def _look(folder: Any, size: int, *, first: bool) -> tuple[Any, Callable[[Any], list[str] | None]]:
    """A request for names, and what makes them of its answer: None where there are no more."""
    flags = QueryDirectoryFlags.SMB2_RESTART_SCANS if first else 0
    request, _ = folder.fd.query_directory(
        "*", FileInformationClass.FILE_NAMES_INFORMATION, flags=flags, max_output=size, send=False
    )

    def received(sent: Any) -> list[str] | None:
        try:
            answer = folder.fd.connection.receive(sent)
        except (NoMoreFiles, NoSuchFile):
            return None
        response = SMB2QueryDirectoryResponse()
        response.unpack(answer["data"].get_value())
        return list(_entries(response["buffer"].get_value()))

    return request, received


def _entries(portion: bytes) -> Iterator[str]:
    """The names of FileNamesInformation [MS-FSCC 2.4.33]; smbprotocol's own reader takes 0.1 ms for each."""
    at, step = 0, 1
    while step:
        step, _, length = _ENTRY.unpack_from(portion, at)
        begin = at + _ENTRY.size
        yield portion[begin : begin + length].decode("utf-16-le", "surrogatepass")
        at += step


def read(path: str, most: int, moved: Callable[[int], None], options: dict[str, Any]) -> bytes:
    """The bytes of a file, at most so many; *moved* is told how many came, as they come."""
    raw = SMBFileIO(path, mode="rb", share_access=EVERYBODY, **options)
    message = _opening(raw)
    request, receive = raw.fd.read(0, _portion(raw, min(most, CHUNK), 1), send=False)

    def received(sent: Any) -> bytes:
        try:
            return bytes(receive(sent))
        except EndOfFile:
            return b""

    message += (request, received)
    raw.close(transaction=message)
    message.commit()
    pieces = [message.results[-2]]
    moved(len(pieces[0]))
    if len(pieces[0]) < min(most, raw.fd.end_of_file):
        left = most - len(pieces[0])
        with SMBFileIO(path, mode="rb", share_access=EVERYBODY, **options) as source:
            source.seek(len(pieces[0]))
            while left > 0 and (piece := source.read(min(left, CHUNK))):
                pieces.append(piece)
                moved(len(piece))
                left -= len(piece)
    return b"".join(pieces)


def publish(
    folder: str, part: str, name: str, raw: bytes, moved: Callable[[int], None], options: dict[str, Any]
) -> None:
    """Writes a file under *part*, has it flushed, and only then gives it its name, unless that is taken: EEXIST."""
    access = FilePipePrinterAccessMask.GENERIC_WRITE | FilePipePrinterAccessMask.DELETE
    target = SMBFileIO(f"{folder}\\{part}", mode="xb", share_access=EVERYBODY, desired_access=access, **options)
    try:
        message = _opening(target)
        done = _portion(target, min(len(raw), CHUNK), 1)
        message += target.fd.write(raw[:done], send=False)
        if done == len(raw):
            message += target.fd.flush(send=False)
        message.commit()
        done = message.results[-2 if done == len(raw) else -1]
        moved(done)
        if done < len(raw):
            target.seek(done)
            _write_rest(target, memoryview(raw)[done:], moved)
        naming = SMBFileTransaction(target)
        set_info(naming, _new_name(target, name))
        target.close(transaction=naming)
        naming.commit()
    finally:
        with suppress(Exception):  # whatever went wrong before counts; a server closes what a lost client left open
            target.close()


def _write_rest(target: Any, rest: memoryview, moved: Callable[[int], None]) -> None:
    while rest:
        done = target.write(rest[:CHUNK])
        moved(done)
        rest = rest[done:]
    target.flush()


def _new_name(target: Any, name: str) -> FileRenameInformation:
    """The order to rename, never over another file. Its path begins at the share, also where it came from a DFS."""
    tree = target.fd.tree_connect
    before: str = target.fd.file_name
    if tree.is_dfs_share and before.startswith(tree.share_name[2:]):
        before = before[len(tree.share_name) - 1 :]
    order = FileRenameInformation()
    order["replace_if_exists"] = False
    order["file_name"] = before.rpartition("\\")[0] + "\\" + name if "\\" in before else name
    return order


def _opening(raw: Any) -> Any:
    """A message that begins with opening *raw*; where a DFS may lead elsewhere, it is open before the message."""
    message = SMBFileTransaction(raw)
    raw.open(transaction=message)
    if raw.fd.tree_connect.is_dfs_share:
        message.commit()
        message = SMBFileTransaction(raw)
    return message


def _portion(raw: Any, wanted: int, shared_by: int) -> int:
    """How many bytes a request may ask for or bring, by what the server allows and its credits are good for."""
    connection = raw.fd.connection
    if not connection.supports_multi_credit:
        return min(wanted, _CREDIT)
    window: dict[str, int] = connection.sequence_window
    credits_each = max(1, (window["high"] - window["low"] - _SPARE) // shared_by)
    allowed: int = min(connection.max_read_size, connection.max_write_size, connection.max_transact_size)
    return min(wanted, allowed, credits_each * _CREDIT)
