"""Ask for a file by its name. What is typed here is kept nowhere; knows no notebook."""

from __future__ import annotations

from pathlib import Path

from cro_tui.tui.screens.dialogs.line import AskLine


class AskFile(AskLine):
    """Gives the path of a file that is there, None when it was left."""

    HINT = "enter: look at it   esc: leave it"

    def action_save(self) -> None:
        """Give the answer, if there is such a file."""
        typed = self.field.value.strip().strip("\"'")
        if typed and Path(typed).expanduser().is_file():
            self.dismiss(str(Path(typed).expanduser()))
        else:
            self.hint.update("Which file?" if not typed else "There is no such file")
            self.hint.add_class("-wrong")
