"""The report's own words, with none, one and many."""

from __future__ import annotations

from cro_tui.actions import concerns


def test_an_empty_quarter_says_so_in_five_lines(office):
    assert office.facts().summary == (
        "No recommendation was open from earlier quarters.",
        "No concerns heard: nothing is on record up to the quarter's end.",
        "Nobody voiced a concern in the quarter.",
        "No potential problem is watched.",
        "No residents told what became of their concern.",
    )


def test_one_of_each(office):
    mai, ana = office.person("Mai Nguyen"), office.person("Ana Ruiz")
    one = office.concern(heard="2026-07-02", category="noise", contact=mai.id)
    concerns.close(office.notebook, one, "resolved", "2026-08-01")
    told = office.concern(heard="2026-05-02", contact=ana.id)
    concerns.tell(office.notebook, told, "phone: soon", "2026-08-02")
    office.concern(kind="potential problem", rating="experienced", heard="2026-06-02", watch="2026-11-01")
    office.at("2026-02-01").recommendation()
    assert office.facts().summary == (
        "1 earlier recommendation: undecided.",
        "1 concern heard, down from 2 the quarter before; 2 open at the quarter's end, earlier ones included.",
        "Most heard of: noise, 1 of 1 concern, up from 0 the quarter before.",
        "1 potential problem watched, experienced.",
        "1 of 2 residents told what became of their concern; 1 concern told of, not fixed; 1 concern closed without "
        "telling.",
    )


def test_many_of_each(office):
    both = [office.concern(f"Lights out\nat the pavilion {end}", channel="phone", neighborhood="Alder Park", heard=day)
            for end, day in (("again.", "2026-07-03"), ("still.", "2026-07-04"))]  # fmt: skip
    office.link(*both)
    for rating in ("evidenced", "evidenced", "potential"):
        office.concern(kind="potential problem", rating=rating, heard="2026-07-05", watch="2026-11-01")
    office.at("2026-02-01").recommendation()
    office.recommendation(outcome="in progress")
    became, heard, most, coming, _ = office.facts(on="2026-08-20").summary
    assert became == "2 earlier recommendations: 1 undecided, 1 in progress."
    assert heard == "5 concerns heard, up from 0 the quarter before; 5 open on 20 August 2026, earlier ones included."
    assert (
        most
        == "Most voices: Lights out at the pavilion again (Alder Park): 2 people, 1 channel, first heard 3 July 2026."
    )
    assert coming == "3 potential problems watched, 2 of them evidenced."


def test_concerns_without_category_and_channel_make_whole_sentences(office):
    office.concern()
    assert office.facts().summary[2] == "No concern was put in a category."
    office.link(office.concern("Dogs"), office.concern("Dogs"))
    assert office.facts().summary[2] == "Most voices: Dogs: 2 people, first heard 3 August 2026."


def test_no_sentence_holds_a_percentage_and_a_running_quarter_says_so(office):
    office.concern()
    facts = office.facts(on="2026-08-20")
    assert "%" not in " ".join((*facts.summary, *facts.method))
    assert "The quarter has not ended: the figures are those of the day." in facts.method
    assert "The quarter has not ended" not in " ".join(office.facts().method)
