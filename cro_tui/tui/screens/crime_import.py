"""A file of crime or calls counted from the screen: looked at first, asked about, counted, and told what came of it.

What the officer says of a file is remembered with its counts, as the command line's ``--map`` is. Knows the officer's
verbs by way of `exchange`; shows no counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.model.crime import MEASURES, Crime
from cro_tui.model.fields import short
from cro_tui.tui.screens.dialogs.base import lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.file_name import AskFile
from cro_tui.tui.screens.dialogs.line import AskLine
from cro_tui.tui.screens.dialogs.story import StoryDialog
from cro_tui.tui.screens.taking_over import Progress, Stop, TakingOver
from cro_tui.tui.widgets.details import Paragraph

if TYPE_CHECKING:
    from cro_tui.exchange.crime import CrimeImported

_LETTERS = "123456789abcdfghjklmopqrstuvwxyz"
"""Keys of the columns; n and e are taken."""
_NONE = "\0"
"""Stands for no column at all."""
_ASKED = ("type", "beat")
"""What is asked where no column is known as it, besides the date."""
_NOUNS = {
    "date": "the date", "type": "what happened (the type)", "beat": "the beat or district",
    "count": "how many each row counts", "number": "the file or call number",
}  # fmt: skip
_WITHOUT = {
    "type": "None: all count as “no type given”", "beat": "None: nothing is told apart by beat",
    "count": "None: each row is one", "number": "None: the same case twice is not noticed",
}  # fmt: skip
_BAD_NAMED, _BAD_TOLD = 2, 500


class CrimeFile:
    """One file being looked at, and what was said of it so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told: dict[str, str] = {}
        """Field -> its column, or what was said outright; ``""`` for none."""

    def say(self, name: str, what: str) -> None:
        """The officer said it."""
        self.told[name] = what


class CrimeImporting(TakingOver):
    """A room that counts files of crime. Subclasses show the counts."""

    def crime_counted(self, source: str, measure: str) -> None:
        """Show the counts of the source that was counted, as they now stand."""
        raise NotImplementedError

    def action_import_crime(self) -> None:
        """Ask for the file, look at it, ask what is not understood, and count it."""

        def named(path: str | None) -> None:
            if path:
                self._look_at_crime(CrimeFile(Path(path)))

        body = "Rows of records or dispatch, saved as CSV: one row an incident, or rows with counts."
        self.app.push_screen(AskFile("CSV file with crime or calls", body), named)

    def _look_at_crime(self, file: CrimeFile) -> None:
        self.take_over(f"Reading {short(file.path.name, 30)}", partial(self._read_crime, file, True), self._crime_read)

    def _read_crime(self, file: CrimeFile, dry_run: bool, progress: Progress, stop: Stop) -> _Looked:
        from cro_tui.exchange.crime import take_crime
        from cro_tui.exchange.crime_columns import NoDate

        notebook = self.cro.desk.notebook
        try:
            took = take_crime(
                notebook, file.path, list(file.told.items()), dry_run=dry_run, progress=progress, stop=stop
            )
        except NoDate as problem:
            if not problem.headers:
                raise
            return _Looked(file, None, problem.headers, problem.examples)
        return _Looked(file, took, took.headers, took.examples)

    async def _crime_read(self, looked: _Looked) -> None:
        """It was looked at: ask what is not understood, one thing after the other, then whether it is right."""
        self.cro.say(notice="")
        if looked.took is not None and looked.took.imported.stopped:
            self.cro.say(notice="Stopped: nothing was counted")
        elif not self.is_current:
            self.cro.say(notice=f"{short(looked.file.path.name, 30)} was read and not counted: you went on meanwhile")
        elif looked.took is None:
            await self._ask_column(looked, "date")
        elif looked.took.unsure:
            await self._ask_order(looked, looked.took.unsure)
        elif (open_ := looked.next_asked) is not None:
            await self._ask_column(looked, open_)
        else:
            await self._ask_whether_to_count(looked, looked.took)

    # Questions

    async def _ask_column(self, looked: _Looked, name: str) -> None:
        options = [
            Option(str(at), _column(header, example), letter)
            for at, (header, example, letter) in enumerate(zip(looked.headers, looked.examples, _LETTERS, strict=False))
        ]
        if name in _WITHOUT:
            options.append(Option(_NONE, _WITHOUT[name], "n"))

        def answered(chosen: str | None) -> None:
            if chosen is None:
                self._leave_crime()
                return
            looked.file.say(name, "" if chosen == _NONE else looked.headers[int(chosen)])
            self._look_at_crime(looked.file)

        title = f"Which column has {_NOUNS[name]}?"
        body = "The answer is remembered for files with the same columns."
        await lay_over(self.cro, Choose(title, options, body), answered)

    async def _ask_order(self, looked: _Looked, example: str) -> None:
        from cro_tui.exchange.crime_columns import DAY_FIRST, MONTH_FIRST

        options = (
            Option(MONTH_FIRST, "Month first, as 7/4 for the Fourth of July", "m"),
            Option(DAY_FIRST, "Day first, as 4/7 for the Fourth of July", "d"),
        )

        def answered(order: str | None) -> None:
            if order is None:
                self._leave_crime()
                return
            looked.file.say("days", order)
            self._look_at_crime(looked.file)

        body = "Nothing in the file says which. The answer is remembered for files with the same columns."
        await lay_over(self.cro, Choose(f"How does the file write {short(example, 20)}?", options, body), answered)

    async def _ask_source(self, looked: _Looked) -> None:
        known = dict.fromkeys(one.source for one in self.cro.desk.notebook.all(Crime))
        said = looked.took.source if looked.took is not None else ""
        names = list(dict.fromkeys(filter(None, (*known, said))))
        options = [Option(name, name, letter) for name, letter in zip(names, _LETTERS, strict=False)]
        options.append(Option(_NONE, "Another: type its name", "n"))

        def named(source: str | None) -> None:
            if source:
                looked.file.say("source", source)
            self._look_at_crime(looked.file)

        def answered(chosen: str | None) -> None:
            if chosen == _NONE:
                self.app.push_screen(AskLine("Who counted?", "Records Section, Dispatch …"), named)
            else:
                named(chosen)

        await lay_over(
            self.cro, Choose("Who counted?", options, "It stands beside the counts in the report."), answered
        )

    async def _ask_whether_to_count(self, looked: _Looked, took: CrimeImported) -> None:
        imported = took.imported
        if not imported.rows:
            self.cro.say(notice=f"{short(looked.file.path.name, 30)} has no row to be counted")
            return
        read = imported.columns
        options = [
            Option("yes", f"Count them: {imported.added:,} rows", "y"),
            *(Option(name, _read_from(name, read), letter) for name, letter in zip(_NOUNS, "dtbcf", strict=True)),
            Option("source", f"Counted by: {took.source or _from_column(read, 'source')}", "s"),
            Option("measure", f"What: {took.measure or _from_column(read, 'measure')}", "w"),
            Option("no", "Leave it", "n"),
        ]
        if not took.headers:
            options = [options[0], options[-1]]
        lines = [_counts(took, "to be counted"), *_quarters(took), *imported.warnings, *map(str, imported.bad)]
        shown = lines[: 3 + _BAD_NAMED]
        if len(lines) > len(shown):
            shown.append(f"… and {len(lines) - len(shown)} more remarks, told in full when it is counted")
        body = "\n".join(short(line, 150) for line in shown)
        title = f"Is {short(looked.file.path.name, 40)} understood?"

        async def then(answer: str | None) -> None:
            if answer == "yes":
                self._count_crime(looked.file)
            elif answer == "source":
                await self._ask_source(looked)
            elif answer == "measure":
                other = MEASURES[1] if took.measure == MEASURES[0] else MEASURES[0]
                looked.file.say("measure", other)
                self._look_at_crime(looked.file)
            elif answer in _NOUNS:
                await self._ask_column(looked, answer)
            else:
                self._leave_crime()

        await lay_over(self.cro, Choose(title, options, body), then)

    def _leave_crime(self) -> None:
        self.cro.say(notice="Nothing was counted")

    # Counting

    def _count_crime(self, file: CrimeFile) -> None:
        self.take_over(
            f"Counting {short(file.path.name, 30)}", partial(self._read_crime, file, False), self._crime_counted
        )

    async def _crime_counted(self, looked: _Looked) -> None:
        """It was counted: say what came of every row."""
        took = looked.took
        if took is None or took.imported.stopped:
            self.cro.say(notice="Stopped: nothing was counted")
            return
        for done in took.imported.done:
            self.cro.desk.took_note(done)
            if isinstance(done.record, Crime):
                self.crime_counted(done.record.source, done.record.measure)
        said = _counts(took, "counted")
        if took.imported.done:
            self.cro.say(saving="saved", notice=f"{said}; ctrl+z takes it back")
        else:
            self.cro.say(notice=said)
        if self.is_current and (took.imported.bad or took.imported.warnings):
            story = StoryDialog(f"What came of {short(looked.file.path.name, 40)}", list(_told(took)), has_form=False)
            await lay_over(self.cro, story)


class _Looked:
    """A file as it was read; *took* is None where no column is known as the date."""

    def __init__(
        self, file: CrimeFile, took: CrimeImported | None, headers: tuple[str, ...], examples: tuple[str, ...]
    ) -> None:
        self.file = file
        self.took = took
        self.headers = headers
        self.examples = examples

    @property
    def next_asked(self) -> str | None:
        """What must be asked next: no column is known as it, and the file has columns that nothing is taken from."""
        if self.took is None or not self.took.imported.unused or not self.took.imported.rows:
            return None
        read = self.took.imported.columns
        said = {*self.file.told, *self.took.said_before}
        return next((name for name in _ASKED if name not in read and name not in said), None)


def _column(header: str, example: str) -> str:
    return f"{short(header, 40) or '(no name)'}{f'   e.g. {short(example, 30)}' if example else ''}"


def _from_column(read: Mapping[str, str], name: str) -> str:
    return f"column “{short(read.get(name, ''), 30)}”"


_LABELS = {"date": "Date", "type": "Type", "beat": "Beat", "count": "Count", "number": "File number"}


def _read_from(name: str, read: Mapping[str, str]) -> str:
    return f"{_LABELS[name]}: {f'“{short(read[name], 40)}”' if name in read else _WITHOUT[name].partition(': ')[2]}"


def _counts(took: CrimeImported, done: str) -> str:
    one = took.imported
    bad = sum(row.rows for row in one.bad)
    return f"{one.added:,} {done} + {one.already:,} here already + {bad:,} bad = {one.rows:,} rows"


def _quarters(took: CrimeImported) -> Iterator[str]:
    if took.quarters:
        first, last = took.quarters[0][0], took.quarters[-1][0]
        total = sum(count for _, count in took.quarters)
        yield (
            f"{total:,} in {first}"
            if first == last
            else f"{total:,} in {len(took.quarters)} quarters, {first} to {last}"
        )


def _told(took: CrimeImported) -> Iterator[Paragraph]:
    """All that is to be said of an import."""
    one = took.imported
    yield Paragraph(_counts(took, "counted"), tone="strong")
    for quarter, count in took.quarters:
        yield Paragraph(f"{count:,}", quarter)
    yield Paragraph("")
    for name, column in one.columns.items():
        yield Paragraph(f"“{column}”", name)
    if one.unused:
        yield Paragraph(short(", ".join(one.unused), 400), "not used", "quiet")
    for warning in one.warnings:
        yield Paragraph(warning)
    if one.bad:
        yield Paragraph("")
        yield Paragraph("Bad rows, not counted", tone="heading")
    for row in one.bad[:_BAD_TOLD]:
        yield Paragraph(row.reason, f"row {row.row:,}")
    if len(one.bad) > _BAD_TOLD:
        yield Paragraph(f"… and {len(one.bad) - _BAD_TOLD:,} more")
