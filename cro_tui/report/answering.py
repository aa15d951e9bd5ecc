"""How long an inquiry took to be answered, and by when one is owed an answer. Pure: records and days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cro_tui.model.work import Inquiry

_DAY = timedelta(days=1)


def time_to_answer(inquiry: Inquiry) -> timedelta | None:
    """From the question to the answer; whole days where either has no time of the day; None without an answer."""
    asked, answered = inquiry.asked, inquiry.answered
    if not asked or not answered:
        return None
    try:
        if "T" in asked and "T" in answered:
            began, ended = datetime.fromisoformat(asked), datetime.fromisoformat(answered)
            if (began.tzinfo is None) == (ended.tzinfo is None):
                return max(timedelta(), ended - began)
        return max(timedelta(), date.fromisoformat(answered[:10]) - date.fromisoformat(asked[:10]))
    except (ValueError, OverflowError):
        return None


def in_words(took: timedelta) -> str:
    """``20 minutes``, ``3 hours``, ``2 days``: rounded, as one says it."""
    minutes = round(took / timedelta(minutes=1))
    if not minutes:
        return "less than a day" if not took else "a minute"
    if took >= 2 * _DAY or took == _DAY:
        return _counted(round(took / _DAY), "day")
    return _counted(minutes, "minute") if minutes < 60 else _counted(round(minutes / 60), "hour")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def answer_due(inquiry: Inquiry, reply_days: int) -> str:
    """ISO date by which it is owed an answer, also where it names none; ``""`` where its own date can't be read."""
    if inquiry.due:
        return inquiry.due
    try:
        return (date.fromisoformat(inquiry.day) + timedelta(days=reply_days)).isoformat()
    except (ValueError, OverflowError):
        return ""
