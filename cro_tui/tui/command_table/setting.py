"""The settings: every one of them, and everybody's keys."""

from __future__ import annotations

from cro_tui.tui.command_table.command import Command

COMMANDS: tuple[Command, ...] = (
    Command("settings.change", "enter", "Change", "Change the setting of the line.", "setting list", "open", True),
    Command("settings.section", "e", "All of it", "All settings under the same heading, in one form.",
            "setting list", "screen.section", True),
    Command("settings.default", "d", "Default", "Back to the default; the file keeps the line as a comment.",
            "setting list", "screen.default", True),
    Command("settings.test", "t", "Test", "Try the share, the letterhead or the folder, and say what came of it.",
            "setting list", "screen.test", True),
    Command("settings.file", "f", "File", "Open settings.toml with the system's own program.",
            "setting list", "screen.file"),
    Command("settings.comments", "w", "Comments", "Write every setting with its default into the file, as comments.",
            "setting list", "screen.comments"),
    Command("keys.change", "enter", "New key", "Press another key for the command of the line.",
            "key list", "open", True),
    Command("keys.default", "d", "Usual key", "The key that the command has by itself.",
            "key list", "screen.default", True),
    Command("settings.next_table", "right", "Next table", "From the settings to the keys.",
            "setting tables", "screen.table(1)"),
    Command("settings.previous_table", "left", "Table before", "From the keys to the settings.",
            "setting tables", "screen.table(-1)"),
)  # fmt: skip
