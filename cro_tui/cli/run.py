"""One call of the command line, from what was typed to the exit status: 0 done, 1 something is wrong, 2 wrong usage."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from cro_tui.cli import output

INTERRUPTED = 130
"""What shells expect of a program that ctrl+c ended."""


def run(arguments: Sequence[str]) -> int:
    """Does what *arguments* ask for. Never raises; a problem is one line on stderr."""
    output.prepare()
    command = None
    try:
        home, command, rest = split(arguments)
        status = _dispatch(home, command, rest)
        output.flush()
        return status
    except KeyboardInterrupt:
        output.remark("cro-tui: stopped")
        return INTERRUPTED
    except SystemExit as asked:  # argparse printed its help
        with suppress(OSError):
            output.flush()
        return int(asked.code or 0)
    except Exception as problem:
        with suppress(OSError):
            output.flush()
        if output.reader_left(problem):
            return 0
        from cro_tui.cli.problems import explain

        status, line = explain(problem, command)
        output.remark(line)
        return status


def split(arguments: Sequence[str]) -> tuple[str | None, str | None, list[str]]:
    """(home, command or option of the whole program, what stands behind it); no command means the app."""
    home = None
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--home":
            if not rest:
                raise _usage("--home needs a folder")
            home = rest.pop(0)
        elif word.startswith("--home="):
            home = word.removeprefix("--home=")
        else:
            return home, word, rest
    return home, None, []


def _dispatch(home: str | None, name: str | None, rest: list[str]) -> int:
    if home == "":
        raise _usage("--home needs a folder")
    if name is None:
        from cro_tui.cli.app import start

        return start(home)
    if name == "--version":
        from cro_tui import __version__

        output.say(f"cro-tui {__version__}")
        return 0
    from cro_tui.cli.commands import COMMANDS, overview

    if name in ("--help", "-h"):
        output.say(overview())
        return 0
    command = COMMANDS.get(name)
    if command is None:
        what = "option" if name.startswith("-") else "command"
        raise _usage(f"“{name}” is no {what} of cro-tui; the commands are: {', '.join(COMMANDS)}")
    from cro_tui.cli.usage import Usage, parser_of

    module = import_module(f"cro_tui.cli.{command.module}")
    parser = parser_of(name, command.usage, command.help)
    module.configure(parser)
    given = parser.parse_intermixed_args(rest)
    given.home = getattr(given, "home", home)
    if given.home == "":
        raise Usage("--home needs a folder")
    status: int = module.run(given)
    return status


def _usage(text: str) -> Exception:
    from cro_tui.cli.usage import Usage

    return Usage(text)
