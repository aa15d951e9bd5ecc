"""Outreach events: noting one with what the last of its name had, who came, and what was voiced there."""

from __future__ import annotations

from collections.abc import Mapping

from cro_tui.actions.base import Done, NothingDone, commit, context_of, known_fields
from cro_tui.actions.capture import capture
from cro_tui.actions.records import create, name
from cro_tui.model.outreach import Outreach
from cro_tui.store.notebook import Edit, Notebook

LIKE_LAST = ("kind", "place")
"""What the last event of the same name suggests, in sight of the officer."""
KEPT = ("neighborhood", "organizations", "communities")
"""What it hands on besides, as long as the place is the same."""


def last_of(notebook: Notebook, event: str) -> Outreach | None:
    """The latest outreach event of that name."""
    wanted = " ".join(event.split()).casefold()
    found = (one for one in notebook.all(Outreach) if one.name.casefold() == wanted)
    return max(found, key=lambda one: (one.start, one.id), default=None) if wanted else None


def log_event(notebook: Notebook, typed: Mapping[str, object], *, draft: str = "") -> Done:
    """A new event from typed values; one that takes place again where it did has what the last one had besides.

    Of a restricted one nothing is taken over: the new one may be for all to read.
    """
    known_fields(Outreach, typed)
    last = last_of(notebook, str(typed.get("name") or ""))
    known: dict[str, object] = {}
    place = str(typed.get("place") or "").strip().casefold()
    if last is not None and not last.restricted and place in ("", last.place.casefold()):
        known = {field: Outreach.FIELDS[field].plain(last.values) for field in KEPT if getattr(last, field)}
    return create(notebook, Outreach, {**known, **typed}, draft=draft)


def count(notebook: Notebook, event: Outreach, typed: Mapping[str, object], *, draft: str = "") -> Done:
    """Notes who came and what it took: attendance, volunteers, hours, communities reached."""
    known_fields(Outreach, typed)
    values = event.parse_changes(typed, context_of(notebook))
    if not values:
        raise NothingDone(f"{name(event)} says that already")
    after = Outreach(event.id, {**event.values, **values})
    edit = Edit(event.id, event.KIND, values, event)
    return commit(notebook, [edit], f"Noted who came to {name(event)}: {who_came(after)}", draft)


def who_came(event: Outreach) -> str:
    """``24 people, 3 volunteers``; ``nobody counted`` where no number is known."""
    parts = []
    if event.attendance is not None:
        parts.append(f"{event.attendance:,} {'person' if event.attendance == 1 else 'people'}")
    if event.volunteers is not None:
        parts.append(f"{event.volunteers:,} {'volunteer' if event.volunteers == 1 else 'volunteers'}")
    return ", ".join(parts) or "nobody counted"


def raise_concern(notebook: Notebook, event: Outreach, line: str, *, draft: str = "") -> Done:
    """A concern that was voiced at *event*, in the words of the capture line: each is linked with the other."""
    return capture(notebook, line, meeting=event, draft=draft)
