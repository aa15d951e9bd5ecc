"""``find``: people first, in spite of typos."""

from __future__ import annotations

import json


def test_people_come_first_and_typos_are_forgiven(cro):
    cro.ok("add", "Mrs. Kowalczyk asks for a stop sign")
    contact = cro.ok("new", "contacts", "name=Catherine Kowalczyk", "phones=(555) 010-2030")
    for query in ("kowalchik", "katherine", "5550102030", "Kowalczyk"):
        found = json.loads(cro.ok("find", query, "--json"))
        assert found[0]["id"] == contact, query
    assert {one["type"] for one in found} == {"contact", "concern"}
    lines = cro.ok("find", "kowalczyk").splitlines()
    assert lines[1].startswith("contact")
    assert "(555) 010-2030" in lines[1]
    assert lines[2].startswith("concern")


def test_words_need_no_quotes_and_voided_ones_stay_away(cro):
    number = cro.ok("add", "Stop sign missing at Elm")
    assert number in cro.ok("find", "elm", "stop")
    cro.ok("set", number, "voided=twice")
    assert cro.ok("find", "elm", "stop") == "Nothing found."


def test_no_hits_are_no_error(cro):
    assert cro.ok("find", "nobody", "--json") == "[]"
    for query in ("", "   ", "[/b]", "\x1b[31m", "(((", "x" * 100_000, "😀"):
        assert "\x1b" not in cro.ok("find", query)
