"""What happens to a concern after it was heard: its status, referred, closed, told, linked with others about the same.

What takes one concern has a twin that takes several, as one save that one undo takes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from cro_tui.actions.base import Done, NothingDone, commit, context_of
from cro_tui.actions.records import name
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue
from cro_tui.model.referral import Referral
from cro_tui.model.vocabulary import CLOSED, NEW
from cro_tui.store.notebook import Edit, Notebook

_REOPENED = "under review"


def set_status(notebook: Notebook, concerns: Sequence[Concern], status: str) -> Done:
    """Gives the concerns another status; closed ones are open again. Closing needs a disposition: `close`."""
    context = context_of(notebook)
    wanted = Concern.status.parse(status, context)["status"]
    if not wanted:
        raise BadValue("status", "must not be empty")
    if wanted == CLOSED:
        raise BadValue("status", "is closed with a disposition only")
    edits = []
    for concern in concerns:
        again = {} if concern.is_open else {"disposition": "", "closed": ""}
        values = concern.parse_changes({"status": wanted, **again}, context)
        if values:
            edits.append(Edit(concern.id, concern.KIND, values, concern))
    if not edits:
        raise NothingDone(f"{named(concerns)} {'is' if len(concerns) == 1 else 'are'} {wanted} already")
    return commit(notebook, edits, f"{named(concerns)}: {wanted}")


def refer(
    notebook: Notebook, concern: Concern, to: str, more: Mapping[str, object] | None = None, *, draft: str = ""
) -> Done:
    """Hands the concern to somebody, who owes an answer within the department's days; its status says so."""
    return refer_all(notebook, [concern], to, more, draft=draft)


def refer_all(
    notebook: Notebook,
    concerns: Sequence[Concern],
    to: str,
    more: Mapping[str, object] | None = None,
    *,
    draft: str = "",
) -> Done:
    """Hands several concerns to the same addressee: a referral each, one save."""
    context = context_of(notebook)
    due = context.now.date() + timedelta(days=notebook.settings.intervals.referral_reply_days)
    edits = []
    for concern in concerns:
        typed: dict[str, object] = {"of": concern.id, "to": to, "due": due.isoformat(), **(more or {})}
        referral = Edit(notebook.new_id(), Referral.KIND, Referral.parse(typed, context))
        values: dict[str, object] = {Concern.links.key(referral.id): 1}
        if concern.is_open and "referred" in context.words.statuses:
            values |= concern.parse_changes({"status": "referred"}, context)
        edits += [referral, Edit(concern.id, concern.KIND, values, concern)]
    if not edits:
        raise NothingDone("There is no concern to refer")
    return commit(notebook, edits, f"Referred {named(concerns)} to {to}", draft)


def close(notebook: Notebook, concern: Concern, disposition: str, on: str = "today") -> Done:
    """Closes the concern. That the resident was told is another fact: `tell`."""
    return close_all(notebook, [concern], disposition, on)


def close_all(notebook: Notebook, concerns: Sequence[Concern], disposition: str, on: str = "today") -> Done:
    """Closes those of the concerns that are open, all with the same disposition."""
    still_open = [concern for concern in concerns if concern.is_open]
    if not still_open:
        raise NothingDone(f"{named(concerns)} {'is' if len(concerns) == 1 else 'are'} closed already")
    if not disposition.strip():
        raise BadValue("disposition", "must not be empty: why is it closed?")
    typed = {"status": CLOSED, "disposition": disposition, "closed": on}
    context = context_of(notebook)
    edits = [Edit(concern.id, concern.KIND, concern.parse_changes(typed, context), concern) for concern in still_open]
    return commit(notebook, edits, f"Closed {named(still_open)}")


def reopen(notebook: Notebook, concern: Concern, status: str = _REOPENED) -> Done:
    """Opens a closed concern again."""
    if concern.is_open:
        raise NothingDone(f"{name(concern)} is open")
    context = context_of(notebook)
    if status == _REOPENED and status not in context.words.statuses:
        status = NEW
    values = concern.parse_changes({"status": status, "disposition": "", "closed": ""}, context)
    return commit(notebook, [Edit(concern.id, concern.KIND, values, concern)], f"Reopened {name(concern)}")


def tell(notebook: Notebook, concern: Concern, how: str, when: str = "today", *, draft: str = "") -> Done:
    """Logs that the resident was told: date, method and words."""
    if not how.strip():
        raise BadValue("told_how", "must not be empty: by which way, and in what words?")
    values = concern.parse_changes({"told": when, "told_how": how}, context_of(notebook))
    if not values:
        raise NothingDone(f"{name(concern)} says that already")
    edit = Edit(concern.id, concern.KIND, values, concern)
    return commit(notebook, [edit], f"Told the resident of {name(concern)}", draft)


def link_all(notebook: Notebook, concerns: Sequence[Concern]) -> Done:
    """Links several concerns as voices about the same thing; those that are linked already stay so."""
    first, others = concerns[0], concerns[1:]
    edits = [
        Edit(at.id, at.KIND, {Concern.links.key(to.id): 1}, at)
        for other in others
        for at, to in ((first, other), (other, first))
        if to.id not in at.links and at.id != to.id
    ]
    if not edits:
        raise NothingDone("they are linked already" if others else "mark at least two to link them")
    return commit(notebook, edits, f"Linked {len(concerns)} concerns")


def named(concerns: Sequence[Concern]) -> str:
    """What a message calls them: the number of one, the count of several."""
    return name(concerns[0]) if len(concerns) == 1 else f"{len(concerns)} concerns"


def to_call_back(concern: Concern) -> bool:
    """Whether somebody waits for a call about it."""
    return not concern.told and not concern.anonymous and (concern.callback or concern.closed_not_told)


def is_overdue(due: str, today: date) -> bool:
    """Whether the ISO date *due* is past."""
    return bool(due) and due[:10] < today.isoformat()
