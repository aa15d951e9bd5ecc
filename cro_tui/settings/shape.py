"""What can be set, as named tuples; beside each setting stands what it is called and what it is for.

The commented settings file, the settings screen and every sentence about a slip are made from these fields alone: a
new setting is one line here. Knows no file, no store and no screen.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from cro_tui.model.vocabulary import Said, Vocabularies

THEMES = ("station", "sun", "night")
"""The names that ``look.theme`` may have; the first is the default."""


_NONE: Mapping[str, Any] = MappingProxyType({})


class Officer(NamedTuple):
    """Who keeps this notebook."""

    name: Annotated[
        str, Said("Your name", "It stands in every report; its initials begin the numbers of new concerns")
    ] = ""
    badge: Annotated[str, Said("Badge", "Who is named as the writer of a change; without it, your name")] = ""
    title: Annotated[str, Said("Title", "It stands behind your name in documents")] = "Community Relations Officer"

    @property
    def signature(self) -> str:
        """Who is named as the writer of a change: the badge, else the name."""
        return self.badge or self.name


class Department(NamedTuple):
    """Whose documents these are, and the chain of command that they go through."""

    name: Annotated[str, Said("Department", "The name at the head of every document")] = ""
    unit: Annotated[str, Said("Unit", "Your unit, beneath the department's name")] = "Community Relations"
    city: Annotated[str, Said("City", "Where the department is")] = ""
    address: Annotated[str, Said("Address", "At the head of documents")] = ""
    phone: Annotated[str, Said("Phone", "At the head of documents")] = ""
    chief: Annotated[str, Said("Chief", "TO of the quarterly report")] = ""
    via: Annotated[tuple[str, ...], Said("Via", "The chain between the supervisor and the chief")] = ()
    supervisor: Annotated[
        str, Said("Supervisor", "FROM of the quarterly report: the Community Policing Supervisor")
    ] = ""
    units: Annotated[tuple[str, ...], Said("Units", "Units of the department to which concerns are referred")] = ()
    internal_affairs: Annotated[str, Said("Internal affairs", "Who takes complaints about officers")] = (
        "Internal Affairs"
    )
    internal_affairs_phone: Annotated[
        str, Said("Their phone", "Shown where a complaint about an officer is handed over")
    ] = ""


class Intervals(NamedTuple):
    """Days and months after which something is due."""

    referral_reply_days: Annotated[int, Said("Referral reply", "Days after which the answer to a referral is late")] = (
        10
    )
    report_due_days: Annotated[int, Said("Report due", "Days after a quarter's end by which its report goes out")] = 15
    survey_months: Annotated[int, Said("Survey", "Months from one survey of the community to the next")] = 24
    losing_touch_days: Annotated[
        int, Said("Losing touch", "Days without contact after which we lose touch with somebody")
    ] = 120
    callback_days: Annotated[int, Said("Call back", "Days by which who voiced a concern is called back")] = 3
    inquiry_reply_days: Annotated[
        int, Said("Inquiry reply", "Days after which an inquiry is owed an answer, where it names no day")
    ] = 5
    backup_days: Annotated[int, Said("Backup", "Days after which a backup is offered again; 0 never")] = 7
    sync_minutes: Annotated[
        int, Said("Sync", "Minutes between two syncs with the share; 0 only by hand and on leaving", section="Share")
    ] = 10
    idle_blank_minutes: Annotated[
        int, Said("Blank after", "Minutes without a key after which the screen blanks; 0 never", section="Privacy")
    ] = 10


class Education(NamedTuple):
    """What an officer's own continuing education must come to in a calendar year."""

    hours_a_year: Annotated[
        int, Said("Hours a year", "Hours of continuing education asked of an officer; 0 asks for none")
    ] = 0
    topics: Annotated[
        Mapping[str, int], Said("Topics", "Hours asked in each year on a topic, as in De-escalation = 4", kind="hours")
    ] = _NONE
    kinds: Annotated[tuple[str, ...], Said("Kinds that count", "The kinds of training that count toward the hours")] = (
        "officer training given",
        "own continuing education",
    )


class Look(NamedTuple):
    """The screen."""

    theme: Annotated[
        str, Said("Theme", "sun is black on white, night is dim amber, station is for the desk", kind="theme")
    ] = THEMES[0]
    ask_first: Annotated[
        bool, Said("First questions", "Over the capture line: ask for name, department and share while one is missing")
    ] = True
    keys: Annotated[
        Mapping[str, str], Said("Keys", "A command by its id and the key you want for it", kind="keys", section="Keys")
    ] = _NONE


class Documents(NamedTuple):
    """Word documents."""

    exports_folder: Annotated[
        str, Said("Folder", "Where documents go; empty: Community Relations in your Documents", kind="folder")
    ] = ""
    letterhead: Annotated[
        str,
        Said(
            "Letterhead",
            "A .docx of the department that documents are written on; empty: a plain one",
            kind="letterhead",
        ),
    ] = ""
    classification: Annotated[str, Said("Classification", "At the foot of documents that are not for the public")] = (
        "Law Enforcement Internal"
    )
    roster_note: Annotated[str, Said("Roster note", "Beneath every sign-in sheet")] = (
        "Corrections are made on their own line and initialed."
    )


class Settings(NamedTuple):
    """All settings; `notices` says in one line each what could not be read."""

    officer: Officer = Officer()
    department: Department = Department()
    words: Vocabularies = Vocabularies()
    intervals: Intervals = Intervals()
    education: Education = Education()
    look: Look = Look()
    documents: Documents = Documents()
    share: Annotated[
        str,
        Said(
            "Station share",
            "A folder that all laptops reach, smb://server/share/folder or s3://bucket/folder; empty: none",
            kind="share",
            section="Share",
        ),
    ] = ""
    notices: tuple[str, ...] = ()
    unread: str = ""
    """Why nothing of the file could be read; it is left as it is, and nothing is written into it."""
    key_lines: Mapping[str, int] = _NONE
    """Command id -> the line of the file that names its key."""
