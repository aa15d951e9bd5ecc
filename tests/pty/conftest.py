"""Homes for the tests in a terminal, and, after them, what they counted."""

from __future__ import annotations

import shutil

import pytest

COUNTED = "keystrokes"


@pytest.fixture
def at_home(tmp_path):
    """Makes the test's own copy of a home."""
    return lambda made: shutil.copytree(made, tmp_path / "home")


def pytest_terminal_summary(terminalreporter):
    """The table of the jobs: how many keys each took, and how many it may take."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    rows = [
        row
        for report in reports
        for name, row in getattr(report, "user_properties", ())
        if name == COUNTED and report.when == "call"
    ]
    if rows:
        terminalreporter.section("keystrokes besides the text")
        for job, keys, allowed, typed in rows:
            terminalreporter.write_line(f"{job:48} {keys:3} of {allowed:3}   {typed}")
