"""What the officer makes of a quarter's report, and issuing it: its document is frozen, and what it held is known."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cro_tui.actions.base import Done, NothingDone, commit, context_of
from cro_tui.model.fields import BadValue, Rows, Stored
from cro_tui.model.quarters import quarter_days
from cro_tui.model.referral import Recommendation
from cro_tui.model.report import DRAFT, ISSUED, Report, draft_id, sha256_of, standing_draft, standing_issues
from cro_tui.store.notebook import Edit, Notebook


@dataclass(frozen=True)
class Frozen:
    """A report as it goes out."""

    quarter: str
    audience: str
    names: bool
    """Residents' names were asked for."""
    file: str
    """The name of its file, without the suffix."""
    package: bytes
    """The document."""
    holds: tuple[str, ...]
    """The ids of the records that it tells of or counts, also those that its audience does not see."""
    stood: Mapping[str, str] = field(default_factory=dict)
    """The recommendations that it shows, and how each stands in it."""


def issued_report(notebook: Notebook, quarter: str, audience: str) -> Report | None:
    """What was issued on the *quarter* for *audience*, None where nothing is or it was taken back."""
    return standing_issues(notebook.all(Report), audience).get(quarter)


def issue(notebook: Notebook, frozen: Frozen) -> Done:
    """Keeps the document as it goes out, and notes in each recommendation that this report told of it.

    Raises `NothingDone` where one is issued already, or the quarter has not begun. It is taken back by voiding it.
    """
    now = notebook.clock()
    refuse_issue(notebook, frozen.quarter, frozen.audience)
    values = Report.parse(
        {
            "quarter": frozen.quarter,
            "audience": frozen.audience,
            "names": frozen.names,
            "status": ISSUED,
            "issued": now.isoformat(timespec="seconds"),
            "file": frozen.file,
            "sha256": sha256_of(frozen.package),
            "holds": list(frozen.holds),
            "stood": [{"id": one, "state": state} for one, state in frozen.stood.items()],
            "document": base64.b64encode(frozen.package).decode("ascii"),
        },
        context_of(notebook),
    )
    made = Edit(notebook.new_id(), Report.KIND, values)
    told = (notebook.of(Recommendation, one) for one in frozen.stood)
    named = [Edit(one.id, one.KIND, {Recommendation.reports.key(made.id): 1}, one) for one in told if one is not None]
    return commit(notebook, [made, *named], f"Issued the report of {frozen.quarter} for {frozen.audience}")


def refuse_issue(notebook: Notebook, quarter: str, audience: str) -> None:
    """Raises `NothingDone` where the *quarter* can't be issued for *audience* now."""
    standing = issued_report(notebook, quarter, audience)
    if standing is not None:
        raise NothingDone(f"the report of {quarter} for {audience} was issued already; void it to issue another")
    if quarter_days(quarter)[0] > notebook.clock().date().isoformat():
        raise NothingDone(f"{quarter} has not begun")


@dataclass(frozen=True)
class For:
    """Which report is meant, and what of its draft the officer has before the eyes."""

    quarter: str
    audience: str
    seen: Report | None = None
    """The draft, None where there was none; a field that somebody else wrote since keeps both values."""
    was_looked_at: bool = False
    """Whether `seen` is what was seen; else the officer chooses knowing the draft as it is."""

    @classmethod
    def looked_at(cls, notebook: Notebook, quarter: str, audience: str) -> For:
        """The report as its draft is now."""
        return cls(quarter, audience, standing_draft(notebook.all(Report), quarter, audience), True)


def say(notebook: Notebook, report: For, section: str, text: str, *, draft: str = "") -> Done:
    """Says a section in the officer's own words; an empty *text* takes them back."""
    line = _line(notebook, Report.say, section, text) if text.strip() else None
    return _choose(notebook, report, {Report.say.key(section): line}, f"Own words for {section}", draft)


def leave_out(notebook: Notebook, report: For, ids: Sequence[str], reason: str, *, draft: str = "") -> Done:
    """Leaves records out of the report, with the reason; they are counted all the same."""
    if not reason.strip():
        raise BadValue("reason", "needs a reason")
    values = {Report.out.key(one): _line(notebook, Report.out, one, reason) for one in ids}
    return _choose(notebook, report, values, f"Left out: {reason.strip()}", draft)


def take_in(notebook: Notebook, report: For, ids: Sequence[str]) -> Done:
    """Has records in the report again."""
    return _choose(notebook, report, {Report.out.key(one): None for one in ids}, "In the report again")


def put_in_order(notebook: Notebook, report: For, ids: Sequence[str]) -> Done:
    """Has the records of one section begin with *ids* in this order."""
    values = {Report.order.key(one): {"place": place} for place, one in enumerate(ids)}
    return _choose(notebook, report, values, "The order of the report")


def _line(notebook: Notebook, rows: Rows, line_id: str, text: str) -> Stored:
    return rows.parse_row({"id": line_id, rows.main: text}, context_of(notebook))[1]


def _choose(notebook: Notebook, report: For, values: Mapping[str, Stored], says: str, draft: str = "") -> Done:
    """Writes into the draft of the report, and makes it if there is none."""
    reports = notebook.all(Report, voided=True)
    standing = standing_draft(reports, report.quarter, report.audience)
    says = f"{says} ({report.quarter}, {report.audience})"
    if standing is not None:
        base = report.seen if report.was_looked_at else standing
        new = {key: value for key, value in values.items() if standing.differs(key, value)}
        if not new:
            raise NothingDone("the draft of the report says that already")
        return commit(notebook, [Edit(standing.id, Report.KIND, new, base)], says, draft)
    made = {key: value for key, value in values.items() if value is not None}
    if not made:
        raise NothingDone("the draft of the report says that already")
    taken = sum(
        1 for one in reports if (one.quarter, one.audience, one.status) == (report.quarter, report.audience, DRAFT)
    )
    named = Report.parse({"quarter": report.quarter, "audience": report.audience}, context_of(notebook))
    edit = Edit(draft_id(report.quarter, report.audience, taken), Report.KIND, {**named, **made})
    return commit(notebook, [edit], says, draft)
