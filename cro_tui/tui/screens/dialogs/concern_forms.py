"""What is asked when a concern, a referral or a recommendation moves on: to whom, how, with which words.

Each verb is one method, for the room that shows the records; saving is the actions' business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from cro_tui.actions import concerns as verbs
from cro_tui.actions import recommendations, records
from cro_tui.actions.base import Done
from cro_tui.actions.together import each
from cro_tui.actions.unanswered import waiting_for
from cro_tui.model.concern import Concern
from cro_tui.model.fields import short
from cro_tui.model.problem import Problem
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.vocabulary import CLOSED, CONCERN_KINDS
from cro_tui.store.notebook import Notebook
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK
from cro_tui.tui.screens.dialogs.base import Laid
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.reason import ask_why_void
from cro_tui.tui.screens.dialogs.referral_forms import ReferralForms
from cro_tui.tui.screens.dialogs.tell_forms import TellForms

UNDECIDED = "undecided"


class ConcernForms(ReferralForms, TellForms):
    """All the verbs of the room of concerns."""

    def resume(self, verb: str, ids: Sequence[str]) -> None:
        """Asks again what was not saved: the form of the draft, with its text."""
        if any(ids) and not self._get(Record, ids):
            self._room.cro.say(notice="What it is about is not here")
            return
        if verb == "recommend":
            self.recommend([one for one in self._get(Record, ids) if isinstance(one, Concern | Problem)])
        elif verb == "refer":
            self.refer([one for one in self._get(Record, ids) if isinstance(one, Concern | Problem)])
        elif verb == "void":
            self.void(*self._get(Record, ids))
        elif verb == "tell" and (concerns := self._get(Concern, ids)):
            self.tell(concerns)
        elif verb == "watch":
            self.watch(*self._get(Concern, ids))
        elif verb in ("reply", "escalate"):
            getattr(self, verb)(*self._get(Referral, ids))
        elif verb == "conclude":
            self.conclude(*self._get(Recommendation, ids))

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
        """Close with a disposition; then tell the resident, if there is one to tell. What waits for an answer waits."""
        waiting = waiting_for(self._room.cro.desk.notebook, [one for one in concerns if one.is_open])
        if waiting and len(concerns) == 1:

            async def go_on() -> None:
                await self.close(self._get(Concern, [concerns[0].id]))

            return self.end_waiting(waiting[0], go_on)

        def close(book: Notebook, one: Concern, word: str) -> Done:
            return verbs.close(book, one, word)

        async def chosen(word: str) -> None:
            act = partial(close, word=word)
            done = self._do(lambda book: each(book, concerns, act, lambda took: f"Closed {verbs.named(took)}"))
            if done is None:
                return
            closed = self._get(Concern, [c.id for c in concerns])
            not_told = [one for one in closed if one.closed_not_told]
            if len(closed) == 1 and closed[0].can_be_told:  # what was told before was not how it ended
                later = "Closed. Now tell the resident (esc: later)"
                again = "Closed. The resident was told before: also how it ended? (esc: they know)"
                await self.tell(closed, later if not_told else again)
            elif not_told:
                self._room.cro.say(notice=f"{done.says}; {len(not_told)} residents are not told yet")
            elif len(closed) == 1 and not closed[0].contact and not closed[0].anonymous:
                self._room.cro.say(notice=f"{done.says}; nobody is named whom to tell; e adds who voiced it")
            else:
                self._room.cro.say(notice=f"{done.says}; nobody is left to tell")

        words = self._room.cro.desk.settings.words.dispositions
        return self._choose(f"Close {verbs.named(concerns)}: why?", words, chosen)

    def recommend(self, concerns: Sequence[Concern | Problem]) -> Laid:
        """Recommend an action that answers the concerns, or a project; none is a recommendation on its own."""
        fields = self._fields(Recommendation, "text", "owner", "resources", "due")

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            more = {name: texts[name] for name in ("owner", "resources", "due")}
            return recommendations.recommend(notebook, texts["text"], concerns, more, draft=draft)

        return ask(
            self._room, "recommend", [one.id for one in concerns], "Recommend an action to the Command Staff",
            [replace(one, wide=True) for one in fields], save, body=self._about(concerns), after=self._done,
        )  # fmt: skip

    def watch(self, *concerns: Concern) -> Laid:
        """Make it a potential problem, with a rating and the day to look again; or a current concern again."""
        concern = concerns[0]
        fields = [replace(one, wide=True) for one in self._fields(Concern, "rating", "watch", "kind")]
        values = {"kind": CONCERN_KINDS[1], "rating": concern.rating, "watch": readable(concern.watch)}

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            def watch(book: Notebook, one: Concern) -> Done:
                return records.change(book, one, dict(texts), draft=draft)

            return each(notebook, concerns, watch, lambda took: f"Watched: {verbs.named(took)}", draft=draft)

        return ask(
            self._room, "watch", [one.id for one in concerns],
            f"Watch {verbs.named(concerns)} as {'a potential problem' if len(concerns) == 1 else 'potential problems'}",
            fields, save, values=values, body=self._about(concerns), after=self._done,
        )  # fmt: skip

    # Recommendations

    def decide(self, *those: Recommendation) -> Laid:
        """What the Command Staff decided, the same of several."""
        words = self._room.cro.desk.settings.words.decisions

        async def chosen(word: str) -> None:
            decision = "" if word == UNDECIDED else word

            def decide(book: Notebook, one: Recommendation) -> Done:
                return recommendations.decide(book, one, decision)

            self._do(lambda book: each(book, those, decide, lambda took: f"{verbs.named(took)}: {word}"))

        return self._choose("What was decided?", (*words, UNDECIDED), chosen, self._text(*those))

    def conclude(self, *those: Recommendation) -> Laid:
        """What came of it, and what stood in the way; the same of several."""
        made = those[0]
        unseen = {"obstacles": made.obstacles} if made.obstacles and self._masked(made) else {}
        fields = [replace(one, wide=True) for one in self._fields(Recommendation, "outcome", "obstacles", "finished")]
        fields = [one for one in fields if one.name not in unseen]

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            def conclude(book: Notebook, one: Recommendation) -> Done:
                stood = unseen.get("obstacles", texts.get("obstacles", ""))
                return recommendations.conclude(
                    book, one, texts["outcome"], stood, when=texts["finished"] or "today", draft=draft
                )

            says = texts["outcome"]
            return each(notebook, those, conclude, lambda took: f"{verbs.named(took)}: {says}", draft=draft)

        values = {
            "outcome": made.outcome, "obstacles": made.obstacles, "finished": readable(made.finished or self._today),
        }  # fmt: skip
        values = {name: text for name, text in values.items() if name not in unseen}
        return ask(
            self._room, "conclude", [one.id for one in those],
            "What came of the recommendation?" if len(those) == 1 else "What came of the recommendations?",
            fields, save, values=values, body=self._text(*those), after=self._done,
        )  # fmt: skip

    def _text(self, made: Recommendation, *others: Recommendation) -> str:
        text = MASK if self._masked(made) else short(made.text, 200)
        return f"{text} — and {len(others)} more" if others else text

    # Any of them

    def void(self, *those: Record) -> Laid:
        """Void with a reason."""
        return ask_why_void(self._room, those, self._done)
