"""Training sessions with their rosters, and the evenings of the citizen police academy."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from cro_tui.demo import town
from cro_tui.demo.almanac import Almanac, at_time
from cro_tui.demo.event import Event, Key
from cro_tui.demo.people import People
from cro_tui.demo.programs import academy, program_key
from cro_tui.demo.script import Block, blocks

_KINDS = {
    "officer": "officer training given",
    "own": "own continuing education",
    "school": "school/youth program",
    "community": "community presentation",
}
_PASS = 70
_WEEK = timedelta(days=7)


class Classroom:
    """All sessions of the script."""

    def __init__(self, almanac: Almanac, people: People) -> None:
        self.almanac = almanac
        self.people = people

    def events(self) -> Iterator[Event]:
        """Each session is noted beforehand; its roster is filled when it takes place."""
        cohorts: list[Block] = []
        evenings: list[Block] = []
        for number, block in enumerate(blocks("trainings")):
            if block.head[0] == "session":
                yield from self._session(f"session{number:02d}", block)
            elif block.head[0] == "academy":
                cohorts.append(block)
            else:
                evenings.append(block)
        for number, cohort in enumerate(cohorts):
            yield from self._academy(f"academy{number}", cohort, evenings)

    def _session(self, key: str, block: Block) -> Iterator[Event]:
        terms = block.options()
        dice = self.almanac.dice(key)
        _, written, clock = block.head
        planned = "planned" in terms
        start = at_time(self.almanac.meeting_day(written, "", planned=planned), clock)
        values = {
            "title": terms["title"],
            "topic": terms["topic"],
            "kind": _KINDS[terms["kind"]],
            "place": terms["place"],
            "credential": terms.get("credential", ""),
            "course": terms.get("course", ""),
        }
        yield self._noted(key, start, values, block, terms)
        if not planned:
            who = self._who(terms["who"], dice)
            yield self._held(key, start, float(terms["hours"]), who, tested="tested" in terms, dice=dice)

    def _noted(self, key: str, start: datetime, values: dict[str, str], block: Block, terms: dict[str, str]) -> Event:
        noted = min(start - timedelta(days=14), self.almanac.end)
        more = {
            "start": start.isoformat(timespec="minutes"),
            "hours": terms["hours"],
            "instructor": terms["by"].replace("Officer Dunmore", town.OFFICER),
            "lesson_plan": terms.get("plan", ""),
            "objectives": block.text,
        }
        return Event(noted, "create", key, {**values, **more}, kind="training")

    def _who(self, written: str, dice: random.Random) -> list[dict[str, object]]:
        """Who comes: ``officers 18``, ``students 16 SCHOOL``, ``residents 12``, ``guards 9`` or ``self``."""
        word, _, rest = written.partition(" ")
        if word == "self":
            return [{"name": town.OFFICER, "agency": "1187"}]
        count, _, school = rest.partition(" ")
        if word == "officers":
            return [{"name": name, "agency": badge} for name, badge in sorted(dice.sample(town.SWORN, int(count)))]
        if word == "guards":
            return [{"name": name, "agency": "Crossing guard"} for name in town.GUARDS[: int(count)]]
        if word == "residents":
            names = dice.sample(town.NEIGHBORS, int(count))
            return [{"name": name, "agency": "Resident"} for name in sorted(names)]
        letters = "ABCDEFGHJKLMNOPRSTVWY"
        initials = {f"{dice.choice(letters)}. {dice.choice(letters)}." for _ in range(3 * int(count))}
        return [{"name": f"Student {one}", "agency": school} for one in sorted(initials)[: int(count)]]

    @staticmethod
    def _held(
        key: str,
        start: datetime,
        hours: float,
        who: list[dict[str, object]],
        *,
        tested: bool,
        dice: random.Random,
    ) -> Event:
        end = start + timedelta(hours=min(hours, 8))
        roster = []
        for person in who:
            came = start + timedelta(minutes=dice.choice((-12, -8, -5, -3, -1, 0, 2, 9)))
            left = end - timedelta(minutes=dice.choices((0, 45, 90), (94, 4, 2))[0]) if hours > 1 else end
            line = {
                **person,
                "in": came.isoformat(timespec="minutes"),
                "out": left.isoformat(timespec="minutes"),
                "hours": str(hours - (end - left).total_seconds() / 3600),
                "result": "not tested",
            }
            if tested:
                score = min(100, round(dice.gauss(87, 8)))
                line |= {"score": str(score), "result": "pass" if score >= _PASS else "fail"}
            roster.append(line)
        return Event(end + timedelta(minutes=10), "change", key, {"roster": roster})

    def _academy(self, key: str, cohort: Block, evenings: list[Block]) -> Iterator[Event]:
        """Six evenings a week apart; some people miss one, one of them misses three."""
        terms = cohort.options()
        dice = self.almanac.dice(key)
        _, written, clock = cohort.head
        first = at_time(self.almanac.meeting_day(written, "", planned=False), clock)
        who = self._participants(terms, dice)
        yield from academy(key, terms, first, len(evenings), who, self.almanac.dice(f"{key} program"))
        for number, evening in enumerate(evenings):
            start = first + _WEEK * number
            more = evening.options()
            name = f"{key}-{number}"
            values = {
                "title": f"{terms['cohort']}, evening {number + 1}: {' '.join(evening.head[1:])}",
                "topic": more["topic"],
                "kind": "citizen police academy",
                "place": terms["place"],
                "course": terms["cohort"],
                "program": program_key(key),
            }
            yield self._noted(name, start, values, evening, {**terms, **more})
            there = [one for index, one in enumerate(who) if dice.random() > (0.45 if index == 0 else 0.07)]
            held = self._held(name, start, float(terms["hours"]), there, tested=False, dice=dice)
            if held.at <= self.almanac.end:
                yield held

    def _participants(self, terms: dict[str, str], dice: random.Random) -> list[dict[str, object]]:
        known = self.people.keys(terms["known"])
        others = dice.sample(town.NEIGHBORS, int(terms["people"]) - len(known))
        rows: list[dict[str, object]] = [{"name": self.people.name(key), "contact": Key(key)} for key in known]
        rows += [{"name": name, "agency": "Resident"} for name in others]
        dice.shuffle(rows)
        return rows
