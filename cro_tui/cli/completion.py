"""``completion SHELL``: prints what makes a shell complete this program's commands, options, kinds, fields and words.

The script that a shell keeps is a few lines: with each tab it asks ``completion SHELL -- WORDS`` what may stand there,
which the commands' own parsers and kinds answer. Where they answer nothing the shell offers files.
"""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module

from cro_tui.cli import output
from cro_tui.cli.commands import COMMANDS
from cro_tui.cli.usage import Parser, parser_of

SCRIPTS = {
    "bash": """_cro_tui() {
    local IFS=$'\\n'
    COMPREPLY=($(cro-tui completion bash -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null))
    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
}
complete -o default -F _cro_tui cro-tui""",
    "zsh": """#compdef cro-tui
_cro_tui() {
    local -a found
    found=(${(f)"$(cro-tui completion zsh -- "${(@)words[1,CURRENT]}" 2>/dev/null)"})
    if (( ! ${#found} )); then _files
    elif [[ $found[1] == *= ]]; then compadd -S '' -- $found
    else compadd -- $found; fi
}
compdef _cro_tui cro-tui""",
    "fish": """function __cro_tui
    set -l found (cro-tui completion fish -- (commandline -opc) (commandline -ct) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c cro-tui -f -a '(__cro_tui)'""",
    "powershell": """Register-ArgumentCompleter -Native -CommandName cro-tui -ScriptBlock {
    param($typed, $line, $at)
    $words = @($line.CommandElements | ForEach-Object { $_.Extent.Text.Trim("'", '"') })
    if ($typed -eq '') { $words += '""' }
    cro-tui completion powershell -- @words 2>$null | ForEach-Object {
        $text = if ($_ -match '\\s') { "'$_'" } else { $_ }
        [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
    }
}""",
}
_TAKES_FIELDS = ("FIELD=VALUE", "FIELD=COLUMN")
_NEEDS_ESCAPE = re.compile(r"([\s'\"()&;|<>$`\\!*?\[\]{}#~])")


def configure(parser: Parser) -> None:
    """What may stand behind ``completion``."""
    parser.add_argument("shell", choices=tuple(SCRIPTS), help="the shell whose script is printed")
    parser.add_argument("words", nargs="*", help=argparse.SUPPRESS)


def run(given: argparse.Namespace) -> int:
    """Prints the script; with words, what may stand in place of the last of them."""
    if not given.words:
        output.say(SCRIPTS[given.shell])
        return 0
    words = _split(given.words[0]) if given.shell == "bash" else given.words
    last = "" if words[-1] == '""' else words[-1]  # PowerShell leaves empty words out
    for one in offered([*words[1:-1], last]):
        output.say(_for_bash(one, last) if given.shell == "bash" else one)
    return 0


def offered(words: Sequence[str]) -> list[str]:
    """What may stand in place of the last of *words*, which come behind the program's name; nothing for a file."""
    *before, last = words or [""]
    home, before = _home_of(before)
    if home is None:
        return []
    if not before:
        found: Iterable[str] = (*COMMANDS, "--home", "--version", "--help")
    elif (command := COMMANDS.get(before[0])) is None:
        found = ()
    else:
        parser = parser_of(before[0], command.usage, command.help)
        import_module(f"cro_tui.cli.{command.module}").configure(parser)
        found = _for_command(parser, before[1:], last, home)
    return [one for one in dict.fromkeys(found) if one.startswith(last)]


def _home_of(before: Sequence[str]) -> tuple[str | None, list[str]]:
    """(the home that was named, or ``""``, the other words); None for the home where it is being typed."""
    rest, home = list(before), ""
    while "--home" in rest:
        at = rest.index("--home")
        if at + 1 == len(rest):
            return None, rest
        home = rest[at + 1]
        del rest[at : at + 2]
    return home, rest


def _for_command(parser: Parser, before: Sequence[str], last: str, home: str) -> Iterator[str]:
    options = {name: action for action in parser._actions for name in action.option_strings}
    positional = [action for action in parser._actions if not action.option_strings]
    typed: list[str] = []
    waiting: argparse.Action | None = None
    for word in before:
        if waiting is not None:
            waiting = None
        elif word in options:
            waiting = options[word] if options[word].nargs != 0 else None
        else:
            typed.append(word)
    if waiting is not None:
        yield from _values(waiting, typed, last, home)
        return
    if last.startswith("-"):
        yield from options
        return
    if positional:
        place = positional[min(len(typed), len(positional) - 1)]
        if len(typed) < len(positional) or place.nargs in ("+", "*"):
            yield from _values(place, typed, last, home)


def _values(action: argparse.Action, typed: Sequence[str], last: str, home: str) -> Iterator[str]:
    if action.choices is not None:
        yield from map(str, action.choices)
    elif action.metavar == "KIND":
        from cro_tui.model.kinds import ACTIONS, BY_PLURAL

        yield from BY_PLURAL
        yield ACTIONS
    elif action.metavar in _TAKES_FIELDS and typed:
        yield from _fields(typed[0], last, home, values=action.metavar != _TAKES_FIELDS[1])


def _fields(plural: str, last: str, home: str, *, values: bool) -> Iterator[str]:
    """``field=`` of a kind; behind the sign the words that it may hold."""
    from cro_tui.model.kinds import BY_PLURAL
    from cro_tui.paths import home as home_at
    from cro_tui.settings import load

    kind = BY_PLURAL.get(plural)
    if kind is None:  # the id of a record, whose kind is not looked up with every tab
        return
    name, sign, _ = last.partition("=")
    if not sign:
        yield from (f"{one}=" for one in kind.FIELDS)
    elif values and (field := kind.field(name)) is not None:
        yield from (f"{name}={word}" for word in field.choices(load(home_at(home or None)).words))


def _split(line: str) -> list[str]:
    """The words of a line that may end in the middle of a quoted one; the last is empty behind a space."""
    for closing in ("", '"', "'"):
        try:
            words = shlex.split(line + closing)
        except ValueError:
            continue
        return [*words, ""] if not closing and line[-1:].isspace() and not line.endswith("\\ ") else words
    return line.split(" ")


def _for_bash(word: str, last: str) -> str:
    """What bash puts in place of the last word, of which it keeps what stands before a ``=`` or ``:``."""
    kept = max(last.rfind("="), last.rfind(":")) + 1
    return _NEEDS_ESCAPE.sub(r"\\\1", word[kept:])
