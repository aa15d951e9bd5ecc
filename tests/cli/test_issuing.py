"""``report --issue``: frozen once, written again byte for byte, taken back only by voiding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cro_tui.model.quarters import previous_quarter, quarter_of


@pytest.fixture
def told(cro):
    cro.ok("new", "concerns", "summary=Cars race on Elm Street", "heard=2026-08-01", "sensitivity=open")
    cro.ok("new", "recommendations", "text=Speed table", "made=2026-08-10")
    return cro


def test_issued_again_gives_the_same_bytes_and_says_since_when(told, tmp_path):
    first = Path(told.ok("report", "26Q3", "--issue"))
    assert first.name == "Community Relations Report 2026-Q3 (command).docx"
    told.ok("new", "concerns", "summary=One more", "heard=2026-08-02")
    again = told("report", "26Q3", "--issue", "-o", str(tmp_path / "again.docx"))
    assert "was issued for command on" in again.err
    assert Path(again.out.strip()).read_bytes() == first.read_bytes()
    today = told("report", "26Q3")
    assert "was issued for command on" in today.err
    assert "late: 1 entered since" in today.err
    assert Path(today.out.strip()).read_bytes() != first.read_bytes()
    assert "was issued" not in told("report", "26Q3", "--audience", "public").err


def test_only_voiding_with_a_reason_lets_it_be_issued_anew(told):
    first = Path(told.ok("report", "26Q3", "--issue"))
    (report,) = told("list", "reports", "--json").json
    told.ok("new", "concerns", "summary=One more", "heard=2026-08-02")
    assert "frozen" in told.refused(1, "set", report["id"], "document=")
    told.ok("set", report["id"], "voided=a wrong figure")
    again = told("report", "26Q3", "--issue")
    assert "was issued" not in again.err
    assert Path(again.out.strip()).read_bytes() != first.read_bytes()


def test_the_frozen_document_floods_no_list_and_is_whole_in_its_own_json(told):
    told.ok("report", "26Q3", "--issue")
    (report,) = told("list", "reports", "--json").json
    assert (report["quarter"], report["audience"], report["status"]) == ("2026-Q3", "command", "issued")
    assert not {"document", "holds"} & set(report)
    for words in (["list", "reports"], ["show", report["id"]], ["show", report["id"], "--history"]):
        assert len(told.ok(*words)) < 3_000
    whole = told.show(report["id"])
    assert len(whole["document"]) > 10_000
    assert len(whole["holds"]) == 2
    assert told.ok("find", "UEsDB") == "Nothing found."
    assert "2026-Q3" in told.ok("list", "reports", "--quarter", "26Q3")
    (made,) = told("list", "recommendations", "--json").json
    assert made["reports"] == [report["id"]]


def test_without_a_quarter_the_last_one_is_named_if_it_is_not_issued(told):
    last = previous_quarter(quarter_of(date.today().isoformat()))
    assert f"{last}, is not issued yet" in told("report").err
    told.ok("report", last, "--issue")
    assert f"{last}, is issued" in told("report").err


def test_what_cant_be_written_is_not_issued(told):
    assert "test_issuing.py" in told.refused(1, "report", "26Q3", "--issue", "-o", f"{__file__}/x.docx")
    assert told.ok("list", "reports") == "No reports."
    assert "not begun" in told.refused(1, "report", "2090-Q1", "--issue")


def test_an_issued_report_leaves_with_an_export_and_comes_back(told, another, tmp_path):
    first = Path(told.ok("report", "26Q3", "--issue"))
    for form in ("csv", "json"):
        told.ok("export", "reports", "--format", form, "-o", str(tmp_path / f"r.{form}"))
        fresh = another.on(tmp_path / f"home of {form}")
        fresh.ok("import", "reports", str(tmp_path / f"r.{form}"))
        assert Path(fresh.ok("report", "26Q3", "--issue")).read_bytes() == first.read_bytes()
    told.ok("export", "reports", "--without-restricted", "-o", str(tmp_path / "r.csv"))
    assert "UEsDB" not in (tmp_path / "r.csv").read_text()
