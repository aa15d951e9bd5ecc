"""How anything that was found looks in the list of Find: what it is, its name, the telling detail, why it was found.

Restricted people and what names them is masked. Knows the model and the notebook; no widget but what a row is.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from cro_tui.find import Entry, Hit
from cro_tui.find.words import words_of
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction, Organization, full_phone
from cro_tui.model.record import Record
from cro_tui.model.referral import Recommendation
from cro_tui.model.work import Committee, Mediation
from cro_tui.store.notebook import Notebook
from cro_tui.tui.concern_lines import MARKS
from cro_tui.tui.days import plain_day
from cro_tui.tui.masked import MASK, label_of
from cro_tui.tui.widgets.rows import Column, Row

COLUMNS = (Column("", cells=8), Column("", share=3, least=20), Column("", share=1, least=16))
WORDS = {
    Contact.KIND: "person", Organization.KIND: "org.", Interaction.KIND: "logged", Recommendation.KIND: "advice",
    Mediation.KIND: "mediat.", Committee.KIND: "committ.",
}  # fmt: skip
"""What a kind is called in eight letters, where its own word is longer."""
DO_NOT_CONTACT = "×"
AROUND = 28
"""Letters shown before a word that was found within a long text."""


class FindLines:
    """The lines of one notebook on one day. `bare` is the one restricted record that is shown as it is."""

    def __init__(self, notebook: Notebook, today: date) -> None:
        self.notebook = notebook
        self.today = today
        self.bare = ""

    def row(self, record: Record, why: str = "", detail: str = "") -> Row:
        """The line of *record*; *why* it was found, *detail* in place of its own."""
        bare = record.id == self.bare
        label = self._label(record, bare=bare)
        unwanted = isinstance(record, Contact) and record.do_not_contact
        badge = (MARKS["conflict"] if record.conflicts else "") + (MARKS["restricted"] if record.restricted else "")
        badge += DO_NOT_CONTACT if unwanted else ""
        name = f"{label} · {why}" if why else label
        cells = (WORDS.get(record.KIND, record.KIND), name, detail or self._detail(record))
        return Row(cells, badge[:2], "alarm" if unwanted else "")

    def pair(self, one: Record, other: Record, why: str) -> Row:
        """The line of two records that may be one."""
        badge = MARKS["restricted"] if one.restricted or other.restricted else ""
        names = "  =  ".join(self._label(record, bare=record.id == self.bare) for record in (one, other))
        return Row((WORDS.get(one.KIND, one.KIND), names, why), badge)

    def why(self, record: Record, hit: Hit | None, entry: Entry | None) -> str:
        """Why *record* was found, if its line does not show that: how a word was read, or the words around it."""
        if hit is None or entry is None or self._hidden(record):
            return ""
        return _why(hit, entry, f"{self._label(record, bare=record.id == self.bare)} {self._detail(record)}")

    def _hidden(self, record: Record) -> bool:
        return record.restricted and record.id != self.bare

    def _label(self, record: Record, *, bare: bool) -> str:
        label = label_of(record, self.notebook, bare=bare)
        if isinstance(record, Concern):
            return f"{record.number} {label}"
        if isinstance(record, Contact) and record.alias and label != MASK:
            return f"{label} “{record.alias}”"
        return label

    def _detail(self, record: Record) -> str:
        if isinstance(record, Contact | Organization):
            if self._hidden(record):
                return ""
            if record.phones:
                return readable_phone(record.phones[0])
            return record.emails[0] if record.emails else record.address or ""
        day = plain_day(record.day, self.today)
        if isinstance(record, Concern):
            return f"{day}, {record.status}"
        return day


@lru_cache(maxsize=4096)
def readable_phone(number: str) -> str:
    """*number* as it is read out; what has words of its own stays as it was typed."""
    bare = re.sub(r"(?:ext\.?|x)\s*\d+\s*$", "", number, flags=re.IGNORECASE)
    return number if any(character.isalpha() for character in bare) else full_phone(number)


def copyable(record: Record) -> list[str]:
    """What one may want to copy of *record*, the likeliest first."""
    if isinstance(record, Contact | Organization):
        return [*(readable_phone(phone) for phone in record.phones), *record.emails, record.label]
    return [record.number, record.label] if isinstance(record, Concern) else [record.label]


def _why(hit: Hit, entry: Entry, shown: str) -> str:
    """The words around each word by which it was found, if the word is not *shown* already."""
    visible = words_of(shown)
    reasons = []
    for reason in filter(None, hit.why.split(", ")):
        how, _, word = reason.rpartition(" ")
        if how == "phone":
            if word not in re.sub(r"\D", "", shown):
                reasons.append(next((one for one in entry.phones if word in re.sub(r"\D", "", one)), word))
        elif not any(one.startswith(word) for one in visible):
            reasons.append(_around(word, entry))
    return ", ".join(dict.fromkeys(reasons))


def _around(word: str, entry: Entry) -> str:
    """Where *word* stands in the text of the entry."""
    for line in (*entry.names, *entry.text.split("\n")):
        if any(one.startswith(word) for one in words_of(line)):
            at = line.casefold().find(word)
            return line if at < AROUND else f"…{line[at - AROUND :]}"
    return word
