"""A quarter's report: as a draft what the officer says, leaves out and puts first; issued, the frozen document itself.

The draft and what was issued are two records, so that taking an issue back leaves the draft as it was. Knows no
document format: the document is bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from cro_tui.model.fields import (
    BadValue,
    Choice,
    Context,
    Count,
    Line,
    Lines,
    Moment,
    Quarter,
    Rows,
    Stored,
    Text,
    YesNo,
    column,
)
from cro_tui.model.ids import make_id
from cro_tui.model.record import Record

AUDIENCES = ("command", "agency", "public")
DRAFT, ISSUED = "draft", "issued"
_STILL_CHANGES = frozenset({"voided", "sensitivity", "restricted_because", "tags"})
"""What may be changed of a report that was issued."""


class Report(Record):
    """The draft of a quarter's report for one audience, or what was issued of it."""

    KIND = "report"
    PLURAL = "reports"
    TITLE = "file"

    quarter = Quarter("Quarter", required=True, automatic=True)
    audience = Choice("Audience", fixed=AUDIENCES, automatic=True)
    names = YesNo("Residents' names", automatic=True)
    status = Choice("Status", fixed=(DRAFT, ISSUED), automatic=True)
    issued = Moment("Issued", lean="past", automatic=True)
    file = Line("File", automatic=True)
    sha256 = Line("SHA-256", automatic=True)
    say = Rows("Own words", prefix="say", columns=(column(Text, "text", "Text"),), main="text", automatic=True)
    out = Rows("Left out", prefix="out", columns=(column(Line, "reason", "Why"),), main="reason", automatic=True)
    order = Rows("Order", prefix="order", columns=(column(Count, "place", "Place"),), main="place", automatic=True)
    stood = Rows(
        "Recommendations in it", prefix="stood", columns=(column(Line, "state", "State"),), main="state",
        automatic=True, bulky=True,
    )  # fmt: skip
    holds = Lines("Records in it", automatic=True, bulky=True)
    document = Text("Document", automatic=True, bulky=True)

    @classmethod
    def complete(cls, stored: dict[str, Stored], context: Context) -> None:
        super().complete(stored, context)
        stored.setdefault("audience", AUDIENCES[0])
        stored.setdefault("status", DRAFT)

    def parse_changes(
        self, typed: Mapping[str, object], context: Context, added: Mapping[str, object] = MappingProxyType({})
    ) -> dict[str, Stored]:
        changes = super().parse_changes(typed, context, added)
        frozen = next((name for key in changes if (name := self.field_of_key(key)) not in _STILL_CHANGES), "")
        if frozen and self.is_issued:
            raise BadValue(frozen, "is frozen: the report was issued; void it with a reason to issue another")
        return changes

    @property
    def label(self) -> str:
        """What names it on one line."""
        return f"Quarterly report {self.quarter} ({self.audience}), {self.status}"

    @property
    def day(self) -> str:
        """The last day of its quarter."""
        from cro_tui.model.quarters import quarter_days

        try:
            return quarter_days(self.quarter)[1]
        except ValueError:
            return super().day

    @property
    def is_issued(self) -> bool:
        """Whether it holds a document that went out."""
        return self.status == ISSUED and bool(self.document)

    @property
    def package(self) -> bytes:
        """The document, byte for byte; raises ValueError if these are not the bytes that were issued."""
        import base64  # only here: whoever notes a concern or opens the list of reports does without

        try:
            package = base64.b64decode(self.document, validate=True)
        except ValueError:  # `binascii.Error` is one
            package = b""
        if not package or sha256_of(package) != self.sha256:
            raise ValueError(f"the issued document of {self.quarter} is not as it was issued (record {self.id})")
        return package

    @property
    def states(self) -> dict[str, str]:
        """Recommendation -> how it stood in it."""
        return {str(row["id"]): str(row.get("state") or "") for row in self.stood}


def sha256_of(package: bytes) -> str:
    """What a document is known by."""
    return hashlib.sha256(package).hexdigest()


def draft_id(quarter: str, audience: str, taken: int = 0) -> str:
    """The id of a draft: the same on every laptop, so that what two of them choose merges.

    *taken* is how many earlier drafts of it were voided.
    """
    return make_id(0, hashlib.sha256(f"report {quarter} {audience} {taken}".encode()).digest())


def standing_issues(reports: Iterable[Report], audience: str) -> dict[str, Report]:
    """Quarter -> what was issued on it for *audience*; of several, made on laptops apart, the first."""
    issued = [one for one in reports if one.is_issued and one.audience == audience and not one.is_voided]
    found: dict[str, Report] = {}
    for one in sorted(issued, key=lambda one: (one.created.at, one.id)):
        found.setdefault(one.quarter, one)
    return found


def issued_besides(reports: Iterable[Report]) -> list[Report]:
    """What was issued for a quarter and an audience for which another issue stands: made on laptops apart."""
    reports = list(reports)
    standing = {one.id for audience in AUDIENCES for one in standing_issues(reports, audience).values()}
    besides = (one for one in reports if one.is_issued and not one.is_voided and one.id not in standing)
    return sorted(besides, key=lambda one: (one.issued, one.id))


def standing_draft(reports: Iterable[Report], quarter: str, audience: str) -> Report | None:
    """The draft of the quarter's report for *audience*."""
    drafts = [one for one in reports if (one.quarter, one.audience, one.status) == (quarter, audience, DRAFT)]
    return min((one for one in drafts if not one.is_voided), key=lambda one: one.id, default=None)
