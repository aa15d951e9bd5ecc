"""The program as a whole: calling it, what it loads, what it does when the machine does not play along."""

from __future__ import annotations

import os
import signal

import pytest

from cro_tui import __version__
from cro_tui.cli.commands import COMMANDS


def loaded(cro, *words) -> set[str]:
    """The modules that a call imports."""
    env = {"PYTHONPROFILEIMPORTTIME": "1"}
    return {line.rpartition("|")[2].strip() for line in cro(*words, env=env).err.splitlines() if "|" in line}


def test_version_and_add_load_neither_the_screens_nor_word(cro):
    for words in (("--version",), ("add", "Dogs bark #noise"), ("add", "Dogs bark +Ana")):
        modules = loaded(cro, *words)
        assert "cro_tui" in modules
        assert not {"textual", "docx", "lxml", "rich", "rapidfuzz", "phonenumbers"} & modules


def test_add_loads_what_reads_dates_and_old_records_only_when_needed(cro):
    cro.ok("add", "The first makes the home")
    plain = loaded(cro, "add", "Dogs bark #noise !")
    assert not {"dateparser", "orjson", "cro_tui.model.dates", "cro_tui.model.kinds"} & plain
    if os.name != "nt":  # there the lock is filelock's, which needs them
        assert "dataclasses" not in plain
        assert "dataclasses" not in loaded(cro, "add", "Dogs bark heard:yesterday")
    assert "dateparser" not in loaded(cro, "add", "Dogs bark heard:yesterday due:fri")
    assert "dateparser" in loaded(cro, "add", 'Dogs bark heard:"forty minutes ago"')


def test_version_loads_nothing_of_the_notebook(cro):
    assert cro.ok("--version") == f"cro-tui {__version__}"
    assert not {module for module in loaded(cro, "--version") if module.startswith(("cro_tui.store", "cro_tui.model"))}


def test_help_names_every_command_and_each_says_how_it_is_called(cro):
    overview = cro.ok("--help")
    for name in COMMANDS:
        assert f"\n  {name} " in overview
        assert f"cro-tui {name}" in cro.ok(name, "--help")


@pytest.mark.parametrize("words", [["seal"], ["undo"], ["lst"], ["--verbose"], ["x" * 5000], [""]])
def test_an_unknown_command_names_the_known_ones(cro, words):
    line = cro.refused(2, *words)
    assert all(name in line for name in COMMANDS)


@pytest.mark.parametrize("words", [["--home"], ["--home", ""], ["--home=", "where"], ["where", "--home", ""]])
def test_a_home_without_a_name_is_never_the_officers_own(cro, words):
    assert "--home" in cro.refused(2, *words)


WRITING = [["add", "x"], ["new", "contacts", "name=x"]]
READING = [
    ["list", "concerns"],
    ["show", "26Q4-CR12-001"],
    ["set", "26Q4-CR12-001", "place=x"],
    ["find", "x"],
    ["where"],
]


@pytest.mark.parametrize("words", [*WRITING, *READING, ["check"], ["check", "--repair"], ["export", "contacts"]])
def test_a_home_that_is_a_file_is_refused(cro, words):
    cro.home.write_text("not a folder")
    assert str(cro.home) in cro.refused(1, *words)
    line = cro.refused(1, *words, "--home", str(cro.home / "below"))
    assert "not a folder" in line


@pytest.mark.parametrize("words", WRITING)
def test_a_home_that_cant_be_written_says_not_saved(cro, words):
    cro.home.mkdir()
    (cro.home / "data").write_text("in the way")
    (cro.home / "laptop.json").write_text('{"laptop": "k3v9abcd", "notebook": "n1"}')
    answer = cro(*words)
    assert answer.status == 1
    assert answer.out == ""
    assert str(cro.home) in answer.err


def test_damaged_settings_are_said_and_do_not_keep_from_noting(cro):
    cro.home.mkdir()
    (cro.home / "settings.toml").write_bytes(b"\xff\x00 [officer\nname=")
    answer = cro("add", "Dogs bark")
    assert answer.status == 0
    assert "settings.toml" in answer.err
    (cro.home / "settings.toml").write_text('colour = "red"\n[officer]\nname = 7\n')
    answer = cro("list", "concerns", "--json")
    assert len(answer.json) == 1
    assert "colour" in answer.err
    assert "officer.name" in answer.err


def test_a_reader_that_goes_away_is_no_error(cro):
    rows = "name\n" + "\n".join(f"Person {n}" for n in range(3000))
    file = cro.home.parent / "people.csv"
    file.write_text(rows)
    cro.ok("import", "contacts", str(file))
    for words in (["list", "contacts"], ["list", "contacts", "--json"], ["export", "contacts"]):
        command = cro.started(*words)
        command.stdout.readline()
        command.stdout.close()
        assert command.stderr.read() == b""
        assert command.wait(30) == 0
        command.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")  # noqa: PTH110
@pytest.mark.parametrize("words", [["list", "concerns"], ["export", "concerns"], ["--version"], ["where"]])
def test_output_that_cant_be_written_is_said(cro, words):
    cro.ok("add", "Dogs bark")
    with open("/dev/full", "wb") as full:
        done = cro.process(*words, stdout=full)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert b"No space left" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_stops_without_a_traceback(cro):
    command = cro.started("add", "-", env={"PYTHONPROFILEIMPORTTIME": "1"})
    for line in command.stderr:
        if b"cro_tui.cli.opening" in line:
            break
    command.send_signal(signal.SIGINT)
    out, err = command.communicate(timeout=30)
    assert out == b""
    assert b"Traceback" not in err
    assert b"stopped" in err
    assert command.returncode == 130
    assert not (cro.home / "data").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
def test_an_answer_that_cannot_be_printed_is_no_save_that_failed(cro):
    with open("/dev/full", "wb") as full:
        done = cro.process("add", "Dogs bark", stdout=full)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert said.startswith("cro-tui add: it was done, but the answer can't be printed (")
    assert [one["narrative"] for one in cro("list", "concerns", "--json").json] == ["Dogs bark"]
