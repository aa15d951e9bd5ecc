"""Referrals, the ledger of telling and both lists of residents on the command line, by the rules of the screens."""

from __future__ import annotations

import json


def referred(cro):
    concern = cro.ok("add", "Lamp out on Elm Street. ~anon")
    referral = cro.ok("new", "referrals", f"of={concern}", "to=Public Works", "due=2026-01-10")
    return concern, referral


def test_what_waits_for_an_answer_cant_be_closed_here_either(cro):
    concern, referral = referred(cro)
    said = cro.refused(1, "set", concern, "status=closed")
    assert "stays open: the referral to Public Works" in said
    assert referral in said
    assert "outcome=withdrawn" in said
    assert "who answered" in cro.refused(1, "set", referral, "reply=Relit")
    cro.ok("set", referral, "reply=Relit", "answered_by=Lee")
    cro.ok("set", concern, "status=closed")
    assert cro.show(concern)["status"] == "closed"


def test_a_referral_is_taken_up_the_chain_by_adding_lines(cro):
    _, referral = referred(cro)
    cro.ok("set", referral, "escalations+=Sgt. Example")
    step = {"to": "Chief Specimen", "due": "2026-02-01", "why": "no answer"}
    cro.ok("set", referral, f"escalations+={json.dumps([step])}")
    steps = cro.show(referral)["escalations"]
    assert [one["to"] for one in steps] == ["Sgt. Example", "Chief Specimen"]
    assert steps[0]["date"]
    assert (steps[1]["due"], steps[1]["why"]) == ("2026-02-01", "no answer")
    assert [one["id"] for one in cro("list", "referrals", "--where", "is_open=yes", "--json").json] == [referral]


def test_a_try_in_vain_tells_nobody_and_a_telling_does(cro):
    concern = cro.ok("add", "Lamp out on Elm Street.")
    cro.ok("set", concern, 'tellings+=[{"reached": "no answer", "method": "phone"}]')
    assert cro.show(concern)["told"] is None
    cro.ok("set", concern, 'tellings+=[{"words": "a new one is ordered", "method": "phone"}]')
    shown = cro.show(concern)
    assert shown["told_how"] == "phone: a new one is ordered"
    assert [one["reached"] for one in shown["tellings"]] == ["no answer", "told"]


def test_both_lists_of_residents(cro):
    told = cro.ok("add", "Lamp out on Elm Street.")
    cro.ok("set", told, "told=today", "told_how=phone: soon")
    silent = cro.ok("add", "Potholes on Oak Street.")
    cro.ok("set", silent, "callback=yes", "status=closed", "disposition=resolved")
    fixed = cro.ok("add", "Broken bench in the park.")
    cro.ok("set", fixed, "told=today", "fixed=today")

    def numbers(term):
        return [one["number"] for one in cro("list", "concerns", "--where", term, "--json").json]

    assert numbers("told_not_fixed=yes") == [told]
    assert numbers("closed_not_told=yes") == [silent]
    assert set(numbers("told_not_fixed=no")) == {silent, fixed}
    assert "needs yes or no" in cro.refused(2, "list", "concerns", "--where", "told_not_fixed=perhaps")


def test_an_organization_alone_says_to_whom(cro):
    concern = cro.ok("add", "Lamp out on Elm Street.")
    cro.ok("new", "organizations", "name=Public Works", "kind=city department")
    referral = cro.ok("new", "referrals", f"of={concern}", "organization=Public Works")
    shown = cro.show(referral)
    assert (shown["to"], shown["kind"]) == ("Public Works", "City department")
