"""A share that wants a password, as the officer meets it in the app."""

from __future__ import annotations

import pytest

from cro_tui.actions import records
from cro_tui.model.concern import Concern
from tests.share.servers import PASSWORD, USER
from tests.share.smb.scene import NO_TRACEBACK, SERVICE, Memory
from tests.tui.officer import at_desk

pytestmark = NO_TRACEBACK


async def until(app, pilot, state):
    """Wait until the top line says *state* of the share; whether it came to say so."""
    for _ in range(500):
        app.keeper.tick()
        await pilot.pause(0.02)
        if app.status.share == state:
            return True
    return False


@pytest.fixture
def home(running, folder, tmp_path):
    """A home of which the share is on the server."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text(f'share = "{running.address(f"station/{folder.name}")}"\n', encoding="utf-8")
    return home


@pytest.mark.parametrize("keep", [True, False])
async def test_the_password_is_asked_for_on_the_key_and_kept_where_the_officer_wants_it(home, folder, kept, keep):
    kept.kept.clear()
    async with at_desk(home) as (app, pilot):
        records.create(app.desk.notebook, Concern, {"narrative": "Dogs bark."})
        assert await until(app, pilot, "wants a password, 1 waiting"), app.status
        await pilot.press("ctrl+k", *USER, "enter", *"wrong", "enter", "enter")
        for _ in range(500):
            if "wrong user or password" in app.status.notice:
                break
            await pilot.pause(0.02)
        assert await until(app, pilot, "wants a password, 1 waiting"), app.status
        assert not kept.kept
        await pilot.press("ctrl+k", *([] if app.keeper.needs_login.user else [*USER, "enter"]))
        await pilot.press(*PASSWORD, "tab", "y" if keep else "n", "enter")
        assert await until(app, pilot, "in step"), app.status
    assert kept.kept == ({(SERVICE, USER): PASSWORD} if keep else {})
    assert len(list(folder.glob("*.json"))) == 2
    files = [path for top in (home, folder) for path in top.rglob("*") if path.is_file()]
    assert not any(PASSWORD.encode() in path.read_bytes() for path in files)
    async with at_desk(home) as (app, pilot):
        assert await until(app, pilot, "in step" if keep else "wants a password"), app.status


async def test_a_keyring_that_is_a_file_in_clear_is_not_offered(home, kept, monkeypatch):
    kept.kept.clear()
    monkeypatch.setattr(Memory, "priority", 0.5)
    async with at_desk(home) as (app, pilot):
        assert await until(app, pilot, "wants a password"), app.status
        assert not app.keeper.needs_login.can_keep
