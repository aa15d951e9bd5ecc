"""Every place, at 80x24 and 120x40, in each theme, is drawn as it was when somebody last looked at it."""

from __future__ import annotations

import difflib

import pytest

from tests.tui.gallery import SNAPPED
from tests.tui.snapping import COMMAND, FOLDER, as_text, file_of
from tests.tui.walks import WALKS

ADVICE = f"""
Look at what changed: cut text without …, what no longer lines up, keys that are gone, colors. Where it is as it should
be, record it anew and look at the diff: {COMMAND} """


@pytest.mark.parametrize("walk", WALKS)
def test_the_places_look_as_they_did(gallery, walk):
    changed = []
    for picture in gallery.of(walk):
        if picture.size in SNAPPED:
            path = file_of(picture)
            before = path.read_text(encoding="utf-8").splitlines() if path.exists() else ["(no snapshot)"]
            now = as_text(picture).splitlines()
            if before != now:
                changed += difflib.unified_diff(before, now, f"snapshot {picture.name}", "now", lineterm="", n=2)
    if changed:
        pytest.fail("\n".join([*changed, f"{ADVICE}{walk}"]), pytrace=False)


def test_there_is_a_snapshot_of_every_place_and_of_no_other():
    places = {place.name for walk in WALKS.values() for place in walk}
    for width, height in SNAPPED:
        assert {path.stem for path in (FOLDER / f"{width}x{height}").glob("*.txt")} == places


def test_no_two_places_have_one_name():
    names = [place.name for walk in WALKS.values() for place in walk]
    assert len(names) == len(set(names))
