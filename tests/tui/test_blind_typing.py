"""What counts as a sentence that comes into a list, and what as keys that are meant."""

from __future__ import annotations

import pytest

from cro_tui.tui.blind_typing import BlindTyping


def taken(letters, apart):
    """The letters that do nothing, where each comes *apart* seconds after the one before."""
    blind = BlindTyping()
    return "".join(letter for number, letter in enumerate(letters) if blind.goes_on(letter, number * apart))


@pytest.mark.parametrize(
    ("letters", "apart", "blind"),
    [
        ("the lamp is out", 0.01, "amp is out"),
        ("the lamp is out", 0.1, ""),
        ("jjjjjjjjjjjj", 0.01, ""),
        ("jkjkjkjkjk", 0.01, ""),
        ("1234567", 0.01, ""),
        ("rsgt", 0.01, ""),
    ],
)
def test_five_different_letters_in_a_quarter_of_a_second_are_a_sentence(letters, apart, blind):
    assert taken(letters, apart).strip() == blind


def test_after_a_pause_a_letter_is_a_command_again():
    blind = BlindTyping()
    assert [blind.goes_on(letter, number / 100) for number, letter in enumerate("abcdef")][-1]
    assert not blind.goes_on("w", 2.0)
