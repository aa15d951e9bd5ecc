"""The table of commands: what there is, in the order of the help. A new command is a line and a module."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """One command."""

    module: str
    """In this package."""
    usage: str
    """What stands behind its name."""
    help: str
    writes: bool = False
    """Whether a mistake in calling it needs the words that nothing was changed."""


COMMANDS: dict[str, Command] = {
    "demo": Command("demo", "[--make]", "the app on a made-up notebook: two years of a fictional town"),
    "add": Command("add", "TEXT", "one concern from one line; prints its number", writes=True),
    "list": Command("list_", "KIND [--quarter Q] [--where FIELD=VALUE]… [--json]", "the records of a kind"),
    "show": Command("show", "ID|NUMBER [--history] [--json]", "everything about one record"),
    "set": Command("set_", "ID|NUMBER FIELD=VALUE…", "changes a record (FIELD+=VALUE adds to a list)", writes=True),
    "new": Command("new", "KIND FIELD=VALUE…", "makes a record; prints its number or id", writes=True),
    "find": Command("find", "QUERY [--json]", "searches everything, people first"),
    "import": Command("import_", "KIND FILE [--map FIELD=COLUMN]… [--dry-run]", "reads csv, json or vcf", writes=True),
    "export": Command(
        "export", "KIND [--format csv|json|vcf] [--without-restricted] [-o FILE]", "writes csv, json or vcf"
    ),
    "report": Command(
        "report",
        "[QUARTER] [--audience command|agency|public] [--issue] [-o FILE]",
        "the quarterly report; prints its path",
    ),
    "word": Command(
        "word",
        "minutes|agenda|roster|transcript|referral|dossier|week [ID] [--audience A] [--names] [-o FILE]",
        "another Word document; prints its path",
    ),
    "sync": Command("sync", "[SHARE]", "brings this notebook and the station share in step"),
    "backup": Command("backup", "[FILE]", "the whole notebook as one archive; prints its path"),
    "restore": Command("restore", "FILE", "brings back what a backup holds; overwrites nothing", writes=True),
    "check": Command("check", "[--repair]", "whether every file is whole, and what needs a decision"),
    "settings": Command("settings", "[--write]", "the settings file with every setting and its default as comments"),
    "completion": Command("completion", "bash|zsh|fish|powershell", "what makes a shell complete all this with tab"),
    "where": Command("where", "", "where things lie, and how many there are"),
}
HOME = "--home DIR"


def overview() -> str:
    """The help of the program as a whole."""
    width = max(map(len, COMMANDS))
    lines = [
        f"usage: cro-tui [{HOME}] [COMMAND …]",
        "",
        "The notebook of a Community Relations Officer. Without a command,",
    ]
    lines += ["the app. --home names the notebook's folder, before or after the command.", ""]
    for name, command in COMMANDS.items():
        lines.append(f"  {name.ljust(width)}  {command.help}")
    return "\n".join(
        [*lines, "", "cro-tui COMMAND --help says how to call a command; cro-tui --version, which one this is."]
    )
