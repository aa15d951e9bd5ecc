"""Whatever the notebook holds, nobody who must not be named stands in any text of the facts, for any audience.

The adversary's names are made of parts that no other word holds, so that a leak shows as a part of a word, whatever
its case, accents and line ends. Nothing here asks the code under test how it compares.
"""

from __future__ import annotations

import contextlib
import itertools
import tempfile
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cro_tui.actions.meetings import unfinished
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Interaction
from cro_tui.model.fields import Text
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.problem import STAGE_FIELDS, Problem
from cro_tui.model.referral import Referral
from cro_tui.model.work import Committee, Inquiry, Mediation, Policy, Release, Rumor
from cro_tui.report.agenda import agenda_facts
from cro_tui.report.audience import NotForAudience, Reader
from cro_tui.report.dossier import SUBJECTS, dossier_facts
from cro_tui.report.referring import memo_facts
from cro_tui.report.week import week_facts
from tests.report.conftest import Office, strings_of

FIRST = ("Zoltavia", "Éméraldine", "Quorvin", "Jo-Branwyx", "D'Arquelle", "Þorvaldia", "Ngọcquyên", "Wębriusz")
LAST = (
    "Vraxhallow",
    "O'Quarnbyk",
    "Umbrósi-Tzelk",
    "Łukwadziak",
    "Mc Fribblezon",
    "de la Xoquera",
    "Nguyễndorf",
    "Hjørnvik",
)
BEFORE = ("", "Met ", "spoke with ", "“", "(", "\n", "her neighbor, ", "re:", "12 ", "Then ", "from/")
AFTER = ("", ".", " came by", "'s car", "’s\nhouse", "”", ")", ", again", "!", " 3 times", "/wife")
HOUSE, PHONE, EMAIL = "7391", "6175550148", "zz.marked@example.org"


def folded(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    text = text.translate(str.maketrans("łŁđĐøØıþÞ", "lLdDoOitT"))
    return "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if letter.isalnum())


def parts_of(name: str) -> list[str]:
    return [folded(part) for part in name.replace("-", " ").replace("'", " ").split() if len(part) > 3]


def whole_forms(first: str, last: str) -> list[str]:
    """How officers write a name."""
    both = [f"{first} {last}", f"{last}, {first}", f"{first[0]}. {last}", f"{last} {first[0]}.", f"{first}\n{last}",
            f"{first} Q. {last}", f"{last.upper()} {first.upper()}", f"Mrs. {last}"]  # fmt: skip
    bare = [unicodedata.normalize("NFKD", form) for form in both]
    return both + bare + [form.upper() for form in both] + [form.replace("'", "’") for form in both]


def forms(first: str, last: str, *, restricted: bool) -> list[str]:
    every = whole_forms(first, last)
    if restricted:
        return [*every, *(form.lower() for form in every), first, last, first.lower(), last.lower(), last.upper()]
    return [*every, f"{first} {last}".lower(), first, last]


phones = st.sampled_from(
    [
        "617-555-0148",
        "(617) 555-0148",
        "+1 617.555.0148",
        "6175550148",
        "617 555\n0148",
        "1-617-555-0148",
        "7 617-555-0148 9",
    ]
)
houses = st.sampled_from(
    [f"{HOUSE} Tamarind Street", f"{HOUSE} TAMARIND ST.", f"{HOUSE} Tamarind St, Apt 2", f"{HOUSE} tamarind street"]
)
people = st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST), st.booleans(), st.booleans())


@st.composite
def texts(draw, persons):
    """A text with a name, a phone, an address or a mail address of one of *persons* in it."""
    first, last, restricted, _ = draw(st.sampled_from(persons))
    said = draw(
        st.one_of(st.sampled_from(forms(first, last, restricted=restricted)), phones, houses, st.just(EMAIL.upper()))
    )
    return draw(st.sampled_from(BEFORE)) + said + draw(st.sampled_from(AFTER))


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_nobody_is_named_in_any_text_of_the_facts(data):
    persons = data.draw(st.lists(people, min_size=1, max_size=4, unique_by=lambda one: one[:2]))
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder) / "home")
        said = data.draw(st.lists(texts(persons), min_size=12, max_size=12))
        write(office, persons, said)
        restricted = {part for first, last, hidden, _ in persons if hidden for part in parts_of(f"{first} {last}")}
        everybody = {part for first, last, _, _ in persons for part in parts_of(f"{first} {last}")}
        for audience, ticked in itertools.product(("command", "agency", "public"), (False, True)):
            shown = [folded(text) for text in strings_of(office.facts(audience=audience, names=ticked))]
            named = ticked and audience == "command"
            for part in restricted if named else everybody:
                assert not any(part in text for text in shown), (audience, ticked, part, said)
            if not named:
                for number in (HOUSE, PHONE, folded(EMAIL)):
                    assert not any(number in text for text in shown), (audience, number, said)


def write(office: Office, persons, said: list[str]) -> None:
    """A notebook in which each of those texts stands somewhere, and those *persons* are known."""
    (summary, narrative, place, hood, body, where, text, owner, obstacles, to, title, organization) = said
    for first, last, restricted, by_concern in persons:
        person = office.person(
            f"{first} {last}", address=f"{HOUSE} Tamarind Street", phones=PHONE, emails=EMAIL,
            restricted_because="" if by_concern or not restricted else "witness",
        )  # fmt: skip
        if restricted and by_concern:
            office.concern("Told in confidence", contact=person.id, restricted_because="anonymous source")
    from cro_tui.model.contact import Organization

    office.make(Organization, name=organization)
    one = office.concern(summary, narrative=narrative, place=place, neighborhood=hood, sensitivity="open")
    office.concern(summary, place=place, sensitivity="open", kind="potential problem")
    office.meeting(body, place=where, start="2026-07-20 19:00", headcount=4, sensitivity="open")
    office.meeting(organization, start="2026-07-21 19:00", headcount=4, sensitivity="open")
    office.recommendation(text, owner=owner, resources=to, obstacles=obstacles, answers=[one.id], sensitivity="open")
    office.at("2026-03-01").recommendation(text, owner=owner, obstacles=obstacles, sensitivity="open")
    office.referral(one, to, sent="2026-07-02", sensitivity="open")
    office.session(title, start="2026-07-03 10:00", roster=[f"{first} {last}"], sensitivity="open")
    of_week = {"sensitivity": "open", "date": "2026-07-20"}
    office.make(Outreach, name=body, place=where, start="2026-07-20", contacts=[person.id], sensitivity="open")
    office.make(Outreach, name=title, place=place, start="2026-07-24", sensitivity="open")
    office.make(
        Inquiry, subject=summary, answer=text, contact=person.id, asked="2026-07-01", answered="2026-07-20",
        sensitivity="open",
    )  # fmt: skip
    office.make(Inquiry, subject=title, asked="2026-07-02", sensitivity="open")
    office.make(
        Rumor, rumor=narrative, correction=text, where=place, heard="2026-07-01", corrected="2026-07-20",
        sensitivity="open",
    )  # fmt: skip
    office.make(Mediation, dispute=summary, parties=[person.id], **of_week)
    office.make(Committee, name=organization, role=owner, since="2026-07-01", sensitivity="open")
    office.make(Policy, title=title, reviewed="2026-07-01", sensitivity="open")
    office.make(Release, title=text, **of_week)
    long = (name for names in STAGE_FIELDS.values() for name in names if isinstance(Problem.FIELDS[name], Text))
    office.make(
        Problem, title=title, owner=owner, place=place, neighborhood=hood, concerns=[one.id], sensitivity="open",
        opened="2026-07-01", review="2026-07-24", as_planned="yes", goal_met="yes",
        **dict(zip(long, itertools.cycle(said), strict=False)),
        responses=[
            {"what": text, "owner": owner, "done": "2026-07-20", "notes": narrative},
            {"what": summary, "owner": to, "due": "2026-07-21"},
        ],
        measures=[{"what": obstacles, "before": 9, "before_when": where, "after": 3, "after_when": body}],
    )  # fmt: skip


def documents_of(office: Office, audience: str, *, ticked: bool) -> Iterator[str]:
    """Every text of the facts of agendas, memos, dossiers and the week, as *audience* reads them."""
    book, today = office.notebook, date(2026, 7, 22)
    reader = Reader.of(book, audience, names_ticked=ticked)
    for meeting in book.all(Meeting):
        yield from strings_of(agenda_facts(book, meeting, unfinished(book, meeting), reader))
    if audience != "public":
        for referral in book.all(Referral):
            with contextlib.suppress(NotForAudience):
                yield from strings_of(memo_facts(book, referral, audience))
    if audience == "command":
        for record in book.everything():
            if isinstance(record, SUBJECTS):
                yield from strings_of(dossier_facts(book, record, today, names_ticked=ticked))
    if audience == "command" and not ticked:
        yield from strings_of(week_facts(book, date(2026, 7, 20), today))


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_nobody_is_named_in_agendas_memos_dossiers_and_weeks(data):
    persons = data.draw(st.lists(people, min_size=1, max_size=3, unique_by=lambda one: one[:2]))
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder) / "home")
        said = data.draw(st.lists(texts(persons), min_size=12, max_size=12))
        write(office, persons, said)
        write_more(office, said)
        restricted = {part for first, last, hidden, _ in persons if hidden for part in parts_of(f"{first} {last}")}
        everybody = {part for first, last, _, _ in persons for part in parts_of(f"{first} {last}")}
        for audience, ticked in itertools.product(("command", "agency", "public"), (False, True)):
            shown = [folded(text) for text in documents_of(office, audience, ticked=ticked)]
            named = ticked and audience == "command"
            for part in restricted if named else everybody:
                assert not any(part in text for text in shown), (audience, ticked, part, said)
            if not named:
                for number in (HOUSE, PHONE, folded(EMAIL)):
                    assert not any(number in text for text in shown), (audience, number, said)


def write_more(office: Office, said: list[str]) -> None:
    """Minutes, dealings, notes and answers with those texts."""
    body, where = said[4], said[5]
    entries = [
        {"kind": "action", "text": said[0], "owner": said[1]},
        {"kind": "motion", "text": said[2], "mover": said[3]},
    ]
    office.at("2026-07-21").meeting(body, place=where, start="2026-07-21 18:00", entries=entries, sensitivity="open")
    office.meeting(body, start="2026-08-21 18:00", agenda=said[6], presiding=said[7], sensitivity="open")
    concern = office.notebook.all(Concern)[-1]
    office.change(
        concern, next_action=said[8], due="2026-07-21", narrative=said[9], told_how=said[10], told="2026-07-21"
    )
    office.change(concern, tellings=[{"words": said[5], "reached": "no answer", "who": said[6]}])
    steps = [{"to": said[4], "why": said[5]}, {"to": said[7]}]
    office.referral(
        concern, said[11], message=said[0], reply=said[1], outcome="completed", answered_by=said[2], sensitivity="open",
        escalations=steps,
    )  # fmt: skip
    problem = office.make(Problem, title=said[8], statement=said[9], owner=said[10], sensitivity="open")
    office.referral(problem, said[3], message=said[4], sensitivity="open", escalations=steps)
    for person in office.notebook.all(Contact):
        office.referral(person, said[6], message=said[7], no_answer=True, kind="service")
        office.make(Interaction, notes=said[2], contacts=[person.id], date="2026-07-21")
        office.change(person, notes=said[3])
