"""The ways that lead from anywhere to a table, to a view of it, to a record where it is worked on.

Knows the rooms by their names in the command table and by what all rooms have; a room is imported when one goes there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from cro_tui.tui.caseload import VIEWS

if TYPE_CHECKING:
    from cro_tui.model.record import Record
    from cro_tui.tui.app import CroTui


class Way(NamedTuple):
    """Where one can go."""

    name: str
    """``Concerns · overdue``."""
    says: str
    room: str
    tabs: tuple[tuple[str, str], ...] = ()
    """(the tab line, the tab in it) that are chosen one after the other."""
    action: str = ""
    """What the room then does."""


_CASES = {"concern": "Concerns", "referral": "Referrals", "recommendation": "Recommendations", "problem": "Projects"}
_TABLES = (
    Way("Outreach events", "Events: who came, what it took.", "outreach"),
    Way("Other work", "Inquiries, mediations, rumors, committees, policies, releases, incidents.", "work"),
    Way("Training sessions", "Every session; enter opens its check-in.", "training", (("tables", "sessions"),)),
    Way("Programs", "Series of sessions with people who apply and graduate.", "training", (("tables", "programs"),)),
    Way("Officers' hours", "What each officer was taught, by year.", "training", (("tables", "hours"),)),
    Way("Quarterly report", "The report to the Command Staff, section by section.", "reports",
        (("tables", "report"),)),
    Way("Minutes for Word", "Agendas and minutes to write.", "reports", (("tables", "minutes"),)),
    Way("Training records for Word", "Rosters and records to write.", "reports", (("tables", "training"),)),
    Way("Surveys", "The waves: forms, results, comments.", "reports", (("tables", "surveys"),)),
    Way("Documents written", "What was written to Word, the newest first.", "reports", (("tables", "written"),)),
    Way("Losing touch", "Whom we are losing touch with.", "find", action="screen.view('losing touch')"),
    Way("Not met this quarter", "Neighborhoods, organizations, communities not met.", "find",
        action="screen.view('not met')"),
    Way("Entered twice?", "Who may have been entered twice.", "find", action="screen.view('duplicates')"),
    Way("Watch groups", "Watch groups and patrols with captains.", "find", action="screen.view('watch groups')"),
    Way("Services", "Who offers which service, with number and hours.", "find", action="screen.view('services')"),
)  # fmt: skip
_WORK = ("inquiries", "mediations", "rumors", "committees", "policies", "releases", "incidents")


def ways() -> Iterator[Way]:
    """Every table and every view of one."""
    for kind, label in _CASES.items():
        for view in VIEWS[kind]:
            tabs = (("tables", kind), ("views", view))
            yield Way(f"{label} · {view}", f"The table of {label.lower()}: {view}.", "concerns", tabs)
    yield from _TABLES
    for number, name in enumerate(_WORK, 3):
        yield Way(f"Other work · {name}", f"{name.capitalize()} alone.", "work", action=f"screen.view({number})")


async def go(app: CroTui, way: Way) -> None:
    """Go there; tabs are chosen as soon as the room has what they show."""
    await app.action_room(way.room)
    if way.tabs or way.action:
        app.run_worker(_choose(app, way), group="way", exclusive=True)


async def _choose(app: CroTui, way: Way) -> None:
    from cro_tui.tui.screens.base import Room
    from cro_tui.tui.widgets.tab_line import TabLine

    room = app.screen
    if not isinstance(room, Room):
        return
    await room.furnished.wait()
    loaded = getattr(room, "loaded", None)
    if loaded is not None:
        await loaded.wait()
    for line, name in way.tabs:
        tabs = room.query_one(f"#{line}", TabLine)
        tabs.post_message(TabLine.Chosen(tabs, name))
    if way.action and app.screen is room:
        await app.run_action(way.action, room)


async def lead_to(app: CroTui, record: Record) -> None:
    """To a record where it is worked on: minutes, roster, project, survey; any other in its form."""
    from cro_tui.model.meeting import Meeting
    from cro_tui.model.problem import Problem
    from cro_tui.model.program import Program
    from cro_tui.model.survey import Survey
    from cro_tui.model.training import Training
    from cro_tui.tui.screens.base import Room
    from cro_tui.tui.screens.list_room import ListRoom
    from cro_tui.tui.screens.surveying import SurveyingRoom

    if isinstance(record, Meeting | Training | Program):
        await app.action_room("meetings" if isinstance(record, Meeting) else "training")
        if isinstance(app.screen, ListRoom):
            app.screen.open_line(record.id)
    elif isinstance(record, Survey):
        await app.action_room("reports")
        if isinstance(app.screen, SurveyingRoom):
            app.screen.open_survey(record)
    elif isinstance(record, Problem) and isinstance(app.screen, Room):
        from cro_tui.tui.screens.problem import open_project

        open_project(app.screen, record)
    else:
        app.open_record(record.id)
