"""Two laptops work on one survey without having seen each other: questions, forms and codes of both are there after."""

from __future__ import annotations

import pytest

from cro_tui.actions import surveys
from cro_tui.exchange.forms import import_forms
from cro_tui.model.survey import Survey
from cro_tui.report.surveying import results
from tests.share.stations import Counted


@pytest.fixture
def share(folder: Counted) -> Counted:
    return folder


def test_what_two_laptops_did_to_a_survey_comes_together(jane, omar, share, tmp_path):
    survey = surveys.start(jane.notebook, {"title": "Town survey"}).record
    jane.sync()
    omar.sync()
    for laptop, text in ((jane, "Officers wave."), (omar, "Officers stop.")):
        seen = laptop.notebook.of(Survey, survey.id)
        surveys.set_question(laptop.notebook, seen, "", {"topic": "behavior", "text": text})
    for laptop, said in ((jane, "99"), (omar, "88")):
        file = tmp_path / f"{said}.csv"
        file.write_text(f"perf1,perf2\n4,{said}\n", "utf-8")
        seen = laptop.notebook.of(Survey, survey.id)
        import_forms(laptop.notebook, seen, file, (), [(said, "don't know")])
        surveys.key_in(laptop.notebook, laptop.notebook.of(Survey, survey.id), {"perf1": "5"})
    for laptop in (jane, omar, jane):
        laptop.sync()
    for laptop in (jane, omar):
        together = laptop.notebook.of(Survey, survey.id)
        assert together.conflicts == {}
        assert {"Officers wave.", "Officers stop."} <= {one.text for one in together.asked}
        assert {row["said"] for row in together.codes} == {"99", "88"}
        found = results(laptop.notebook, together)
        assert found.returned == 4
        assert found.tallies[0].counts == {"4": 2, "5": 2}
        assert found.unknown == 0
