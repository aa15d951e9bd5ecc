"""What is asked of a problem-solving project: which concerns it groups, what is said in each stage, what is counted.

Each verb is one method, for the room or the screen that shows the project; saving is the actions' business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from cro_tui.actions import problems
from cro_tui.actions.base import Done
from cro_tui.actions.concerns import named
from cro_tui.model.concern import Concern
from cro_tui.model.fields import Day, Rows, short
from cro_tui.model.problem import STAGE_FIELDS, STAGES, Problem
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.masked import MASK, without_names
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import Laid, lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.widgets.record_form import FormField

GROUP, ABOUT_IT, RESPONSE, MEASURE = "group", "project", "response line", "measure"
NEW = "new"
"""What the new project is called among those to which concerns may be added."""
_HEAD = ("title", "owner", "review", "place", "neighborhood", "category", "partners")
VERBS = frozenset({ABOUT_IT, RESPONSE, MEASURE, *STAGE_FIELDS})
"""The drafts that belong to the screen of a project."""
_TITLES = {
    "scanning": "Scanning: what is the problem, and is it one? (CHEERS)",
    "analysis": "Analysis: what keeps it going? (the crime triangle)",
    "response": "Response: what is to be reached?",
    "assessment": "Assessment: what came of it?",
}


class ProblemForms:
    """The verbs as dialogs over *room*; *after* is called when something was done, *masked* says what may not show."""

    def __init__(self, room: Room, after: Callable[[Done], None], masked: Callable[[Record], bool]) -> None:
        self._room = room
        self._after = after
        self._masked = masked

    @property
    def _notebook(self) -> Notebook:
        return self._room.cro.desk.notebook

    def _done(self, done: Done | None) -> None:
        if done is not None:
            self._after(done)

    def _fields(self, *names: str, texts: Mapping[str, str] = MappingProxyType({})) -> list[FormField]:
        """Fields of a project for a form, one under the other: a text that has no second line grows in its own, so that
        enter goes on."""
        known = {field.name: field for field in KindForm(Problem, self._room.cro.desk).fields()}
        fields = [replace(known[name], wide=True) for name in names]
        return [replace(one, kind="line") if one.kind == "text" and "\n" not in texts.get(one.name, "") else one
                for one in fields]  # fmt: skip

    def _title_of(self, problem: Problem) -> str:
        return MASK if self._masked(problem) else short(without_names(problem.title, problem, self._notebook), 60)

    # Grouping

    def group(self, concerns: Sequence[Concern]) -> Laid | None:
        """A project of the concerns: a new one, or one of those that are open."""
        ids = {linked for one in concerns for linked in (one.id, *one.links)}
        standing = [one for one in self._notebook.all(Problem) if one.is_open]
        standing.sort(key=lambda one: (ids.isdisjoint(one.concerns), one.label))
        if not standing:
            return self.begin(concerns)
        options = [Option(NEW, "A new project", "1")]
        options += [Option(one.id, self._title_of(one), str(n) if n < 10 else "") for n, one in enumerate(standing, 2)]

        async def chosen(name: str | None) -> None:
            if name == NEW:
                await self.begin(concerns)
            elif name is not None and (problem := self._notebook.of(Problem, name)) is not None:
                self.add(problem, concerns)

        return lay_over(self._room.cro, Choose(f"{named(concerns).capitalize()}: into which project?", options), chosen)

    def add(self, problem: Problem, concerns: Sequence[Concern]) -> None:
        """The concerns go to a project that stands."""
        self._done(self._room.attempt(lambda notebook: problems.group(notebook, problem, concerns)))

    def begin(self, concerns: Sequence[Concern]) -> Laid:
        """A new project: its title, its owner, when it is looked at again; whether the concerns are closed with it."""
        form = KindForm(Problem, self._room.cro.desk)
        fields = self._fields("title", "statement", "owner", "review")
        can_close = problems.BECAME in self._room.cro.desk.settings.words.dispositions
        if can_close and any(one.is_open for one in concerns):
            fields.append(FormField("closing", f"Close {'it' if len(concerns) == 1 else 'them'}", "yesno",
                                    hint=f"as “{problems.BECAME}”; no: they stay open", wide=True))  # fmt: skip

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            typed = {name: text for name, text in texts.items() if name != "closing"}
            title = str(typed.pop("title"))
            closing = texts.get("closing") == "yes"
            return problems.begin(notebook, title, concerns, form.typed(typed), closing=closing, draft=draft)

        officer = self._room.cro.desk.settings.officer.name
        return ask(
            self._room, GROUP, [one.id for one in concerns], "A new problem-solving project", fields, save,
            values={"owner": officer, "closing": "no"}, body=self._about(concerns), after=self._done,
        )  # fmt: skip

    def _about(self, concerns: Sequence[Concern]) -> str:
        if not concerns:
            return ""
        first = concerns[0]
        line = MASK if self._masked(first) else short(without_names(first.summary, first, self._notebook), 90)
        return line if len(concerns) == 1 else f"{line} — and {len(concerns) - 1} more"

    # Stages

    def stage(self, problem: Problem, stage: str, start: str = "") -> Laid:
        """The fields of one stage; *start* is the one to begin with."""
        names = STAGE_FIELDS[stage]
        return self._ask(
            problem, stage, _TITLES[stage], names, start if start in names else _first_empty(problem, names)
        )

    def project(self, problem: Problem) -> Laid:
        """What it is called, who owns it, where it is, with whom, when it is looked at again."""
        return self._ask(problem, ABOUT_IT, "The project", _HEAD, "title")

    def _ask(self, problem: Problem, verb: str, title: str, names: Sequence[str], start: str) -> Laid:
        form = KindForm(Problem, self._room.cro.desk)
        before = {name: text for name, text in form.texts(problem).items() if name in names}

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            changed = form.typed({name: text for name, text in texts.items() if text != before[name]})
            return problems.write_down(notebook, problem, changed, draft=draft)

        return ask(
            self._room, verb, (problem.id,), title, self._fields(*names, texts=before), save, values=before,
            body=self._title_of(problem), start=start, after=self._done,
        )  # fmt: skip

    def choose_stage(self, problem: Problem) -> Laid:
        """Any other stage."""
        lacks = problem.lacks(problem.stage)
        body = f"Now: {problem.stage}" + (f", which lacks {', '.join(lacks)}" if lacks else "")
        options = [Option(one, one, str(n)) for n, one in enumerate(STAGES, 1) if one != problem.stage]

        def chosen(stage: str | None) -> None:
            if stage is not None:
                self.to_stage(problem, stage)

        return lay_over(self._room.cro, Choose(f"Stage of {self._title_of(problem)}", options, body), chosen)

    def to_stage(self, problem: Problem, stage: str) -> None:
        """On, or back; closing asks for what the assessment lacks."""
        if stage == STAGES[-1] and not problem.is_assessed:
            self.stage(problem, "assessment")
            self._room.cro.say(notice="It can't be closed without an assessment: say what came of it")
        else:
            self._done(self._room.attempt(lambda notebook: problems.to_stage(notebook, problem, stage)))

    # Lines of its lists

    def response(self, problem: Problem, line_id: str = "") -> Laid:
        """A response: what, who, by when; a new one without *line_id*."""

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            if line_id:
                return problems.set_response(notebook, problem, line_id, dict(texts), draft=draft)
            return problems.respond(notebook, problem, dict(texts), draft=draft)

        title = "Response" if line_id else "A new response"
        return self._ask_row(problem, "responses", RESPONSE, line_id, title, save, "what")

    def measure(self, problem: Problem, line_id: str = "") -> Laid:
        """What is counted, before and after; a new one without *line_id*."""

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return problems.measure(notebook, problem, dict(texts), line_id, draft=draft)

        start = "after" if line_id else "what"
        return self._ask_row(problem, "measures", MEASURE, line_id, "What is counted, before and after", save, start)

    def _ask_row(
        self,
        problem: Problem,
        field: str,
        verb: str,
        line_id: str,
        title: str,
        save: Callable[[Notebook, Mapping[str, str], str], Done],
        start: str,
    ) -> Laid:
        rows = Problem.FIELDS[field]
        assert isinstance(rows, Rows)
        row = next((one for one in rows.value(problem.values) if one["id"] == line_id), {})
        form = KindForm(Problem, self._room.cro.desk)
        fields = [replace(form.form_field(column), wide=True) for column in rows.columns.values()]
        values = {
            name: readable(column.text(row)) if isinstance(column, Day) else column.text(row)
            for name, column in rows.columns.items()
        }
        return ask(
            self._room, verb, (problem.id, line_id), title, fields, save, values=values,
            body=self._title_of(problem), start=start, after=self._done,
        )  # fmt: skip

    # Drafts

    def resume(self, verb: str, ids: Sequence[str]) -> None:
        """Asks again what was not saved."""
        problem = self._notebook.of(Problem, ids[0]) if ids else None
        if verb == GROUP:
            found = (self._notebook.of(Concern, one) for one in ids)
            self.begin([one for one in found if one is not None])
        elif problem is None:
            self._room.cro.say(notice="What it is about is not here")
        elif verb in STAGE_FIELDS:
            self.stage(problem, verb)
        elif verb == ABOUT_IT:
            self.project(problem)
        elif verb in (RESPONSE, MEASURE):
            ask_again = self.response if verb == RESPONSE else self.measure
            ask_again(problem, ids[1] if len(ids) > 1 else "")


def _first_empty(problem: Problem, names: Sequence[str]) -> str:
    """Where the next answer belongs."""
    return next((name for name in names if not problem.shown(name)), names[0])
