"""Actions recommended to the Command Staff: made of concerns, decided, carried forward until done or declined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cro_tui.actions.base import Done, NothingDone, commit, context_of
from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue, short
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Recommendation
from cro_tui.store.notebook import Edit, Notebook

FINISHED = ("done", "not done")
"""The outcomes with which a recommendation is carried forward no longer."""


def recommend(
    notebook: Notebook,
    text: str,
    answered: Sequence[Concern | Problem] = (),
    more: Mapping[str, object] | None = None,
    *,
    draft: str = "",
) -> Done:
    """Recommends an action that answers concerns and projects; concerns name it from then on."""
    typed: dict[str, object] = {"text": text, "answers": [one.id for one in answered], **(more or {})}
    made = Edit(notebook.new_id(), Recommendation.KIND, Recommendation.parse(typed, context_of(notebook)))
    concerns = [one for one in answered if isinstance(one, Concern)]
    links = [Edit(concern.id, concern.KIND, {Concern.links.key(made.id): 1}, concern) for concern in concerns]
    return commit(notebook, [made, *links], f"Recommended “{short(text, 40)}”", draft)


def decide(notebook: Notebook, recommendation: Recommendation, decision: str, when: str = "today") -> Done:
    """Notes what the Command Staff decided; an empty *decision* takes it back."""
    typed = {"decision": decision, "decided": when if decision else ""}
    values = recommendation.parse_changes(typed, context_of(notebook))
    says = f"{str(values.get('decision') or decision or 'undecided').capitalize()}: “{short(recommendation.text, 40)}”"
    return _save(notebook, recommendation, values, says)


def conclude(
    notebook: Notebook,
    recommendation: Recommendation,
    outcome: str,
    obstacles: str = "",
    *,
    when: str = "today",
    draft: str = "",
) -> Done:
    """Notes what came of it, with what stood in the way; done and not done have a date and end it."""
    if not outcome.strip():
        raise BadValue("outcome", "must not be empty: what came of it?")
    context = context_of(notebook)
    word = Recommendation.outcome.parse(outcome, context)["outcome"]
    typed = {"outcome": word, "obstacles": obstacles, "finished": when if word in FINISHED else ""}
    values = recommendation.parse_changes(typed, context)
    return _save(notebook, recommendation, values, f"{word.capitalize()}: “{short(recommendation.text, 40)}”", draft)


def _save(
    notebook: Notebook, recommendation: Recommendation, values: Mapping[str, object], says: str, draft: str = ""
) -> Done:
    if not values:
        raise NothingDone("the recommendation says that already")
    return commit(notebook, [Edit(recommendation.id, recommendation.KIND, values, recommendation)], says, draft)
