"""The surveys of Larkmoor: forms mailed to drawn addresses two years ago and this year, a small poll online between.

Knows the calendar and the stock questionnaire; nothing of the notebook.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cro_tui.demo.almanac import Almanac
from cro_tui.demo.event import Event, Key
from cro_tui.model.questionnaire import STOCK
from cro_tui.model.scales import BLANK, DONT_KNOW, IN_WORDS, SCALES, SEVERAL
from cro_tui.model.survey import Survey

_MOODS = {
    "perf1": (64, 3), "perf2": (55, 2), "perf3": (57, 4), "perf4": (52, 7), "perf5": (33, 12), "perf6": (52, 5),
    "comp1": (69, 6), "comp2": (61, 2), "comp3": (60, 6), "comp4": (46, 5), "comp5": (55, 3), "comp6": (58, 4),
    "beha1": (71, 1), "beha2": (59, 3), "beha3": (54, 0), "beha4": (62, 2), "beha5": (66, 4), "beha6": (47, 1),
    "fear1": (82, 0), "fear2": (50, -4), "fear3": (45, 6), "fear4": (60, 2), "fear5": (36, -3), "fear6": (54, 1),
    "impr1": (76, -3), "impr2": (72, 5), "impr3": (55, 2), "impr4": (74, 0), "impr5": (77, 3), "impr6": (65, 4),
}  # fmt: skip
"""Question -> how content people were with it two years ago, of 100, and by how much that moved since."""
_UNKNOWN = frozenset({"comp3", "comp4", "beha4", "beha6", "perf3"})
"""What many can't know."""
_ONLINE = -9
"""Who answers unasked is worse disposed."""
_SPREAD = 0.26

_FIRST_COMMENTS = (
    ("Call people back. I reported the dumping twice and never heard a word.", "police service"),
    ("Officer at the school crossing knows every child by name. More of that.", "youth/school"),
    ("Slow the cars on Granite Street.", "traffic/speeding"),
    ("Lights on the river path, please.", "infrastructure"),
    ("More foot patrols downtown after the bars close.", "disorder"),
    ("My mother speaks Vietnamese and nobody at the desk could help her.", "police service"),
    ("Good that you ask!", ""),
    ("The young men at the skate park are followed around for nothing.", "police–community tension"),
    ("Noise from the mill at night.", "noise"),
    ("Please enforce the parking at the fairgrounds.", "parking"),
    ("Talk to us before there is trouble and not only after.", "police–community tension"),
    ("Coffee with a Cop should come to Saltbox Row, too.", ""),
)
_POLL_COMMENTS = (
    ("Nobody picks up the non-emergency line on weekends.", "police service"),
    ("Speed bumps on Derby Street!!", "traffic/speeding"),
    ("I like the text alerts.", ""),
    ("Same cars doing donuts at the fairgrounds every Saturday.", "noise"),
)
_SECOND_COMMENTS = (
    ("The new lamps on the river path make all the difference.", ""),
    ("Somebody called me back within a week. First time ever.", "police service"),
    ("Beacon Avenue is a race track on Friday nights.", "traffic/speeding"),
    ("I am afraid to walk home from the late shift through the underpass.", "disorder"),
    ("Nobody tells us what became of the break-ins in the Terraces.", "police service"),
    ("Trained people for mental health calls, around the clock.", "police service"),
    ("Keep the bicycle officers.", ""),
    ("Traffic on Orchard Bend when school lets out: somebody will be hurt.", "traffic/speeding"),
    ("Officers are friendly, but the phone line is a maze.", "police service"),
    ("More meetings in the evening; I work days.", ""),
    ("Graffiti on the underpass again.", "graffiti/vandalism"),
    ("My son was stopped three times this summer for nothing.", "police–community tension"),
    ("Thank you for the letter, it is good to be asked.", ""),
    ("A speed display on Derby Street, please.", "traffic/speeding"),
    ("Send the crime news by mail, not only online.", ""),
    ("Dealing behind the laundromat on Front Street, everybody knows.", "drugs"),
)
_RAISED = (
    "I am afraid to walk home from the late shift through the underpass.",
    "Traffic on Orchard Bend when school lets out: somebody will be hurt.",
    "Dealing behind the laundromat on Front Street, everybody knows.",
)
"""Comments that became concerns."""
_PORTION = 60
"""Forms that were keyed in on one day."""


@dataclass(frozen=True)
class _Wave:
    key: str
    opened: int
    closed: int
    """Days from today."""
    forms: int
    moved: float
    """How much of the movement is in it, from 0 to 1."""
    bias: int
    comments: Sequence[tuple[str, str]]
    asked: tuple[str, ...] = tuple(one for one, *_ in STOCK)
    """Ids of its questions."""


_WAVES = (
    _Wave("survey1", -676, -641, 197, 0.0, 0, _FIRST_COMMENTS),
    _Wave("poll", -402, -381, 43, 0.5, _ONLINE, _POLL_COMMENTS, ("perf1", "perf5", "beha1", "fear2", "fear3", "impr1")),
    _Wave("survey2", -150, -104, 214, 1.0, 0, _SECOND_COMMENTS),
)
_FIRST, _POLL, _LAST = (one.key for one in _WAVES)


def surveys(almanac: Almanac) -> Iterator[Event]:
    """All of them: begun, keyed in over some days, closed; a few comments raised as concerns."""
    for wave in _WAVES:
        dice = almanac.dice(wave.key)
        at = almanac.desk(almanac.day(str(wave.opened)), dice)
        yield Event(at, "create", wave.key, _about(wave, almanac, at), kind=Survey.KIND)
        end = almanac.desk(almanac.day(str(wave.closed)), dice)
        forms = list(_forms(wave, dice))
        for start in range(0, len(forms), _PORTION):
            day = end - timedelta(days=14 - 3 * (start // _PORTION))
            yield Event(almanac.desk(day.date(), dice), "forms", wave.key, {"forms": forms[start : start + _PORTION]})
        closed = {"closed": end.date().isoformat()}
        yield Event(end + timedelta(hours=1), "change", wave.key, closed)
    raised = almanac.desk(almanac.day(str(_WAVES[-1].closed + 3)), dice)
    for number, text in enumerate(_RAISED):
        yield Event(raised + timedelta(minutes=5 * number), "raise", _WAVES[-1].key, {"text": text})


_MAILED: Mapping[str, object] = {
    "title": "Larkmoor resident survey",
    "purpose": "Procedure 4.301 asks for a survey of citizens' attitudes and opinions at least every two years.",
    "method": "paper form by mail",
    "sample": "probability",
    "invited": "600",
    "limits": "Households without a water bill of their own could not be drawn.",
}


def _about(wave: _Wave, almanac: Almanac, at: datetime) -> dict[str, object]:
    dated: dict[str, object] = {"wave": str(at.year), "opened": at.date().isoformat()}
    if wave.key == _FIRST:
        return {**_MAILED, **dated} | {
            "drawn": "Every 18th address of the water billing list, drawn by the City Clerk; one reminder.",
            "population": "24300",
        }  # fmt: skip
    if wave.key == _POLL:
        return dated | {
            "title": "Online poll after the summer",
            "method": "online form",
            "sample": "convenience",
            "drawn": "Whoever followed the link on the city's page and in the newsletter.",
            "questions": [
                {"id": one, "topic": topic, "scale": scale, "text": text}
                for one, topic, scale, text in STOCK
                if one in wave.asked
            ],
            "purpose": "A quick look at speeding and answers after a report, between two surveys.",
            "limits": "One person may have answered twice; whoever is annoyed answers sooner.",
        }
    return {**_MAILED, **dated} | {
        "drawn": "Every 19th address of the water billing list, drawn by the City Clerk; one reminder after two weeks.",
        "population": "24800",
        "follows": Key(_FIRST),
        "findings": "Residents trust the officers they meet and hear more often what became of a report than two years "
        "ago. Speeding and the dark hours are what they fear most.",
    }  # fmt: skip


def _forms(wave: _Wave, dice: random.Random) -> Iterator[tuple[dict[str, str], str, str]]:
    """(answers, comment, its category) of each form."""
    said = dict(zip(dice.sample(range(wave.forms), len(wave.comments)), wave.comments, strict=True))
    for number in range(wave.forms):
        content = dice.gauss(0, 0.13)
        answers = {
            question: _mark(question, scale, wave, content, dice)
            for question, _topic, scale, _text in STOCK
            if scale != IN_WORDS and question in wave.asked
        }
        comment, category = said.get(number, ("", ""))
        yield answers, comment, category


def _mark(question: str, scale: str, wave: _Wave, content: float, dice: random.Random) -> str:
    chance = dice.random()
    if chance < 0.02:
        return BLANK
    if chance < 0.026:
        return SEVERAL
    if chance < (0.2 if question in _UNKNOWN else 0.06):
        return DONT_KNOW
    mood, moved = _MOODS[question]
    where = (mood + moved * wave.moved + wave.bias) / 100 + content + dice.gauss(0, _SPREAD)
    options = len(SCALES[scale])
    return str(min(options, max(1, 1 + int(where * options))))
