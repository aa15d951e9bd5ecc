"""What is missing before a quarterly report can go out, and what an audience does not see of it, and why. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from cro_tui.model.concern import Concern
from cro_tui.model.dates import quarter_days
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation
from cro_tui.model.training import Training
from cro_tui.model.vocabulary import NEW
from cro_tui.report.audience import Reader, restricted_people
from cro_tui.report.facts import Gap
from cro_tui.store.notebook import Notebook

R = TypeVar("R", bound=Record)


def missing(
    notebook: Notebook,
    heard: Sequence[Concern],
    meetings: Sequence[Meeting],
    recommendations: Sequence[Recommendation],
    quarter: str,
) -> tuple[Gap, ...]:
    """What a careful supervisor would send the report back for, one sentence each."""
    _, last = quarter_days(quarter)
    department = notebook.settings.department
    gaps = [
        _gap(heard, lambda one: not one.category, "concern has no category", "concerns have no category"),
        _gap(heard, lambda one: one.status in ("", NEW), "concern is still new", "concerns are still new"),
        _gap(
            heard,
            lambda one: one.closed_not_told,
            "concern is closed and the resident was not told",
            "concerns are closed and the residents were not told",
        ),
        _gap(
            heard,
            lambda one: one.is_potential and not (one.rating and one.watch),
            "potential problem has no rating or no watch date",
            "potential problems have no rating or no watch date",
        ),
        _gap(
            [one for one in recommendations if one.is_open and one.made <= last],
            lambda one: not one.owner,
            "recommendation has no owner",
            "recommendations have no owner",
        ),
        _gap(
            meetings,
            lambda one: any(action.is_open and not action.owner for action in one.actions),
            "meeting has an action without an owner",
            "meetings have actions without an owner",
        ),
        _gap(
            meetings,
            lambda one: one.minutes_status != "approved",
            "meeting has minutes that are not approved",
            "meetings have minutes that are not approved",
        ),
        _gap([one for one in heard if one.conflicts], lambda _one: True, "concern has two values in conflict",
             "concerns have values in conflict"),
    ]  # fmt: skip
    found = [gap for gap in gaps if gap is not None]
    unnamed = [name for name, value in (("supervisor (FROM)", department.supervisor), ("chief (TO)", department.chief),
                                        ("department", department.name)) if not value]  # fmt: skip
    if unnamed:
        found.append(Gap(f"The settings do not name the {', the '.join(unnamed)}"))
    return tuple(found)


def _gap(records: Iterable[R], lacks: Callable[[R], bool], one: str, many: str) -> Gap | None:
    ids = tuple(record.id for record in records if lacks(record))
    if not ids:
        return None
    return Gap(f"1 {one}" if len(ids) == 1 else f"{len(ids)} {many}", ids)


def left_out(
    notebook: Notebook,
    reader: Reader,
    heard: Sequence[Concern],
    meetings: Sequence[Meeting],
    training: Sequence[Training],
) -> tuple[Gap, ...]:
    """What this audience does not see, and why."""
    found = []
    for noun, records in (("concern", heard), ("meeting", meetings), ("training session", training)):
        hidden = [record for record in records if not reader.shows(record)]
        for sensitivity in ("restricted", "internal"):
            of_it = [record.id for record in hidden if (record.sensitivity or "internal") == sensitivity]
            if of_it:
                verb = "is" if len(of_it) == 1 else "are"
                plural = noun if len(of_it) == 1 else noun + "s"
                found.append(
                    Gap(f"{len(of_it)} {plural} left out, which {verb} {sensitivity}: counted, not shown", tuple(of_it))
                )
    people = restricted_people(notebook)
    if people:
        noun = "restricted person" if len(people) == 1 else "restricted people"
        found.append(Gap(f"Names, phones and addresses of {len(people)} {noun} replaced in every text", tuple(people)))
    if not reader.names_ticked:
        found.append(Gap("Residents' names and street numbers replaced: the report becomes a public record"))
    return tuple(found)
