"""Larkmoor, a town that does not exist: its quarters, streets, department and who sits where.

Facts only. Knows nothing of dates, of records or of how they are written.
"""

from __future__ import annotations

from collections.abc import Mapping

CITY = "Larkmoor"
OFFICER = "Joanna Dunmore"
SUPERVISOR = "Sgt. T. Wilk"

BEATS: Mapping[str, str] = {
    "Quarry Hill": "Beat 1",
    "Fairgrounds": "Beat 1",
    "The Terraces": "Beat 2",
    "Northgate": "Beat 2",
    "Downtown": "Beat 3",
    "Old Mill": "Beat 3",
    "Alder Park": "Beat 4",
    "Saltbox Row": "Beat 4",
    "Riverbend": "Beat 5",
    "Brickyard": "Beat 5",
}
"""Neighborhood -> the patrol beat that covers it."""

PATROL: Mapping[str, str] = {
    "Beat 1": "Ofc. C. Haldane",
    "Beat 2": "Ofc. L. Prewitt",
    "Beat 3": "Ofc. M. Oyelaran",
    "Beat 4": "Ofc. B. Szymczak",
    "Beat 5": "Ofc. R. Ybarra",
}

_PLACES: Mapping[str, tuple[str, ...]] = {
    "Quarry Hill": (
        "Quarry Hill",
        "Orchard Bend",
        "Granite Street",
        "Slate Lane",
        "Overlook Circle",
        "Bluestone Court",
        "Bus 12",
    ),
    "Fairgrounds": (
        "Fairgrounds",
        "Derby Street",
        "Ribbon Lane",
        "Grandstand Avenue",
        "Post 88 Veterans' Hall",
    ),
    "The Terraces": (
        "The Terraces",
        "Terraces clubhouse",
        "Juniper Terrace",
        "Larch Terrace",
        "Hemlock Terrace",
        "Sumac Terrace",
        "Upper Terrace Way",
    ),
    "Northgate": (
        "Northgate",
        "Beacon Avenue",
        "Lamplighter Avenue",
        "Thistle Court",
        "Harriet Bly Middle School",
        "Larkmoor High School",
        "New Hope Tabernacle",
    ),
    "Downtown": (
        "Downtown",
        "Tannery Street",
        "Candlemaker Row",
        "Cooper's Court",
        "Depot Street",
        "Founders Green",
        "City Hall",
        "Larkmoor Public Library",
        "The Anchor Diner",
        "Bus depot",
    ),
    "Old Mill": (
        "Old Mill",
        "Mill Street",
        "Weaver Street",
        "Spindle Lane",
        "Loom Street",
        "Ropewalk",
        "Silver Birch Senior Center",
    ),
    "Alder Park": (
        "Alder Park",
        "Alder Avenue",
        "Finch Street",
        "Wren Street",
        "Pavilion Drive",
        "The Loft Youth Center",
    ),
    "Saltbox Row": (
        "Saltbox",
        "Gable Street",
        "Clapboard Street",
        "Lindqvist",
        "Iglesia Puerta Abierta",
    ),
    "Riverbend": (
        "Riverbend",
        "Ferry Lane",
        "Teasel Landing",
        "Weir",
        "Heron Street",
        "Towpath",
        "Open Hand Pantry",
        "St. Brannoc's",
    ),
    "Brickyard": (
        "Brickyard",
        "Brannock",
        "Kiln Street",
        "Mortar Street",
        "Foundry Street",
        "Cannery Way",
        "Larkmoor Islamic Center",
    ),
}
_NEIGHBORHOOD = {place: hood for hood, places in _PLACES.items() for place in places}
_LONGEST_FIRST = sorted(_NEIGHBORHOOD, key=len, reverse=True)


def neighborhood_of(place: str) -> str:
    """The neighborhood in which *place* lies, or ``""`` where none of its names is known."""
    first = place.split(" and ")[0]
    return next((_NEIGHBORHOOD[name] for name in _LONGEST_FIRST if name in first), "")


SWORN: tuple[tuple[str, str], ...] = (
    ("Ofc. Curtis Haldane", "1142"),
    ("Ofc. Leilani Prewitt", "1159"),
    ("Ofc. Marcus Oyelaran", "1163"),
    ("Ofc. Beth Szymczak", "1171"),
    ("Ofc. Ramón Ybarra", "1120"),
    ("Ofc. Dante Fairweather", "1098"),
    ("Cpl. Imani Brooks", "1044"),
    ("Ofc. Wesley Trumbull", "1201"),
    ("Ofc. Anjali Rao-Finch", "1204"),
    ("Ofc. Stellan Oakes", "1188"),
    ("Ofc. Moira Kinsella", "1176"),
    ("Ofc. Tyrell Banning", "1210"),
    ("Ofc. Gwen Abara", "1193"),
    ("Ofc. Pascal Roy-Dunn", "1151"),
    ("Ofc. Hollie Marsh", "1215"),
    ("Ofc. Emre Yildiz", "1218"),
    ("Ofc. Kara Lindholm", "1169"),
    ("Ofc. Bryce Culver", "1222"),
    ("Ofc. Noemi Sandoval", "1225"),
    ("Ofc. Theo Grange", "1131"),
    ("Ofc. Vikram Seth-Lowe", "1228"),
    ("Ofc. Orla Devane", "1184"),
    ("Ofc. Malik Storrs", "1231"),
    ("Ofc. Greta Pruitt", "1107"),
    ("Ofc. Caleb Winslow", "1234"),
    ("Ofc. Freja Holt", "1236"),
    ("Sgt. Naomi Kettleby", "0711"),
    ("Sgt. Tomasz Wilk", "0642"),
    ("Sgt. Roland Aske", "0688"),
    ("Det. Ingrid Voss", "0930"),
    ("Det. Samuel Quay", "0944"),
    ("Lt. Renata Sorrel", "0415"),
)
"""The department's people for rosters: name and badge."""

GUARDS = (
    "Sharon Pettibone",
    "Nadia Kaczmarek",
    "Halimo Abdi",
    "Sahra Abdi",
    "Vern Holloway",
    "Ruth Castor",
    "Minna Lund",
    "Ida Brockway",
    "Ayaan Guled",
)
"""School crossing guards."""

NEIGHBORS = (
    "Adela Norquist",
    "Bertrand Fay",
    "Chiamaka Eze-Ward",
    "Dario Pellegrini",
    "Edith Sorensen",
    "Faisal Noorzai",
    "Greta Hollander",
    "Hugo Marchand",
    "Imelda Cruz-Tate",
    "Jonas Aaltonen",
    "Kimura Sato-Bell",
    "Leocadia Munro",
    "Mustafa Demir",
    "Nora Quillfeather",
    "Otis Ramsey-Vale",
    "Paloma Ríos",
    "Quinn Abernethy",
    "Rustam Karimov",
    "Selma Björk",
    "Thuy Lam",
    "Ursula Wendt",
    "Vasily Marchenko",
    "Winifred Oduro",
    "Ximena Salas",
    "Yusuf Ceesay",
    "Zelda Farnham",
    "Alma Thorne",
    "Bashir Haidari",
    "Cleo Papadakis",
    "Dov Mendel",
    "Esi Quaye",
    "Fintan Roche",
)
"""Residents who come to talks and academies and stand in no address book."""

SUPERVISOR_IN_FULL = "Sgt. Tomasz Wilk, Community Policing Supervisor"
PATROL_IN_FULL = "Lt. Renata Sorrel, Patrol Services"
IN_FULL = {"Sgt. T. Wilk": SUPERVISOR_IN_FULL, "Lt. R. Sorrel, Patrol": PATROL_IN_FULL}
"""How the scripts call addressees of the chain of command -> as the settings do."""

SETTINGS: Mapping[str, Mapping[str, object]] = {
    "officer": {"name": OFFICER, "badge": "1187", "title": "Community Relations Officer"},
    "department": {
        "name": "Larkmoor Police Department",
        "unit": "Community Relations",
        "city": CITY,
        "address": "40 Founders Green, Larkmoor",
        "phone": "(207) 555-0100",
        "chief": "Chief Adaeze Bellweather",
        "via": [PATROL_IN_FULL, "Deputy Chief Amos Tillery"],
        "supervisor": SUPERVISOR_IN_FULL,
        "units": ["Patrol", "Traffic Unit", "Investigations", "School Resource Officer", "Records and Analysis"],
    },
    "education": {"hours_a_year": 24, "topics": {"De-escalation": 4, "Procedural justice": 2}},
    "words": {
        "neighborhoods": list(BEATS),
        "beats": sorted(set(BEATS.values())),
        "languages": [
            "English",
            "Spanish",
            "Somali",
            "Vietnamese",
            "Portuguese",
            "Haitian Creole",
            "Khmer",
            "Arabic",
            "Polish",
            "French",
            "Ukrainian",
        ],
    },
}
"""What the demo notebook's settings.toml says: table -> key -> value."""
