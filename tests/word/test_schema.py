"""The documents against the schemas of Office Open XML and the rules beside them, as another program reads those.

Needs ``openxml-audit``, which the tests of every machine do without; the build installs it.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.word.conftest import ODD
from tests.word.test_every_document import full, one_of_each

openxml_audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not here to check schemas")
SAMPLES = sorted((Path(__file__).parents[2] / "exports").glob("*.docx"))
OPTIONAL = "relationships/theme"
"""A theme may be missing (ECMA-376 part 1, 11.3: no part but the main one is required); this program asks for one."""


def faults(path):
    found = openxml_audit.OpenXmlValidator().validate(str(path))
    return [str(one) for one in found.errors if OPTIONAL not in str(one)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_keeps_to_the_schemas(path):
    assert faults(path) == []


def test_documents_of_any_text_keep_to_the_schemas(desk, papers, report, tmp_path):
    text = "\n".join(ODD).encode("utf-8", "replace").decode()
    made = full(desk, text)
    reports = ((audience, report(audience)) for audience in ("command", "agency", "public"))
    for name, document in [*one_of_each(papers, made), *reports]:
        path = tmp_path / f"{name}.docx"
        path.write_bytes(document)
        assert faults(path) == [], name


def test_a_fault_is_found(report, tmp_path):
    """So that no fault found means something."""
    path = tmp_path / "broken.docx"
    with zipfile.ZipFile(io.BytesIO(report())) as sound, zipfile.ZipFile(path, "w") as broken:
        for name in sound.namelist():
            broken.writestr(name, sound.read(name).replace(b"<w:cantSplit/>", b"<w:cantSplit/><w:nonsense/>"))
    assert faults(path) != []
