"""What restricted people are called and were called before, for texts that do not say whom they name.

A name that was changed still stands in what was written until then, and anybody's whole name may stand in a text
without a reference to them. Earlier names are read from the disk, so they are learned in the background; a change that
is made while the program runs counts at once. Knows the model and the notebook; no screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from cro_tui.model.contact import Contact
from cro_tui.model.record import Stamp
from cro_tui.store.notebook import Notebook

MASK = "(restricted)"
_NAMING = ("name", "alias")


class FormerNames:
    """The earlier names of restricted contacts, by id. Ids are unique whatever notebook they are of."""

    def __init__(self) -> None:
        self._former: dict[str, frozenset[str]] = {}
        self._now: dict[str, frozenset[str]] = {}
        """What each was called when it was looked at last."""
        self._read: dict[str, Stamp] = {}
        """The change up to which a history was read."""
        self._whole: Callable[[str], str] | None = None
        """What takes all their whole names out of a text; None where it must be made anew."""

    def of(self, contact: Contact) -> frozenset[str]:
        """What *contact* was called before, as far as it is known by now."""
        return self._former.get(contact.id, frozenset())

    def nameless(self, text: str) -> str:
        """*text* without the whole names of all who are restricted: a part of a name may be anybody's."""
        if self._whole is None:
            known = (name for names in (*self._now.values(), *self._former.values()) for name in names)
            self._whole = without_whole_names(known)
        return self._whole(text)

    def saw(self, contacts: Iterable[Contact], others: Iterable[str] = ()) -> None:
        """Looks at restricted *contacts* as they now are: what they were called until now is former. *others* are ids
        of records that are none of them, any more."""
        for other in others:
            if self._now.pop(other, None) is not None:
                self._former.pop(other, None)
                self._read.pop(other, None)
                self._whole = None
        for one in contacts:
            now = frozenset(name for name in (one.name, one.alias) if name)
            before = self._now.get(one.id, now)
            if self._now.get(one.id) != now:
                self._now[one.id] = now
                self._whole = None
            if before - now:
                self._former[one.id] = self.of(one) | (before - now)

    def learn(self, notebook: Notebook, contacts: Iterable[Contact]) -> bool:
        """Reads the histories of those that were changed since; whether there was anything new. Reads the disk."""
        changed = {one.id: one for one in contacts if self._read.get(one.id) != one.changed}
        rewritten = notebook.rewritten(changed)
        try:
            found = notebook.histories(rewritten) if rewritten else {}
        except OSError:  # a disk that can't be read now is tried again with the next change
            return False
        news = False
        for record_id, lines in found.items():
            said = {str(line.set[field]) for line in lines for field in _NAMING if line.set.get(field)}
            one = changed[record_id]
            former = self.of(one) | (said - {one.name, one.alias})
            news = news or former != self.of(one)
            self._former[record_id] = frozenset(former)
        if news:
            self._whole = None
        self._read |= {record_id: one.changed for record_id, one in changed.items()}
        return news


def without_whole_names(names: Iterable[str]) -> Callable[[str], str]:
    """What puts `MASK` in the place of those *names* that have several words."""
    whole = sorted({" ".join(name.split()) for name in names}, key=len, reverse=True)
    forms = [r"\s+".join(map(re.escape, name.split(" "))) for name in whole if " " in name]
    if not forms:
        return str
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(MASK, text)


FORMER = FormerNames()
"""Those of the notebook that is open."""


def restricted_contacts(notebook: Notebook, ids: Iterable[str] = ()) -> list[Contact]:
    """The restricted people among *ids*; all of the notebook where none are named."""
    wanted = list(ids)
    found = (notebook.of(Contact, one) for one in wanted) if wanted else notebook.all(Contact, voided=True)
    return [one for one in found if one is not None and one.restricted]
