"""Training: sessions, the nearest first; a new one in a few fields; enter opens the roster and checks people in.

Knows the actions through the desk. The roster is a screen of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cro_tui.actions import records
from cro_tui.actions.base import Done
from cro_tui.model.training import Training
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.commands import LIST, bindings
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.masked import label_of
from cro_tui.tui.screens.check_in import CheckIn
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.small_form import Values
from cro_tui.tui.screens.list_room import NEW, ListRoom
from cro_tui.tui.widgets.choice_field import from_words
from cro_tui.tui.widgets.record_form import RecordForm
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row

COLUMNS = (
    Column("When", cells=17),
    Column("Title", share=3, least=28),
    Column("Kind", share=2, least=16, gives_way=2),
    Column("Hours", cells=5, right=True, gives_way=1),
    Column("Roster", cells=9, right=True),
)
ASKED = ("title", "kind", "start", "hours", "place")
LIKE_LAST = ("kind", "hours", "place")
"""What the last session of the same title fills in, in sight of the officer."""
KEPT = ("topic", "instructor", "credential", "lesson_plan", "objectives", "course")
"""What it hands on besides."""


class SessionList(RowList):
    """The list, with its own single letters."""

    BINDINGS = bindings("training list")
    PLACES = ("training list", LIST)


class TrainingRoom(ListRoom[Training]):
    """The room of training."""

    PLACE = "training"
    LABEL = "Training"
    AUTO_FOCUS = "SessionList"

    def __init__(self) -> None:
        super().__init__(Training, SessionList(COLUMNS, empty="No sessions yet. n makes one; enter checks people in."))

    def keys(self) -> Iterable[str]:
        """Today's and those to come, the nearest first; then those before, the latest first."""
        notebook = self.cro.desk.notebook
        today = notebook.clock().date().isoformat()
        sessions = sorted(notebook.all(Training), key=lambda one: one.start)
        coming = [one.id for one in sessions if one.start[:10] >= today]
        before = [one.id for one in reversed(sessions) if one.start[:10] < today]
        return [*coming, *before]

    def row(self, key: str) -> Row:
        """When, what, which kind, how long, how many are on the roster."""
        notebook = self.cro.desk.notebook
        session = self.get(key)
        if session is None:
            return Row(("", "", "", "", ""))
        now = notebook.clock()
        still_in = sum(1 for row in session.roster if row.get("in") and not row.get("out"))
        count = len(session.roster)
        roster = f"{count}, {still_in} in" if still_in else str(count or "")
        when = readable(session.start).replace(f" {now.year}", "")
        when = when if str(now.year) in session.start[:4] else when.partition(" ")[2]
        title = label_of(session, notebook, bare=self.bare)
        tone = "good" if session.start[:10] == now.date().isoformat() else ""
        words = f"{session.topic} {session.place} {session.instructor}"
        badge = "≠" if session.conflicts else ""
        return Row((when, title, session.kind, session.shown("hours"), roster), badge=badge, tone=tone, words=words)

    def screen_of(self, record: Training, draft: Draft | None) -> CheckIn:
        """Its roster."""
        return CheckIn(record, draft)

    def write(self, record: Training) -> None:
        """The record or the sign-in sheet as a Word document."""
        self.ask_roster(record)

    # A new session

    def ask_new(self, after: Training | None = None) -> None:
        """Ask what a new session needs; what follows a session is found by its title, not by *after*."""
        desk = self.cro.desk
        known = {one.name: replace(one, wide=True) for one in KindForm(Training, desk).fields()}
        sessions = sorted(desk.notebook.all(Training), key=lambda one: one.start, reverse=True)
        titles = list(dict.fromkeys(one.title for one in sessions if not one.restricted))
        fields = [known[name] for name in ASKED]
        fields[0] = replace(fields[0], label="Title", suggest=from_words(titles), free=True)
        now = readable(desk.notebook.clock().isoformat(timespec="minutes"))
        ask(
            self,
            NEW,
            (),
            "New training session",
            fields,
            self._save_new,
            values={"start": now},
            body="Topic, instructor, objectives and all else can be filled in later.",
            typed=self._fill_in,
            after=self.made,
        )

    def _fill_in(self, form: RecordForm, name: str) -> None:
        """A title that is known: kind, hours and place of its last session stand there."""
        last = _last(self.cro.desk.notebook, form.values["title"]) if name == "title" else None
        if last is not None:
            form.fill({key: last.shown(key) for key in LIKE_LAST})

    @staticmethod
    def _save_new(notebook: Notebook, typed: Values, draft: str) -> Done:
        last = _last(notebook, typed["title"])
        known = {name: text for name in KEPT if (text := last.shown(name))} if last is not None else {}
        return records.create(notebook, Training, {**known, **typed}, draft=draft)


def _last(notebook: Notebook, title: str) -> Training | None:
    """The latest session of that title."""
    wanted = title.strip().casefold()
    found = (one for one in notebook.all(Training) if one.title.casefold() == wanted)
    return max(found, key=lambda one: one.start, default=None)
