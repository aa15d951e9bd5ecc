"""Ids for rows that bring none: the same row of the same kind always gets the same one, on every laptop. Pure."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from cro_tui.model.ids import make_id

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_MOMENT = 946_684_800_000  # 2000-01-01, in milliseconds since 1970
_UNIX = re.compile(r"[1-9]\d{9}(\d{3})?")
_ISO = re.compile(r"(?:19|2[01])\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?")


class Identities:
    """Gives ids to the rows of one file: of what they hold, and how often the file held that before."""

    def __init__(self, kind: str, headers: Sequence[str]) -> None:
        self._kind = kind
        self._headers = [" ".join(header.casefold().split()) for header in headers]
        self._seen: Counter[bytes] = Counter()

    def id_of(self, values: Sequence[Any], key: str = "") -> str:
        """The id of the next row, by its *key* if it has one; rows alike get different ones."""
        said = sorted((h, _said(v)) for h, v in zip(self._headers, values, strict=True) if _said(v))
        content = [self._kind, key or said]
        digest = sha256(json.dumps(content).encode()).digest()
        self._seen[digest] += 1
        return make_id(
            NO_MOMENT if key else _moment(values), sha256(digest + str(self._seen[digest]).encode()).digest()
        )


def line_ids(record_id: str) -> Iterator[str]:
    """Ids for the lines of a record's lists: the same each time that the same row is read."""
    number = 0
    while True:
        number += 1
        digest = sha256(f"{record_id} {number}".encode()).digest()
        yield make_id(NO_MOMENT + number, digest)


def _said(value: Any) -> str:
    return value.strip() if isinstance(value, str) else "" if value is None else json.dumps(value, sort_keys=True)


def _moment(values: Sequence[Any]) -> int:
    """The first absolute moment in the row, so that ids sort by it, whichever column is mapped to what."""
    for value in values:
        text = str(value).strip() if isinstance(value, str | int) else ""
        unix = _UNIX.fullmatch(text)
        if unix:
            return int(text) * (1 if unix[1] else 1000)
        iso = _ISO.match(text)
        if iso:
            try:
                return (datetime.fromisoformat(iso[0]).replace(tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)
            except ValueError:
                continue
    return NO_MOMENT
