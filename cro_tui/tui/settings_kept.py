"""The settings of a desk: read once, written under the home's lock, read again when somebody else wrote them.

Knows the settings file; no screen and no notebook.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cro_tui.settings import Settings

Stamp = tuple[int, int]


class KeptSettings:
    """What is set in one home."""

    def __init__(self, home: Path, taken: Callable[[Settings], None]) -> None:
        """*taken* hears of settings that took the place of others."""
        self._home = home
        self._taken = taken
        self._settings: Settings | None = None
        self._seen: Stamp = (0, 0)
        """What the file looked like when it was read."""
        self._reading = threading.RLock()

    @property
    def current(self) -> Settings:
        """The settings as they now are."""
        with self._reading:
            if self._settings is None:
                from cro_tui.settings import load

                self._seen = self._stamp()
                self._settings = load(self._home)
            return self._settings

    def change(self, changes: Mapping[tuple[str, ...], object]) -> None:
        """Writes *changes* (where it stands in the file -> value, None for the default again); raises `Refused`."""
        from cro_tui.settings import change

        self._write(lambda: change(self._home, changes))

    def write_comments(self) -> None:
        """Adds every setting with its default to the file, as comments; raises `Refused`."""
        from cro_tui.settings import write_comments

        self._write(lambda: write_comments(self._home))

    def read_again(self) -> bool:
        """Takes over what was written by hand or in another window; whether there was something."""
        if self._settings is None or self._stamp() == self._seen:
            return False
        from cro_tui.settings import load

        before, stamp = self._settings, self._stamp()
        settings = load(self._home)
        if settings._replace(key_lines=before.key_lines) == before:
            self._seen = stamp
            return False
        self._take(settings, stamp)
        return True

    def _write(self, write: Callable[[], Settings]) -> None:
        from cro_tui.lasting import make_folder
        from cro_tui.settings import SettingsProblem
        from cro_tui.store.locking import HomeLock
        from cro_tui.tui.desk import Refused

        try:
            make_folder(self._home)
            with HomeLock(self._home):  # of two windows that write at once, the second reads what the first wrote
                settings = write()
                stamp = self._stamp()
        except SettingsProblem as problem:
            raise Refused(f"NOT SAVED: {problem}", not_saved=True) from None
        except OSError as problem:
            raise Refused(f"NOT SAVED: {problem.strerror or problem}", not_saved=True) from None
        self._take(settings, stamp)

    def _take(self, settings: Settings, stamp: Stamp) -> None:
        with self._reading:
            self._settings, self._seen = settings, stamp
        self._taken(settings)

    def _stamp(self) -> Stamp:
        from cro_tui.settings import FILE

        try:
            about = (self._home / FILE).stat()
        except OSError:
            return (0, 0)
        return (about.st_mtime_ns, about.st_size)
