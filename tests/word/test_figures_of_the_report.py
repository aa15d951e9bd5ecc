"""Page one of the quarterly report: what stands beside its figures, and what its chart says that most was heard of."""

from __future__ import annotations

import re

FIGURES = "The quarter in figures"
PRACTICES = "Concerns about the department's own practices: "


def caption(words, document):
    return next(line for line in words(document).split("\n") if re.match(r"Figure 1\. ", line))


def test_a_first_quarter_stands_alone_in_every_table(desk, report, tables, words, problems):
    desk.concern(category="police service")
    for audience in ("command", "agency", "public"):
        document = report(audience)
        assert problems(document) == []
        shown = words(document)
        assert "uarter before" not in shown
        assert shown.count("first quarter on record") == 1
    found = tables(report())
    assert found[FIGURES][0] == ["Figure", "This quarter"]
    assert f"{PRACTICES}police service 1." in words(report())


def test_a_later_quarter_stands_beside_the_one_before(desk, report, tables, words):
    desk.concern(heard="2026-08-03", category="police service")
    found = tables(report())
    assert found[FIGURES][0] == ["Figure", "This quarter", "Quarter before", "Change"]
    assert f"{PRACTICES}police service 0 (1 the quarter before)." in words(report())


def test_chart_and_summary_name_the_same_leading_category(desk, report, words):
    for category in ("", "", "", "noise", "parking"):
        desk.concern(category=category)
    document = report()
    said = "Most heard of: noise and parking, 1 of 5 concerns each; 3 without a category"
    assert caption(words, document) == f"Figure 1. {said}."
    assert f"\n{said}.\n" in words(document)


def test_the_caption_says_what_the_chart_has_no_room_for(desk, report, words):
    for category in ("noise", "noise", "parking", "drugs", "theft", "disorder", "homelessness", "traffic/speeding", ""):
        desk.concern(category=category)
    said = r"Most heard of: noise, 2 of 9 concerns; 1 without a category"
    assert re.fullmatch(rf"Figure 1\. {said} \(\d further categor(y|ies) not shown\)\.", caption(words, report()))


def test_a_chart_of_uncategorized_concerns_names_no_category(desk, report, words):
    desk.concern()
    assert caption(words, report()) == "Figure 1. No concern was put in a category."


def test_a_concern_that_names_nobody_is_neither_informed_nor_not(desk, report, tables):
    desk.concern()
    desk.concern(anonymous=True)
    desk.concern(contact=desk.contact("Rosa Delgado").id)
    shown = [row[-1] for row in tables(report())["Concern log"][1:]]
    assert shown == ["new\nnobody named", "new\nanonymous", "new\nnot informed"]
