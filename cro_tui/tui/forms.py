"""A kind's fields as the fields of a form, and a form's texts back as typed values.

References are shown and typed as names; ids stay behind them. Knows the model and the desk, no screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from cro_tui.model.dates import parse_day, parse_moment
from cro_tui.model.fields import (
    Amount,
    Choice,
    Choices,
    Count,
    Day,
    Field,
    Moment,
    Ref,
    Refs,
    Rows,
    Text,
    YesNo,
    join,
    split,
)
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.record import Record
from cro_tui.tui.desk import Desk
from cro_tui.tui.widgets.record_form import FormField

_NOT_ASKED = frozenset({"links"})
SHOWN_MATCHES = 8
DATE_HINTS = {"future": "fri, 5 Dec, in 2 weeks", "past": "yesterday, fri, 5 Dec"}
"""How a date may be typed, by where it lies."""
_JOINT = re.compile(r"(?<!\\);(?=\S)")


class KindForm:
    """The form of one kind."""

    def __init__(self, kind: type[Record], desk: Desk) -> None:
        self.kind = kind
        self.desk = desk
        self._ids: dict[str, str] = {}
        """A name as the form shows it -> the id behind it."""

    def fields(self) -> list[FormField]:
        """What the form asks, in the order of the kind's fields."""
        return [
            self.form_field(field)
            for name, field in self.kind.FIELDS.items()
            if not (field.automatic or name in _NOT_ASKED or isinstance(field, Rows))
        ]

    def form_field(self, field: Field[Any]) -> FormField:
        """What the form asks for one field, or for one column of a list."""
        label = field.label + (" *" if field.required else "")
        words = field.choices(self.desk.settings.words)
        if isinstance(field, YesNo):
            return FormField(field.name, label, "yesno", hint=field.help)
        if isinstance(field, Moment | Day):
            hint = field.help or DATE_HINTS.get(field.lean, "")
            return FormField(field.name, label, "date", hint=hint, read=partial(self._read_date, field))
        if isinstance(field, Ref | Refs):
            kind = "list" if isinstance(field, Refs) else "choice"
            suggest = partial(self._suggest, field.kinds)
            return FormField(field.name, label, kind, suggest=suggest, hint=field.help)  # type: ignore[arg-type]
        if isinstance(field, Choices):
            return FormField(field.name, label, "list", choices=words, hint=field.help)
        if isinstance(field, Choice) or words:
            return FormField(
                field.name, label, "choice", choices=words, hint=field.help, open=not isinstance(field, Choice)
            )
        if isinstance(field, Count | Amount):
            return FormField(field.name, label, "number", hint=field.help)
        hint = field.help or ("several are separated by ;" if field.many else "")
        return FormField(field.name, label, "text" if isinstance(field, Text) else "line", hint=hint)

    def _read_date(self, field: Day, text: str) -> str:
        now = self.desk.notebook.clock()
        parse: Callable[..., str] = parse_moment if isinstance(field, Moment) else parse_day
        return readable(parse(text, now, field.lean))

    def _suggest(self, kinds: tuple[str, ...], typed: str) -> Sequence[str]:
        """Names that *typed* may mean; restricted ones are never offered, typed whole they count."""
        if not typed.strip():
            return ()
        hits = self.desk.index.search(typed, SHOWN_MATCHES, kinds)
        records = (self.desk.notebook.get(hit.key) for hit in hits)
        return [self._name(record) for record in records if record is not None and not record.restricted]

    def _name(self, record: Record) -> str:
        """The record's name as a form shows it; two of one name are told apart by the ends of their ids."""
        name = " ".join(record.label.split())
        if self._ids.get(name, record.id) != record.id:
            name = f"{name} ({record.id[-6:]})"
        self._ids[name] = record.id
        return name

    def texts(self, record: Record) -> dict[str, str]:
        """The record as the form shows it."""
        return {name: self._text(field, record.values) for name, field in self.kind.FIELDS.items()}

    def given(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Texts to begin with; the id of a record becomes the name that the form shows for it."""
        fields = self.kind.FIELDS
        return {n: self._name_of(text) if isinstance(fields[n], Ref) else text for n, text in texts.items()}

    def _text(self, field: Field[Any], values: Mapping[str, Any]) -> str:
        if isinstance(field, Ref):
            return self._name_of(field.value(values))
        if isinstance(field, Refs):
            return spaced(join(self._name_of(one) for one in field.value(values)))
        if isinstance(field, Day):
            return readable(field.value(values))
        return spaced(field.text(values)) if field.many and not isinstance(field, Rows) else field.text(values)

    def _name_of(self, record_id: str) -> str:
        record = self.desk.notebook.get(record_id) if record_id else None
        return self._name(record) if record is not None else record_id

    def typed(self, texts: Mapping[str, str]) -> dict[str, object]:
        """What the form's texts say, ready for an action: names that the form itself showed become ids again."""
        return {name: self._typed(self.kind.FIELDS[name], text) for name, text in texts.items()}

    def _typed(self, field: Field[Any], text: str) -> object:
        if isinstance(field, Ref):
            return self._ids.get(text.strip(), text)
        if isinstance(field, Refs):
            return [self._ids.get(name, name) for name in split(text)]
        return text


def form_for(kind: str, desk: Desk) -> KindForm:
    """The form of the kind by its stored name."""
    return KindForm(BY_KIND[kind], desk)


def spaced(cell: str) -> str:
    """Several values as they are joined, easier to read."""
    return _JOINT.sub("; ", cell)


def readable(iso: str) -> str:
    """An ISO date or moment as an officer reads it, and as the form understands it: ``Fri 27 Nov 2026 15:30``."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    day = f"{moment:%a} {moment.day} {moment:%b %Y}"
    return day if len(iso) <= 10 else f"{day} {moment:%H:%M}"
