"""What was voiced in a quarter, as the report tells it: topics, potential problems, the concern log. Pure.

Concerns about the same thing stand together with all their voices up to the quarter's end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from cro_tui.model.concern import Concern
from cro_tui.model.vocabulary import Vocabularies
from cro_tui.report.audience import Reader, strictest
from cro_tui.report.facts import LogLine, Potential, Topic
from cro_tui.report.late import Lateness
from cro_tui.report.period import Period
from cro_tui.report.sentences import counted, short_day
from cro_tui.report.standing import informed, status_of
from cro_tui.report.voices import Voices, voices_of

_RATINGS = {"evidenced": 0, "experienced": 1, "potential": 2}


class Voiced:
    """The concerns of one quarter for one reader."""

    def __init__(
        self,
        period: Period,
        reader: Reader,
        shows: Callable[[Concern], bool],
        by_id: Mapping[str, Concern],
        words: Vocabularies,
        lateness: Lateness,
    ) -> None:
        """*shows*: whether the report shows the words of a concern; *by_id*: all concerns."""
        self.period = period
        self.reader = reader
        self.shows = shows
        self.by_id = by_id
        self.words = words
        self.lateness = lateness
        self._year = int(period.quarter[:4])
        self._voices: dict[str, Voices] = {}

    def _groups(self, concerns: Iterable[Concern]) -> list[tuple[Voices, list[Concern]]]:
        """Linked concerns together, with all their voices up to the quarter's end; each group once."""
        wanted = {concern.id: concern for concern in concerns}
        groups: list[tuple[Voices, list[Concern]]] = []
        seen: set[str] = set()
        for concern in wanted.values():
            if concern.id not in seen:
                voices = self._voices_of(concern)
                mine = [one for one in voices.concerns if one.id in wanted]
                seen.update(one.id for one in mine)
                groups.append((voices, mine))
        return groups

    def _voices_of(self, concern: Concern) -> Voices:
        if concern.id not in self._voices:
            voices = voices_of(concern, self.by_id.get).until(self.period.last)
            self._voices.update((one.id, voices) for one in voices.concerns)
        return self._voices[concern.id]

    def topics(self, heard: Iterable[Concern]) -> tuple[Topic, ...]:
        """What was voiced in the quarter; a topic that goes on keeps its number from one report to the next."""
        topics = []
        for voices, mine in self._groups(one for one in self._shown(heard) if not one.is_potential):
            told = self._shown(voices.concerns)
            lead = min(told, key=self._names_topic)
            topics.append(
                Topic(
                    number=lead.number,
                    summary=self.reader.text(lead.summary),
                    neighborhood=self.reader.text(lead.neighborhood or lead.place),
                    category=lead.category,
                    voices=voices.people,
                    channels=voices.channels,
                    first_heard=voices.first_heard[:10],
                    status=self._status(told),
                    informed=informed(voices.concerns),
                    priority=max((one.priority for one in mine), key=self._rank),
                    concern_id=lead.id,
                    concern_ids=tuple(one.id for one in mine),
                )
            )
        topics.sort(key=lambda one: (-one.voices, -self._rank(one.priority), one.first_heard, one.number))
        return tuple(topics)

    def _names_topic(self, concern: Concern) -> tuple[bool, bool, int, str, str]:
        """Sorts first what a topic is called after: nothing told in confidence, the most pressing, the first heard."""
        confidential = strictest(concern) == "restricted"
        return confidential, concern.is_potential, -self._rank(concern.priority), concern.day, concern.id

    def potential(self, watched: Iterable[Concern]) -> tuple[Potential, ...]:
        """Those heard in the quarter, and earlier ones that were still watched in it; the best evidenced first."""
        found = []
        for voices, mine in self._groups(self._shown(watched)):
            lead = min(mine, key=lambda one: (_gravity(one.rating), -self._rank(one.priority), one.day, one.id))
            channels = ", ".join(voices.channels) or "channel not noted"
            people = counted(voices.people, "person", "people")
            found.append(
                Potential(
                    number=lead.number,
                    summary=self.reader.text(lead.summary),
                    rating=lead.rating or "not rated",
                    neighborhood=self.reader.text(lead.neighborhood or lead.place),
                    evidence=f"{people}; {channels}; first heard {short_day(voices.first_heard, self._year)}",
                    watch=min((one.watch for one in mine if one.watch and one.is_open), default=lead.watch),
                    status=self._status(mine),
                    concern_id=lead.id,
                    concern_ids=tuple(one.id for one in mine),
                )
            )
        return tuple(sorted(found, key=lambda one: (_gravity(one.rating), one.watch or "9999", one.number)))

    def log_line(self, concern: Concern) -> LogLine:
        return LogLine(
            number=concern.number,
            heard=concern.day,
            summary=self.reader.text(concern.summary),
            neighborhood=self.reader.text(concern.neighborhood),
            channel=concern.channel,
            category=concern.category,
            status=self._status([concern]),
            informed=informed([concern]),
            late=self.lateness.marked(concern),
            concern_id=concern.id,
        )

    def _status(self, concerns: Sequence[Concern]) -> str:
        return status_of(concerns, self.period.last, self.words.statuses, self._year)

    def _rank(self, priority: str) -> int:
        """Higher for what is more pressing, in the department's own order; what names none is normal."""
        order = self.words.priorities
        return order.index(priority) if priority in order else order.index("normal") if "normal" in order else 0

    def _shown(self, concerns: Iterable[Concern]) -> list[Concern]:
        return [one for one in concerns if self.shows(one)]


def _gravity(rating: str) -> int:
    return _RATINGS.get(rating, len(_RATINGS))
