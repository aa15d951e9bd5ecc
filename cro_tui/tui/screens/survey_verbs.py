"""What can be done with a survey from more than one screen: keyed in, closed, written to Word, forms taken over.

Knows the officer's verbs and what `word` writes; the screens say which survey is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.actions import surveys
from cro_tui.actions.base import Done, together
from cro_tui.model.fields import short
from cro_tui.model.scales import NO_OPINION
from cro_tui.model.survey import Survey
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.forms import KindForm
from cro_tui.tui.masked import MASK
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option, confirm
from cro_tui.tui.screens.dialogs.drafted import Asker, ask
from cro_tui.tui.screens.dialogs.file_name import AskFile
from cro_tui.tui.screens.documents import DocumentRoom
from cro_tui.tui.screens.taking_over import Progress, Stop, TakingOver

if TYPE_CHECKING:
    from cro_tui.exchange.forms import FormsImported, Unknown

NEW_WAVE, IMPORT = "new wave", "import forms"
"""What the drafts of what is asked here are called."""
_ASKED = ("title", "wave", "sample", "method", "invited", "population", "follows")
_REFUSED = "leave those rows out"
_NOT_ASKED, _NONE_ASKED = "\0", "\0\0"
_LETTERS = "123456789abcdefghijklmpqrstuvwxyz"
"""Keys of columns; n and o are taken."""


class Reading:
    """One file being taken over: of which survey, and what was said of its columns and codes so far."""

    def __init__(self, survey_id: str, path: Path) -> None:
        self.survey_id = survey_id
        self.path = path
        self.columns: list[tuple[str, str]] = []
        """(question, column)."""
        self.codes: list[tuple[str, str]] = []
        self.left_out: set[str] = set()
        """What the officer did not explain: its rows are refused."""
        self.not_asked: set[str] = set()
        """Questions of which the file has nothing, as the officer said."""

    @property
    def called(self) -> str:
        """Its name, as it has room in a sentence."""
        return short(self.path.name, 30)


def ask_new_wave(room: Asker, after: Callable[[Done | None], object]) -> None:
    """Asks what a new wave needs; the wave before is offered for comparing."""
    desk = room.cro.desk
    form = KindForm(Survey, desk)
    asked = {one.name: one for one in form.fields()}
    before = max(desk.notebook.all(Survey), key=lambda one: (one.closed or one.day, one.id), default=None)
    year = str(desk.notebook.clock().year)
    values = {"wave": year, "title": f"Survey of citizens' attitudes and opinions {year}"}
    if before is not None:
        values |= {"follows": form.given({"follows": before.id})["follows"], "method": before.method}

    def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
        return surveys.start(notebook, form.typed(texts), draft=draft)

    body = "It begins with the questions of the wave before, else with thirty stock ones; they can be changed."
    fields = [asked[name] for name in _ASKED]
    ask(room, NEW_WAVE, (), "New survey", fields, save, values=values, body=body, after=after)


class SurveyVerbs(TakingOver, DocumentRoom):
    """The verbs. Subclasses say which survey is meant, and show it anew."""

    def wave_meant(self) -> Survey | None:
        """The survey under the cursor, or that of the screen."""
        raise NotImplementedError

    def survey_changed(self) -> None:
        """Show the survey as it now stands."""

    @property
    def shows_names(self) -> bool:
        """Whether what is restricted shows."""
        raise NotImplementedError

    def action_key_in(self) -> None:
        """Key paper forms in."""
        survey = self.wave_meant()
        if survey is None:
            return
        if survey.closed:
            self.cro.say(notice=f"It was closed on {survey.closed}: s opens it again for more forms")
        else:
            self.key_in(survey)

    def key_in(self, survey: Survey, draft: Draft | None = None) -> None:
        """To the keying in, with a half-keyed form."""
        from cro_tui.tui.screens.key_in import KeyIn

        self.app.push_screen(KeyIn(survey, draft, bare=self.shows_names), lambda _none: self.survey_changed())

    def action_history(self) -> None:
        """Every change of the survey."""
        if (survey := self.wave_meant()) is not None:
            self.show_history(survey, bare=False)

    def action_edit_wave(self) -> None:
        """Everything about the survey, in a form."""
        if (survey := self.wave_meant()) is not None:
            self.cro.open_record(survey.id)

    async def action_close_wave(self) -> None:
        """Close the survey, or open it again."""
        survey = self.wave_meant()
        if survey is None:
            return
        if survey.closed:
            self.attempt(partial(surveys.reopen, survey=survey))
            self.survey_changed()
            return
        count = surveys.keyed_in(self.cro.desk.notebook, survey.id)
        body = f"{count:,} forms were taken. The interval to the next survey begins today."

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.attempt(partial(surveys.close, survey=survey))
                self.survey_changed()

        await lay_over(self.cro, confirm("Close the survey?", "Close it: no more forms are taken", body), answered)

    # Word

    def action_memo(self) -> None:
        """The memo to the Chief, to Word; what it leaves out is said before."""
        if (survey := self.wave_meant()) is not None:
            self.ask_survey_memo(survey)

    def action_paper_form(self) -> None:
        """The form to hand out, to Word."""
        survey = self.wave_meant()
        if survey is None:
            return
        desk = self.cro.desk

        def write(folder: Path) -> Path:
            from cro_tui.word import write_survey_form

            return write_survey_form(desk.notebook, desk.settings, survey.id, folder)

        self.write_document(write)

    # Forms from a file

    def action_import_forms(self) -> None:
        """Ask for the file, look at it, ask once what is not known, and take the forms over."""
        survey = self.wave_meant()
        if survey is None:
            return
        survey_id = survey.id

        def named(path: str | None) -> None:
            if path:
                self._look_at_forms(Reading(survey_id, Path(path)))

        body = "Columns in any order, headed by a question's id, its number (Q7) or its words."
        self.app.push_screen(AskFile("CSV file with forms", body), named)

    def _look_at_forms(self, reading: Reading) -> None:
        async def looked(did: FormsImported) -> None:
            await self._forms_looked_at(reading, did)

        self.take_over(f"Reading {reading.called}", partial(self._read_forms, reading, True), looked)

    def _read_forms(self, reading: Reading, dry_run: bool, progress: Progress, stop: Stop) -> FormsImported:
        from cro_tui.exchange.forms import import_forms

        notebook = self.cro.desk.notebook
        survey = notebook.of(Survey, reading.survey_id)
        assert survey is not None
        return import_forms(
            notebook, survey, reading.path, reading.columns, reading.codes,
            dry_run=dry_run, progress=progress, stop=stop,
        )  # fmt: skip

    async def _forms_looked_at(self, reading: Reading, did: FormsImported) -> None:
        """Ask what is not known, one thing after the other, then whether the forms are to be taken over."""
        self.cro.say(notice="")
        missing = next((one for one in did.not_in_file if one not in reading.not_asked), "")
        if did.imported.stopped:
            self.cro.say(notice="Stopped: nothing was taken over")
        elif not self.is_current:
            self.cro.say(notice=f"{reading.called} was read and not taken over: you went on meanwhile")
        elif missing and did.imported.unused and did.imported.rows:
            await self._ask_question_column(reading, missing, did.imported.unused)
        elif unknown := [one for one in did.unknown if one.said not in reading.left_out]:
            await self._ask_code(reading, unknown[0])
        else:
            await self._ask_whether(reading, did)

    def _take_forms_over(self, reading: Reading) -> None:
        async def taken(did: FormsImported) -> None:
            imported = did.imported
            if imported.done:
                self.cro.desk.took_note(together(imported.done, f"Imported {imported.added:,} survey forms"))
            self.survey_changed()
            stopped = "Stopped: " * imported.stopped
            undone = "; ctrl+z takes them back" * bool(imported.done)
            self.cro.say(saving="saved", notice=f"{stopped}{_counts(did, 'taken over')}{undone}")

        self.take_over(f"Taking over {reading.called}", partial(self._read_forms, reading, False), taken)

    async def _ask_question_column(self, reading: Reading, question_id: str, unused: Sequence[str]) -> None:
        """Which column has the answers to a question; asked once, remembered with the survey."""
        survey = self.cro.desk.notebook.of(Survey, reading.survey_id)
        text = next((one.text for one in survey.asked if one.id == question_id), "") if survey is not None else ""
        if survey is not None and survey.restricted and not self.shows_names:
            text = MASK
        options = [
            Option(header, short(header, 60) or "(no name)", letter)
            for header, letter in zip(unused, _LETTERS, strict=False)
        ]
        options += [
            Option(_NOT_ASKED, "None: this was not asked", "n"),
            Option(_NONE_ASKED, "None, nor of the others that are missing", "o"),
        ]

        def answered(header: str | None) -> None:
            if header is None:
                self.cro.say(notice="Nothing was taken over")
                return
            if header == _NONE_ASKED:
                reading.not_asked.update(one.id for one in (survey.asked if survey is not None else ()))
            elif header == _NOT_ASKED:
                reading.not_asked.add(question_id)
            else:
                reading.columns.append((question_id, header))
            self._look_at_forms(reading)

        body = f"“{short(text, 160)}” The answer is remembered with the survey."
        await lay_over(self.cro, Choose(f"Which column answers {question_id}?", options, body), answered)

    async def _ask_code(self, reading: Reading, unknown: Unknown) -> None:
        """What a code means; asked once, remembered with the survey."""
        survey = self.cro.desk.notebook.of(Survey, reading.survey_id)
        asked = {one.id: one for one in survey.asked} if survey is not None else {}
        first = asked.get(unknown.questions[0])
        options = (
            [Option(code, label, code) for code, label in zip(first.codes, first.options, strict=True)] if first else []
        )
        options += [Option(name, name, code) for code, name in NO_OPINION.items()]
        options.append(Option(_REFUSED, _REFUSED, "r"))

        def answered(meaning: str | None) -> None:
            if meaning is None:
                self.cro.say(notice="Nothing was taken over")
                return
            if meaning == _REFUSED:
                reading.left_out.add(unknown.said)
            else:
                reading.codes.append((unknown.said, meaning))
            self._look_at_forms(reading)

        rows = "1 row" if unknown.rows == 1 else f"{unknown.rows:,} rows"
        of = ", ".join(unknown.questions[:4]) + (" …" if len(unknown.questions) > 4 else "")
        body = f"It stands in {rows}, first in {of}. The answer is remembered with the survey."
        await lay_over(self.cro, Choose(f"What does “{short(unknown.said, 30)}” mean?", options, body), answered)

    async def _ask_whether(self, reading: Reading, did: FormsImported) -> None:
        imported = did.imported
        if not imported.added:
            self.cro.say(notice=_counts(did, "to be taken over"))
            return
        lines = [
            _counts(did, "to be taken over"),
            "Read: " + ", ".join(f"{what} from “{short(of, 20)}”" for what, of in list(imported.columns.items())[:8])
            + (" …" if len(imported.columns) > 8 else ""),
        ]  # fmt: skip
        if did.not_in_file:
            lines.append(f"No column for {len(did.not_in_file)} questions: they count as not asked.")
        if imported.unused:
            lines.append(f"Nothing is taken from: {short(', '.join(imported.unused), 60)}")
        lines += [str(one) for one in imported.bad[:3]]

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._take_forms_over(reading)

        question = confirm(f"Take {imported.added:,} forms over?", "Take them over", "\n".join(lines))
        await lay_over(self.cro, question, answered)


def _counts(did: FormsImported, done: str) -> str:
    one = did.imported
    return f"{one.added:,} {done}, {one.already:,} here already, {len(one.bad):,} bad, of {one.rows:,} rows"
