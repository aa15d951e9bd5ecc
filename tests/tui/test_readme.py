"""The README's table of keys is the table of commands."""

from __future__ import annotations

from pathlib import Path

from cro_tui.tui.commands import key_table

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_readme_has_every_key_as_the_program_has_it():
    text = README.read_text("utf-8")
    between = text.partition("<!-- keys -->\n")[2].partition("<!-- end of keys -->")[0]
    assert between.strip() == key_table().strip(), "write `cro_tui.tui.commands.key_table()` between the marks"
