"""The words that a field may hold. A department changes them in its settings; these are the defaults.

Knows nothing of where settings are kept. Fixed vocabularies, on which the program's behavior rests, are constants.
"""

import re
from typing import Annotated, NamedTuple

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


Words = tuple[str, ...]


class Said(NamedTuple):
    """What is said of a setting. It stands in the setting's type: nobody who only uses the value reads it."""

    label: str
    """How it is called on the screen."""
    about: str
    """What it is for, in one sentence."""
    kind: str = ""
    """What its value is where the default's type does not say (see `settings.about.Setting.kind`)."""
    section: str = ""
    """Under which heading it stands where that is not its table's."""


class Vocabularies(NamedTuple):
    """Every list of words that a department may change, with the terms of community policing as defaults."""

    channels: Annotated[Words, Said("Channels", "How a concern reached the department")] = (
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
    categories: Annotated[Words, Said("Categories", "What a concern is about; #word in the capture line")] = (
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
    priorities: Annotated[Words, Said("Priorities", "How urgent a concern is, the most urgent last")] = (
        "low",
        "normal",
        "high",
        "urgent",
    )
    statuses: Annotated[
        Words, Said("Statuses", f"Where a concern stands; “{NEW}” and “{CLOSED}” must be among them")
    ] = (
        NEW,
        "acknowledged",
        "under review",
        "referred",
        "action planned",
        "monitoring",
        CLOSED,
    )
    dispositions: Annotated[Words, Said("Dispositions", "How a concern was closed")] = (
        "resolved",
        "no action warranted",
        "unfounded",
        "outside jurisdiction",
        "became a problem-solving project",
        "unable to contact",
    )
    restrictions: Annotated[Words, Said("Restrictions", "Why a record is restricted")] = (
        "juvenile",
        "DV/sexual-assault victim",
        "witness",
        "medical/disability",
        "anonymous source",
    )
    roles: Annotated[Words, Said("Roles", "What people are in the community")] = (
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
    organization_kinds: Annotated[Words, Said("Organizations", "Kinds of organizations")] = (
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
    methods: Annotated[Words, Said("Ways of contact", "How people were reached or met")] = (
        "phone",
        "visit",
        "email",
        "text message",
        "letter",
        "event",
        "in person",
    )
    meeting_kinds: Annotated[Words, Said("Meetings", "Kinds of meetings")] = (
        "regular",
        "special",
        "forum",
        "walk-through",
        "committee/task force",
        "event",
    )
    training_kinds: Annotated[Words, Said("Training", "Kinds of training sessions and programs")] = (
        "officer training given",
        "own continuing education",
        "citizen police academy",
        "school/youth program",
        "community presentation",
    )
    referral_methods: Annotated[Words, Said("Referred by", "How a referral went out")] = (
        "memo",
        "email",
        "phone",
        "in person",
        "work order",
        "form",
    )
    referral_outcomes: Annotated[Words, Said("Referral ended", "What came of a referral")] = (
        "accepted",
        "completed",
        "declined",
        "no reply",
        "withdrawn",
    )
    referral_kinds: Annotated[Words, Said("Addressees", "Who an addressee is")] = (
        "supervisor",
        "unit",
        "City department",
        "agency",
        "service",
    )
    decisions: Annotated[Words, Said("Decisions", "What was decided about a recommendation")] = ("approved", "declined")
    recommendation_outcomes: Annotated[Words, Said("Recommendations", "What came of a recommendation")] = (
        "in progress",
        "done",
        "not done",
    )
    outreach_kinds: Annotated[Words, Said("Outreach", "Kinds of outreach events")] = (
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
    communities: Annotated[
        Words, Said("Communities", "Groups that the department means to reach; coverage is counted by them")
    ] = (
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
    survey_methods: Annotated[Words, Said("Survey methods", "How survey forms went out and came back")] = (
        "paper form by mail",
        "paper form handed out",
        "at a meeting or event",
        "telephone",
        "door to door",
        "online form",
    )
    inquiry_sources: Annotated[Words, Said("Inquiries from", "Who asks")] = (
        "public",
        "media",
        "elected official",
        "City department",
        "other",
    )
    mediation_outcomes: Annotated[Words, Said("Mediations", "What came of a mediation")] = (
        "agreement",
        "agreement in part",
        "no agreement",
        "declined",
        "referred",
    )
    policy_findings: Annotated[Words, Said("Policy findings", "What came of looking at a policy")] = (
        "no change needed",
        "change recommended",
        "changed",
    )
    incident_kinds: Annotated[Words, Said("Incidents", "What an officer-involved incident was; never who")] = (
        "shooting by an officer",
        "death in custody",
        "use of force",
        "pursuit",
        "traffic collision",
        "search or entry",
        "other",
    )
    complaint_categories: Annotated[
        Words, Said("Complaints", "What a complaint about an officer is about; never who")
    ] = (
        "courtesy/attitude",
        "use of force",
        "bias or unequal treatment",
        "procedure",
        "response or neglect",
        "driving",
        "other",
    )
    complaint_offices: Annotated[
        Words,
        Said("Complaints go to", "To whom a complaint may be handed; the department's own office is always the first"),
    ] = ("Internal Affairs",)
    complaint_methods: Annotated[Words, Said("Handed over", "How a complaint was handed over")] = (
        "in person",
        "phone",
        "form given",
        "email",
    )
    neighborhoods: Annotated[
        Words, Said("Neighborhoods", "Neighborhoods of the town; coverage is counted by them")
    ] = ()
    beats: Annotated[Words, Said("Beats", "Beats of the department")] = ()
    languages: Annotated[Words, Said("Languages", "Languages that people speak here")] = ()

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
