"""What waits for an answer can't be closed: the one rule, for every verb and for the command line.

Knows edits and the notebook; saves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue, short
from cro_tui.model.problem import STAGES, Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.model.vocabulary import CLOSED
from cro_tui.store.notebook import Edit, Notebook

_CLOSING = {Concern.KIND: ("status", CLOSED), Problem.KIND: ("stage", STAGES[-1])}
"""Kind -> the field and the word that close it."""


def waiting_for(notebook: Notebook, subjects: Iterable[Record]) -> list[Referral]:
    """The referrals of the records that wait for an answer, the earliest first."""
    ids = {one.id for one in subjects}
    found = [one for one in notebook.all(Referral) if one.of in ids and one.is_open] if ids else []
    return sorted(found, key=lambda one: (one.day, one.id))


def refuse_unanswered(notebook: Notebook, edits: Sequence[Edit]) -> None:
    """Raises `BadValue` where *edits* close something of which a referral waits, after these edits too."""
    closed = {one.id: one for one in edits if _closes(one) and notebook.get(one.id) is not None}
    if not closed:
        return
    subjects = [record for one in closed if (record := notebook.get(one)) is not None]
    changed = {one.id: one.set for one in edits if one.kind == Referral.KIND}
    for referral in waiting_for(notebook, subjects):
        values = {**referral.values, **changed.get(referral.id, {})}
        after = Referral(referral.id, values)
        if after.is_open and not values.get("voided"):
            raise BadValue(_CLOSING[closed[referral.of].kind][0], why_open(notebook, referral))


def refuse_waiting_again(notebook: Notebook, edits: Sequence[Edit]) -> None:
    """Raises `BadValue` where *edits* take away the answer to a referral of something that stays closed.

    New referrals may wait for closed things: they come so from another notebook.
    """
    changed = {one.id: one for one in edits}
    for edit in edits:
        before = notebook.of(Referral, edit.id) if edit.kind == Referral.KIND else None
        if before is None or (before.is_open and not before.is_voided):
            continue
        after = Referral(edit.id, {**before.values, **edit.set})
        subject = notebook.get(after.of)
        if subject is None or subject.is_voided or not after.is_open or after.values.get("voided"):
            continue
        field, word = _CLOSING.get(subject.KIND, ("", ""))
        set_now = changed[subject.id].set if subject.id in changed else {}
        if field and {**subject.values, **set_now}.get(field) == word:
            what = subject.number if isinstance(subject, Concern) else subject.KIND
            raise BadValue("reply", f"{what} is closed, so nothing can wait for an answer about it: reopen it first")


def why_open(notebook: Notebook, referral: Referral) -> str:
    """The sentence that says what is waited for, and what ends the waiting."""
    subject = notebook.get(referral.of)
    what = subject.number if isinstance(subject, Concern) else subject.KIND if subject is not None else ""
    to = "a restricted addressee" if referral.restricted else short(referral.owed_by, 40)
    return (
        f"{what} stays open: the referral to {to} of {referral.day} waits for an answer "
        f"(set {referral.id} reply=… answered_by=NAME, or outcome=withdrawn)"
    )


def _closes(edit: Edit) -> bool:
    field, word = _CLOSING.get(edit.kind, ("", ""))
    return bool(field) and edit.set.get(field) == word
