"""What one typed line of live minutes means."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cro_tui.actions.minutes import left_in_text
from cro_tui.model.fields import Context
from cro_tui.model.meeting import Meeting, MinuteLine, line_of, marked, understand_line

CONTEXT = Context(datetime(2026, 11, 22, 15, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("hello all", MinuteLine("note", "hello all")),
        ("n: a: is no action here", MinuteLine("note", "a: is no action here")),
        ("a: fix light @Smith due:fri", MinuteLine("action", "fix light", owner="Smith", due="fri")),
        (
            'A: @"Public Works" due:"next week" fix it',
            MinuteLine("action", "fix it", owner="Public Works", due="next week"),
        ),
        ("d: meet in March", MinuteLine("decision", "meet in March")),
        ("m: adopt by:Lee -> carried 5-0", MinuteLine("motion", "adopt", mover="Lee", result="carried 5-0")),
        ("m: adopt", MinuteLine("motion", "adopt")),
        ("m: adopt ->", MinuteLine("motion", "adopt ->")),
        ("c: dog barks #noise", MinuteLine("concern", "dog barks #noise")),
        ("+ Mai Nguyen", MinuteLine("attendee", "Mai Nguyen")),
        ("+1 for that", MinuteLine("note", "+1 for that")),
        ("a: fix light due:fri, then call", MinuteLine("action", "fix light, then call", due="fri")),
        ("a:", MinuteLine("note", "a:")),
        ("a: @Smith", MinuteLine("note", "a: @Smith")),
        ("m: -> carried", MinuteLine("motion", "-> carried")),
        ("x: y", MinuteLine("note", "x: y")),
        ("a: mail a@b.example.org", MinuteLine("action", "mail a@b.example.org")),
        ("", MinuteLine("note", "")),
        ("  [/b] \x1b[2J  ", MinuteLine("note", "[/b] \x1b[2J")),
    ],
)
def test_marks(typed, line):
    assert understand_line(typed) == line


@given(st.text(max_size=60))
def test_any_line_means_something_and_can_be_typed_again(typed):
    line = understand_line(typed)
    entry = {"kind": line.kind, "text": line.text, "owner": line.owner, "due": line.due}
    if line.kind in ("note", "decision", "concern"):
        assert understand_line(line_of(entry)) == line
    if line.text:
        assert understand_line(marked(typed, "decision")).kind in ("decision", "note")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("part", ["x", " ", "@", '@" ', "due:", "-> ", " ->", "by:", ": "])
@pytest.mark.parametrize("mark", ["", "a: b ", "m: b "])
def test_a_hundred_thousand_characters_are_no_matter(mark, part):
    line = mark + part * (100_000 // len(part)) + "end"
    assert len(understand_line(line).text) <= len(line)


@pytest.mark.parametrize(
    ("typed", "markers"),
    [
        ("a: fix the light due:32.13. @Ruiz", ["due:32.13."]),
        ('a: fix the light due:"32 13"', ['due:"32 13"']),
        ("a: fix the light due: fri", ["due:"]),
        ("a: fix the light due:fri due:sat", ["due:sat"]),
        ("c: dogs bark #zzz due:32may", ["#zzz", "due:32may"]),
        ("a: fix the light due:fri @Ruiz", []),
        ("a: meet at 12:30, pay what is overdue:x", []),
        ("the rent is due:32.13.", []),
        ("d: #zzz is no marker here", []),
        ("+ Ann due:32.13.", []),
    ],
)
def test_what_is_not_understood_of_a_line_is_named(typed, markers):
    assert [one.marker for one in left_in_text(typed, CONTEXT)] == markers


def test_a_due_date_that_is_none_stays_as_it_was_typed():
    line = understand_line('a: fix the light due:"32 13"')
    row = Meeting.entries.row_of(line, CONTEXT)
    assert row["text"] == 'fix the light due:"32 13"'
    assert "due" not in row


def test_a_due_date_that_goes_on_behind_its_space_stays_in_its_place_and_is_shown_in_quotes():
    line = understand_line("a: fix due:Dec 5 the light")
    assert line.text == "fix due:Dec 5 the light"
    assert [(one.marker, one.may_be) for one in left_in_text("a: fix due:Dec 5 the light", CONTEXT)] == [
        ("due:Dec", ('due:"Dec 5"',))
    ]
    assert left_in_text('a: fix due:"Dec 5" the light', CONTEXT) == []
