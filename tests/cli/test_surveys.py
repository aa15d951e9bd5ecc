"""Surveys on the command line: begun, asked, taken in, shown."""

from __future__ import annotations

import csv
import io


def test_a_wave_from_beginning_to_end(cro, tmp_path):
    cro.ok("new", "surveys", "title=Town survey 2026", "wave=2026", "sample=probability", "invited=50")
    survey = cro("list", "surveys", "--json").json[0]
    assert len(survey["questions"]) == 31
    cro.ok("set", survey["id"], "questions+=behavior: Officers say hello.")
    cro.ok("new", "responses", "survey=Town survey 2026", "answers=perf1=4 perf2=d perf3=-", "comments=More lamps")
    assert "can't be changed" in cro.refused(1, "set", survey["id"], "questions+=behavior: Polite?")
    assert "scale" in cro.refused(1, "new", "responses", "survey=Town", "answers=perf1=8")
    file = tmp_path / "forms.csv"
    file.write_text("perf1,perf2,comment\n5,4,\n2,99,Slow down\nBoth,3,\n", "utf-8")
    answer = cro("import", "surveys", str(file), "--map", "survey=Town survey 2026")
    assert answer.status == 1
    assert answer.out == "1 added, 0 here already, 2 bad, of 3 rows.\n"
    assert "row 3: perf2 says “99”" in answer.err
    assert "--code" in answer.err
    codes = ["--code", "99=don't know", "--code", "Both=several"]
    assert cro.ok("import", "surveys", str(file), "--map", f"survey={survey['id']}", *codes).startswith(
        "2 added, 1 here"
    )
    shown = cro.ok("show", survey["id"])
    assert "2 of 3 favorable" in shown.replace(" favorable (", " favorable\n(")
    assert "4 of 50 forms came back (8%)" in shown
    table = list(csv.DictReader(io.StringIO(cro.ok("export", "surveys", "--survey", "Town"))))
    assert table[0]["text"].startswith("All in all")
    assert cro.ok("export", "responses", "--survey", "Town").count("\n") == 4
    cro.ok("set", survey["id"], "closed=today")
    assert "closed" in cro.refused(1, "new", "responses", "survey=Town", "answers=perf1=4")


def test_what_does_not_fit_is_named(cro, tmp_path):
    file = tmp_path / "forms.csv"
    file.write_text("perf1\n4\n", "utf-8")
    assert "--map survey=ID" in cro.refused(1, "import", "surveys", str(file))
    assert "Nowhere" in cro.refused(1, "import", "surveys", str(file), "--map", "survey=Nowhere")
    assert "--code" in cro.refused(2, "import", "contacts", str(file), "--code", "99=blank")
    cro.ok("new", "surveys", "title=A")
    assert "SAID=MEANING" in cro.refused(2, "import", "surveys", str(file), "--map", "survey=A", "--code", "99")
    assert "means" in cro.refused(1, "import", "surveys", str(file), "--map", "survey=A", "--code", "99=perhaps")
    assert "--survey" in cro.refused(2, "export", "contacts", "--survey", "A")


def test_memo_and_paper_form_in_word(cro, tmp_path):
    cro.ok("new", "surveys", "title=Town survey")
    survey = cro("list", "surveys", "--json").json[0]["id"]
    answer = cro("word", "survey", survey[-8:], "-o", str(tmp_path / "memo.docx"))
    assert answer.status == 0
    assert "Single forms are not shown" in answer.err
    form = cro.ok("word", "survey", "Town survey", "--form", "-o", str(tmp_path / "form.docx")).strip()
    assert form == str(tmp_path / "form.docx")
    assert (tmp_path / "memo.docx").stat().st_size != (tmp_path / "form.docx").stat().st_size > 5_000
    assert "--form" in cro.refused(2, "word", "week", "--form")
    assert "ID" in cro.refused(2, "word", "survey")
    cro.refused(1, "word", "survey", "Nowhere")
