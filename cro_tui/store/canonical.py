"""The sums that make a change what it is: canonical JSON, value hash, sum. Pure.

`sum` is the first 32 hex digits of SHA-256 over the canonical JSON of laptop, number and every field of the change but
`sum`, the values, `salt` and ciphertext; `vh` is SHA-256 of the salt's 16 bytes followed by the canonical values. So
values can be sealed or erased while the chain of sums still verifies.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

Change = dict[str, Any]
_OUTSIDE_SUM = frozenset({"sum", "salt", "sealed", "recs"})
_LARGEST = 2**63
_DEEPEST = 200
"""orjson writes no deeper nesting than 254."""


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no spaces, in UTF-8. Only of what `refuse_unkeepable` lets pass."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def ready_canonical() -> Callable[[object], bytes]:
    """`fast_canonical` in a process that has loaded orjson anyway, else `canonical`."""
    return fast_canonical() if "orjson" in sys.modules else canonical


def fast_canonical() -> Callable[[object], bytes]:
    """`canonical` by orjson, which gives the same bytes ten times as fast and takes longer to import."""
    import orjson

    return lambda value: orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def values_of(change: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a change writes, by record."""
    return {record_id: rec["set"] for record_id, rec in change["recs"].items() if "set" in rec}


def value_hash(change: Mapping[str, Any], encode: Callable[[object], bytes] = canonical) -> str:
    """`vh` of a change that has its salt and its values."""
    return hashlib.sha256(bytes.fromhex(change["salt"]) + encode(values_of(change))).hexdigest()


def change_sum(
    laptop: str, number: int, change: Mapping[str, Any], encode: Callable[[object], bytes] = canonical
) -> str:
    """`sum` of a change: its identity everywhere."""
    body = {key: value for key, value in change.items() if key not in _OUTSIDE_SUM}
    body["laptop"] = laptop
    body["number"] = number
    body["recs"] = {
        record_id: {key: value for key, value in rec.items() if key != "set"}
        for record_id, rec in change["recs"].items()
    }
    return hashlib.sha256(encode(body)).hexdigest()[:32]


def verifies(
    laptop: str, number: int, change: Mapping[str, Any], encode: Callable[[object], bytes] = canonical
) -> bool:
    """Whether a change says what its writer wrote. Erased values (no salt, nothing set) leave only the sum to check."""
    try:
        if change_sum(laptop, number, change, encode) != change["sum"]:
            return False
        if "salt" not in change and not values_of(change):
            return True
        return bool(value_hash(change, encode) == change["vh"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def refuse_unkeepable(value: object, depth: int = 0) -> None:
    """Raises ValueError for what does not read back the same on every machine: floats, huge numbers, deep nesting."""
    if depth > _DEEPEST:
        raise ValueError("a value is nested too deep")
    if isinstance(value, Mapping):
        for key, one in value.items():
            if type(key) is not str:
                raise ValueError(f"“{key}” is no name of a field")
            if type(one) is not str:
                refuse_unkeepable(one, depth + 1)
    elif isinstance(value, list | tuple):
        for one in value:
            if type(one) is not str:
                refuse_unkeepable(one, depth + 1)
    elif isinstance(value, int):
        if not -_LARGEST <= value < _LARGEST:
            raise ValueError(f"{value} is too large a number for a change")
    elif value is not None and not isinstance(value, str):
        raise ValueError(f"a change holds no {type(value).__name__}")
