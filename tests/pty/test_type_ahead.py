"""Whatever is typed ahead, from the start of the program on and across every change of the screen, lands where it was
meant for: at once, in one piece, or with the pauses of a hand.

Nothing is timed: each test waits for what must come of the keys.
"""

from __future__ import annotations

import random
import sys

import pytest

from cro_tui.model.concern import Concern
from cro_tui.store.notebook import Notebook
from tests.pty.scenes import (
    ENTER,
    F5,
    F7,
    SAVE,
    SCENES,
    TAB,
    Scene,
    entries,
    furnished_home,
    narratives,
)  # fmt: skip
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
SECONDS = 40
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
PLAIN = [scene for scene in SCENES if not set(scene.keys) & {SAVE, "\x1a", "\x7f", TAB}]
"""Scenes that a terminal may still take as lines: their keys can come before the program is there at all."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The home that all tests begin with."""
    home = tmp_path_factory.mktemp("made")
    furnished_home(home)
    return home


def opened(home):
    return Terminal([sys.executable, "-m", "cro_tui", "--home", str(home)])


def came(scene, home):
    """Whether the notebook says that it came as it was meant."""
    try:
        return scene.came(Notebook.open(home))
    except (ValueError, IndexError, StopIteration):
        return False


def play(scene, home, pauses=None, *, begin=lambda terminal: terminal.is_taken()):
    """Types the scene as soon as *begin* says so, with *pauses* in seconds after its parts; whether it came."""
    with opened(home) as terminal:
        assert begin(terminal), terminal.text
        for part in scene.keys.split("|"):
            terminal.feed(part)
            if pauses is not None:
                terminal.pass_time(next(pauses))
        assert terminal.shows(lambda _text: came(scene, home), SECONDS), terminal.text
    assert came(scene, home)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_typed_in_one_piece_as_soon_as_the_terminal_is_taken(scene, made, at_home):
    play(scene, at_home(made))


@pytest.mark.parametrize("scene", SCENES[3::3], ids=lambda scene: scene.name)
def test_typed_in_one_piece_when_all_stands(scene, made, at_home):
    play(scene, at_home(made), begin=lambda terminal: terminal.shows("Lamp out", SECONDS))


@pytest.mark.parametrize("after", [0, 100, 200, 300, 450, 600])
def test_a_concern_typed_so_many_ms_after_the_start_is_whole(after, made, at_home):
    home, words = at_home(made), "speeding on Elm, past the school, each night at ten"
    scene = Scene("", words + ENTER, lambda book: narratives(book)[3:] == [words])
    with opened(home) as terminal:
        terminal.feed_at(after / 1000, scene.keys)
        assert terminal.shows(lambda _text: came(scene, home), SECONDS), terminal.text


@pytest.mark.parametrize("seed", range(3))
def test_typed_by_a_hand_that_halts(seed, made, at_home):
    chance = random.Random(seed)
    play(chance.choice(SCENES), at_home(made), iter(lambda: chance.uniform(0, 0.3), None))


def test_two_hundred_lines_pasted_into_minutes_with_more_typed_behind(made, at_home):
    home, lines = at_home(made), [f"line {number} of what was said" for number in range(200)]
    wanted = [("note", line) for line in [*lines, "and this by hand"]]
    keys = F5 + ENTER + PASTE + "\r".join(lines) + PASTED + "and this by hand" + ENTER
    play(Scene("", keys, lambda book: entries(book, "Northside") == wanted), home)


def test_a_letter_typed_behind_a_key_that_nothing_answers_is_not_lost(made, at_home):
    keys = f"{F7}\x1b[5~\x1b[6~/oak{ENTER}n|Behind it{ENTER}"
    play(Scene("", keys, lambda book: narratives(book)[-1] == "Behind it"), at_home(made))


@pytest.mark.campaign
@pytest.mark.timeout(0)
@pytest.mark.parametrize("after", [number * 0.05 for number in range(13)])
def test_every_scene_at_every_moment_of_the_start_by_many_hands(after, made, tmp_path):
    import shutil

    for number, scene in enumerate(SCENES):
        for pause in (0, 0.02, 0.1, 0.25):
            home = tmp_path / f"{number} {pause}"
            shutil.copytree(made, home)
            chance = random.Random(f"{after} {number} {pause}")

            def begin(terminal, scene=scene):
                terminal.pass_time(after)
                return scene in PLAIN or terminal.is_taken()

            play(scene, home, iter(lambda pause=pause, chance=chance: chance.uniform(0, pause), None), begin=begin)
            assert not [one for one in Notebook.open(home).all(Concern) if one.conflicts]
