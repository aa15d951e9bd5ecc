"""The documents in ``exports/`` are those that the program makes today, and ``exports/README.md`` names them all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

EXPORTS = Path(__file__).parents[2] / "exports"


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.skipif(os.name == "nt", reason="the samples are made in a time zone that Windows does not take from TZ")
def test_the_samples_are_current_and_sound(tmp_path, problems):
    surroundings = {key: value for key, value in os.environ.items() if key != "CRO_HOME"} | {"TZ": "America/New_York"}
    command = [sys.executable, str(EXPORTS / "make.py"), "documents", str(tmp_path)]
    subprocess.run(command, env=surroundings, check=True, timeout=110)
    made, kept = ({path.name: path for path in folder.glob("*.docx")} for folder in (tmp_path, EXPORTS))
    assert sorted(made) == sorted(kept)
    for name, path in made.items():
        assert problems(path.read_bytes()) == [], name
        assert parts_of(path) == parts_of(kept[name]), f"{name} is not current: python exports/make.py pages"


def test_the_readme_names_every_sample_and_shows_every_page():
    text = (EXPORTS / "README.md").read_text("utf-8")
    links = {bracketed or bare for bracketed, bare in re.findall(r"\]\((?:<([^>]+)>|([^)<]+))\)", text)}
    assert {path.name for path in EXPORTS.glob("*.docx")} <= links
    assert {f"pictures/{path.name}" for path in (EXPORTS / "pictures").glob("page-*.png")} <= links
    assert all((EXPORTS / one).exists() for one in links)
