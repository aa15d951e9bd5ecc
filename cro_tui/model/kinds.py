"""The table of kinds: what `list KIND` may name. A new kind is one module beside this one, and a line here."""

from __future__ import annotations

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization
from cro_tui.model.crime import Crime
from cro_tui.model.handover import Handover
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.problem import Problem
from cro_tui.model.program import Program
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.report import Report
from cro_tui.model.survey import Response, Survey
from cro_tui.model.training import Training
from cro_tui.model.work import WORK

KINDS: tuple[type[Record], ...] = (
    Concern,
    Contact,
    Organization,
    Interaction,
    Meeting,
    Training,
    Program,
    Outreach,
    Problem,
    Referral,
    Recommendation,
    *WORK,
    Survey,
    Response,
    Crime,
    Handover,
    Report,
)
BY_KIND: dict[str, type[Record]] = {kind.KIND: kind for kind in KINDS}
BY_PLURAL: dict[str, type[Record]] = {kind.PLURAL: kind for kind in KINDS}
ACTIONS = "actions"
"""Listed like a kind; its lines live in the minutes of meetings."""
