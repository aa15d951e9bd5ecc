"""Dealing with people: logging an interaction, and when somebody was last in touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cro_tui.actions.base import Done, commit, context_of
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction
from cro_tui.store.notebook import Edit, Notebook


def log_interaction(
    notebook: Notebook,
    people: Iterable[Contact],
    notes: str,
    more: Mapping[str, object] | None = None,
    *,
    draft: str = "",
) -> Done:
    """One dated line on one or many contacts."""
    contacts = tuple(people)
    typed: dict[str, object] = {"notes": notes, "contacts": [one.id for one in contacts], **(more or {})}
    values = Interaction.parse(typed, context_of(notebook))
    edit = Edit(notebook.new_id(), Interaction.KIND, values)
    who = "1 contact" if len(contacts) == 1 else f"{len(contacts)} contacts"
    return commit(notebook, [edit], f"Logged with {who}", draft)


def last_contacts(notebook: Notebook) -> dict[str, str]:
    """Contact id -> ISO date of the last interaction, concern or telling that names it."""
    last: dict[str, str] = {}
    for interaction in notebook.all(Interaction):
        for contact in interaction.contacts:
            last[contact] = max(last.get(contact, ""), interaction.date[:10])
    for concern in notebook.all(Concern):
        if concern.contact:
            last[concern.contact] = max(last.get(concern.contact, ""), concern.heard[:10], concern.told[:10])
    return last
