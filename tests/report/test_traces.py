"""Phones, mail addresses, addresses and street numbers in any usual form; and numbers that are none of these."""

from __future__ import annotations

import pytest

from cro_tui.model.contact import Organization
from tests.report.conftest import read


@pytest.mark.parametrize(
    "written",
    [
        "617-555-0142",
        "(617) 555-0142",
        "617.555.0142",
        "6175550142",
        "+1 617 555 0142",
        "1-617-555-0142",
        "617 - 555 - 0142",
        "617–555–0142",
        "617/555-0142",
        "617-555-\n0142",
        "555-0142",
        "5550142",
        "call 5 617-555-0142 5 times",
        "6 1 7 5 5 5 0 1 4 2",
        "６１７-555-0142",
        "617\u00a0555\u00a00142",
        "617-555-0142x12",
        "617‑555‑0142",
    ],
)
def test_a_restricted_persons_phone_is_found_in_any_format(office, mai, written):
    found = read(office, f"Reached at {written}.")
    assert "[contact withheld]" in found
    digits = "".join(str(int(letter)) for letter in found if letter.isdecimal())
    assert "5550142" not in digits
    assert found.startswith("Reached at ") or found.startswith("Reached at call 5")


def test_numbers_that_are_no_phone_stay(office, mai):
    text = "Case 26-0055501, 2026-11-04 19:00, $1,900.00, CFS 26-01423, 12 of 555 cars"
    assert read(office, text, names=False) == text


@pytest.mark.parametrize(
    "written", ["mai.n@example.org", "MAI.N@Example.ORG", "<mai.n@example.org>", "mail mai.n@example.org."]
)
def test_a_restricted_persons_mail_address_is_found(office, mai, written):
    assert "[contact withheld]" in read(office, written)
    assert "mai.n" not in read(office, written).casefold()


@pytest.mark.parametrize(
    "written",
    ["14 Elm Street", "14 elm st.", "14 ELM ST", "14 Elm", "14, Elm Street", "14\nElm Street", "14 Elm Street, Apt 3"],
)
def test_a_restricted_persons_address_is_found_also_when_names_are_ticked(office, mai, written):
    found = read(office, f"Lives at {written}.")
    assert "[address withheld]" in found
    assert "14" not in found


def test_a_place_where_others_meet_is_nobodys_address(office):
    office.person("Tuan Vuong", restricted_because="anonymous source", address="Teasel Landing")
    assert read(office, "Tents at Teasel Landing") == "Tents at [address withheld]"
    office.concern(place="Teasel Landing")
    office.meeting("Riverbend", place="Teasel Landing")
    assert read(office, "Tents at Teasel Landing") == "Tents at Teasel Landing"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Noise at 27 Elm Street again", "Noise at Elm Street again"),
        ("27 elm st", "elm st"),
        ("27B Elm St., Apt 4", "Elm St."),
        ("27 ELM STREET IS DARK", "ELM STREET IS DARK"),
        ("27 N. Elm Avenue", "N. Elm Avenue"),
        ("27-29 Elm Street", "Elm Street"),
        ("1402 Martin Luther King Blvd", "Martin Luther King Blvd"),
        ("27 42nd Street", "42nd Street"),
        ("27 Avenue A", "Avenue A"),
        ("#27 Elm Road", "Elm Road"),
        ("27\nElm Street", "Elm Street"),
    ],
)
def test_street_numbers_stay_out_and_streets_stay(office, text, left):
    office.concern(place="3 Elm Street")
    assert read(office, text, "agency", names=False) == left
    assert read(office, text, "command", names=True) == text


@pytest.mark.parametrize(
    "text",
    [
        "the 1400 block of Elm Street",
        "3 cars on Elm Street",
        "In 2026 Elm Street was closed",
        "On 4 May Street racing began",
        "Route 9 Main Street",
        "Beat 4 Elm Street",
        "11 people, 3 channels",
        "12 of 40 on Mill Road",
        "1400 BLOCK OF ELM STREET",
    ],
)
def test_numbers_that_are_no_house_stay(office, text):
    assert read(office, text, "public", names=False) == text


def test_phones_and_mail_of_nobody_known_stay_out_of_what_becomes_public_but_not_an_organizations(office):
    office.make(Organization, name="Harbor House", phones="617-555-0177", emails="help@example.org")
    text = "Call 617-555-0199 or x@example.org; or Harbor House, 617-555-0177, help@example.org"
    found = read(office, text, "public", names=False)
    assert found == "Call [contact withheld] or [contact withheld]; or Harbor House, 617-555-0177, help@example.org"
    assert read(office, text) == text
