"""Kinds and their fields: what is typed, kept, shown as text, shown as JSON, and typed again."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cro_tui.model.fields import BadValue, Context, Rows, join, split
from cro_tui.model.ids import is_id, make_id
from cro_tui.model.kinds import BY_KIND, BY_PLURAL, KINDS
from cro_tui.model.meeting import Meeting
from cro_tui.model.record import Record
from cro_tui.model.vocabulary import Vocabularies

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
OTHER = make_id(1, b"0" * 10)


def context() -> Context:
    """Everything is known by its id, and lines get ids in order."""
    count = itertools.count(1)

    def resolve(_kinds, text):
        if not is_id(text):
            raise ValueError(f"nothing is called “{text}”")
        return text

    return Context(NOW, resolve=resolve, new_id=lambda: make_id(next(count), b"1" * 10))


TYPED: dict[str, dict[str, object]] = {
    "concern": {
        "narrative": "Cars race. Every night.",
        "category": "traf",
        "contact": OTHER,
        "links": OTHER,
        "due": "fri",
        "tellings": [{"words": "Soon; promised", "reached": "left", "contact": OTHER}],
    },
    "contact": {"name": "Ana", "phones": "555-0100;555-0101", "roles": "resident;clergy", "do_not_contact": "yes"},
    "organization": {"name": "Works", "kind": "city", "members": "Sgt Lee;Ofc Kim", "contact": OTHER},
    "interaction": {"notes": "Called\nback", "method": "phone", "contacts": OTHER, "date": "yesterday 3pm"},
    "meeting": {"body": "NNA", "headcount": "41", "entries": "Opened\na: Fix it @Lee due:fri\n+ Ana", "organized": "y"},
    "training": {"title": "Academy", "hours": "7.50", "roster": [{"name": "Ana", "score": 87.5, "in": "8am"}]},
    "referral": {
        "of": OTHER,
        "to": "Public Works",
        "method": "memo",
        "message": "Please; look",
        "escalations": [{"to": "Chief", "due": "1 dec 2026", "why": "no; answer"}],
    },
    "recommendation": {"text": "Speed table", "answers": OTHER, "decision": "approved"},
    "report": {"quarter": "26q3", "audience": "pub", "issued": "2026-10-05T09:00-04:00", "holds": [OTHER], "say": "x"},
    "program": {"title": "Academy 2026", "participants": "Ana;Bo", "start": "5 jan 2026", "absences_allowed": "2"},
    "outreach": {"name": "Cleanup", "kind": "clean", "communities": "youth;sen", "staff_hours": "7.5", "volunteers": 9},
    "problem": {
        "title": "Racing on Elm",
        "concerns": OTHER,
        "responses": [{"what": "Speed table", "owner": "Works", "due": "1 dec 2026"}],
        "measures": [{"what": "Cars over 35 mph", "before": 140, "after": 12.5}],
    },
    "inquiry": {"subject": "Stops on Elm", "source": "media", "contact": OTHER, "asked": "yesterday 3pm"},
    "mediation": {"dispute": "A fence", "parties": OTHER, "outcome": "agreement"},
    "rumor": {"rumor": "The school closes", "correction": "It does not", "corrected": "today"},
    "committee": {"name": "Safe Streets", "since": "1 jan 2025", "role": "member"},
    "policy": {"title": "Body cameras", "finding": "change rec", "reviewed": "yesterday"},
    "release": {"title": "Coffee with a Cop", "outlets": OTHER},
    "incident": {"kind": "purs", "date": "yesterday"},
    "crime": {"source": "RMS", "quarter": "26q3", "counts": [{"type": "Theft", "beat": "4", "count": 12}, "Noise"]},
    "survey": {
        "title": "Town survey",
        "sample": "prob",
        "questions": [{"topic": "fears", "text": "How safe; really?", "scale": "safety", "place": 2}, "beh: Polite?"],
        "codes": [{"said": "99", "means": "don't"}],
    },
    "response": {
        "survey": OTHER,
        "answers": "perf1=4 perf2=d; perf3=- perf4=x",
        "comments": [{"text": "More lamps", "category": "infra"}],
    },
    "handover": {"category": "force", "date": "yesterday", "method": "form", "handed_to": "int"},
}


def made(kind: type[Record], typed: dict[str, object]) -> Record:
    return kind(OTHER, kind.parse(typed, context()))


def test_every_kind_is_tried_here():
    assert set(TYPED) == set(BY_KIND)
    assert [BY_PLURAL[kind.PLURAL] for kind in KINDS] == list(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_what_is_shown_can_be_typed_again(kind):
    record = made(kind, TYPED[kind.KIND])
    for name, field in kind.FIELDS.items():
        as_text = kind(OTHER, field.parse(field.text(record.values), context()))
        as_json = kind(OTHER, field.parse(field.plain(record.values), context()))
        assert field.plain(as_text.values) == field.plain(record.values), name
        assert field.plain(as_json.values) == field.plain(record.values), name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_json_has_every_field_always_and_arrays_for_plural_ones(kind):
    empty, full = kind(OTHER, {}).plain(), made(kind, TYPED[kind.KIND]).plain()
    assert list(empty) == list(full)
    assert {"id", "type", "conflicts", "voided"} <= set(empty)
    for name, field in kind.FIELDS.items():
        assert isinstance(empty[name], list) == field.many


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_a_record_says_what_names_it_and_when_it_was(kind):
    record = made(kind, TYPED[kind.KIND])
    assert record.label
    assert not kind.DATED or record.day == record.values[kind.DATED][:10]
    assert kind(OTHER, {}).label


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_what_a_newer_version_wrote_is_kept_and_shown(kind):
    record = kind(OTHER, {**made(kind, TYPED[kind.KIND]).values, "mood": "calm", "vote.1": {"yes": 3}})
    assert record.plain()["mood"] == "calm"
    assert record.plain()["vote.1"] == {"yes": 3}


def test_required_fields_are_asked_for():
    for kind in KINDS:
        with pytest.raises(BadValue):
            kind.parse({}, context())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_an_empty_cell_of_a_form_says_nothing(kind):
    """A form hands over all its fields, most of them empty: the usual values are filled in all the same."""
    usual = {"survey": OTHER, "of": OTHER, "category": "other", "quarter": "2026-Q3", "kind": "other"}
    bare = {name: usual.get(name, "x") for name, field in kind.FIELDS.items() if field.required}
    everything = {name: bare.get(name, "") for name in kind.FIELDS}
    assert kind.parse(everything, context()) == kind.parse(bare, context())


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.DATED], ids=lambda kind: kind.KIND)
def test_the_date_that_puts_it_in_a_quarter_cant_be_cleared(kind):
    record = made(kind, TYPED[kind.KIND])
    with pytest.raises(BadValue, match="quarter"):
        record.parse_changes({kind.DATED: ""}, context())


def test_a_restriction_restricts():
    assert made(BY_KIND["contact"], {"name": "Mia", "restricted_because": "juv"}).restricted
    plain = made(BY_KIND["contact"], {"name": "Ana"})
    assert plain.parse_changes({"restricted_because": "witness"}, context())["sensitivity"] == "restricted"


def test_an_incident_has_no_place_for_words():
    """Nobody can be named in it."""
    incident = BY_KIND["incident"]
    assert set(incident.FIELDS) == {"kind", "date", "sensitivity", "voided"}
    for name in incident.FIELDS:
        with pytest.raises(BadValue):
            incident.parse({"kind": "other", name: "pursuit by Ofc. Smith"}, context())


def test_a_problem_is_not_closed_without_an_assessment():
    problem = BY_KIND["problem"]
    for typed in ({"stage": "closed"}, {"closed": "today"}, {"stage": "closed", "goal_met": "yes"}):
        with pytest.raises(BadValue, match="assess"):
            problem.parse({"title": "Racing", **typed}, context())
        with pytest.raises(BadValue, match="assess"):
            made(problem, {"title": "Racing"}).parse_changes(typed, context())
    assessed = {"as_planned": "yes", "goal_met": "in part", "assessment": "Half as many cars over 35 mph."}
    closed = made(problem, {"title": "Racing", **assessed, "stage": "closed"})
    assert not closed.is_open
    with pytest.raises(BadValue, match="assess"):
        closed.parse_changes({"assessment": ""}, context())
    assert closed.parse_changes({"assessment": "", "stage": "response"}, context())["stage"] == "response"


def test_a_handover_has_no_place_for_words():
    """Whatever is typed into it, only words of the lists and a date are kept."""
    handover = BY_KIND["handover"]
    fields = set(handover.FIELDS)
    assert fields == {"date", "category", "handed_to", "method", "sensitivity", "voided"}
    for name in fields:
        for text in ("Ofc. Smith", "other, Ofc. Smith", "Smith", "courtesy/attitude of Smith"):
            with pytest.raises(BadValue):
                handover.parse({"category": "other", name: text}, context())
    bare = Context(NOW, words=Vocabularies(complaint_categories=(), complaint_methods=(), complaint_offices=()))
    for name in ("category", "handed_to", "method"):
        with pytest.raises(BadValue, match="empty"):
            handover.FIELDS[name].parse("Smith", bare)


def test_adding_to_a_list_leaves_the_rest():
    contact = made(BY_KIND["contact"], {"name": "Ana", "phones": "1;2"})
    assert contact.parse_changes({}, context(), {"phones": "2;3"}) == {"phones": ["1", "2", "3"]}
    meeting = made(Meeting, {"body": "NNA", "entries": "Opened"})
    (key,) = meeting.parse_changes({}, context(), {"entries": [{"id": "x", "text": "Closed"}]})
    assert key == "entry.x"
    whole = meeting.parse_changes({"entries": [{"id": "x", "text": "Closed"}]}, context())
    assert [key for key, line in whole.items() if line is None] == [f"entry.{meeting.entries[0]['id']}"]


def test_bare_lines_of_minutes_mean_what_they_mean_at_the_meeting():
    lines = [
        "[/b] a note",
        "a: Fix it @Lee due:2030-01-05",
        "A: call due:whenever",
        "+ Ana Ruiz",
        "m: Adopt -> carried",
    ]
    meeting = made(Meeting, {"body": "NNA", "entries": "\n".join([*lines, "", "d: Done"])})
    assert [entry["kind"] for entry in meeting.entries] == ["note", "action", "action", "motion", "decision"]
    assert [entry["text"] for entry in meeting.entries][:3] == ["[/b] a note", "Fix it", "call due:whenever"]
    assert meeting.entries[1]["due"] == "2030-01-05"
    assert [(one["name"], one["as"]) for one in meeting.attendance] == [("Ana Ruiz", "present")]
    assert [action.text for action in meeting.actions] == ["Fix it", "call due:whenever"]


def test_lines_that_begin_like_a_list_are_json_only_where_they_are():
    field = Meeting.entries
    assert isinstance(field, Rows)
    assert next(iter(field.parse("[inaudible] thanks", context()).values()))["text"] == "[inaudible] thanks"
    assert next(iter(field.parse('[{"text": "x"}]', context()).values()))["text"] == "x"
    for broken in ('[{"text"', '["x"', "[{]"):
        with pytest.raises(BadValue):
            field.parse(broken, context())


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_a_joined_cell_is_split_into_the_same_values(parts):
    assert split(join(parts)) == parts


@given(st.text())
def test_any_text_is_kept_or_refused_with_a_sentence(text):
    for kind in KINDS:
        for name, field in kind.FIELDS.items():
            try:
                field.parse(text, context())
            except BadValue as problem:
                assert str(problem).startswith(name)  # noqa: PT017
