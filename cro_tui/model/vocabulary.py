"""The words that a field may hold. A department changes them in its settings; these are the defaults.

Knows nothing of where settings are kept. Fixed vocabularies, on which the program's behavior rests, are constants.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SENSITIVITIES = ("open", "internal", "restricted")
CONCERN_KINDS = ("current concern", "potential problem")
RATINGS = ("evidenced", "experienced", "potential")
ENTRY_KINDS = ("note", "concern", "action", "motion", "decision", "attendance")
MINUTES_STATUSES = ("draft", "approved")
ATTENDED_AS = ("present", "absent", "guest", "staff")
ACTION_STATUSES = ("open", "done", "dropped")
RESULTS = ("pass", "fail", "not tested")
REACHED = ("told", "left a message", "no answer")
"""What came of telling a resident; only the first tells them."""

NEW = "new"
CLOSED = "closed"


@dataclass(frozen=True)
class Vocabularies:
    """Every list of words that a department may change, with the terms of community policing as defaults."""

    channels: tuple[str, ...] = (
        "civic organization",
        "community meeting",
        "call for service",
        "walk-in",
        "phone",
        "email",
        "tip line",
        "social media",
        "media inquiry",
        "elected official",
        "survey",
    )
    categories: tuple[str, ...] = (
        "traffic/speeding",
        "parking",
        "noise",
        "drugs",
        "disorder",
        "homelessness",
        "graffiti/vandalism",
        "theft",
        "abandoned property",
        "youth/school",
        "neighbor or domestic dispute",
        "police service",
        "police–community tension",
        "infrastructure",
        "event/permit",
        "other",
    )
    priorities: tuple[str, ...] = ("low", "normal", "high", "urgent")
    statuses: tuple[str, ...] = (
        NEW,
        "acknowledged",
        "under review",
        "referred",
        "action planned",
        "monitoring",
        CLOSED,
    )
    dispositions: tuple[str, ...] = (
        "resolved",
        "no action warranted",
        "unfounded",
        "outside jurisdiction",
        "became a problem-solving project",
        "unable to contact",
    )
    restrictions: tuple[str, ...] = (
        "juvenile",
        "DV/sexual-assault victim",
        "witness",
        "medical/disability",
        "anonymous source",
    )
    roles: tuple[str, ...] = (
        "resident",
        "business",
        "clergy",
        "school",
        "social service",
        "civic organization",
        "government",
        "media",
        "elected official",
        "officer",
    )
    organization_kinds: tuple[str, ...] = (
        "neighborhood association",
        "civic organization",
        "business association",
        "faith",
        "school",
        "social service",
        "city department",
        "government agency",
        "media",
        "Neighborhood Watch",
        "citizen patrol",
        "other",
    )
    methods: tuple[str, ...] = ("phone", "visit", "email", "text message", "letter", "event", "in person")
    meeting_kinds: tuple[str, ...] = (
        "regular",
        "special",
        "forum",
        "walk-through",
        "committee/task force",
        "event",
    )
    training_kinds: tuple[str, ...] = (
        "officer training given",
        "own continuing education",
        "citizen police academy",
        "school/youth program",
        "community presentation",
    )
    referral_methods: tuple[str, ...] = ("memo", "email", "phone", "in person", "work order", "form")
    referral_outcomes: tuple[str, ...] = ("accepted", "completed", "declined", "no reply", "withdrawn")
    referral_kinds: tuple[str, ...] = ("supervisor", "unit", "City department", "agency", "service")
    """Who an addressee is."""
    decisions: tuple[str, ...] = ("approved", "declined")
    recommendation_outcomes: tuple[str, ...] = ("in progress", "done", "not done")
    outreach_kinds: tuple[str, ...] = (
        "Neighborhood Watch",
        "Coffee with a Cop",
        "school visit",
        "cleanup",
        "safety fair",
        "ride-along",
        "patrol of an event",
        "station tour",
        "presentation",
        "other",
    )
    communities: tuple[str, ...] = (
        "youth",
        "seniors",
        "businesses",
        "faith communities",
        "immigrants and refugees",
        "people without housing",
        "people with disabilities",
        "LGBTQ+ residents",
        "renters",
        "whole neighborhood",
    )
    """Groups that the department means to reach; coverage is counted by them."""
    survey_methods: tuple[str, ...] = (
        "paper form by mail",
        "paper form handed out",
        "at a meeting or event",
        "telephone",
        "door to door",
        "online form",
    )
    inquiry_sources: tuple[str, ...] = ("public", "media", "elected official", "City department", "other")
    mediation_outcomes: tuple[str, ...] = ("agreement", "agreement in part", "no agreement", "declined", "referred")
    policy_findings: tuple[str, ...] = ("no change needed", "change recommended", "changed")
    incident_kinds: tuple[str, ...] = (
        "shooting by an officer",
        "death in custody",
        "use of force",
        "pursuit",
        "traffic collision",
        "search or entry",
        "other",
    )
    """What an officer-involved incident was; never who."""
    complaint_categories: tuple[str, ...] = (
        "courtesy/attitude",
        "use of force",
        "bias or unequal treatment",
        "procedure",
        "response or neglect",
        "driving",
        "other",
    )
    """What a complaint about an officer is about; never who."""
    complaint_offices: tuple[str, ...] = ("Internal Affairs",)
    """To whom such a complaint may be handed; the settings put the department's own first."""
    complaint_methods: tuple[str, ...] = ("in person", "phone", "form given", "email")
    neighborhoods: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def words(self, name: str) -> tuple[str, ...]:
        """The words of the vocabulary *name*, e.g. ``categories``."""
        words: tuple[str, ...] = getattr(self, name)
        return words


def matching(typed: str, words: tuple[str, ...]) -> list[str]:
    """The words that *typed* may mean: the equal one, or those of which it begins the whole or a part.

    Case-blind; ``graf`` and ``vandal`` both mean ``graffiti/vandalism``, ``police-s`` means ``police service``,
    ``meeting`` means ``community meeting``.
    """
    wanted = _plain(typed)
    if not wanted:
        return []
    equal = [word for word in words if _plain(word) == wanted]
    if equal:
        return equal
    begins = [word for word in words if _plain(word).startswith(wanted)]
    if begins:
        return begins
    return [word for word in words if any(part.startswith(wanted) for part in re.split(r"[/ ]", _plain(word)))]


def _plain(word: str) -> str:
    return word.casefold().strip().replace("–", " ").replace("-", " ").replace("_", " ")
