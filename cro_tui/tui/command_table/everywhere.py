"""What works everywhere, in every room and in every list."""

from __future__ import annotations

from cro_tui.tui.command_table.command import EVERYWHERE, LIST, ROOM, Command


def _room(key: str, name: str, label: str, text: str) -> Command:
    return Command(f"room.{name}", key, label, text, EVERYWHERE, f"app.room('{name}')", bar=True)


COMMANDS: tuple[Command, ...] = (
    _room("f2", "capture", "New", "Write down a concern; the cursor is in the line."),
    _room("f3", "find", "Find", "Find people, organizations, concerns, anything, as you type."),
    _room("f4", "today", "Today", "What is due, overdue, waiting; whom to call back."),
    _room("f5", "meetings", "Meet", "Meetings and live minutes; outreach; inquiries and other work."),
    _room("f6", "training", "Train", "Training sessions, check-in, everybody's hours."),
    _room("f7", "concerns", "Concerns", "All concerns, their referrals and recommendations; problem-solving projects."),
    _room("f8", "reports", "Report", "The quarterly report and other documents."),
    Command("blank", "f9", "Blank", "Blank the screen at once; any key brings it back.", EVERYWHERE, "app.blank", True),
    Command("projector", "ctrl+y", "Projector",
            "Projector mode for a screen that others see: nothing above open shows. Again, leave it.",
            EVERYWHERE, "app.projector"),
    Command("help", "f1", "Help", "The keys that work here.", EVERYWHERE, "app.keys", True),
    Command("palette", "ctrl+p", "Commands", "Find any command by its name.", EVERYWHERE, "app.command_palette"),
    Command("jump", "ctrl+e", "Jump", "A letter stands at every field, list and tab: press it to go there.",
            EVERYWHERE, "app.jump"),
    Command("room.settings", "ctrl+u", "Settings", "All settings: name, department, share, words, days, keys, look.",
            EVERYWHERE, "app.room('settings')"),
    Command("tour", "ctrl+w", "Tour", "On the made-up notebook: a tour of two minutes; during it, on to the next step.",
            EVERYWHERE, "app.tour"),
    Command("quit", "ctrl+q", "Quit", "Leave; what is being typed is kept as a draft.", EVERYWHERE, "app.quit"),
    Command("undo", "ctrl+z", "Undo", "Undo typing; with none left, take back the last thing saved, naming it.",
            EVERYWHERE, "app.undo_change"),
    Command("sync", "ctrl+k", "Sync",
            "Keep in step: bring the notebook and the station share together; again, stop what takes long.",
            EVERYWHERE, "app.sync"),
    Command("theme", "ctrl+t", "Theme", "Next theme: station, sun, night.", EVERYWHERE, "app.next_theme"),
    Command("save", "ctrl+s", "Save", "Save what is on the screen.", ROOM, "screen.save", True),
    Command("back", "escape", "Back", "Back to where you were.", ROOM, "screen.back", True),
    Command("field.next", "tab", "Next field", "To the next field.", ROOM, "app.focus_next"),
    Command("field.previous", "shift+tab", "Field before", "To the field before.", ROOM, "app.focus_previous"),
    Command("list.filter", "slash", "Filter", "Show only the lines with what you type; ↓ or enter leaves.",
            LIST, "ask_filter", True),
    Command("list.open", "enter", "Open", "Open the line.", LIST, "open", True),
    Command("list.mark", "space", "Mark", "Mark the line, to do one thing with several.", LIST, "mark"),
    Command("list.mark_all", "asterisk", "Mark all",
            "Mark all lines that the filter leaves; again, unmark them.", LIST, "mark_all"),
    Command("list.help", "question_mark", "Keys", "The keys that work here.", LIST, "app.keys"),
    Command("list.up", "up", "Up", "The line before.", LIST, "up"),
    Command("list.down", "down", "Down", "The next line.", LIST, "down"),
    Command("list.pageup", "pageup", "Page up", "A screenful up.", LIST, "page(-1)"),
    Command("list.pagedown", "pagedown", "Page down", "A screenful down.", LIST, "page(1)"),
    Command("list.first", "home", "First", "The first line.", LIST, "first"),
    Command("list.last", "end", "Last", "The last line.", LIST, "last"),
)  # fmt: skip
