"""Dates in few letters, for columns and sentences. Pure; `forms.readable` gives them in full."""

from __future__ import annotations

from datetime import date


def short_day(iso: str, today: date) -> str:
    """``4 May`` in this year, ``5/2024`` in another; what is no date stays as it is. Seven letters at most."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.month}/{day.year}"


def plain_day(iso: str, today: date) -> str:
    """``4 May`` in this year, ``4 May 2024`` in another; what is no date stays as it is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b} {day.year}"


def due_day(iso: str, today: date) -> str:
    """When something is due: ``5 days late``, ``today``, ``tomorrow 19:00``, ``Fri 27 Nov``, ``4 May 2027``."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    ahead = (day - today).days
    if ahead < 0:
        return f"{_span(-ahead)} late"
    near = {0: "today", 1: "tomorrow"}.get(ahead) or (f"{day:%a} " if ahead < 60 else "") + plain_day(iso, today)
    return f"{near} {iso[11:16]}" if len(iso) > 10 else near


def since(iso: str, today: date) -> str:
    """How long ago: ``today``, ``yesterday``, ``5 days``, ``3 weeks``."""
    try:
        ago = (today - date.fromisoformat(iso[:10])).days
    except ValueError:
        return iso
    return {0: "today", 1: "yesterday"}.get(ago) or (_span(ago) if ago > 0 else plain_day(iso, today))


def tried(times: int, last: str, today: date) -> str:
    """How often it was tried in vain, and when last: ``tried twice, last yesterday``; ``""`` for never."""
    if not times:
        return ""
    count = {1: "once", 2: "twice"}.get(times, f"{times} times")
    ago = since(last, today)
    when = ago if ago in ("today", "yesterday") else plain_day(last, today)
    return f"tried once, {when}" if times == 1 else f"tried {count}, last {when}"


def _span(days: int) -> str:
    for unit, length, most in (("day", 1, 20), ("week", 7, 89)):
        if days <= most:
            count = days // length
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{days // 30} months"
