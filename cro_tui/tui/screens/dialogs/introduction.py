"""Whose notebook is this: name, badge, department. Writes the settings through the desk; asked once."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from cro_tui.tui.commands import bindings
from cro_tui.tui.desk import Desk, Refused
from cro_tui.tui.screens.dialogs.base import Dialog
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

    def asked(self) -> Iterable[Widget]:
        """The form."""
        self._form.styles.height = 8
        yield self._form
        yield Static("ctrl+s: save   esc: leave it", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Begin with the name."""
        self._form.go_to("officer_name")

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
        self.dismiss(True)
