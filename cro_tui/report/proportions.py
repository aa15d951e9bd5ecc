"""Shares of a sample: what limits they have, and whether two of them differ by more than chance. Pure arithmetic.

Only for samples that chance drew. Knows no survey.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

Z_95 = 1.959964
"""The standard normal deviate that leaves 2.5 % above it."""
_FEWEST_EXPECTED = 5
"""Cochran's rule: with fewer expected in a cell the normal approximation fails (Biometrics 10, 1954, 417–451)."""


class Limits(NamedTuple):
    """Two shares, from 0 to 1, between which the share of everybody lies in 95 of 100 such samples."""

    low: float
    high: float


def wilson(count: int, n: int, population: int | None = None) -> Limits:
    """The 95 % limits of *count* out of *n* by Wilson's score method, without continuity correction.

    E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212; recommended by R. G. Newcombe, Statistics in Medicine 17 (1998)
    857–872, whose table I gives 0.2553 to 0.3662 for 81 of 263.

    Where the size of the *population* is known, *n* is taken as n(N − 1)/(N − n): the sample without replacement that
    has the same variance (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, §3.2). Of a whole population there is no
    doubt: both limits are the share. Raises ValueError where there is no answer, or more answers than people.
    """
    if not 0 <= count <= n or n == 0:
        raise ValueError(f"{count} of {n} is no share")
    share = count / n
    if population is not None and population <= n:
        if population < n:
            raise ValueError(f"{n} answers from {population} people")
        return Limits(share, share)
    size = n * (population - 1) / (population - n) if population is not None else float(n)
    z2 = Z_95 * Z_95 / size
    middle = (share + z2 / 2) / (1 + z2)
    reach = Z_95 * sqrt(share * (1 - share) / size + z2 / (4 * size)) / (1 + z2)
    return Limits(max(0.0, middle - reach), min(1.0, middle + reach))


class TooFew(ValueError):
    """There are too few answers for a test to tell anything."""


def deviate(count: int, n: int, before: int, n_before: int) -> float:
    """By how many standard errors the share now is above the share before: the pooled test of two proportions.

    z = (p₁ − p₂) / √(p(1 − p)(1/n₁ + 1/n₂)), p the share of both together (J. L. Fleiss, Statistical Methods for Rates
    and Proportions, 2nd ed. 1981, §2.1, without continuity correction). Beyond ±1.96 it is more than chance explains,
    once in twenty wrongly. Raises `TooFew` where fewer than five are expected in one of the four cells.
    """
    together, size = count + before, n + n_before
    if not size or min(n, n_before) * min(together, size - together) < _FEWEST_EXPECTED * size:
        raise TooFew(f"{n} and {n_before} answers are too few to tell")
    share = together / size
    return (count / n - before / n_before) / sqrt(share * (1 - share) * (1 / n + 1 / n_before))
