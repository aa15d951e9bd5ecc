"""Copying, as the app has it: what was copied is said, and whether it could not be. Knows no record."""

from __future__ import annotations

from functools import partial
from typing import Any

from cro_tui.tui.curtain import Curtain

SHOWN = 60
"""Letters of what was copied that are said."""


class Clipboard(Curtain):
    """An app in which texts can be copied."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._copied_more = ""

    def say(self, **changes: Any) -> None:
        """Show something in the top line."""
        raise NotImplementedError

    def copy(self, text: str, more: str = "") -> None:
        """Copy *text*; *more* is said behind it."""
        self._copied_more = more
        self.copy_to_clipboard(text)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy *text*, of a field or a line, to where it can be pasted, and say so."""
        from cro_tui.tui import copying

        self._clipboard = text
        if self.is_headless:
            self._copied(text, "")
        elif copying.is_far():
            self._copy_through_terminal(text)
        else:
            self.run_worker(partial(self._copy_here, text), thread=True, group="copy", exclusive=True)

    def _copy_here(self, text: str) -> None:
        from cro_tui.tui import copying

        if copying.copy_here(text):
            self.call_from_thread(self._copied, text, "")
        else:
            self.call_from_thread(self._copy_through_terminal, text)

    def _copy_through_terminal(self, text: str) -> None:
        from cro_tui.tui import copying

        if copying.copy_through_terminal(text, self.write_codes):
            self._copied(text, " through the terminal")
        else:
            self.say(notice="Not copied: it is too long to go through the terminal")

    def _copied(self, text: str, where: str) -> None:
        line = " ".join(text.split())
        more, self._copied_more = self._copied_more, ""
        self.say(notice=f"Copied {line[:SHOWN]}{'…' * (len(line) > SHOWN)}{where}{more}")
