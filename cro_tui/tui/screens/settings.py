"""Settings: all that can be set under its headings, every command with its key, and what in the file can't be used.

A line is changed in a form of its own or in one of its whole heading; what is saved counts at once and stands in
settings.toml. Knows the desk; what a line says comes from `setting_lines`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import Vertical
from textual.widget import Widget

from cro_tui.settings import FILE
from cro_tui.settings.about import Setting, by_section, every_setting
from cro_tui.tui import STYLES
from cro_tui.tui.commands import LIST, bindings, key_name
from cro_tui.tui.desk import Refused
from cro_tui.tui.screens.changes_settings import ChangesSettings, label_of
from cro_tui.tui.setting_lines import (
    NOTICE,
    PATH,
    TAG,
    TAG_RULE,
    SettingLines,
    about_key,
    command_of,
    key_lines,
    key_row,
)
from cro_tui.tui.widgets.details import Details
from cro_tui.tui.widgets.grouped_list import GroupedList
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column
from cro_tui.tui.widgets.search_list import SearchList
from cro_tui.tui.widgets.tab_line import Tab, TabLine

if TYPE_CHECKING:
    from cro_tui.store.drafts import Draft
    from cro_tui.tui.screens.dialogs.base import Laid

SETTINGS, KEYS = "settings", "keys"


class SettingList(GroupedList):
    """Every setting."""

    PLACES = ("setting list", "setting tables", LIST)
    BINDINGS = bindings("setting list", "setting tables")


class KeyList(GroupedList):
    """Every command and its key."""

    PLACES = ("key list", "setting tables", LIST)
    BINDINGS = bindings("key list", "setting tables")


class SettingsRoom(ChangesSettings):
    """The settings and the keys."""

    PLACE = "settings"
    LABEL = "Settings"
    CSS_PATH = STYLES / "settings.tcss"
    AUTO_FOCUS = "SettingList"
    BINDINGS = bindings("settings")

    def __init__(self) -> None:
        super().__init__()
        self.settings = SettingList((Column("Setting", cells=18), Column("Now", share=1)))
        self.keys = KeyList((Column("Key", cells=9), Column("Command", cells=14), Column("What it does", share=1)))
        self.table = SETTINGS
        self.searches = {SETTINGS: SearchList(self.settings), KEYS: SearchList(self.keys)}
        self.tabs = TabLine(id="tables")
        self.about = Details(id="about")
        self._tested: tuple[str, Sequence[str]] = ("", ())
        """The setting that was tried last, and what came of it."""

    def first(self) -> Iterable[Widget]:
        """The tables, and what is known of the line under the cursor."""
        yield self.tabs
        self.searches[KEYS].display = False
        with Vertical(id="settings-body"):
            yield Vertical(*self.searches.values(), id="settings-lists")
            yield self.about

    def on_mount(self) -> None:
        """Show what is set."""
        self.show_settings()

    def arrive(self) -> None:
        """The cursor is in the list."""
        self.focus_later(lambda: self.rows)

    @property
    def filtered(self) -> SearchList:
        """The table that shows, under its filter."""
        return self.searches[self.table]

    @property
    def rows(self) -> RowList:
        """The list that shows."""
        return self.searches[self.table].rows

    @property
    def lines(self) -> SettingLines:
        """What the lines say now."""
        desk = self.cro.own_desk
        return SettingLines(desk, (*desk.settings.notices, *self.cro.refused_keys))

    def show_settings(self) -> None:
        """Show everything as it now is."""
        lines = self.lines
        self.settings.show_keys(lines.keys(), lines.row)
        self.keys.show_keys(key_lines(), partial(key_row, own=self.cro.keys))
        counts = {SETTINGS: self.settings.counted[1], KEYS: self.keys.counted[1]}
        labels = {SETTINGS: "Settings", KEYS: "Keys"}
        self.tabs.show(
            [Tab(name, label, count=str(counts[name])) for name, label in labels.items()], self.table,
            " ← → other table   • differs from the default",
        )  # fmt: skip
        self._show_about()

    def _show_about(self) -> None:
        key = self.rows.cursor_key or ""
        if self.table == KEYS:
            self.about.show(about_key(key, self.cro.keys))
        else:
            self.about.show(self.lines.about(key, self._tested[1] if self._tested[0] == key else ()))

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._show_about()

    @on(events.ScreenResume)
    def _back_here(self) -> None:
        self.show_settings()

    @on(TabLine.Chosen, "#tables")
    def _table_chosen(self, event: TabLine.Chosen) -> None:
        self.go_to_table(event.name)

    def go_to_table(self, name: str) -> None:
        """Show the table *name*, with the cursor in it."""
        self.table = name
        for other, search in self.searches.items():
            search.display = other == name
        self.show_settings()
        self.set_focus(self.rows)

    def action_table(self, _step: int) -> None:
        """The other table."""
        self.go_to_table(KEYS if self.table == SETTINGS else SETTINGS)

    # Changing

    @on(RowList.Opened)
    async def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        if self.table == KEYS:
            self._ask_key(event.key)
        elif event.key.startswith(NOTICE) or event.key == PATH:
            await self._ask_about_file()
        elif event.key == TAG:
            self.cro.say(notice=TAG_RULE)
        elif every_setting()[event.key].kind == "keys":
            self.go_to_table(KEYS)
        else:
            await self._ask([every_setting()[event.key]])

    async def action_section(self) -> None:
        """All settings under the same heading in one form; long lists are each asked for themselves."""
        setting = every_setting().get(self.rows.cursor_key or "")
        if setting is None:
            return
        together = [one for one in by_section()[setting.section] if one.kind != "keys"]
        if setting.section == "Words":
            together = [setting]
        if together:
            await self._ask(together, setting.name)

    def _ask(self, settings: Sequence[Setting], start: str = "") -> Laid:
        if self.cro.own_desk.settings.unread:
            return self._ask_about_file()
        from cro_tui.tui.screens.dialogs.base import lay_over
        from cro_tui.tui.screens.dialogs.drafted import Kept
        from cro_tui.tui.screens.dialogs.setting_form import SettingForm

        verb = settings[0].name if len(settings) == 1 else settings[0].section
        title = settings[0].section
        kept = Kept(self.cro.own_desk, self.PLACE, verb, ())
        return lay_over(self.cro, SettingForm(title, settings, self.cro, kept, start=start), self.saved)

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed and not saved."""
        if draft.kind in every_setting():
            self.settings.go_to(draft.kind)
            self._ask([every_setting()[draft.kind]])
        elif draft.kind in by_section():
            self._ask([one for one in by_section()[draft.kind] if one.kind != "keys"])

    def _ask_key(self, identity: str) -> None:
        from cro_tui.tui.screens.dialogs.new_key import NewKey

        def pressed(key: str | None) -> None:
            if key is not None:
                usual = key == command_of(identity).key
                self._change({("look", "keys", identity): None if usual else key}, f"now on {key_name(key)}", identity)

        self.cro.push_screen(NewKey(identity, self.cro.keys), pressed)

    def action_default(self) -> None:
        """The setting or the key of the line back to its default."""
        key = self.rows.cursor_key or ""
        if self.table == KEYS:
            if key in self.cro.own_desk.settings.look.keys:
                usual = key_name(command_of(key).key)
                self._change({("look", "keys", key): None}, f"on its usual key again, {usual}", key)
            return
        setting = every_setting().get(key)
        if setting is None or setting.of(self.cro.own_desk.settings) == setting.default:
            self.cro.say(notice="That is as it is by default")
        else:
            self._change({setting.path: None}, "at its default again; the line stays in the file as a comment", key)

    def _change(self, changes: dict[tuple[str, ...], object], said: str, key: str) -> None:
        before = {key: self.now_set(key)}
        if self.written(changes, f"{label_of(key)} is {said}"):
            self.remember(before)

    # Trying, and the file

    def action_test(self) -> None:
        """Try what the line names."""
        setting = every_setting().get(self.rows.cursor_key or "")
        value = setting.of(self.cro.own_desk.settings) if setting is not None else ""
        if setting is None or setting.kind not in ("share", "letterhead", "folder"):
            self.cro.say(notice="Share, folder and letterhead can be tried")
        elif not value:
            self.cro.say(notice="None is set: enter asks for one")
        else:
            self.cro.say(notice="Trying …")
            self.run_worker(self._try(setting, value), group="try", exclusive=True)

    async def _try(self, setting: Setting, value: str) -> None:
        found = await asyncio.to_thread(self._tried, setting, value)
        self._tested = (setting.name, found)
        self.cro.say(notice=found[0])
        self._show_about()

    def _tried(self, setting: Setting, value: str) -> list[str]:
        from pathlib import Path

        if setting.kind == "share":
            from cro_tui.share.looking import look

            return [look(value, self.cro.own_desk.notebook.identity)]
        if setting.kind == "letterhead":
            from cro_tui.word.letterhead import check_letterhead

            return check_letterhead(Path(value).expanduser()) or ["It can be used as it is"]
        from cro_tui.tui.screens.dialogs.setting_form import look_at_path

        there = "It is there" if Path(value).expanduser().is_dir() else "It is made with the first document"
        return [look_at_path(setting, value) or there]

    def action_file(self) -> None:
        """Open the file with the system's own program."""
        from cro_tui.tui.opening import open_with_system

        path = self.cro.own_desk.home / FILE
        if not path.exists():
            self.action_comments()
        self.cro.say(notice=open_with_system(path) or f"Opened {path}")

    def action_comments(self) -> None:
        """Every setting with its default into the file, as comments."""
        try:
            self.cro.own_desk.kept_settings.write_comments()
        except Refused as refused:
            self.cro.refused(refused)
            return
        self.cro.say(notice=f"Every setting stands with its default in {self.cro.own_desk.home / FILE}")

    def _ask_about_file(self) -> Laid:
        """What is to be done with a file in which something can't be used."""
        from cro_tui.tui.screens.dialogs.base import lay_over
        from cro_tui.tui.screens.dialogs.choose import Choose, Option

        unread = self.cro.own_desk.settings.unread
        options = [Option("open", "Open the file with the system's own program", "o")]
        if unread:
            options.append(Option("aside", "Set it aside under another name, and begin a new one", "a"))
        body = unread or "; ".join(self.lines.notices) or "Nothing is wrong in it."
        asked = Choose(FILE, options, f"{body}. It lies at {self.cro.own_desk.home / FILE}")
        return lay_over(self.cro, asked, self._file_answered)

    def _file_answered(self, answer: str | None) -> None:
        if answer == "open":
            self.action_file()
        elif answer == "aside":
            from cro_tui.settings import SettingsProblem, set_aside

            try:
                aside = set_aside(self.cro.own_desk.home)
            except SettingsProblem as problem:
                self.cro.say(notice=str(problem))
                return
            self.cro.own_desk.kept_settings.read_again()
            self.cro.settings_changed()
            self.cro.say(notice=f"The file is now {aside.name}; what you set goes into a new one")
