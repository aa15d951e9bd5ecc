"""What Today says of watch groups and patrols: how many nobody met for long. Knows the notebook; no screen."""

from __future__ import annotations

from datetime import date

from cro_tui.report.watches import overdue
from cro_tui.store.notebook import Notebook
from cro_tui.tui.find_views import WATCHES
from cro_tui.tui.masked import label_of
from cro_tui.tui.today_lines import PERHAPS, Item

_NAMED = 2


def watches_unseen(notebook: Notebook, today: date) -> list[Item]:
    """One line about the groups that were not met for as long as the department sets; none where there are none."""
    days = notebook.settings.intervals.losing_touch_days
    found = overdue(notebook, today, days)
    if not found:
        return []
    names = ", ".join(label_of(one, notebook) for one in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return [Item(PERHAPS, offer=f"Not met for {days} days: {names}{more}", action=f"screen.to_view('{WATCHES}')")]
