"""Problem-solving projects on paper: in the quarter's report by stage, and whole in a dossier of their own."""

from __future__ import annotations

from datetime import date

from cro_tui.actions import problems as verbs
from cro_tui.actions.records import change

ASSESSED = {
    "as_planned": "in part",
    "goal_met": "yes",
    "assessment": "It is quiet.",
    "displacement": "Slate Lane, some.",
}


def racing(desk, **typed):
    concern = desk.concern("Cars race", heard="2026-11-03")
    made = verbs.begin(desk.notebook, "Racing on the hill", [concern], {"opened": "2026-11-04", **typed}).record
    made = verbs.respond(
        desk.notebook, made, {"what": "Signs", "owner": "Works", "due": "2026-12-01", "done": "2026-12-02"}
    ).record
    count = {"what": "Cars over 35", "before": 140, "before_when": "May", "after": 61, "after_when": "December"}
    return verbs.measure(desk.notebook, made, count).record


def test_the_report_tells_what_was_done_and_what_was_counted(desk, report, tables, words, problems):
    racing(desk)
    document = report()
    assert problems(document) == []
    rows = tables(document)["Problem-solving projects, by stage of the SARA model"]
    assert rows[1][:2] == ["Racing on the hill\n1 concern, 1 person; no owner", "scanning"]
    assert "Done: Signs (Works, 2 Dec)" in rows[1][2]
    counts = tables(document)["What was counted before the responses and after them"]
    assert counts[1][1:4] == ["Cars over 35", "140\nMay", "61\nDecember"]
    assert "What came of them" not in words(document)


def test_what_came_of_an_assessed_one_is_told(desk, report, words):
    made = verbs.assess(desk.notebook, racing(desk), ASSESSED).record
    verbs.close(desk.notebook, made, "2026-12-20")
    text = words(report())
    assert "Done as planned: in part. Goal met: yes. Assessment: It is quiet. Displacement: Slate Lane, some." in text


def test_without_any_the_report_says_so_in_a_sentence(desk, report, words, tables):
    document = report()
    assert "No problem-solving project was open in the quarter." in words(document)
    assert "What was counted before the responses and after them" not in tables(document)


def test_another_audience_reads_nothing_of_an_internal_one(desk, report, words):
    racing(desk)
    text = words(report("public"))
    assert "No problem-solving project that this report may show was open in the quarter." in text
    assert "Racing" not in text


def test_its_own_words_stand_in_the_report(desk, report, words):
    from cro_tui.actions.reports import For, say

    racing(desk)
    say(desk.notebook, For("2026-Q4", "command"), "projects", "Two more are being scanned.")
    assert "Two more are being scanned." in words(report())


def test_the_dossier_holds_the_whole_story(desk, papers, tables, words, problems):
    made = racing(desk, statement="Nobody dares to cross.", harm="Fear", offender="Drivers at night")
    document = papers.dossier(verbs.assess(desk.notebook, made, ASSESSED).record)
    assert problems(document) == []
    found = tables(document)
    assert ["Harm", "Fear"] in found["Problem statement and CHEERS test (7)"]
    assert ["Community", "–"] in found["Problem statement and CHEERS test (7)"]
    assert any(row[0] == "Offender" for row in next(rows for name, rows in found.items() if "Crime triangle" in name))
    assert found["What was counted, before the responses and after them"][1][1] == "140"
    text = words(document)
    for said in (
        "1 concern of 1 person, first heard 3 November 2026",
        "1 of 1 response done",
        "Goal met: yes",
        "Cars race",
    ):
        assert said in text


def test_a_dossier_says_that_it_was_voided(desk, papers, words):
    made = change(desk.notebook, racing(desk), {"voided": "entered twice"}).record
    assert "VOIDED: entered twice" in words(papers.dossier(made))


def test_the_dossier_of_a_concern_names_its_project(desk, papers, words):
    made = racing(desk)
    assert "In the project “Racing on the hill” (scanning)." in words(
        papers.dossier(desk.notebook.get(made.concerns[0]))
    )


def test_the_week_sheet_tells_of_responses_done_and_projects_closed(desk, papers, words):
    made = verbs.assess(desk.notebook, racing(desk), ASSESSED).record
    verbs.close(desk.notebook, made, "2026-12-03")
    text = words(papers.week(date(2026, 12, 2)))
    assert "Response done: Signs (Racing on the hill)" in text
    assert "Project closed (goal met: yes): Racing on the hill" in text
