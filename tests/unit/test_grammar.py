"""The one-line grammar: what is understood leaves the text, what is not stays in it, and it never fails."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cro_tui.model.concern import Concern
from cro_tui.model.fields import Context
from cro_tui.model.grammar import asks_for_a_call, is_about_an_officer, understand
from cro_tui.model.leftover import sentences
from cro_tui.model.vocabulary import Vocabularies

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)  # a Sunday
CONTEXT = Context(NOW)


def understood(line: str, context: Context = CONTEXT):
    seen = understand(line, context)
    return seen.text, seen.fields, seen.people


@pytest.mark.parametrize(
    ("line", "text", "fields"),
    [
        ("Cars race #traffic", "Cars race", {"category": "traffic/speeding"}),
        ("#noise Loud music", "Loud music", {"category": "noise"}),
        ("Cars race #vandal on Elm", "Cars race on Elm", {"category": "graffiti/vandalism"}),
        ("Cars race @Elm tonight", "Cars race tonight", {"place": "Elm"}),
        ('Cars race @"Elm & 3rd" tonight', "Cars race tonight", {"place": "Elm & 3rd"}),
        ("Shots heard !", "Shots heard", {"priority": "high"}),
        ("! Shots heard", "Shots heard", {"priority": "high"}),
        ("Help via:phone", "Help", {"channel": "phone"}),
        ("Help via:meeting", "Help", {"channel": "community meeting"}),
        ('Help via:"walk-in"', "Help", {"channel": "walk-in"}),
        ("Help by:Diaz", "Help", {"heard_by": "Diaz"}),
        ("Help heard:yesterday", "Help", {"heard": "2026-11-21"}),
        ('Help HEARD:"11/20 3pm" now', "Help now", {"heard": "2026-11-20T15:00+00:00"}),
        ("Help due:fri", "Help", {"due": "2026-11-27"}),
        ("Help ~anon", "Help", {"anonymous": True}),
        ("Help ~juvenile", "Help", {"restricted_because": "juvenile"}),
        ("Help ~dv", "Help", {"restricted_because": "DV/sexual-assault victim"}),
        ("Lights out ~watch", "Lights out", {"kind": "potential problem"}),
    ],
)
def test_each_marker(line, text, fields):
    found, values, people = understood(line)
    assert found == text
    assert people == ()
    values = {key: str(value)[:22] if key == "heard" else value for key, value in values.items()}
    assert {key: value for key, value in values.items() if key != "heard"} == {
        key: value for key, value in fields.items() if key != "heard"
    }
    if "heard" in fields:
        assert values["heard"].startswith(fields["heard"][:16])


@pytest.mark.parametrize(
    "line",
    [
        "write to a@b.example.org",
        "C#, F# and 50+ others",
        "apartment #4",
        "#nothing-like-it",
        "Wow! Great!! !!",
        "!important",
        "via: phone",
        "via:carrier-pigeon",
        "due:whenever heard:never-ever",
        "~unknown",
        "+5 points, +555-0100",
        "@ home, # what, + who, ~ so",
        '#"" @"" +""',
        '@"never closed',
        "http://example.org/a?by:x",
        "he said:nothing by him",
        "[/b] \x1b[31m \u202e \U0001f600",
    ],
)
def test_what_is_not_understood_stays(line):
    assert understood(line) == (line.strip(), {}, ())


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Cars #traffic, every night.", "Cars, every night."),
        ("Cars race @Elm.", "Cars race."),
        ("Is it #noise? Yes", "Is it? Yes"),
        ("(via:phone)", "(via:phone)"),
        ("Told by +Mai, and +Lee!", "Told by, and!"),
        ("one  two   three #noise", "one  two   three"),
        ("first line #noise\nsecond line", "first line\nsecond line"),
    ],
)
def test_punctuation_after_a_marker_stays_with_the_text(line, text):
    assert understood(line)[0] == text


def test_only_the_first_of_a_kind_counts():
    text, fields, _ = understood("#noise or #drugs @here @there ! !")
    assert fields == {"category": "noise", "place": "here", "priority": "high"}
    assert text == "or #drugs @there"


def left(line: str, context: Context = CONTEXT) -> list[str]:
    return [one.marker for one in understand(line, context).left]


@pytest.mark.parametrize(
    ("line", "markers"),
    [
        ("Dogs #zzz bark", ["#zzz"]),
        ("Dogs bark, #zzz.", ["#zzz"]),
        ('Dogs bark #"zzz yyy"', ['#"zzz yyy"']),
        ("heard:blah Dogs due:32may via:pigeon", ["heard:blah", "due:32may", "via:pigeon"]),
        ("Dogs ~foo", ["~foo"]),
        ("Dogs due: fri via: phone", ["due:", "via:"]),
        ("Dogs #police", ["#police"]),
        ("Dogs heard:tomorrow bark heard:2031-01-01", ["heard:tomorrow", "heard:2031-01-01"]),
        ("Dogs vai:phone, duee:fri yb:Diaz herd:monday", ["vai:phone", "duee:fri", "yb:Diaz", "herd:monday"]),
        ('Dogs vai:"walk-in"', ['vai:"walk-in"']),
        ("Dogs @ night + bark", ["@", "+"]),
        ("Dogs bark +", ["+"]),
        ("Dogs bark by:", ["by:"]),
        ("Dogs bark heard: #noise", ["heard:"]),
        ('Dogs @"Elm St', ['@"Elm St']),
        ('Dogs via:"walk in #noise', ['via:"walk in']),
        ("Dogs +“Ann Lee\nand more", ["+“Ann Lee"]),
        ("#noise Dogs @Elm +Lee ! via:phone due:fri heard:yesterday by:Diaz ~anon ~juvenile ~watch", []),
    ],
)
def test_a_marker_that_is_not_understood_is_named(line, markers):
    assert left(line) == markers
    assert all(marker in understand(line, CONTEXT).text for marker in markers)


@pytest.mark.parametrize(
    "line",
    [
        "a house at #5 Elm, #12B, # 4",
        "write to a@b.example.org",
        "at 12:30, between 8:00 and 9:15",
        "see http://example.org/#top and https://example.org/due:x",
        "C#, F#, what?#!",
        "about ~20 people, ~ so, a~b",
        "+1 for that, 555-0100, +555-0100",
        "What I heard: nothing, said by: nobody",
        "Wow! Great !!",
        "overdue:x trivia:y",
        "Note: text, Note:text, C:users, mailto:ann@example.org, tel:5550142, hi:there",
        "meet @ 5pm, 2 + 2, + 5 points",
        'a 6" pipe, a "quoted word, @Elm "and so',
        "@home",
    ],
)
def test_what_is_no_marker_is_not_called_misunderstood(line):
    assert left(line) == []


def test_what_was_left_is_said_with_what_it_may_be():
    assert sentences(understand("#zzz due:32may ~foo #police x", CONTEXT).left) == [
        "not understood, left in the text: #zzz, due:32may, ~foo, #police (police service or police–community tension)"
    ]
    many = sentences(understand(" ".join(f"#zz{n}" for n in range(9)), CONTEXT).left)
    assert many[0].endswith("#zz4 and 4 more")


def test_a_slip_in_a_markers_word_is_said_with_what_it_may_be():
    assert sentences(understand("Dogs bark vai:phone", CONTEXT).left) == [
        "not understood, left in the text: vai:phone (via:phone)"
    ]


def test_an_unclosed_quote_takes_no_other_marker_with_it():
    assert understood('Dogs @"Elm St #noise bark') == ('Dogs @"Elm St bark', {"category": "noise"}, ())
    line = 'Dogs @"Elm St +"Ann Lee" via:"walk in due:"fri"'
    assert understood(line) == ('Dogs @"Elm St via:"walk in', {"due": "2026-11-27"}, ("Ann Lee",))
    assert left(line) == ['@"Elm St', 'via:"walk in']


def test_one_too_many_of_a_kind_is_said_with_the_one_that_counts():
    seen = understand("Loud #noise #drugs #noise", CONTEXT)
    assert seen.text == "Loud #drugs"
    assert sentences(seen.left) == ["one too many, left in the text: #drugs (noise counts)"]


@pytest.mark.parametrize("line", ["Saw it ~juvenile ~witness", "Saw it ~witness ~juvenile"])
def test_of_several_restrictions_the_one_first_in_the_departments_list_counts(line):
    seen = understand(line, CONTEXT)
    assert (seen.text, seen.fields) == ("Saw it ~witness", {"restricted_because": "juvenile"})
    assert sentences(seen.left) == ["one too many, left in the text: ~witness (juvenile counts)"]
    other_order = Context(NOW, Vocabularies(restrictions=("witness", "juvenile")))
    assert understand(line, other_order).fields == {"restricted_because": "witness"}


@pytest.mark.parametrize("marker", ["~callback", "~back"])
def test_who_wants_a_call_is_marked(marker):
    assert understood(f"Cars race on Elm {marker}") == ("Cars race on Elm", {"callback": True}, ())


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("she wants call back", True),
        ("please call me back tonight", True),
        ("asked for a callback", True),
        ("Would like to hear back", True),
        ("the shop on Back Street calls twice", False),
        ("he came back and called the police", False),
    ],
)
def test_the_wish_to_be_called_back_is_heard(text, asks):
    assert asks_for_a_call(text) is asks


def test_anonymous_and_restricted_are_two_things():
    assert understood("Saw it ~anon ~juvenile") == (
        "Saw it",
        {"anonymous": True, "restricted_because": "juvenile"},
        (),
    )


def test_people_once_each_in_order():
    text, _, people = understood('Dogs bark +Mai +"Ana Ruiz" +mai, +Lee')
    assert people == ("Mai", "Ana Ruiz", "Lee")
    assert text == "Dogs bark,"


@pytest.mark.timeout(20)
def test_very_many_people():
    _, _, people = understood(" ".join(f"+n{number}" for number in range(20_000)))
    assert len(people) == 20_000


def test_where_the_markers_stand():
    line = 'Loud #noise, at +"Ana Ruiz" then'
    seen = understand(line, CONTEXT)
    assert [line[start:end] for start, end in seen.spans] == ["#noise", '+"Ana Ruiz"']


def test_a_marker_runs_to_the_next_space():
    assert understood('Cars #traf"fic" here') == ('Cars #traf"fic" here', {}, ())
    assert understood('See +O"Brien')[2] == ('O"Brien',)


def test_a_department_without_the_usual_words():
    context = Context(NOW, Vocabularies(priorities=(), categories=("loud", "louder"), channels=(), restrictions=()))
    assert understood("Help !", context) == ("Help !", {}, ())
    assert understood("Help #loud", context) == ("Help", {"category": "loud"}, ())
    assert understood("Help #lou ~dv", context) == ("Help #lou ~dv", {}, ())
    assert understood("Help !", Context(NOW, Vocabularies(priorities=("p3", "p1"))))[1] == {"priority": "p1"}


words_without_markers = st.text().filter(
    lambda text: not set(text) & set("#@+~!:") and text.encode("utf-8", "replace").decode() == text
)


@given(words_without_markers)
def test_text_without_markers_comes_back_whole(text):
    assert understood(text) == (text.strip(), {}, ())


@given(st.text(alphabet=st.sampled_from('#@+~! :"viabydueh.,\n\u202e'), max_size=60) | st.text(max_size=80))
def test_nothing_makes_it_fail_and_no_word_is_made_up(line):
    text, fields, people = understood(line)
    assert set(text) <= set(line)
    assert all(person in line for person in people)
    assert set(fields) <= set(Concern.FIELDS)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "part",
    [
        "x",
        "word ",
        " ",
        "+a ",
        '+"',
        '@"a b ',
        '@"a +"b ',
        "by: ",
        "vai:x ",
        "@ ",
        '#" ',
        "#zz ",
        "due:32may ",
        "~dv ~witness ",
        "due: ",
        "! ",
        "#noise ",
        "@",
        "via:",
        "complain officer ",
        "\n",
        "heard:now ",
    ],
)
def test_a_hundred_thousand_characters_are_no_matter(part):
    """Every line is read while it is typed; what grows with the square of it would never end."""
    line = part * (100_000 // len(part))
    seen = understand(line, CONTEXT)
    assert len(seen.text) <= len(line)
    assert is_about_an_officer(line) == ("officer" in part)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Officer Smith was rude to my son", True),
        ("I want to complain about an officer", True),
        ("The deputy threatened me", True),
        ("Ofc. Smith swore at her", True),
        ("She complains of Sgt. Smith", True),
        ("Ofc. Smith will look into the lights", False),
        ("Police never come when called", False),
        ("More officers on foot please", False),
        ("Complaints about loud music", False),
    ],
)
def test_complaints_about_an_officer_are_seen(text, about):
    assert is_about_an_officer(text) == about


@pytest.mark.parametrize("line", ["Loud @“Alder Park” +“Mai Nguyen”", "Loud @”Alder Park” +„Mai Nguyen“"])
def test_the_quotes_that_other_programs_make_of_quotes_are_quotes(line):
    assert understood(line) == ("Loud", {"place": "Alder Park"}, ("Mai Nguyen",))


@pytest.mark.parametrize(
    ("line", "marker", "instead"),
    [
        ("Fix the lamp due:Dec 5", "due:Dec", 'due:"Dec 5"'),
        ("Fix the lamp due:dec. 5 2027, soon", "due:dec", 'due:"dec 5 2027"'),
        ("Fix due:next week please", "due:next", 'due:"next week"'),
        ("Cars heard:2 weeks ago #noise", "heard:2", 'heard:"2 weeks ago"'),
        ("Cars heard:1st of May", "heard:1st", 'heard:"1st of May"'),
    ],
)
def test_a_date_that_goes_on_behind_its_space_is_shown_in_its_quotes(line, marker, instead):
    seen = understand(line, CONTEXT)
    assert [(one.marker, one.may_be) for one in seen.left] == [(marker, (instead,))]
    assert "due" not in seen.fields
    assert "heard" not in seen.fields
    name = instead.partition(":")[0]
    assert name in understand(f"Cars race {instead}", CONTEXT).fields


@pytest.mark.parametrize(
    "line", ["Fix due:fri 5 lamps", "Fix due:fri 3pm", "Cars heard:yesterday 3 of them", "X due:12/5 a"]
)
def test_what_is_a_date_by_itself_is_one(line):
    assert not understand(line, CONTEXT).left


def test_a_guess_at_the_hour_stays_in_the_text():
    seen = understand('Cars race heard:"yesterday about 3pm" on Elm. due:"around Dec 5"', CONTEXT)
    assert seen.text == "Cars race (heard yesterday about 3pm) on Elm. (due around Dec 5)"
    assert seen.fields == {"heard": "2026-11-21T15:00+00:00", "due": "2026-12-05"}
    assert not seen.left
