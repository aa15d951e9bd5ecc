"""What comes back of a referral: acknowledged, answered, escalated; and a resident sent to a service on the spot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from cro_tui.actions.addressees import next_in_chain, signed
from cro_tui.actions.base import Done, NothingDone, commit, context_of
from cro_tui.actions.concerns import Subject, refer_all, waits_again
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Organization
from cro_tui.model.fields import BadValue, short
from cro_tui.model.referral import NO_REPLY, SERVICE, WITHDRAWN, Referral
from cro_tui.store.notebook import Edit, Notebook


def acknowledge(notebook: Notebook, referral: Referral, when: str = "today") -> Done:
    """Notes that the addressee has it; an answer is still owed."""
    if referral.acknowledged:
        raise NothingDone(f"{_whose(referral)} is acknowledged already")
    return _save(notebook, referral, {"acknowledged": when}, f"Acknowledged by {short(referral.to, 40)}")


def answer(
    notebook: Notebook,
    referral: Referral,
    reply: str,
    outcome: str = "",
    *,
    by: str = "",
    when: str = "today",
    draft: str = "",
) -> Done:
    """Notes what was answered, by whom, and what came of it. An outcome alone will do: nobody may ever reply.

    Whoever gives up, or withdraws it, is the officer unless another is named.
    """
    if not reply.strip() and not outcome.strip():
        raise BadValue("reply", "must not be empty: what was the answer? Or choose an outcome")
    typed: dict[str, object] = {"outcome": outcome, "answered_by": by}
    if reply.strip():
        typed |= {"reply": reply, "replied": when}
    typed = dict(signed(notebook, typed, context_of(notebook)))
    return _save(notebook, referral, typed, f"Answered: {_whose(referral)}", draft)


def end(notebook: Notebook, referral: Referral, outcome: str) -> Done:
    """Nobody answered, or the question is taken back: the officer ends it in their own name."""
    says = {NO_REPLY: "Given up", WITHDRAWN: "Withdrawn"}.get(outcome, "Ended")
    typed = signed(notebook, {"outcome": outcome}, context_of(notebook))
    return _save(notebook, referral, typed, f"{says}: {_whose(referral)}")


def escalate(
    notebook: Notebook,
    referral: Referral,
    to: str = "",
    why: str = "",
    *,
    due: str = "",
    on: str = "today",
    draft: str = "",
) -> Done:
    """Takes it to the next in the chain, or to whom it is said, who then owes the answer by *due*.

    One that was given up waits again, and its concern is open again if it was closed.
    """
    department = notebook.settings.department
    to = to if to.strip() else next_in_chain(department, referral)
    if not to:
        raise BadValue("to", "must not be empty: to whom?")
    context = context_of(notebook)
    day = Referral.sent.parse(on, context)["sent"] or context.now.date().isoformat()
    if not due.strip():
        days = timedelta(days=notebook.settings.intervals.referral_reply_days)
        due = (context.now.date().fromisoformat(day) + days).isoformat()
    step = {"to": to, "date": day, "due": due, "why": why}
    again = {} if referral.is_open or referral.outcome != NO_REPLY else {"outcome": "", "answered_by": ""}
    values = referral.parse_changes(again, context, {"escalations": [step]})
    edits = [Edit(referral.id, referral.KIND, values, referral)]
    concern = notebook.of(Concern, referral.of)
    if concern is not None and not concern.is_open:
        edits.append(Edit(concern.id, concern.KIND, waits_again(concern, context), concern))
    return commit(notebook, edits, f"Escalated to {short(to, 40)}", draft)


def send_all(
    notebook: Notebook, subjects: list[Subject], service: Organization, words: str = "", *, draft: str = ""
) -> Done:
    """Sends residents to a service of the directory: nobody has to answer."""
    methods = notebook.settings.words.referral_methods
    more: dict[str, object] = {"organization": service.id, "no_answer": True, "message": words}
    if "in person" in methods:
        more["method"] = "in person"
    if SERVICE in notebook.settings.words.referral_kinds:
        more["kind"] = SERVICE
    return refer_all(notebook, subjects, service.name, more, draft=draft)


def send_named(notebook: Notebook, named: str, service: Organization, words: str = "", *, draft: str = "") -> Done:
    """The same of the person, the concern or the problem that *named* means: an id, a number, a name."""
    context = context_of(notebook)
    record = notebook.get(str(Referral.of.parse(named, context)["of"]))
    assert isinstance(record, Subject)
    return send_all(notebook, [record], service, words, draft=draft)


def _save(
    notebook: Notebook,
    referral: Referral,
    typed: Mapping[str, object],
    says: str,
    draft: str = "",
) -> Done:
    values = referral.parse_changes(typed, context_of(notebook))
    if not values:
        raise NothingDone(f"{_whose(referral)} says that already")
    return commit(notebook, [Edit(referral.id, referral.KIND, values, referral)], says, draft)


def _whose(referral: Referral) -> str:
    return f"the referral to {short(referral.to, 40)}"
