"""Two records that are one, from the command line: said beside a new one, merged by a field, undone by restoring."""

from __future__ import annotations

import json


def test_a_new_contact_that_is_like_another_is_said_with_how_to_merge(cro):
    ana = cro.ok("new", "contacts", "name=Ana Ruiz", "phones=555-010-0142")
    said = cro("new", "contacts", "name=Anna Ruiz", "phones=(555) 010-0142")
    twin = said.out.strip()
    assert (
        f"it is like Ana Ruiz (same phone, names alike); if it is the same: cro-tui set {twin} merged_into={ana}"
        in said.err
    )
    talk = cro.ok("new", "interactions", "notes=Called", f"contacts={twin}")
    assert "Merged contact" in cro.ok("set", twin, f"merged_into={ana}")
    assert cro.show(talk)["contacts"] == [ana]
    assert cro.show(twin)["merged_into"] == ana
    assert cro.show(twin)["voided"].startswith("merged into Ana Ruiz")
    assert "Anna Ruiz" in cro.show(ana)["notes"]
    assert [one["id"] for one in json.loads(cro.ok("list", "contacts", "--json"))] == [ana]
    assert "Anna" in cro.ok("show", twin, "--history")
    cro.ok("set", twin, "voided=")
    assert cro.show(twin)["merged_into"] is None


def test_a_restricted_one_is_not_named(cro):
    cro.ok("new", "contacts", "name=Ana Ruiz", "phones=555-010-0142", "restricted_because=witness")
    assert "(restricted) (same phone" in cro("new", "contacts", "name=Bo Ek", "phones=555-010-0142").err


def test_what_can_not_be_merged_is_refused_in_one_line(cro):
    ana, works = cro.ok("new", "contacts", "name=Ana Ruiz"), cro.ok("new", "organizations", "name=Works")
    assert "not a contact" in cro.refused(1, "set", ana, f"merged_into={works}")
    assert "it is one record already" in cro.refused(1, "set", ana, f"merged_into={ana}")
    assert "stands alone" in cro.refused(1, "set", ana, "merged_into=Ana Ruiz", "alias=Annie")


def test_captains_and_members_are_written_as_an_officer_writes_them(cro):
    hien = cro.ok("new", "contacts", "name=Hien Dao")
    group = cro.ok("new", "organizations", "name=Elm Watch", "kind=neighborhood w", "captains=Hien Dao (upper end)")
    cro.ok("set", group, "captains+=Bo Ek since 4 May 2024", "members=J. Doe since 2022-01-31")
    shown = cro.show(group)
    assert [(row["name"], row["area"], row["since"], row["contact"]) for row in shown["captains"]] == [
        ("Hien Dao", "upper end", None, hien), ("Bo Ek", None, "2024-05-04", None),
    ]  # fmt: skip
    assert [(row["name"], row["since"]) for row in shown["members"]] == [("J. Doe", "2022-01-31")]
