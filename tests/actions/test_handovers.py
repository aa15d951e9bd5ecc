"""A complaint about an officer is handed over: a word and a date are kept, and taken back like anything else."""

from __future__ import annotations

import pytest

from cro_tui import settings
from cro_tui.actions import handovers, records
from cro_tui.actions.records import change, undo
from cro_tui.model.fields import BadValue
from cro_tui.model.handover import Handover
from cro_tui.store.drafts import Draft, Drafts
from cro_tui.store.notebook import Notebook


def test_it_is_noted_with_a_day_a_word_and_to_whom(notebook):
    done = handovers.hand_over(notebook, "use")
    assert done.says == "Handed over, no words kept: use of force"
    assert {name: value for name, value in done.record.values.items() if value} == {
        "date": "2026-11-22",
        "category": "use of force",
        "handed_to": "Internal Affairs",
        "sensitivity": "internal",
    }


def test_the_department_says_to_whom(tmp_path):
    (tmp_path / "settings.toml").write_text(
        '[department]\ninternal_affairs = "Professional Standards"\n[words]\ncomplaint_offices = ["City Ombudsman"]\n'
    )
    notebook = Notebook.open(tmp_path, settings.load(tmp_path))
    made = handovers.hand_over(notebook, "driving").record
    assert made.handed_to == "Professional Standards"
    assert change(notebook, made, {"handed_to": "city"}).record.handed_to == "City Ombudsman"


def test_the_draft_with_the_words_is_settled_by_it(notebook, tmp_path):
    drafts = Drafts(tmp_path)
    drafts.keep(Draft("draft-1", "capture", "", "concern", {"line": "Officer Smith swore at me"}, "2026-11-22"))
    handovers.hand_over(notebook, "courtesy", draft="draft-1")
    assert Drafts(tmp_path).all(Notebook.open(tmp_path)) == []
    assert list((tmp_path / "drafts").glob("*.json")) == []


def test_undo_voids_it(notebook):
    done = handovers.hand_over(notebook, "driving")
    undone = undo(notebook, done)
    assert undone.says == f"Undone: {done.says}"
    assert notebook.all(Handover) == []
    (voided,) = notebook.all(Handover, voided=True)
    assert Handover.parse({"category": "driving", "voided": voided.voided}, context(notebook))["voided"] == "undone"


def context(notebook):
    from cro_tui.actions.base import context_of

    return context_of(notebook)


def test_a_word_that_is_not_listed_is_refused_wherever_it_is_written(notebook):
    with pytest.raises(BadValue):
        handovers.hand_over(notebook, "Ofc. Smith swore")
    made = handovers.hand_over(notebook, "driving").record
    with pytest.raises(BadValue):
        records.void(notebook, made, "Ofc. Smith asked me to")
    assert records.void(notebook, made, "test").record.voided == "test entry"


def test_a_third_value_that_settles_a_conflict_is_one_of_the_list(notebook, tmp_path):
    made = handovers.hand_over(notebook, "driving").record
    change(notebook, made, {"category": "procedure"})
    change(notebook, made, {"category": "other"})  # who had seen the first alone
    disputed = notebook.get(made.id)
    assert "category" in disputed.conflicts
    with pytest.raises(BadValue):
        records.settle(notebook, disputed, "category", "Ofc. Smith")
    settled = records.settle(notebook, disputed, "category", "use").record
    assert (settled.category, settled.conflicts) == ("use of force", {})
