"""What a referral is of: a concern, a problem, or a resident who was sent to a service. Pure.

Whoever shows it masks restricted names.
"""

from __future__ import annotations

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Referral
from cro_tui.store.notebook import Notebook

Subject = Concern | Problem | Contact
NOT_HERE = "something that is not here"


def subject_of(notebook: Notebook, referral: Referral) -> Subject | None:
    """What *referral* is of; None where this notebook does not have it."""
    record = notebook.get(referral.of)
    return record if isinstance(record, Subject) else None


def number_of(record: Record | None) -> str:
    """The number of a concern; what else has none."""
    return record.number if isinstance(record, Concern) else ""


def called_in_a_table(record: Record | None) -> str:
    """The number of a concern, else a word for what it is."""
    if isinstance(record, Concern):
        return record.number
    return {Problem: "problem", Contact: "resident"}.get(type(record), "") if record is not None else ""


def about(record: Record | None) -> str:
    """What it is about, in a line; of a resident the name."""
    return NOT_HERE if record is None else record.label
