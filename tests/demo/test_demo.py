"""The made-up town: the same every time, whole, valid, plainly fictional, and lively enough to be shown."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from cro_tui import settings
from cro_tui.actions.base import context_of
from cro_tui.actions.meetings import all_actions, unfinished
from cro_tui.actions.records import create
from cro_tui.demo.making import NotOurs, events, made_on, make
from cro_tui.demo.summaries import by_hand
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact, Organization
from cro_tui.model.kinds import KINDS
from cro_tui.model.meeting import Meeting
from cro_tui.model.referral import Recommendation, Referral
from cro_tui.model.training import Training
from cro_tui.report.today import due_lists
from cro_tui.report.voices import voices_of
from cro_tui.store.notebook import Notebook

TODAY = date(2026, 11, 22)
AWKWARD_DAYS = (date(2026, 1, 1), date(2026, 8, 31), date(2026, 9, 1), date(2027, 4, 1), date(2028, 2, 29))


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of one day."""
    made = tmp_path_factory.mktemp("larkmoor") / "home"
    make(made, TODAY)
    return made


@pytest.fixture(scope="session")
def book(home: Path) -> Notebook:
    """That demo, opened as the app opens it; to be read only."""
    return Notebook.open(home, settings.load(home))


def content(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def quarter(iso: str) -> str:
    return f"{iso[:4]}-Q{(int(iso[5:7]) + 2) // 3}"


def eight_quarters_before(day: date) -> list[str]:
    months = day.year * 12 + (day.month - 1) // 3 * 3
    return [f"{(months - 3 * back) // 12}-Q{(months - 3 * back) % 12 // 3 + 1}" for back in range(8, 0, -1)]


def test_the_same_day_makes_the_same_bytes(home: Path, tmp_path: Path) -> None:
    make(tmp_path / "again", TODAY)
    assert content(tmp_path / "again") == content(home)


def test_it_stands_whole_and_verified_with_every_kind(home: Path, book: Notebook) -> None:
    assert book.is_demo
    assert book.notices == []
    assert book.settings.notices == ()
    assert book.verify() == 0
    assert made_on(home) == TODAY
    counts = {kind.PLURAL: len(book.all(kind)) for kind in KINDS}
    assert all(counts.values()), counts
    assert 400 <= counts["concerns"] <= 500
    assert counts["contacts"] >= 150
    assert counts["interactions"] >= 150


def test_stock_tinydb_reads_every_file(home: Path, book: Notebook) -> None:
    files = list((home / "data").glob("*.json"))
    assert sum(len(TinyDB(path).table("changes")) for path in files) == book.changes()


def test_every_record_passes_the_models_own_reading(book: Notebook) -> None:
    context = context_of(book)
    for record in book.everything():
        typed = {name: field.plain(record.values) for name, field in record.FIELDS.items()}
        filled = {name: value for name, value in typed.items() if value not in (None, [], False)}
        stored = {key: value for key, value in record.values.items() if value not in (None, False)}
        assert type(record).parse(filled, context) == stored, record
        assert not record.conflicts


def test_numbers_are_unique_and_of_the_quarter_of_entry(book: Notebook) -> None:
    concerns = book.all(Concern, voided=True)
    assert len({concern.number for concern in concerns}) == len(concerns)
    assert all(concern.number.startswith(quarter(concern.entered)[2:].replace("-", "")) for concern in concerns)


def test_nothing_was_entered_today_or_heard_after_it_was_entered(book: Notebook) -> None:
    assert all(record.changed.at < TODAY.isoformat() for record in book.everything())
    assert all(concern.heard[:16] <= concern.entered[:16] for concern in book.all(Concern))


def test_phones_and_mail_can_belong_to_nobody(home: Path, book: Notebook) -> None:
    people = [*book.all(Contact), *book.all(Organization)]
    phones = [phone for one in people for phone in one.phones]
    assert len(set(phones)) == len(phones) > 150
    assert all(re.fullmatch(r"\(\d{3}\) 555-01\d\d", phone) for phone in phones)
    everything = b"".join(content(home).values()).decode()
    assert {mail.rpartition("@")[2] for mail in re.findall(r"[\w.+-]+@[\w.-]+\w", everything)} == {"example.org"}
    assert all(
        found.startswith("555-01") for found in re.findall(r"\b\d{3}-\d{4}\b", everything) if "20" not in found[:2]
    )


def test_every_quarter_has_its_share(book: Notebook) -> None:
    concerns = Counter(quarter(concern.heard) for concern in book.all(Concern))
    meetings = Counter(quarter(meeting.start) for meeting in book.all(Meeting) if meeting.entries)
    sessions = Counter(quarter(session.start) for session in book.all(Training) if session.roster)
    for past in eight_quarters_before(TODAY):
        assert 20 <= concerns[past] <= 100, past
        assert 3 <= meetings[past] <= 15, past
        assert sessions[past] >= 2, past
    assert 20 <= concerns[quarter(TODAY.isoformat())] <= 80


def test_there_is_something_to_do_today(book: Notebook) -> None:
    today = TODAY.isoformat()
    concerns = book.all(Concern)
    open_ones = [concern for concern in concerns if concern.is_open]
    assert 40 <= len(open_ones) <= 90
    assert any(concern.due and concern.due < today for concern in open_ones)
    assert any(concern.due >= today for concern in open_ones)
    assert 5 <= sum(concern.closed_not_told for concern in concerns) <= 30
    assert any(concern.is_potential and concern.is_open and concern.watch >= today for concern in concerns)
    assert any(referral.is_open and referral.due < today for referral in book.all(Referral))
    assert any(action.is_open and action.due < today for action in all_actions(book))
    coming = [meeting for meeting in book.all(Meeting) if meeting.start > today]
    assert any(unfinished(book, meeting) for meeting in coming)
    assert any(meeting.start < (TODAY + timedelta(days=14)).isoformat() for meeting in coming)


def test_no_more_is_overdue_than_a_real_officer_owes(book: Notebook) -> None:
    assert 6 <= sum(line.overdue for found in due_lists(book, TODAY) for line in found.lines) <= 14


def test_one_thing_is_heard_from_many_people_through_many_channels(book: Notebook) -> None:
    voices = [voices_of(concern, lambda one: book.of(Concern, one)) for concern in book.all(Concern)]
    loudest = max(voices, key=lambda one: one.people)
    assert loudest.people >= 10
    assert len(loudest.channels) >= 4


def test_some_were_heard_in_an_earlier_quarter_than_entered(book: Notebook) -> None:
    late = {quarter(one.heard) for one in book.all(Concern) if quarter(one.heard) != quarter(one.entered)}
    assert late >= set(eight_quarters_before(TODAY)[1:])


def test_restricted_people_of_every_reason_are_spoken_of_elsewhere(book: Notebook) -> None:
    restricted = [one for one in [*book.all(Contact), *book.all(Concern)] if one.restricted]
    assert {one.restricted_because for one in restricted} == set(book.settings.words.restrictions)
    spoken = " ".join(str(one.values.get("notes", "")) for one in book.everything())
    spoken += " ".join(str(entry["text"]) for meeting in book.all(Meeting) for entry in meeting.entries)
    assert "Leonard Pasko" in spoken


def test_recommendations_have_every_fate(book: Notebook) -> None:
    made = book.all(Recommendation)
    assert {one.decision for one in made} == {"", "approved", "declined"}
    assert {one.outcome for one in made} >= {"done", "in progress"}
    assert all(one.answers for one in made)
    assert any(one.obstacles for one in made)


def test_what_a_report_shows_first_has_a_summary_written_by_hand(book: Notebook) -> None:
    last_year = eight_quarters_before(TODAY)[4:]
    for concern in book.all(Concern):
        heard = quarter(concern.heard) in (*last_year, quarter(TODAY.isoformat()))
        together = heard and voices_of(concern, lambda one: book.of(Concern, one)).people > 2
        if together or concern.is_potential or concern.priority in ("high", "urgent"):
            assert not concern.narrative.startswith(concern.summary.rstrip("…")), concern.narrative
            assert len(concern.summary) < 90


def test_every_summary_belongs_to_one_concern() -> None:
    said = [str(event.values["line"]) for event in events(TODAY) if event.verb == "capture"]
    for start in by_hand():
        assert sum(line.startswith(start) for line in said) == 1, start


def test_texts_are_written_and_not_stamped(book: Notebook) -> None:
    concerns = [concern.narrative for concern in book.all(Concern)]
    assert len(set(concerns)) == len(concerns)
    told = Counter(concern.told_how for concern in book.all(Concern) if concern.told_how)
    assert max(told.values()) == 1
    minutes = [str(entry["text"]) for meeting in book.all(Meeting) for entry in meeting.entries]
    assert len(set(minutes)) >= 400


@pytest.mark.parametrize("day", AWKWARD_DAYS)
def test_any_day_has_a_town_in_order(day: date) -> None:
    happened = list(events(day))
    assert [event.at for event in happened] == sorted(event.at for event in happened)
    assert happened[-1].at.date() < day
    heard = Counter(quarter(str(event.values["heard"])) for event in happened if event.verb == "capture")
    assert all(20 <= heard[past] <= 100 for past in eight_quarters_before(day))


def test_another_day_makes_another_valid_notebook_in_its_place(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "home")
    create(Notebook.open(tmp_path / "home"), Concern, {"summary": "typed into the demo"})
    counts = make(tmp_path / "home", date(2027, 3, 2))
    book = Notebook.open(tmp_path / "home")
    assert made_on(tmp_path / "home") == date(2027, 3, 2)
    assert {kind.PLURAL: len(book.all(kind)) for kind in KINDS} == counts
    assert all(concern.summary != "typed into the demo" for concern in book.all(Concern))
    assert book.verify() == 0


def test_an_officers_notebook_is_refused_and_left_alone(tmp_path: Path) -> None:
    create(Notebook.open(tmp_path), Concern, {"summary": "a real one"})
    before = content(tmp_path)
    with pytest.raises(NotOurs, match="not the demo"):
        make(tmp_path, TODAY)
    assert content(tmp_path) == before


def test_an_officers_settings_alone_are_refused(tmp_path: Path) -> None:
    settings.save(tmp_path, {"officer": {"name": "Somebody"}})
    with pytest.raises(NotOurs):
        make(tmp_path, TODAY)
    assert settings.load(tmp_path).officer.name == "Somebody"


def test_a_demo_that_was_cut_short_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as cut:
        cut.setattr("cro_tui.demo.making.events", lambda _today: iter([*list(events(TODAY))[:20], None]))
        with pytest.raises(AttributeError):
            make(tmp_path, TODAY)
    assert made_on(tmp_path) is None
    assert Notebook(tmp_path).is_demo
    monkeypatch.setattr("cro_tui.demo.making.events", lambda _today: iter(list(events(TODAY))[:40]))
    make(tmp_path, TODAY)
    assert made_on(tmp_path) == TODAY
