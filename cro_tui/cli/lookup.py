"""From ID|NUMBER as typed to what it names: a record, or an action of some minutes. Reads only."""

from __future__ import annotations

from cro_tui.actions.meetings import all_actions
from cro_tui.model.concern import Concern
from cro_tui.model.fields import clean, short
from cro_tui.model.meeting import Action
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook

SHORTEST = 6
"""Characters of the beginning or end of an id that may stand for it."""
Named = Record | Action


class NotFound(ValueError):
    """Nothing, or more than one thing, is named so."""


def named(notebook: Notebook, typed: str) -> list[Named]:
    """What *typed* names, in any case: several only where a concern's number was given twice. Voided ones too."""
    wanted = clean(typed).strip().upper()
    numbered = [one for one in notebook.all(Concern, voided=True) if wanted and one.number.upper() == wanted]
    if numbered:
        return list(numbered)
    known = {one.id: one for one in _everything(notebook)}
    found = known.get(wanted)
    if found is not None:
        return [found]
    alike = [one for key, one in known.items() if len(wanted) >= SHORTEST and key.startswith(wanted)]
    alike += [one for key, one in known.items() if len(wanted) >= SHORTEST and key.endswith(wanted)]
    if not alike:
        raise NotFound(f"no record has the number or id “{short(clean(typed))}”")
    if len(alike) > 1:
        listed = ", ".join(f"{called(one)} ({one.id})" for one in alike[:3])
        raise NotFound(f"“{short(clean(typed))}” fits {len(alike)} records: {listed}{'…' if len(alike) > 3 else ''}")
    return alike


def one_named(notebook: Notebook, typed: str) -> Named:
    """The one record or action that *typed* names; raises `NotFound` for a number that was given twice."""
    found = named(notebook, typed)
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise NotFound(f"the number “{short(typed)}” stands on {len(found)} records; name one by its id: {ids}")
    return found[0]


def called(one: Named) -> str:
    """What a line for people calls it, masked where it is restricted."""
    if isinstance(one, Action):
        return f"action “{'restricted' if one.meeting.restricted else short(one.text, 40)}”"
    from cro_tui.actions.records import name

    return name(one)


def _everything(notebook: Notebook) -> list[Named]:
    return [*notebook.everything(), *all_actions(notebook)]
