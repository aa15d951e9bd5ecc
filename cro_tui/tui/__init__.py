"""The screens. `app` wires, `commands` is the one table of keys, `screens` use `widgets` and call the actions.

A key goes: command table -> binding -> action of the app, of a screen (`Room`) or of a widget -> message -> the screen.
Widgets take plain text in and post messages out; they know no screen, no notebook and no settings. A new room is one
line in `rooms.ROOMS`, its commands in `commands.COMMANDS`, and one file each in `screens/` and `styles/`.
"""

import os
from pathlib import Path

os.environ.setdefault("TEXTUAL_FPS", "120")  # an echo waits for the next frame: 8 ms at most, not 16

STYLES = Path(__file__).parent / "styles"
"""Where the style sheets lie, one a screen. How a widget looks everywhere stands in its own DEFAULT_CSS, which is
parsed only when the widget is used: the first paint then waits for next to none."""
