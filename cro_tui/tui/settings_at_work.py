"""What happens when settings change while the program runs: keys, theme, name, share; nothing waits for a restart.

Knows the session and the desk; no room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cro_tui.tui.own_keys import usable_keymap

if TYPE_CHECKING:
    from cro_tui.tui.session import Session


def tell_slips(app: Session) -> None:
    """Says what in the settings can't be used, each slip once; the settings screen and Today go on showing it."""
    slips = (*app.own_desk.settings.notices, *app.refused_keys)
    for one in slips:
        if one not in app.slips_told:
            app.trouble(one)
    app.slips_told = set(slips)


def take_effect(app: Session) -> None:
    """Makes everything that was made from the settings anew."""
    settings = app.own_desk.settings
    app.keys, app.refused_keys = usable_keymap(settings.look.keys, settings.key_lines)
    app.set_keymap(app.keys)
    if settings.look.theme != app.theme_of_settings:
        app.theme_of_settings = settings.look.theme
        app.show_theme(settings.look.theme)
    app.say_owner()
    tell_slips(app)
    if app.keeper is not None and settings.share != app.share_of_settings:
        app.share_of_settings = settings.share
        app.keeper.another_share()
    for screen in app.screen_stack:
        for name in ("show_keys", "show_settings"):
            if (show := getattr(screen, name, None)) is not None:
                show()
