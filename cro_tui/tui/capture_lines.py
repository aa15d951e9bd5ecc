"""What stands beneath a line that is being typed: how it is read, and what of it is not. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cro_tui.actions.base import Names
from cro_tui.actions.capture import Preview
from cro_tui.actions.namesakes import newcomer
from cro_tui.model.concern import Concern
from cro_tui.model.grammar import asks_for_a_call
from cro_tui.model.leftover import Leftover, told
from cro_tui.tui.forms import readable
from cro_tui.tui.masked import MASK
from cro_tui.tui.widgets.understood import Part


def parts_of(seen: Preview) -> list[Part]:
    """What was understood of a capture line."""
    parts = []
    for name, value in seen.understood.fields.items():
        field = Concern.FIELDS[name]
        text = readable(str(value)) if name in ("heard", "due") else field.text({name: value})
        parts.append(Part(field.label.lower(), text))
    for typed, contact in seen.people:
        if contact is None:
            name, phone = newcomer(typed)
            parts.append(Part("new contact", f"{name}, phone {phone}" if phone else name, doubtful=True))
        else:
            parts.append(Part("voiced by", MASK if contact.restricted else contact.name))
    fields = seen.understood.fields
    if asks_for_a_call(seen.understood.text) and not (fields.get("callback") or fields.get("anonymous")):
        parts.append(Part("to be called back?", "~callback", doubtful=True))
    return parts


def for_form(seen: Preview, more: Mapping[str, object], names: Names) -> dict[str, str]:
    """What the form of the concern holds: what the line says, over *more* that is known of it."""
    typed = {**more, **seen.understood.fields}
    if seen.understood.text:
        typed["narrative"] = seen.understood.text
    given = {name: Concern.FIELDS[name].text({name: value}) for name, value in typed.items()}
    if seen.people:
        name, contact = seen.people[0]
        given["contact"] = name
        if contact is not None:
            alone = {one.id for one in names.exactly((contact.KIND,), contact.name)} == {contact.id}
            given["contact"] = contact.name if alone else contact.id
    return {name: text for name, text in given.items() if text}


def about_an_officer(key: str) -> str:
    """Both ways for a line that reads like a complaint about an officer; *key* is that of handing it over."""
    return f"A complaint about an officer? {key} hands it over, enter keeps it here"


def before_the_end(leftovers: Iterable[Leftover], typed: str) -> list[Leftover]:
    """The *leftovers* without the one at the end of *typed*, which what is typed next may make understood."""
    return [one for one in leftovers if one.instead or not typed.endswith(one.marker)]


def warnings_of(leftovers: Iterable[Leftover]) -> list[Part]:
    """What looks like a marker and stays in the text."""
    return [Part(f"{why}:", which, warning=True) for why, which in told(leftovers)]


def categories_for(leftovers: Iterable[Leftover], categories: Sequence[str], *, asked: bool) -> list[Part]:
    """All *categories*, by their first words, where one was meant that is none, or they are *asked* for."""
    meant = (one.marker.startswith("#") and not one.may_be and not one.instead for one in leftovers)
    if categories and (asked or any(meant)):
        return [Part("categories", ", ".join(word.partition("/")[0] for word in categories))]
    return []
