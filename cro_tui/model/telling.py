"""The ledger of informing a resident: every call, visit or message about a concern, also when nobody was reached.

Pure. What it says of the last success stands in the concern's own fields *told* and *told how*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cro_tui.model import vocabulary as v
from cro_tui.model.fields import Choice, Context, Line, Moment, Ref, Rows, Stored, column

TOLD = v.REACHED[0]
_IN_VAIN = re.compile(
    r"(?:no (?:answer|reply)(?! (?:is |was )?(?:needed|required|wanted|expected))"
    r"|left (?:her |him |them )?(?:a )?(?:message|voice ?mail)"
    r"|nobody (?:home|answered)|not reached|wrong number)\b",
    re.IGNORECASE,
)
_AT_LAST = re.compile(r"\b(?:then|but|later|finally|(?:called|rang) (?:me )?back)\b", re.IGNORECASE)


class Tellings(Rows):
    """The lines of the ledger. A bare text is what was said, now, to somebody who was reached."""

    PREFIX = "telling."

    def __init__(self, label: str) -> None:
        super().__init__(
            label,
            prefix=self.PREFIX.rstrip("."),
            main="words",
            order="at",
            help="each try to tell the resident",
            columns=(
                column(Moment, "at", "At", lean="past"),
                column(Choice, "reached", "Reached", fixed=v.REACHED),
                column(Choice, "method", "Method", vocabulary="methods"),
                column(Line, "words", "Words"),
                column(Line, "who", "Told by"),
                column(Ref, "contact", "Resident", kinds=("contact",)),
            ),
        )

    def parse_row(self, row: object, context: Context) -> tuple[str, dict[str, Stored]]:
        line_id, stored = super().parse_row(row, context)
        if not (isinstance(row, Mapping) and row.get("id")):
            stored.setdefault("at", context.now.isoformat(timespec="minutes"))
            stored.setdefault("reached", TOLD)
        return line_id, stored


def is_in_vain(words: str) -> bool:
    """Whether *words* say that nobody was reached, “No answer, left a message”, and not that somebody was after all."""
    return _IN_VAIN.match(words.strip()) is not None and _AT_LAST.search(words) is None


def last_telling(rows: Mapping[str, Any]) -> dict[str, Any] | None:
    """The latest of stored lines that reached somebody, or None."""
    told = [row for row in rows.values() if isinstance(row, dict) and row.get("reached") == TOLD and row.get("at")]
    return max(told, key=lambda row: str(row["at"]), default=None)


def told_words(row: Mapping[str, Any]) -> str:
    """Method and words of a line, as *told how* says them: ``phone: the lamp is ordered``."""
    return ": ".join(str(part) for name in ("method", "words") if (part := row.get(name)))
