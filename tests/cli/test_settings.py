"""The settings file on the command line: shown and written with its comments; what is wrong in it is named by line."""

from __future__ import annotations

import tomllib

BROKEN = "[officer]\nname = 'Jane Doe'\nbadge = 'x\n"


def test_the_commented_file_is_printed_and_can_be_put_in_place(cro):
    shown = cro("settings").out
    assert '#theme = "station"' in shown
    assert not (cro.home / "settings.toml").exists()
    assert tomllib.loads(shown)["officer"] == {}
    answer = cro("settings", "--write")
    assert answer.out.strip() == str(cro.home / "settings.toml")
    assert (cro.home / "settings.toml").read_text("utf-8").rstrip("\n") == shown.rstrip("\n")


def test_comments_are_added_to_what_a_department_wrote(cro):
    cro.home.mkdir(exist_ok=True)
    (cro.home / "settings.toml").write_text("# ours\n[officer]\nname = 'Jane' # her\n", "utf-8")
    assert cro("settings", "--write").status == 0
    text = (cro.home / "settings.toml").read_text("utf-8")
    assert "# ours" in text
    assert "name = 'Jane' # her" in text
    assert "#badge = " in text


def test_a_broken_file_is_named_by_its_line_and_costs_nothing_else(cro):
    cro.home.mkdir(exist_ok=True)
    (cro.home / "settings.toml").write_text(BROKEN, "utf-8")
    for command in (("add", "Dark corner"), ("list", "concerns"), ("check",), ("settings",), ("settings", "--write")):
        answer = cro(*command)
        assert "settings.toml, line 3: “badge = 'x” is no TOML" in answer.err, command
        assert answer.err.count("\n") == 1, command
        assert answer.status == (0 if command[0] in ("add", "list") else 1), command
    assert (cro.home / "settings.toml").read_text("utf-8") == BROKEN


def test_check_names_every_slip_by_its_line(cro):
    cro.home.mkdir(exist_ok=True)
    (cro.home / "settings.toml").write_text(
        "[officer]\nbadge = 1187\n[look]\nkeys = { blank = 'q' }\n[words]\nstatuses = ['open']\n", "utf-8"
    )
    answer = cro("check")
    assert answer.status == 1
    for words in ("line 2: “officer.badge”", "line 4: look.keys: “q” for blank", "line 6: “words.statuses”"):
        assert words in answer.err
