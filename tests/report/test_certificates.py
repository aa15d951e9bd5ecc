"""Who gets a certificate: everybody who graduated but those who are restricted."""

from __future__ import annotations

from cro_tui.model.program import Program
from cro_tui.report.certificates import certificates_of


def test_a_restricted_persons_surname_takes_nobody_elses_certificate(office):
    office.at("2026-11-20")
    office.person("Tuan Vuong", restricted_because="witness")
    linked = office.person("Lan Vuong")
    people = [
        {"name": "Kim Vuong", "status": "accepted", "graduated": "2026-11-16"},
        {"name": "Lan Vuong", "contact": linked.id, "status": "accepted", "graduated": "2026-11-16"},
        {"name": "Vuong, Tuan", "status": "accepted", "graduated": "2026-11-16"},
    ]
    program = office.make(Program, title="Academy", start="2026-10-01", participants=people)
    found = certificates_of(office.notebook, program, "2026-11-20")
    assert {one.name for one in found.people} == {"Kim Vuong", "Lan Vuong"}
    assert len(found.left_out) == 1
