"""Whoever the officer means is found: by the beginning of a name, a slip, a sound, a number, or any word written."""

import random
import string
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cro_tui.find import Entry, Index

PEOPLE = {
    "zbigniew": ("Zbigniew Kowalczyk", "+1 (555) 010-2030"),
    "malgorzata": ("Małgorzata Dąbrowski", "555.010.4477"),
    "ingrid": ("Ingrid Schwarzenegger", ""),
    "kathryn": ("Kathryn Pfeiffer", ""),
    "stephen": ("Stephen Hughes", ""),
    "siobhan": ("Siobhán O'Brien", "(0)20 7946 0958"),
    "mai": ("Mai Nguyen", "555-0188 x12"),
    "joaquin": ("Joaquín Rodríguez", ""),
    "mohammed": ("Mohammed Hussein", ""),
    "geoffrey": ("Geoffrey Knight", ""),
    "soren": ("Søren Øvergård", ""),
    "angus": ("Angus MacDonald", ""),
    "agnieszka": ("Agnieszka Wojciechowski", ""),
    "olga": ("Olga Tchaikovsky", ""),
    "xavier": ("Xavier Beauchamp", ""),
    "ana": ("Ana de la Cruz", ""),
    "rebecca": ("Rebecca Johnson", ""),
    "thomas": ("Thomas Leigh", ""),
    "fatima": ("Fatima Abdullah", ""),
    "yilmaz": ("Ayşe Yılmaz", ""),
    "li": ("李明", ""),
}


def person(key: str, name: str, phone: str = "", text: str = "", **more: object) -> Entry:
    return Entry(key, "contact", 30, (name,), (phone,) if phone else (), text, **more)


def concern(key: str, text: str, number: str = "") -> Entry:
    return Entry(key, "concern", 0, (number,), (), text)


def filled(*entries: Entry) -> Index:
    index = Index()
    for entry in entries:
        index.put(entry)
    return index


def keys(index: Index, query: str, **more: object) -> list[str]:
    return [hit.key for hit in index.search(query, **more)]


@pytest.fixture(scope="module")
def people() -> Index:
    return filled(*(person(key, name, phone) for key, (name, phone) in PEOPLE.items()))


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("kowal", "zbigniew"),
        ("kovalchik", "zbigniew"),
        ("zbignew kowalczik", "zbigniew"),
        ("MALGORZATA dabrowsky", "malgorzata"),
        ("shwarzeneger", "ingrid"),
        ("catherine fifer", "kathryn"),
        ("steven hewes", "stephen"),
        ("obrien", "siobhan"),
        ("o'brien siobhan", "siobhan"),
        ("brien", "siobhan"),
        ("nguyin", "mai"),
        ("joaquin rodrigues", "joaquin"),
        ("muhamad husein", "mohammed"),
        ("jeffrey nite", "geoffrey"),
        ("soren overgard", "soren"),
        ("mcdonald", "angus"),
        ("mac donald angus", "angus"),
        ("wojchehowski", "agnieszka"),
        ("chaikovski", "olga"),
        ("zavier beecham", "xavier"),
        ("delacruz", "ana"),
        ("cruz ana", "ana"),
        ("jhonson", "rebecca"),
        ("rebeca jonson", "rebecca"),
        ("tomas lee", "thomas"),
        ("fatma abdulla", "fatima"),
        ("yilmaz", "yilmaz"),
        ("YILMAZ ayse", "yilmaz"),
        ("李", "li"),
        ("m n", "mai"),
    ],
)
def test_finds_the_person_meant(people, query, meant):
    assert keys(people, query)[0] == meant


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("5550102030", "zbigniew"),
        ("+1 555 010 2030", "zbigniew"),
        ("(555) 010-2030", "zbigniew"),
        ("555.010.2030", "zbigniew"),
        ("001 555 010 2030", "zbigniew"),
        ("0102030", "zbigniew"),
        ("2030", "zbigniew"),
        ("102", "zbigniew"),
        ("1 555 010 4477", "malgorzata"),
        ("+44 20 7946 0958", "siobhan"),
        ("0044 20 7946 0958", "siobhan"),
        ("555-0188 ext. 12", "mai"),
    ],
)
def test_finds_a_phone_in_any_format(people, query, meant):
    assert keys(people, query)[0] == meant


def test_the_best_end_of_a_number_comes_first():
    index = filled(person("inside", "A", "55512349"), person("end", "B", "5551234"), person("begins", "C", "1234555"))
    assert keys(index, "1234") == ["end", "begins", "inside"]


def test_digits_beside_a_name_are_part_of_a_phone_number():
    index = filled(person("one", "Rosa Garcia", "555-0102"), person("two", "Rosa Garcia", "555-0199"))
    assert keys(index, "garcia 0199") == ["two"]


def test_people_first_then_exact_before_prefix_before_slip_before_sound():
    index = filled(
        concern("text", "the kathryn house"),
        person("sounds", "Catherine"),
        person("slip", "Kathrym"),
        person("begins", "Kathrynne"),
        person("equal", "Kathryn"),
    )
    assert keys(index, "kathryn", kinds=["contact"]) == ["equal", "begins", "slip", "sounds"]
    assert keys(index, "kathryn")[:2] == ["equal", "begins"]
    assert set(keys(index, "kathryn")) == {"equal", "begins", "slip", "sounds", "text"}


def test_every_word_must_be_found_in_names_or_text():
    index = filled(
        person("rosa", "Rosa Pilar", text="12 Oak Street"),
        person("pilar", "Pilar Adams", text="9 Elm Street"),
        concern("noise", "Loud music on Oak Street", "26Q3-JDK3-014"),
    )
    assert keys(index, "pilar oak") == ["rosa"]
    assert keys(index, "oak street") == ["rosa", "noise"]
    assert keys(index, "oak banana") == []
    assert keys(index, "26q3-jdk3-014") == ["noise"]
    assert keys(index, "014") == ["noise"]
    assert keys(index, "street 12") == ["rosa"]
    assert keys(index, "musci") == ["noise"]


def test_only_the_kinds_that_are_asked_for():
    index = filled(person("p", "Oak Lane"), concern("c", "oak tree"))
    assert keys(index, "oak", kinds=["concern"]) == ["c"]
    assert keys(index, "oak", kinds=[]) == []


def test_says_which_word_matched_unless_masked():
    index = filled(person("open", "Kowalczyk"), person("hidden", "Kowalczyk", masked=True))
    why = {hit.key: (hit.why, hit.masked) for hit in index.search("kowalczik")}
    assert why == {"open": ("like kowalczyk", False), "hidden": ("", True)}
    assert filled(person("p", "Ann", "555-0100")).search("5550100")[0].why == "phone 5550100"


@pytest.mark.parametrize("query", ["", " ", "!", "'", "[/b]", "\x1b[31m", "\u202e", "()", "+", "-", "x", "ext 5", "🙂"])
def test_any_query_is_harmless(people, query):
    found = {hit.key for hit in (*people.search(query), *people.similar(query, "contact"))}
    assert found <= PEOPLE.keys()
    assert keys(people, "kowalczyk") == ["zbigniew"]


def test_short_queries_are_capped_and_limits_kept():
    index = filled(*(person(str(n), f"Ma{n:04} Mo", f"555-{n:04}") for n in range(500)))
    for query in ("m", "ma", "ma mo", "555", "5"):
        assert len(index.search(query, limit=20)) <= 20
    assert index.search("ma", limit=0) == []


def test_putting_again_replaces_and_dropping_forgets():
    index = filled(person("p", "Rosa Garcia", "555-0100", "Elm Street"))
    index.put(person("p", "Rosa Adams", "555-0199", "Oak Street"))
    for gone in ("garcia", "0100", "elm"):
        assert keys(index, gone) == []
    for here in ("adams", "0199", "oak", "rosa", "street"):
        assert keys(index, here) == ["p"]
    index.put(concern("p", "now a concern about Oak Street"))
    assert keys(index, "oak", kinds=["concern"]) == ["p"]
    assert keys(index, "oak", kinds=["contact"]) == []
    index.drop("p")
    index.drop("p")
    assert keys(index, "oak") == []
    assert len(index) == 0
    assert "p" not in index


def test_new_words_are_found_after_a_search_has_remembered_others():
    index = filled(person("a", "Kowalski"))
    assert keys(index, "kovalski") == ["a"]
    index.put(person("b", "Kovalsky"))
    assert set(keys(index, "kovalski")) == {"a", "b"}
    index.drop("a")
    assert keys(index, "kovalski") == ["b"]


_texts = st.text(alphabet="abc é'1- ", max_size=12)
_entries = st.builds(
    Entry,
    key=st.sampled_from("pqrst"),
    kind=st.sampled_from(["contact", "concern"]),
    names=st.tuples(_texts),
    phones=st.one_of(st.just(()), st.tuples(st.text(alphabet="0123 -", max_size=6))),
    text=_texts,
)


@given(st.lists(st.one_of(_entries, st.sampled_from("pqrst")), max_size=15), _texts)
def test_after_any_puts_and_drops_it_is_like_one_built_anew(steps, query):
    index, standing = Index(), {}
    for step in steps:
        if isinstance(step, Entry):
            index.put(step)
            standing[step.key] = step
        else:
            index.drop(step)
            standing.pop(step, None)
        index.search(query)
    anew = filled(*standing.values())
    assert sorted(index.search(query)) == sorted(anew.search(query))
    assert sorted(index.similar(query, "concern")) == sorted(anew.similar(query, "concern"))


def test_is_searched_while_it_is_built():
    chance = random.Random(3)
    entries = [person(str(n), "".join(chance.choices(string.ascii_lowercase, k=6)), f"555{n:04}") for n in range(3000)]
    index = filled(person("first", "Zachariah"))
    problems: list[BaseException] = []

    def build() -> None:
        try:
            for entry in entries:
                index.put(entry)
            for entry in entries[::2]:
                index.drop(entry.key)
        except BaseException as problem:
            problems.append(problem)

    builder = threading.Thread(target=build)
    builder.start()
    while builder.is_alive():
        assert keys(index, "zachariah")[0] == "first"
        index.search("zakariah")
        index.search("5550")
    builder.join()
    assert problems == []
    assert len(index) == 1 + 1500


class TestSimilar:
    def concerns(self) -> Index:
        return filled(
            concern("speed", "Cars speeding past Kennedy School on Elm Street at dismissal"),
            concern("music", "Loud music after midnight on Oak Street"),
            concern("dogs", "Dogs barking all night on Elm Street"),
            concern("paint", "Graffiti on the underpass wall"),
            person("p", "Elm Speeding"),
            *(concern(f"other{n}", f"Something about matter {n} on a street") for n in range(30)),
        )

    def test_finds_what_shares_the_telling_words(self):
        similar = self.concerns().similar("Somebody speeds by the school on Elm Street", "concern")
        assert similar[0].key == "speed"
        assert "elm" in similar[0].why

    def test_slips_and_unfinished_words_count(self):
        assert self.concerns().similar("grafitti at the under", "concern")[0].key == "paint"

    def test_common_words_alone_are_nothing(self):
        assert self.concerns().similar("a street", "concern") == []
        assert self.concerns().similar("", "concern") == []

    @pytest.mark.parametrize(
        "text",
        [
            "We need more light on Oak Street",  # shares the street's name and words about anything
            "There should be a place for people to walk dogs",
            "Music lessons are needed at the library",
        ],
    )
    def test_one_word_in_common_is_not_the_same_thing_in_a_small_notebook(self, text):
        small = filled(
            concern("music", "Loud music after midnight. There should be more for people to do, they need it."),
            concern("dogs", "Dogs barking all night on Elm Street; we need more done"),
            concern("paint", "Graffiti at the underpass by Oak and Main"),
        )
        assert small.similar(text, "concern") == []
        assert [hit.key for hit in small.similar("Barking dogs again on Elm", "concern")] == ["dogs"]

    def test_what_is_rare_is_counted_among_its_kind(self):
        index = filled(
            *(person(f"p{n}", f"Person {n}") for n in range(200)),
            *(concern(f"c{n}", f"Bowling Green needs number{n}") for n in range(12)),
        )
        assert index.similar("Bowling Green wants a bridge", "concern") == []
        index.drop("c11")
        assert [hit.key for hit in index.similar("Bowling Green wants number5", "concern")] == ["c5"]

    def test_other_kinds_are_left_out_and_the_limit_kept(self):
        hits = self.concerns().similar("elm street night", "concern", limit=1)
        assert len(hits) == 1
        assert hits[0].key != "p"


def test_one_huge_text_is_found_like_any_other():
    index = filled(concern("huge", "x" * 50_000 + " needle " + "word " * 20_000))
    assert keys(index, "needle") == ["huge"]
    assert keys(index, "needle word") == ["huge"]


@pytest.mark.parametrize("piece", ["a ", " ", "ab", "1 ", "- ", "x", "é", "Ma'"])
def test_a_hundred_thousand_characters_anywhere_are_harmless(piece):
    endless = piece * (100_000 // len(piece))
    index = filled(Entry("endless", "contact", 30, (endless,), (endless,), endless), person("rosa", "Rosa Pilar"))
    index.search(endless)
    index.similar(endless, "contact")
    assert keys(index, "rosa") == ["rosa"]
    index.drop("endless")
