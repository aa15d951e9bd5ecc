"""Which column of a file of crime says what: by its usual name, as the officer says, or as said of the file before.

What was said of a file stands in the records that were counted from it, and holds for files with the same columns.
Reads no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cro_tui.actions.base import UnknownField
from cro_tui.exchange.columns import plain_header
from cro_tui.exchange.problems import ImportProblem
from cro_tui.model.crime import Crime
from cro_tui.model.fields import short
from cro_tui.store.notebook import Notebook

Said = Iterable[tuple[str, str]]
"""(field, column, or what is said outright)."""
MONTH_FIRST, DAY_FIRST = "month/day", "day/month"
OUTRIGHT = ("source", "measure", "days")
"""What may be said outright instead of naming a column."""
FIELDS = {
    "date": "date,datetime,date time,reported,date reported,reported date,report date,occurred,occurred date,"
    "date occurred,occurred on,occurred on date,incident date,incident datetime,call date,call datetime,"
    "crime date time,date of report,"
    "date rptd,date occ,reported on,from date,date from,start date,start,from,when,month,quarter,period,created,"
    "created date,timestamp,"
    "fecha,fecha del hecho,fecha hecho,fecha hechos,fecha de reporte,fecha y hora,datum,tatdatum,tatzeit,date du fait",
    "type": "type,offense,offence,offense type,offense description,crime,crime type,primary type,incident type,"
    "incident category,call type,initial call type,nature,nature of call,description,category,charge,problem,"
    "crm cd desc,delito,tipo,tipo de delito,tipo delito,modalidad,delikt,deliktsart,straftat,art,infraction",
    "beat": "beat,district,zone,sector,area,area name,ward,neighborhood,neighbourhood,precinct,police district,"
    "reporting area,location,zona,sector policial,distrito,cuadrante,colonia,barrio,bezirk,revier,stadtteil",
    "count": "count,number,total,incidents,calls,n,quantity,number of incidents,cantidad,casos,anzahl,fälle,faelle",
    "number": "file number,case number,incident number,case,case no,case id,incident no,incident id,report number,cfs,"
    "dr no,event number,event,id,folio,expediente,no expediente,aktenzeichen,vorgangsnummer",
    "source": "source,fuente,quelle",
    "measure": "measure",
    "days": "",
}
"""What a file may say, with the usual words for it, plain as `plain_header` makes them."""
_YEARS, _PARTS_OF_YEAR = ("year", "año", "jahr"), ("month", "quarter", "mes", "trimestre", "monat", "quartal")


class NoDate(ImportProblem):
    """No column is known as that of the date; it must be said which."""

    def __init__(self, sentence: str, headers: Sequence[str], examples: Sequence[str]) -> None:
        super().__init__(sentence)
        self.headers = tuple(headers)
        self.examples = tuple(examples)
        """Of each column the first cell that says something."""


@dataclass(frozen=True)
class CrimeColumns:
    """How a file is read."""

    places: Mapping[str, tuple[int, ...]]
    """Field -> its columns; their cells are joined."""
    outright: Mapping[str, str]
    """Field -> what was said outright."""
    told: tuple[tuple[str, str], ...]
    """All that the officer said of the file, now or before."""
    remembered: tuple[str, ...]
    """Which fields are read so because it was said before."""


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a line of a file names columns, one of them that of the date: a title above them does not."""
    plain = [plain_header(cell) for cell in cells]
    return sum(bool(one) for one in plain) > 1 and (
        any(one in FIELDS["date"].split(",") for one in plain) or _year_and_part(plain) is not None
    )


def columns_of(notebook: Notebook, headers: Sequence[str], mapping: Said) -> CrimeColumns:
    """The columns of *headers*. Raises `UnknownField`, or `ImportProblem` for a column that the file does not have."""
    now = list(mapping)
    before = [one for one in remembered(notebook, headers) if one[0] not in {field for field, _ in now}]
    plain = [plain_header(header) for header in headers]
    found: dict[str, list[int]] = {}
    outright: dict[str, str] = {}
    for name, said in (*now, *before):
        _refuse_unknown(name, said)
        place = _place(headers, plain, said)
        if not said:
            found.setdefault(name, [])
        elif place is not None and name != "days":
            found.setdefault(name, []).append(place)
        elif name in OUTRIGHT:
            outright[name] = said
        else:
            named = ", ".join(short(header, 30) for header in headers)
            raise ImportProblem(f"The file has no column “{short(said)}”; it has: {named}.")
    _find_usual(plain, found, outright)
    places = {name: tuple(places) for name, places in found.items() if places}
    return CrimeColumns(places, outright, (*before, *now), tuple(field for field, _ in before))


def _refuse_unknown(name: str, said: str) -> None:
    if name not in FIELDS:
        raise UnknownField(f"crime has no field “{short(name)}” to map; it has: {', '.join(FIELDS)}")
    if name == "days" and said and said not in (MONTH_FIRST, DAY_FIRST):
        raise ImportProblem(f"days={short(said, 30)}: say {MONTH_FIRST} or {DAY_FIRST}, as the file writes its dates.")


def _place(headers: Sequence[str], plain: Sequence[str], said: str) -> int | None:
    """Where the column is: spelled as in the file, else nearly so."""
    for known, wanted in ((headers, said), (plain, plain_header(said))):
        if wanted and wanted in known:
            return list(known).index(wanted)
    return None


def _find_usual(plain: Sequence[str], found: dict[str, list[int]], outright: Mapping[str, str]) -> None:
    """Adds to *found* what usual words name; a column serves once."""
    taken = {place for places in found.values() for place in places}
    if "date" not in found and (both := _year_and_part(plain)) is not None and not taken & set(both):
        found["date"] = list(both)
        taken.update(both)
    for name, words in FIELDS.items():
        if name in found or name in outright:
            continue
        free = [place for word in words.split(",") for place, one in enumerate(plain) if one == word and word]
        if free := [place for place in free if place not in taken][:1]:
            found[name] = free
            taken.update(free)


def _year_and_part(plain: Sequence[str]) -> tuple[int, int] | None:
    """The places of a column with the year and another with the month or the quarter."""
    year = next((plain.index(one) for one in _YEARS if one in plain), None)
    part = next((plain.index(one) for one in _PARTS_OF_YEAR if one in plain), None)
    return None if year is None or part is None else (year, part)


# What was said of files before


def layout_of(headers: Sequence[str]) -> str:
    """What names files with the same columns, in whatever order."""
    return sha256("\n".join(sorted(map(plain_header, headers))).encode()).hexdigest()[:16]


def remembered(notebook: Notebook, headers: Sequence[str]) -> list[tuple[str, str]]:
    """What the officer said of the last file with these columns."""
    layout = layout_of(headers)
    known = [one for one in notebook.all(Crime) if one.layout == layout]
    if not known:
        return []
    last = max(known, key=lambda one: (one.changed.at, one.id))
    said = [(str(row.get("field") or ""), str(row.get("said") or "")) for row in last.columns]
    return [(name, what) for name, what in said if name in FIELDS and _still_fits(headers, name, what)]


def _still_fits(headers: Sequence[str], name: str, said: str) -> bool:
    if name == "days":
        return said in (MONTH_FIRST, DAY_FIRST)
    return not said or name in OUTRIGHT or _place(headers, [plain_header(one) for one in headers], said) is not None
