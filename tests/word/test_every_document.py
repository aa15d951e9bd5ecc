"""What holds for every document of a single record or a week: sound in any case, the same bytes, nobody named."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import docx
import pytest

from cro_tui.actions.concerns import close
from cro_tui.actions.records import change
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Interaction, Organization
from cro_tui.model.fields import Text
from cro_tui.model.meeting import Meeting
from cro_tui.model.outreach import Outreach
from cro_tui.model.problem import STAGE_FIELDS, Problem
from cro_tui.model.work import Inquiry, Mediation, Rumor
from cro_tui.store.notebook import Edit
from cro_tui.word import write_agenda, write_dossier, write_referral, write_transcript, write_week

BODY = "Northside Association"
FIRST_STYLES = ("Title", "Heading1", "Heading2")


def one_of_each(papers, records):
    """(name, document) of every kind, of the records of a notebook."""
    meeting, session, referral, concern, person, group, project = records
    yield "agenda", papers.agenda(meeting)
    yield "minutes", papers.minutes(meeting)
    yield "roster", papers.roster(session, sheet=False)
    yield "sheet", papers.roster(session, sheet=True)
    yield "transcript", papers.transcript("Pat Ames")
    yield "referral", papers.referral(referral, audience="command", names_ticked=True)
    yield "memo", papers.referral(referral, audience="agency")
    yield "concern", papers.dossier(concern)
    yield "person", papers.dossier(person)
    yield "group", papers.dossier(group)
    yield "project", papers.dossier(project)
    yield "week", papers.week(date(2026, 11, 4))


def bare(desk):
    """Records with nothing in them but what must be."""
    concern = desk.concern()
    return (
        desk.meeting(start="2026-11-10"),
        desk.training(start="2026-11-12", hours=None),
        desk.refer(concern),
        concern,
        desk.contact("Rosa Delgado"),
        desk.make(Organization, name="Block club"),
        desk.make(Problem, title="Racing"),
    )


def full(desk, text="It is loud."):
    """Records with *text* in every field that takes one."""
    line = " ".join(text.split())[:2_000]
    person = desk.contact(f"Rosa {line}", alias=line, address=line, notes=text, phones=[line])
    group = desk.make(Organization, name=f"Club {line}", cadence=line, services=text, notes=text, hours=line)
    concern = desk.concern(
        f"A {text}", summary=f"B {line}", contact=person.id, place=line, assigned=line, next_action=line,
        due="2026-11-04", recommended=text, reference=line, neighborhood=line, told="2026-11-05", told_how=line,
    )  # fmt: skip
    referral = desk.refer(
        concern, to=f"D {line}", message=text, reply=text, answered_by=line or "N", outcome="accepted"
    )
    steps = [{"to": f"O {line}", "why": line}, {"to": "Chief", "due": "2026-12-01"}]
    desk.refer(concern, to=f"E {line}", message=text, escalations=steps)
    desk.refer(person, to=f"P {line}", message=text, no_answer=True)
    tried = {"reached": "no answer", "words": f"Q {line}", "who": line}
    change(desk.notebook, desk.notebook.get(concern.id), {"tellings": [tried]})
    desk.recommend(f"F {text}", concern, owner=line, obstacles=text, resources=text)
    entries = [
        {"kind": "action", "text": f"G {text}", "owner": line, "due": "2026-11-01"},
        {"kind": "motion", "text": f"H {text}", "mover": line, "result": "tabled"},
        {"kind": "concern", "text": f"I {text}", "concern": concern.id},
    ]
    desk.meeting(f"Body {line}", start="2026-10-10", entries=entries, links=[concern.id])
    attendance = [{"name": f"J {line}", "contact": person.id}]
    meeting = desk.meeting(
        f"Body {line}", start="2026-11-03", place=line, presiding=line, recorder=line, agenda=text,
        attendance=attendance,
    )  # fmt: skip
    roster = [{"name": "Pat Ames", "agency": line, "contact": None}, {"name": f"K {line}", "contact": person.id}]
    session = desk.training(f"L {line}", topic=line, start="2026-11-04", roster=roster, objectives=text, course=line)
    desk.make(Interaction, notes=f"M {text}", contacts=[person.id], organizations=[group.id], date="2026-11-04")
    desk.make(Outreach, name=f"N {line}", place=line, start="2026-11-04", contacts=[person.id])
    desk.make(Inquiry, subject=f"O {line}", answer=text, contact=person.id, asked="2026-11-02", answered="2026-11-04")
    desk.make(Rumor, rumor=f"P {line}", correction=text, where=line, heard="2026-11-02", corrected="2026-11-04")
    desk.make(Mediation, dispute=f"Q {line}", parties=[person.id], notes=text, date="2026-11-04")
    project = desk.make(
        Problem, title=f"R {line}", concerns=[concern.id], owner=line, place=line, neighborhood=line,
        **{name: text for names in STAGE_FIELDS.values() for name in names if isinstance(Problem.FIELDS[name], Text)},
        responses=[{"what": f"S {line}", "owner": line, "notes": line, "done": "2026-11-04"}, {"what": f"T {line}"}],
        measures=[{"what": f"U {line}", "before": 3, "before_when": line, "after": 1, "after_when": line}],
        as_planned="yes", goal_met="yes",
    )  # fmt: skip
    desk.refer(project, to=f"V {line}", message=text)
    desk.recommend(f"W {text}", project)
    for record in (person, group, concern, project):
        change(desk.notebook, desk.notebook.get(record.id), {"tags": line or "tag"})
    return meeting, session, referral, concern, person, group, project


def test_documents_of_bare_records_are_sound(desk, papers, problems):
    for name, document in one_of_each(papers, bare(desk)):
        assert problems(document) == [], name


def test_documents_of_any_text_are_sound(desk, papers, problems, odd):
    text = odd.encode("utf-8", "replace").decode()
    for name, document in one_of_each(papers, full(desk, text)):
        assert problems(document) == [], name


def test_half_a_surrogate_pair_that_was_read_from_a_file_does_no_harm(desk, papers, problems, words):
    records = full(desk)
    concern, meeting = (desk.notebook.get(records[place].id) for place in (3, 0))
    # Behind the verbs' back: they clean what is typed.
    concern.values = {**concern.values, "narrative": "half \ud83d a pair\x00", "summary": "\udc00"}
    meeting.values = {**meeting.values, "agenda": "\ud83d\n\x1b[31mred"}
    assert "half  a pair" in words(papers.dossier(concern))
    for name, document in one_of_each(papers, records):
        assert problems(document) == [], name


def test_the_same_facts_give_the_same_bytes(desk, papers):
    records = full(desk)
    assert list(one_of_each(papers, records)) == list(one_of_each(papers, records))


_MONTHS = "January February March April June July August September October November December".split()
LONG = re.compile(rf"\d{{1,2}}\s({'|'.join(_MONTHS)})\b|\b20\d\d-\d\d-\d\d")
SHORT = re.compile(rf"\d{{1,2}}\s({'|'.join(one[:3] for one in _MONTHS)})\b(?! \d+ of)|\b20\d\d-\d\d-\d\d")


def test_tables_have_short_dates_and_sentences_long_ones(desk, papers, report):
    made = full(desk)
    desk.concern(kind="potential problem", watch="2026-12-01")
    close(desk.notebook, desk.concern("Loud."), "resolved", on="2027-01-04")
    for name, document in [*one_of_each(papers, made), *((one, report(one)) for one in ("command", "public"))]:
        opened = docx.Document(io.BytesIO(document))
        cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
        assert [text for text in cells if LONG.search(text)] == [], name
        assert [one.text for one in opened.paragraphs if SHORT.search(one.text)] == [], name


def test_every_heading_is_followed_by_something(desk, papers):
    for make in (bare, full):
        for name, document in one_of_each(papers, make(desk)):
            styles = [style for style, _ in blocks(document)]
            for style, following in zip(styles, [*styles[1:], "the end"], strict=True):
                allowed = style in FIRST_STYLES and following != "the end"
                assert not style.startswith("Heading") or (allowed and following not in ("Heading1", style)), name


def blocks(document):
    """(style, text) of each paragraph and table of the body, tables as ``table``."""
    import docx

    for block in docx.Document(io.BytesIO(document)).element.body:
        if block.tag.endswith("}tbl"):
            yield "table", ""
        elif block.tag.endswith("}p"):
            style = block.find("{*}pPr/{*}pStyle")
            value = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
            yield style.get(value) if style is not None else "", "".join(one.text or "" for one in block.iter("{*}t"))


def test_thousands_of_lines_make_sound_documents(desk, papers, problems, tables):
    person = desk.contact("Rosa Delgado")
    concern = desk.concern(contact=person.id)
    book = desk.notebook
    line = {"heard": "2026-11-03", "status": "new", "contact": person.id, "sensitivity": "internal"}
    edits = [
        Edit(book.new_id(), Concern.KIND, {"summary": f"Concern {n}", **line, Concern.links.key(concern.id): 1})
        for n in range(1_200)
    ]
    entries = {
        Meeting.entries.key(book.new_id()): {
            "kind": "action",
            "text": f"Act {n}",
            "status": "open",
            "due": "2026-11-01",
        }
        for n in range(1_200)
    }
    edits.append(Edit(book.new_id(), Meeting.KIND, {"body": BODY, "start": "2026-10-01", **entries}))
    roster = {"title": "First aid", "roster.x": {"name": "Pat Ames", "hours": "1"}}
    edits += [Edit(book.new_id(), "training", {**roster, "start": f"2026-0{1 + n % 9}-01"}) for n in range(1_200)]
    book.save(edits)
    found = {
        "person": papers.dossier(person),
        "agenda": papers.agenda(desk.meeting(BODY)),
        "transcript": papers.transcript("Pat Ames"),
        "week": papers.week(),
    }
    for name, document in found.items():
        assert problems(document) == [], name
    assert len(tables(found["person"])["Concerns voiced or linked (1201)"]) == 1_202
    assert len(tables(found["transcript"])["Every session, the latest first"]) == 1_201


NEVER = ("zoltavia", "vraxhallow", "zozo", "555-0143", "555 0143", "zz.marked", "7391", "tamarind")


def watched(desk):
    """Records all over which a restricted person stands, who is called otherwise by now."""
    person = desk.contact(
        "Zoltavia Vraxhallow", alias="Zozo", phones=["617-555-0143"], emails=["zz.marked@example.org"],
        address="7391 Tamarind Street",
    )  # fmt: skip
    meeting, session, referral, concern, rosa, group, project = full(
        desk, "Zoltavia Vraxhallow, called Zozo, of 7391 Tamarind Street, 617-555-0143, zz.marked@example.org"
    )
    concern = change(desk.notebook, concern, {"contact": person.id}).record
    listed = {"attendance": [{"name": "Zozo of the corner", "contact": person.id}]}
    change(desk.notebook, desk.notebook.get(meeting.id), listed)
    change(desk.notebook, desk.notebook.get(session.id), {"roster": [{"name": "Zozo", "contact": person.id}]})
    desk.interaction("Zozo told us", person)
    change(desk.notebook, person, {"restricted_because": "witness", "address": "7391 Tamarind Street, Apt 2"})
    return meeting, session, referral, concern, rosa, group, project, desk.notebook.get(person.id)


def test_restricted_people_stand_in_no_part_of_any_document(desk, papers, parts, problems):
    *records, person = watched(desk)
    found = dict(one_of_each(papers, records))
    found["subject"] = papers.dossier(person)
    found["transcript of them"] = papers.transcript("Zozo", contact=person.id)
    change(desk.notebook, desk.notebook.get(records[0].id), {"sensitivity": "open"})
    for audience in ("agency", "public"):
        found[f"agenda {audience}"] = papers.agenda(records[0], audience=audience)
        found[f"minutes {audience}"] = papers.minutes(records[0], audience=audience)
    for name, document in found.items():
        assert problems(document) == [], name
        for part, content in parts(document).items():
            shown = content.decode("utf-8", "replace").casefold()
            assert not [word for word in NEVER if word in shown], f"{name}: {part}"


def test_the_name_of_a_file_names_no_restricted_person(desk, tmp_path):
    *records, person = watched(desk)
    book, today = desk.notebook, date(2027, 1, 8)
    from cro_tui.word import regular_of

    paths = [
        write_dossier(book, book.settings, person.id, today, tmp_path),
        write_transcript(book, book.settings, regular_of(person), today, tmp_path),
        write_agenda(book, book.settings, records[0].id, tmp_path),
        write_referral(book, book.settings, records[2].id, tmp_path, audience="command"),
        write_week(book, book.settings, today, today, tmp_path),
    ]
    for path in paths:
        assert not [word for word in NEVER if word in path.name.casefold()], path.name


def test_a_record_that_is_not_there_is_said(desk, tmp_path):
    book, today = desk.notebook, date(2027, 1, 8)
    for write in (write_agenda, write_referral):
        with pytest.raises(LookupError, match="01XYZ"):
            write(book, book.settings, "01XYZ", tmp_path)
    with pytest.raises(LookupError, match="01XYZ"):
        write_dossier(book, book.settings, "01XYZ", today, tmp_path)
    with pytest.raises(LookupError, match="meeting"):
        write_dossier(book, book.settings, desk.meeting().id, today, tmp_path)
    assert not list(tmp_path.glob("*.docx"))


def test_documents_bear_title_subject_and_language(desk, papers):
    for name, document in one_of_each(papers, full(desk)):
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            core = archive.read("docProps/core.xml").decode()
        assert "<dc:language>en-US</dc:language>" in core, name
        assert "<dc:title>" in core, name
