"""The one-line grammar of capturing a concern, the same on the screen and on the command line. Pure.

``#category`` ``@place`` ``+contact`` ``!`` ``via:channel`` ``by:officer`` ``heard:yesterday`` ``due:fri`` ``~anon``
``~juvenile`` ``~watch`` ``~callback``. A marker counts only at the start of a word and runs to the next space, or is
quoted. What is understood leaves the text; what is not stays in it and is named: whoever typed ``#zzz``, ``vai:phone``
or a ``@`` alone meant something by it. ``due:Dec 5`` is answered with ``due:"Dec 5"``; of ``heard:"about 3pm"`` the
words stay in the text too, because nobody was so sure of the hour.

A concern has one of each. The first in the line counts, but for restrictions: of those it is the one that stands first
in the department's list, whatever their order in the line; by default a juvenile is one before being a witness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue, Context, Lean
from cro_tui.model.leftover import Leftover
from cro_tui.model.vocabulary import CONCERN_KINDS, matching

_OPENING = r"(?:(?<=\s[\#@+~])|(?<=\svia:)|(?<=\sby:)|(?<=\sheard:)|(?<=\sdue:))"
"""Before a quote that begins the next marker and closes none before it."""
_MARK = re.compile(
    rf"""(?<!\S)(?:
        (?P<sign>[\#@+~])(?:["“”„](?P<quoted>[^"“”\n]+)(?!{_OPENING})["“”]|(?P<bare>[^\s"“”„]\S*))
      | (?P<word>via|by|heard|due):(?:["“”„](?P<wquoted>[^"“”\n]+)(?!{_OPENING})["“”]|(?P<wbare>[^\s"“”„]\S*))
      | (?P<bang>!)(?!\S)
      | (?P<alone>(?:via|due):(?!\S)  # ``due: fri``
                 |(?:by|heard):(?=\s*\Z|\s+[\#@+~]\w)  # not ``What I heard: nothing``
                 |[@+](?!\S|[^\S\n]+\d))  # not ``@ 5pm``, ``+ 2 points``
      | (?P<unclosed>(?:[\#@+~]|(?:via|by|heard|due):)["“”„](?=[^"“”„\n]+(?:\n|\Z|{_OPENING}["“”„]))
                     \S+(?:[^\S\n]+(?![\#@+~]|(?:via|by|heard|due):)\S+)*)
      | (?P<like>[^\W\d_]{{2,6}}):(?P<slip>["“”„]?[^\W\d_]\S*)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING = ",.;:!?)"
_FIELDS = {"#": "category", "@": "place", "via": "channel", "by": "heard_by", "heard": "heard", "due": "due"}
_DATES: Mapping[str, Lean] = {"heard": "past", "due": "future"}
_RESTRICTION = "restricted_because"
_RESTRICTIONS = {
    "dv": "DV",
    "victim": "DV",
    "medical": "medical",
    "disability": "medical",
    "source": "anonymous source",
}
_WORDS = ("via", "by", "heard", "due")
_WORTH_NAMING = 4
"""Words of which a marker may be the beginning; more of them help nobody."""


class Understood(NamedTuple):
    """What a capture line says."""

    text: str
    """What is left when the markers are taken out: the narrative."""
    fields: Mapping[str, object] = MappingProxyType({})
    """Fields of the concern, as parsed values that a form would show."""
    people: tuple[str, ...] = ()
    """Names after ``+``, as typed: the first voiced it, the others are linked."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where the understood markers stand in the line (start, end), for showing them."""
    left: tuple[Leftover, ...] = ()
    """What looks like a marker and stays in the text. ``#5``, ``12:30`` and addresses do not look like one."""

    def typed(self) -> dict[str, object]:
        """The fields of a new concern, without its people."""
        return {"narrative": self.text, **self.fields}


class _Meaning(NamedTuple):
    """What one marker says by itself."""

    name: str = ""
    """The field that it fills; empty where it fills none."""
    value: str | bool = ""
    person: str = ""
    is_marker: bool = True
    """Whether it looks like one, so that a word is due where it fills nothing."""
    may_be: tuple[str, ...] = ()
    stays: str = ""
    """What the text keeps of it although it was understood."""


_TEXT = _Meaning(is_marker=False)


class _Marker(NamedTuple):
    """One marker in its place."""

    start: int
    end: int
    """Without the punctuation after it, which belongs to the text."""
    meaning: _Meaning


def understand(line: str, context: Context) -> Understood:
    """The meaning of a capture line. Never fails: what it does not understand stays text."""
    markers = [_read(mark, line, context) for mark in _MARK.finditer(line)]
    fields = _counting((marker.meaning for marker in markers), context)
    people: dict[str, str] = {}
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    left: list[Leftover] = []
    at = 0
    for start, end, meaning in markers:
        if meaning.person:
            people.setdefault(meaning.person.casefold(), meaning.person)
        elif not meaning.name or fields[meaning.name] != meaning.value:
            if meaning.is_marker:
                instead = _shown(meaning.name, fields[meaning.name]) if meaning.name else ""
                left.append(Leftover(line[start:end], meaning.may_be, instead))
            continue
        pieces.append(line[at:start] + meaning.stays)
        at = end
        spans.append((start, at))
    pieces.append(line[at:])
    return Understood(_tidy(pieces), fields, tuple(people.values()), tuple(spans), tuple(left))


def _counting(meanings: Iterable[_Meaning], context: Context) -> dict[str, object]:
    """The fields, each with the meaning that counts."""
    fields: dict[str, object] = {}
    rank = context.words.restrictions.index
    for meaning in meanings:
        if not meaning.name:
            continue
        known = fields.setdefault(meaning.name, meaning.value)
        if meaning.name == _RESTRICTION and rank(str(meaning.value)) < rank(str(known)):
            fields[_RESTRICTION] = meaning.value
    return fields


def _shown(name: str, value: object) -> str:
    return Concern.FIELDS[name].text({name: value})


def _read(mark: re.Match[str], line: str, context: Context) -> _Marker:
    if mark["alone"] or mark["unclosed"]:
        return _Marker(mark.start(), mark.end(), _Meaning())
    if mark["like"]:
        said = mark["slip"].rstrip(_TRAILING)
        return _Marker(mark.start(), mark.start("slip") + len(said), _of_slip(mark["like"].lower(), said))
    if mark["bang"]:
        high = _high(context)
        return _Marker(mark.start(), mark.end(), _Meaning("priority", high) if high else _TEXT)
    value = mark["quoted"] or mark["wquoted"] or ""
    end = mark.end()
    if not value:
        whole = mark["bare"] or mark["wbare"]
        value = whole.rstrip(_TRAILING)
        end -= len(whole) - len(value)
        if instead := _whole_date(mark["word"] or "", value, line[mark.end() :], context):
            return _Marker(mark.start(), end, _Meaning(may_be=(instead,)))
    return _Marker(mark.start(), end, _meaning(mark["sign"] or mark["word"].lower(), value.strip(), context))


def _meaning(sign: str, value: str, context: Context) -> _Meaning:
    if not value or (sign in "#+~" and not value[0].isalpha()):  # ``#5 Elm``, ``+5 points``, ``~20 people``
        return _TEXT
    if sign == "+":
        return _Meaning(person=value)
    if sign == "~":
        return _of_tilde(value.casefold(), context)
    return _parsed(_FIELDS[sign], value, context)


def _whole_date(word: str, value: str, after: str, context: Context) -> str:
    """The quoted marker that a date needs which goes on behind its space; ``""`` for all others."""
    lean = _DATES.get(word.lower())
    if not lean:
        return ""
    from cro_tui.model.spaced_dates import in_full  # reads dates, which most lines do without

    whole = in_full(value, after, context.now, lean)
    return f'{word.lower()}:"{whole}"' if whole else ""


def _of_slip(word: str, said: str) -> _Meaning:
    """``vai:phone``: a word that is one slip away from a marker's; others are words, or the schemes of addresses."""
    near = tuple(f"{known}:{said}" for known in _WORDS if _is_one_slip(word, known))
    return _Meaning(may_be=near) if near else _TEXT


def _is_one_slip(word: str, known: str) -> bool:
    """Whether one letter is wrong, too many or missing, or two neighbours are swapped."""
    from rapidfuzz.distance import OSA  # only where a line has a word with a colon

    return OSA.distance(word, known) == 1


def _of_tilde(word: str, context: Context) -> _Meaning:
    if word in ("anon", "anonymous"):
        return _Meaning("anonymous", True)
    if word in ("callback", "back"):
        return _Meaning("callback", True)
    if word == "watch":
        return _Meaning("kind", CONCERN_KINDS[1])
    found = matching(_RESTRICTIONS.get(word, word), context.words.restrictions)
    return _Meaning(_RESTRICTION, found[0]) if len(found) == 1 else _Meaning(may_be=_worth_naming(found))


def _parsed(name: str, typed: str, context: Context) -> _Meaning:
    known = Concern.FIELDS[name]
    surely = typed
    if name in _DATES:
        from cro_tui.model.spaced_dates import without_guess

        surely = without_guess(typed)
    try:
        stored = known.parse(surely, context)[name]
    except BadValue:
        return _Meaning(may_be=_worth_naming(matching(typed, known.choices(context.words))))
    if name == "heard" and stored is not None and stored[:10] > context.now.date().isoformat():
        return _Meaning(may_be=())  # nobody heard it tomorrow; it would count in a quarter to come
    stays = "" if surely == typed else f"({name} {typed})"
    return _TEXT if stored is None else _Meaning(name, stored, stays=stays)


def _worth_naming(words: list[str]) -> tuple[str, ...]:
    return tuple(words) if len(words) <= _WORTH_NAMING else ()


def _high(context: Context) -> str:
    words = context.words.priorities
    return "high" if "high" in words else "".join(words[-1:])


def _tidy(pieces: list[str]) -> str:
    """The text without the holes that the markers left."""
    text = pieces[0]
    for piece in pieces[1:]:
        if not text or text[-1].isspace():
            text = text.rstrip(" ") if piece[:1] in _TRAILING + "\n" and piece else text
            piece = piece.lstrip(" ") if not text or text[-1:].isspace() else piece
        text += piece
    return text.strip()


_CALL_BACK = re.compile(r"\b(?:call(?:ed|s)?|phone[ds]?|ring|hear)\s+(?:\w+\s+)?back\b|\bcall-?backs?\b", re.IGNORECASE)


def asks_for_a_call(text: str) -> bool:
    """Whether a text reads like the wish to be called back: who waits for that must not be forgotten."""
    return _CALL_BACK.search(text) is not None


_ABOUT_OFFICER = re.compile(
    r"""\b(?:complain(?:s|ed|ing|t)?\b.{0,40}\b(?:officer|ofc|cop|deputy|sergeant|sgt|trooper)
      | (?:officer|ofc|cop|deputy|sergeant|sgt|trooper)\b.{0,30}\b(?:was\ rude|rude\ to|swore|cursed|shoved|punched|hit|
         slapped|kicked|choked|threatened|harass\w*|insulted|grabbed|lied|excessive\ force|racial\w*|racist|profil\w*|
         disrespect\w*|abus\w*))""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def is_about_an_officer(text: str) -> bool:
    """Whether a text reads like a complaint about one officer, which belongs to Internal Affairs and not here."""
    return _ABOUT_OFFICER.search(text) is not None
