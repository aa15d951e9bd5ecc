"""Names as they are being typed: contacts from the index. Restricted people are never offered; typed whole, they count.

Knows the desk, no screen.
"""

from __future__ import annotations

from cro_tui.model.contact import Contact
from cro_tui.tui.desk import Desk

OFFERED = 8


def contact_names(desk: Desk, typed: str, limit: int = OFFERED) -> list[str]:
    """The names of the contacts that *typed* may mean, the likeliest first; none while the notebook is being opened."""
    if not desk.whole.is_set():
        return []
    found = (desk.notebook.of(Contact, hit.key) for hit in desk.index.search(typed, limit, (Contact.KIND,)))
    return list(dict.fromkeys(one.name for one in found if one is not None and not one.restricted))
