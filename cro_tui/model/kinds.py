"""The table of kinds: what `list KIND` may name. A new kind is one module beside this one, and a line here.

Programs, outreach, problems, inquiries, surveys and crime counts take their place in this table when they come.
"""

from __future__ import annotations

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.handover import Handover
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.report import Report
from cro_tui.model.training import Training

KINDS: tuple[type[Record], ...] = (
    Concern,
    Contact,
    Organization,
    Interaction,
    Meeting,
    Training,
    Referral,
    Recommendation,
    Handover,
    Report,
)
BY_KIND: dict[str, type[Record]] = {kind.KIND: kind for kind in KINDS}
BY_PLURAL: dict[str, type[Record]] = {kind.PLURAL: kind for kind in KINDS}
ACTIONS = "actions"
"""Listed like a kind; its lines live in the minutes of meetings."""
