"""What each field takes, how it keeps it, and what it refuses in one sentence."""

from __future__ import annotations

import itertools
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cro_tui.model.fields import (
    Amount,
    BadValue,
    Choice,
    Choices,
    Context,
    Count,
    Day,
    Line,
    Lines,
    Moment,
    OpenChoice,
    Ref,
    Refs,
    Rows,
    Text,
    YesNo,
    clean,
    column,
    join,
    short,
    split,
)
from cro_tui.model.meeting import Meeting
from cro_tui.model.vocabulary import Vocabularies
from cro_tui.store.canonical import refuse_unkeepable

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
COUNT = itertools.count(1)


def keepable(stored: object) -> bool:
    """Whether a change can hold it."""
    try:
        refuse_unkeepable(stored)
    except ValueError:
        return False
    return True


def resolve(kinds: tuple[str, ...], text: str) -> str:
    known = {"mai": "01MAI", "lee": "01LEE"}
    if text.casefold() not in known:
        raise ValueError(f"no {kinds[0]} is called “{text}”")
    return known[text.casefold()]


CONTEXT = Context(NOW, Vocabularies(neighborhoods=("Northside", "Elm Park")), resolve, lambda: f"line{next(COUNT)}")


def named(field):
    field.name = "it"
    return field


def parsed(field, raw):
    return named(field).parse(raw, CONTEXT)["it"]


def refused(field, raw) -> str:
    with pytest.raises(BadValue) as caught:
        named(field).parse(raw, CONTEXT)
    assert caught.value.field_name == "it"
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500
    return caught.value.message


NASTY = "\ud800 \x00 [/b] \u202e \x1b[31m \U0001f600"


def test_lines_and_texts():
    assert parsed(Line("It"), " one \r\n two ") == "one   two"
    assert parsed(Text("It"), "\n one \r\n two\r\n") == "one \n two"
    assert parsed(Line("It"), NASTY) == NASTY.replace("\ud800", "\ufffd")
    assert parsed(Line("It"), 5) == "5"
    assert parsed(Line("It"), 2.5) == "2.5"
    for nothing in ("", None, "  ", []):
        assert parsed(Line("It"), nothing) is None
    for wrong in (["a"], {"a": 1}, True):
        refused(Line("It"), wrong)
    for nothing in ("", None, "  "):
        refused(Line("It", required=True), nothing)


def test_words_of_a_vocabulary():
    kind = Choice("It", fixed=("graffiti/vandalism", "police service", "police–community tension", "Other"))
    for typed, word in {
        "graf": "graffiti/vandalism",
        "vandal": "graffiti/vandalism",
        "POLICE SERVICE": "police service",
        "police-s": "police service",
        "police community": "police–community tension",
        "other": "Other",
        " other ": "Other",
    }.items():
        assert parsed(kind, typed) == word
    assert "police service, police–community tension" in refused(kind, "police")
    assert "none of" in refused(kind, "x" * 10_000)
    assert parsed(kind, " ") is None
    assert parsed(Choice("It", fixed=()), "anything") == "anything"
    assert parsed(Choices("It", fixed=("a", "b")), "B; a;b") == ["b", "a"]
    refused(Choices("It", fixed=("a", "b")), "a;c")
    assert parsed(OpenChoice("It", vocabulary="neighborhoods"), "ELM park") == "Elm Park"
    assert parsed(OpenChoice("It", vocabulary="neighborhoods"), "Elsewhere") == "Elsewhere"


def test_several_lines():
    assert parsed(Lines("It"), "555-0100; 555-0101;;555-0100") == ["555-0100", "555-0101"]
    assert parsed(Lines("It"), ["a;b", "c\\d", "e\nf"]) == ["a;b", "c\\d", "e f"]
    assert parsed(Lines("It"), [5550100]) == ["5550100"]
    assert parsed(Lines("It"), ";;") is None
    refused(Lines("It"), [["a"]])
    refused(Lines("It"), {"a": 1})


def test_days_and_moments():
    assert parsed(Day("It"), "fri") == "2026-11-27"
    assert parsed(Day("It", lean="past"), "fri") == "2026-11-20"
    assert parsed(Day("It"), "2026-11-22T10:00:00-05:00") == "2026-11-22"
    assert parsed(Moment("It", lean="past"), "yesterday").startswith("2026-11-21")
    assert parsed(Moment("It"), "2026-11-22T10:00-05:00") == "2026-11-22T10:00-05:00"
    for wrong in ("banana", "2026-13-45", "x" * 100_000, NASTY):
        refused(Day("It"), wrong)
        refused(Moment("It"), wrong)


def test_yes_and_no():
    for typed in (True, "yes", "Y", "x", "1", 1):
        assert parsed(YesNo("It"), typed) is True
    for typed in (False, "no", "N", "0", 0, "off"):
        assert parsed(YesNo("It"), typed) is False
    assert parsed(YesNo("It"), "") is None
    refused(YesNo("It"), "perhaps")


def test_counts():
    assert parsed(Count("It"), " 1,204 ") == 1204
    assert parsed(Count("It"), 0) == 0
    for wrong in ("-1", "1.5", "1000001", "many", "٣", "9" * 10_000, True, 2.5):
        refused(Count("It"), wrong)


def test_amounts_are_texts_that_no_machine_rounds():
    for typed, kept, shown in [
        ("7.50", "7.5", 7.5),
        ("7,5", "7.5", 7.5),
        (87.5, "87.5", 87.5),
        (0.1 + 0.2, "0.3", 0.3),
        ("8", "8", 8),
        ("-0", "0", 0),
        ("1e2", "100", 100),
        ("1e-999999", "0", 0),
        (Decimal("33.33333333"), "33.3333", 33.3333),
    ]:
        assert parsed(Amount("It"), typed) == kept
        assert named(Amount("It")).plain({"it": kept}) == shown
    for wrong in ("-1", "NaN", "Infinity", "1e9", "1_0e999999999", "eight", True, float("nan"), float("inf")):
        refused(Amount("It"), wrong)


@given(st.floats() | st.integers() | st.text(max_size=12) | st.decimals(allow_nan=True))
def test_any_amount_is_kept_short_or_refused(raw):
    try:
        kept = parsed(Amount("It"), raw)
    except BadValue:
        return
    assert kept is None or (len(kept) <= 12 and Decimal(kept) >= 0)


def test_references():
    field = Ref("It", kinds=("contact",))
    assert parsed(field, " Mai ") == "01MAI"
    assert "called" in refused(field, "Nobody")
    several = Refs("It", prefix="contact", kinds=("contact",))
    assert named(several).parse("Mai;lee; MAI", CONTEXT) == {"contact.01MAI": 1, "contact.01LEE": 1}
    assert named(several).parse(["Mai", ""], CONTEXT) == {"contact.01MAI": 1}
    assert named(several).parse("", CONTEXT) == {}
    assert several.value({"contact.b": 1, "contact.a": 1, "contact.c": None, "contacts": 1}) == ("a", "b")
    refused(several, "Mai;Nobody")
    refused(several, 5)
    refused(Refs("It", prefix="contact", kinds=("contact",), required=True), "")


def roster() -> Rows:
    columns = (column(Line, "name", "Name", required=True), column(Amount, "score", "Score"), column(Day, "day", "Day"))
    return named(Rows("It", prefix="roster", main="name", order="day", columns=columns))


def test_lines_of_a_list():
    field = roster()
    stored = field.parse([{"id": "a", "name": "Mai", "score": 87.5, "day": "2026-11-22"}, "Lee"], CONTEXT)
    assert stored.pop("roster.a") == {"name": "Mai", "score": "87.5", "day": "2026-11-22"}
    assert list(stored.values()) == [{"name": "Lee"}]
    assert field.parse("", CONTEXT) == field.parse(None, CONTEXT) == {}
    assert list(field.parse("Mai\n\nLee", CONTEXT).values()) == [{"name": "Mai"}, {"name": "Lee"}]
    for wrong in (5, [5], [["a"]], [{"score": "1"}], [{"name": ""}], [{"name": "Mai", "score": "many"}], '[{"name"'):
        refused_rows(field, wrong)
    values = {
        "roster.b": {"name": "B", "id": "forged"},
        "roster.a": {"name": "A", "day": "2026-11-22"},
        "roster.c": None,
    }
    assert [row["id"] for row in field.value(values)] == ["b", "a"]


def refused_rows(field: Rows, raw: object) -> None:
    with pytest.raises(BadValue) as caught:
        field.parse(raw, CONTEXT)
    assert caught.value.field_name.startswith("it")


def nested(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value]
    return value


def test_what_imports_bring_beside_the_columns_is_kept_without_what_a_change_can_not_hold():
    raw = {"name": "Mai", "late": 1.5, "scores": [0.1, {"b": float("nan")}], "\ud800": "\ud800", "n": 2**70, 5: True}
    _, stored = roster().parse_row(raw, CONTEXT)
    assert keepable(stored)
    assert stored["late"] == "1.5"
    assert stored["scores"] == ["0.1", {"b": "nan"}]
    assert stored["\ufffd"] == "\ufffd"
    assert stored["n"] == str(2**70)
    assert stored["5"] is True
    refused_rows(roster(), [{"name": "Mai", "deep": nested(50)}])
    refused_rows(roster(), '[{"name":' * 50_000)
    line_id, _ = roster().parse_row({"name": "x", "id": "\ud800"}, CONTEXT)
    assert line_id == "\ufffd"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_no_import_makes_a_change_that_can_not_be_kept(raw):
    for field in (Line("It"), Lines("It"), Text("It"), Count("It"), Amount("It"), YesNo("It"), Day("It"), roster()):
        with suppress(BadValue):
            assert keepable(named(field).parse(raw, CONTEXT))
    with suppress(BadValue):
        assert keepable(roster().parse_row({"name": "x", "unknown": raw}, CONTEXT)[1])


@given(st.text(st.characters()))
def test_clean_text_can_be_written(text):
    cleaned = clean(text)
    cleaned.encode()
    assert "\r" not in cleaned
    assert clean(cleaned) == cleaned


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_joined_cells_come_apart_again(parts):
    assert split(join(parts)) == parts


def test_messages_are_short():
    assert short("a\n b" + "x" * 100, 10) == "a bxxxxxx…"
    assert len(refused(Count("It"), "9" * 100_000)) < 200


def test_a_pair_of_halves_is_one_character():
    assert clean("\ud83d\ude00") == "\U0001f600"
    assert clean("\ud83d x") == "\ufffd x"


@pytest.mark.parametrize("typed", ["25", "about 25", "~25", "ca. 25", "25+", "25 or so", "Around 25"])
def test_heads_that_were_counted_roughly_are_a_number(typed):
    assert Meeting.parse({"body": "Ward 3", "headcount": typed}, CONTEXT)["headcount"] == 25
