"""The verbs of the officer's other work: answer an inquiry, correct a rumor, look again at a mediation, leave a
committee."""

from __future__ import annotations

from collections.abc import Mapping

from cro_tui.actions.base import Done, NothingDone, Unchanged, commit, context_of
from cro_tui.actions.records import name
from cro_tui.model.fields import BadValue
from cro_tui.model.work import Committee, Inquiry, Mediation, Rumor, Work
from cro_tui.report.answering import in_words, time_to_answer
from cro_tui.store.notebook import Edit, Notebook


def answer(
    notebook: Notebook, inquiry: Inquiry, words: str = "", *, by: str = "", when: str = "now", draft: str = ""
) -> Done:
    """An inquiry was answered: when, by whom (the officer unless another is named), in what words."""
    by = by.strip() or inquiry.answered_by or notebook.settings.officer.name
    typed = {"answer": words.strip() or inquiry.answer, "answered_by": by, "answered": when.strip() or "now"}
    values = _changes(notebook, inquiry, typed)
    after = Inquiry(inquiry.id, {**inquiry.values, **values})
    took = time_to_answer(after)
    said = f"Answered {name(inquiry)}" + (f", after {in_words(took)}" if took is not None else "")
    return _commit(notebook, inquiry, values, said, draft)


def correct(
    notebook: Notebook, rumor: Rumor, correction: str = "", how: str = "", *, when: str = "today", draft: str = ""
) -> Done:
    """A rumor was put right: what is so, and by which ways people were told."""
    correction = correction.strip() or rumor.correction
    if not correction:
        raise BadValue("correction", "must not be empty: what is so?")
    typed = {"correction": correction, "how": how.strip() or rumor.how, "corrected": when.strip() or "today"}
    return _commit(notebook, rumor, _changes(notebook, rumor, typed), f"Corrected {name(rumor)}", draft)


def look_again(
    notebook: Notebook, mediation: Mediation, outcome: str = "", follow_up: str = "", *, draft: str = ""
) -> Done:
    """A mediation was looked at again: what came of it, and the day of the next look; without one, it is over."""
    typed = {"outcome": outcome.strip() or mediation.outcome, "follow_up": follow_up}
    values = _changes(notebook, mediation, typed)
    return _commit(notebook, mediation, values, f"Looked at {name(mediation)}", draft)


def leave(notebook: Notebook, committee: Committee, until: str = "today", *, draft: str = "") -> Done:
    """The officer serves on it no longer."""
    values = _changes(notebook, committee, {"until": until.strip() or "today"})
    return _commit(notebook, committee, values, f"Left {name(committee)}", draft)


def finish(notebook: Notebook, work: Work) -> Done:
    """What can be done without a word: the look at a mediation was taken, or the service on a committee ended."""
    if isinstance(work, Mediation):
        if not work.follow_up:
            raise NothingDone("Nobody is to look again here")
        return look_again(notebook, work)
    if isinstance(work, Committee):
        if work.until:
            raise NothingDone(f"It has an end: {work.until}")
        return leave(notebook, work)
    raise NothingDone(_OTHERWISE.get(work.KIND, "Nothing here is marked as done; enter opens it"))


_OTHERWISE = {Inquiry.KIND: "p notes the answer", Rumor.KIND: "p notes how it was put right"}


def _changes(notebook: Notebook, work: Work, typed: Mapping[str, object]) -> dict[str, object]:
    values = work.parse_changes(typed, context_of(notebook))
    if not values:
        raise Unchanged(f"{name(work)} says that already")
    return values


def _commit(notebook: Notebook, work: Work, values: dict[str, object], says: str, draft: str) -> Done:
    return commit(notebook, [Edit(work.id, work.KIND, values, work)], says, draft)
