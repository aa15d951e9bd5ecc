"""An app with one room that imports what it needs later only when it needs it, as the real first room does."""

from __future__ import annotations

from cro_tui.tui.app import CroTui
from cro_tui.tui.screens.base import Room
from cro_tui.tui.widgets.text_field import CaptureLine


class Writing(Room):
    """A line first, a form after it."""

    PLACE = "capture"
    LABEL = "Capture"
    AUTO_FOCUS = "CaptureLine"

    def first(self):
        self.line = CaptureLine(id="line")
        yield self.line

    async def furnish(self):
        from cro_tui.tui.widgets.record_form import FormField, RecordForm
        from cro_tui.tui.widgets.understood import Understood

        names = ("summary", "narrative", "place", "category", "channel", "contact", "heard", "due", "told", "tags")
        await self.mount(Understood(), RecordForm([FormField(name, name.capitalize()) for name in names]))

    def arrive(self):
        self.line.focus()


class First(CroTui):
    """The app with this room."""

    MODES = {"capture": Writing}


if __name__ == "__main__":
    First().run()
