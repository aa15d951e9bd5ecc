"""Opening the home that a command names: its settings and its notebook; what is wrong with either is said on stderr."""

from __future__ import annotations

from pathlib import Path

from cro_tui.cli.homes import home_of
from cro_tui.cli.output import remark
from cro_tui.settings import Settings, load
from cro_tui.store.notebook import Notebook


def settings_of(home: Path) -> Settings:
    """The settings of *home*; what can't be read in them, or not be used as a key, is said."""
    settings = load(home)
    if settings.look.keys:
        from cro_tui.tui.own_keys import usable_keymap

        used, refused = usable_keymap(settings.look.keys, settings.key_lines)
        look = settings.look._replace(keys=used)
        settings = settings._replace(look=look, notices=(*settings.notices, *refused))
    for notice in settings.notices:
        remark(f"cro-tui: {notice}")
    return settings


def notebook_of(given: str | None) -> Notebook:
    """The whole notebook of the home that was named."""
    home = home_of(given)
    notebook = Notebook.open(home, settings_of(home))
    tell_notices(notebook)
    return notebook


def tell_notices(notebook: Notebook) -> None:
    """Says what reading found damaged."""
    for notice in notebook.notices:
        remark(f"cro-tui: {notice}")
