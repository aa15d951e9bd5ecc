"""What is asked when a concern, a referral or a recommendation moves on: to whom, how, with which words.

Each verb is one method, for the room that shows the records; saving is the actions' business.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from cro_tui.actions import concerns as verbs
from cro_tui.actions import recommendations, records, referrals
from cro_tui.actions.base import Done
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import short
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.vocabulary import CLOSED, CONCERN_KINDS
from cro_tui.store.notebook import Notebook
from cro_tui.tui.concern_story import person
from cro_tui.tui.forms import KindForm, readable
from cro_tui.tui.masked import MASK, without_names
from cro_tui.tui.screens.base import Room
from cro_tui.tui.screens.dialogs.base import Laid, lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.reason import ask_why_void
from cro_tui.tui.widgets.choice_field import from_words
from cro_tui.tui.widgets.record_form import FormField

R = TypeVar("R", bound=Record)
UNDECIDED = "undecided"


class ConcernForms:
    """The verbs as dialogs over *room*; *after* is called when something was done, *masked* says what may not show."""

    def __init__(self, room: Room, after: Callable[[Done], None], masked: Callable[[Record], bool]) -> None:
        self._room = room
        self._after = after
        self._masked = masked

    @property
    def _today(self) -> str:
        return self._room.cro.desk.notebook.clock().date().isoformat()

    def resume(self, verb: str, ids: Sequence[str]) -> None:
        """Asks again what was not saved: the form of the draft, with its text."""
        if any(ids) and not self._get(Record, ids):
            self._room.cro.say(notice="What it is about is not here")
        if verb in ("refer", "recommend"):
            getattr(self, verb)(self._get(Concern, ids))
        elif verb == "void":
            for record in self._get(Record, ids):
                self.void(record)
        elif verb in ("tell", "watch"):
            for concern in self._get(Concern, ids):
                getattr(self, verb)(concern)
        elif verb in ("reply", "escalate"):
            for referral in self._get(Referral, ids):
                getattr(self, verb)(referral)
        elif verb == "conclude":
            for made in self._get(Recommendation, ids):
                self.conclude(made)

    def _get(self, kind: type[R], ids: Sequence[str]) -> list[R]:
        found = (self._room.cro.desk.notebook.of(kind, one) for one in ids if one)
        return [one for one in found if one is not None]

    def _done(self, done: Done | None) -> None:
        if done is not None:
            self._after(done)

    def _do(self, act: Callable[[Notebook], Done]) -> Done | None:
        done = self._room.attempt(act)
        self._done(done)
        return done

    def _choose(
        self, title: str, words: Sequence[str], chosen: Callable[[str], Awaitable[None]], body: str = ""
    ) -> Laid:
        options = [Option(word, word, str(n) if n < 10 else "") for n, word in enumerate(words, 1)]

        async def given(word: str | None) -> None:
            if word is not None:
                await chosen(word)

        return lay_over(self._room.cro, Choose(title, options, body), given)

    def _fields(self, kind: type[Record], *names: str) -> list[FormField]:
        """Fields of a kind for a small form: long texts are lines that grow, so that enter goes on."""
        form = KindForm(kind, self._room.cro.desk)
        known = {field.name: field for field in form.fields()}
        fields = [known[name] for name in names]
        return [replace(one, kind="line", wide=True) if one.kind == "text" else one for one in fields]

    # Concerns

    def status(self, concerns: Sequence[Concern]) -> Laid:
        """Another status; closing asks for the disposition."""
        words = self._room.cro.desk.settings.words.statuses
        now = {concern.status for concern in concerns}
        body = f"Now: {', '.join(sorted(now))}"

        async def chosen(word: str) -> None:
            if word == CLOSED:
                await self.close(concerns)
            else:
                self._do(lambda notebook: verbs.set_status(notebook, concerns, word))

        return self._choose(f"Status of {verbs.named(concerns)}", words, chosen, body)

    def close(self, concerns: Sequence[Concern]) -> Laid:
        """Close with a disposition; then tell the resident, if there is one to tell."""

        async def chosen(word: str) -> None:
            done = self._do(lambda notebook: verbs.close_all(notebook, concerns, word))
            if done is None:
                return
            not_told = [one for one in self._get(Concern, [c.id for c in concerns]) if one.closed_not_told]
            if len(concerns) == 1 and not_told:
                await self.tell(not_told[0], "Closed. Now tell the resident (esc: later)")
            elif not_told:
                self._room.cro.say(notice=f"{done.says}; {len(not_told)} residents are not told yet")
            else:
                self._room.cro.say(notice=f"{done.says}; nobody is left to tell")

        words = self._room.cro.desk.settings.words.dispositions
        return self._choose(f"Close {verbs.named(concerns)}: why?", words, chosen)

    def tell(self, concern: Concern, title: str = "") -> Laid:
        """Log that the resident was told."""
        contact = self._room.cro.desk.notebook.of(Contact, concern.contact) if concern.contact else None
        who = "anonymous" if concern.anonymous else "nobody named"
        if contact is not None:
            who = MASK if self._masked(contact) or self._masked(concern) else person(contact)
        how = f"; call back {concern.callback_how}" if concern.callback_how else ""
        before = f"\nTold before, {readable(concern.told)}: {concern.told_how}" if concern.told else ""
        (when,) = self._fields(Concern, "told")
        methods = self._room.cro.desk.settings.words.methods
        fields = (
            FormField("method", "How", "choice", choices=methods, wide=True),
            replace(when, label="When", wide=True),
            FormField("told_how", "In what words", hint="what was said, and what they answered", wide=True),
        )

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            words = texts["told_how"].strip()
            method = texts["method"].strip()
            said = f"{method}: {words}" if method and words else words
            return verbs.tell(notebook, concern, said, texts["told"] or "today", draft=draft)

        return ask(
            self._room, "tell", (concern.id,), title or f"Tell the resident of {verbs.named([concern])}", fields, save,
            values={"method": methods[0] if methods else "", "told": readable(self._today)},
            body=f"{self._about([concern])}\n{who}{how}{before}", start="told_how", after=self._done,
        )  # fmt: skip

    def refer(self, concerns: Sequence[Concern]) -> Laid:
        """Hand over to a unit, a department, an agency."""
        days = self._room.cro.desk.settings.intervals.referral_reply_days
        due = self._room.cro.desk.notebook.clock().date() + timedelta(days=days)
        to, method, when, message = self._fields(Referral, "to", "method", "due", "message")
        to = FormField("to", "To", suggest=from_words(self._addressees()), hint=to.hint, wide=True)

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            more = {name: texts[name] for name in ("method", "due", "message")}
            return verbs.refer_all(notebook, concerns, texts["to"], more, draft=draft)

        return ask(
            self._room, "refer", [one.id for one in concerns], f"Refer {verbs.named(concerns)}",
            (to, replace(method, wide=True), replace(when, wide=True), message), save,
            values={"due": readable(due.isoformat())}, body=self._about(concerns), after=self._done,
        )  # fmt: skip

    def _addressees(self) -> list[str]:
        """To whom a concern may go: earlier addressees, the latest first; the chain; then departments and services."""
        desk = self._room.cro.desk
        made = sorted(desk.notebook.all(Referral), key=lambda one: (one.sent, one.id), reverse=True)
        chain = (desk.settings.department.supervisor, *desk.settings.department.via, desk.settings.department.chief)
        organizations = [one for one in desk.notebook.all(Organization) if not one.restricted]
        city = ("city department", "government agency", "social service")
        organizations.sort(key=lambda one: (city.index(one.kind) if one.kind in city else len(city), one.name))
        names = [*(one.to for one in made), *chain, *(one.name for one in organizations)]
        return list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))

    def recommend(self, concerns: Sequence[Concern]) -> Laid:
        """Recommend an action that answers the concerns; none is a recommendation on its own."""
        fields = self._fields(Recommendation, "text", "owner", "resources", "due")

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            more = {name: texts[name] for name in ("owner", "resources", "due")}
            return recommendations.recommend(notebook, texts["text"], concerns, more, draft=draft)

        return ask(
            self._room, "recommend", [one.id for one in concerns], "Recommend an action to the Command Staff",
            [replace(one, wide=True) for one in fields], save, body=self._about(concerns), after=self._done,
        )  # fmt: skip

    def watch(self, concern: Concern) -> Laid:
        """Make it a potential problem, with a rating and the day to look again; or a current concern again."""
        fields = [replace(one, wide=True) for one in self._fields(Concern, "rating", "watch", "kind")]
        values = {"kind": CONCERN_KINDS[1], "rating": concern.rating, "watch": readable(concern.watch)}

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return records.change(notebook, concern, dict(texts), draft=draft)

        return ask(
            self._room, "watch", (concern.id,), f"Watch {verbs.named([concern])} as a potential problem", fields, save,
            values=values, body=self._about([concern]), after=self._done,
        )  # fmt: skip

    def _about(self, concerns: Sequence[Concern]) -> str:
        """What the dialog is about, in one or two lines."""
        if not concerns:
            return ""
        first = concerns[0]
        notebook = self._room.cro.desk.notebook
        line = MASK if self._masked(first) else short(without_names(first.summary, first, notebook), 100)
        return line if len(concerns) == 1 else f"{line} — and {len(concerns) - 1} more"

    # Referrals

    def acknowledge(self, referral: Referral) -> None:
        """The addressee has it."""
        self._do(lambda notebook: referrals.acknowledge(notebook, referral))

    def reply(self, referral: Referral) -> Laid:
        """What was answered, by whom, and what came of it."""
        fields = self._fields(Referral, "reply", "outcome", "answered_by", "replied")

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return referrals.answer(
                notebook, referral, texts["reply"], texts["outcome"], by=texts["answered_by"],
                when=texts["replied"] or "today", draft=draft,
            )  # fmt: skip

        values = {
            "reply": referral.reply, "outcome": referral.outcome, "answered_by": referral.answered_by,
            "replied": readable(referral.replied or self._today),
        }  # fmt: skip
        concern = self._room.cro.desk.notebook.of(Concern, referral.of)
        return ask(
            self._room, "reply", (referral.id,), f"Answer of {referral.to}",
            [replace(one, wide=True) for one in fields], save, values=values,
            body=self._about([concern] if concern else []), after=self._done,
        )  # fmt: skip

    def escalate(self, referral: Referral) -> Laid:
        """To somebody above, when nobody answers."""
        to = FormField("escalated_to", "To", suggest=from_words(self._addressees()), wide=True)

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return referrals.escalate(notebook, referral, texts["escalated_to"], draft=draft)

        return ask(
            self._room, "escalate", (referral.id,), f"Escalate what {referral.to} did not answer", (to,), save,
            values={"escalated_to": referral.escalated_to}, after=self._done,
        )  # fmt: skip

    # Recommendations

    def decide(self, made: Recommendation) -> Laid:
        """What the Command Staff decided."""
        words = self._room.cro.desk.settings.words.decisions

        async def chosen(word: str) -> None:
            decision = "" if word == UNDECIDED else word
            self._do(lambda notebook: recommendations.decide(notebook, made, decision))

        return self._choose("What was decided?", (*words, UNDECIDED), chosen, self._text(made))

    def conclude(self, made: Recommendation) -> Laid:
        """What came of it, and what stood in the way."""
        fields = [replace(one, wide=True) for one in self._fields(Recommendation, "outcome", "obstacles", "finished")]

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return recommendations.conclude(
                notebook, made, texts["outcome"], texts["obstacles"], when=texts["finished"] or "today", draft=draft
            )

        values = {
            "outcome": made.outcome, "obstacles": made.obstacles, "finished": readable(made.finished or self._today),
        }  # fmt: skip
        return ask(
            self._room, "conclude", (made.id,), "What came of the recommendation?", fields, save,
            values=values, body=self._text(made), after=self._done,
        )  # fmt: skip

    def _text(self, made: Recommendation) -> str:
        return MASK if self._masked(made) else short(made.text, 200)

    # Any of them

    def void(self, record: Record) -> Laid:
        """Void with a reason."""
        return ask_why_void(self._room, record, self._done)
