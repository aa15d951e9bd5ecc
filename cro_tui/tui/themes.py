"""The themes: *sun* for glare, *night* for the cruiser, *station* for the desk; *plain* when NO_COLOR is set.

Text stands off its ground by 7:1 at least, in *sun* by 12:1, wherever it is drawn. Every color is one of the xterm-256
palette, so that 256-color terminals show what was chosen. Nothing is derived by
blending: Textual's shades are all named here, because a derived grey is what can't be read in the sun.
Knows no screen and no settings.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.theme import Theme

PLAIN = "plain"


class Paint(NamedTuple):
    """What a theme decides. Colors are ``#rrggbb``."""

    ground: str
    """Behind everything."""
    field: str
    """Behind a field that can be typed into, and behind bars."""
    text: str
    quiet: str
    """Labels and what is less important; still easy to read."""
    accent: str
    """Keys, headings, the mark of the focused field."""
    good: str
    warning: str
    alarm: str
    cursor_text: str
    cursor_ground: str
    choice: str
    """Behind the chosen line of a list that has not the focus."""
    thumb: str
    """What a scrollbar shows of the whole; 3:1 is enough for it, and less light."""
    bar: str
    """The bars of a diagram, areas that they are: 3:1 is enough for them, too."""
    bar_then: str
    bar_now: str
    """Those that are compared; the second where it stands out."""
    dark: bool


SUN = Paint(
    ground="#ffffff", field="#ffffff", text="#000000", quiet="#000000", accent="#00005f", good="#000000",
    warning="#5f0000", alarm="#5f0000", cursor_text="#ffffff", cursor_ground="#000000", choice="#ffffff",
    thumb="#000000", bar="#000000", bar_then="#00005f", bar_now="#5f0000", dark=False,
)  # fmt: skip
NIGHT = Paint(
    ground="#000000", field="#080808", text="#d78700", quiet="#d7875f", accent="#ff8700", good="#d78700",
    warning="#ffaf00", alarm="#ff875f", cursor_text="#ffaf00", cursor_ground="#5f0000", choice="#080808",
    thumb="#875f00", bar="#875f00", bar_then="#af5f00", bar_now="#af5f5f", dark=True,
)  # fmt: skip
"""Amber on black is 7.4:1; a grey as dark as #121212 behind it would take it below 7. The dark red of the cursor's line
is a fortieth of white, and keeps eyes that are used to the dark used to it."""
STATION = Paint(
    ground="#121212", field="#1c1c1c", text="#e4e4e4", quiet="#bcbcbc", accent="#87d7ff", good="#87d787",
    warning="#ffd75f", alarm="#ffafaf", cursor_text="#ffffff", cursor_ground="#005f87", choice="#262626",
    thumb="#808080", bar="#bcbcbc", bar_then="#87d7ff", bar_now="#ffafaf", dark=True,
)  # fmt: skip


def _variables(paint: Paint) -> dict[str, str]:
    flat = {
        "text": paint.text, "text-muted": paint.quiet, "text-disabled": paint.quiet,
        "foreground-muted": paint.quiet, "foreground-disabled": paint.quiet,
        "primary-muted": paint.choice, "secondary-muted": paint.choice, "accent-muted": paint.choice,
        "warning-muted": paint.choice, "error-muted": paint.choice, "success-muted": paint.choice,
        "text-primary": paint.accent, "text-secondary": paint.accent, "text-accent": paint.accent,
        "text-warning": paint.warning, "text-error": paint.alarm, "text-success": paint.good,
        "block-cursor-foreground": paint.cursor_text, "block-cursor-background": paint.cursor_ground,
        "block-cursor-blurred-foreground": paint.text, "block-cursor-blurred-background": paint.choice,
        "block-hover-background": paint.choice, "border": paint.accent, "border-blurred": paint.quiet,
        "surface-active": paint.choice, "scrollbar": paint.thumb, "scrollbar-hover": paint.accent,
        "scrollbar-active": paint.accent, "scrollbar-background": paint.ground,
        "scrollbar-background-hover": paint.ground, "scrollbar-background-active": paint.ground,
        "scrollbar-corner-color": paint.ground,
        "input-cursor-foreground": paint.ground, "input-cursor-background": paint.text,
        "input-selection-foreground": paint.cursor_text, "input-selection-background": paint.cursor_ground,
        "link-color": paint.accent, "link-color-hover": paint.cursor_text,
        "link-background-hover": paint.cursor_ground, "button-color-foreground": paint.text,
        "footer-foreground": paint.text, "footer-key-foreground": paint.accent,
        "screen-selection-background": paint.cursor_ground, "screen-selection-foreground": paint.cursor_text,
        "block-cursor-text-style": "bold", "input-cursor-text-style": "none",
        "selection-text-style": "none", "alarm-text-style": "bold reverse",
        "quiet": paint.quiet, "good": paint.good, "alarm": paint.alarm, "field": paint.field, "choice": paint.choice,
        "bar": paint.bar, "bar-then": paint.bar_then, "bar-now": paint.bar_now,
    }  # fmt: skip
    shaded = {
        "primary": paint.accent, "secondary": paint.accent, "accent": paint.accent, "warning": paint.warning,
        "error": paint.alarm, "success": paint.good, "foreground": paint.text, "background": paint.ground,
        "surface": paint.field, "panel": paint.field, "boost": paint.field,
        "primary-background": paint.field, "secondary-background": paint.field,
    }  # fmt: skip
    flat |= shaded  # as they are named here: Textual's own way through other color spaces is a shade off
    for name, color in shaded.items():
        for step in (1, 2, 3):
            flat[f"{name}-lighten-{step}"] = flat[f"{name}-darken-{step}"] = color
    return flat


def _theme(name: str, paint: Paint) -> Theme:
    return Theme(
        name=name,
        primary=paint.accent,
        secondary=paint.accent,
        accent=paint.accent,
        warning=paint.warning,
        error=paint.alarm,
        success=paint.good,
        foreground=paint.text,
        background=paint.ground,
        surface=paint.field,
        panel=paint.field,
        boost=paint.field,
        dark=paint.dark,
        luminosity_spread=0,
        text_alpha=1,
        variables=_variables(paint),
    )


PAINTS = {"station": STATION, "sun": SUN, "night": NIGHT}
THEMES: tuple[Theme, ...] = tuple(_theme(name, paint) for name, paint in PAINTS.items())
"""What the officer chooses from; the first is the one a new notebook starts with."""

_DEFAULT = "ansi_default"
NO_COLORS = Theme(
    name=PLAIN,
    primary=_DEFAULT,
    foreground=_DEFAULT,
    background=_DEFAULT,
    dark=True,
    ansi=True,
    variables={
        **dict.fromkeys(
            ("ansi-background", "ansi-foreground", "border", "border-blurred", "block-cursor-foreground",
             "block-cursor-background", "input-cursor-foreground", "input-cursor-background",
             "input-selection-foreground", "input-selection-background", "scrollbar", "scrollbar-hover",
             "scrollbar-active", "scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active",
             "quiet", "good", "alarm", "field", "choice", "bar", "bar-then", "bar-now"),
            _DEFAULT,
        ),
        "block-cursor-text-style": "bold reverse",
        "input-cursor-text-style": "reverse",
        "selection-text-style": "reverse",
        "alarm-text-style": "bold reverse",
    },
)  # fmt: skip
"""No color at all: the terminal's own, with reverse and bold for what must stand out."""
