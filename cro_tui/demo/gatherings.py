"""Meetings with their minutes: who was there, what was said, moved and promised, and what became of the promises."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cro_tui.demo import town
from cro_tui.demo.almanac import Almanac, at_time
from cro_tui.demo.event import Event, Key
from cro_tui.demo.people import People
from cro_tui.demo.script import Block, blocks
from cro_tui.demo.stories import Stories
from cro_tui.demo.voice import Voice, goes_on, on_desk

_SCRIPTS = ("meetings_neighborhoods", "meetings_town")
_MARKED = re.compile(r"([acm]) \[([^\]]*)\] (.+)")
_APPROVED = (
    " Last minutes approved as written.",
    " Last minutes approved, one name corrected.",
    " Last minutes approved without reading.",
    " Last minutes stand.",
    "",
)
_ENDED = ("Adjourned", "Adjourned on motion", "Chairs stacked, adjourned", "Closed by the chair", "Out of the room by")
_NOTICE = timedelta(days=20)
"""How long before it takes place a meeting gets into the notebook."""


@dataclass
class Body:
    """Who meets: the terms of its line in the script, and its meetings in order."""

    terms: dict[str, str]
    meetings: list[Meeting] = field(default_factory=list)


@dataclass
class Meeting:
    """One meeting of the script on its day."""

    key: str
    block: Block
    start: datetime
    planned: bool


@dataclass
class Minutes:
    """The minutes while they are being written."""

    entries: list[dict[str, object]] = field(default_factory=list)
    concerns: list[str] = field(default_factory=list)
    promises: list[tuple[str, str]] = field(default_factory=list)
    """(text of an action, days until it was done or ``open``)."""
    events: list[Event] = field(default_factory=list)


class Gatherings:
    """All bodies and their meetings; concerns that belong to a story are handed to it."""

    def __init__(self, almanac: Almanac, people: People, stories: Stories) -> None:
        self.almanac = almanac
        self.people = people
        self.stories = stories
        self._answers = [block.cells[0] for block in blocks("answers")]
        almanac.dice("answers").shuffle(self._answers)
        self.bodies: list[Body] = []
        for block in blocks(*_SCRIPTS):
            if block.head[0] == "body":
                self.bodies.append(Body(block.options()))
            else:
                self._place(self.bodies[-1], block)

    def _place(self, body: Body, block: Block) -> None:
        _, key, written = block.head
        planned = "planned" in block.options()
        day = self.almanac.meeting_day(written, body.terms.get("day", ""), planned=planned)
        fits = self.almanac.first + _NOTICE < day and (planned or day <= self.almanac.end.date())
        if fits and all(meeting.start.date() != day for meeting in body.meetings):
            time = block.options().get("time") or body.terms["time"]
            body.meetings.append(Meeting(key, block, at_time(day, time), planned))

    def events(self) -> Iterator[Event]:
        """Every meeting: noted beforehand, minuted, followed up, approved at the next one."""
        for body in self.bodies:
            for index, meeting in enumerate(body.meetings):
                following = body.meetings[index + 1] if index + 1 < len(body.meetings) else None
                before = body.meetings[index - 1] if index and body.terms.get("day") else None
                yield self._noted(body, meeting, before)
                if not meeting.planned:
                    yield from self._held(body, meeting, following, first=index == 0)

    def _noted(self, body: Body, meeting: Meeting, before: Meeting | None) -> Event:
        terms = body.terms | meeting.block.options()
        place = terms.get("at") or terms["place"]
        known = before.start + timedelta(minutes=150) if before else meeting.start - _NOTICE
        at = min(known, meeting.start - _NOTICE, self.almanac.end)
        values: dict[str, object] = {
            "body": terms.get("as") or terms["name"],
            "kind": terms.get("kind", "regular"),
            "start": meeting.start.isoformat(timespec="minutes"),
            "place": place,
            "neighborhood": town.neighborhood_of(place),
            "organized": "organized" in terms,
            "presiding": self._name(terms["presides"]),
            "recorder": self._name(terms["recorder"]),
            "agenda": "\n".join(item.strip() for item in terms.get("agenda", "").split(";")),
            "sensitivity": "open",
        }
        return Event(at, "create", meeting.key, values, kind="meeting")

    def _name(self, key: str) -> str:
        return town.OFFICER if key == "officer" else self.people.name(key)

    def _held(self, body: Body, meeting: Meeting, following: Meeting | None, *, first: bool) -> Iterator[Event]:
        terms = body.terms | meeting.block.options()
        dice = self.almanac.dice(meeting.key)
        length = timedelta(minutes=int(terms["mins"]))
        minutes = Minutes()
        moments = self._moments(meeting, length, dice)
        end = meeting.start + length
        minutes.entries.append(_opened(meeting, terms, dice, first=first))
        for line, at in zip(meeting.block.lines, moments, strict=True):
            self._line(line, at, meeting, terms, minutes, dice)
        minutes.entries.append(_adjourned(end, dice))
        values: dict[str, object] = {
            "called_to_order": meeting.start + timedelta(minutes=dice.randrange(6)),
            "adjourned": end,
            "end": end,
            "headcount": terms["head"],
            "attendance": self._attendance(terms, dice),
            "entries": minutes.entries,
            "links": [Key(key) for key in minutes.concerns],
        }
        if not first and terms.get("kind", "regular") != "special":
            values["previous_approved"] = True
        if following is not None and body.terms.get("day"):
            values["next_meeting"] = following.start
        plain = {k: v.isoformat(timespec="minutes") if isinstance(v, datetime) else v for k, v in values.items()}
        yield from minutes.events
        yield Event(end + timedelta(minutes=2), "change", meeting.key, plain)
        yield from self._follow_up(meeting, minutes, end, dice)
        if following is not None and "draft" not in terms:
            yield Event(following.start + timedelta(minutes=4), "approve", meeting.key)

    @staticmethod
    def _moments(meeting: Meeting, length: timedelta, dice: random.Random) -> list[datetime]:
        """When each line was written: in order, and never two in one minute while there is room."""
        room = max(int(length.total_seconds()) // 60 - 8, len(meeting.block.lines))
        minutes = sorted(dice.sample(range(3, 3 + room), len(meeting.block.lines)))
        return [meeting.start + timedelta(minutes=minute, seconds=dice.randrange(60)) for minute in minutes]

    def _line(
        self, line: str, at: datetime, meeting: Meeting, terms: dict[str, str], minutes: Minutes, dice: random.Random
    ) -> None:
        entry: dict[str, object] = {"at": at.isoformat(timespec="seconds")}
        marked = _MARKED.fullmatch(line)
        mark, text = line[0], line[2:]
        if mark in "nd":
            entry |= {"kind": "note" if mark == "n" else "decision", "text": text}
        elif mark == "c":
            voice = self._voice(text, marked, at, meeting, terms, minutes, dice)
            minutes.concerns.append(voice.key)
            entry |= {"kind": "concern", "text": voice.text, "concern": Key(voice.key)}
        elif marked and mark == "a":
            owner, days, done = (part.strip() for part in [*marked[2].split(";"), "open"][:3])
            due = at.date() + timedelta(days=int(days))
            owner = owner.replace("Officer Dunmore", town.OFFICER)
            entry |= {"kind": "action", "text": marked[3], "owner": owner, "due": due.isoformat(), "status": "open"}
            minutes.promises.append((marked[3], done))
        elif marked:
            mover, _, result = (part.strip() for part in marked[2].partition(";"))
            entry |= {"kind": "motion", "text": marked[3], "mover": mover, "result": result}
        minutes.entries.append(entry)

    def _voice(
        self,
        text: str,
        marked: re.Match[str] | None,
        at: datetime,
        meeting: Meeting,
        terms: dict[str, str],
        minutes: Minutes,
        dice: random.Random,
    ) -> Voice:
        """The concern of one line: one that a story tells, one that joins a story, or one of its own."""
        if marked is None:
            return self.stories.heard_in(text.removeprefix("@"), meeting.key, at, terms["place"])
        cells = tuple(part.strip() for part in marked[2].split(";"))
        options = Block(cells, ()).options()
        contact = self.people.key(options.pop("from"))
        story = options.pop("story", "")
        if "tag" in options:
            options["tags"] = options.pop("tag")
        key = f"{meeting.key}-c{len(minutes.concerns)}"
        place = options.get("at") or terms["place"]
        entered = at + timedelta(seconds=dice.randrange(10, 50))
        voice = Voice(
            key,
            marked[3],
            cells[0],
            "community meeting",
            place,
            at,
            entered,
            contact,
            self._answers.pop() if self._answers and dice.random() < 0.88 else "",
            options,
            (meeting.key,),
        )
        if story:
            self.stories.join(voice, story)
        else:
            minutes.events.append(voice.entry(dice))
            minutes.events.extend(goes_on(voice, self.almanac, dice))
        return voice

    def _attendance(self, terms: dict[str, str], dice: random.Random) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = [
            {"name": self.people.name(key), "contact": Key(key), "as": as_}
            for field_name, as_ in (("present", "present"), ("guest", "guest"))
            for key in self.people.keys(terms.get(field_name, ""))
        ]
        return rows + [{"name": name, "as": "staff"} for name in _staff(terms, dice)]

    def _follow_up(self, meeting: Meeting, minutes: Minutes, end: datetime, dice: random.Random) -> Iterator[Event]:
        for text, done in minutes.promises:
            if done.isdigit():
                at = on_desk(self.almanac, end.date() + timedelta(days=int(done)), dice, end + timedelta(minutes=10))
                yield Event(at, "finish", meeting.key, {"text": text, "status": "done"})


def _opened(meeting: Meeting, terms: dict[str, str], dice: random.Random, *, first: bool) -> dict[str, object]:
    """The line with which minutes begin: who is there, and whether the last ones stand."""
    head, named = terms["head"], terms.get("present", "").count(",") + 1
    text = dice.choice(
        (
            f"{head} in the room, {named} signed the sheet.",
            f"Headcount {head}.",
            f"{head} present by count from the door.",
            f"Sheet goes round: {named} names, {head} heads.",
        )
    )
    if not first:
        text += dice.choice(_APPROVED)
    at = meeting.start + timedelta(minutes=1, seconds=dice.randrange(60))
    return {"at": at.isoformat(timespec="seconds"), "kind": "attendance", "text": text}


def _adjourned(end: datetime, dice: random.Random) -> dict[str, object]:
    """The line with which minutes end."""
    text = f"{dice.choice(_ENDED)} {end:%H:%M}."
    return {"at": end.isoformat(timespec="seconds"), "kind": "note", "text": text}


def _staff(terms: dict[str, str], dice: random.Random) -> list[str]:
    """The officer, who walks that beat, and more where many come."""
    beat = town.BEATS.get(town.neighborhood_of(terms.get("at") or terms["place"]), "")
    others = [name for name in (town.SUPERVISOR, *town.PATROL.values()) if name != town.PATROL.get(beat)]
    head = int(terms["head"])
    more = dice.sample(others, (head > 30) + 2 * (head > 80))
    return [town.OFFICER, *([town.PATROL[beat]] if beat else []), *more]
