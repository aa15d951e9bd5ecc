"""Where things lie on this machine. Makes no folder; knows nothing of what is in them."""

from __future__ import annotations

import os
from pathlib import Path

APP = "cro-tui"


def home(given: str | None = None) -> Path:
    """The notebook's folder: *given* (``--home``), else CRO_HOME, else the platform's user data folder."""
    named = given or os.environ.get("CRO_HOME")
    if named:
        return Path(named).expanduser().absolute()
    return _user_data()


def demo_home(given: str | None = None) -> Path:
    """The demo notebook's own folder, never the officer's; CRO_HOME does not name it."""
    return Path(given).expanduser().absolute() if given else _user_data().with_name(APP + "-demo")


def exports(home_folder: Path, named: bool, setting: str) -> Path:
    """Where documents go.

    The setting `exports_folder` if there is one; ``<home>/exports`` when the home was named by ``--home`` or CRO_HOME
    (*named*); else *Documents/Community Relations*.
    """
    if setting:
        return Path(setting).expanduser()
    if named:
        return home_folder / "exports"
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "Community Relations"


def is_named(given: str | None) -> bool:
    """Whether the home was named by the officer rather than by the platform."""
    return bool(given or os.environ.get("CRO_HOME"))


def _user_data() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))
