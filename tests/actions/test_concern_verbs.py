"""What happens to concerns, referrals and recommendations: one save each, refused in a sentence, taken back whole."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cro_tui.actions import concerns, recommendations, records, referrals
from cro_tui.actions.base import NothingDone
from cro_tui.actions.capture import capture
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.fields import BadValue
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.store.notebook import Notebook

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=-5)))


@pytest.fixture
def notebook(tmp_path):
    return Notebook.open(tmp_path, clock=lambda: NOW)


def heard(notebook, text="Cars race on Elm Street"):
    return capture(notebook, text).record


def again(notebook, *records):
    found = [notebook.get(one.id) for one in records]
    return found[0] if len(found) == 1 else found


def test_several_concerns_get_a_status_in_one_save_and_one_undo_takes_it_back(notebook):
    both = [heard(notebook), heard(notebook, "Loud music")]
    before = notebook.changes()
    done = concerns.set_status(notebook, both, "under review")
    assert notebook.changes() == before + 1
    assert done.says == "2 concerns: under review"
    assert [one.status for one in again(notebook, *both)] == ["under review", "under review"]
    records.undo(notebook, done)
    assert [one.status for one in again(notebook, *both)] == ["new", "new"]


def test_a_status_that_all_have_is_nothing_to_do_and_closing_wants_a_disposition(notebook):
    concern = heard(notebook)
    with pytest.raises(NothingDone, match="is new already"):
        concerns.set_status(notebook, [concern], "new")
    with pytest.raises(BadValue, match="disposition"):
        concerns.set_status(notebook, [concern], "closed")
    with pytest.raises(BadValue):
        concerns.set_status(notebook, [concern], "")


def test_another_status_opens_a_closed_concern_again(notebook):
    concern = heard(notebook)
    concerns.close(notebook, concern, "resolved")
    concerns.set_status(notebook, [again(notebook, concern)], "monitoring")
    concern = again(notebook, concern)
    assert (concern.status, concern.disposition, concern.closed) == ("monitoring", "", "")


def test_several_are_referred_to_one_addressee_each_with_its_own_referral(notebook):
    both = [heard(notebook), heard(notebook, "Loud music")]
    before = notebook.changes()
    concerns.refer_all(notebook, both, "Public Works", {"method": "memo"})
    assert notebook.changes() == before + 1
    made = notebook.all(Referral)
    assert {one.of for one in made} == {one.id for one in both}
    assert {(one.to, one.method, one.due) for one in made} == {("Public Works", "memo", "2026-12-02")}
    for concern in again(notebook, *both):
        assert concern.status == "referred"
        assert any(one.id in concern.links for one in made)


def test_closing_several_leaves_those_alone_that_are_closed(notebook):
    one, other = heard(notebook), heard(notebook, "Loud music")
    concerns.close(notebook, one, "unfounded")
    done = concerns.close_all(notebook, [again(notebook, one), other], "resolved")
    assert done.says == f"Closed {other.number}"
    assert [c.disposition for c in again(notebook, one, other)] == ["unfounded", "resolved"]
    with pytest.raises(NothingDone, match="2 concerns are closed already"):
        concerns.close_all(notebook, again(notebook, one, other), "resolved")


def test_linked_concerns_know_each_other_and_a_link_is_made_once(notebook):
    three = [heard(notebook, f"Cars race {n}") for n in range(3)]
    concerns.link_all(notebook, three)
    first, second, third = again(notebook, *three)
    assert set(first.links) == {second.id, third.id}
    assert second.links == third.links == (first.id,)
    with pytest.raises(NothingDone, match="linked already"):
        concerns.link_all(notebook, [first, second, third])
    with pytest.raises(NothingDone, match="mark at least two"):
        concerns.link_all(notebook, [first])


def test_a_telling_settles_its_draft(notebook):
    concern = heard(notebook)
    concerns.tell(notebook, concern, "phone: patrol comes by", draft="d1")
    assert notebook.became_record("d1")
    assert again(notebook, concern).told[:10] == "2026-11-22"


def test_a_referral_is_acknowledged_and_still_owed_an_answer(notebook):
    concern = heard(notebook)
    concerns.refer(notebook, concern, "Public Works")
    (referral,) = notebook.all(Referral)
    referrals.acknowledge(notebook, referral)
    referral = again(notebook, referral)
    assert referral.acknowledged == "2026-11-22"
    assert referral.is_open
    with pytest.raises(NothingDone, match="acknowledged already"):
        referrals.acknowledge(notebook, referral)


def test_an_answer_closes_the_referral_and_not_the_concern(notebook):
    concern = heard(notebook)
    concerns.refer(notebook, concern, "Public Works")
    (referral,) = notebook.all(Referral)
    with pytest.raises(BadValue, match="what was the answer"):
        referrals.answer(notebook, referral, " ")
    referrals.answer(notebook, referral, "Speed humps in spring", "completed", by="Dana Fictive")
    referral = again(notebook, referral)
    assert (referral.reply, referral.replied, referral.answered_by) == (
        "Speed humps in spring", "2026-11-22", "Dana Fictive",
    )  # fmt: skip
    assert not referral.is_open
    assert again(notebook, concern).is_open


def test_no_reply_is_an_outcome_without_a_date_of_reply(notebook):
    concerns.refer(notebook, heard(notebook), "Public Works")
    (referral,) = notebook.all(Referral)
    referrals.answer(notebook, referral, "", "no reply", by="Ofc. Example")
    referral = again(notebook, referral)
    assert (referral.outcome, referral.replied, referral.is_open) == ("no reply", "", False)
    referrals.escalate(notebook, referral, "City Manager")
    referral = again(notebook, referral)
    assert (referral.owed_by, referral.outcome, referral.is_open) == ("City Manager", "", True)
    with pytest.raises(BadValue):
        referrals.escalate(notebook, referral, "")


def test_a_recommendation_and_the_concerns_it_answers_know_each_other(notebook):
    both = [heard(notebook), heard(notebook, "Loud music")]
    made = recommendations.recommend(notebook, "Two speed humps", both, {"owner": "Sgt. Example"}).record
    assert isinstance(made, Recommendation)
    assert set(made.answers) == {one.id for one in both}
    assert made.made == "2026-11-22"
    assert all(made.id in one.links for one in again(notebook, *both))
    assert all(isinstance(one, Concern) for one in again(notebook, *both))


def test_a_decision_is_dated_and_can_be_taken_back(notebook):
    made = recommendations.recommend(notebook, "Two speed humps").record
    done = recommendations.decide(notebook, made, "approved")
    assert done.says.startswith("Approved: ")
    made = again(notebook, made)
    assert (made.decision, made.decided) == ("approved", "2026-11-22")
    with pytest.raises(NothingDone):
        recommendations.decide(notebook, made, "approved")
    recommendations.decide(notebook, made, "")
    assert (again(notebook, made).decision, again(notebook, made).decided) == ("", "")


@pytest.mark.parametrize(("outcome", "finished", "is_open"), [("done", "2026-11-22", False), ("in p", "", True)])
def test_only_what_ends_it_has_a_date(notebook, outcome, finished, is_open):
    made = recommendations.recommend(notebook, "Two speed humps").record
    recommendations.conclude(notebook, made, outcome, "No money this year")
    made = again(notebook, made)
    assert (made.finished, made.is_open, made.obstacles) == (finished, is_open, "No money this year")
    with pytest.raises(BadValue):
        recommendations.conclude(notebook, made, "")


def voiced(notebook, **typed):
    return records.create(notebook, Concern, {"narrative": "Cars race down Elm", **typed}).record


def test_the_summary_follows_the_narrative_as_long_as_nobody_wrote_another(notebook):
    concern = voiced(notebook)
    done = records.change(notebook, concern, {"narrative": "Cars race down Elm Street. Every night."})
    assert done.record.summary == "Cars race down Elm Street."
    assert done.says.endswith("narrative, and the summary that said the same")
    assert {"summary", "narrative"} <= set(notebook.history(concern.id)[-1].set)
    named = records.change(notebook, done.record, {"summary": "Racing"}).record
    assert named.narrative == "Cars race down Elm Street. Every night."
    assert records.change(notebook, named, {"narrative": "Cars race."}).record.summary == "Racing"


def test_a_summary_set_right_takes_the_narrative_along_that_said_the_same(notebook):
    concern = voiced(notebook)
    fixed = records.change(notebook, concern, {"summary": "Trucks race down Elm"})
    assert fixed.record.narrative == "Trucks race down Elm"
    assert records.undo(notebook, fixed).record.narrative == "Cars race down Elm"
    both = records.change(notebook, notebook.get(concern.id), {"summary": "Racing", "narrative": "Vans race"}).record
    assert (both.summary, both.narrative) == ("Racing", "Vans race")


@pytest.mark.parametrize("who", [{"contact": "Mai Nguyen"}, {"callback": True}, {"callback_how": "555-0100"}])
def test_from_somebody_unnamed_and_yet_known_is_refused_wherever_it_is_said(notebook, who):
    records.create(notebook, Contact, {"name": "Mai Nguyen"})
    with pytest.raises(BadValue, match="anonymous"):
        voiced(notebook, anonymous=True, **who)
    known = voiced(notebook, **who)
    with pytest.raises(BadValue, match="anonymous"):
        records.change(notebook, known, {"anonymous": True})
    unnamed = voiced(notebook, anonymous=True)
    with pytest.raises(BadValue, match="anonymous"):
        records.change(notebook, unnamed, who)
    left = records.change(notebook, known, {"anonymous": True, "contact": "", "callback": False, "callback_how": ""})
    assert left.record.anonymous
