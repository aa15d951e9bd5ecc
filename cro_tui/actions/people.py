"""Dealing with people: what was said and done with one or many of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cro_tui.actions.base import Done, commit, context_of
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.fields import BadValue
from cro_tui.report.tellings import tries_of
from cro_tui.store.notebook import Edit, Notebook


def log_interaction(
    notebook: Notebook,
    people: Iterable[Contact | Organization],
    notes: str,
    more: Mapping[str, object] | None = None,
    *,
    also: Iterable[str] = (),
    draft: str = "",
) -> Done:
    """One dated line on one or many people and organizations. *also* names more people, by id or name."""
    met = tuple(people)
    typed: dict[str, object] = {
        "notes": notes,
        "contacts": [*(one.id for one in met if isinstance(one, Contact)), *also],
        "organizations": [one.id for one in met if isinstance(one, Organization)],
        **(more or {}),
    }
    values = Interaction.parse(typed, context_of(notebook))
    contacts = len(Interaction.contacts.value(values))
    organizations = len(Interaction.organizations.value(values))
    if not contacts and not organizations:
        raise BadValue("contacts", "must not be empty: with whom?")
    counts = ((contacts, "person", "people"), (organizations, "organization", "organizations"))
    who = " and ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    edit = Edit(notebook.new_id(), Interaction.KIND, values)
    return commit(notebook, [edit], f"Logged with {who}", draft)


def waiting_for_word(notebook: Notebook, spoken: Interaction) -> list[Concern]:
    """The concerns of those who were *spoken* with that somebody is to be told about, heard by that day: a call back
    is wanted, was tried in vain, or is owed since the concern was closed. The oldest first."""
    waiting = [
        one
        for one in notebook.all(Concern)
        if one.contact in spoken.contacts
        and one.heard[:10] <= spoken.date[:10]
        and one.can_be_told
        and not one.told
        and (one.callback or not one.is_open or tries_of(one))
    ]
    return sorted(waiting, key=lambda one: (one.heard, one.number))
