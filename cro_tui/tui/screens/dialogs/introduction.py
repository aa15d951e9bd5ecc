"""Whose notebook is this: name, badge, department. Writes the settings through the desk; asked once.

What is typed is a draft until it is saved."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from cro_tui.tui.commands import bindings
from cro_tui.tui.desk import Desk, Refused
from cro_tui.tui.screens.capture import INTRODUCTION, Capture
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.screens.dialogs.drafted import Kept
from cro_tui.tui.widgets.record_form import FormField, RecordForm

FIELDS = (
    FormField("officer.name", "Your name", wide=True),
    FormField("officer.badge", "Badge", wide=True),
    FormField("department.name", "Department", wide=True),
    FormField("department.supervisor", "Supervisor", hint="FROM of the quarterly report", wide=True),
    FormField("department.chief", "Chief", hint="TO of the quarterly report", wide=True),
)


class Introduction(Dialog[bool]):
    """A few lines that reports and records carry."""

    BINDINGS = bindings("introduction")
    PLACES = ("introduction", *Dialog.PLACES)

    def __init__(self, desk: Desk) -> None:
        super().__init__("Whose notebook is this?", "It stands in every report. All of it can be changed later.")
        self._desk = desk
        self._kept = Kept(desk, Capture.PLACE, INTRODUCTION, ())
        self._settled = False
        settings = desk.settings
        self._form = RecordForm(
            [FormField(f.name.replace(".", "_"), f.label, hint=f.hint, wide=True) for f in FIELDS],
            {
                "officer_name": settings.officer.name,
                "officer_badge": settings.officer.badge,
                "department_name": settings.department.name,
                "department_supervisor": settings.department.supervisor,
                "department_chief": settings.department.chief,
            },
        )
        self._form.fill(self._kept.texts)

    def asked(self) -> Iterable[Widget]:
        """The form."""
        self._form.styles.height = 8
        yield self._form
        yield Static("ctrl+s: save   esc: leave it", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Begin with the name."""
        self._form.go_to("officer_name")

    @on(RecordForm.Changed)
    def _edited(self) -> None:
        if self._settled:  # the last letters are told of after the key that saved them
            return
        if self._form.changed:
            self._kept.keep(self._form.changed)
        else:
            self._kept.drop()

    def action_close(self) -> None:
        """Leave; what was typed stays as a draft."""
        if self._form.changed:
            self._kept.keep(self._form.changed, left=True)
        super().action_close()

    def action_save(self) -> None:
        """Write what was changed."""
        changes: dict[str, dict[str, object]] = {}
        for name, text in self._form.changed.items():
            table, _, key = name.partition("_")
            changes.setdefault(table, {})[key] = text.strip()
        try:
            if changes:
                self._desk.change_settings(changes)
        except Refused as refused:
            self.notify(str(refused), severity="error", markup=False)
            return
        self._settled = True
        self._kept.drop()
        self.dismiss(True)
