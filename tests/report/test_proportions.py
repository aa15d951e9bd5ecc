"""Limits and tests of shares against published and hand-computed values."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cro_tui.report.proportions import TooFew, deviate, wilson


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_limits_are_those_of_the_published_table(count, n, low, high):
    """Newcombe 1998, table I, method 3."""
    limits = wilson(count, n)
    assert (round(limits.low, 4), round(limits.high, 4)) == (low, high)


def test_limits_by_hand():
    """10 of 20: (0.5 + 3.8415/40) / (1 + 3.8415/20) ± 1.96 √(0.25/20 + 3.8415/1600) / (1 + 3.8415/20)."""
    limits = wilson(10, 20)
    assert (round(limits.low, 3), round(limits.high, 3)) == (0.299, 0.701)


def test_a_known_population_narrows_the_limits():
    """50 of 100 out of 400: as many as 100 · 399 / 300 = 133 out of a population without end."""
    limits = wilson(50, 100, 400)
    reach = 1.959964 * sqrt(0.25 / 133 + 3.841459 / (4 * 133**2)) / (1 + 3.841459 / 133)
    assert limits.low == pytest.approx(0.5 - reach, abs=1e-6)
    assert limits.high == pytest.approx(0.5 + reach, abs=1e-6)
    assert wilson(50, 100, 10_000_000).low == pytest.approx(wilson(50, 100).low, abs=1e-5)


def test_of_everybody_there_is_no_doubt():
    assert wilson(3, 10, 10) == (0.3, 0.3)
    with pytest.raises(ValueError, match="11 answers from 10"):
        wilson(3, 11, 10)


def test_what_is_no_share_is_refused():
    for count, n in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="no share"):
            wilson(count, n)


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(0, 9_000))))
def test_the_share_lies_between_its_limits(case):
    count, n, more = case
    for limits in (wilson(count, n), wilson(count, n, n + more)):
        assert 0 <= limits.low <= count / n + 1e-12
        assert count / n - 1e-12 <= limits.high <= 1


@pytest.mark.parametrize(
    ("now", "before", "z"),
    [
        ((351, 605), (41, 195), 8.986),  # p = 0.49, s = √(0.2499 (1/605 + 1/195)) = 0.041165; 0.369909 / s
        ((56, 70), (48, 80), 2.650),  # p = 104/150, s = √(0.21262 (1/70 + 1/80)) = 0.075467; 0.2 / s
        ((30, 120), (55.5, 150), -2.106),  # 0.25 and 0.37: p = 19/60
    ],
)
def test_two_shares_by_hand(now, before, z):
    assert deviate(*now, *before) == pytest.approx(z, abs=5e-4)


def test_too_few_to_tell():
    """Fewer than five expected: 20 · (2 + 6)/40 = 4."""
    with pytest.raises(TooFew, match="20 and 20"):
        deviate(2, 20, 6, 20)
    assert deviate(4, 20, 6, 20) < 0
    for nothing in ((0, 0, 3, 9), (3, 9, 0, 0), (9, 9, 9, 9)):
        with pytest.raises(TooFew):
            deviate(*nothing)
