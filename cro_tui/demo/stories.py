"""The longer stories: several voices about one thing, what was done, and how it ended or did not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from cro_tui.demo.almanac import Almanac
from cro_tui.demo.event import Event, Key
from cro_tui.demo.everyday import dealing, split
from cro_tui.demo.people import People
from cro_tui.demo.referring import handed_over, recommended
from cro_tui.demo.script import Block, blocks
from cro_tui.demo.voice import Voice, closed, closing, ended, entered_after, goes_on, next_step, on_desk, telling
from cro_tui.model.vocabulary import CLOSED

_SCRIPTS = ("stories_roads", "stories_park", "stories_north", "stories_mill")
_SETTLED = 100
"""Days after which a voice in an unfinished story has been taken into the project."""
_FRESH = 30
"""Days within which something is to be done about one voice of its own."""


@dataclass(frozen=True)
class Step:
    """From a moment on, the story's open concerns stand so."""

    at: datetime
    status: str
    disposition: str = ""


@dataclass
class Story:
    """One story of the scripts, in its parts."""

    name: str
    category: str
    tags: str
    voices: list[Voice] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    """Its referrals, recommendations and dealings."""
    next_action: str = ""
    """What is to be done now, in a story that has not ended."""

    @property
    def first(self) -> Voice:
        """The voice with which it began."""
        return min(self.voices, key=lambda voice: voice.entered)


class Stories:
    """All stories, and how concerns heard elsewhere join one."""

    def __init__(self, almanac: Almanac, people: People) -> None:
        self.almanac = almanac
        self.people = people
        self.dice = almanac.dice("stories")
        self.all: dict[str, Story] = {}
        for block in blocks(*_SCRIPTS):
            word = block.head[0]
            if word == "story":
                terms = block.options()
                story = Story(block.head[1], terms["category"], terms["tags"], next_action=terms.get("next", ""))
                self.all[story.name] = story
            elif word == "concern":
                story.voices.append(self._voice(block, story))
            elif word == "step":
                story.steps.append(self._step(block))
            else:
                story.rest.append(block)

    def _voice(self, block: Block, story: Story) -> Voice:
        terms = block.options()
        _, key, *when = block.head
        heard = self.almanac.moment(when, self.dice)
        contact = self.people.key(terms["from"]) if "from" in terms else ""
        entered = (
            entered_after(self.almanac, heard, terms, self.dice) if story.voices else heard + timedelta(minutes=12)
        )
        return Voice(
            key,
            block.text,
            terms.get("cat") or story.category,
            terms["via"],
            terms.get("at", ""),
            heard,
            entered,
            contact,
            block.answer,
            {**terms, "tags": story.tags},
        )

    def _step(self, block: Block) -> Step:
        day = self.almanac.day(block.head[1])
        words = block.head[2:]
        at = self.almanac.desk(day, self.dice)
        if words[0] == CLOSED:
            return Step(at, CLOSED, " ".join(words[1:]))
        return Step(at, " ".join(words))

    def join(self, voice: Voice, story: str) -> None:
        """A voice heard at a meeting becomes part of *story*."""
        told = self.all[story]
        told.voices.append(replace(voice, options={**voice.options, "tags": told.tags}))

    def heard_in(self, key: str, meeting: str, heard: datetime, place: str) -> Voice:
        """The concern *key* was heard at that meeting: at that moment, and linked with it."""
        for story in self.all.values():
            for index, voice in enumerate(story.voices):
                if voice.key == key:
                    moved = replace(
                        voice,
                        heard=heard,
                        entered=heard + timedelta(seconds=20),
                        place=voice.place or place,
                        links=(*voice.links, meeting),
                    )
                    story.voices[index] = moved
                    return moved
        raise KeyError(key)

    def events(self) -> Iterator[Event]:
        """Everything that happens in all stories."""
        for story in self.all.values():
            yield from self._told(story)

    def _told(self, story: Story) -> Iterator[Event]:
        dice = self.almanac.dice(story.name)
        first = story.first
        for voice in story.voices:
            alone = voice.key == first.key or "restrict" in voice.options
            yield voice.entry(dice, like="" if alone else first.key)
            yield from self._course(voice, story, dice)
        for step in story.steps:
            yield from _taken([one for one in story.voices if one.entered < step.at and _in_step(one)], step, dice)
        for block in story.rest:
            yield from self._rest(block, story, dice)

    def _course(self, voice: Voice, story: Story, dice: random.Random) -> Iterator[Event]:
        options = voice.options
        if "ends-open" in options:
            at = on_desk(self.almanac, voice.entered.date() + timedelta(days=2), dice, voice.entered)
            yield Event(at, "change", voice.key, {"status": options["ends-open"], **next_step(voice, at, dice)})
            return
        if "own" in options:
            yield from self._own_course(voice, dice)
            return
        yield from _caught_up(voice, story.steps, self.almanac, dice)
        if voice.told and not voice.anonymous and "untold" not in options:
            day = voice.entered.date() + timedelta(days=dice.randrange(3, 26))
            yield from telling(voice, on_desk(self.almanac, day, dice, voice.entered))
        if story.steps[-1].status != CLOSED:
            yield from self._unfinished(voice, story, dice)

    def _unfinished(self, voice: Voice, story: Story, dice: random.Random) -> Iterator[Event]:
        """In a story without an end, the first voice carries the work and the old ones have become a project."""
        today = self.almanac.today
        age = (today - voice.entered.date()).days
        if voice.key == story.first.key:
            at = on_desk(self.almanac, today - timedelta(days=6), dice, voice.entered)
            due = today + timedelta(days=dice.randrange(1, 6))
            yield Event(at, "change", voice.key, {"next_action": story.next_action, "due": due.isoformat()})
        elif age > _SETTLED:
            day = voice.entered.date() + timedelta(days=dice.randrange(40, _SETTLED))
            at = on_desk(self.almanac, max(day, story.steps[-1].at.date() + timedelta(days=2)), dice, voice.entered)
            yield from closing(voice, at, "became a problem-solving project", fixed=False)
        elif age < _FRESH:
            at = on_desk(self.almanac, voice.entered.date() + timedelta(days=3), dice, voice.entered)
            yield Event(at, "change", voice.key, next_step(voice, at, dice))

    def _own_course(self, voice: Voice, dice: random.Random) -> Iterator[Event]:
        if "ends" not in voice.options:
            yield from goes_on(voice, self.almanac, dice, pending=True)
            return
        *words, days, _ = voice.options["ends"].split()
        told = replace(voice, options={**voice.options, "ends": " ".join(words)})
        day = voice.entered.date() + timedelta(days=int(days))
        yield from ended(told, on_desk(self.almanac, day, dice, voice.entered), self.almanac, dice)

    def _rest(self, block: Block, story: Story, dice: random.Random) -> Iterator[Event]:
        terms = block.options()
        word, *names = block.head
        if word == "talk":
            at = self.almanac.moment(names, dice)
            people, groups = self.people.keys(terms["with"]), split(terms.get("orgs", ""))
            key = f"talk-{story.name}{names[0]}"
            yield dealing(key, at, block.cell(1), people, groups, block.text, dice)
            return
        key, *when = names
        at = self.almanac.moment(when, dice)
        if word == "recommend":
            yield from recommended(key, at, terms, block.text, block.answer, self.almanac, dice)
            return
        method = block.cell(3)
        yield from handed_over(
            key, terms["of"], at, {**terms, "method": method}, block.text, block.answer, self.almanac, dice
        )


def _in_step(voice: Voice) -> bool:
    """Whether what happens in the story happens to this voice too."""
    return "own" not in voice.options and "ends-open" not in voice.options


def _caught_up(voice: Voice, steps: list[Step], almanac: Almanac, dice: random.Random) -> Iterator[Event]:
    """A concern heard in the middle of its story soon stands where the story stands."""
    missed = [step for step in steps if step.at <= voice.entered]
    coming = [step for step in steps if step.at > voice.entered]
    at = on_desk(almanac, voice.entered.date() + timedelta(days=dice.randrange(1, 5)), dice, voice.entered)
    if missed and not (coming and coming[0].at <= at):
        yield from _taken([voice], replace(missed[-1], at=at), dice)


def _taken(voices: list[Voice], step: Step, dice: random.Random) -> Iterator[Event]:
    """The step, taken for all these voices in one go."""
    if not voices:
        return
    keys = [voice.key for voice in voices]
    if step.status != CLOSED:
        concerns = [Key(key) for key in keys]
        yield Event(step.at, "status", keys[0], {"concerns": concerns, "status": step.status})
        return
    for key in keys:
        if key == keys[0] or dice.random() < 0.8:
            fixed = (step.at - timedelta(days=dice.randrange(1, 12))).date()
            yield Event(step.at, "change", key, {"fixed": fixed.isoformat()})
    yield closed(keys, step.at + timedelta(minutes=3), step.disposition)
