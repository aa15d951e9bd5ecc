"""What comes back of a referral: acknowledged, answered, escalated. Making one is a concern's verb."""

from __future__ import annotations

from collections.abc import Mapping

from cro_tui.actions.base import Done, NothingDone, commit, context_of
from cro_tui.model.fields import BadValue, short
from cro_tui.model.referral import Referral
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
    """Notes what was answered, by whom, and what came of it. An outcome alone will do: nobody may ever reply."""
    if not reply.strip() and not outcome.strip():
        raise BadValue("reply", "must not be empty: what was the answer? Or choose an outcome")
    typed: dict[str, object] = {"outcome": outcome, "answered_by": by}
    if reply.strip():
        typed |= {"reply": reply, "replied": when}
    return _save(notebook, referral, typed, f"Answered: {_whose(referral)}", draft)


def escalate(notebook: Notebook, referral: Referral, to: str, *, draft: str = "") -> Done:
    """Notes to whom it went when the addressee did not answer."""
    if not to.strip():
        raise BadValue("escalated_to", "must not be empty: to whom?")
    return _save(notebook, referral, {"escalated_to": to}, f"Escalated to {short(to, 40)}", draft)


def _save(notebook: Notebook, referral: Referral, typed: Mapping[str, object], says: str, draft: str = "") -> Done:
    values = referral.parse_changes(typed, context_of(notebook))
    if not values:
        raise NothingDone(f"{_whose(referral)} says that already")
    return commit(notebook, [Edit(referral.id, referral.KIND, values, referral)], says, draft)


def _whose(referral: Referral) -> str:
    return f"the referral to {short(referral.to, 40)}"
