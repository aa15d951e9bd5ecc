"""A form of some settings: what is typed is a draft until it is saved, checked as it is typed, and counts at once.

What takes a look at the disk or at all records before it can be saved (a letterhead, a word that records use) is looked
at in a thread. Knows the desk and the settings; which of them are asked is the caller's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.widget import Widget

from cro_tui.settings.about import Setting
from cro_tui.settings.values import read, shown
from cro_tui.tui.commands import bindings
from cro_tui.tui.desk import Refused
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.screens.dialogs.drafted import Kept
from cro_tui.tui.setting_lines import field_name, form_field, form_values
from cro_tui.tui.widgets.record_form import RecordForm
from cro_tui.tui.widgets.unbroken import Hint

if TYPE_CHECKING:
    from cro_tui.tui.app import CroTui

Saved = Mapping[Setting, Any]
"""The settings that were changed, with what stood there before."""


class SettingForm(Dialog[Saved]):
    """Gives what was saved, None when it was left."""

    BINDINGS = bindings("small form")
    PLACES = ("small form", *Dialog.PLACES)

    def __init__(
        self, title: str, settings: Sequence[Setting], app: CroTui, kept: Kept, *, body: str = "", start: str = ""
    ) -> None:
        """*start* is the setting with which it begins."""
        super().__init__(title, body)
        self._settings = {field_name(one): one for one in settings}
        self._desk = app.own_desk
        self._before = {one: one.of(app.own_desk.settings) for one in settings}
        """What stood there when it was shown."""
        self._theme = app.theme
        self._kept = kept
        self._settled = False
        self._start = start.replace(".", "__") or field_name(settings[0])
        self._form = RecordForm([form_field(one) for one in settings], form_values(settings, app.own_desk))
        self._form.fill(kept.texts, going_on=True)
        self._hint = Hint("ctrl+s: save   esc: leave it, kept as a draft")

    @property
    def cro(self) -> CroTui:
        """The app, with its own type."""
        return cast("CroTui", self.app)

    def asked(self) -> Iterable[Widget]:
        """The fields."""
        yield self._form
        yield self._hint

    def first_input(self) -> Widget:
        """The field to start with."""
        return self._form.input_of(self._start)

    def on_mount(self) -> None:
        """To the first field."""
        self.set_focus(self.first_input())

    @on(RecordForm.Changed)
    def _edited(self, event: RecordForm.Changed) -> None:
        if self._settled:  # the last letters are told of after the key that saved them
            return
        if self._form.changed:
            self._kept.keep(self._form.changed)
            self.cro.say(saving="draft", notice="")
        else:
            self._kept.drop()
        if self._settings[event.name].kind == "theme":
            self._try_theme(event.value)

    def _try_theme(self, typed: str) -> None:
        """A theme shows at once; left without saving, the one before comes back."""
        setting = next(one for one in self._settings.values() if one.kind == "theme")
        try:
            self.cro.show_theme(read(setting, typed))
        except ValueError:
            return

    def action_close(self) -> None:
        """Leave; what was typed stays as a draft."""
        self.cro.show_theme(self._theme)
        if self._form.changed:
            self._kept.keep(self._form.changed, left=True)
            self.cro.say(saving="draft", notice="Kept as a draft: the same key brings it back")
        super().action_close()

    # Saving

    @on(RecordForm.Finished)
    def action_save(self) -> None:
        """Save what was changed; what can't be saved stays, with the reason."""
        self._form.settle()
        if self._desk.kept_settings.read_again():
            self.cro.settings_changed()
        changes, wrong = self._read()
        wrong |= self._changed_meanwhile(changes)
        if wrong:
            self._form.set_errors(wrong)
            return
        if any(one.kind in ("folder", "letterhead") or one.table == "words" for one in changes):
            self._hint.update("Looking at it …")
            self.run_worker(self._look_and_save(changes), exclusive=True)
        else:
            self._save(changes)

    def _read(self) -> tuple[dict[Setting, Any], dict[str, str]]:
        """(the settings that are changed and their values, what is wrong by field)."""
        changes: dict[Setting, Any] = {}
        wrong: dict[str, str] = {}
        for name, text in self._form.changed.items():
            setting = self._settings[name]
            try:
                value = read(setting, text)
            except ValueError as problem:
                wrong[name] = f"{setting.label} {problem}"
                continue
            if value != setting.of(self._desk.settings):
                changes[setting] = value
        return changes, wrong

    def _changed_meanwhile(self, changes: Mapping[Setting, Any]) -> dict[str, str]:
        """What was given another value by hand or in another window since it was shown here, by field; said once."""
        said: dict[str, str] = {}
        for setting in changes:
            now = setting.of(self._desk.settings)
            if now != self._before[setting]:
                self._before[setting] = now
                said[field_name(setting)] = (
                    f"Meanwhile it was set to “{shown(setting, now)[:60]}”; ctrl+s again puts yours in its place"
                )
        return said

    async def _look_and_save(self, changes: Mapping[Setting, Any]) -> None:
        wrong = await asyncio.to_thread(_wrong_on_disk, changes)
        if wrong:
            self._hint.update("Not saved")
            self._form.set_errors(wrong)
            return
        sentence = await asyncio.to_thread(self._dropped, changes)
        if not sentence:
            self._save(changes)
            return
        from cro_tui.tui.screens.dialogs.choose import confirm

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._save(changes)

        self._hint.update("")
        self.app.push_screen(confirm("Take these words off the list?", "Yes, take them off", sentence), answered)

    def _dropped(self, changes: Mapping[Setting, Any]) -> str:
        """Which words that are taken off a list records use, and how many."""
        from cro_tui.report.in_use import in_use

        said: list[str] = []
        for setting, value in changes.items():
            gone = (
                [one for one in setting.of(self._desk.settings) if one not in value] if setting.table == "words" else []
            )
            if gone:
                self._desk.whole.wait()
                counts = in_use(self._desk.notebook, setting.key, gone)
                said += [
                    f"“{word}” is used by {count} record{'' if count == 1 else 's'}" for word, count in counts.items()
                ]
        return f"{'; '.join(said)}. They keep it; new ones can't have it." if said else ""

    def _save(self, changes: Mapping[Setting, Any]) -> None:
        before = {one: one.of(self._desk.settings) for one in changes}
        try:
            if changes:
                self._desk.change_settings({one.path: value for one, value in changes.items()})
        except Refused as refused:
            self._hint.update(str(refused))
            self._hint.add_class("-wrong")
            self.cro.refused(refused)
            return
        self._settled = True
        self._kept.drop()
        if changes:
            self.cro.settings_changed()
            self.cro.say(saving="saved", notice=f"Saved: {', '.join(one.label for one in changes)}")
        self.dismiss(before)


def _wrong_on_disk(changes: Mapping[Setting, Any]) -> dict[str, str]:
    """What is wrong with files and folders that are named, by field."""
    wrong: dict[str, str] = {}
    for setting, value in changes.items():
        if sentence := look_at_path(setting, value):
            wrong[field_name(setting)] = sentence
    return wrong


def look_at_path(setting: Setting, value: str) -> str:
    """Why the folder or letterhead that is named can't be used; ``""`` where it can, or none is named."""
    if not value or setting.kind not in ("folder", "letterhead"):
        return ""
    path = Path(value).expanduser()
    try:
        if setting.kind == "folder":
            return f"{path} is a file, no folder" if path.exists() and not path.is_dir() else ""
        from cro_tui.word.letterhead import LetterheadProblem, load_letterhead

        try:
            load_letterhead(path)
        except LetterheadProblem as problem:
            return str(problem)
    except OSError as problem:
        return f"{path} can't be read: {problem.strerror or problem}"
    return ""
