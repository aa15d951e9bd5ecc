"""The views of Find on a key: whom we are losing touch with, whom and where we did not meet this quarter.

Knows the reports and the settings; no widget, no screen.
"""

from __future__ import annotations

from datetime import date

from cro_tui.report.ties import Ties
from cro_tui.report.touch import losing_touch, not_met
from cro_tui.settings import Settings
from cro_tui.tui.days import plain_day

LOST, NOT_MET = "losing touch", "not met"
PLACE_KEY = "place "
"""What the key of a neighborhood's line begins with."""


def view_lines(view: str, ties: Ties, settings: Settings, today: date) -> dict[str, str]:
    """The keys of the view's lines with the detail that each shows."""
    if view == LOST:
        lost = losing_touch(ties, today, settings.intervals.losing_touch_days)
        return {one.contact.id: f"{plain_day(one.last, today)}, {_times(one.dealings)}" for one in lost}
    unmet = not_met(ties, settings.words.neighborhoods, today)
    return {one.organization.id if one.organization else PLACE_KEY + one.name: _last(one.last, today) for one in unmet}


def about_view(view: str, count: int, settings: Settings) -> tuple[str, str]:
    """(the heading of the view, the sentence where it has no lines)."""
    if view == LOST:
        days = settings.intervals.losing_touch_days
        heading = f"Not met for {days} days: when last, how often before ({count})"
        return heading, f"Nobody whom we met before was missed for {days} days. esc leads back."
    heading = f"Neighborhoods and organizations not met this quarter ({count})"
    return heading, "All neighborhoods and organizations were met this quarter. esc leads back."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _last(day: str, today: date) -> str:
    return f"last met {plain_day(day, today)}" if day else "never met"
