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


def keys_taken(keys, apart, live="mrst xn1"):
    """Of *keys* those that do nothing, in a list where only *live* mean something."""
    blind = BlindTyping()
    return [
        key for number, key in enumerate(keys)
        if blind.goes_on(key if len(key) == 1 else "", number * apart, means=key in live or len(key) > 1)
    ]  # fmt: skip


@pytest.mark.parametrize("apart", [0.12, 0.4, 0.9])
def test_after_a_letter_that_means_nothing_the_rest_of_a_sentence_does_nothing(apart):
    assert keys_taken([*"it was", "ctrl+s"], apart) == [*"t was", "ctrl+s"]


@pytest.mark.parametrize(
    ("keys", "apart"),
    [("mrst xn", 0.12), (["x", "enter"], 0.01), ("it", 1.1), ("jjjj", 0.1), ("j1", 0.1), (["j", "ctrl+s"], 0.1)],
)
def test_keys_that_are_meant_are_never_taken_for_a_sentence(keys, apart):
    assert keys_taken(keys, apart) == []


def test_what_follows_a_paste_at_once_belongs_to_it():
    blind = BlindTyping()
    blind.begins(1.0)
    assert blind.goes_on("", 1.5)
    assert not blind.goes_on("n", 3.0)
