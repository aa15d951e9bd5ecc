"""In a real terminal every key typed from the moment of starting arrives in the line."""

from __future__ import annotations

import os
import sys

import pytest

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.pty.terminal import Terminal

FIRST = (sys.executable, "-c", "from tests.tui.first_room import First; First().run()")
TYPED = "speeding on Elm St "


@pytest.mark.parametrize("after", [0, 20, 50, 100, 150, 200, 250, 300, 400, 500, 600])
def test_a_burst_typed_after_so_many_ms_arrives_whole(after):
    with Terminal(FIRST) as terminal:
        terminal.feed_at(after / 1000, TYPED + "Zebra")
        assert terminal.shows(TYPED + "Zebra"), terminal.text


def test_single_keys_all_through_the_start_arrive_in_order():
    with Terminal(FIRST) as terminal:
        letters = "abcdefghijklmnopqrstuvwxyz0123456789"
        for number, letter in enumerate(letters):
            terminal.feed_at(number * 0.017, letter)
        assert terminal.shows(letters), terminal.text


def test_keys_after_a_function_key_typed_at_once_do_not_get_lost():
    with Terminal(FIRST) as terminal:
        terminal.feed_at(0.3, "one\x1bOQtwo")
        assert terminal.shows("onetwo"), terminal.text


def test_keys_typed_at_once_after_tab_land_in_the_next_field():
    with Terminal(FIRST) as terminal:
        assert terminal.shows("Summary"), terminal.text
        terminal.feed("first\tsecond\t\tthird")
        assert terminal.shows(lambda text: "▌ first " in text and "Summary         ▌ second " in text), terminal.text
        assert terminal.shows("Place           ▌ third "), terminal.text


def test_the_terminal_is_given_back_as_it_was():
    with Terminal(FIRST) as terminal:
        terminal.feed("x")
        assert terminal.shows("F1 Help"), terminal.text
        terminal.feed("\x11")
        while terminal.read(5):
            pass
        assert b"\x1b[?1049l" in terminal.raw
        assert b"Traceback" not in terminal.raw


def test_a_pasted_escape_sequence_is_not_obeyed():
    with Terminal(FIRST) as terminal:
        assert terminal.shows("Summary"), terminal.text
        terminal.feed(b"\x1b[200~a\x1b]0;title\x07b\x1b[201~")
        assert terminal.shows("title"), terminal.text
        assert b"\x1b]0;title" not in terminal.raw


@pytest.mark.parametrize("letters", ["half a sentence", "h"])
def test_what_is_typed_at_the_start_and_left_at_once_comes_back(tmp_path, letters):
    program = (sys.executable, "-m", "cro_tui", "--home", str(tmp_path))
    with Terminal(program) as terminal:
        assert terminal.is_taken()
        terminal.feed(f"{letters}\x11")
        while terminal.read(5):
            pass
        assert terminal.ended
    with Terminal(program) as terminal:
        assert terminal.shows(f"▌ {letters} "), terminal.text
