"""Who belongs to a group: the department's members, its liaison, the captains of a watch group or patrol.

Knows the screen that asks; saving is the actions' business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from cro_tui.actions import records
from cro_tui.actions.base import Done
from cro_tui.actions.groups import LISTS, lines_of, set_people
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import join, split
from cro_tui.store.notebook import Notebook
from cro_tui.tui.forms import spaced
from cro_tui.tui.screens.dialogs.base import Laid
from cro_tui.tui.screens.dialogs.drafted import Asker, ask
from cro_tui.tui.widgets.record_form import FormField

PEOPLE = "people"
"""What the draft of the form is called."""
_OFFERED = 6


def ask_people_of(screen: Asker, group: Organization) -> Laid:
    """Asks who belongs to *group*, and saves it."""
    suggest = partial(_suggest, screen)
    fields = (
        FormField("captains", "Captains", "list", suggest=suggest, free=True, wide=True,
                  hint="name (block or area) since date; several are separated by ;"),
        FormField("members", "Our members", hint="of the department: name since date; several by ;", wide=True),
        FormField("liaison", "Liaison", hint="who of the department keeps in touch", wide=True),
    )  # fmt: skip
    values = {name: spaced(join(lines_of(group, name))) for name in LISTS} | {"liaison": group.liaison}

    def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
        typed = {name: split(text) if name in LISTS else text for name, text in texts.items()}
        said = {name: value for name, value in typed.items() if texts[name] != values[name]}
        return set_people(notebook, group, said, draft=draft)

    start = "captains" if group.is_watch else "members"
    return ask(
        screen, PEOPLE, (group.id,), f"People of {records.name(group)}", fields, save, values=values, start=start
    )


def _suggest(screen: Asker, typed: str) -> Sequence[str]:
    """Contacts whom *typed* may mean; restricted ones are never offered."""
    if not typed.strip():
        return ()
    desk = screen.cro.desk
    found = (desk.notebook.get(hit.key) for hit in desk.index.search(typed, _OFFERED, (Contact.KIND,)))
    return [" ".join(one.label.split()) for one in found if one is not None and not one.restricted]
