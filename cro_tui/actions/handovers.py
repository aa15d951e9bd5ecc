"""A complaint about an officer is handed over, not kept: that it was, and what it was about in one word."""

from __future__ import annotations

from cro_tui.actions.base import Done, commit, context_of
from cro_tui.model.handover import Handover
from cro_tui.store.notebook import Edit, Notebook


def hand_over(notebook: Notebook, category: str, *, draft: str = "") -> Done:
    """Notes that a complaint of that category goes to the department's office for them today; without its words.

    *draft* is the one in which the words stand: it is settled. Raises `BadValue` for a category that is none of the
    department's.
    """
    values = Handover.parse({"category": category}, context_of(notebook))
    edit = Edit(notebook.new_id(), Handover.KIND, values)
    return commit(notebook, [edit], f"Handed over, no words kept: {values['category']}", draft)
