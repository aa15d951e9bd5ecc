"""What ``new`` and ``set`` say on stderr beside what they did: the officer may have meant more than was written."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from datetime import timedelta

from cro_tui.actions.base import Done, Names, context_of
from cro_tui.cli import output
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Referral
from cro_tui.store.notebook import Notebook

_REFERRED = "referred"
_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_QUOTABLE = re.compile(r"[^\"$`\\!%]+")


def remarks(command: str, notebook: Notebook, done: Done, typed: Mapping[str, str], home: str | None) -> None:
    """Says what there is to say of a record that was just written with *typed* fields."""
    record = done.record
    if isinstance(record, Contact | Organization) and command == "new":
        lines = _on_namesakes(notebook, record) if isinstance(record, Contact) else []
        lines += _on_twins(notebook, record)
    elif isinstance(record, Contact) and "name" in typed:
        lines = _on_namesakes(notebook, record)
    elif isinstance(record, Concern) and "status" in typed:
        lines = _on_referral(notebook, record, home)
    elif isinstance(record, Meeting) and "entries" in typed:
        lines = _on_minutes(notebook, typed["entries"])
    else:
        lines = []
    for line in lines:
        output.remark(f"cro-tui {command}: {line}")


def _on_namesakes(notebook: Notebook, contact: Contact) -> list[str]:
    from cro_tui.actions.namesakes import marker_of

    names = Names(notebook)
    others = [one.id for one in names.exactly((Contact.KIND,), contact.name) if one.id != contact.id]
    if not others:
        return []
    said = f"{len(others)} other contacts have" if len(others) > 1 else "another contact has"
    return [
        f"{said} that name: {', '.join(others)}; on the capture line "
        f"{marker_of(names, contact, contact.name)} means {contact.id}"
    ]


def _on_twins(notebook: Notebook, record: Contact | Organization) -> list[str]:
    """Whom somebody new is like: it may have been entered twice."""
    from cro_tui.actions.duplicates import SAME_NAME, like

    found = [pair for pair in like(notebook, record) if pair.why != SAME_NAME or isinstance(record, Organization)]
    others = [(pair.other if pair.one.id == record.id else pair.one, pair.why) for pair in found]
    return [
        f"it is like {'(restricted)' if other.restricted else other.label} ({why}); if it is the same: "
        f"cro-tui set {record.id} merged_into={other.id}"
        for other, why in others[:3]
    ]


def _on_referral(notebook: Notebook, concern: Concern, home: str | None) -> list[str]:
    """The status alone tells nobody who has to answer, and by when."""
    if concern.status != _REFERRED or any(one.of == concern.id for one in notebook.all(Referral)):
        return []
    due = notebook.clock().date() + timedelta(days=notebook.settings.intervals.referral_reply_days)
    words = ["cro-tui", *(("--home", home) if home else ()), "new", "referrals", f"of={concern.number or concern.id}"]
    words += [f"to={concern.assigned or 'WHOM'}", f"due={due.isoformat()}"]
    return [f"status referred, but no referral is recorded: {' '.join(map(_quoted, words))}"]


def _quoted(word: str) -> str:
    """*word* as a shell takes it; in double quotes, which every shell knows, where that will do."""
    if _PLAIN.fullmatch(word):
        return word
    return f'"{word}"' if _QUOTABLE.fullmatch(word) else shlex.quote(word)


def _on_minutes(notebook: Notebook, entries: str) -> list[str]:
    from cro_tui.actions.minutes import left_in_text
    from cro_tui.model.leftover import sentences

    context = context_of(notebook)
    texts = [row for row in Meeting.entries.rows(entries) if isinstance(row, str)]
    return sentences(one for text in texts for one in left_in_text(text, context))
