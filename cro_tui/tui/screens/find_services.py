"""Sending a resident to a service of the directory, and referring what was found, from the list of Find.

Who is to be sent is the person, the concern or the problem on which the cursor stood before the services were shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from cro_tui.actions import referrals
from cro_tui.actions.base import Done
from cro_tui.actions.concerns import Subject
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.fields import short
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Referral
from cro_tui.store.drafts import Draft
from cro_tui.store.notebook import Notebook
from cro_tui.tui.find_views import SERVICES
from cro_tui.tui.forms import KindForm
from cro_tui.tui.masked import MASK, label_of
from cro_tui.tui.screens.dialogs.base import Laid
from cro_tui.tui.screens.dialogs.drafted import ABOUT, ask
from cro_tui.tui.screens.find_verbs import MASKED, FindVerbs
from cro_tui.tui.services import offering
from cro_tui.tui.widgets.record_form import FormField

SEND = "send"
"""What the draft of the question whom to send is called."""


class FindServices(FindVerbs):
    """The verbs of the directory; the room says which view is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._resident = ""
        """The id of who is to be sent, while the services are shown."""

    def action_view(self, name: str) -> None:
        """Show a view of the list, or go back."""
        raise NotImplementedError

    @property
    def looked_for_somebody(self) -> bool:
        """Whether the officer searched, or went down the list: else who is under the cursor is there by chance."""
        raise NotImplementedError

    @property
    def shows_services(self) -> bool:
        """Whether the list shows the directory."""
        raise NotImplementedError

    def remember_resident(self) -> bool:
        """The services are asked for: who is under the cursor is to be sent. Whether that is anybody."""
        record = self.at_cursor() if self.looked_for_somebody else None
        self._resident = record.id if isinstance(record, Concern | Contact | Problem) else ""
        return bool(self._resident)

    def offers(self, text: str) -> bool:
        """Whether some service fits *text*."""
        return bool(offering(self.cro.desk.notebook, text))

    def whom(self) -> str:
        """Who is to be sent, as the heading names them; ``""`` for nobody."""
        record = self._subject()
        if record is None:
            return ""
        number = record.number if isinstance(record, Concern) else ""
        name = MASK if self.is_masked(record) else short(label_of(record, self.cro.desk.notebook), 40)
        return number or name

    def _subject(self) -> Subject | None:
        record = self.cro.desk.notebook.get(self._resident) if self._resident else None
        return record if isinstance(record, Subject) else None

    async def action_refer(self) -> None:
        """Refer the concern or the problem; show the services for a person; send whom the services were shown for."""
        record = self.at_cursor()
        subject = self._subject()
        if isinstance(record, Organization):
            if self.is_masked(record):
                self.cro.say(notice=MASKED)
            elif self.shows_services and subject is not None:
                self.attempt(lambda notebook: referrals.send_all(notebook, [subject], record))
            else:
                await self._ask_whom(record)
        elif isinstance(record, Contact):
            self.action_view(SERVICES)
        elif isinstance(record, Concern | Problem):
            await self._forms.refer([record])
        else:
            self.cro.say(notice="r refers a concern or a problem, and sends a person to a service")

    def _ask_whom(self, service: Organization) -> Laid:
        """Nobody was under the cursor: who is sent there?"""
        form = KindForm(Referral, self.cro.desk)
        known = {field.name: field for field in form.fields()}
        fields = (
            FormField(
                "of", "Whom", suggest=known["of"].suggest, hint="a person's name or a concern's number", wide=True
            ),
            FormField("message", "What for", hint="what they need", wide=True),
        )

        def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
            named = str(form.typed({"of": texts["of"]})["of"])
            return referrals.send_named(notebook, named, service, texts["message"], draft=draft)

        return ask(
            self, SEND, (service.id,), f"Send whom to {short(service.name, 40)}?", fields, save,
            body=" ".join(service.services.split()),
        )  # fmt: skip

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed in one of this room's forms and not saved."""
        if draft.kind != SEND:
            super().resume(draft)
            return
        service = self.cro.desk.notebook.get(draft.fields.get(ABOUT, ""))
        if isinstance(service, Organization):
            self._ask_whom(service)
