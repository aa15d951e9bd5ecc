"""Whatever the notebook holds, no restricted person stands in any part of any document, nor in the name of its file.

The notebooks are those of the test on the facts; here the documents are written, unpacked, and searched: text, tables,
captions, alternative texts, properties, the workbooks behind charts.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cro_tui import word
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Contact
from cro_tui.model.meeting import Meeting
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Referral
from cro_tui.model.training import Training
from cro_tui.report.audience import NotForAudience
from cro_tui.report.certificates import NobodyToCertify
from tests.report.conftest import Office
from tests.report.test_nobody_is_named import EMAIL, HOUSE, PHONE, folded, parts_of, people, texts, write, write_more
from tests.word.conftest import SETTINGS
from tests.word.conftest import parts_of as unpacked

TODAY = date(2026, 7, 22)
QUARTER = "2026-Q3"
_BREAK = re.compile(r"</w:t><w:br/><w:t[^>]*>")
_ATTRIBUTE = re.compile(r'="([^"]*)"')


def strings(document: bytes) -> list[str]:
    """Everything that may be read in a package: text between tags, values of attributes, whatever is no XML."""
    found = []
    for content in unpacked(document).values():
        text = _BREAK.sub("\n", content.decode("utf-8", "replace"))
        found += [*re.split(r"<[^>]*>", text), *_ATTRIBUTE.findall(text)]
    return list(dict.fromkeys(folded(one) for one in found))


def reports(office: Office, folder: Path, audience: str, *, ticked: bool) -> Path:
    return word.write_quarterly(office.notebook, SETTINGS, QUARTER, audience, TODAY, folder, names_ticked=ticked)


def others(office: Office, folder: Path):
    """Every other document that the records give, for the audience that may read most."""
    book = office.notebook
    yield word.write_week(book, SETTINGS, TODAY, TODAY, folder)
    for one in book.all(Meeting):
        with contextlib.suppress(NotForAudience):
            yield word.write_agenda(book, SETTINGS, one.id, folder)
        with contextlib.suppress(NotForAudience):
            yield word.write_minutes(book, SETTINGS, one.id, folder)
    for one in book.all(Training):
        yield word.write_roster(book, SETTINGS, one.id, folder)
        with contextlib.suppress(NobodyToCertify):
            yield word.write_certificates(book, SETTINGS, one.id, TODAY, folder)
    for one in book.all(Referral):
        with contextlib.suppress(NotForAudience):
            yield word.write_referral(book, SETTINGS, one.id, folder)
    for one in (*book.all(Concern), *book.all(Contact), *book.all(Problem)):
        yield word.write_dossier(book, SETTINGS, one.id, TODAY, folder)


@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_no_restricted_person_stands_in_any_part_of_any_document(data):
    persons = data.draw(st.lists(people, min_size=1, max_size=3, unique_by=lambda one: one[:2]))
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder) / "home")
        said = data.draw(st.lists(texts(persons), min_size=12, max_size=12))
        write(office, persons, said)
        write_more(office, said)
        restricted = {part for first, last, hidden, _ in persons if hidden for part in parts_of(f"{first} {last}")}
        everybody = {part for first, last, _, _ in persons for part in parts_of(f"{first} {last}")}
        target = Path(folder) / "out"
        target.mkdir()
        for audience in ("command", "agency", "public"):
            for ticked in (False, True):
                path = reports(office, target, audience, ticked=ticked)
                never = restricted if ticked and audience == "command" else everybody | {PHONE, HOUSE, folded(EMAIL)}
                search(path, never, said)
        for path in others(office, target):
            search(path, restricted, said)


def search(path: Path, never: set[str], said: list[str]) -> None:
    shown = [folded(path.name), *strings(path.read_bytes())]
    for part in never:
        assert not any(part in text for text in shown), (path.name, part, said)
