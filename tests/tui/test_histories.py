"""Every kind of record has its history on `h` where a list shows it."""

from __future__ import annotations

import pytest

from cro_tui.actions import records
from cro_tui.actions.capture import capture
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.problem import Problem
from cro_tui.model.program import Program
from cro_tui.model.training import Training
from cro_tui.model.work import Inquiry
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.dialogs.history import History
from tests.tui.officer import at_desk, settled

WHERE = {
    Contact: (("f3",), {"name": "Mai Nguyen"}, ("down",)),
    Meeting: (("f5",), {"body": "Mill Street", "start": "2026-11-20T18:00"}, ()),
    Outreach: (("f5", "right"), {"name": "Coffee with a Cop", "start": "2026-11-20T18:00"}, ()),
    Inquiry: (("f5", "left"), {"subject": "A question"}, ()),
    Training: (("f6",), {"title": "Evening 6", "kind": "own"}, ()),
    Program: (("f6", "right"), {"title": "Academy"}, ()),
    Concern: (("f7",), {"narrative": "Street racing"}, ()),
    Problem: (("f7", "left"), {"title": "Racing on Elm"}, ()),
}


@pytest.mark.parametrize("kind", WHERE, ids=lambda kind: kind.KIND)
async def test_h_shows_every_change(tmp_path, kind):
    keys, typed, more = WHERE[kind]
    records.create(Notebook.open(tmp_path), kind, typed)
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        for key in keys:
            await pilot.press(key)
            await settled(app, pilot)
        loaded = getattr(app.screen, "loaded", None)
        if loaded is not None:
            await loaded.wait()
        for key in more:
            await pilot.press(key)
        await settled(app, pilot)
        await pilot.press("h")
        await settled(app, pilot)
        assert isinstance(app.screen, History)


async def test_h_on_today_shows_the_record_of_the_line(tmp_path):
    book = Notebook.open(tmp_path)
    capture(book, "Cars race on Elm due:yesterday")
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        await pilot.press("f4")
        await settled(app, pilot)
        await app.screen.gathered.wait()
        await pilot.press("h")
        await settled(app, pilot)
        assert isinstance(app.screen, History)


async def test_several_values_are_told_in_words(tmp_path):
    typed = {"name": "Mai Nguyen", "phones": "603-555-0156; 603-555-0157", "roles": "resident"}
    records.create(Notebook.open(tmp_path), Contact, typed)
    async with at_desk(tmp_path, (120, 40)) as (app, pilot):
        await pilot.press("f3")
        await settled(app, pilot)
        await pilot.press("down", "h")
        await settled(app, pilot)
        told = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "Phones: (603) 555-0156; (603) 555-0157" in told or "Phones: 603-555-0156; 603-555-0157" in told
        assert "Roles: resident " in told
        assert '["' not in told


async def test_what_was_taken_back_is_told_in_words_and_names_and_restricted_people_stay_masked(tmp_path):
    book = Notebook.open(tmp_path)
    ann = records.create(book, Contact, {"name": "Ann Lindqvist"}).record
    rui = records.create(book, Contact, {"name": "Rui Pereira", "sensitivity": "restricted"}).record
    concern = capture(book, "Cars race on Elm").record
    for who in (ann, rui):
        records.change(book, concern, {"contact": who.id, "links": who.id, "tellings": [
            {"at": "2026-11-02T17:49", "reached": "told", "method": "phone", "words": "It is on", "contact": who.id}
        ]})  # fmt: skip
        concern = book.get(concern.id)
    records.change(book, concern, {"contact": "", "links": "", "tellings": ""})
    lines = book.history(concern.id)
    history = History(book.get(concern.id), lines, book)
    for bare in (False, True):
        history._bare = bare
        told = "\n".join(history._changes(book.get(concern.id), lines))
        assert "Voiced by: Ann Lindqvist" in told
        assert "Links: Ann Lindqvist → (nothing)" in told
        assert "Reached told; Method phone; Words It is on; Resident Ann Lindqvist" in told
        assert "T17:49" not in told
        assert not any(one in told for one in (ann.id, rui.id, "{"))
        assert ("Rui Pereira" in told) is bare
        assert "Rui Pereira → (nothing)" in told or not bare
