"""One file of changes: a TinyDB JSON file of fixed size into which changes are written over the spaces at its end.

    {"file": {"1": {"format": 1, …}}, "changes": {
    "41": {…}
    ,
    "42": {…}
                       (spaces)                     }}

The closing braces never move, so a save writes only its own bytes. Pure: bytes in, bytes out; `changetable` writes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cro_tui.store.canonical import Change, verifies

FORMAT = 1
FILE_SIZE = 256 * 1024
BLOCK = 4096
"""A change of up to this many bytes never crosses a multiple of it: disks that write 4 KiB whole can't tear it."""
CLOSING = b"}}"
_LINE = re.compile(rb'"([0-9]{1,12})": (\{.*\})\s*', re.DOTALL)
_HEAD = re.compile(rb'\{"file": \{"1": (\{[^{}]*\})\}, "changes": \{\n?')
_NO_VALUES: dict[str, Any] = {}
_DIGITS = re.compile(r"[0-9]{1,12}")
LINE_ENDS = (b"{\n", b"}\n")
"""What stands before the place of the next change: the head of the file, or a change."""


class Header(NamedTuple):
    """Whose changes a file holds."""

    notebook: str
    laptop: str
    format: int = FORMAT


class Reading(NamedTuple):
    """What one file says."""

    header: Header | None
    changes: dict[int, Change]
    bad: list[bytes]
    """Pieces that could not be read, in order."""
    ours: bool = True
    """Whether it can be appended to: our form, closing braces in place, nothing unreadable in it."""
    foreign: bool = False
    """Whole, but not in our form: edited by hand, or rewritten by another program."""


def encode_line(number: int, change: Mapping[str, Any]) -> bytes:
    """A change as it stands in the file. ASCII only: stock TinyDB reads with the machine's own encoding."""
    text = orjson.dumps(change) if (orjson := sys.modules.get("orjson")) else b"\xff"
    if not text.isascii():
        text = json.dumps(change, separators=(",", ":")).encode("ascii")
    return b'"%d": %s\n' % (number, text)


def new_file(header: Header, lines: Iterable[bytes], size: int = FILE_SIZE) -> bytes:
    """A whole file with some changes in it, padded to *size* (or to what one huge change needs, in whole blocks)."""
    raw = bytearray(_head(header))
    for index, line in enumerate(lines):
        piece = line if index == 0 else b",\n" + line
        raw += b" " * (place(len(raw), len(piece)) - len(raw)) + piece
    whole = max(size, _in_blocks(len(raw) + len(CLOSING)))
    return bytes(raw.ljust(whole - len(CLOSING)) + CLOSING)


def packed(header: Header, lines: Iterable[bytes]) -> bytes:
    """A file with all the changes that it will ever have: no room for more."""
    return _head(header) + b",\n".join(lines) + CLOSING


def _head(header: Header) -> bytes:
    about = {"format": header.format, "notebook": header.notebook, "laptop": header.laptop}
    return b'{"file": {"1": %s}, "changes": {\n' % json.dumps(about).encode("ascii")


def _in_blocks(length: int) -> int:
    return -(-length // BLOCK) * BLOCK


def rebuilt(reading: Reading, header: Header, length: int) -> bytes:
    """A file in our form with the changes of one of *length* bytes that was not, and room for no less."""
    lines = (encode_line(number, change) for number, change in sorted(reading.changes.items()))
    return new_file(header, lines, max(FILE_SIZE, _in_blocks(length)))


def place(tail: int, length: int) -> int:
    """Where *length* bytes may begin at or after *tail*, so that what fits a block does not cross one."""
    if length <= BLOCK and tail // BLOCK != (tail + length - 1) // BLOCK:
        return (tail // BLOCK + 1) * BLOCK
    return tail


def parse(raw: bytes) -> Reading:
    """What *raw* says: as JSON first; only if that fails, line by line, with the unreadable pieces set apart."""
    import orjson

    try:
        whole = orjson.loads(raw)
    except ValueError:
        return _salvage(raw)
    return _from_json(whole, raw)


def _from_json(whole: object, raw: bytes) -> Reading:
    try:
        about = whole["file"]["1"]  # type: ignore[index]
        header = Header(str(about["notebook"]), str(about["laptop"]), int(about["format"]))
        listed = whole["changes"].items()  # type: ignore[index]
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return _salvage(raw) if _is_ours(raw) else Reading(None, {}, bad=[raw], ours=False, foreign=True)
    if header.format > FORMAT:
        return Reading(header, {}, [], ours=False)
    bad: list[bytes] = []
    try:
        changes = {int(number): change for number, change in listed if is_change(change)}
    except ValueError:
        changes = {int(number): change for number, change in listed if _DIGITS.fullmatch(number) and is_change(change)}
    if len(changes) < len(listed):
        good = {id(change) for change in changes.values()}
        bad = [json.dumps({number: one}).encode("ascii") for number, one in listed if id(one) not in good]
    ours = _is_ours(raw)
    if ours and changes and next(reversed(changes)) - next(iter(changes)) + 1 != len(changes):
        by_line = _salvage(raw)
        if by_line.bad:  # two lines bear one number
            return by_line
    return Reading(header, changes, bad=bad, ours=ours and not bad, foreign=not ours)


def is_change(change: Any) -> bool:
    """Whether it has the shape of a change, so that folding it can't fail."""
    try:
        if type(change["sum"]) is not str or type(change["at"]) is not str:
            return False
        for rec in change["recs"].values():
            if type(rec["kind"]) is not str or type(rec.get("set", _NO_VALUES)) is not dict:
                return False
            over = rec.get("over")
            if over and not all(type(sums) is list and set(map(type, sums)) <= {str} for sums in over.values()):
                return False
    except (KeyError, TypeError, AttributeError):
        return False
    return True


def _is_ours(raw: bytes) -> bool:
    if not raw.endswith(CLOSING) or len(raw) % BLOCK:
        return False
    after = raw[raw.rfind(b"\n") + 1 : -len(CLOSING)]
    return after == b" " * len(after)


def header_of(raw: bytes) -> Header | None:
    """What the head of a file says, without reading the rest; None where it can't be read."""
    found = _HEAD.match(raw)
    try:
        about = json.loads(found[1]) if found else {}
        return Header(str(about["notebook"]), str(about["laptop"]), int(about["format"]))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _salvage(raw: bytes) -> Reading:
    """Line by line, each for itself. Of two lines with one number, that which verifies counts."""
    header = header_of(raw)
    head = _HEAD.match(raw)
    start = head.end() if header and head else 0
    end = len(raw) - len(CLOSING) if raw.endswith(CLOSING) else len(raw)
    changes: dict[int, Change] = {}
    bad: list[bytes] = []
    for line in raw[start:end].split(b"\n"):
        piece = line.strip(b" ,\x00")
        if not piece:
            continue
        found = line_of(piece)
        if found is None:
            bad.append(line.strip(b" "))  # spaces are room, not evidence
            continue
        number, change = found
        if number in changes:
            earlier = encode_line(number, changes[number])
            if header is None or not verifies(header.laptop, number, change):
                bad.append(line.strip(b" "))
                continue
            bad.append(earlier)
        changes[number] = change
    return Reading(header, changes, bad=bad, ours=False)


def lines_of(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, the line as it stands) of each change of a file in our form."""
    for piece in raw.split(b"\n")[1:]:
        line = piece.strip(b" ,")
        if found := _LINE.fullmatch(line):
            yield int(found[1]), line + b"\n"


def line_of(piece: bytes) -> tuple[int, Change] | None:
    """(number, change) of one line without the comma before it; None where it is none."""
    found = _LINE.fullmatch(piece)
    if found is None:
        return None
    try:
        change = json.loads(found[2])
    except (ValueError, RecursionError):
        return None
    return (int(found[1]), change) if is_change(change) else None


def lines_after(raw: bytes) -> tuple[list[tuple[int, Change]], int]:
    """The changes at the beginning of *raw*, which is cut out of a file after a line; and where the last one ends."""
    found: list[tuple[int, Change]] = []
    at = end = 0
    while (newline := raw.find(b"\n", at)) >= 0:
        piece = raw[at:newline].strip(b" ,")
        at = newline + 1
        if piece:
            line = line_of(piece)
            if line is None:
                break
            found.append(line)
            end = at
    return found, end


def tail_of(raw: bytes) -> int:
    """Where the next change may be written: right after the last one."""
    line_end = raw.rfind(b"\n") + 1
    after = raw[line_end : -len(CLOSING)]
    if after == b" " * len(after):  # as it is where no save was torn, and quickly seen
        return line_end
    return line_end + len(after.rstrip(b" "))


def last_line(raw: bytes) -> tuple[int, Change] | None:
    """(number, change) of the last change in a file, without reading the others; None where it can't be read so."""
    if not _is_ours(raw):
        return None
    body = raw[: tail_of(raw) - 1]
    return line_of(body[body.rfind(b"\n") + 1 :])
