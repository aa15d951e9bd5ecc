"""The one table of commands: only keys that arrive, and everything made from it agrees with it."""

from __future__ import annotations

import pytest

from cro_tui.tui.app import CroTui
from cro_tui.tui.commands import COMMANDS, EVERYWHERE, bindings, is_function_key, key_table
from cro_tui.tui.desk import Desk
from cro_tui.tui.own_keys import arrives, usable_keymap
from tests.tui.first_room import First
from tests.tui.officer import settled


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


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ({"blnk": "f9"}, "no command “blnk”; is it “blank”?"),
        ({"blank": "ctrl+i"}, "“ctrl+i” for blank does not arrive in every terminal (it is the same as tab); F9 stays"),
        ({"blank": "F12"}, "“f12” for blank does not arrive in every terminal (many keep F10 to F12 for their own"),
        ({"blank": "ctrl+m"}, "ctrl+m"),
        ({"blank": "ctrl+shift+x"}, "ctrl+shift+x"),
        ({"blank": "f13"}, "f13"),
        ({"blank": "nokey"}, "nokey"),
        ({"blank": ""}, "“”"),
        ({"blank": "q"}, "“q” for blank is a key to type with"),
        ({"save": "slash"}, "“slash” for save is a key to type with"),
        ({"blank": "ctrl+g,space"}, "“space” for blank is a key to type with"),
        ({"blank": "enter"}, "“enter” for blank is needed to move about"),
        ({"blank": "f2"}, "“f2” for blank is New’s (room.capture); F9 stays"),
        ({"find.copy": "f2"}, "“f2” for find.copy is New’s"),
        ({"blank": "ctrl+s"}, "“ctrl+s” for blank is Save’s"),
        ({"save": "f9"}, "“f9” for save is Blank’s"),
        ({"reports.issue": "w"}, "“w” for reports.issue is Write’s (reports.write)"),
        ({"reports.issue": "slash"}, "“slash” for reports.issue is Filter’s (list.filter)"),
        ({"capture.link": "ctrl+n"}, "“ctrl+n” for capture.link is"),
    ],
)
def test_a_key_that_cannot_be_used_is_refused_with_a_sentence(wanted, named):
    used, refused = usable_keymap(wanted)
    assert used == {}
    assert len(refused) == 1
    assert named in refused[0]


def test_two_commands_may_change_places_and_a_list_takes_letters():
    wanted = {"room.capture": "f3", "room.find": "F2", "find.copy": "z", "list.filter": "ctrl+g,plus", "blank": "f9"}
    used, refused = usable_keymap(wanted)
    assert used == {**wanted, "room.find": "f2"}
    assert refused == []


def test_a_key_is_not_given_away_by_a_command_that_has_to_keep_it():
    used, refused = usable_keymap({"room.capture": "f3", "room.find": "nokey"})
    assert used == {}
    assert ["“f3” for room.capture" in refused[0], "nokey" in refused[1]] == [True, True]


def test_of_two_that_want_one_key_the_first_has_it():
    used, refused = usable_keymap({"blank": "ctrl+g", "sync": "ctrl+g"})
    assert used == {"blank": "ctrl+g"}
    assert "“ctrl+g” for sync is Blank’s" in refused[0]


async def test_the_officers_own_key_works_and_stands_in_the_key_bar():
    app = First(keys={"blank": "ctrl+g"})
    async with app.run_test() as pilot:
        await pilot.press("ctrl+g")
        assert app.blanked
        await pilot.press("x")
        assert "ctrl+g Blank" in "".join(segment.text for segment in app.screen.bar.render_line(1))


async def test_a_look_that_cannot_be_used_is_said_at_the_start_and_stands_among_what_is_due(tmp_path):
    (tmp_path / "settings.toml").write_text('[look]\ntheme = "moon"\nkeys = { blank = "q", sync = "f13" }\n')
    desk = Desk(tmp_path, named=True)
    look = desk.settings.look
    app = CroTui(desk, keys=look.keys, theme=look.theme)
    async with app.run_test(notifications=True) as pilot:
        await settled(app, pilot)
        while not app._notifications:  # told when the first room stands
            await pilot.pause(0.01)
        await pilot.pause()
        told = [one.message for one in app._notifications]
        await pilot.press("f4")
        await app.screen.furnished.wait()
        await app.screen.gathered.wait()
        due = [item.notice for item in app.screen.items.values()]
        for words in ("not “moon”", "“q” for blank", "“f13” for sync"):
            assert sum(words in one for one in told) == 1
            assert sum(words in one for one in due) == 1
        await pilot.press("f9")
        assert app.blanked


def test_a_verb_has_the_same_letter_wherever_it_can_be_done():
    letters = {}
    for command in COMMANDS:
        if len(command.key) == 1 and command.key.isalpha():
            letters.setdefault(command.label, set()).add(command.key)
    for verb in ("Reply", "Refer", "Told", "Escalate", "Advise", "History", "Unmask", "Edit", "New", "Copy", "Void",
                 "Done", "Stage", "Concerns"):  # fmt: skip
        assert len(letters[verb]) == 1, verb


def test_where_concerns_and_referrals_stand_their_letters_mean_the_same():
    verbs = {"p": "Reply", "r": "Refer", "t": "Told", "u": "Escalate", "x": "Close"}
    for place in ("today list", "concern list", "referral list", "work list"):
        told = {command.key: command.label for command in COMMANDS if command.place == place}
        assert {key: label for key, label in told.items() if key in verbs and label != verbs[key]} == {}, place
