"""What is asked of the officer's other work: a new record in a few fields, an answer, a correction, another look.

For the rooms that show it; saving is the actions' business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from cro_tui.actions import records, work
from cro_tui.actions.base import Done
from cro_tui.model.fields import short
from cro_tui.model.kinds import BY_KIND
from cro_tui.model.record import Record
from cro_tui.model.work import WORK, Committee, Incident, Inquiry, Mediation, Policy, Release, Rumor, Work
from cro_tui.store.notebook import Notebook
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.masked import MASK, without_names
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import Laid, lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.reason import VOID, ask_why_void
from cro_tui.tui.widgets.record_form import FormField

ASKED: dict[type[Work], tuple[str, ...]] = {
    Inquiry: ("subject", "source", "contact", "organization", "asked", "due"),
    Mediation: ("dispute", "parties", "date", "outcome", "follow_up"),
    Rumor: ("rumor", "where", "heard", "correction"),
    Committee: ("name", "role", "organization", "since"),
    Policy: ("title", "reference", "reviewed", "finding"),
    Release: ("title", "date", "outlets", "link"),
    Incident: ("kind", "date"),
}
"""The few fields of a new one."""
LETTERS: dict[type[Work], tuple[str, str]] = {
    Inquiry: ("i", "Inquiry: a question to the department"),
    Mediation: ("m", "Mediation between two parties"),
    Rumor: ("r", "Rumor that is not so"),
    Committee: ("c", "Committee or task force"),
    Policy: ("p", "Policy reviewed"),
    Release: ("e", "Media release"),
    Incident: ("o", "Officer-involved incident: a kind and a day, no names"),
}
NEW = "new "
"""Before the kind, what the draft of a new record is called."""
ANSWER, CORRECT, LOOK = "answer", "correct", "look again"
VERBS = frozenset({ANSWER, CORRECT, LOOK, VOID, *(NEW + kind.KIND for kind in WORK)})
"""What the drafts of these forms are called."""


class WorkForms:
    """The forms over *room*; *after* is called with what was done, *masked* says whose words may not show."""

    def __init__(self, room: Room, after: Callable[[Done], None], masked: Callable[[Record], bool]) -> None:
        self._room = room
        self._after = after
        self._masked = masked

    def _done(self, done: Done | None) -> None:
        if done is not None:
            self._after(done)

    @property
    def _now(self) -> str:
        return readable(self._room.cro.desk.notebook.clock().isoformat(timespec="minutes"))

    @property
    def _today(self) -> str:
        return readable(self._room.cro.desk.notebook.clock().date().isoformat())

    def resume(self, verb: str, ids: Sequence[str]) -> None:
        """Asks again what was not saved: the form of the draft, with its text."""
        if verb.startswith(NEW):
            kind = BY_KIND[verb.removeprefix(NEW)]
            if issubclass(kind, Work):
                self.new(kind)
            return
        found = (self._room.cro.desk.notebook.of(Work, one) for one in ids if one)
        for one in [one for one in found if one is not None]:
            if verb == VOID:
                self.void(one)
            else:
                self.reply(one)

    def ask_kind(self) -> Laid:
        """Which kind of work: one letter; then its form."""
        options = [Option(kind.KIND, label, letter) for kind, (letter, label) in LETTERS.items()]

        async def chosen(name: str) -> None:
            await self.new(next(kind for kind in WORK if name == kind.KIND))

        return lay_over(self._room.cro, Choose("What was it?", options, then=chosen))

    def new(self, kind: type[Work]) -> Laid:
        """A new record of *kind* in its few fields."""
        form = KindForm(kind, self._room.cro.desk)
        fields = self._fields(form, ASKED[kind])
        begun = self._now if kind.DATE_IS == "minute" else self._today

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return records.create(notebook, kind, form.typed(texts), draft=draft)

        body = (
            "No names and no words of the incident are kept."
            if kind is Incident
            else "The first line is enough. All else can follow: enter opens it."
        )
        return ask(
            self._room, NEW + kind.KIND, (), LETTERS[kind][1].partition(":")[0], fields, save,
            values={kind.DATED: begun}, body=body, after=self._done,
        )  # fmt: skip

    def reply(self, one: Work) -> Laid | None:
        """The answer to an inquiry, the correction of a rumor, the outcome of a mediation; None for what has none."""
        if isinstance(one, Inquiry):
            return self._answer(one)
        if isinstance(one, Rumor):
            return self._correct(one)
        return self._look_again(one) if isinstance(one, Mediation) else None

    def _answer(self, inquiry: Inquiry) -> Laid:
        form = KindForm(Inquiry, self._room.cro.desk)
        by = inquiry.answered_by or self._room.cro.desk.settings.officer.name

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return work.answer(
                notebook, inquiry, texts["answer"], by=texts["answered_by"], when=texts["answered"], draft=draft
            )

        when = readable(inquiry.answered) if inquiry.answered else self._now
        return ask(
            self._room, ANSWER, (inquiry.id,), "Answer to an inquiry",
            self._fields(form, ("answer", "answered_by", "answered")), save,
            values={"answer": inquiry.answer, "answered_by": by, "answered": when}, body=self._about(inquiry),
            after=self._done,
        )  # fmt: skip

    def _correct(self, rumor: Rumor) -> Laid:
        form = KindForm(Rumor, self._room.cro.desk)

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return work.correct(
                notebook, rumor, texts["correction"], texts["how"], when=texts["corrected"], draft=draft
            )

        when = readable(rumor.corrected) if rumor.corrected else self._today
        return ask(
            self._room, CORRECT, (rumor.id,), "Put a rumor right",
            self._fields(form, ("correction", "how", "corrected")), save,
            values={"correction": rumor.correction, "how": rumor.how, "corrected": when}, body=self._about(rumor),
            after=self._done,
        )  # fmt: skip

    def _look_again(self, mediation: Mediation) -> Laid:
        form = KindForm(Mediation, self._room.cro.desk)

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return work.look_again(notebook, mediation, texts["outcome"], texts["follow_up"], draft=draft)

        return ask(
            self._room, LOOK, (mediation.id,), "What came of the mediation",
            self._fields(form, ("outcome", "follow_up")), save,
            values={"outcome": mediation.outcome, "follow_up": readable(mediation.follow_up)},
            body=f"{self._about(mediation)}\nWithout another day it needs no further look.", after=self._done,
        )  # fmt: skip

    def void(self, one: Work) -> Laid:
        """Void with a reason."""
        return ask_why_void(self._room, one, self._done)

    @staticmethod
    def _fields(form: KindForm, names: Sequence[str]) -> list[FormField]:
        """The fields *names*; long texts are lines that grow, so that enter goes on."""
        known = {one.name: one for one in form.fields()}
        found = [replace(known[name], wide=True) for name in names]
        return [replace(one, kind="line") if one.kind == "text" else one for one in found]

    def _about(self, one: Work) -> str:
        return MASK if self._masked(one) else short(without_names(one.label, one, self._room.cro.desk.notebook), 200)
