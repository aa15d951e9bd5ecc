"""What is asked over the screen of a program: a participant's line, the day of graduation, a further session.

Knows the actions through the desk; the screen says who is on the list and what may show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cro_tui.actions import programs
from cro_tui.actions.base import Done
from cro_tui.model.program import PARTICIPANT_STATUSES, Program
from cro_tui.model.training import Training
from cro_tui.store.notebook import Notebook
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.masked import MASK
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.small_form import Values
from cro_tui.tui.show import harmless
from cro_tui.tui.widgets.record_form import FormField

if TYPE_CHECKING:
    from cro_tui.tui.screens.program import ProgramScreen

ANOTHER, PARTICIPANT, GRADUATION = "new session", "participant", "graduate"
"""What the drafts of these forms are called."""
_EDITED = ("name", "reach", "status", "applied", "graduated", "notes")
_TELLING = frozenset({"name", "reach", "notes"})
"""What tells who it is; not asked for while that is masked."""
_DATES = ("applied", "graduated")
_SESSION_ASKED = ("title", "start", "hours", "place")
_NAMED = 12
"""So many of those who graduate are named before it is noted."""


def edit_participant(screen: ProgramScreen, key: str) -> None:
    """Everything about the participant of the line *key*."""
    program = screen.program
    row = next((one for one in program.participants if one["id"] == key), None)
    if row is None:
        return
    columns = Program.participants.columns
    asked = [name for name in _EDITED if name not in _TELLING or screen.called_on_list(key) != MASK]
    values = {name: str(row.get(name) or "") for name in asked}
    values |= {name: readable(values[name]) for name in _DATES if values[name]}
    fields = [
        FormField(
            name,
            columns[name].label,
            "date" if name in _DATES else "choice" if name == "status" else "line",
            choices=PARTICIPANT_STATUSES if name == "status" else (),
            wide=True,
        )
        for name in asked
    ]

    def save(notebook: Notebook, typed: Values, draft: str) -> Done:
        changed = {name: text for name, text in typed.items() if text != values[name]}
        return programs.set_participant(notebook, program, key, changed, draft=draft)

    title = screen.called_on_list(key)
    ask(screen, PARTICIPANT, (program.id, key), title, fields, save, values=values, after=screen.was_done)


def ask_graduation(screen: ProgramScreen, marked: Sequence[str]) -> None:
    """The day on which those who qualify graduate; of those *marked*, where some are."""
    program, stands = screen.program, screen.stands
    ready = [one for one in stands.to_graduate if not marked or one.line_id in marked]
    if not ready:  # the sentence says why
        screen.attempt(lambda notebook: programs.graduate(notebook, program, line_ids=marked))
        return

    def save(notebook: Notebook, typed: Values, draft: str) -> Done:
        return programs.graduate(notebook, program, typed["graduated"], marked, draft=draft)

    names = ", ".join(screen.called_on_list(one.line_id) for one in ready[:_NAMED])
    more = f" and {len(ready) - _NAMED} more" if len(ready) > _NAMED else ""
    today = screen.today.isoformat()
    ask(
        screen,
        GRADUATION,
        (program.id, *marked),
        "1 person graduates" if len(ready) == 1 else f"{len(ready)} people graduate",
        (FormField("graduated", "Day", "date", wide=True),),
        save,
        values={"graduated": readable(min(stands.last_day or today, today))},
        body=harmless(f"Within the absences allowed: {names}{more}"),
        after=screen.was_done,
    )


def ask_session(screen: ProgramScreen) -> None:
    """A further session, as the last one was, a week later."""
    program = screen.program
    known = {one.name: replace(one, wide=True) for one in KindForm(Training, screen.cro.desk).fields()}
    given = programs.next_session(program, screen.stands.sessions)
    values = {name: given.get(name, "") for name in _SESSION_ASKED}
    values["start"] = readable(values["start"].replace(" ", "T"))

    def save(notebook: Notebook, typed: Values, draft: str) -> Done:
        return programs.add_session(notebook, program, typed, draft=draft)

    fields = [known[name] for name in _SESSION_ASKED]
    title = "A further session"
    ask(screen, ANOTHER, (program.id,), title, fields, save, values=values, start="start", after=screen.was_done)
