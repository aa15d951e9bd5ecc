"""The agenda: unfinished actions first, and who may read it."""

from __future__ import annotations

import pytest

from cro_tui.actions.records import change
from cro_tui.report.audience import NotForAudience

BODY = "Northside Association"


def test_an_agenda_opens_with_unfinished_actions_then_what_is_to_be_decided(desk, papers, words, tables, problems):
    entries = [
        {"kind": "action", "text": "Paint the curb", "owner": "Cole", "due": "2026-10-20"},
        {"kind": "motion", "text": "Close the lane", "mover": "Ott", "result": "tabled"},
    ]
    desk.meeting(BODY, start="2026-10-13T18:30-05:00", entries=entries)
    concern = desk.concern("The alley is dark.")
    desk.meeting(BODY, start="2026-10-14T18:30-05:00", links=[concern.id])
    meeting = desk.meeting(
        BODY, place="Grange Hall", presiding="Lena Ott", agenda="Lights", next_meeting="2027-01-12 18:30"
    )
    document = papers.agenda(meeting)
    assert problems(document) == []
    shown = words(document)
    places = [
        shown.index(f"\n{one}\n")
        for one in ("Unfinished actions", "To be decided", "Order of business", "Next meeting")
    ]
    assert places == sorted(places)
    for line in (
        "PLACE:Grange Hall",
        "PRESIDING:Lena Ott",
        "DATE:Tuesday, 10 November 2026, 6:30 pm",
        "LAST MET:14 October 2026",
        "Motion of 13 October 2026, moved by Ott: Close the lane (tabled)",
        "Tuesday, 12 January 2027, 6:30\u00a0pm.",
    ):
        assert line in shown
    actions = next(rows for caption, rows in tables(document).items() if "overdue on the day" in caption)
    assert actions[1][1:] == ["Paint the curb", "Cole", "20\u00a0Oct\u00a02026", "OVERDUE 21 days"]
    assert tables(document)["Concerns raised at earlier meetings of this body"][1][1] == "The alley is dark."


def test_an_agenda_of_a_body_that_never_met_says_so(desk, papers, words):
    shown = words(papers.agenda(desk.meeting(start="2026-11-10")))
    for sentence in (
        "No action of an earlier meeting is open.",
        "No minutes wait to be approved, and no motion is open.",
        "Nothing was put on the agenda yet.",
        "To be agreed at the meeting.",
    ):
        assert sentence in shown


def test_an_agenda_is_for_the_audience_of_its_meeting(desk, papers, words):
    meeting = desk.meeting(BODY)
    with pytest.raises(NotForAudience, match="internal"):
        papers.agenda(meeting, audience="public")
    change(desk.notebook, meeting, {"sensitivity": "open"})
    desk.contact("Rosa Delgado")
    entries = [{"kind": "action", "text": "Call Parks", "owner": "Rosa Delgado"}]
    desk.meeting(BODY, start="2026-10-13", entries=entries, sensitivity="open")
    assert "Rosa Delgado" in words(papers.agenda(meeting))
    shown = words(papers.agenda(meeting, audience="public"))
    assert "Call Parks" in shown
    assert "Delgado" not in shown
