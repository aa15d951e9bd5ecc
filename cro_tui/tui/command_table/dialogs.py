"""What lies over a room: stories, histories, conflicts, merging, small forms."""

from __future__ import annotations

from cro_tui.tui.command_table.command import DIALOG, Command

COMMANDS: tuple[Command, ...] = (
    Command("story.open", "enter", "Open", "Open the whole form of the record.", "story", "screen.open", True),
    Command("history.mask", "m", "Unmask", "Show or mask what is restricted.", "history", "screen.mask"),
    Command("conflict.take", "e", "Edit", "Take this value into the line, to write a third from it.",
            "conflict list", "screen.take"),
    Command("merge.take", "enter", "Take", "Take the other value of the line, or the first again.",
            "merge list", "open"),
    Command("merge.swap", "s", "Keep other", "Keep the other of the two.", "merge list", "screen.swap"),
    Command("merge.merge", "u", "Merge", "Make one of the two, as it stands here.", "merge list", "screen.merge"),
    Command("merge.apart", "x", "Not the same", "They are two: nobody is asked again.", "merge list", "screen.apart"),
    Command("merge.mask", "m", "Unmask", "Show or mask what is restricted.", "merge list", "screen.mask"),
    Command("form.save", "ctrl+s", "Save", "Save what is asked.", "small form", "screen.save"),
    Command("dialog.next", "tab", "Next field", "To the next field.", DIALOG, "app.focus_next"),
    Command("dialog.previous", "shift+tab", "Field before", "To the field before.", DIALOG, "app.focus_previous"),
    Command("dialog.undo", "ctrl+z", "Undo", "Undo typing; what was saved is taken back once this is closed.",
            DIALOG, "screen.undo_typing"),
    Command("dialog.close", "escape", "Close", "Close without doing anything.", DIALOG, "screen.close"),
)  # fmt: skip
