"""The command line: one module a command, imported when it is called.

`run` splits what was typed, calls the command and turns problems into one line; `commands` is the table of commands.
A command module has ``configure(parser)`` and ``run(arguments) -> exit status``. Writes through the actions only; knows
no screen but where the app begins, no TinyDB, no Word format.
"""
