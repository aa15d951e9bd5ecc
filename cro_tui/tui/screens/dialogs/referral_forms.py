"""What is asked when something is referred, and when an answer comes, is given up, or is asked of somebody above.

Saving is the actions' business.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from cro_tui.actions import concerns as verbs
from cro_tui.actions import referrals
from cro_tui.actions.addressees import addressees, kind_of, next_in_chain
from cro_tui.actions.base import Done, plain_name
from cro_tui.actions.together import each
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import short
from cro_tui.model.problem import Problem
from cro_tui.model.referral import NO_REPLY, WITHDRAWN, Referral
from cro_tui.report.subjects import subject_of
from cro_tui.store.notebook import Notebook
from cro_tui.tui.days import plain_day
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK
from cro_tui.tui.screens.dialogs.base import Laid, lay_over
from cro_tui.tui.screens.dialogs.choose import Choose, Option
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.verb_forms import VerbForms
from cro_tui.tui.widgets.choice_field import from_words
from cro_tui.tui.widgets.record_form import FormField, RecordForm

ANSWERED = "answered"
ENDS = {NO_REPLY: "Nobody answered: give up waiting", WITHDRAWN: "Withdraw the question"}
"""How an officer ends a referral that nobody answered, where the department has the words."""


class ReferralForms(VerbForms):
    """The verbs of referrals."""

    def refer(self, subjects: Sequence[Concern | Problem]) -> Laid:
        """Hand over to a supervisor, a unit, a department, an agency."""
        days = self._room.cro.desk.settings.intervals.referral_reply_days
        due = self._room.cro.desk.notebook.clock().date() + timedelta(days=days)
        known = {plain_name(one.name): one for one in addressees(self._room.cro.desk.notebook)}
        fields = self._fields(Referral, "to", "kind", "method", "due", "message")
        names = from_words([one.name for one in known.values()])
        to = FormField("to", "To", suggest=names, hint=fields[0].hint, wide=True)

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            more = {name: texts[name] for name in ("kind", "method", "due", "message")}
            return verbs.refer_all(notebook, subjects, texts["to"], more, draft=draft)

        given: list[str] = []
        body = self._about(subjects)
        if closed := verbs.closed_of(subjects):
            is_closed = "is closed: it is" if len(closed) == 1 else "are closed: they are"
            body += f"\n{verbs.named(closed)} {is_closed} open again until somebody answers"

        def typed(form: RecordForm, name: str) -> None:
            if name != "to":
                return
            to = form.values["to"]
            one = known.get(plain_name(to))
            kind = one.kind if one is not None and one.kind else kind_of(self._room.cro.desk.settings, to)
            if one is not None or form.values["kind"] in ("", *given):  # what was chosen by hand stays
                given[:] = [kind]
                form.fill({"kind": kind})

        return ask(
            self._room, "refer", [one.id for one in subjects], f"Refer {verbs.named(subjects)}",
            (to, *(replace(one, wide=True) for one in fields[1:])), save,
            values={"due": readable(due.isoformat())}, body=body, after=self._done, typed=typed,
        )  # fmt: skip

    def acknowledge(self, *those: Referral) -> None:
        """The addressee has it, or all of them."""
        says = "Acknowledged: {}".format
        self._do(lambda notebook: each(notebook, those, referrals.acknowledge, lambda took: says(verbs.named(took))))

    def reply(self, *those: Referral, then: Callable[[], object] | None = None) -> Laid:
        """What was answered, by whom, and what came of it, the same for several; *then* is called when it was saved."""
        referral = those[0]
        reply, by, outcome, when = self._fields(Referral, "reply", "answered_by", "outcome", "replied")
        names = self._who_may_answer(referral)
        unseen = {"reply": referral.reply, "answered_by": referral.answered_by} if self._masked(referral) else {}
        unseen = {name: text for name, text in unseen.items() if text}
        by = FormField("answered_by", by.label, suggest=from_words(names), hint="a name", free=True)

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            said = {**texts, **unseen}

            def answer(book: Notebook, one: Referral) -> Done:
                return referrals.answer(
                    book, one, said["reply"], texts["outcome"], by=said["answered_by"],
                    when=texts["replied"] or "today", draft=draft,
                )  # fmt: skip

            return each(notebook, those, answer, lambda took: f"Answered: {verbs.named(took)}", draft=draft)

        def after(done: Done | None) -> object:
            self._done(done)
            return then() if done is not None and then is not None else None

        values = {
            "reply": referral.reply, "outcome": referral.outcome,
            "answered_by": referral.answered_by or (names[0] if names else ""),
            "replied": readable(referral.replied or self._today),
        }  # fmt: skip
        subject = subject_of(self._room.cro.desk.notebook, referral)
        return ask(
            self._room, "reply", [one.id for one in those], f"Answer of {self._to(referral)}{_others(those)}",
            [replace(one, wide=True) for one in (reply, by, outcome, when) if one.name not in unseen], save,
            values={name: text for name, text in values.items() if name not in unseen},
            body=self._about([subject] if subject else []), after=after,
        )  # fmt: skip

    def _who_may_answer(self, referral: Referral) -> list[str]:
        """Whoever owes it, the organization's key contact, whoever answered for the same addressee before."""
        notebook = self._room.cro.desk.notebook
        organization = notebook.of(Organization, referral.organization) if referral.organization else None
        key = notebook.of(Contact, organization.contact) if organization is not None else None
        before = [one.answered_by for one in notebook.all(Referral) if one.to == referral.to and not one.restricted]
        owed_by = "" if self._masked(referral) else referral.owed_by
        named = [owed_by, *([key.name] if key is not None and not key.restricted else []), *reversed(before)]
        return [name for name in dict.fromkeys(map(str.strip, named)) if name]

    def escalate(self, *those: Referral) -> Laid:
        """To the next in the chain, or to whom the officer says, when nobody answers; several to the same."""
        referral = those[0]
        desk = self._room.cro.desk
        names = [one.name for one in addressees(desk.notebook)]
        (due,) = self._fields(Referral, "due")
        fields = (
            FormField("to", "To", suggest=from_words(names), wide=True),
            replace(due, wide=True),
            FormField("why", "Why", hint="what was tried, who did not answer", wide=True),
        )

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            def escalate(book: Notebook, one: Referral) -> Done:
                return referrals.escalate(book, one, texts["to"], texts["why"], due=texts["due"], draft=draft)

            says = f"to {short(texts['to'], 40) or 'the next in the chain'}"
            return each(notebook, those, escalate, lambda took: f"Escalated {verbs.named(took)} {says}", draft=draft)

        day = desk.notebook.clock().date() + timedelta(days=desk.settings.intervals.referral_reply_days)
        return ask(
            self._room, "escalate", [one.id for one in those],
            f"Escalate what {self._to(referral)}{_others(those)} did not answer", fields, save,
            values={"to": next_in_chain(desk.settings.department, referral), "due": readable(day.isoformat())},
            after=self._done,
        )  # fmt: skip

    def end_waiting(self, referral: Referral, then: Callable[[], Awaitable[None]]) -> Laid:
        """Before something is closed: what became of a referral of it that waits; *then* goes on."""
        words = self._room.cro.desk.settings.words.referral_outcomes
        today = self._room.cro.desk.notebook.clock().date()
        options = [Option(ANSWERED, f"Note the answer of {self._to(referral)}", "1")]
        options += [Option(word, said, str(n)) for n, (word, said) in enumerate(ENDS.items(), 2) if word in words]

        async def chosen(word: str | None) -> None:
            if word == ANSWERED:
                await self.reply(referral, then=lambda: self._room.run_worker(then()))
            elif word is not None and self._do(lambda notebook: referrals.end(notebook, referral, word)) is not None:
                await then()

        to = self._to(referral)
        body = f"Sent {plain_day(referral.sent, today)}; it stays open until somebody answers."
        return lay_over(self._room.cro, Choose(f"{to} owes an answer", options, body), chosen)

    def _to(self, referral: Referral) -> str:
        """Who owes the answer."""
        return MASK if self._masked(referral) else short(referral.owed_by, 40)


def _others(those: Sequence[Referral]) -> str:
    return f" and {len(those) - 1} more" if len(those) > 1 else ""
