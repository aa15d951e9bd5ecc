"""How the settings look in a list, what is known of each, and the form fields that change them.

Knows settings, desk and the table of commands; no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cro_tui.model.ids import laptop_tag
from cro_tui.settings import FILE, THEMES
from cro_tui.settings.about import Setting, by_section, every_setting
from cro_tui.settings.values import read, shown, written
from cro_tui.tui.commands import COMMANDS, Command, key_name
from cro_tui.tui.desk import Desk
from cro_tui.tui.places import place_of
from cro_tui.tui.widgets.details import Paragraph
from cro_tui.tui.widgets.grouped_list import HEADING
from cro_tui.tui.widgets.record_form import FormField
from cro_tui.tui.widgets.rows import Row

TAG, PATH, NOTICE = "this laptop", "the file", "notice "
"""Lines that are no settings: the tag of the laptop, the file, what in it can't be used."""
LOOK_AT, LAPTOP = f"{HEADING}Look at this", f"{HEADING}This laptop"
TAG_RULE = (
    "It stands in the numbers of the concerns that are written down here, so that no two laptops give the same. The "
    "first two letters are the initials of your name (CR while there is none) and follow it; the other two are drawn "
    "once for this laptop and can't be chosen. They change by themselves if the laptop finds its own id in use "
    "elsewhere: after it was cloned, or brought back from an old copy. Numbers that were given stay as they are."
)
OWN = "• "
"""Marks a setting that is not at its default."""
_TESTED = {"share": "t tries it", "letterhead": "t tries it", "folder": "t tries it"}


@dataclass(frozen=True)
class SettingLines:
    """The lines of one moment."""

    desk: Desk
    notices: Sequence[str]

    def keys(self) -> list[str]:
        """What stands there, under its headings."""
        found: list[str] = []
        if self.notices:
            found += [LOOK_AT, *(f"{NOTICE}{number}" for number in range(len(self.notices)))]
        for section, settings in by_section().items():
            found += [f"{HEADING}{section}", *(one.name for one in settings)]
            if section == "Department":
                found += [LAPTOP, TAG, PATH]
        return found

    def row(self, key: str) -> Row:
        """One line."""
        if key.startswith(HEADING):
            return Row((key.removeprefix(HEADING),))
        if key.startswith(NOTICE):
            return Row(("In the file", self.notice(key)), tone="alarm")
        if key == TAG:
            return Row(("Laptop tag", self.tag), words="tag number initials")
        if key == PATH:
            return Row(("Settings file", str(self.desk.home / FILE)), words="toml")
        setting = every_setting()[key]
        value = setting.of(self.desk.settings)
        own = OWN if value != setting.default else ""
        return Row((setting.label, shown(setting, value)), badge=own, words=f"{key} {setting.about}")

    def notice(self, key: str) -> str:
        """The sentence of a line that names a slip."""
        number = int(key.removeprefix(NOTICE))
        return self.notices[number] if number < len(self.notices) else ""

    @property
    def tag(self) -> str:
        """What concern numbers of this laptop have in their middle."""
        laptop = self.desk.notebook.identity
        if laptop is None:
            return f"{laptop_tag(self.desk.settings.officer.name, '')}…, whole with the first save"
        return laptop_tag(self.desk.settings.officer.name, laptop.id)

    def about(self, key: str, tested: Sequence[str] = ()) -> list[Paragraph]:
        """All that is known of a line; *tested* is what a test of it came to."""
        if key.startswith(NOTICE):
            return [Paragraph(self.notice(key), tone="alarm"), Paragraph(self._what_to_do())]
        if key == TAG:
            return [Paragraph(f"Laptop tag {self.tag}", tone="heading"), Paragraph(TAG_RULE)]
        if key == PATH:
            return [
                Paragraph(str(self.desk.home / FILE), tone="heading"),
                Paragraph("What is changed here is written into it, every other line stays. f opens it; w writes every "
                          "setting with its default into it, as comments."),
            ]  # fmt: skip
        setting = every_setting().get(key)
        if setting is None:
            return []
        value = setting.of(self.desk.settings)
        paragraphs = [Paragraph(setting.label, tone="heading"), Paragraph(f"{setting.about}.")]
        paragraphs += [Paragraph(one, tone="strong") for one in tested]
        paragraphs.append(Paragraph(shown(setting, value), "Now"))
        if value != setting.default:
            paragraphs.append(Paragraph(shown(setting, setting.default), "Default"))
        else:
            paragraphs.append(Paragraph("that is the default", " "))
        paragraphs.append(Paragraph(setting.name, "In the file", "quiet"))
        if not tested and setting.kind in _TESTED and value:
            paragraphs.append(Paragraph(_TESTED[setting.kind], tone="quiet"))
        return paragraphs

    def _what_to_do(self) -> str:
        if self.desk.settings.unread:
            return "Nothing can be set here until that line is mended. enter: open the file, or set it aside."
        return "The rest of the file counts. enter opens the file; mended, it counts at once."


# Keys


def key_lines() -> list[str]:
    """The ids of all commands, under the places where they work."""
    found: list[str] = []
    places: dict[str, list[str]] = {}
    for command in COMMANDS:
        places.setdefault(command.place, []).append(command.id)
    for place, ids in places.items():
        found += [f"{HEADING}{place}", *ids]
    return found


def key_row(key: str, own: Mapping[str, str]) -> Row:
    """One line of the keys."""
    if key.startswith(HEADING):
        place = place_of(key.removeprefix(HEADING))
        room = f" · {place.room}" if place.room and place.room != place.title.casefold() else ""
        return Row((f"{place.title}{room}",))
    command = command_of(key)
    usual = key_name(command.key)
    now = key_name(own[key]) if key in own else usual
    where = place_of(command.place).title  # a filter finds it, and leaves lines without their headings
    return Row((now, command.label, command.help), badge=OWN if key in own else "", words=f"{key} {usual} {where}")


def about_key(key: str, own: Mapping[str, str]) -> list[Paragraph]:
    """All that is known of a command's key."""
    if key.startswith(HEADING) or not key:
        return []
    command = command_of(key)
    return [
        Paragraph(f"{command.label}: {key_name(own.get(key, command.key))}", tone="heading"),
        Paragraph(command.help),
        Paragraph(place_of(command.place).title, "Works in"),
        Paragraph(", ".join(map(key_name, command.key.split(","))), "Usual key"),
        Paragraph(f"look.keys, {key}", "In the file", "quiet"),
    ]


def command_of(identity: str) -> Command:
    """The command of that id."""
    return next(command for command in COMMANDS if command.id == identity)


# Forms


def field_name(setting: Setting) -> str:
    """What a setting is called in a form."""
    return setting.name.replace(".", "__")


def form_field(setting: Setting) -> FormField:
    """The field that changes *setting*."""
    hint = f"{setting.about}. One a line." if setting.kind in ("texts", "hours") else f"{setting.about}."
    name = field_name(setting)
    if setting.kind == "yesno":
        return FormField(name, setting.label, "yesno", hint=hint, wide=True)
    if setting.kind == "theme":
        return FormField(name, setting.label, "choice", choices=THEMES, hint=hint, read=_reader(setting), wide=True)
    kind = {"texts": "text", "hours": "text", "number": "number"}.get(setting.kind, "line")
    return FormField(name, setting.label, kind, hint=hint, read=_reader(setting), wide=True)  # type: ignore[arg-type]


def form_values(settings: Sequence[Setting], desk: Desk) -> dict[str, str]:
    """The texts of a form with *settings*, as they now are."""
    return {field_name(one): written(one, one.of(desk.settings)) for one in settings}


def _reader(setting: Setting) -> Callable[[str], str]:
    def reading(text: str) -> str:
        try:
            value = read(setting, text)
        except ValueError as problem:
            raise ValueError(f"{setting.label} {problem}") from None
        return _understood(setting, value, text)

    return reading


def _understood(setting: Setting, value: Any, text: str) -> str:
    if setting.kind in ("texts", "hours"):
        return f"{len(value)} line{'' if len(value) == 1 else 's'}; enter begins another"
    if setting.kind == "share":
        scheme = text.partition("://")[0].strip().casefold() if "://" in text else ""
        return {"": "a folder", "smb": "a Windows or Samba server"}.get(scheme, "an object store")
    return str(value)
