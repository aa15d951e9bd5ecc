"""A quarter's report as it goes out: the finished document before it is kept, and what was kept as a file again.

Knows the document as bytes with what it holds; saving it is the officer's verb.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cro_tui.actions.reports import Frozen, refuse_issue
from cro_tui.model.report import Report
from cro_tui.report.audience import Audience
from cro_tui.report.quarter import quarter_facts
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.quarterly import name_of, quarterly_paper


def freeze_quarterly(
    notebook: Notebook,
    settings: Settings,
    quarter: str,
    audience: Audience,
    today: date,
    *,
    names_ticked: bool = False,
) -> Frozen:
    """The report of a quarter (``2026-Q4``) as it would go out now; nothing is written or saved.

    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises NothingDone: it was issued already, or the quarter has not begun.
    :raises ValueError: `quarter` is no quarter.
    """
    refuse_issue(notebook, quarter, audience)
    facts = quarter_facts(notebook, quarter, audience, today, names_ticked=names_ticked)
    return Frozen(
        quarter=facts.quarter,
        audience=audience,
        names=names_ticked and audience == "command",
        file=name_of(facts.quarter, audience),
        package=quarterly_paper(facts, settings, audience).package(),
        holds=facts.holds,
        stood={one.recommendation_id: one.state for one in (*facts.recommended, *facts.progress)},
    )


def write_frozen(frozen: Frozen, target: Path) -> Path:
    """Writes what is to be issued into the folder, or as the file, `target`; returns where it is.

    :raises OSError: `target` can't be written to.
    """
    from cro_tui.word.writing import write

    return write(frozen.package, target, frozen.file)


def write_issued(report: Report, target: Path) -> Path:
    """Writes what was issued, byte for byte, into the folder, or as the file, `target`; returns where it is.

    :raises OSError: `target` can't be written to.
    :raises ValueError: what is kept is not what was issued.
    """
    from cro_tui.word.writing import write

    return write(report.package, target, report.file or name_of(report.quarter, report.audience))
