"""THE table of commands: bindings, key bar, help screen, palette and the README's table of keys are all made from it.

A command is one line here and one ``action_…`` method: on the app where *place* is EVERYWHERE, on the widget where it
is a LIST or FIELD, else on the screen of that place. Knows no screen and no widget, and does without Textual until
`bindings` is asked for: the command line reads the table too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.binding import BindingType

EVERYWHERE = "everywhere"
LIST = "any list"
ROOM = "any screen"
DIALOG = "dialogs"


class Command(NamedTuple):
    """One thing that a key does."""

    id: str
    """Stable name; the settings change its key by it."""
    key: str
    """The key as Textual names it; several, comma-separated, are equals, the first is shown."""
    label: str
    """One or two words for the key bar."""
    help: str
    """One sentence for the help screen, the palette and the README."""
    place: str
    """Where it works: EVERYWHERE, LIST, ROOM, DIALOG, or a screen's own place such as "capture" or "find list"."""
    action: str
    """What it runs, as Textual's action string."""
    bar: bool = False
    """Whether the key bar shows it."""


def _room(key: str, name: str, label: str, text: str) -> Command:
    return Command(f"room.{name}", key, label, text, EVERYWHERE, f"app.room('{name}')", bar=True)


COMMANDS: tuple[Command, ...] = (
    _room("f2", "capture", "New", "Write down a concern; the cursor is in the line."),
    _room("f3", "find", "Find", "Find people, organizations, concerns, anything, as you type."),
    _room("f4", "today", "Today", "What is due, overdue, waiting; whom to call back."),
    _room("f5", "meetings", "Meet", "Meetings and live minutes."),
    _room("f6", "training", "Train", "Training sessions, check-in, everybody's hours."),
    _room("f7", "concerns", "Concerns", "All concerns, their referrals and recommendations."),
    _room("f8", "reports", "Report", "The quarterly report and other documents."),
    Command("blank", "f9", "Blank", "Blank the screen at once; any key brings it back.", EVERYWHERE, "app.blank", True),
    Command("help", "f1", "Help", "The keys that work here.", EVERYWHERE, "app.keys", True),
    Command("palette", "ctrl+p", "Commands", "Find any command by its name.", EVERYWHERE, "app.command_palette"),
    Command("quit", "ctrl+q", "Quit", "Leave; what is being typed is kept as a draft.", EVERYWHERE, "app.quit"),
    Command("undo", "ctrl+z", "Undo", "Undo typing; with none left, take back the last thing saved, naming it.",
            EVERYWHERE, "app.undo_change"),
    Command("sync", "ctrl+k", "Sync", "Keep in step: bring the notebook and the station share together.",
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
    Command("list.help", "question_mark", "Keys", "The keys that work here.", LIST, "app.keys"),
    Command("list.up", "up", "Up", "The line before.", LIST, "up"),
    Command("list.down", "down", "Down", "The next line.", LIST, "down"),
    Command("list.pageup", "pageup", "Page up", "A screenful up.", LIST, "page(-1)"),
    Command("list.pagedown", "pagedown", "Page down", "A screenful down.", LIST, "page(1)"),
    Command("list.first", "home", "First", "The first line.", LIST, "first"),
    Command("list.last", "end", "Last", "The last line.", LIST, "last"),
    Command("capture.form", "tab", "Whole form", "Open the whole form with what the line says.",
            "capture", "screen.whole_form", True),
    Command("capture.link", "ctrl+l", "Link", "Link the next similar concern, or take the link back.",
            "capture", "screen.link_similar", True),
    Command("capture.handover", "ctrl+f", "Hand over",
            "Hand a complaint about an officer over: what it is about is noted, the words of the line are not kept.",
            "capture", "screen.hand_over"),
    Command("capture.owner", "ctrl+n", "Your name", "Say whose notebook this is: name, badge, department.",
            "capture", "screen.introduce"),
    Command("record.history", "ctrl+r", "History", "Every change of this record.", "record", "screen.history", True),
    Command("record.void", "ctrl+o", "Void", "Void this record with a reason, or restore it.",
            "record", "screen.void", True),
    Command("record.conflict", "ctrl+g", "Conflict", "Both values of what is in conflict, to choose one.",
            "record", "screen.conflict", True),
    Command("record.discard", "ctrl+n", "Discard", "Throw away what was typed here and not saved.",
            "record", "screen.discard"),
    Command("introduction.save", "ctrl+s", "Save", "Save whose notebook this is.", "introduction", "screen.save"),
    Command("find.list", "down", "List", "Into the list, where letters are commands.",
            "find", "screen.into_list", True),
    Command("find.concern", "c", "Concern", "Write down a concern of this person.",
            "find list", "screen.concern", True),
    Command("find.log", "i", "Log", "Log what was said with this person, or with all that are marked.",
            "find list", "screen.log", True),
    Command("find.copy", "y", "Copy", "Copy the phone; again, the next number, the email, the name.",
            "find list", "screen.copy", True),
    Command("find.mask", "m", "Unmask", "Show what is restricted until you move on.", "find list", "screen.mask", True),
    Command("find.person", "n", "Person", "A new person, with what was typed.",
            "find list", "screen.new('contact')", True),
    Command("find.organization", "o", "Org.", "A new organization, with what was typed.",
            "find list", "screen.new('organization')", True),
    Command("find.lost", "l", "Losing touch", "Whom we are losing touch with; again, back.",
            "find list", "screen.view('losing touch')", True),
    Command("find.not_met", "g", "Not met", "Neighborhoods and organizations not met this quarter; again, back.",
            "find list", "screen.view('not met')", True),
    Command("find.edit", "e", "Edit", "Open the whole form of the record.", "find list", "screen.edit", True),
    Command("find.word", "w", "Word", "A dossier (of a meeting its minutes) to Word; says what it leaves out.",
            "find list", "screen.word", True),
    Command("find.void", "v", "Void", "Take the record out of lists and reports, with a reason.",
            "find list", "screen.void"),
    Command("find.history", "h", "History", "Every change of the record.", "find list", "screen.history"),
    Command("today.tell", "t", "Told", "Note that the resident was told: how and in what words.",
            "today list", "screen.tell", True),
    Command("today.done", "d", "Done", "The action is done, or the look at a potential problem taken.",
            "today list", "screen.finish", True),
    Command("today.reply", "r", "Reply", "Note the answer to a referral.", "today list", "screen.reply", True),
    Command("today.put_off", "p", "Put off", "Another day for the line.", "today list", "screen.put_off", True),
    Command("today.copy", "y", "Copy", "Copy the number to call.", "today list", "screen.copy", True),
    Command("today.discard", "x", "Discard", "Throw away what was typed and not saved.",
            "today list", "screen.discard", True),
    Command("today.week", "w", "Week sheet", "This week on one page for the sergeant, as a Word document.",
            "today list", "screen.week", True),
    Command("today.backup", "b", "Back up", "Write one checked archive of the whole notebook.",
            "today list", "app.backup"),
    Command("today.settle", "g", "Conflict", "Both values of what is in conflict, to choose one.",
            "today list", "screen.settle"),
    Command("today.mask", "m", "Unmask", "Show what is restricted until you move on.",
            "today list", "screen.mask", True),
    Command("meetings.new", "n", "New", "A new meeting: body, start, place.", "meeting list", "screen.new", True),
    Command("meetings.edit", "e", "Edit", "Everything about the meeting, in a form.",
            "meeting list", "screen.edit", True),
    Command("meetings.word", "w", "Word", "The agenda of a meeting to come, the minutes of one that was held, in Word.",
            "meeting list", "screen.word", True),
    Command("meetings.mask", "m", "Unmask", "Show or mask what is restricted.", "meeting list", "screen.mask"),
    Command("minutes.correct", "up", "Correct", "The last line comes back to be corrected; again, the one before.",
            "minutes line", "cursor_up", True),
    Command("minutes.lists", "tab", "Lists", "To the actions, the attendance, the timeline, and back to the line.",
            "minutes", "screen.next_list", True),
    Command("minutes.lists_back", "shift+tab", "Timeline", "From the line to the timeline, and back through the lists.",
            "minutes", "screen.next_list(-1)"),
    Command("minutes.action", "ctrl+a", "Action", "Make the line, or the last entry, an action.",
            "minutes line", "screen.kind('action')", True),
    Command("minutes.concern", "ctrl+r", "Concern", "Raise the line, or the last entry, as a concern that is tracked.",
            "minutes line", "screen.kind('concern')", True),
    Command("minutes.headcount", "ctrl+l", "Heads", "Say how many people are in the room.",
            "minutes", "screen.headcount", True),
    Command("minutes.menu", "ctrl+g", "Meeting", "Order, headcount, adjourn, approve, edit, Word: a letter each.",
            "minutes", "screen.menu", True),
    Command("minutes.decision", "ctrl+d", "Decision", "Make the line, or the last entry, a decision.",
            "minutes line", "screen.kind('decision')"),
    Command("minutes.motion", "ctrl+o", "Motion", "Make the line, or the last entry, a motion.",
            "minutes line", "screen.kind('motion')"),
    Command("minutes.handover", "ctrl+f", "Hand over",
            "Hand a complaint about an officer over: what it is about is noted, the words of the line are not kept.",
            "minutes line", "screen.hand_over"),
    Command("minutes.note", "ctrl+n", "Note", "Make the line, or the last entry, a note.",
            "minutes line", "screen.kind('note')"),
    Command("minutes.older", "pageup", "Older", "The timeline a screenful up; the cursor stays in the line.",
            "minutes line", "screen.scroll(-1)"),
    Command("minutes.newer", "pagedown", "Newer", "The timeline a screenful down; the cursor stays in the line.",
            "minutes line", "screen.scroll(1)"),
    Command("entries.correct", "enter", "Correct", "Take the entry into the line to correct it.",
            "minutes entries", "open", True),
    Command("entries.strike", "x", "Strike", "Take the entry out of the minutes; the history keeps it.",
            "minutes entries", "screen.strike", True),
    Command("entries.action", "a", "Action", "Turn the entry into an action.",
            "minutes entries", "screen.turn('action')", True),
    Command("entries.concern", "c", "Concern", "Raise the entry as a concern that is tracked.",
            "minutes entries", "screen.turn('concern')", True),
    Command("entries.decision", "d", "Decision", "Turn the entry into a decision.",
            "minutes entries", "screen.turn('decision')", True),
    Command("entries.motion", "m", "Motion", "Turn the entry into a motion.",
            "minutes entries", "screen.turn('motion')", True),
    Command("entries.note", "n", "Note", "Turn the entry into a note.", "minutes entries", "screen.turn('note')", True),
    Command("entries.open", "o", "Open", "Open the concern that the entry became.",
            "minutes entries", "screen.concern", True),
    Command("owed.done", "d", "Done", "The action is done; again, it is owed still.", "open actions", "finish", True),
    Command("owed.edit", "enter", "Edit", "Words, owner and due date of the action.", "open actions", "open", True),
    Command("owed.drop", "x", "Drop", "Nobody owes it any more.", "open actions", "drop", True),
    Command("owed.mask", "m", "Unmask", "Show or mask what is restricted.", "open actions", "screen.mask"),
    Command("attendance.mask", "m", "Unmask", "Show or mask what is restricted.", "attendance", "screen.mask"),
    Command("attendance.present", "p", "Present", "The person is present.",
            "attendance", "attended('present')", True),
    Command("attendance.absent", "a", "Absent", "The person is absent.", "attendance", "attended('absent')", True),
    Command("attendance.guest", "g", "Guest", "The person is a guest.", "attendance", "attended('guest')", True),
    Command("attendance.staff", "s", "Staff", "The person is staff.", "attendance", "attended('staff')", True),
    Command("attendance.off", "x", "Take off", "Take the person off the attendance.", "attendance", "leave_out", True),
    Command("concerns.new", "n", "New", "Write down a new concern.", "concern list", "screen.new", True),
    Command("concerns.status", "s", "Status", "Change the status of the concern, or of those marked.",
            "concern list", "screen.verb('status')", True),
    Command("concerns.refer", "r", "Refer", "Hand the concern, or those marked, to somebody who can act.",
            "concern list", "screen.verb('refer')", True),
    Command("concerns.close", "x", "Close", "Close with a disposition, then tell the resident.",
            "concern list", "screen.verb('close')", True),
    Command("concerns.tell", "t", "Told", "Note that the resident was told: how and in what words.",
            "concern list", "screen.verb('tell')", True),
    Command("concerns.link", "l", "Link", "Link it with another about the same thing, or link those marked.",
            "concern list", "screen.link", True),
    Command("concerns.recommend", "a", "Advise", "Recommend an action that answers it, or those marked.",
            "concern list", "screen.verb('recommend')", True),
    Command("concerns.reply", "p", "Reply", "Note what somebody answered to its referral.",
            "concern list", "screen.reply", True),
    Command("concerns.watch", "k", "Watch", "Make it a potential problem: rating, and when to look again.",
            "concern list", "screen.verb('watch')", True),
    Command("concerns.word", "w", "Word", "Everything known of the concern to Word; says what it leaves out.",
            "concern list", "screen.word", True),
    Command("referrals.reply", "p", "Reply", "Note the answer, who gave it and what came of it.",
            "referral list", "screen.reply", True),
    Command("referrals.acknowledge", "k", "Received", "Note that the addressee has it.",
            "referral list", "screen.verb('acknowledge')", True),
    Command("referrals.escalate", "u", "Escalate", "Take it to somebody above.",
            "referral list", "screen.verb('escalate')", True),
    Command("referrals.concern", "c", "Concern", "To the line of its concern.",
            "referral list", "screen.to_concern", True),
    Command("referrals.word", "w", "Word", "The memo that goes with it to Word; says what it leaves out.",
            "referral list", "screen.word", True),
    Command("recommendations.new", "n", "New", "Recommend an action that answers no single concern.",
            "recommendation list", "screen.new", True),
    Command("recommendations.decide", "d", "Decide", "Note what the Command Staff decided.",
            "recommendation list", "screen.verb('decide')", True),
    Command("recommendations.conclude", "o", "Outcome", "Note what came of it, and what stood in the way.",
            "recommendation list", "screen.verb('conclude')", True),
    Command("concerns.void", "v", "Void", "Take the record out of lists and reports, with a reason.",
            "concern tables", "screen.verb('void')", True),
    Command("concerns.history", "h", "History", "Every change of the record.",
            "concern tables", "screen.history", True),
    Command("concerns.edit", "e", "Edit", "Open the whole form of the record.", "concern tables", "screen.edit"),
    Command("concerns.mask", "m", "Mask", "Show or mask what is restricted.", "concern tables", "screen.mask"),
    Command("concerns.next_table", "right", "Next table", "From concerns to referrals to recommendations.",
            "concern tables", "screen.table(1)"),
    Command("concerns.previous_table", "left", "Table before", "Back from recommendations to referrals to concerns.",
            "concern tables", "screen.table(-1)"),
    Command("concerns.view1", "1", "View 1", "The open ones.", "concern tables", "screen.view(1)"),
    Command("concerns.view2", "2", "View 2", "All of them.", "concern tables", "screen.view(2)"),
    Command("concerns.view3", "3", "View 3", "Closed but not told; overdue; undecided.",
            "concern tables", "screen.view(3)"),
    Command("concerns.view4", "4", "View 4", "Potential problems; answered; overdue.",
            "concern tables", "screen.view(4)"),
    Command("concerns.view5", "5", "View 5", "Overdue; this quarter.", "concern tables", "screen.view(5)"),
    Command("concerns.view6", "6", "View 6", "Concerns of this quarter.", "concern tables", "screen.view(6)"),
    Command("reports.write", "w", "Write", "Write the quarter's report to Word, as this audience may read it.",
            "report list", "screen.write", True),
    Command("reports.issue", "i", "Issue", "Issue it: document and facts are frozen; an issued one is written again.",
            "report list", "screen.issue", True),
    Command("reports.say", "e", "Own words", "Say the section of the line, the summary or the decisions in your words.",
            "report list", "screen.say", True),
    Command("reports.choose", "c", "Choose", "What of the section goes in, what is left out and why, and the order.",
            "report list", "screen.choose", True),
    Command("reports.preview", "p", "Preview", "The text of the document as it would be written now.",
            "report list", "screen.preview", True),
    Command("reports.audience", "a", "Audience", "Who reads it: the Command Staff, another agency, the public.",
            "report list", "screen.audience", True),
    Command("reports.names", "n", "Names", "Residents' names in the report, or not; restricted people's never.",
            "report list", "screen.names", True),
    Command("reports.look", "enter", "Look", "What stands behind the line: the records, or all of the words.",
            "report list", "open", True),
    Command("reports.quarters", "q", "Quarter", "Choose among all quarters.", "report list", "screen.quarters", True),
    Command("reports.quarter1", "1", "Quarter 1", "The current quarter.", "report list", "screen.quarter(1)"),
    Command("reports.quarter2", "2", "Quarter 2", "The quarter before.", "report list", "screen.quarter(2)"),
    Command("reports.quarter3", "3", "Quarter 3", "Two quarters before.", "report list", "screen.quarter(3)"),
    Command("reports.quarter4", "4", "Quarter 4", "Three quarters before.", "report list", "screen.quarter(4)"),
    Command("reports.quarter5", "5", "Quarter 5", "The same quarter last year.", "report list", "screen.quarter(5)"),
    Command("reports.quarter6", "6", "Quarter 6", "Five quarters before.", "report list", "screen.quarter(6)"),
    Command("papers.write", "w", "Write", "Write the agenda, the minutes or the roster of the line to Word.",
            "paper list", "screen.write", True),
    Command("written.week", "w", "Week sheet", "Write this week on one page for the sergeant to Word.",
            "document list", "screen.week", True),
    Command("reports.open", "o", "Open it", "Open the document with the system's own program.",
            "report tables", "screen.open", True),
    Command("reports.folder", "f", "Folder", "Open the folder in which documents lie.",
            "report tables", "screen.folder", True),
    Command("reports.mask", "m", "Mask", "Show or mask what is restricted; documents do not change by it.",
            "report tables", "screen.mask"),
    Command("reports.next_table", "right", "Next table", "From the report to minutes, training, what was written.",
            "report tables", "screen.table(1)"),
    Command("reports.previous_table", "left", "Table before", "Back to training, minutes, the report.",
            "report tables", "screen.table(-1)"),
    Command("story.open", "enter", "Open", "Open the whole form of the record.", "story", "screen.open", True),
    Command("history.mask", "m", "Unmask", "Show or mask what is restricted.", "history", "screen.mask"),
    Command("training.new", "n", "New", "A new session: title, kind, start, hours, place.",
            "training list", "screen.new", True),
    Command("training.edit", "e", "Edit", "Everything about the session, in a form.",
            "training list", "screen.edit", True),
    Command("training.word", "w", "Word", "Training record or sign-in sheet as a Word document.",
            "training list", "screen.word", True),
    Command("training.mask", "m", "Unmask", "Show or mask what is restricted.", "training list", "screen.mask"),
    Command("checkin.roster", "tab", "Roster", "Between the line and the roster.", "check-in", "screen.other", True),
    Command("checkin.back", "shift+tab", "Line", "Between the line and the roster.", "check-in", "screen.other"),
    Command("checkin.out", "ctrl+o", "All out", "Sign everybody out now; hours follow.",
            "check-in", "screen.all_out", True),
    Command("checkin.menu", "ctrl+g", "Session", "Edit, all out, Word: a letter each.",
            "check-in", "screen.menu", True),
    Command("roster.score", "s", "Score", "Enter the score; the cursor goes on.", "roster", "score", True),
    Command("roster.pass", "p", "Pass", "Passed.", "roster", "result('pass')", True),
    Command("roster.fail", "f", "Fail", "Failed.", "roster", "result('fail')", True),
    Command("roster.untested", "t", "Not tested", "Not tested.", "roster", "result('not tested')", True),
    Command("roster.out", "o", "Out", "Sign this person out now.", "roster", "sign_out", True),
    Command("roster.edit", "enter", "Edit", "Name, agency or ID, times, hours, score.", "roster", "open", True),
    Command("roster.off", "x", "Take off", "Take the person off the roster.", "roster", "take_off", True),
    Command("roster.mask", "m", "Unmask", "Show or mask what is restricted.", "roster", "screen.mask"),
    Command("roster.hours", "h", "Hours", "All hours of the person, by year and topic.", "roster", "hours", True),
    Command("transcript.word", "w", "Word", "All training of the person as a Word document.",
            "transcript", "screen.word", True),
    Command("items.out", "x", "Leave out", "Leave it out of the report, with a reason; or take it in again.",
            "item list", "screen.out", True),
    Command("items.up", "u", "Up", "Further up in its section.", "item list", "screen.move(-1)", True),
    Command("items.down", "d", "Down", "Further down in its section.", "item list", "screen.move(1)", True),
    Command("conflict.take", "e", "Edit", "Take this value into the line, to write a third from it.",
            "conflict list", "screen.take"),
    Command("form.save", "ctrl+s", "Save", "Save what is asked.", "small form", "screen.save"),
    Command("dialog.next", "tab", "Next field", "To the next field.", DIALOG, "app.focus_next"),
    Command("dialog.previous", "shift+tab", "Field before", "To the field before.", DIALOG, "app.focus_previous"),
    Command("dialog.close", "escape", "Close", "Close without doing anything.", DIALOG, "screen.close"),
)  # fmt: skip

_FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 10))


def is_function_key(key: str) -> bool:
    """Whether *key* is one of F1 to F9."""
    return key in _FUNCTION_KEYS


def of(*places: str) -> tuple[Command, ...]:
    """The commands of *places*, in the table's order."""
    return tuple(command for command in COMMANDS if command.place in places)


_AT_ONCE = frozenset({"tab", "shift+tab", "ctrl+f", "ctrl+k", "ctrl+p", "ctrl+q"})
"""Keys that act before the next key is looked at: what is typed fast after them must land in the new place."""
LISTS = frozenset({LIST, *(command.place for command in COMMANDS if len(command.key) == 1)})
"""The places that are lists: only there a letter is a command. All their keys act at once, so that letters and arrows
keep their order and what is typed fast after a letter lands in what it opened."""


def bindings(*places: str) -> list[BindingType]:
    """The bindings of *places*. Function keys and tab come before any field's own keys, and act at once."""
    from textual.binding import Binding

    return [
        Binding(
            command.key,
            command.action,
            command.label,
            show=False,
            id=command.id,
            tooltip=command.help,
            priority=is_function_key(command.key) or command.key in _AT_ONCE or command.place in LISTS,
        )
        for command in of(*places)
    ]


_KEY_NAMES = {
    "escape": "esc", "slash": "/", "question_mark": "?", "pageup": "pgup", "pagedown": "pgdn", "up": "↑",
    "down": "↓", "left": "←", "right": "→", "plus": "+", "minus": "-", "full_stop": ".", "comma": ",",
    "exclamation_mark": "!", "asterisk": "*",
}  # fmt: skip


def key_name(key: str) -> str:
    """How *key* is shown: ``F2``, ``ctrl+s``, ``esc``, ``/``."""
    first = key.split(",")[0].strip()
    return first.upper() if is_function_key(first) else _KEY_NAMES.get(first, first)


def key_of(identity: str, keys: Mapping[str, str]) -> str:
    """How the key of a command is shown: the officer's own among *keys*, else the table's."""
    return key_name(keys.get(identity) or next(command.key for command in COMMANDS if command.id == identity))


def by_place(commands: Iterable[Command] = COMMANDS) -> dict[str, list[Command]]:
    """*commands* under their places, in the table's order."""
    grouped: dict[str, list[Command]] = {}
    for command in commands:
        grouped.setdefault(command.place, []).append(command)
    return grouped


def key_table() -> str:
    """The README's table of keys, in Markdown."""
    lines = ["| Where | Key | What it does |", "| --- | --- | --- |"]
    for place, commands in by_place().items():
        for number, command in enumerate(commands):
            where = place if number == 0 else ""
            lines.append(f"| {where} | `{key_name(command.key)}` | {command.help} |")
    return "\n".join(lines) + "\n"
