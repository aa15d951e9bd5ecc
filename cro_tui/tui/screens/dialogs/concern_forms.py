"""What is asked when a concern, a referral or a recommendation moves on: to whom, how, with which words.

Each verb is one method, for the room that shows the records; saving is the actions' business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cro_tui.actions import concerns as verbs
from cro_tui.actions import recommendations, records
from cro_tui.actions.base import Done
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
        if verb == "recommend":
            self.recommend([one for one in self._get(Record, ids) if isinstance(one, Concern | Problem)])
        elif verb == "refer":
            self.refer([one for one in self._get(Record, ids) if isinstance(one, Concern | Problem)])
        elif verb == "void":
            for record in self._get(Record, ids):
                self.void(record)
        elif verb == "tell" and (concerns := self._get(Concern, ids)):
            self.tell(concerns)
        elif verb == "watch":
            for concern in self._get(Concern, ids):
                self.watch(concern)
        elif verb in ("reply", "escalate"):
            for referral in self._get(Referral, ids):
                getattr(self, verb)(referral)
        elif verb == "conclude":
            for made in self._get(Recommendation, ids):
                self.conclude(made)

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

        async def chosen(word: str) -> None:
            done = self._do(lambda notebook: verbs.close_all(notebook, concerns, word))
            if done is None:
                return
            not_told = [one for one in self._get(Concern, [c.id for c in concerns]) if one.closed_not_told]
            if len(concerns) == 1 and not_told:
                await self.tell(not_told, "Closed. Now tell the resident (esc: later)")
            elif not_told:
                self._room.cro.say(notice=f"{done.says}; {len(not_told)} residents are not told yet")
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
