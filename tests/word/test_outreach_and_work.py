"""Outreach and other work in the quarterly report: two short parts, one sentence for neither, and a sound document."""

from __future__ import annotations

import pytest

from cro_tui.model.outreach import Outreach
from cro_tui.model.work import Committee, Incident, Inquiry, Mediation, Policy, Release, Rumor

AUDIENCES = ("command", "agency", "public")


def filled(desk):
    ann = desk.contact("Ann Quillfeather")
    desk.make(
        Outreach, name="Coffee with a Cop", kind="coffee", start="2026-10-05", attendance="24", volunteers="3",
        volunteer_hours="7.5", staff_hours="4", communities="seniors", sensitivity="open",
    )  # fmt: skip
    desk.make(Outreach, name="Walk with Ann Quillfeather", start="2026-10-09", sensitivity="open")
    desk.make(Inquiry, subject="Stops on Elm", source="media", asked="2026-10-01", answered="2026-10-03")
    desk.make(Mediation, dispute="A fence", parties=[ann.id], outcome="agreement", date="2026-10-02")
    desk.make(Rumor, rumor="The school closes", correction="It stays.", heard="2026-10-02", corrected="2026-10-03")
    desk.make(Committee, name="Safe Streets", role="chair", since="2024-01-01")
    desk.make(Policy, title="Body cameras", finding="changed", reviewed="2026-10-02")
    desk.make(Release, title="Open day", date="2026-10-02", sensitivity="open")
    desk.make(Incident, kind="pursuit", date="2026-10-02")


def test_where_there_was_neither_one_sentence_says_so(report, words, tables):
    shown = words(report())
    assert "No outreach event took place, and no inquiry" in shown
    assert "Outreach events" not in tables(report())


@pytest.mark.parametrize("audience", AUDIENCES)
def test_both_parts_are_sound_for_every_audience_and_name_nobody(desk, report, problems, words, audience):
    filled(desk)
    document = report(audience)
    assert problems(document) == []
    shown = words(document)
    assert "2 events: 24 people counted (1 event without a count), 3 volunteers gave 7.5 hours, staff 4 hours." in shown
    assert "Quillfeather" not in shown


def test_each_sort_of_work_is_one_row_with_what_came_of_it(desk, report, tables):
    filled(desk)
    told = {row[0]: (row[1], row[-1]) for row in tables(report())["Inquiries and other work"][1:]}
    assert told["Inquiries answered"][0] == "1"
    assert "median time to an answer 2 days (n = 1)" in told["Inquiries answered"][1]
    assert told["Mediations"] == ("1", "agreement 1")
    assert told["Policies reviewed"][1] == "Body cameras: changed"
    assert told["Officer-involved incidents"] == ("1", "pursuit 1")
    public = {row[0]: (row[1], row[-1]) for row in tables(report("public"))["Inquiries and other work"][1:]}
    assert public["Officer-involved incidents"] == ("1", "–")
    assert public["Policies reviewed"][1] == "1 not named here"
    assert public["Media releases"][1] == "Open day"


def test_with_thousands_the_work_stays_one_table(desk, report, tables, problems):
    for number in range(60):
        desk.make(Release, title=f"Release {number} " + "word " * 60, date="2026-10-02")
    document = report()
    assert problems(document) == []
    (row,) = tables(document)["Inquiries and other work"][1:]
    assert "54 more not named here" in row[-1]
