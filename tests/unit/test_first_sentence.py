"""The summary that a narrative gives itself."""

import pytest

from cro_tui.model.concern import SUMMARY_LIMIT, first_sentence


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Cars race. Every night.", "Cars race."),
        ("Cars race on Elm St. at night. Again.", "Cars race on Elm St. at night."),
        ("It was the first. Then came more.", "It was the first."),
        ("They want a crossing guard. Soon.", "They want a crossing guard."),
        ("At 3 a.m. cars race. Loud.", "At 3 a.m. cars race."),
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
def test_a_very_long_text_has_a_summary_too(text):
    assert len(first_sentence(text)) <= SUMMARY_LIMIT
