"""One resident's concern as the officer wrote it down, and the ordinary ways in which such a concern goes on.

Knows the town and the calendar; knows neither scripts nor the notebook.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from cro_tui.demo import town
from cro_tui.demo.almanac import Almanac, later
from cro_tui.demo.event import Event, Key

_OPEN_RECORDS = {"infrastructure", "event/permit", "parking", "abandoned property"}
"""Categories whose records are open to the public as a rule."""
_BACK = ("phone, after 5 pm", "phone, mornings", "text message", "email", "stop by the house", "phone, leave a message")
_NEXT: dict[str, tuple[str, ...]] = {
    "traffic/speeding": (
        "Ride past at the hour named",
        "Ask for the speed trailer, two weeks",
        "Ask Traffic for their last count",
        "Two mornings with the beat car",
        "Look at the sign from a driver's seat",
    ),
    "parking": ("Look at it on a working day", "A week of attention by the beat", "Measure the curb with Public Works"),
    "noise": ("Listen from the complainant's side", "Call the other side first", "Borrow the meter, one night"),
    "drugs": ("Compare with the tip line log", "Talk to Det. Voss", "Walk past at that hour, out of uniform"),
    "disorder": (
        "Walk it with the beat officer",
        "Ask the neighbors on both sides",
        "Find the last calls at the address",
    ),
    "homelessness": ("Ask Bernie who it is", "Go by with the outreach team", "Ask what they need first"),
    "theft": ("Match with the report numbers", "Ask for camera clips", "Check the scrap yard's shelf"),
    "graffiti/vandalism": ("Photograph, then the paint crew", "Ask Chet who bought green", "Compare the hand"),
    "police–community tension": (
        "Sit down with the family, at their place",
        "Bring it to roll call",
        "Ask who else saw it",
    ),
    "police service": ("Find the call in the log", "Ask the shift sergeant", "Try the form myself"),
    "infrastructure": ("Find out whose it is", "Ask for the ticket number", "Take a picture at night"),
    "youth/school": ("See the principal", "Ask Fairweather to look in", "Wait for the parents' answer"),
    "neighbor or domestic dispute": (
        "Offer mediation to both, same day",
        "Hear the other side",
        "Ask Daphne how to call",
    ),
    "abandoned property": ("Find the owner by the number", "Tag it, ten days", "Ask Code for the letter"),
    "event/permit": ("Read the permit", "Call the organizer before Friday"),
}
_NEXT_ELSE = (
    "Call back with what I found",
    "Go and look",
    "Write two lines to the owner",
    "Ask around on the block first",
    "Look it up, then call",
)
_ENDS = {
    "resolved": 56,
    "no action warranted": 17,
    "outside jurisdiction": 11,
    "unfounded": 8,
    "unable to contact": 8,
}
"""How often a concern about which nobody was told anything ends so."""
_FORGIVEN = 60
"""Days after which nearly everybody has been told; before, some are still to be called."""


@dataclass(frozen=True)
class Voice:
    """A concern: what was said, by whom, when, and when it was written into the notebook."""

    key: str
    text: str
    category: str
    channel: str
    place: str
    heard: datetime
    entered: datetime
    contact: str = ""
    told: str = ""
    """What the resident was told in the end, ``""`` if nobody thought of it."""
    options: dict[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()

    @property
    def anonymous(self) -> bool:
        """Nobody can be called back: no name was given, or none was asked for."""
        return "anonymous" in self.options or not (self.contact or self.told)

    def values(self, dice: random.Random) -> dict[str, object]:
        """The fields as typed."""
        hood = town.neighborhood_of(self.place)
        beat = town.BEATS.get(hood, "")
        options = self.options
        values: dict[str, object] = {
            "heard": self.heard.isoformat(timespec="minutes"),
            "channel": self.channel,
            "heard_by": options.get("by") or town.OFFICER,
            "category": self.category,
            "place": self.place,
            "neighborhood": hood,
            "beat": beat,
            "priority": options.get("priority") or ("high" if "high" in options else "normal"),
            "assigned": self._assigned(beat, dice),
            "links": [Key(link) for link in self.links],
        }
        if self.contact:
            values["contact"] = Key(self.contact)
        if self.anonymous:
            values["anonymous"] = True
        if "recurring" in options:
            values["recurring"] = True
        if "tags" in options:
            values["tags"] = options["tags"]
        if self.channel == "call for service":
            values["reference"] = f"CFS {self.heard:%y}-{self.heard.timetuple().tm_yday * 71 + self.heard.hour * 3:05d}"
        values.update(self._restricted(dice))
        values.update(self._potential())
        values.update(self._callback(dice))
        return values

    def _assigned(self, beat: str, dice: random.Random) -> str:
        named = self.options.get("by", "")
        if named.startswith("Ofc."):
            return named
        return town.PATROL.get(beat, town.OFFICER) if dice.random() < 0.3 else town.OFFICER

    def _restricted(self, dice: random.Random) -> dict[str, object]:
        if "restrict" in self.options:
            return {"restricted_because": self.options["restrict"]}
        share = 0.7 if self.category in _OPEN_RECORDS else 0.3 if self.channel == "community meeting" else 0.1
        return {"sensitivity": "open" if dice.random() < share and self.channel != "tip line" else "internal"}

    def _potential(self) -> dict[str, object]:
        if "potential" not in self.options:
            return {}
        rating, days = self.options["potential"].split()
        watch = self.heard.date() + timedelta(days=int(days))
        return {"kind": "potential problem", "rating": rating, "watch": watch.isoformat()}

    def _callback(self, dice: random.Random) -> dict[str, object]:
        wanted = "callback" in self.options or (self.channel in ("phone", "walk-in") and dice.random() < 0.25)
        if self.anonymous or not wanted:
            return {}
        return {"callback": True, "callback_how": dice.choice(_BACK)}

    def entry(self, dice: random.Random, like: str = "") -> Event:
        """Capturing it, linked with the concern *like* about the same thing."""
        return Event(self.entered, "capture", self.key, {"line": self.text, **self.values(dice)}, about=like)


def entered_after(almanac: Almanac, heard: datetime, options: dict[str, str], dice: random.Random) -> datetime:
    """When a concern got into the notebook: mostly the same day, second-hand ones later, some very late."""
    if "late" in options:
        return almanac.desk(heard.date() + timedelta(days=int(options["late"])), dice)
    if dice.random() < 0.7:
        return heard + timedelta(minutes=dice.randrange(2, 50))
    return max(
        almanac.desk(heard.date() + timedelta(days=dice.choice((1, 1, 2, 4))), dice), heard + timedelta(minutes=5)
    )


def next_step(voice: Voice, at: datetime, dice: random.Random) -> dict[str, object]:
    """The next action of an open concern, with its date."""
    text = dice.choice(_NEXT.get(voice.category, _NEXT_ELSE))
    return {"next_action": text, "due": later(dice, at, 3, 21).isoformat()}


def on_desk(almanac: Almanac, day: date, dice: random.Random, after: datetime) -> datetime:
    """Office hours of *day*, but never before *after*."""
    return max(almanac.desk(day, dice), after + timedelta(minutes=dice.randrange(5, 40)))


def closing(voice: Voice, at: datetime, disposition: str, *, fixed: bool) -> Iterator[Event]:
    """Closing it, and when it was fixed where that is known."""
    if fixed:
        day = max(voice.heard.date(), at.date() - timedelta(days=2))
        yield Event(at, "change", voice.key, {"fixed": day.isoformat()})
    yield closed([voice.key], at, disposition)


def closed(keys: Sequence[str], at: datetime, disposition: str) -> Event:
    """Closing several in one go."""
    values = {"concerns": [Key(key) for key in keys], "disposition": disposition, "on": at.date().isoformat()}
    return Event(at, "close", keys[0], values)


def telling(voice: Voice, at: datetime) -> Iterator[Event]:
    """Telling the resident, in the words of the script."""
    when = datetime.combine(at.date(), time(at.hour, at.minute)).isoformat(timespec="minutes")
    yield Event(at, "tell", voice.key, {"how": voice.told, "when": when})


def goes_on(voice: Voice, almanac: Almanac, dice: random.Random, *, pending: bool = False) -> Iterator[Event]:
    """The ordinary course: acknowledged, looked into, closed, told; with the gaps that there really are.

    A *pending* one waits for somebody's answer and stays open.
    """
    at = on_desk(almanac, later(dice, voice.entered, 0, 3), dice, voice.entered)
    if dice.random() < 0.75:
        yield Event(at, "change", voice.key, {"status": "acknowledged"})
    at = on_desk(almanac, later(dice, at, 1, 7), dice, at)
    if pending:
        return
    if dice.random() < 0.6:
        yield Event(at, "change", voice.key, {"status": "under review", **next_step(voice, at, dice)})
    if dice.random() < 0.2:
        at = on_desk(almanac, later(dice, at, 3, 14), dice, at)
        yield Event(at, "change", voice.key, {"status": dice.choice(("action planned", "monitoring"))})
    if dice.random() < 0.02:
        return
    at = on_desk(almanac, later(dice, at, 2, 45), dice, at)
    yield from ended(voice, at, almanac, dice)


def ended(voice: Voice, at: datetime, almanac: Almanac, dice: random.Random) -> Iterator[Event]:
    """Closed at the moment *at*, and told around it, if anybody was."""
    yield from closing(voice, at, _disposition(voice, dice), fixed=bool(voice.told) and dice.random() < 0.8)
    forgotten = dice.random() < (0.25 if (almanac.today - at.date()).days < _FORGIVEN else 0.01)
    if not voice.told or voice.anonymous or "untold" in voice.options or forgotten:
        return
    day = at.date() + timedelta(days=dice.choice((-1, 0, 0, 1, 2, 6)))
    yield from telling(voice, on_desk(almanac, day, dice, max(voice.entered, at - timedelta(days=2))))


def _disposition(voice: Voice, dice: random.Random) -> str:
    if "ends" in voice.options:
        return voice.options["ends"]
    if voice.told:
        return "resolved"
    found = dice.choices(list(_ENDS), list(_ENDS.values()))[0]
    return "no action warranted" if found == "unable to contact" and voice.anonymous else found
