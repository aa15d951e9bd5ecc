"""A form made from a list of fields: label, editor, and a line beneath that says what is wrong or how it was read.

Knows no record and no vocabulary: the screen turns a kind's fields into `FormField`s and takes texts back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.tui.show import harmless
from cro_tui.tui.widgets.choice_field import ChoiceField, Suggest, from_words
from cro_tui.tui.widgets.text_field import TextField
from cro_tui.tui.widgets.yes_no import YesNo

TWO_COLUMNS = 110
"""Cells from which a form has two columns."""
LABEL_CELLS, MOST_LABEL_CELLS = 16, 24
"""Cells of the labels: as many as the longest of the form needs, within these."""

Kind = Literal["line", "text", "choice", "yesno", "date", "number", "list"]
Editor = TextField | ChoiceField | YesNo


@dataclass(frozen=True)
class FormField:
    """One field of a form."""

    name: str
    """The field's name in the record; letters, digits and ``_``."""
    label: str
    kind: Kind = "line"
    choices: tuple[str, ...] = ()
    """The words of the vocabulary, for a choice or a list."""
    suggest: Suggest | None = None
    """Looks suggestions up as they are needed (people, places); instead of *choices*."""
    hint: str = ""
    """Shown beneath while the field has the focus and says nothing else."""
    read: Callable[[str], str] | None = None
    """How the text is understood ("Fri 27 Nov 2026"), shown as it is typed; raises ValueError with a sentence."""
    free: bool = False
    """Choices only suggest: a beginning that fits one of them stays as it was typed, unless tab completes it."""
    open: bool = False
    """Words count, too, that are none of the choices."""
    wide: bool = False
    """Takes the whole width where the form has two columns; long texts always do."""


class FieldRow(Vertical):
    """One field with its label and its line of remarks."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto;
        & .field-line {
            height: auto;
        }
        & .field-label {
            color: $quiet;
        }
        &:focus-within .field-label {
            color: $accent;
            text-style: bold;
        }
        & .remark {
            height: auto;
            color: $quiet;
        }
        &.-wrong .remark {
            color: $alarm;
            text-style: bold;
        }
    }
    """

    def __init__(self, spec: FormField, value: str, label_cells: int) -> None:
        wide = spec.wide or spec.kind == "text"
        super().__init__(id=f"row-{spec.name}", classes="field-row -whole" if wide else "field-row")
        self.spec = spec
        self.editor = self._make_editor(value)
        self._label = Static(spec.label, classes="field-label", markup=False)
        self._label.styles.width = label_cells
        self._remark = Static("", classes="remark", markup=False)
        self._remark.styles.margin = (0, 0, 0, label_cells + 2)
        self._remark.display = False
        self._error = ""

    def _make_editor(self, value: str) -> Editor:
        spec = self.spec
        if spec.kind == "yesno":
            return YesNo(value)
        if spec.choices or spec.suggest is not None:
            suggest = spec.suggest or from_words(spec.choices)
            closed = bool(spec.choices) and not (spec.free or spec.open)
            several = spec.kind == "list"
            return ChoiceField(value, suggest=suggest, several=several, completes=not spec.free, closed=closed)
        return TextField(value, many=spec.kind == "text", replaced=spec.kind in ("date", "number"))

    def compose(self) -> ComposeResult:
        """Label, editor, remark."""
        with Horizontal(classes="field-line"):
            yield self._label
            yield self.editor
        yield self._remark

    def on_mount(self) -> None:
        """Say how a loaded value is read."""
        self.remark(focused=False)

    def on_descendant_focus(self) -> None:
        """Show the hint."""
        self.remark(focused=True)

    def on_descendant_blur(self) -> None:
        """Take the hint away."""
        self.remark(focused=False)

    def set_error(self, error: str) -> None:
        """Show *error* until the field is changed; ``""`` takes it away."""
        self._error = error
        self.remark(focused=self.has_focus_within)

    def remark(self, *, focused: bool) -> None:
        """The error, else how the text is read, else the hint."""
        text, wrong = self._error, bool(self._error)
        if not text and self.spec.read is not None and self.editor.value.strip():
            try:
                text = self.spec.read(self.editor.value)
            except ValueError as problem:
                text, wrong = str(problem), not focused
            if text == self.editor.value.strip():
                text = ""
        if not text and not focused and isinstance(self.editor, ChoiceField):
            text = self.editor.misfit
            wrong = bool(text)
        if not text and focused:
            text = self.spec.hint
        self._remark.update(harmless(text))
        self._remark.display = bool(text)
        self.set_class(wrong, "-wrong")


class RecordForm(VerticalScroll, can_focus=False):
    """The fields of one record.

    `values` are the texts as they stand, `changed` those that differ from what was loaded. Enter goes to the next
    field; saving is the screen's business (ctrl+s), drafts too: it gets a `Changed` with every edit.
    """

    DEFAULT_CSS = """
    RecordForm {
        height: 1fr;
        max-width: 150;
        padding: 0 1;
        scrollbar-size-vertical: 1;
    }
    RecordForm.-two {
        layout: grid;
        grid-size: 2;
        grid-columns: 1fr 1fr;
        grid-rows: auto;
        grid-gutter: 0 2;
        & .-whole {
            column-span: 2;
        }
    }
    """

    @dataclass
    class Changed(Message):
        """A field was edited."""

        form: RecordForm
        name: str
        value: str

        @property
        def control(self) -> RecordForm:
            """The form."""
            return self.form

    @dataclass
    class Finished(Message):
        """Enter was pressed in the last field."""

        form: RecordForm

        @property
        def control(self) -> RecordForm:
            """The form."""
            return self.form

    def __init__(
        self,
        fields: Sequence[FormField],
        values: Mapping[str, str] | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id)
        given = dict(values or {})
        self._loaded = {spec.name: given.get(spec.name, "") for spec in fields}
        longest = max(cell_len(spec.label) for spec in fields) + 1 if fields else 0
        cells = max(LABEL_CELLS, min(longest, MOST_LABEL_CELLS))
        self._rows = {spec.name: FieldRow(spec, self._loaded[spec.name], cells) for spec in fields}

    def compose(self) -> ComposeResult:
        """A row a field."""
        yield from self._rows.values()

    def on_resize(self, event: events.Resize) -> None:
        """Two columns where there is room."""
        self.set_class(event.size.width >= TWO_COLUMNS, "-two")

    @property
    def values(self) -> dict[str, str]:
        """Every field's text."""
        return {name: row.editor.value for name, row in self._rows.items()}

    @property
    def changed(self) -> dict[str, str]:
        """The texts that differ from what was loaded."""
        return {name: value for name, value in self.values.items() if value != self._loaded[name]}

    def load(self, values: Mapping[str, str]) -> None:
        """Show *values* as a record that is not changed yet; fields not named become empty."""
        for name, row in self._rows.items():
            self._loaded[name] = values.get(name, "")
            row.editor.load(self._loaded[name])
            row.set_error("")

    def fill(self, values: Mapping[str, str], *, going_on: bool = False) -> None:
        """Put texts in as if they had been typed: a restored draft, what was understood of a line. *going_on*: the next
        letter goes on with them."""
        for name, value in values.items():
            if name in self._rows:
                editor = self._rows[name].editor
                editor.load(value)
                if going_on and isinstance(editor, TextField):
                    editor.go_on()
                self._rows[name].remark(focused=False)

    def set_errors(self, errors: Mapping[str, str]) -> None:
        """Show what is wrong beneath the fields, take other errors away, go to the first wrong field."""
        for name, row in self._rows.items():
            row.set_error(errors.get(name, ""))
        first = next((name for name in self._rows if name in errors), None)
        if first is not None:
            self.go_to(first)

    def settle(self) -> None:
        """Take what was picked and single matches of choices that the cursor has not left yet, before a save."""
        for row in self._rows.values():
            if isinstance(row.editor, ChoiceField):
                row.editor.settle()

    def input_of(self, name: str) -> Widget:
        """The widget that takes the keys of a field."""
        editor = self._rows[name].editor
        return editor.line if isinstance(editor, ChoiceField) else editor

    def go_to(self, name: str) -> None:
        """Put the cursor into a field."""
        self._rows[name].editor.focus()

    @on(TextField.Edited)
    @on(ChoiceField.Edited)
    @on(YesNo.Edited)
    def _edited(self, event: TextField.Edited | ChoiceField.Edited | YesNo.Edited) -> None:
        event.stop()
        row = next(row for row in self._rows.values() if row.editor is event.field)
        row.set_error("")
        self.post_message(self.Changed(self, row.spec.name, event.value))

    @on(TextField.Submitted)
    @on(ChoiceField.Submitted)
    @on(YesNo.Submitted)
    def _next(self, event: TextField.Submitted | ChoiceField.Submitted | YesNo.Submitted) -> None:
        event.stop()
        if event.field is list(self._rows.values())[-1].editor:
            self.post_message(self.Finished(self))
        else:
            self.screen.focus_next()

    @on(TextField.LeftDown)
    def _below(self, event: TextField.LeftDown) -> None:
        event.stop()
        self.screen.focus_next()

    @on(TextField.LeftUp)
    def _above(self, event: TextField.LeftUp) -> None:
        event.stop()
        self.screen.focus_previous()
