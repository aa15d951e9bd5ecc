"""Text of users is text: nothing in it steers the terminal, and it fits its cells exactly."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cro_tui.tui.show import fit, harmless, one_line

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY_TEXT)
def test_nothing_that_steers_is_left_and_it_can_be_written_to_a_terminal(text):
    shown = harmless(text)
    assert not STEERING.search(shown)
    shown.encode("utf-8")


@given(ANY_TEXT.filter(lambda text: "\r" not in text))
def test_each_character_stands_at_its_own_place(text):
    assert len(harmless(text)) == len(text)


@given(ANY_TEXT, st.integers(0, 40), st.booleans())
def test_a_cell_is_filled_exactly_and_a_cut_has_a_sign(text, cells, right):
    shown = fit(text, cells, right=right)
    assert cell_len(shown) == cells
    if cells and cell_len(one_line(text)) > cells:
        assert shown.rstrip().endswith("…")


def test_escape_sequences_and_marks_of_direction_are_visible():
    assert harmless("a\x1b[31mb\u202ec") == "a␛[31mb⇄c"
    assert one_line("a\r\nb\tc") == "a b c"


def test_wide_characters_count_two():
    assert fit("日本語", 5) == "日本…"
    assert fit("日本語", 4) == "日… "
    assert fit("12", 4, right=True) == "  12"
