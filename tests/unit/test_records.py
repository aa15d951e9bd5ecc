"""A record as the rest of the program sees it: its label, what differs, what is in conflict, what it hides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.fields import BadValue, Context
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Head, Stamp
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import hours_between, signed_out

CONTEXT = Context(datetime(2026, 11, 22, 15, 0, tzinfo=UTC))
STAMP = Stamp("2026-11-22T10:00:00-05:00", "1187", "k3v9")


def concern(**values) -> Concern:
    return Concern("01K", values)


def test_what_is_known_of_a_new_concern_without_asking():
    stored = Concern.parse({"narrative": "Cars race. Every night."}, CONTEXT)
    assert stored["summary"] == "Cars race."
    assert stored["heard"] == stored["entered"] == "2026-11-22T15:00:00+00:00"
    assert (stored["kind"], stored["status"], stored["priority"]) == ("current concern", "new", "normal")
    assert stored["sensitivity"] == "internal"
    with pytest.raises(BadValue):
        Concern.parse({"narrative": " \n "}, CONTEXT)
    with pytest.raises(KeyError):
        Concern.parse({"narrative": "x", "mood": "calm"}, CONTEXT)


def test_a_quarter_follows_the_day_it_was_heard():
    assert Concern("01K", Concern.parse({"narrative": "x", "heard": "3 months ago"}, CONTEXT)).day == "2026-08-22"


def test_labels_are_one_line():
    assert Recommendation("01K", {"text": "one\ntwo   three"}).label == "one two three"
    assert concern().label == "(concern without summary)"
    assert "\n" not in repr(Referral("01K", {"to": "Public\nWorks"}))


def test_only_what_differs_is_written():
    known = concern(summary="Noise", status="new", tags=["a"])
    assert known.parse_changes({"summary": "Noise", "status": "NEW", "tags": "a"}, CONTEXT) == {}
    assert known.parse_changes({"status": "closed", "place": ""}, CONTEXT) == {"status": "closed"}
    assert known.parse_changes({"tags": ""}, CONTEXT) == {"tags": None}
    with pytest.raises(BadValue):
        known.parse_changes({"summary": ""}, CONTEXT)


def test_saying_what_is_shown_settles_a_conflict():
    heads = tuple(Head(f"s{value}", value, STAMP) for value in ("closed", "referred"))
    disputed = Concern("01K", {"summary": "Noise", "status": "referred"}, conflicts={"status": heads})
    assert disputed.parse_changes({"status": "referred"}, CONTEXT) == {"status": "referred"}
    assert disputed.plain()["conflicts"] == {"status": ["closed", "referred"]}
    assert disputed.plain()["status"] == "referred"


def test_a_conflict_in_a_line_is_named_by_its_list():
    assert Meeting.field_of_key("entry.01K") == "entries"
    assert Meeting.field_of_key("link.01K") == "links"
    assert Meeting.field_of_key("body") == "body"
    assert Meeting.field_of_key("vote.01K") == "vote.01K"


def test_fields_of_a_later_version_never_take_the_place_of_ours():
    shown = concern(summary="Noise", id="forged", type="forged", conflicts="forged", mood="calm").plain()
    assert (shown["id"], shown["type"], shown["conflicts"], shown["mood"]) == ("01K", "concern", {}, "calm")


def test_voided_unless_somebody_edited_it_without_knowing():
    assert concern(voided="twice").is_voided
    assert not Concern("01K", {"voided": "twice"}, void_disputed=True).is_voided
    assert not concern(voided=None).is_voided
    assert concern(voided="twice").plain()["voided"] == "twice"


def test_open_closed_told():
    assert concern(status="new").is_open
    closed = concern(status="closed", contact="01C")
    assert closed.closed_not_told
    assert not concern(status="closed", told="2026-11-22").closed_not_told
    assert not concern(status="closed", anonymous=True).closed_not_told
    assert concern(kind="potential problem").is_potential


def test_referrals_wait_for_an_answer():
    assert Referral("01K", {"to": "Works"}).is_open
    assert Referral("01K", {"to": "Works", "outcome": "accepted"}).is_open
    assert not Referral("01K", {"to": "Works", "outcome": "declined"}).is_open
    assert not Referral("01K", {"to": "Works", "reply": "Done"}).is_open
    assert not Recommendation("01K", {"text": "x", "decision": "declined"}).is_open


def test_restricted_people():
    assert Contact("01K", Contact.parse({"name": "Mia", "restricted_because": "juv"}, CONTEXT)).restricted
    assert not Contact("01K", {}).restricted


@pytest.mark.parametrize(
    ("signed_in", "out", "hours"),
    [
        ("2026-11-22T08:00-05:00", "2026-11-22T10:00-05:00", "2"),
        ("2026-11-22T08:00-05:00", "2026-11-22T10:08-05:00", "2.25"),
        ("2026-11-22T08:00-05:00", "2026-11-22T10:07-05:00", "2"),
        ("2026-11-01T00:30-04:00", "2026-11-01T02:30-05:00", "3"),
        ("2026-11-22T10:00-05:00", "2026-11-22T08:00-05:00", None),
        ("2026-11-22", "2026-11-22T10:00-05:00", None),
        ("", "2026-11-22T10:00-05:00", None),
        ("2026-11-22T08:00", "2026-11-22T10:00-05:00", None),
    ],
)
def test_hours_follow_from_signing_in_and_out(signed_in, out, hours):
    assert hours_between(signed_in, out) == hours
    assert signed_out({"in": signed_in}, out).get("hours") == hours
    assert signed_out({"in": signed_in, "hours": "1"}, out)["hours"] == "1"
