"""What the program asks over the capture line while it does not know it: who, which department, which share.

Asked of nobody in the made-up notebook. Put off, it is asked again at the next start, until it is answered or
dismissed with a key of its own. Knows the settings and no screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.content import Content

from cro_tui.settings import Settings
from cro_tui.tui.commands import key_of
from cro_tui.tui.show import glued


class Question(NamedTuple):
    """One thing that is asked."""

    name: str
    """The setting that answers it."""
    label: str
    answered: bool


def questions(settings: Settings) -> tuple[Question, ...]:
    """All of them, in their order."""
    return (
        Question("officer.name", "name or badge", bool(settings.officer.signature)),
        Question("department.name", "department", bool(settings.department.name)),
        Question("share", "station share", bool(settings.share)),
    )


def first_missing(settings: Settings) -> str:
    """The setting that answers the first open question; that of the first where none is open."""
    return next((one.name for one in questions(settings) if not one.answered), "officer.name")


def strip(settings: Settings, keys: Mapping[str, str]) -> Content | None:
    """The lines over the capture line; None where there is nothing to ask."""
    asked = questions(settings)
    if not settings.look.ask_first or all(one.answered for one in asked):
        return None
    text = Content.styled("Whose notebook is this?   ", "bold")
    for one in asked:
        mark, style = ("✓", "$good") if one.answered else ("○", "$accent")
        text += Content.styled(glued(f"{mark} "), style) + Content(f"{glued(one.label)}   ")
    text += Content("\n")
    for command, does in (("capture.owner", "answers"), ("back", "later"), ("capture.unasked", "never")):
        text += Content.styled(glued(f"{key_of(command, keys)} "), "bold $accent") + Content(f"{does}.  ")
    return text + Content("Or just write what you heard.")
