"""Starts the command line or the app, and nothing else.

Whoever waits for the first screen waits for this module too: it imports nothing that only one of the two needs.
"""

import gc
import sys


def main() -> int:
    """The exit status of what the arguments ask for; without a command, the app.

    The garbage collector rests: a call makes little but objects that stay until its end, and looking through them, then
    and when the interpreter takes everything apart, would be a fifth of its time.
    """
    gc.disable()
    arguments = sys.argv[1:]
    if not arguments:
        from cro_tui.cli.app import start

        return start(None)
    from cro_tui.cli.run import run

    status = run(arguments)
    gc.freeze()
    return status


if __name__ == "__main__":
    sys.exit(main())
