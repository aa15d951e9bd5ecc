"""What the palette offers: the commands of this place and of others, every table and view, themes, records by name.

Fits what is typed to it: every word must be found, at the beginning of a word better than in the middle, in the name
better than in the sentence. Knows the command table and the ways; no widget, no screen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cro_tui.tui.commands import COMMANDS, EVERYWHERE, LIST, ROOM, Command, key_name
from cro_tui.tui.places import place_of, with_keys
from cro_tui.tui.themes import PAINTS
from cro_tui.tui.ways import Way, ways

HERE, GO, ELSEWHERE = "Here and everywhere", "Go to", "In other places"
_MOVING = frozenset({"list.up", "list.down", "list.pageup", "list.pagedown", "list.first", "list.last", "field.next",
                     "field.previous", "dialog.next", "dialog.previous", "palette"})  # fmt: skip
"""Keys that only move the cursor are in the help, not among what can be done."""
_NUMBERED = ("keyin.", ".view", ".year", ".quarter1", ".quarter2", ".quarter3", ".quarter4", ".quarter5", ".quarter6")
"""Commands that are called by a number: the views themselves are offered, by their names."""
_SLIP = 4
"""From so many letters on a word may have a slip in it."""


@dataclass(frozen=True)
class Offer:
    """One line of the palette."""

    group: str
    name: str
    says: str
    key: str = ""
    where: str = ""
    """The place in which it works, if that is not here."""
    command: Command | None = None
    way: Way | None = None
    theme: str = ""


def offers(
    places: Collection[str], within: Collection[str], keys: Mapping[str, str], absent: Collection[str]
) -> list[Offer]:
    """All of them. *places* whose keys work now, *within* those that lie on this screen besides; *keys* the officer's
    own, *absent* the ids of commands that can't run."""
    made = list(_commands(places, within, keys, absent))
    made += [Offer(GO, way.name, way.says, way=way) for way in ways()]
    made += [Offer(HERE, f"Theme {name}", f"Show everything in the theme {name}.", theme=name) for name in PAINTS]
    rank = {HERE: 0, GO: 1, ELSEWHERE: 2}
    return sorted(made, key=lambda one: rank[one.group])


def _commands(
    places: Collection[str], within: Collection[str], keys: Mapping[str, str], absent: Collection[str]
) -> Iterator[Offer]:
    rooms = [one for one in COMMANDS if one.id.startswith("room.")]
    here = {*places, *within, EVERYWHERE}
    for command in sorted(COMMANDS, key=lambda one: one.place in (EVERYWHERE, LIST, ROOM)):
        if command.id in _MOVING or command.id in absent or any(part in command.id for part in _NUMBERED):
            continue
        key = key_name(keys.get(command.id, command.key))
        if command in rooms:
            yield Offer(GO, place_of(command.id.removeprefix("room.")).title, command.help, key, command=command)
        elif command.place in here:
            yield Offer(HERE, command.label, command.help, key, command=command)
        else:
            place = place_of(command.place)
            where = with_keys(place.way, keys) or place.title
            yield Offer(ELSEWHERE, command.label, command.help, key, where, command)


def fitting(made: Iterable[Offer], typed: str) -> list[Offer]:
    """Those that every word of *typed* fits, the best first; where none does, those that it nearly fits."""
    words = typed.casefold().split()
    scored = [(score, number, one) for number, one in enumerate(made) if (score := _score(one, words))]
    return [one for _score_, _number, one in sorted(scored, key=lambda found: (-found[0], found[1]))]


def nearly_fitting(made: Iterable[Offer], typed: str) -> list[Offer]:
    """Those whose names *typed* means but for a slip of the finger."""
    from rapidfuzz.distance import OSA

    words = [word for word in typed.casefold().split() if len(word) >= _SLIP]
    found = []
    for one in made:
        names = one.name.casefold().split()
        if words and all(any(OSA.distance(word, name[: len(word) + 1]) <= 2 for name in names) for word in words):
            found.append(one)
    return found


def _score(one: Offer, words: Sequence[str]) -> int:
    """How well every word fits; 0 where one does not."""
    name, said = one.name.casefold(), f"{one.says} {one.where}".casefold()
    names, sentence = _words(name), _words(said)
    total = {HERE: 3, GO: 2, ELSEWHERE: 1}[one.group]
    for word in words:
        if word == one.key.casefold():
            total += 12
        elif name.startswith(word):
            total += 10
        elif any(other.startswith(word) for other in names):
            total += 8
        elif any(other.startswith(word) for other in sentence):
            total += 4
        elif word in name or word in said:
            total += 1
        else:
            return 0
    return total


def _words(text: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in text).split()
