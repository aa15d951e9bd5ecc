"""Puts all of Larkmoor in the order in which it was entered, and writes it as a notebook.

Writes by the officer's verbs alone, with a clock and dice of its own, so that the same day makes the same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from cro_tui import settings
from cro_tui.demo.almanac import Almanac
from cro_tui.demo.classroom import Classroom
from cro_tui.demo.crime import crime
from cro_tui.demo.event import BEGINNINGS, Event, Key
from cro_tui.demo.everyday import concerns, dealings
from cro_tui.demo.gatherings import Gatherings
from cro_tui.demo.handovers import handovers
from cro_tui.demo.other_work import other_work
from cro_tui.demo.outreach import outreach
from cro_tui.demo.people import People, contacts, office_phones, organizations
from cro_tui.demo.problems import projects
from cro_tui.demo.programs import programs
from cro_tui.demo.reporting import Issuing
from cro_tui.demo.services import sendings, services, tries
from cro_tui.demo.stories import Stories
from cro_tui.demo.summaries import summarized
from cro_tui.demo.surveys import surveys
from cro_tui.demo.tidying import tidy
from cro_tui.demo.town import SETTINGS
from cro_tui.demo.watching import entered_twice, watch_groups
from cro_tui.demo.writing import Clock, Dice, Pen
from cro_tui.model.kinds import KINDS
from cro_tui.store.notebook import Notebook

_ALONE = ("capture", "create")
"""Verbs whose moment is the scripts' own; the others wait for what they are about."""
_RANKS = {"capture": 0, "create": 0, "refer": 1, "recommend": 1}
_MARK = "demo.json"
_OURS = ("laptop.json", "settings.toml", "data", "drafts", "mirror", "torn", _MARK)
"""What a notebook's folder holds."""


class NotOurs(Exception):
    """The folder holds a notebook that is no demo; the text is one clear sentence."""


def make(home: Path, today: date) -> dict[str, int]:
    """Writes the notebook of Larkmoor into *home*, in place of an earlier one; how many records of each kind.

    Raises `NotOurs` for a folder with a notebook that was not made here, `NotSaved` when the disk refuses.
    """
    _make_room(home)
    clock = Clock(datetime.combine(Almanac(today).first, time(8)))
    book = Notebook.open(home, clock=clock, entropy=Dice(f"Larkmoor {today.isoformat()}"))
    book.become_demo()
    book.settings = settings.save(home, SETTINGS)
    pen = Pen(book, clock)
    reports = Issuing(book, clock, today)
    for event in events(today):
        reports.up_to(event.at)
        pen.write(event)
    tidy(book, clock, today)
    (home / _MARK).write_text(json.dumps({"made": today.isoformat()}) + "\n", encoding="ascii")
    return {kind.PLURAL: len(book.all(kind)) for kind in KINDS}


def made_on(home: Path) -> date | None:
    """The day for which the demo notebook of *home* was made; None where there is none, or it was not finished."""
    try:
        return date.fromisoformat(json.loads((home / _MARK).read_bytes())["made"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _make_room(home: Path) -> None:
    """Takes an earlier demo away; nothing else is touched."""
    found = [home / name for name in _OURS if (home / name).exists()]
    if found and not Notebook(home).is_demo:
        raise NotOurs(f"{home} holds a notebook that is not the demo: name another folder for it")
    for path in found:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "laptop.json":
            path.unlink()
    (home / "laptop.json").unlink(missing_ok=True)  # last, so that what a crash left is still known as a demo


def events(today: date) -> Iterator[Event]:
    """Everything that the officer of Larkmoor entered up to the evening before *today*, in order."""
    almanac = Almanac(today)
    people = People()
    start = datetime.combine(almanac.first, time(8, 30))
    stories = Stories(almanac, people)
    happened = [*Gatherings(almanac, people, stories).events(), *stories.events()]
    happened += [*concerns(almanac, people), *dealings(almanac, people), *Classroom(almanac, people).events()]
    happened += [*handovers(almanac), *crime(almanac), *organizations(people, almanac, start)]
    happened += [*outreach(almanac), *other_work(almanac), *projects(almanac), *programs(almanac), *surveys(almanac)]
    happened += [*watch_groups(almanac, start), *entered_twice(almanac)]
    happened += services(office_phones(len(people.groups)), start)
    happened += [*sendings(almanac, happened), *tries(almanac, happened)]
    happened = list(summarized(_after_their_cause(happened, almanac.end)))
    happened += contacts(people, _first_uses(happened), start)
    return _known_only(sorted(happened, key=lambda event: event.at))


def _after_their_cause(happened: Iterable[Event], end: datetime) -> Iterator[Event]:
    """Nothing is done to a record before it stands in the notebook, and nothing after *end*."""
    begun: dict[str, datetime] = {}
    ordered = sorted(happened, key=lambda event: _RANKS.get(event.verb, len(_RANKS)))
    for event in ordered:
        causes = [begun[name] for name in (event.key, event.about) if name in begun]
        if event.verb not in _ALONE:
            event = replace(event, at=max([event.at, *(cause + timedelta(minutes=2) for cause in causes)]))
        if event.verb in BEGINNINGS:
            begun[event.key] = event.at
        if event.at <= end:
            yield event


def _first_uses(happened: Iterable[Event]) -> dict[str, datetime]:
    """When each key was first referred to."""
    first: dict[str, datetime] = {}
    for event in happened:
        for key in _keys_in(event.values):
            if key not in first or event.at < first[key]:
                first[key] = event.at
    return first


def _keys_in(value: object) -> Iterator[str]:
    if isinstance(value, Key):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _keys_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _keys_in(part)


def _known_only(ordered: Iterable[Event]) -> Iterator[Event]:
    """Leaves out what speaks of records that were never entered, because today is too early for them."""
    known: set[str] = set()
    for event in ordered:
        if event.verb not in BEGINNINGS and event.key not in known:
            continue
        if event.about and event.about not in known:
            continue
        if event.verb in BEGINNINGS:
            known.add(event.key)
        values = {name: _without(value, known) for name, value in event.values.items()}
        yield replace(event, values=values)


def _without(value: object, known: set[str]) -> object:
    """*value*, a list of references without those that are not *known*."""
    if not isinstance(value, list):
        return value
    return [one for one in value if not isinstance(one, Key) or one in known]
