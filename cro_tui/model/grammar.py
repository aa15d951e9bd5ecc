"""The one-line grammar of capturing a concern, the same on the screen and on the command line. Pure.

``#category`` ``@place`` ``+contact`` ``!`` ``via:channel`` ``by:officer`` ``heard:yesterday`` ``due:fri`` ``~anon``
``~juvenile`` ``~watch``. A marker counts only at the start of a word and runs to the next space, or is quoted. What is
understood leaves the text; what is not stays in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cro_tui.model.concern import Concern
from cro_tui.model.fields import BadValue, Context
from cro_tui.model.vocabulary import CONCERN_KINDS, matching

_MARK = re.compile(
    r"""(?<!\S)(?:
        (?P<sign>[\#@+~])(?:"(?P<quoted>[^"\n]+)"|(?P<bare>[^\s"]\S*))
      | (?P<word>via|by|heard|due):(?:"(?P<wquoted>[^"\n]+)"|(?P<wbare>[^\s"]\S*))
      | (?P<bang>!)(?!\S)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING = ",.;:!?)"
_FIELDS = {"via": "channel", "by": "heard_by", "heard": "heard", "due": "due"}
_RESTRICTIONS = {
    "dv": "DV",
    "victim": "DV",
    "medical": "medical",
    "disability": "medical",
    "source": "anonymous source",
}


@dataclass(frozen=True)
class Understood:
    """What a capture line says."""

    text: str
    """What is left when the markers are taken out: the narrative."""
    fields: dict[str, object] = field(default_factory=dict)
    """Fields of the concern, as parsed values that a form would show."""
    people: tuple[str, ...] = ()
    """Names after ``+``, as typed: the first voiced it, the others are linked."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where the understood markers stand in the line (start, end), for showing them."""

    def typed(self) -> dict[str, object]:
        """The fields of a new concern, without its people."""
        return {"narrative": self.text, **self.fields}


def understand(line: str, context: Context) -> Understood:
    """The meaning of a capture line. Never fails: what it does not understand stays text."""
    fields: dict[str, object] = {}
    people: dict[str, str] = {}
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for mark in _MARK.finditer(line):
        taken, rest = _take(mark, fields, people, context)
        if not taken:
            continue
        pieces.append(line[at : mark.start()])
        at = mark.end() - len(rest)
        spans.append((mark.start(), at))
    pieces.append(line[at:])
    return Understood(_tidy(pieces), fields, tuple(people.values()), tuple(spans))


def _take(mark: re.Match[str], fields: dict[str, object], people: dict[str, str], context: Context) -> tuple[bool, str]:
    """(whether the mark was understood, punctuation at its end that belongs to the text)."""
    if mark["bang"]:
        high = _high(context)
        return bool(high) and _once(fields, "priority", high), ""
    value = mark["quoted"] or mark["wquoted"] or ""
    rest = ""
    if not value:
        whole = mark["bare"] or mark["wbare"]
        value = whole.rstrip(_TRAILING)
        rest = whole[len(value) :]
    value = value.strip()
    if not value:
        return False, ""
    sign = mark["sign"]
    if sign == "+":
        if not value[0].isalpha():
            return False, ""
        people.setdefault(value.casefold(), value)
        return True, rest
    if sign == "~":
        return _take_tilde(value.casefold(), fields, context), rest
    name = {"#": "category", "@": "place"}[sign] if sign else _FIELDS[mark["word"].lower()]
    return _parsed(name, value, fields, context), rest


def _take_tilde(word: str, fields: dict[str, object], context: Context) -> bool:
    if word in ("anon", "anonymous"):
        return _once(fields, "anonymous", True)
    if word == "watch":
        return _once(fields, "kind", CONCERN_KINDS[1])
    found = matching(_RESTRICTIONS.get(word, word), context.words.restrictions)
    return len(found) == 1 and _once(fields, "restricted_because", found[0])


def _parsed(name: str, typed: str, fields: dict[str, object], context: Context) -> bool:
    try:
        stored = Concern.FIELDS[name].parse(typed, context)[name]
    except BadValue:
        return False
    return stored is not None and _once(fields, name, stored)


def _once(fields: dict[str, object], name: str, value: object) -> bool:
    if name in fields:
        return False
    fields[name] = value
    return True


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


_ABOUT_OFFICER = re.compile(
    r"""\b(?:complain(?:s|ed|ing|t)?\b.{0,40}\b(?:officer|cop|deputy|sergeant|trooper)
      | (?:officer|cop|deputy|sergeant|trooper)\b.{0,30}\b(?:was\ rude|rude\ to|swore|cursed|shoved|punched|hit|slapped|
         kicked|choked|threatened|harass\w*|insulted|grabbed|lied|excessive\ force|racial\w*|racist|profil\w*|
         disrespect\w*|abus\w*))""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def is_about_an_officer(text: str) -> bool:
    """Whether a text reads like a complaint about one officer, which belongs to Internal Affairs and not here."""
    return _ABOUT_OFFICER.search(text) is not None
