"""The same changes give the same records, in whatever order they come; no edit is lost without being seen."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cro_tui.model.record import Stamp
from cro_tui.store.fold import Fold, instant

RECORDS = ("r1", "r2")
FIELDS = ("status", "entry.a", "entry.b", "unheard-of")
MOMENTS = (
    "2026-11-22T10:00:00-05:00",
    "2026-11-22T15:00:00+00:00",
    "2026-11-22T10:00:01-05:00",
    "2031-01-01T00:00:00+00:00",
    "1969-07-20T20:17:00+00:00",
)
KINDS = ("concern", "meeting", "kind of a later version")
Log = list[tuple[str, int, dict[str, Any]]]

steps = st.lists(
    st.tuples(
        st.integers(0, 3),  # laptop
        st.sampled_from(["write", "write", "stale", "void", "restore", "settle", "sync", "one"]),
        st.sampled_from(RECORDS),
        st.sets(st.sampled_from(FIELDS), min_size=1, max_size=3),
        st.sampled_from(["x", "y", "z", None]),
        st.sampled_from(MOMENTS),
        st.sampled_from(KINDS),
    ),
    max_size=24,
)


def played(moves: list[Any]) -> Log:
    """What four laptops wrote that now and then hear of each other's changes."""
    log: Log = []
    folds = [Fold() for _ in range(4)]
    for laptop, what, record_id, keys, value, at, kind in moves:
        mine = folds[laptop]
        if what in ("sync", "one"):
            chosen = log if what == "sync" else log[-1:]
            for one in chosen:
                mine.apply(*one)
            continue
        seen = mine.records.get(record_id)
        if what == "settle":
            keys = set(seen.conflicts()) if seen else set()
        if what in ("void", "restore"):
            keys, value = {"voided"}, "entered twice" if what == "void" else None
        if not keys:
            continue
        over = {key: seen.over(key) for key in keys if seen and seen.over(key)} if what != "stale" else {}
        if what == "void" and seen:
            over["voided"] = seen.everything()
        number = 1 + sum(1 for one in log if one[0] == f"lap{laptop}")
        rec = {"kind": kind, "set": dict.fromkeys(sorted(keys), value), "over": over}
        change = {"sum": f"{random.Random(len(log)).random()}", "at": at, "by": "1187", "recs": {record_id: rec}}
        log.append((f"lap{laptop}", number, change))
        mine.apply(*log[-1])
    return log


def heads_by_definition(log: Log) -> dict[tuple[str, str], list[tuple[str, Any]]]:
    """(record, field) -> (sum, value) of the writes that no other write replaced, latest last."""
    replaced = {
        (record_id, key, one)
        for _, _, change in log
        for record_id, rec in change["recs"].items()
        for key, sums in rec["over"].items()
        for one in sums
    }
    heads: dict[tuple[str, str], list[tuple[str, Any]]] = {}
    for _, _, change in sorted(log, key=lambda one: (instant(one[2]["at"]), one[2]["sum"])):
        for record_id, rec in change["recs"].items():
            for key, value in rec.get("set", {}).items():
                if (record_id, key, change["sum"]) not in replaced:
                    heads.setdefault((record_id, key), []).append((change["sum"], value))
    return heads


def shown(fold: Fold) -> dict[str, Any]:
    """All that a fold says of its records."""
    return {
        record_id: {
            "kind": one.kind,
            "values": one.values,
            "heads": {key: one.heads_of(key) for key in one.values},
            "conflicts": one.conflicts(),
            "disputed": one.void_disputed(),
            "created": one.created,
            "changed": one.changed,
        }
        for record_id, one in fold.records.items()
    }


def folded(log: Log) -> Fold:
    fold = Fold()
    for one in log:
        fold.apply(*one)
    return fold


@settings(max_examples=250, deadline=None)
@given(steps, st.randoms(use_true_random=False), st.sets(st.integers(0, 23), max_size=2))
def test_order_and_repetition_do_not_matter(moves, chance, erased):
    log = played(moves)
    for index in erased:
        if index < len(log):
            laptop, number, change = log[index]
            recs = {key: {**rec, "set": {}} for key, rec in change["recs"].items()}
            log[index] = (laptop, number, {**change, "recs": recs})
    first = folded(log)
    again = log + chance.sample(log, len(log) // 2)
    chance.shuffle(again)
    assert shown(folded(again)) == shown(first)
    by_definition = heads_by_definition(log)
    assert {
        (record_id, key): [(head.sum, head.value) for head in one.heads_of(key)]
        for record_id, one in first.records.items()
        for key in one.values
    } == by_definition
    assert {kind: set(of) for kind, of in first.by_kind.items() if of} == {
        kind: {one.id for one in first.records.values() if one.kind == kind}
        for kind in {one.kind for one in first.records.values()}
    }


@settings(max_examples=100, deadline=None)
@given(steps)
def test_no_edit_is_lost(moves):
    """Every write is a head, or some other write of the same field says that it saw and replaces it."""
    log = played(moves)
    fold = folded(log)
    replaced = {
        (record_id, key, one)
        for _, _, change in log
        for record_id, rec in change["recs"].items()
        for key, sums in rec["over"].items()
        for one in sums
    }
    for _, _, change in log:
        for record_id, rec in change["recs"].items():
            for key in rec["set"]:
                standing = [head.sum for head in fold.records[record_id].heads_of(key)]
                assert change["sum"] in standing or (record_id, key, change["sum"]) in replaced


def change(
    sum_: str, values: dict[str, Any], over: dict[str, list[str]] | None = None, at: str = MOMENTS[0]
) -> dict[str, Any]:
    return {"sum": sum_, "at": at, "recs": {"r": {"kind": "concern", "set": values, "over": over or {}}}}


def test_who_saw_the_other_wins_whatever_the_clocks_say():
    fold = folded(
        [
            ("a", 1, change("s1", {"status": "new"}, at="2031-01-01T00:00:00+00:00")),
            ("b", 1, change("s2", {"status": "closed"}, {"status": ["s1"]}, at="1999-01-01T00:00:00+00:00")),
        ]
    )
    assert fold.records["r"].values["status"] == "closed"
    assert fold.records["r"].conflicts() == {}


def test_of_two_blind_writes_the_later_is_shown_and_both_stand():
    one = change("s1", {"status": "closed"}, at="2026-11-22T10:00:00-05:00")
    other = change("s2", {"status": "referred"}, at="2026-11-22T15:00:01+00:00")
    fold = folded([("b", 1, other), ("a", 1, one)])
    record = fold.records["r"]
    assert record.values["status"] == "referred"
    assert [head.value for head in record.conflicts()["status"]] == ["closed", "referred"]
    fold.apply("a", 2, change("s3", {"status": "closed"}, {"status": ["s2", "s1"]}))
    assert fold.records["r"].values["status"] == "closed"
    assert fold.records["r"].conflicts() == {}


def test_two_that_say_the_same_are_no_conflict_and_are_replaced_together():
    fold = folded([("a", 1, change("s1", {"status": "closed"})), ("b", 1, change("s2", {"status": "closed"}))])
    assert fold.records["r"].conflicts() == {}
    assert sorted(fold.records["r"].over("status")) == ["s1", "s2"]


def test_what_was_replaced_before_it_came_is_dead_on_arrival():
    fold = folded([("b", 1, change("s2", {"status": "closed"}, {"status": ["s1"]}))])
    fold.apply("a", 1, change("s1", {"status": "new", "summary": "Noise"}))
    assert fold.records["r"].values == {"status": "closed", "summary": "Noise"}
    assert fold.records["r"].conflicts() == {}


def test_lines_of_a_list_merge():
    fold = folded(
        [("a", 1, change("s1", {"entry.1": {"text": "hello"}})), ("b", 1, change("s2", {"entry.2": {"text": "bye"}}))]
    )
    assert set(fold.records["r"].values) == {"entry.1", "entry.2"}
    assert fold.records["r"].conflicts() == {}


def test_voiding_what_another_edits_keeps_it_visible():
    base = ("a", 1, change("s1", {"status": "new"}))
    void = ("a", 2, change("s2", {"voided": "twice"}, {"voided": ["s1"]}))
    blind_edit = ("b", 1, change("s3", {"status": "closed"}, {"status": ["s1"]}))
    assert not folded([base, void]).records["r"].void_disputed()
    assert folded([base, void, blind_edit]).records["r"].void_disputed()
    assert folded([blind_edit, void, base]).records["r"].void_disputed()
    knowing = ("a", 3, change("s4", {"voided": "twice"}, {"voided": ["s2", "s1", "s3"]}))
    assert not folded([base, void, blind_edit, knowing]).records["r"].void_disputed()


def test_a_view_stays_as_it_was_while_others_write():
    fold = folded([("a", 1, change("s1", {"status": "new"}))])
    before = fold.records["r"]
    fold.apply("b", 1, change("s2", {"status": "closed"}))
    assert before.values == {"status": "new"}
    assert before.over("status") == ["s1"]
    assert fold.records["r"].over("status") == ["s1", "s2"]


def test_stamps_of_one_second_have_an_order_of_their_own():
    changes = [(laptop, 1, change(f"s{laptop}", {f"entry.{laptop}": 1})) for laptop in "bca"]
    for order in (changes, changes[::-1]):
        record = folded(order).records["r"]
        assert record.created == Stamp(MOMENTS[0], "", "a")
        assert record.changed == Stamp(MOMENTS[0], "", "c")


def test_moments_that_can_not_be_compared_do_no_harm():
    assert instant("0001-01-01T00:00:00+14:00") == instant("no moment") == datetime(1970, 1, 1, tzinfo=UTC)
    assert instant("2026-11-22T10:00:00") == datetime(2026, 11, 22, 10, tzinfo=UTC)
