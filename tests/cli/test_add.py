"""``add``: the line that an officer types standing up."""

from __future__ import annotations

import os
import re

import pytest

NUMBER = re.compile(r"\d\dQ[1-4]-[A-Z]{2}[0-9A-Z]{2}-\d{3}")
LONGEST_WORD = 30_000 if os.name == "nt" else 100_000
"""Characters: Windows takes 32,767 for a whole call."""


def test_it_prints_the_number_and_keeps_what_was_understood(cro):
    number = cro.ok("add", 'Cars race past the school. #traffic @"Elm & 3rd" ! via:phone')
    assert NUMBER.fullmatch(number)
    concern = cro.show(number)
    assert concern["summary"] == "Cars race past the school."
    assert (concern["category"], concern["place"]) == ("traffic/speeding", "Elm & 3rd")
    assert (concern["priority"], concern["channel"], concern["status"]) == ("high", "phone", "new")


def test_words_need_no_quotes_and_home_may_stand_before_or_after(cro, another):
    first = cro.ok("add", "dogs", "bark", "--home", str(another.home), "all", "night")
    assert another.show(first)["summary"] == "dogs bark all night"
    second = cro.ok("--home", str(another.home), "add", "again")
    assert another.show(second)["summary"] == "again"
    assert not cro.home.exists()


def test_numbers_count_up_without_reading_old_records(cro):
    numbers = [cro.ok("add", f"noise {n}") for n in range(3)]
    assert [number[-3:] for number in numbers] == ["001", "002", "003"]


def test_a_known_person_is_linked_and_a_new_one_made(cro):
    known = cro.ok("new", "contacts", "name=Mai Nguyen")
    number = cro.ok("add", 'Needles in the park +"Mai Nguyen" +Ruiz')
    concern = cro.show(number)
    assert concern["contact"] == known
    (other,) = concern["links"]
    assert cro.show(other)["name"] == "Ruiz"


def test_an_unclear_name_is_said_and_the_concern_saved(cro):
    cro.ok("new", "contacts", "name=Ana Ruiz")
    cro.ok("new", "contacts", "name=Ben Ruiz", "restricted_because=witness")
    answer = cro("add", "Needles in the park +Ruiz")
    assert answer.status == 0
    assert "Ana Ruiz" in answer.err
    assert "Ben" not in answer.err
    assert cro.show(answer.out.strip())["narrative"] == "Needles in the park +Ruiz"


def test_a_complaint_about_an_officer_is_met_with_advice_and_saved(cro):
    answer = cro("add", "Officer was rude to her at the stop")
    assert answer.status == 0
    advice, counted = answer.err.splitlines()
    assert "Internal Affairs" in advice
    assert "cro-tui new handovers category=…" in counted
    assert "use of force" in counted
    assert cro.show(answer.out.strip())["status"] == "new"


def test_a_dash_reads_the_text_from_a_pipe(cro):
    number = cro.ok("add", "-", input="First line.\nSecond — line #noise\n".encode())
    concern = cro.show(number)
    assert concern["narrative"] == "First line.\nSecond — line"
    assert concern["category"] == "noise"


def test_text_that_looks_like_an_option_can_be_said_after_two_dashes(cro):
    assert cro.show(cro.ok("add", "--", "-5 degrees, no heating"))["summary"] == "-5 degrees, no heating"


@pytest.mark.parametrize(
    "text",
    ["[/b][bold]", "\x1b[31mred\x07", "\u202eabc", "😀👩‍👩‍👧", "a\tb", "x" * LONGEST_WORD],
    ids=lambda text: text[:9],
)
def test_any_text_is_kept_and_shown_harmlessly(cro, text):
    number = cro.ok("add", text)
    assert cro.show(number)["narrative"] == text
    for command in (("show", number), ("list", "concerns"), ("show", number, "--history")):
        shown = cro.ok(*command)
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "\u202e" not in shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_pipe_may_come_from_windows(cro, encoding):
    number = cro.ok("add", "-", input="Lärm am Tor – “laut”\r\n".encode(encoding))
    assert cro.show(number)["narrative"] == "Lärm am Tor – “laut”"


def test_a_pipe_takes_any_length(cro):
    number = cro.ok("add", "-", input=b"x" * 100_000)
    assert cro.show(number)["narrative"] == "x" * 100_000


@pytest.mark.skipif(os.name == "nt", reason="Windows hands over text, never bytes")
def test_bytes_that_are_no_text_become_a_replacement(cro):
    number = cro.ok(b"add", b"broken \xff byte")
    assert cro.show(number)["summary"] == "broken \ufffd byte"


@pytest.mark.parametrize("words", [["add", "   "], ["add", "#noise"], ["add", "-"]])
def test_nothing_to_save_is_said(cro, words):
    assert "nothing was changed" in cro.refused(1, *words, input=b"")
    assert not (cro.home / "data").exists()


def test_without_a_text_it_is_called_wrongly(cro):
    assert "TEXT" in cro.refused(2, "add")


def test_what_was_not_understood_is_said_in_one_line_and_stays_in_the_text(cro):
    answer = cro("add", "Dogs bark at #5 Elm 12:30 #zzz heard:blah due:32may ~foo via:pigeon")
    number = answer.out.strip()
    assert answer.status == 0
    assert answer.err == (
        f"cro-tui add: {number}: not understood, left in the text: #zzz, heard:blah, due:32may, ~foo, via:pigeon\n"
    )
    assert cro.show(number)["narrative"].endswith("#5 Elm 12:30 #zzz heard:blah due:32may ~foo via:pigeon")


def test_a_second_restriction_is_said(cro):
    answer = cro("add", "Saw it all ~witness ~juvenile")
    assert answer.err.endswith("one too many, left in the text: ~witness (juvenile counts)\n")
    shown = cro.show(answer.out.strip())
    assert (shown["sensitivity"], shown["restricted_because"]) == ("restricted", "juvenile")


def test_anonymous_and_named_is_refused(cro):
    line = cro.refused(1, "add", 'Needles in the park ~anon +"Mai Nguyen"')
    assert 'anonymous, and yet +"Mai Nguyen": take one of them out; nothing was changed' in line
    assert not (cro.home / "data").exists()


def test_what_the_line_about_people_of_one_name_says_can_be_typed(cro):
    ids = [cro.ok("new", "contacts", "name=Ann Lee", f"phones=555-014{n}") for n in range(2)]
    answer = cro("add", 'Needles in the park +"Ann Lee"')
    assert answer.status == 0
    for one, phone in zip(ids, ("555-0140", "555-0141"), strict=True):
        written = f'+"Ann Lee, {phone}"'
        assert written in answer.err
        assert cro.show(cro.ok("add", f"Needles in the park {written}"))["contact"] == one
