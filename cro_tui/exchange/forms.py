"""The forms of a survey from a file: columns in any order, codes of any language; good rows kept, bad ones named.

What a code means that is neither a number of the scale nor one of its words is asked once and remembered with the
survey; nothing is guessed. Writes through the officer's verbs alone; knows no screen.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cro_tui.actions.base import Done, Names, commit, context_of
from cro_tui.exchange.form_codes import plain, usual_code
from cro_tui.exchange.identity import Identities, line_ids
from cro_tui.exchange.importing import ROWS_A_CHANGE, BadRow, Imported
from cro_tui.exchange.problems import ImportProblem
from cro_tui.exchange.sources import Row, Source, read
from cro_tui.model.fields import BadValue, Context, Stored, short
from cro_tui.model.ids import is_id
from cro_tui.model.scales import BLANK, code_of
from cro_tui.model.survey import Question, Response, Survey, joined
from cro_tui.store.errors import NotSaved
from cro_tui.store.notebook import Edit, Notebook

SURVEY, COMMENT, ID = "survey", "comment", "id"
"""What a mapping may name besides questions: of which survey the forms are, and a column of comments."""
_COMMENTS = frozenset({"comment", "comments", "remarks", "in your own words", "anything else"})
_NUMBERED = re.compile(r"(?:q|question|no|number)? ?0*([1-9]\d?)")


class Unknown(NamedTuple):
    """Something that a file says and nobody has explained yet."""

    said: str
    rows: int
    questions: tuple[str, ...]


class _NotKnown(ValueError):
    def __init__(self, question: Question, said: str) -> None:
        super().__init__(f"{question.id} says “{short(said, 30)}”, and what that means was not said")
        self.question = question.id
        self.said = said


@dataclass(frozen=True)
class FormsImported:
    """What was taken over, and what must be said before the rest can be."""

    imported: Imported
    unknown: tuple[Unknown, ...]
    """The codes for which rows were refused, those of most rows first."""
    not_in_file: tuple[str, ...]
    """Questions of which the file has no column: they count as not asked."""


def survey_of(notebook: Notebook, mapping: Iterable[tuple[str, str]]) -> Survey | None:
    """The survey that a mapping names by ``survey=ID``; None where it names none. Raises `BadValue` for a wrong one."""
    named = [column for field, column in mapping if field == SURVEY]
    if not named:
        return None
    try:
        found = notebook.of(Survey, Names(notebook).resolve((Survey.KIND,), named[-1]))
    except ValueError as problem:
        raise BadValue(SURVEY, str(problem)) from None
    if found is None or found.is_voided:
        raise BadValue(SURVEY, f"“{short(named[-1])}” is voided")
    return found


def import_forms(
    notebook: Notebook,
    survey: Survey,
    path: Path,
    mapping: Iterable[tuple[str, str]] = (),
    codes: Iterable[tuple[str, str]] = (),
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> FormsImported:
    """Takes the rows of *path* over as forms of *survey*; the same file again adds nothing.

    *mapping* are (question id or its number on the form, column); *codes* are (what a cell says, what it means) or
    (``question:what it says``, what it means). Both are remembered with the survey. Raises `ImportProblem`, `BadValue`,
    OSError, or `NotSaved`: what was saved before stays, and the same import goes on from there.
    """
    context = context_of(notebook)
    learned = {**_learned_codes(survey, codes, context), **_learned_headers(survey, mapping, context)}
    survey = Survey(survey.id, {**survey.values, **learned}, seen=survey.seen)
    source = read(path)
    reader = _Reader(notebook, survey, source, context)
    done: list[Done] = []
    new = {key: value for key, value in learned.items() if _stands(notebook, survey, key) != value}
    if new and not dry_run:
        known = notebook.of(Survey, survey.id)
        said = "Remembered what the file's columns and codes mean"
        done.append(commit(notebook, [Edit(survey.id, Survey.KIND, new, known)], said))
    bad: list[BadRow] = []
    added, seen, stopped = 0, 0, False
    for start in range(0, len(source.rows), ROWS_A_CHANGE):
        stopped = stop()
        if stopped:
            break
        batch = source.rows[start : start + ROWS_A_CHANGE]
        edits: list[Edit] = []
        for row in batch:
            try:
                if (edit := reader.edit(row)) is not None:
                    edits.append(edit)
            except ValueError as problem:
                bad.append(BadRow(row.number, str(problem)))
        if edits and not dry_run:
            done.append(_save(notebook, edits, added))
        added += len(edits)
        seen += len(batch)
        if progress:
            progress(seen, len(source.rows))
    imported = Imported(
        rows=len(source.rows),
        added=added,
        already=seen - added - len(bad),
        bad=tuple(bad),
        columns={what: source.headers[at] for at, what in reader.columns.items()},
        unused=tuple(
            header for at, header in enumerate(source.headers) if at not in reader.columns and at != reader.id
        ),
        warnings=(*source.warnings, *reader.warnings()),
        done=tuple(done),
        stopped=stopped,
    )
    return FormsImported(imported, reader.unknown(), reader.not_in_file)


def _stands(notebook: Notebook, survey: Survey, key: str) -> Stored:
    known = notebook.get(survey.id)
    return known.values.get(key) if known is not None else None


def _save(notebook: Notebook, edits: list[Edit], added: int) -> Done:
    try:
        return commit(notebook, edits, f"Imported {len(edits)} survey forms")
    except NotSaved as problem:
        before = f"; {added} forms before them were saved, the same import goes on there" if added else ""
        raise NotSaved(f"{problem}{before}") from problem


# What the officer says of the file, as it is remembered


def _learned_codes(survey: Survey, codes: Iterable[tuple[str, str]], context: Context) -> dict[str, Stored]:
    learned: dict[str, Stored] = {}
    ids = {one.id for one in survey.asked}
    for typed, means in codes:
        question, colon, said = typed.partition(":")
        if not (colon and question.strip() in ids):
            question, said = "", typed
        line = {"said": said, "means": means, "question": question.strip()}
        line_id = sha256(f"{question.strip()}\0{plain(said)}".encode()).hexdigest()[:12]
        _, stored = Survey.codes.parse_row({**line, "id": line_id}, context)
        learned[Survey.codes.key(line_id)] = stored
    return learned


def _learned_headers(survey: Survey, mapping: Iterable[tuple[str, str]], context: Context) -> dict[str, Stored]:
    learned: dict[str, Stored] = {}
    numbers = {str(number): one.id for number, one in enumerate(survey.asked, start=1)}
    ids = {one.id for one in survey.asked}
    for typed, header in mapping:
        if typed == SURVEY:
            continue
        question = typed if typed in ids or typed == COMMENT else numbers.get(typed.lstrip("qQ").lstrip("0"), "")
        if not question:
            named = ", ".join(one.id for one in survey.asked)
            raise BadValue("map", f"“{short(typed)}” is no question; there are: {named}, {COMMENT}")
        line_id = sha256(plain(header).encode()).hexdigest()[:12]
        _, stored = Survey.headers.parse_row({"id": line_id, "header": header, "question": question}, context)
        learned[Survey.headers.key(line_id)] = stored
    return learned


class _Reader:
    """Turns rows into forms, one after the other."""

    def __init__(self, notebook: Notebook, survey: Survey, source: Source, context: Context) -> None:
        self._notebook = notebook
        self._survey = survey
        self._context = context
        self._headers = source.headers
        self._encoding = source.encoding
        self._questions = {one.id: one for one in survey.asked}
        self._codes = {
            (str(row.get("question") or ""), plain(str(row.get("said") or ""))): code_of(str(row.get("means") or ""))
            for row in survey.codes
        }
        self.id = next((at for at, header in enumerate(source.headers) if plain(header) == ID), None)
        self.columns = self._recognized()
        """The place of a column -> the question, or `COMMENT`."""
        self._identities = Identities(f"{Response.KIND} {survey.id}", source.headers)
        self._own_ids: dict[str, int] = {}
        self._unknown: dict[str, list[str]] = {}
        self._rows_of: Counter[str] = Counter()
        self._read: dict[tuple[str, str], str] = {}
        """(question, cell) -> code, as read before."""

    # Columns

    def _recognized(self) -> dict[int, str]:
        names = dict(self._names())
        found: dict[int, str] = {}
        remembered = {
            plain(str(row.get("header") or "")): str(row.get("question") or "") for row in self._survey.headers
        }
        missing = [
            row for row in self._survey.headers if plain(str(row.get("header") or "")) not in self._plain_headers
        ]
        for at, header in enumerate(self._plain_headers):
            what = remembered.get(header) or names.get(header) or self._by_number(header)
            if not what or at == self.id:
                continue
            if what != COMMENT and what in found.values():
                other = self._headers[next(place for place, one in found.items() if one == what)]
                raise ImportProblem(
                    f"Two columns are of {what}: “{short(other, 30)}” and “{short(self._headers[at], 30)}”. "
                    f"Say which with --map {what}=COLUMN, and leave the other out of the file."
                )
            found[at] = what
        if not any(what != COMMENT for what in found.values()) and self._questions:
            has = ", ".join(short(header, 30) for header in self._headers)
            wanted = next(iter(self._questions))
            hint = f" “{short(missing[0]['header'], 30)}” is not in it." if missing else ""
            raise ImportProblem(
                f"No column is known as a question of the survey; the file has: {has}.{hint} "
                f"Say which it is with --map {wanted}=COLUMN."
            )
        return found

    @property
    def _plain_headers(self) -> list[str]:
        return [plain(header) for header in self._headers]

    def _names(self) -> Iterator[tuple[str, str]]:
        for one in self._questions.values():
            what = COMMENT if one.in_words else one.id
            yield plain(one.text), what
            yield plain(one.id), what
        yield from ((name, COMMENT) for name in _COMMENTS)

    def _by_number(self, header: str) -> str:
        """``Q7``: the seventh question of the form."""
        number = _NUMBERED.fullmatch(header)
        asked = list(self._questions.values())
        if not number or int(number[1]) > len(asked):
            return ""
        one = asked[int(number[1]) - 1]
        return COMMENT if one.in_words else one.id

    @property
    def not_in_file(self) -> tuple[str, ...]:
        """Questions to mark of which there is no column."""
        there = set(self.columns.values())
        return tuple(one.id for one in self._questions.values() if not one.in_words and one.id not in there)

    def warnings(self) -> Iterator[str]:
        """What the officer should know besides bad rows."""
        if self._encoding in ("cp1252", "latin-1"):
            yield "read as Windows text (cp1252): look at the accents"
        if self._survey.closed:
            yield f"the survey was closed on {self._survey.closed}; its forms are taken all the same"

    def unknown(self) -> tuple[Unknown, ...]:
        """What is still to be explained."""
        found = (Unknown(said, self._rows_of[said], tuple(dict.fromkeys(ids))) for said, ids in self._unknown.items())
        return tuple(sorted(found, key=lambda one: (-one.rows, one.said)))

    # Rows

    def edit(self, row: Row) -> Edit | None:
        """The form that the row is; None if it is in the notebook already."""
        if row.wrong:
            raise ValueError(row.wrong)
        record_id = self._id_of(row)
        known = self._notebook.get(record_id)
        if known is not None:
            if not isinstance(known, Response):
                raise ValueError(f"{record_id} is a {known.KIND} in this notebook")
            return None
        answers: dict[str, str] = {}
        comments: list[str] = []
        strange: list[_NotKnown] = []
        for at, what in self.columns.items():
            cell = row.values[at]
            said = "" if cell is None else str(cell).strip()
            if what == COMMENT:
                comments += [said] if said else []
                continue
            try:
                answers[what] = self._code(self._questions[what], said)
            except _NotKnown as problem:
                strange.append(problem)
        if strange:
            for said in dict.fromkeys(one.said for one in strange):
                self._rows_of[said] += 1
                self._unknown.setdefault(said, []).extend(one.question for one in strange if one.said == said)
            raise ValueError("; ".join(str(one) for one in strange[:3]) + (" …" if len(strange) > 3 else ""))
        if not comments and all(code == BLANK for code in answers.values()):
            raise ValueError("nothing is marked in it")
        return Edit(record_id, Response.KIND, self._stored(record_id, answers, comments))

    def _stored(self, record_id: str, answers: Mapping[str, str], comments: Sequence[str]) -> dict[str, Stored]:
        from cro_tui.actions.surveys import comment_line

        in_order = {one: answers[one] for one in self._questions if one in answers}
        stored: dict[str, Stored] = {"survey": self._survey.id}
        if in_order:
            stored["answers"] = joined(in_order)
        for line_id, comment in zip(line_ids(record_id), comments, strict=False):
            stored |= comment_line(line_id, comment, self._survey, self._context)
        return stored

    def _id_of(self, row: Row) -> str:
        own = str(row.values[self.id] or "").strip().upper() if self.id is not None else ""
        if not is_id(own):
            content = [[header, str(cell)] for header, cell in zip(self._headers, row.values, strict=True) if cell]
            return self._identities.id_of(row.values, json.dumps(content))
        if own in self._own_ids:
            raise ValueError(f"it has the id of row {self._own_ids[own]}")
        self._own_ids[own] = row.number
        return own

    def _code(self, question: Question, said: str) -> str:
        seen = (question.id, said)
        code = self._read.get(seen)
        if code is None:
            code = self._read[seen] = self._meaning(question, said)
        return code

    def _meaning(self, question: Question, said: str) -> str:
        """The code that the cell means; raises `_NotKnown`."""
        told = self._codes.get((question.id, plain(said))) or self._codes.get(("", plain(said)))
        code = told or (BLANK if not said else usual_code(question, said))
        if not code or not question.takes(code):
            raise _NotKnown(question, said)
        return code
