"""How the day's lines look: when, what, whom to call under which number; drafts and notices among them; their cards.

Restricted people are masked unless asked for. Knows the model, the notebook and what a draft is; no room.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.vocabulary import NEW
from cro_tui.report.subjects import subject_of
from cro_tui.report.suggesting import said, suggestions
from cro_tui.report.tellings import tries_of
from cro_tui.report.ties import Ties
from cro_tui.report.today import NOT_TOLD, DueLine
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.cards import NO_CONTACT, Cards
from cro_tui.tui.days import due_day, plain_day, since, tried
from cro_tui.tui.find_lines import readable_phone
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK, label_of, restricted_people, without_names
from cro_tui.tui.screens.dialogs.drafted import ABOUT, ASIDE
from cro_tui.tui.widgets.card import Card
from cro_tui.tui.widgets.details import Paragraph
from cro_tui.tui.widgets.rows import Column, Row

COLUMNS = (Column("", cells=16), Column("", share=5, least=18), Column("", share=2, least=12))
VERBS = {
    "tell": "Told", "reply": "Reply", "refer": "Refer", "recommend": "Recommend", "watch": "Watch", "log": "Log",
    "escalate": "Escalate", "send": "Send", "conclude": "Outcome", "put off": "Put off", "void": "Void",
    "settle": "Which holds", "answer": "Answer", "correct": "Correction",
    "look again": "Look again", "who came": "Who came",
}  # fmt: skip
"""What a draft of a small form is called."""
PERHAPS = "Worth a look"


@dataclass(frozen=True)
class Item:
    """One line of Today: something due, a draft, or a notice."""

    heading: str
    due: DueLine | None = None
    draft: Draft | None = None
    notice: str = ""
    offer: str = ""
    """Something that is to be done by a command of the app: its sentence."""
    action: str = ""
    """The app's action that does it."""

    @property
    def record(self) -> Record | None:
        """The record that it opens."""
        return self.due.record if self.due is not None else None


class TodayLines:
    """The lines of one notebook on one day. `bare` is the one restricted record that is shown as it is."""

    def __init__(self, notebook: Notebook, today: date) -> None:
        self.notebook = notebook
        self.today = today
        ties = Ties(notebook)
        for kind in (Referral, Recommendation, Problem):
            for record in notebook.all(kind):
                ties.take(record)
        self._cards = Cards(ties, today, complete=False)

    @property
    def bare(self) -> str:
        """The id of the restricted record that was asked for."""
        return self._cards.bare

    @bare.setter
    def bare(self, record_id: str) -> None:
        self._cards.bare = record_id

    def row(self, item: Item) -> Row:
        """The line of *item*."""
        if item.draft is not None:
            when = since(item.draft.at, self.today)
            clock = f" {item.draft.at[11:16]}" if when == "today" else ""
            return Row((when + clock, self._draft(item.draft), "enter goes on"))
        if item.notice:
            return Row(("!", item.notice, ""), tone="alarm")
        if item.offer:
            what, _, said = item.offer.partition(": ")
            return Row((what, said, "enter does it"))
        assert item.due is not None
        line = item.due
        badge = "R" if self.is_restricted(line) else ""
        words = line.number
        return Row((self._when(item, line), self._text(line), self._who(line)), badge, self._tone(line), words)

    def is_restricted(self, line: DueLine) -> bool:
        """Whether the record, who voiced it or what it is about is masked until it is asked for."""
        return bool(
            (line.record and line.record.restricted) or (line.person and line.person.restricted) or self._about(line)
        )

    def hides_something(self, line: DueLine) -> bool:
        """Whether a name or a word of the line, or of what is known of it, is masked."""
        return self.is_restricted(line) or bool(line.record and restricted_people(line.record, self.notebook))

    def _about(self, line: DueLine) -> bool:
        """Whether what a referral is of is restricted."""
        subject = subject_of(self.notebook, line.record) if isinstance(line.record, Referral) else None
        return subject is not None and subject.restricted

    def is_hidden(self, line: DueLine) -> bool:
        """Whether it is restricted and was not asked for."""
        return self.is_restricted(line) and not (line.record is not None and line.record.id == self.bare)

    def _when(self, item: Item, line: DueLine) -> str:
        if line.task == "call":
            if item.heading == NOT_TOLD:
                return f"closed {plain_day(line.when, self.today)}"
            waits = since(line.when, self.today)
            return f"heard {waits}" if waits in ("today", "yesterday") else f"waits {waits}"
        if line.task == "conflict":
            return plain_day(line.when, self.today)
        if line.task == "rumor":
            return f"heard {since(line.when, self.today)}"
        if line.task == "report" or (line.task == "survey" and line.when and not line.overdue):
            days = (date.fromisoformat(line.when) - self.today).days
            return "today" if not days else f"in {days} day{'' if days == 1 else 's'}"
        return due_day(line.when, self.today)

    def _text(self, line: DueLine) -> str:
        said = tried(line.tries, line.tried, self.today)
        return f"{said} · {self._words(line)}" if said else self._words(line)

    def _words(self, line: DueLine) -> str:
        if line.record is None:
            return line.text
        if line.record.restricted or self._about(line):
            return f"{line.number} {MASK}".strip() if self.is_hidden(line) else line.text
        return line.text if line.record.id == self.bare else without_names(line.text, line.record, self.notebook)

    def _who(self, line: DueLine) -> str:
        if line.task in ("report", "survey"):
            return f"by {plain_day(line.when, self.today)}" if line.when else ""
        if line.task != "call" and not (line.task == "inquiry" and line.person is not None):
            return self._named(line)
        if self.is_hidden(line):
            return MASK
        if line.person is None:
            return self._named(line) or "nobody named"
        if line.person.do_not_contact:
            return f"{NO_CONTACT} {line.person.name}"
        reached = readable_phone(line.person.phones[0]) if line.person.phones else "no phone:"
        return " ".join((reached, line.person.name, *(() if line.person.phones else line.person.emails[:1])))

    def _named(self, line: DueLine) -> str:
        """Who owes it or was asked, or where it is, as that was typed into the record."""
        record = line.record
        if record is None or record.id == self.bare or not line.who:
            return line.who
        return MASK if record.restricted else without_names(line.who, record, self.notebook)

    @staticmethod
    def _tone(line: DueLine) -> str:
        return "alarm" if line.overdue else ""

    def _draft(self, draft: Draft) -> str:
        return f"{self._typed_where(draft)}: {self._typed(draft)}"

    def _typed_where(self, draft: Draft) -> str:
        if draft.kind in VERBS:
            return VERBS[draft.kind]
        if draft.screen == "settings":
            from cro_tui.settings.about import every_setting

            setting = every_setting().get(draft.kind)
            return f"Settings, {setting.label if setting is not None else draft.kind}"
        record = self.notebook.get(draft.record) if draft.record else None
        if record is None and draft.kind in BY_KIND:
            return f"New {'person' if draft.kind == Contact.KIND else draft.kind}"
        if isinstance(record, Concern):
            return record.number
        return draft.kind.capitalize() or draft.screen.capitalize()

    def _typed(self, draft: Draft) -> str:
        """The text of the draft, unless it is of something restricted."""
        ids = [draft.record, *draft.fields.get(ABOUT, "").split(";")]
        about = [one for record_id in ids if record_id and (one := self.notebook.get(record_id))]
        if any(one.restricted for one in about) or _restricts(draft):
            return MASK
        text = " · ".join(text for name, text in draft.fields.items() if name not in ASIDE and text.strip())
        for one in about:
            text = without_names(text, one, self.notebook)
        return text

    # The card

    def card(self, item: Item) -> Card:
        """What the card says of *item*."""
        if item.draft is not None:
            return Card(
                self._typed_where(item.draft),
                "not saved yet",
                "",
                (),
                (
                    Paragraph(self._typed(item.draft)),
                    Paragraph(""),
                    Paragraph(readable(item.draft.at[:16]), "Typed"),
                    Paragraph("enter goes on where it was typed, x throws it away", tone="quiet"),
                ),
            )
        if item.notice or item.offer:
            return Card(item.heading, "", "", (), (Paragraph(item.notice or item.offer),))
        assert item.due is not None
        line = item.due
        if line.record is None:
            return Card(line.text, "", "", (), (Paragraph(readable(line.when), "By", "strong"),))
        if line.action is not None:
            return self._action(line)
        return self._cards.of(line.record)

    def _action(self, line: DueLine) -> Card:
        assert line.action is not None
        meeting = line.action.meeting
        late = " — OVERDUE" if line.overdue else ""
        hidden = meeting.restricted and meeting.id != self.bare
        return Card(
            MASK if hidden else without_names(line.action.text, meeting, self.notebook),
            "action of the minutes",
            "",
            (),
            (
                Paragraph(self._named(line) or "nobody", "Owner", "strong"),
                Paragraph(readable(line.when) + late, "Due", "alarm" if late else ""),
                Paragraph(f"{label_of(meeting, self.notebook)}, {plain_day(meeting.start, self.today)}", "Meeting"),
            ),
        )


def perhaps_projects(notebook: Notebook) -> list[Item]:
    """One line about linked concerns that look like one problem and are in no project; none where there are none."""
    first, *others = suggestions(notebook.all(Concern), notebook.all(Problem)) or (None,)
    if first is None:
        return []
    more = f" (and {len(others)} more)" if others else ""
    return [Item(PERHAPS, offer=f"Perhaps: one problem, {said(first)}{more}", action="screen.to_projects")]


def not_begun(notebook: Notebook) -> list[Item]:
    """One line that counts the new concerns with which nobody has begun, and of which no other line tells; or none."""
    new = sum(
        one.status == NEW
        and not (one.due or one.next_action or one.assigned or one.is_potential or one.callback or tries_of(one))
        for one in notebook.all(Concern)
    )
    return [Item(PERHAPS, offer=f"{new:,} new: no next step planned", action="app.room('concerns')")] if new else []


def _restricts(draft: Draft) -> bool:
    """Whether what was typed makes a restricted record."""
    if draft.fields.get("sensitivity") == "restricted" or draft.fields.get("restricted_because"):
        return True
    line = draft.fields.get("line", "").casefold().split()
    return any(
        word.startswith("~") and word not in ("~anon", "~anonymous", "~watch", "~callback", "~back") for word in line
    )
