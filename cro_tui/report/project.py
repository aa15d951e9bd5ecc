"""A problem-solving project as plain values: what `problems.projects_of` finds and a document prints.

Knows no record and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """What was counted, before the responses and after them."""

    what: str
    before: str
    """A number as it was typed; ``""`` where nobody counted."""
    before_when: str
    after: str
    after_when: str
    goal: str

    @property
    def sentence(self) -> str:
        """``Cars over 35 mph: 140 before (May), 61 after (November); goal 70``."""
        before = f"{self.before} before{_of(self.before_when)}" if self.before else "not counted before"
        after = f"{self.after} after{_of(self.after_when)}" if self.after else "not counted again yet"
        goal = f"; goal {self.goal}" if self.goal else ""
        return f"{self.what}: {before}, {after}{goal}"


@dataclass(frozen=True)
class Project:
    """One project, as it stood at the quarter's end or stands on the day on which the report is drawn."""

    title: str
    stage: str
    """One of the SARA model, or ``closed``."""
    owner: str
    where: str
    category: str
    opened: str
    closed: str
    """ISO dates."""
    concerns: int
    people: int
    """Who voiced them; concerns that the audience may not see count."""
    numbers: tuple[str, ...]
    """Of the concerns that it may see."""
    done: tuple[str, ...]
    """What happened in the quarter, a few words each."""
    responses: int
    responses_done: int
    overdue: int
    upcoming: str
    """The response that is due next, with owner and day."""
    measures: tuple[Measured, ...]
    lacks: tuple[str, ...]
    """What the stage in which it is still needs."""
    outcome: tuple[tuple[str, str], ...]
    """(label, text) of its assessment; nothing before there is one."""
    problem_id: str


def _of(when: str) -> str:
    return f" ({when})" if when else ""
