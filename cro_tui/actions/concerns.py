"""What happens to a concern after it was heard: referred, closed, told; and what is recommended because of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from cro_tui.actions.base import Done, NothingDone, commit, context_of
from cro_tui.actions.records import name
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue
from cro_tui.model.referral import Referral
from cro_tui.model.vocabulary import CLOSED
from cro_tui.store.notebook import Edit, Notebook


def refer(
    notebook: Notebook, concern: Concern, to: str, more: Mapping[str, object] | None = None, *, draft: str = ""
) -> Done:
    """Hands the concern to somebody, who owes an answer within the department's days; its status says so."""
    context = context_of(notebook)
    due = context.now.date() + timedelta(days=notebook.settings.intervals.referral_reply_days)
    typed: dict[str, object] = {"of": concern.id, "to": to, "due": due.isoformat(), **(more or {})}
    referral = Edit(notebook.new_id(), Referral.KIND, Referral.parse(typed, context))
    edits = [referral]
    status = {Concern.links.key(referral.id): 1}
    if concern.is_open:
        status["status"] = concern.parse_changes({"status": "referred"}, context).get("status", concern.status)
    edits.append(Edit(concern.id, concern.KIND, status, concern))
    return commit(notebook, edits, f"Referred {name(concern)} to {to}", draft)


def close(notebook: Notebook, concern: Concern, disposition: str, on: str = "today") -> Done:
    """Closes the concern. That the resident was told is another fact: `tell`."""
    if not concern.is_open:
        raise NothingDone(f"{name(concern)} is closed already")
    if not disposition.strip():
        raise BadValue("disposition", "must not be empty: why is it closed?")
    typed = {"status": CLOSED, "disposition": disposition, "closed": on}
    values = concern.parse_changes(typed, context_of(notebook))
    return commit(notebook, [Edit(concern.id, concern.KIND, values, concern)], f"Closed {name(concern)}")


def reopen(notebook: Notebook, concern: Concern, status: str = "under review") -> Done:
    """Opens a closed concern again."""
    if concern.is_open:
        raise NothingDone(f"{name(concern)} is open")
    values = concern.parse_changes({"status": status, "disposition": "", "closed": ""}, context_of(notebook))
    return commit(notebook, [Edit(concern.id, concern.KIND, values, concern)], f"Reopened {name(concern)}")


def tell(notebook: Notebook, concern: Concern, how: str, when: str = "today") -> Done:
    """Logs that the resident was told: date, method and words."""
    if not how.strip():
        raise BadValue("told_how", "must not be empty: by which way, and in what words?")
    values = concern.parse_changes({"told": when, "told_how": how}, context_of(notebook))
    if not values:
        raise NothingDone(f"{name(concern)} says that already")
    return commit(notebook, [Edit(concern.id, concern.KIND, values, concern)], f"Told the resident of {name(concern)}")


def to_call_back(concern: Concern) -> bool:
    """Whether somebody waits for a call about it."""
    return not concern.told and not concern.anonymous and (concern.callback or concern.closed_not_told)


def is_overdue(due: str, today: date) -> bool:
    """Whether the ISO date *due* is past."""
    return bool(due) and due[:10] < today.isoformat()
