"""Ids that sort by the moment of making, and concern numbers for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cro_tui.model.ids import concern_number, is_id, is_number, laptop_tag, make_id

moments = st.integers(0, 2**48 - 1)
entropies = st.binary(min_size=10, max_size=10)


@given(moments, moments, entropies, entropies)
def test_ids_sort_as_their_moments_do(one, other, here, there):
    first, second = make_id(one, here), make_id(other, there)
    assert is_id(first)
    if one != other:
        assert (first < second) == (one < other)
    else:
        assert (first < second) == (here < there)


def test_a_known_ulid():
    assert make_id(1469918176385, bytes(10)) == "01ARYZ6S410000000000000000"


@pytest.mark.parametrize("text", ["", "01K", "8" + "Z" * 25, "0" * 27, "0" * 25 + "U", "0" * 25 + "u", "٠" * 26])
def test_what_is_no_id(text):
    assert not is_id(text)


def test_numbers():
    assert concern_number("2026-Q3", "JDK3", 14) == "26Q3-JDK3-014"
    assert concern_number("2026-Q3", "JDK3", 1234) == "26Q3-JDK3-1234"
    assert is_number("26Q3-JDK3-014")
    for wrong in ("26Q5-JDK3-014", "26Q3-jdk3-014", "26Q3-JDK3-14", "26Q3--014", "٢٦Q3-JDK3-٠١٤", "26Q3-JDK3-014\n"):
        assert not is_number(wrong)


@pytest.mark.parametrize(
    ("officer", "tag"),
    [
        ("Jane Doe", "JDK3"),
        ("Jane Mary van Doe", "JDK3"),
        ("jane doe 3rd", "JRK3"),
        ("Ofc. Jane Doe", "JDK3"),
        ("Deputy Chief Jane Doe", "JDK3"),
        ("Sgt. Doe", "SDK3"),
        ("", "CRK3"),
        ("Cher", "CRK3"),
        ("Østen Ærø", "CRK3"),
        ("李 明", "CRK3"),
    ],
)
def test_tags_of_laptops(officer, tag):
    assert laptop_tag(officer, "k3v9m2") == tag
    assert is_number(concern_number("2026-Q4", laptop_tag(officer, "k3v9m2"), 1))
