"""What happens to a concern after it was heard: its status, referred, closed, told, linked with others about the same.

What takes one concern has a twin that takes several, as one save that one undo takes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from cro_tui.actions.addressees import addressed
from cro_tui.actions.base import Done, NothingDone, commit, context_of
from cro_tui.actions.records import name
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.fields import BadValue, Context
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.model.telling import TOLD, is_in_vain
from cro_tui.model.vocabulary import CLOSED, NEW
from cro_tui.store.notebook import Edit, Notebook

_REOPENED = "under review"
Subject = Concern | Problem | Contact
"""What may be referred: a concern, a problem; a resident who is sent to a service."""


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
    notebook: Notebook, subject: Subject, to: str, more: Mapping[str, object] | None = None, *, draft: str = ""
) -> Done:
    """Hands the concern to somebody, who owes an answer within the department's days; its status says so."""
    return refer_all(notebook, [subject], to, more, draft=draft)


def refer_all(
    notebook: Notebook,
    subjects: Sequence[Subject],
    to: str,
    more: Mapping[str, object] | None = None,
    *,
    draft: str = "",
) -> Done:
    """Hands several concerns to the same addressee: a referral each, one save.

    What needs no answer has no due date, and leaves the status as it is; else a closed concern is open again.
    """
    context = context_of(notebook)
    due = context.now.date() + timedelta(days=notebook.settings.intervals.referral_reply_days)
    said = {name: value for name, value in (more or {}).items() if value or name != "kind"}
    answer = not Referral.no_answer.parse(said.get("no_answer"), context)["no_answer"]
    edits = []
    for subject in subjects:
        typed = {"of": subject.id, "to": to, "due": due.isoformat() if answer else "", **said}
        values = Referral.parse(addressed(notebook, typed, context), context)
        referral = Edit(notebook.new_id(), Referral.KIND, values)
        edits.append(referral)
        if isinstance(subject, Concern):
            linked: dict[str, object] = {Concern.links.key(referral.id): 1}
            if answer:
                linked |= waits_again(subject, context)
            edits.append(Edit(subject.id, subject.KIND, linked, subject))
    if not edits:
        raise NothingDone("There is no concern to refer")
    says = f"{'Referred' if answer else 'Sent'} {named(subjects)} to {to}"
    if answer and (closed := closed_of(subjects)):
        says += f"; {named(closed)} {'is' if len(closed) == 1 else 'are'} open again"
    return commit(notebook, edits, says, draft)


def closed_of(subjects: Sequence[Record]) -> list[Record]:
    """The concerns among *subjects* that are closed, and open again where an answer about them is awaited."""
    return [one for one in subjects if isinstance(one, Concern) and not one.is_open]


def waits_again(concern: Concern, context: Context) -> dict[str, object]:
    """What a concern becomes of which an answer is awaited: referred, and open if it was closed."""
    status = "referred" if "referred" in context.words.statuses else concern.status
    if concern.is_open:
        return concern.parse_changes({"status": status}, context)
    return concern.parse_changes(
        {"status": NEW if status == CLOSED else status, "disposition": "", "closed": ""}, context
    )


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


def tell(
    notebook: Notebook,
    concern: Concern,
    words: str,
    when: str = "now",
    *,
    method: str = "",
    reached: str = TOLD,
    who: str = "",
    draft: str = "",
) -> Done:
    """Logs a try to tell the resident: date, method and words. Only one that reached them tells them."""
    return tell_all(notebook, [concern], words, when, method=method, reached=reached, who=who, draft=draft)


def tell_all(
    notebook: Notebook,
    concerns: Sequence[Concern],
    words: str,
    when: str = "now",
    *,
    method: str = "",
    reached: str = TOLD,
    who: str = "",
    draft: str = "",
) -> Done:
    """Logs the same words with each of the concerns, as one save."""
    context = context_of(notebook)
    came = Concern.tellings.columns["reached"].parse(reached, context)["reached"] or TOLD
    if came == TOLD and not words.strip():
        raise BadValue("told_how", "must not be empty: what was said, and what was answered?")
    if came == TOLD and is_in_vain(words):
        raise BadValue("reached", "your words say that nobody was: choose what it was, or word it otherwise")
    officer = notebook.settings.officer
    row = {"at": when, "method": method, "words": words, "reached": came, "who": who or officer.name or officer.badge}
    edits = []
    for concern in concerns:
        added = {"tellings": [{**row, "contact": concern.contact}]}
        edits.append(Edit(concern.id, concern.KIND, concern.parse_changes({}, context, added), concern))
    if not edits:
        raise NothingDone("There is nobody to tell")
    residents = "the resident" if len(concerns) == 1 else "the residents"
    says = f"Told {residents} of {named(concerns)}" if came == TOLD else f"{came.capitalize()}: {named(concerns)}"
    return commit(notebook, edits, says, draft)


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


def named(records: Sequence[Record]) -> str:
    """What a message calls them: the number of one, the count of several."""
    if len(records) == 1:
        return name(records[0])
    kinds = {type(one).PLURAL for one in records}
    return f"{len(records)} {kinds.pop() if len(kinds) == 1 else 'records'}"


def is_overdue(due: str, today: date) -> bool:
    """Whether the ISO date *due* is past."""
    return bool(due) and due[:10] < today.isoformat()
