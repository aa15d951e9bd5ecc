"""What is asked when a resident is told what became of a concern, or was not reached. Saving is done by the actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cro_tui.actions import concerns as verbs
from cro_tui.actions.base import Done
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.telling import TOLD
from cro_tui.model.vocabulary import REACHED
from cro_tui.report.tellings import not_told_yet, tries_of
from cro_tui.report.voices import voices_of
from cro_tui.store.notebook import Notebook
from cro_tui.tui.concern_story import person
from cro_tui.tui.days import tried
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK
from cro_tui.tui.screens.dialogs.base import Laid
from cro_tui.tui.screens.dialogs.drafted import ask
from cro_tui.tui.screens.dialogs.verb_forms import VerbForms
from cro_tui.tui.widgets.record_form import FormField

NAMED = 3
"""So many residents are named in the dialog; the others are counted."""


class TellForms(VerbForms):
    """The ledger of informing residents."""

    def who_can_be_told(self, concerns: Sequence[Concern]) -> list[Concern]:
        """Those of *concerns* behind which somebody can be told; where there is nobody, it says so."""
        found = [one for one in concerns if one.can_be_told]
        if not found:
            unnamed = all(one.anonymous for one in concerns)
            why = "it came from somebody unnamed" if unnamed else "nobody is named; e adds who it was"
            self._room.cro.say(notice=f"Nobody to tell: {why}")
        return found

    def tell(self, concerns: Sequence[Concern], title: str = "") -> Laid:
        """Log that the resident was told, or that nobody was reached; the same words for several."""
        now = self._room.cro.desk.notebook.clock().isoformat(timespec="minutes")
        (when,) = self._fields(Concern, "told")
        methods = self._room.cro.desk.settings.words.methods
        fields = (
            FormField("method", "How", "choice", choices=methods, wide=True),
            replace(when, label="When", wide=True),
            FormField("reached", "Reached", "choice", choices=REACHED, hint="no answer keeps the call", wide=True),
            FormField("told_how", "In what words", hint="what was said, and what they answered", wide=True),
        )

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            return verbs.tell_all(
                notebook, concerns, texts["told_how"].strip(), texts["told"] or "now",
                method=texts["method"].strip(), reached=texts["reached"] or TOLD, draft=draft,
            )  # fmt: skip

        def after(done: Done | None) -> None:
            self._done(done)
            if done is not None:
                self._say_who_is_left([one for one in done.records if isinstance(one, Concern)])

        several = f"the residents of {verbs.named(concerns)}"
        residents = several if len(concerns) > 1 else f"the resident of {verbs.named(concerns)}"
        return ask(
            self._room, "tell", [one.id for one in concerns], title or f"Tell {residents}", fields, save,
            values={"method": methods[0] if methods else "", "told": readable(now), "reached": TOLD},
            body="\n".join((self._about(concerns), *self._whom(concerns))), start="told_how", after=after,
        )  # fmt: skip

    def _whom(self, concerns: Sequence[Concern]) -> list[str]:
        """Whom to tell, how, and how often that was tried."""
        lines = [self._resident(one) for one in concerns[:NAMED]]
        if len(concerns) > NAMED:
            lines.append(f"and {len(concerns) - NAMED} more")
        return lines

    def _resident(self, concern: Concern) -> str:
        notebook = self._room.cro.desk.notebook
        contact = notebook.of(Contact, concern.contact) if concern.contact else None
        who = "anonymous" if concern.anonymous else "nobody named"
        hidden = self._masked(concern) or (contact is not None and self._masked(contact))
        if contact is not None:
            who = MASK if hidden else person(contact)
        said = [who, f"call back {concern.callback_how}" if concern.callback_how and not hidden else ""]
        if tries := tries_of(concern):
            said.append(tried(len(tries), str(tries[-1].get("at") or ""), notebook.clock().date()))
        if concern.told:
            words = f": {concern.told_how}" if concern.told_how and not hidden else ""
            said.append(f"told before, {readable(concern.told)}{words}")
        return "; ".join(part for part in said if part)

    def _say_who_is_left(self, told: Sequence[Concern]) -> None:
        """Telling one of several voices tells nobody else."""
        if len(told) != 1 or not told[0].told or tries_of(told[0]):
            return
        notebook = self._room.cro.desk.notebook
        voices = voices_of(told[0], lambda one: notebook.of(Concern, one)).concerns
        heard_it = told[0].contact
        left = [one for one in not_told_yet(voices, (told[0].id,)) if not heard_it or one.contact != heard_it]
        if left:
            are = "is" if len(left) == 1 else "are"
            others = "1 other" if len(left) == 1 else f"{len(left)} others"
            self._room.cro.say(notice=f"{others} who spoke about it {are} not told; in F7, t tells all that are marked")
