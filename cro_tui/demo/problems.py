"""Larkmoor's problem-solving projects: one closed, one being assessed, one in the middle, one back at its analysis.

Days count from today; concerns and projects are named by keys.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from cro_tui.demo.almanac import Almanac
from cro_tui.demo.event import Event, Key
from cro_tui.demo.town import OFFICER
from cro_tui.model.problem import Problem

Values = Mapping[str, object]


def _voices(letter: str, count: int) -> list[object]:
    return [Key(f"{letter}{number}") for number in range(1, count + 1)]


def projects(almanac: Almanac) -> Iterator[Event]:
    """Everything that was written down of them."""
    dice = almanac.dice("projects")
    for told in (_hill, _dock, _park, _tags):
        yield from _dated(told(almanac), almanac, dice)


def _dated(steps: Iterator[tuple[int, Event]], almanac: Almanac, dice: random.Random) -> Iterator[Event]:
    """Each event on its day, one after the other."""
    last = datetime.min
    for back, event in steps:
        at = max(almanac.desk(almanac.day(str(back)), dice), last + timedelta(minutes=4))
        last = at
        yield Event(at, event.verb, event.key, event.values, event.kind)


def _opened(key: str, values: Values) -> Event:
    return Event(datetime.min, "create", key, {"owner": OFFICER, **values}, kind=Problem.KIND)


def _says(key: str, **values: object) -> Event:
    return Event(datetime.min, "change", key, values)


def _adds(key: str, **values: object) -> Event:
    return Event(datetime.min, "add", key, values)


def _day(almanac: Almanac, back: int) -> str:
    return almanac.day(str(back)).isoformat()


def _hill(almanac: Almanac) -> Iterator[tuple[int, Event]]:
    """The hill: closed, with an assessment that says where some of it went."""
    key = "project-hill"
    yield -600, _opened(key, {
        "title": "Racing down Quarry Hill Road", "neighborhood": "Quarry Hill", "category": "traffic/speeding",
        "concerns": _voices("q", 6),
        "statement": "Drivers come over the crest at Orchard Bend far above the posted 30, mornings and around 23:30; "
        "people who wait for the bus or cross there can't be seen in time.",
        "community": "The households of the hill, bus riders, six children at the stop",
        "harm": "Near misses, two mailboxes, nobody lets children play in front",
        "expectation": "That somebody measures it before anybody promises anything",
        "events": "Single runs that can be told apart; residents have times and plates in part",
    })  # fmt: skip
    yield -586, _says(
        key, recurring="Every working day 6:45 to 8:00, Thursday to Saturday nights",
        similarity="Same stretch, same crest, mostly through traffic that avoids the light at Granite",
        stage="analysis",
    )  # fmt: skip
    yield -556, _says(
        key, offender="Commuters and contractors' trucks; at night one group of young drivers",
        handler="Employers at the quarry; the drivers' own families, who live in town",
        target="People on foot at the bus stop and at Overlook Circle", guardian="Crossing guard, mornings only",
        location="Long straight down to the crest, sight distance 90 feet short", manager="Traffic Engineering",
        data_used="Residents' ledger (88 cars), tube count of two weeks, 3 crash reports, stops on twelve details",
        hypothesis="The hill is the fast way round the light, and nothing on it tells a driver how fast that is.",
    )  # fmt: skip
    yield -548, _adds(key, concerns=_voices("q", 12), measures=[
        {"id": "hill-speed", "what": "85th percentile speed at Orchard Bend, mph", "before": "47",
         "before_when": "two weeks' tube count", "goal": "38"},
        {"id": "hill-ledger", "what": "Cars over 40 in the residents' ledger of 88", "before": "61",
         "before_when": "one week, by stopwatch", "goal": "30"},
    ])  # fmt: skip
    yield -519, _says(
        key, stage="response",
        objective="85th percentile at or below 38 within six months, without more cars on Slate Lane",
        alternatives="Speed humps (plow route), regrading the crest (not in the capital plan), enforcement alone",
    )  # fmt: skip
    yield -518, _adds(key, responses=[
        {"id": "hill-signs", "what": "Two radar feedback signs and narrower striping", "owner": "Traffic Engineering",
         "due": _day(almanac, -429)},
        {"id": "hill-patrol", "what": "Twelve patrol details at the hours that residents named",
         "owner": "Lt. R. Sorrel", "due": _day(almanac, -470)},
    ])  # fmt: skip
    yield -450, _adds(key, responses=[
        {"id": "hill-patrol", "what": "Twelve patrol details at the hours that residents named",
         "owner": "Lt. R. Sorrel", "due": _day(almanac, -470), "done": _day(almanac, -452),
         "notes": "41 stops, 29 citations"},
    ])  # fmt: skip
    yield -404, _adds(key, concerns=_voices("q", 14), responses=[
        {"id": "hill-signs", "what": "Two radar feedback signs and narrower striping", "owner": "Traffic Engineering",
         "due": _day(almanac, -429), "done": _day(almanac, -411), "notes": "Signs on backorder for seven weeks"},
        {"id": "hill-slate", "what": "Four-way stop at Slate Lane against the cut-through",
         "owner": "Traffic Engineering", "due": _day(almanac, -350), "done": _day(almanac, -352)},
    ])  # fmt: skip
    yield -318, _adds(key, measures=[
        {"id": "hill-speed", "what": "85th percentile speed at Orchard Bend, mph", "before": "47",
         "before_when": "two weeks' tube count", "after": "36", "after_when": "two weeks, half a year on",
         "goal": "38"},
        {"id": "hill-ledger", "what": "Cars over 40 in the residents' ledger of 88", "before": "61",
         "before_when": "one week, by stopwatch", "after": "19", "after_when": "one week, by stopwatch",
         "goal": "30"},
    ])  # fmt: skip
    yield -317, _says(key, stage="assessment")
    yield -306, _says(
        key, as_planned="in part", goal_met="yes",
        assessment="Both counts fell and have stayed down for six months; volume is unchanged, so drivers did not go "
        "elsewhere in numbers. Regrading the crest was declined and is to be raised with the resurfacing.",
        displacement="Some. Slate Lane was cut through from the first details on; the four-way stop ended that, by the "
        "residents' own count. Nothing was heard from Granite Street.",
    )  # fmt: skip
    yield -305, _says(key, stage="closed")


def _dock(almanac: Almanac) -> Iterator[tuple[int, Event]]:
    """The trucks of the warehouse: most is done, and it is being counted whether it holds."""
    key = "project-dock"
    yield -178, _opened(key, {
        "title": "Idling trucks at the Brannock dock, midnight to five", "category": "noise",
        "concerns": _voices("w", 6),
        "statement": "Refrigerated trailers idle at the dock of the warehouse and wait on Mortar Street through the "
        "night; eight households on Kiln Street can't sleep.",
        "community": "Kiln Street and Mortar Street; Heron Street with the wind from the east",
        "harm": "Lost sleep, a blocked hydrant, the first sugar in a fuel tank",
        "expectation": "Four quiet hours, not an empty dock",
        "events": "Nights with a log: time, trucks, decibels", "recurring": "19 of 28 nights",
        "similarity": "Trailers that must be cooled and drivers whom the day gate fines",
    })  # fmt: skip
    yield -166, _says(
        key, stage="analysis", offender="Drivers who wait for the gate", handler="Dispatch, which tells them when",
        target="Sleepers within 200 feet", location="Dock without electric plug-ins since dock 3 was rebuilt",
        manager="The manager of the warehouse, who will talk",
        data_used="Log of 28 nights by two neighbors, three nights of measuring by Code Enforcement",
        hypothesis="They idle since there is nothing to plug into, and come at midnight since the day gate fines them.",
    )  # fmt: skip
    yield -160, _adds(key, measures=[
        {"id": "dock-nights", "what": "Loud nights of 28 in the neighbors' log", "before": "19",
         "before_when": "four weeks before the agreement", "goal": "2"},
        {"id": "dock-level", "what": "Decibels at the property line, middle of three nights", "before": "64",
         "before_when": "Code Enforcement", "goal": "60"},
    ])  # fmt: skip
    yield -158, _says(
        key, stage="response", objective="No idling from midnight to four; below 60 decibels at the property line",
        alternatives="Citations alone; a curfew in the license",
    )  # fmt: skip
    agreed = {"id": "dock-agreed", "what": "Agreement of eight households and the manager, in mediation",
              "owner": "Teasel Valley Mediation Center", "due": _day(almanac, -136)}  # fmt: skip
    signs = {"id": "dock-signs", "what": "No-standing zone on Mortar Street", "owner": "Traffic Engineering",
             "due": _day(almanac, -133)}  # fmt: skip
    plugs = {"id": "dock-plugs", "what": "Plug-ins on docks 1 to 3", "owner": "Brannock Cold Storage",
             "due": _day(almanac, 6), "notes": "Two of three done; the old conduit was flooded"}  # fmt: skip
    yield -157, _adds(key, responses=[agreed, signs, {**plugs, "due": _day(almanac, -38), "notes": ""}])
    yield -131, _adds(key, concerns=_voices("w", 11), responses=[
        {**agreed, "done": _day(almanac, -144)}, {**signs, "done": _day(almanac, -133)},
    ])  # fmt: skip
    yield -43, _adds(key, measures=[
        {"id": "dock-nights", "what": "Loud nights of 28 in the neighbors' log", "before": "19",
         "before_when": "four weeks before the agreement", "after": "5", "after_when": "four weeks, all five Sundays",
         "goal": "2"},
    ])  # fmt: skip
    yield -42, _says(key, stage="assessment", as_planned="in part", review=_day(almanac, 9))
    yield -30, _adds(key, concerns=_voices("w", 12), responses=[
        plugs,
        {"id": "dock-sunday", "what": "Tell the Sunday dispatcher of the agreement, in writing", "owner": OFFICER,
         "due": _day(almanac, 2)},
    ])  # fmt: skip
    yield -10, _adds(key, concerns=_voices("w", 13))


def _park(almanac: Almanac) -> Iterator[tuple[int, Event]]:
    """The park: in the middle of its responses."""
    key = "project-park"
    yield -392, _opened(key, {
        "title": "Drug sales at the Alder Park pavilion", "neighborhood": "Alder Park", "category": "drugs",
        "concerns": _voices("a", 7),
        "statement": "A group sells and uses at the dark pavilion, Thursday to Saturday evenings; families, the league "
        "and a daycare have stopped coming.",
        "community": "Neighbors of Pavilion Drive and Wren Street, the ball league, a daycare",
        "harm": "Needles in the sandbox, fear on the way from the bus, one overdose",
        "expectation": "Officers who get out of the car", "events": "Hand-offs of seconds, bike to car",
        "recurring": "Thursday to Saturday, 18:00 to 23:00", "similarity": "The pavilion and what can't be seen of it",
    })  # fmt: skip
    yield -376, _says(
        key, stage="analysis", offender="Two or three sellers, a group around them that is not from the quarter",
        handler="Outreach knows six of nine by name", target="Young people on the way from the bus",
        guardian="Nobody after six, since the court is dark", location="14 dark fixtures, a hedge that hides the gate",
        manager="Parks and Recreation",
        data_used="61 calls for service in a quarter within 500 feet; a walk with three neighbors; counts on a bench",
        hypothesis="It is the one place in the quarter that is dark, hidden and nobody's after six.",
    )  # fmt: skip
    calls = {"id": "park-calls", "what": "Calls for service within 500 feet in a quarter", "before": "61",
             "before_when": "the quarter before the first walk", "goal": "30"}  # fmt: skip
    seen = {"id": "park-seen", "what": "People at the pavilion at 20:30, counted by neighbors", "before": "9",
            "before_when": "one walk"}  # fmt: skip
    yield -371, _adds(key, measures=[calls, seen])
    walks = {"id": "park-walks", "what": "Foot patrol, Thursday to Saturday evenings", "owner": "Lt. R. Sorrel",
             "due": _day(almanac, -300)}  # fmt: skip
    hedge = {"id": "park-hedge", "what": "Hedge down to three feet, dugouts locked",
             "owner": "Parks and Recreation", "due": _day(almanac, -340)}  # fmt: skip
    yield -368, _says(key, stage="response", objective="Half of the calls by next summer, and the court in use at six")
    yield -367, _adds(key, concerns=_voices("a", 9), responses=[walks, hedge])
    yield -296, _adds(key, concerns=_voices("a", 11), responses=[
        {**walks, "done": _day(almanac, -301)}, {**hedge, "done": _day(almanac, -346)},
    ])  # fmt: skip
    north = {"id": "park-north", "what": "Relight the north half of the pavilion", "owner": "Parks and Recreation",
             "due": _day(almanac, -150)}  # fmt: skip
    court = {"id": "park-court", "what": "Evening basketball, Thursdays and Fridays",
             "owner": "The Loft Youth Center", "due": _day(almanac, -90)}  # fmt: skip
    yield -179, _adds(key, concerns=_voices("a", 14), responses=[north, court])
    yield -139, _adds(key, concerns=_voices("a", 15), responses=[
        {**north, "done": _day(almanac, -152)}, {**court, "done": _day(almanac, -140)},
    ])  # fmt: skip
    yield -65, _adds(key, concerns=_voices("a", 17), measures=[
        {**calls, "after": "38", "after_when": "last quarter"}, {**seen, "after": "5", "after_when": "one walk"},
    ])  # fmt: skip
    yield -22, _adds(key, concerns=_voices("a", 18), responses=[
        {"id": "park-timer", "what": "Key to the timer of the court lights, off two hours early",
         "owner": "Parks and Recreation", "due": _day(almanac, -3)},
        {"id": "park-south", "what": "Relight the south half, with the trench permit", "owner": "Parks and Recreation",
         "due": _day(almanac, 24)},
    ])  # fmt: skip
    yield -9, _adds(key, concerns=_voices("a", 19))


def _tags(almanac: Almanac) -> Iterator[tuple[int, Event]]:
    """Graffiti at the mill: one name was stopped, another came, and the analysis begins anew."""
    key = "project-tags"
    yield -112, _opened(key, {
        "title": "Graffiti between the mill and Candlemaker Row", "neighborhood": "Old Mill",
        "category": "graffiti/vandalism", "concerns": _voices("g", 6),
        "statement": "The same walls are tagged again within days of being cleaned; merchants pay for it each time.",
        "community": "Merchants of Mill Street and Candlemaker Row", "harm": "Costs of $41 a wall, shutters kept down",
        "events": "Tags with a name and a color", "similarity": "One name at a time, walls without light",
    })  # fmt: skip
    yield -99, _says(
        key, stage="response", offender="One boy of fifteen, for the first name",
        manager="Owners, and Public Works below", objective="Any tag painted over within 48 hours",
    )  # fmt: skip
    crew = {"id": "tags-crew", "what": "Volunteer paint-out crew within 48 hours of a call",
            "owner": "Merchants' Association", "due": _day(almanac, -38)}  # fmt: skip
    walls = {"id": "tags-walls", "what": "Walls tagged in a month, by the merchants' tally", "before": "23",
             "before_when": "the month of the first calls"}  # fmt: skip
    yield -92, _adds(key, concerns=_voices("g", 9), responses=[crew], measures=[walls])
    yield -36, _adds(key, concerns=_voices("g", 12), responses=[{**crew, "done": _day(almanac, -37)}], measures=[
        {**walls, "after": "7", "after_when": "the month after the crew began"},
    ])  # fmt: skip
    yield -27, _says(
        key, stage="analysis", location="Underpass with 5 of 8 lights out", review=_day(almanac, 5),
        data_used="Merchants' tally since the first call; photographs by name and color",
    )  # fmt: skip
    yield -12, _adds(key, concerns=_voices("g", 14))
