"""A small office whose clock is set by hand: what it writes goes through the officer's verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime

import pytest

from cro_tui.actions import records
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training
from cro_tui.report.audience import Reader
from cro_tui.report.quarter import quarter_facts
from cro_tui.store.notebook import Edit, Notebook


class Office:
    """One notebook and its clock."""

    def __init__(self, home) -> None:
        self.now = datetime.fromisoformat("2026-08-03T09:00:00-04:00")
        self.notebook = Notebook.open(home, clock=lambda: self.now)

    def at(self, moment: str) -> Office:
        """It is that moment now: ``2026-08-03``, or with a time and an offset."""
        self.now = datetime.fromisoformat(moment if "T" in moment else f"{moment}T09:00:00-04:00")
        return self

    def make(self, record_kind, /, **typed):
        return records.create(self.notebook, record_kind, typed).record

    def concern(self, summary="Cars race past the school", **typed) -> Concern:
        return self.make(Concern, summary=summary, **typed)

    def person(self, name, **typed) -> Contact:
        return self.make(Contact, name=name, **typed)

    def meeting(self, body="Northside Neighborhood Association", **typed) -> Meeting:
        return self.make(Meeting, body=body, **typed)

    def session(self, title="De-escalation", **typed) -> Training:
        return self.make(Training, title=title, **typed)

    def recommendation(self, text="Put up a speed display", **typed) -> Recommendation:
        return self.make(Recommendation, text=text, **typed)

    def referral(self, concern, to="Public Works", **typed) -> Referral:
        named = {"answered_by": "Dana Fictive"} if {"reply", "outcome"} & typed.keys() else {}
        return self.make(Referral, of=concern.id, to=to, **{**named, **typed})

    def again(self, record):
        return self.notebook.get(record.id)

    def change(self, record, **typed):
        return records.change(self.notebook, self.again(record), typed).record

    def clear(self, record, key):
        """Takes a value away behind the verbs' back, as a file from elsewhere may."""
        self.notebook.save([Edit(record.id, record.KIND, {key: None}, self.again(record))])

    def link(self, *together) -> None:
        first, *others = together
        for other in others:
            records.link(self.notebook, self.again(first), self.again(other))

    def facts(self, quarter="2026-Q3", audience="command", *, on="2026-10-08", names=False):
        return quarter_facts(self.notebook, quarter, audience, date.fromisoformat(on), names_ticked=names)


def read(office, text, audience="command", *, names=True):
    """What *audience* reads of *text*."""
    return Reader.of(office.notebook, audience, names_ticked=names).text(text)


def strings_of(value: object) -> Iterator[str]:
    """Every text in facts, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from strings_of(one)


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path / "home")


@pytest.fixture
def mai(office) -> Contact:
    """A person whose name is to stand nowhere."""
    return office.person(
        "Mai Nguyễn", alias="Maya", restricted_because="DV/sexual-assault victim", address="14 Elm Street, Apt 3",
        phones="(617) 555-0142", emails="mai.n@example.org",
    )  # fmt: skip
