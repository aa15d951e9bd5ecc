"""What the letters in the list of Find do with the record under the cursor, or with those that are marked.

Knows the actions through the desk and the dialogs; what is found and shown is the room's business.
"""

from __future__ import annotations

from cro_tui.actions.base import plain_name
from cro_tui.actions.duplicates import like
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.record import Record
from cro_tui.report.ties import Ties
from cro_tui.report.watches import captains_of
from cro_tui.store.drafts import Draft
from cro_tui.tui.commands import LIST, bindings, key_of
from cro_tui.tui.find_lines import copyable
from cro_tui.tui.screens.dialogs.base import Laid
from cro_tui.tui.screens.dialogs.concern_forms import ConcernForms
from cro_tui.tui.screens.dialogs.drafted import ABOUT
from cro_tui.tui.screens.dialogs.log import VERB, log
from cro_tui.tui.screens.dialogs.merge import ask_merge
from cro_tui.tui.screens.dialogs.people_of import PEOPLE, ask_people_of
from cro_tui.tui.screens.documents import DocumentRoom
from cro_tui.tui.widgets.grouped_list import GroupedList
from cro_tui.tui.widgets.text_field import TextField

NAMESAKES = 20
"""So many people are looked at, whether one has the same name."""
MASKED = "It is restricted: m shows it first"


class FindList(GroupedList):
    """What was found."""

    PLACES = ("find list", LIST)
    BINDINGS = bindings("find list")

    def action_ask_filter(self) -> None:
        """To the line; typing replaces what stands there."""
        super().action_ask_filter()
        if isinstance(self.filter_field, TextField):
            self.filter_field.select_all()


class FindVerbs(DocumentRoom):
    """The verbs; the room itself says what stands under the cursor."""

    rows: FindList

    def __init__(self) -> None:
        super().__init__()
        self._forms = ConcernForms(self, lambda _done: None, self.is_masked)
        self._copied = ("", 0)

    def at_cursor(self) -> Record | None:
        """The record under the cursor."""
        raise NotImplementedError

    def is_masked(self, record: Record) -> bool:
        """Whether its name and words may not show now."""
        raise NotImplementedError

    def typed_text(self) -> str:
        """What is looked for."""
        raise NotImplementedError

    def pair_at_cursor(self) -> tuple[str, str] | None:
        """The ids of two records that may be one, where the line is about two."""
        raise NotImplementedError

    @property
    def ties(self) -> Ties | None:
        """Who is named where; None while it is being read."""
        raise NotImplementedError

    @property
    def with_captains(self) -> bool:
        """Whether what is logged with a group is logged with its captains."""
        raise NotImplementedError

    def action_edit(self) -> None:
        """The whole form of the record."""
        if (record := self.at_cursor()) is not None:
            self.cro.open_record(record.id)

    def action_new(self, kind: str) -> None:
        """A new person or organization, called what was typed."""
        text = self.typed_text()
        field = "name" if any(character.isalpha() for character in text) else "phones"
        self.cro.new_record(kind, {field: text} if text else None)

    async def action_concern(self) -> None:
        """A concern of the person under the cursor: the capture line, with the name in it."""
        record = self.at_cursor()
        person = record
        if isinstance(record, Organization | Concern):
            person = self.cro.desk.notebook.get(record.contact) if record.contact else None
        if not isinstance(person, Contact):
            self.cro.say(notice="That names no person: go to a person, or F2")
            return
        if self.is_masked(person) or not self._is_known_by(person, person.name):
            self.cro.new_record(Concern.KIND, {"contact": person.id})
            return
        await self.cro.action_room("capture")
        begin = getattr(self.cro.screen, "begin_with", None)
        if begin is not None:
            begin(f'+"{" ".join(person.name.split())}" ')

    def _is_known_by(self, person: Contact, name: str) -> bool:
        """Whether *name* in a capture line means *person* and nobody else."""
        notebook = self.cro.desk.notebook
        hits = self.cro.desk.index.search(name, NAMESAKES, (Contact.KIND,))
        found = [one for hit in hits if (one := notebook.of(Contact, hit.key)) is not None]
        wanted = plain_name(name)
        same = {one.id for one in found if wanted in (plain_name(one.name), plain_name(one.alias))}
        return '"' not in name and same == {person.id}

    async def action_log(self) -> None:
        """Log what was said with those marked, or with the one under the cursor; of a watch group with its captains."""
        found = (self.cro.desk.notebook.get(key) for key in self.rows.marked)
        people = [one for one in found if isinstance(one, Contact | Organization)]
        if self.with_captains:
            groups = [one for one in people if isinstance(one, Organization)]
            captains = [one.contact for group in groups for one in captains_of(self.cro.desk.notebook, group)]
            people = list({one.id: one for one in (*people, *captains) if one is not None}.values())
        await self._log(people)

    def _log(self, people: list[Contact | Organization]) -> Laid:
        return log(self, people, self.is_masked, lambda done: self.rows.clear_marks() if done else None)

    async def action_people(self) -> None:
        """Members, captains and liaison of the organization under the cursor."""
        record = self.at_cursor()
        if not isinstance(record, Organization):
            self.cro.say(notice="That is for organizations: members of the department, captains, liaison")
        elif self.is_masked(record):
            self.cro.say(notice=MASKED)
        else:
            await ask_people_of(self, record)

    def action_merge(self) -> None:
        """Two that may be one, side by side: the two marked, those of the line, or the record and who is like it."""
        notebook = self.cro.desk.notebook
        marked = [one for key in self.rows.picked if (one := notebook.get(key)) is not None]
        if len(marked) == 2 or (pair := self.pair_at_cursor()) is None:
            record = self.at_cursor()
            if len(marked) == 2:
                self._merge(*marked)
            elif len(marked) > 2 or not isinstance(record, Contact | Organization):
                self.cro.say(notice="Mark two people or two organizations (space); d: who may have been entered twice")
            elif twins := like(notebook, record):
                self._merge(twins[0].one, twins[0].other)
            else:
                self.cro.say(notice="Nobody here is like that one. space marks two to make one of them")
            return
        two = [one for one in map(notebook.get, pair) if one is not None]
        if len(two) == 2:
            self._merge(*two)

    def _merge(self, one: Record, other: Record) -> None:
        ask_merge(self, one, other, self.ties, lambda _done: self.rows.clear_marks())

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed in one of this room's forms and not saved."""
        ids = draft.fields.get(ABOUT, "").split(";")
        if draft.kind == PEOPLE:
            group = self.cro.desk.notebook.get(ids[0])
            if isinstance(group, Organization):
                ask_people_of(self, group)
            return
        if draft.kind != VERB:
            self._forms.resume(draft.kind, ids)
            return
        found = (self.cro.desk.notebook.get(one) for one in ids if one)
        self._log([one for one in found if isinstance(one, Contact | Organization)])

    def action_copy(self) -> None:
        """Copy the phone to the clipboard; again, the next number, address and name."""
        record = self.at_cursor()
        if record is None:
            return
        if self.is_masked(record):
            self.cro.say(notice=MASKED)
            return
        texts = copyable(record)
        last, turn = self._copied
        turn = (turn + 1) % len(texts) if last == record.id else 0
        self._copied = (record.id, turn)
        again = key_of("find.copy", self.cro.keys)
        self.cro.copy(texts[turn], f" ({again} again: {texts[(turn + 1) % len(texts)]})" if len(texts) > 1 else "")

    def action_word(self) -> None:
        """The dossier of a person, an organization or a concern, or the document of what else is there."""
        self.ask_document(self.at_cursor())

    async def action_void(self) -> None:
        """Take the record out of lists and reports, with a reason."""
        if (record := self.at_cursor()) is not None:
            await self._forms.void(record)

    def action_history(self) -> None:
        """Every change of the record."""
        record = self.at_cursor()
        if record is not None:
            bare = not self.is_masked(record)
            self.show_history(record, bare=bare)
