"""Capturing a concern from one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cro_tui.actions.base import Contradiction, Done, Names, NothingDone, commit, context_of, plain_name
from cro_tui.actions.namesakes import marker, meant, newcomer, unclear
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.fields import Refs, short
from cro_tui.model.grammar import Understood, is_about_an_officer, understand
from cro_tui.model.leftover import Leftover, saying
from cro_tui.model.record import Record
from cro_tui.store.notebook import Edit, Notebook

if TYPE_CHECKING:  # a concern of no meeting is noted without what belongs to one
    from cro_tui.model.meeting import Meeting
    from cro_tui.model.outreach import Outreach

ADVICE = (
    "A complaint about an officer goes to {affairs}, not into this notebook: hand it over, keep no names. "
    "A general concern about police conduct does belong here."
)


class Preview(NamedTuple):
    """What a line would save, for showing while it is typed."""

    understood: Understood
    people: tuple[tuple[str, Contact | None], ...]
    """Each name after ``+`` as typed, with the contact that it means; None makes a new contact."""
    unclear: tuple[str, ...] = ()
    """A sentence for each name after ``+`` that means nobody in particular; they stay text."""
    contradiction: str = ""
    """Why the line can't be saved as it stands."""
    advice: str = ""
    """What to do instead, where the text reads like a complaint about an officer."""


def preview(notebook: Notebook, line: str, names: Names | None = None) -> Preview:
    """What `capture` would do with *line*. Reads only; *names* are those kept from one keystroke to the next."""
    names = names or Names(notebook)
    understood = understand(line, context_of(notebook, names))
    people: list[tuple[str, Contact | None]] = []
    doubts: list[str] = []
    text = understood.text
    for typed in understood.people:
        found = meant(names, typed)
        if found.choices:
            doubts.append(unclear(names, typed, found))
            text = f"{text} {marker(typed)}"
        else:
            people.append((typed, found.contact))
    advice = advice_on(notebook, text)
    understood = understood._replace(text=text.strip())
    return Preview(understood, tuple(people), tuple(doubts), contradiction_in(understood), advice)


def advice_on(notebook: Notebook, text: str) -> str:
    """What to do instead, where *text* reads like a complaint about an officer; ``""`` for any other."""
    return ADVICE.format(affairs=notebook.settings.department.internal_affairs) if is_about_an_officer(text) else ""


def left_in_text(notebook: Notebook, lines: Iterable[str]) -> list[Leftover]:
    """What looks like a marker in *lines* and stays in their texts."""
    context = context_of(notebook)
    return [one for line in lines for one in understand(line, context).left]


def contradiction_in(understood: Understood) -> str:
    """What a line says twice and differently: from somebody unnamed, and who it is. Nobody can guess which is so.

    Keeping the person would name whom a promise protects, leaving the name out would lose it.
    """
    if not understood.fields.get("anonymous"):
        return ""
    if not understood.people:
        return "anonymous, and yet ~callback: take one of them out" if understood.fields.get("callback") else ""
    named = ", ".join(marker(short(person, 40)) for person in understood.people[:3])
    return f"anonymous, and yet {named}: take one of them out"


def capture(
    notebook: Notebook,
    line: str,
    *,
    meeting: Meeting | Outreach | None = None,
    more: Mapping[str, object] | None = None,
    linked: tuple[Record, ...] = (),
    record_id: str = "",
    draft: str = "",
) -> Done:
    """A concern from one line, with the people that it names; one save, whatever it makes.

    *meeting* is the live one, or an outreach event: the concern belongs to it. *more* are fields that were filled in
    besides; *linked* are concerns about the same thing. Raises `NothingDone` for a line without text, `Contradiction`
    for one that says two things of which only one can be so, `NotSaved` when the disk refuses.
    """
    seen = preview(notebook, line)
    if seen.contradiction:
        raise Contradiction(seen.contradiction)
    if not seen.understood.text:
        raise NothingDone("Nothing to save yet: say what the concern is")
    context = context_of(notebook)
    of_meeting = meeting_fields(meeting, context.now.date().isoformat())
    if of_meeting.get("channel") not in context.words.channels:
        of_meeting.pop("channel", None)  # this department calls it something else
    typed: dict[str, object] = {**of_meeting, **seen.understood.typed(), **(more or {})}
    typed.setdefault("heard_by", notebook.settings.officer.name)
    values = Concern.parse(typed, context)
    concern_id = record_id or notebook.new_id()
    ids, edits = ids_of(notebook, seen.people, values.get("restricted_because"))
    values |= voices(ids, values.get("contact"))
    for other in linked:
        values[Concern.links.key(other.id)] = 1
        edits.append(Edit(other.id, other.KIND, {Concern.links.key(concern_id): 1}, other))
    if meeting is not None:
        values[Concern.links.key(meeting.id)] = 1
        edits.append(Edit(meeting.id, meeting.KIND, {_voiced_at(meeting).key(concern_id): 1}, meeting))
    edits.insert(0, Edit(concern_id, Concern.KIND, values, numbered=True))
    return commit(notebook, edits, lambda saved: saying(f"Saved {_number(saved)}", seen.understood.left), draft)


def ids_of(
    notebook: Notebook,
    people: Iterable[tuple[str, Contact | None]],
    restricted_because: object,
    made: dict[tuple[str, str], str] | None = None,
) -> tuple[list[str], list[Edit]]:
    """(the ids of the *people* that a `Preview` names, the edits that make the new ones among them).

    A new contact is restricted as its concern is. *made* are the ids of those whom the same save makes already, by name
    and phone: it is kept from one line to the next.
    """
    made = {} if made is None else made
    ids: list[str] = []
    edits: list[Edit] = []
    for typed, contact in people:
        if contact is not None:
            ids.append(contact.id)
            continue
        called, phone = newcomer(typed)
        key = plain_name(called), phone
        if key not in made:
            about = {"name": called, "restricted_because": restricted_because, **({"phones": phone} if phone else {})}
            person = Edit(notebook.new_id(), Contact.KIND, Contact.parse(about, context_of(notebook)))
            edits.append(person)
            made[key] = made[plain_name(called), ""] = person.id
        ids.append(made[key])
    return ids, edits


def voices(ids: Sequence[str], contact: object = None) -> dict[str, Any]:
    """The fields of a concern that people with those *ids* voiced: the first of them is asked and told, unless it is
    *contact*; the others are linked."""
    asked = contact or next(iter(ids), None)
    linked: dict[str, Any] = {Concern.links.key(one): 1 for one in ids if one != asked}
    return linked if contact or not ids else {"contact": asked, **linked}


def meeting_fields(meeting: Meeting | Outreach | None, today: str) -> dict[str, object]:
    """What a concern that is captured during *meeting* has from it.

    What was voiced at an outreach event of a day before *today* (ISO date) was heard then.
    """
    if meeting is None:
        return {}
    from cro_tui.model.outreach import Outreach

    known: dict[str, object] = {
        "channel": "community meeting",
        "place": meeting.place,
        "neighborhood": meeting.neighborhood,
        "heard": meeting.start if isinstance(meeting, Outreach) and meeting.day < today else "",
    }
    return {name: value for name, value in known.items() if value}


def _voiced_at(meeting: Meeting | Outreach) -> Refs:
    """The field of *meeting* that names the concerns which were voiced there."""
    from cro_tui.model.outreach import Outreach

    return type(meeting).concerns if isinstance(meeting, Outreach) else type(meeting).links


def _number(saved: tuple[Record, ...]) -> str:
    return next((record.number for record in saved if isinstance(record, Concern)), "")
