"""A look at a share before it is used: whether it answers, and whose it is. Writes nothing there, joins nothing."""

from __future__ import annotations

from cro_tui.share.address import Ask, nobody, open_share
from cro_tui.share.base import LoginNeeded, ShareProblem, Vanished
from cro_tui.share.deadline import InTime
from cro_tui.share.joining import LONGEST, NOTEBOOK
from cro_tui.store import runs
from cro_tui.store.laptop import Laptop

SECONDS = 15.0
"""How long the share has for an answer."""


def look(address: str, me: Laptop | None, ask: Ask = nobody) -> str:
    """What is found at *address*, in one sentence; *me* is this home, if anything was saved in it yet."""
    try:
        share, _place = open_share(address, ask)
        share = InTime(share, SECONDS)
        names = share.list()
        if NOTEBOOK in names:
            return f"It is there, and {_whose(runs.notebook_in(share.read(NOTEBOOK, LONGEST)), me)}"
    except LoginNeeded:
        return "It is there and wants a password: the sync asks for it"
    except Vanished:
        return "It is there, and is just being changed by another laptop"
    except ShareProblem as problem:
        return str(problem)
    if any(runs.parse_name(name) for name in names):
        return "It is there and holds changes of laptops; the sync finds out whose"
    return "It is there and holds no notebook yet: the first sync begins your department's on it"


def _whose(notebook: str | None, me: Laptop | None) -> str:
    if notebook is None:
        return "the file that says whose it is can't be read"
    if me is not None and me.notebook == notebook:
        return "holds this notebook"
    if me is not None and me.joined:
        return "is the share of another notebook: this one can't go over to it"
    return "holds a notebook that this one has not joined yet"
