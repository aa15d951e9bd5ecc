"""What stands in any field survives the program's death, comes back where it stood, and is never a record by itself."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from cro_tui.actions import records
from cro_tui.lasting import patiently
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.store import files as store_files
from cro_tui.store.drafts import Draft, Drafts
from cro_tui.store.notebook import Notebook
from cro_tui.store.windows import Window
from cro_tui.tui import desk as desks
from cro_tui.tui.desk import Desk
from cro_tui.tui.screens.record import RecordScreen
from cro_tui.tui.widgets.choice_field import ChoiceField
from cro_tui.tui.widgets.text_field import TextField
from tests.faults.typed import HALF, PLACES, filled, now
from tests.tui.officer import at_desk, settled

TURNS = 1000
"""So often it is looked whether a thread got to the disk."""


async def until(pilot, ask) -> None:
    """Waits for a thread of the program."""
    for _ in range(TURNS):
        if ask():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came")


def files(home):
    """What the drafts on the disk say: name -> fields."""
    found = {}
    for path in (home / "drafts").glob("*.json"):
        raw: list[bytes] = []
        patiently(lambda path=path, raw=raw: raw.append(path.read_bytes()))  # Windows refuses while it is replaced
        found[path.name] = json.loads(raw[0])["fields"]
    return found


def stands_in(fields, text):
    return any(text in one for one in fields.values())


def dies(app) -> None:
    """From here on nothing more gets to the disk, from no thread either."""
    drafts = app.desk.drafts
    with app.desk._writing:
        drafts.keep = lambda _draft: None
        drafts.drop = lambda _draft: None


def records_of(home):
    return {one.id: one.plain() for one in Notebook.open(home, clock=now).everything()}


def changes_of(home):
    return Notebook.open(home, clock=now).changes()


def texts_of(screen):
    """What stands in the fields of the screen that is on top."""
    fields = [field.value for field in screen.query(TextField)]
    return fields + [field.value for field in screen.query(ChoiceField)]


def class_names(app):
    return [type(one).__name__ for one in app.screen_stack[1:]], app.current_mode


async def resumed(app, pilot, text):
    """Opens the one draft that Today shows."""
    await pilot.press("f4")
    await settled(app, pilot)
    await app.screen.gathered.wait()
    room = app.screen
    (key,) = [key for key, item in room.items.items() if item.draft is not None]
    assert text in " ".join(room.rows.row(key).cells)
    room.rows.go_to(key)
    room.rows.focus()
    await pilot.press("enter")
    await settled(app, pilot)
    await settled(app, pilot)


EVERY = 12 if sys.platform == "win32" else 4
"""One place in so many is tried, in a campaign all of them; on Windows each takes several times as long."""


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(place, id=place.name, marks=() if index % EVERY == 0 else pytest.mark.campaign)
        for index, place in enumerate(PLACES)
    ],
)
async def test_what_was_typed_comes_back_where_it_stood_and_is_saved_once(tmp_path, place):
    ids = filled(tmp_path)
    before, saves = records_of(tmp_path), changes_of(tmp_path)
    text = place.text or HALF
    async with at_desk(tmp_path, (120, 40), now) as (app, pilot):
        await place.reach(app, pilot, ids)
        await settled(app, pilot)
        await pilot.press(*place.text)
        await until(pilot, lambda: any(stands_in(fields, text) for fields in files(tmp_path).values()))
        await settled(app, pilot)
        where = class_names(app)
        dies(app)
    assert records_of(tmp_path) == before
    async with at_desk(tmp_path, (120, 40), now) as (app, pilot):
        await resumed(app, pilot, text)
        assert any(text in one for one in texts_of(app.screen)), texts_of(app.screen)
        stack, room = class_names(app)
        if place.text:  # what was pasted stands in the line by now
            assert stack[-1:] == where[0][-1:]
            assert "RecordScreen" in stack or room == where[1]
        if place.asked:
            app.screen.form.fill({place.asked: ids["noise"]})
        dies(app)  # between the save and the end of the draft
        await pilot.press(*place.save)
        await settled(app, pilot)
        assert "NOT SAVED" not in app.status.saving, app.status.notice
    after = records_of(tmp_path)
    assert len(after) - len(before) == place.made
    assert changes_of(tmp_path) - saves == place.changes
    if not place.changes:
        return
    desk = Desk(tmp_path, clock=now)
    desk.open()
    assert desk.unfinished() == []
    assert files(tmp_path) == {}
    assert records_of(tmp_path) == after


def kept(home):
    """All drafts on the disk, whoever types them."""
    return Drafts(home).all(Notebook.open(home, clock=now))


# Death at other moments


async def test_the_line_that_became_a_form_is_kept_all_the_way(tmp_path):
    """From the line's draft to the form's, the text is on the disk at every moment."""
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press(*"Lamp out at night")
        await until(pilot, lambda: files(tmp_path))
        real, seen = app.desk.drop_draft, []

        def looked_at(draft: str) -> None:
            seen.append([fields for name, fields in files(tmp_path).items() if name != f"{draft}.json"])
            real(draft)

        app.desk.drop_draft = looked_at
        await pilot.press("tab")
        await settled(app, pilot)
        assert isinstance(app.screen, RecordScreen)
        assert len(app.desk.unfinished()) == 1
    assert seen
    assert all(any(stands_in(one, "Lamp out at night") for one in fields) for fields in seen)


async def test_what_the_line_will_be_linked_with_comes_back_with_it(tmp_path):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press(*"Cars race on Elm", "enter", *"Cars race on Elm again")
        await until(pilot, lambda: app.screen._similar)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: any("linked" in fields for fields in files(tmp_path).values()))
        dies(app)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await settled(app, pilot)
        assert app.screen.line.value == "Cars race on Elm again"
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.desk.unfinished() == []
    one, other = Notebook.open(tmp_path).all(Concern)
    assert (one.links, other.links) == ((other.id,), (one.id,))


@pytest.mark.parametrize("keys", [("ctrl+s",), ("ctrl+n",)], ids=["saved", "thrown away"])
async def test_nothing_is_left_of_what_was_saved_or_thrown_away_right_after_the_last_letter(tmp_path, keys):
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        app.new_record("contact")
        await settled(app, pilot)
        screen = app.screen
        await pilot.press(*"Ana")
        screen.form.post_message(screen.form.Changed(screen.form, "name", "Ana"))  # is on its way still
        await pilot.press(*keys)
        screen._changed()
        await settled(app, pilot)
        assert app.desk.unfinished() == []
    assert len(Notebook.open(tmp_path).all(Contact)) == (keys == ("ctrl+s",))


async def test_the_form_of_a_meeting_leaves_the_line_of_its_minutes_alone(tmp_path):
    ids = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await pilot.press("f5", "enter", *"not entered")
        await until(pilot, lambda: files(tmp_path))
        app.open_record(ids["meeting"])
        await settled(app, pilot)
        await pilot.press("escape")
        await settled(app, pilot)
        dies(app)
    (draft,) = kept(tmp_path)
    assert draft.fields["line"] == "not entered"


async def test_what_was_written_since_stands_beneath_the_text_of_the_draft(tmp_path):
    ids = filled(tmp_path)
    async with at_desk(tmp_path, (120, 40), now) as (app, pilot):
        app.open_record(ids["dark"])
        await settled(app, pilot)
        app.screen.form.go_to("assigned")
        await pilot.press(*"mine")
        await until(pilot, lambda: files(tmp_path))
        dies(app)
    book = Notebook.open(tmp_path, clock=now)
    records.change(book, book.get(ids["dark"]), {"assigned": "theirs", "place": "Oak"})
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await resumed(app, pilot, "mine")
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "it says “theirs”" in shown
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    (dark,) = [one for one in Notebook.open(tmp_path).all(Concern) if one.id == ids["dark"]]
    assert (dark.assigned, dark.place, dark.conflicts) == ("mine", "Oak", {})


# A disk that refuses


def refusing(monkeypatch, problem=errno.ENOSPC):
    real = store_files.replace

    def refused(path, raw):
        if path.parent.name == "drafts":
            raise OSError(problem, os.strerror(problem))
        real(path, raw)

    monkeypatch.setattr(store_files, "replace", refused)
    return lambda: monkeypatch.setattr(store_files, "replace", real)


@pytest.mark.parametrize("problem", [errno.ENOSPC, errno.EROFS, errno.EACCES])
async def test_a_draft_that_the_disk_refuses_is_said_once_and_kept_as_soon_as_there_is_room(
    tmp_path, monkeypatch, problem
):
    monkeypatch.setattr(desks, "RETRY_SECONDS", 0.05)
    told = []
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        app.desk._tell_trouble = told.append
        room_again = refusing(monkeypatch, problem)
        await pilot.press(*HALF)
        await until(pilot, lambda: told)
        assert app.screen.line.value == HALF
        await until(pilot, lambda: [one.fields["line"] for one in app.desk.unfinished()] == [HALF])
        await pilot.press("ctrl+q")
        await settled(app, pilot)
        assert "NOT KEPT" in app.status.notice
        assert files(tmp_path) == {}
        room_again()
        await until(pilot, lambda: files(tmp_path))
        dies(app)
    assert len(told) == 1
    assert os.strerror(problem) in told[0]
    assert [one.fields["line"] for one in kept(tmp_path)] == [HALF]


async def test_a_form_that_is_left_on_a_full_disk_comes_back_by_its_key(tmp_path, monkeypatch):
    ids = filled(tmp_path)
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        refusing(monkeypatch)
        for _ in range(2):
            app.open_record(ids["dark"])
            await settled(app, pilot)
            app.screen.form.go_to("assigned")
            await pilot.press("x", "escape")
            await settled(app, pilot)
        app.open_record(ids["dark"])
        await settled(app, pilot)
        assert app.screen.form.values["assigned"] == "xx"


# Two windows


async def test_what_is_typed_in_one_window_is_not_taken_up_in_another_before_that_one_is_gone(tmp_path):
    ids = filled(tmp_path)
    first = Desk(tmp_path, clock=now)
    first.keep_draft(Draft("line", "capture", "01K0000000000000000000000A", "concern", {"line": "typed there"}, "1"))
    first.keep_draft(Draft("form", "record", ids["dark"], "concern", {"assigned": "there"}, "2"))
    first.flush_drafts()
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        assert app.screen.line.value == ""
        assert app.desk.unfinished() == []
        app.open_record(ids["dark"])
        await settled(app, pilot)
        assert app.screen.form.values["assigned"] == ""
        app.screen.form.go_to("assigned")
        await pilot.press(*"here", "ctrl+s")
        await settled(app, pilot)
        first.keep_draft(Draft("form", "record", ids["dark"], "concern", {"assigned": "there, too"}, "3"))
        first.flush_drafts()
        assert {draft.id for draft in kept(tmp_path)} == {"line", "form"}
        first.leave()
        assert {draft.fields.get("assigned") for draft in app.desk.unfinished()} == {None, "there, too"}
    assert Notebook.open(tmp_path).get(ids["dark"]).assigned == "here"


def test_a_window_that_was_killed_holds_nothing_back(tmp_path):
    script = (
        "import sys, os, pathlib; from cro_tui.tui.desk import Desk; from cro_tui.store.drafts import Draft\n"
        "desk = Desk(pathlib.Path(sys.argv[1])); desk.keep_draft(Draft('d1', 'capture', fields={'line': 'left'}))\n"
        "desk.flush_drafts(); print('kept', flush=True); sys.stdin.read(1)"
    )
    typist = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert typist.stdout.readline() == "kept\n"
    mine = Desk(tmp_path)
    assert mine.unfinished() == []
    typist.kill()
    typist.communicate()
    assert [draft.fields["line"] for draft in mine.unfinished()] == ["left"]
    assert sorted(path.name for path in (tmp_path / "drafts").iterdir()) == ["d1.json"]


def test_a_window_is_known_by_its_own_name_only(tmp_path):
    window, other = Window(tmp_path), Window(tmp_path)
    assert window.open()
    assert window.open()
    assert other.is_open(window.name)
    assert not window.is_open(window.name)
    for name in ("", "../lock", "0" * 12, window.name.upper() + "x"):
        assert not other.is_open(name)
    window.close()
    assert not other.is_open(window.name)
    assert list(tmp_path.iterdir()) == []


# Garbage


ODD = [
    {"screen": "record", "record": "", "kind": "no such kind", "fields": {"x": "odd text"}, "at": "yesterday"},
    {"screen": "record", "record": "", "kind": "contact", "fields": {"no such field": "odd text"}, "at": ""},
    {"screen": "nowhere') + quit('", "record": "x", "kind": "", "fields": {"line": "odd text"}, "at": "9" * 50},
    {"screen": "concerns", "record": "", "kind": "refer", "fields": {"to": "odd text", "about": "gone;"}, "at": ""},
    {"screen": "today", "record": "", "kind": "put off", "fields": {"due": "odd text", "about": "gone"}, "at": ""},
    {"screen": "meetings", "record": "gone", "kind": "meeting", "fields": {"line": "odd text"}, "at": "0"},
    {"screen": "training", "record": "", "kind": "score", "fields": {"score": "odd text", "about": "a;b"}, "at": ""},
    {"screen": "find", "record": "", "kind": "\x1b[2J", "fields": {"notes": "odd text"}, "at": "\x1b[2J"},
    {"screen": "capture", "record": "", "kind": "", "fields": {"line": "odd text" + "x" * 100_000}, "at": ""},
]


@pytest.mark.parametrize("about", ODD, ids=lambda about: f"{about['screen'][:9]} {about['kind'][:9]}".strip())
async def test_a_draft_of_nobody_knows_what_shows_and_opens_without_harm(tmp_path, about):
    filled(tmp_path)
    before = records_of(tmp_path)
    (tmp_path / "drafts").mkdir(exist_ok=True)
    (tmp_path / "drafts" / "odd.json").write_text(json.dumps({**about, "window": 7}))
    async with at_desk(tmp_path, clock=now) as (app, pilot):
        await resumed(app, pilot, "odd text"[:4])
        await pilot.press("escape")
        await settled(app, pilot)
    assert records_of(tmp_path) == before


# In a real terminal


F4, F5, F7 = "\x1bOS", "\x1b[15~", "\x1b[18~"
ENTER, SAVE, DOWN, TAB = "\r", "\x13", "\x1b[B", "\t"
TOP = "\x1b[H"
TERMINAL = {
    "the capture line": ([], ENTER, 1),
    "a whole form": ([("Lamp", "Lamp"), (TAB, "New concern"), (TAB, "Narrative")], SAVE, 1),
    "a line of minutes": ([(F5, "Northside"), (DOWN, "enter Open"), (ENTER, "+ name")], ENTER, 0),
    "to whom it is referred": ([(F7, "Recommendations 1"), ("r", "Method")], SAVE, 1),
    "whose notebook it is": ([("\x0e", "Supervisor")], SAVE, 0),
}
"""What is typed until the cursor stands there and what shows then, how it is saved, how many records that makes."""


def listed(home):
    """All records as the command line lists them."""
    out = {}
    for kind in ("concerns", "contacts", "meetings", "referrals"):
        command = [sys.executable, "-m", "cro_tui", "--home", str(home), "list", kind, "--json"]
        out[kind] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return out


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
@pytest.mark.parametrize("name", TERMINAL)
def test_killed_in_a_real_terminal(tmp_path, name):
    from tests.pty.terminal import Terminal

    way, save, made = TERMINAL[name]
    filled(tmp_path)
    before = listed(tmp_path)
    command = [sys.executable, "-m", "cro_tui", "--home", str(tmp_path)]
    with Terminal(command, columns=120, rows=40) as terminal:
        assert terminal.shows("Captured"), terminal.text
        for typed, shown in way:
            terminal.feed(typed)
            assert terminal.shows(shown), terminal.text
        terminal.feed(HALF)
        until_kept = time.monotonic() + 20
        while not any(stands_in(fields, HALF) for fields in files(tmp_path).values()):
            assert time.monotonic() < until_kept, terminal.text
            terminal.read(0.02)
        os.kill(terminal.pid, signal.SIGKILL)
    assert listed(tmp_path) == before
    with Terminal(command, columns=120, rows=40) as terminal:
        assert terminal.shows("Captured"), terminal.text
        terminal.feed(F4)
        assert terminal.shows("Typed and not saved (1)"), terminal.text
        assert terminal.shows(HALF[:8]), terminal.text
        terminal.feed(TOP + ENTER)  # what else was gathered meanwhile may have the cursor
        assert terminal.shows(lambda text: HALF in text and "Typed and not saved" not in text), terminal.text
        terminal.feed(save)
        until_gone = time.monotonic() + 20
        while files(tmp_path):
            assert time.monotonic() < until_gone, terminal.text
            terminal.read(0.02)
    after = listed(tmp_path)
    assert sum(map(len, after.values())) - sum(map(len, before.values())) == made
