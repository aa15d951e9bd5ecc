"""The one table of commands: only keys that arrive, and everything made from it agrees with it."""

from __future__ import annotations

import pytest

from cro_tui.tui.commands import COMMANDS, EVERYWHERE, arrives, bindings, is_function_key, key_table, usable_keymap
from tests.tui.first_room import First


def keys_of(command):
    return [key.strip() for key in command.key.split(",")]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_key_of_the_table_arrives_in_every_terminal(command):
    assert all(arrives(key) for key in keys_of(command))


@pytest.mark.parametrize(
    "key",
    ["ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket", "ctrl+space", "ctrl+enter", "ctrl+b",
     "shift+enter", "alt+a", "f10", "f11", "f12", "ctrl+shift+a", "ctrl+1", "shift+f1", "A b", "é", ""],
)  # fmt: skip
def test_keys_that_some_terminal_never_sends_are_known(key):
    assert not arrives(key)


def test_function_keys_come_before_any_fields_own_keys():
    bound = [binding for binding in bindings(EVERYWHERE) if is_function_key(binding.key)]
    assert len(bound) == 9
    assert all(binding.priority for binding in bound)


def test_ids_are_unique_and_no_place_has_a_key_twice():
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))
    placed = [(command.place, key) for command in COMMANDS for key in keys_of(command)]
    assert len(placed) == len(set(placed))


def test_the_readme_table_names_every_command_with_its_key():
    table = key_table()
    assert all(command.help in table for command in COMMANDS)
    assert "| `F2` | Write down a concern" in table


def test_an_officers_own_key_is_used_and_a_bad_one_refused_with_a_sentence():
    used, refused = usable_keymap({"blank": "ctrl+g", "palette": "alt+p", "nonsense": "x"})
    assert used == {"blank": "ctrl+g"}
    assert len(refused) == 2
    assert "alt+p" in refused[0]
    assert "nonsense" in refused[1]


async def test_the_officers_own_key_works_and_stands_in_the_key_bar():
    app = First(keys={"blank": "ctrl+g"})
    async with app.run_test() as pilot:
        await pilot.press("ctrl+g")
        assert type(app.screen).__name__ == "Blank"
        await pilot.press("x")
        assert "ctrl+g Blank" in "".join(segment.text for segment in app.screen.bar.render_line(1))
