"""The home that was named. Apart from `opening`, because the app begins with it and waits for nothing else."""

from __future__ import annotations

from pathlib import Path

from cro_tui import paths


class NoHome(Exception):
    """What was named can't be a home; the text says why."""


def home_of(given: str | None) -> Path:
    """The home of ``--home``, CRO_HOME or the platform; raises `NoHome` where something else bears its name."""
    return checked(paths.home(given))


def checked(home: Path) -> Path:
    """*home*, if it is a folder or can become one."""
    for folder in (home, *home.parents):
        if folder.exists():
            if folder.is_dir():
                return home
            raise NoHome(f"{home} can't hold a notebook: {folder} is not a folder")
    return home
