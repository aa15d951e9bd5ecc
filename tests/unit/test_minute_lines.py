"""What one typed line of live minutes means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cro_tui.model.meeting import MinuteLine, line_of, marked, understand_line


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
