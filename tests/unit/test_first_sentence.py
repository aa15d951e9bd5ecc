"""The summary that a narrative gives itself."""

import time

import pytest

from cro_tui.model.concern import SUMMARY_LIMIT, first_sentence


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Cars race. Every night.", "Cars race."),
        ("Cars race on Elm St. at night. Again.", "Cars race on Elm St. at night."),
        ("no full stop", "no full stop"),
        ("one\nline  each", "one line each"),
        ("Really? Yes.", "Really?"),
        ("costs $3.50 a day. So what", "costs $3.50 a day."),
        ("", ""),
    ],
)
def test_the_first_sentence_on_one_line(text, summary):
    assert first_sentence(text) == summary


def test_a_long_one_is_cut_at_a_word_with_a_sign():
    cut = first_sentence("word " * 100)
    assert len(cut) <= SUMMARY_LIMIT
    assert cut.endswith("word…")


def test_a_sentence_of_exactly_the_limit_stays_whole():
    sentence = "x" * (SUMMARY_LIMIT - 1) + "."
    assert first_sentence(sentence + " More.") == sentence


@pytest.mark.parametrize("text", ["word " * 60_000, "a." * 150_000, "x" * 300_000])
def test_it_costs_the_same_however_long_the_text_is(text):
    short, long = min(_spent(text[:3000]) for _ in range(3)), min(_spent(text) for _ in range(3))
    assert long < short * 1000  # quadratic would be ten thousand times


def _spent(text):
    began = time.perf_counter()
    first_sentence(text)
    return time.perf_counter() - began
