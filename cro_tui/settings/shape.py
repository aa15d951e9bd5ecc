"""What can be set, as frozen dataclasses; beside each setting stands what it is called and what it is for.

The commented settings file, the settings screen and every sentence about a slip are made from these fields alone: a
new setting is one line here. Knows no file, no store and no screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cro_tui.model.vocabulary import Vocabularies

THEMES = ("station", "sun", "night")
"""The names that ``look.theme`` may have; the first is the default."""


def _setting(default: Any, label: str, about: str, *, kind: str = "", section: str = "") -> Any:
    """A setting: *label* names it on the screen, *about* says in one sentence what it is for.

    *kind* says what its value is where the default's type does not (see `about.Setting.kind`), *section* under which
    heading it stands where that is not its table's.
    """
    said = {"label": label, "about": about, "kind": kind, "section": section}
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=said)
    return field(default=default, metadata=said)


@dataclass(frozen=True)
class Officer:
    """Who keeps this notebook."""

    name: str = _setting("", "Your name", "It stands in every report; its initials begin the numbers of new concerns")
    badge: str = _setting("", "Badge", "Who is named as the writer of a change; without it, your name")
    title: str = _setting("Community Relations Officer", "Title", "It stands behind your name in documents")

    @property
    def signature(self) -> str:
        """Who is named as the writer of a change: the badge, else the name."""
        return self.badge or self.name


@dataclass(frozen=True)
class Department:
    """Whose documents these are, and the chain of command that they go through."""

    name: str = _setting("", "Department", "The name at the head of every document")
    unit: str = _setting("Community Relations", "Unit", "Your unit, beneath the department's name")
    city: str = _setting("", "City", "Where the department is")
    address: str = _setting("", "Address", "At the head of documents")
    phone: str = _setting("", "Phone", "At the head of documents")
    chief: str = _setting("", "Chief", "TO of the quarterly report")
    via: tuple[str, ...] = _setting((), "Via", "The chain between the supervisor and the chief")
    supervisor: str = _setting("", "Supervisor", "FROM of the quarterly report: the Community Policing Supervisor")
    units: tuple[str, ...] = _setting((), "Units", "Units of the department to which concerns are referred")
    internal_affairs: str = _setting("Internal Affairs", "Internal affairs", "Who takes complaints about officers")
    internal_affairs_phone: str = _setting("", "Their phone", "Shown where a complaint about an officer is handed over")


@dataclass(frozen=True)
class Intervals:
    """Days and months after which something is due."""

    referral_reply_days: int = _setting(10, "Referral reply", "Days after which the answer to a referral is late")
    report_due_days: int = _setting(15, "Report due", "Days after a quarter's end by which its report goes out")
    survey_months: int = _setting(24, "Survey", "Months from one survey of the community to the next")
    losing_touch_days: int = _setting(
        120, "Losing touch", "Days without contact after which we lose touch with somebody"
    )
    callback_days: int = _setting(3, "Call back", "Days by which who voiced a concern is called back")
    inquiry_reply_days: int = _setting(
        5, "Inquiry reply", "Days after which an inquiry is owed an answer, where it names no day"
    )
    backup_days: int = _setting(7, "Backup", "Days after which a backup is offered again; 0 never")
    sync_minutes: int = _setting(
        10, "Sync", "Minutes between two syncs with the share; 0 only by hand and on leaving", section="Share"
    )
    idle_blank_minutes: int = _setting(
        10, "Blank after", "Minutes without a key after which the screen blanks; 0 never", section="Privacy"
    )


@dataclass(frozen=True)
class Education:
    """What an officer's own continuing education must come to in a calendar year."""

    hours_a_year: int = _setting(
        0, "Hours a year", "Hours of continuing education asked of an officer; 0 asks for none"
    )
    topics: Mapping[str, int] = _setting(
        {}, "Topics", "Hours asked in each year on a topic, as in De-escalation = 4", kind="hours"
    )
    kinds: tuple[str, ...] = _setting(
        ("officer training given", "own continuing education"),
        "Kinds that count",
        "The kinds of training that count toward the hours",
    )


@dataclass(frozen=True)
class Look:
    """The screen."""

    theme: str = _setting(
        THEMES[0], "Theme", "sun is black on white, night is dim amber, station is for the desk", kind="theme"
    )
    ask_first: bool = _setting(
        True, "First questions", "Over the capture line: ask for name, department and share while one is missing"
    )
    keys: Mapping[str, str] = _setting(
        {}, "Keys", "A command by its id and the key you want for it", kind="keys", section="Keys"
    )


@dataclass(frozen=True)
class Documents:
    """Word documents."""

    exports_folder: str = _setting(
        "", "Folder", "Where documents go; empty: Community Relations in your Documents", kind="folder"
    )
    letterhead: str = _setting(
        "",
        "Letterhead",
        "A .docx of the department that documents are written on; empty: a plain one",
        kind="letterhead",
    )
    classification: str = _setting(
        "Law Enforcement Internal", "Classification", "At the foot of documents that are not for the public"
    )
    roster_note: str = _setting(
        "Corrections are made on their own line and initialed.", "Roster note", "Beneath every sign-in sheet"
    )


@dataclass(frozen=True)
class Settings:
    """All settings; `notices` says in one line each what could not be read."""

    officer: Officer = Officer()
    department: Department = Department()
    words: Vocabularies = field(default_factory=Vocabularies)
    intervals: Intervals = Intervals()
    education: Education = field(default_factory=Education)
    look: Look = field(default_factory=Look)
    documents: Documents = Documents()
    share: str = _setting(
        "",
        "Station share",
        "A folder that all laptops reach, smb://server/share/folder or s3://bucket/folder; empty: none",
        kind="share",
        section="Share",
    )
    notices: tuple[str, ...] = ()
    unread: str = field(default="", compare=False)
    """Why nothing of the file could be read; it is left as it is, and nothing is written into it."""
    key_lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Command id -> the line of the file that names its key."""
