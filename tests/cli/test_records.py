"""``new``, ``set``, ``show``, ``list``: any record, from the command line."""

from __future__ import annotations

import json
import shlex
from datetime import date, timedelta

import pytest

from cro_tui.model.kinds import BY_PLURAL
from cro_tui.store.notebook import Edit, Notebook


def test_new_prints_the_number_of_a_concern_and_the_id_of_others(cro):
    assert cro.ok("new", "concerns", "summary=Dogs").endswith("-001")
    contact = cro.ok("new", "contacts", "name=Ana Ruiz")
    assert len(contact) == 26
    assert cro.show(contact)["name"] == "Ana Ruiz"


def test_set_changes_adds_and_clears(cro):
    contact = cro.ok("new", "contacts", "name=Ana", "phones=555-0100;555-0101", "notes=a=b=c")
    assert cro.show(contact)["notes"] == "a=b=c"
    cro.ok("set", contact, "phones+=555-0102", "phones+=555-0103", "tags+=block captain", "notes=")
    shown = cro.show(contact)
    assert shown["phones"] == ["555-0100", "555-0101", "555-0102", "555-0103"]
    assert shown["tags"] == ["block captain"]
    assert shown["notes"] is None


def test_set_says_what_it_did_and_the_same_again_is_no_error(cro):
    number = cro.ok("add", "Dogs bark")
    assert "status" in cro.ok("set", number, "status=closed")
    again = cro("set", number, "status=closed")
    assert (again.status, again.out) == (0, "")
    assert "already" in again.err
    assert cro.show(number)["closed"] == date.today().isoformat()


def test_references_are_typed_as_names_numbers_or_ids(cro):
    ana = cro.ok("new", "contacts", "name=Ana Ruiz")
    number = cro.ok("new", "concerns", "summary=Dogs", "contact=ana ruiz")
    referral = cro.ok("new", "referrals", f"of={number}", "to=Public Works")
    assert cro.show(number)["contact"] == ana
    assert cro.show(referral)["of"] == cro.show(number)["id"]
    ben = cro.ok("new", "contacts", "name=Ben")
    talk = cro.ok("new", "interactions", "notes=Called", f"contacts={ana}")
    cro.ok("set", talk, "contacts+=Ben")
    assert cro.show(talk)["contacts"] == sorted([ana, ben])


def test_voiding_hides_until_asked_for_and_restoring_brings_back(cro):
    number = cro.ok("add", "Typed twice")
    cro.ok("set", number, "voided=typed twice")
    assert cro.ok("list", "concerns", "--json") == "[]"
    (voided,) = json.loads(cro.ok("list", "concerns", "--where", "voided=TYPED twice", "--json"))
    assert voided["voided"] == "typed twice"
    assert "restore it first" in cro.refused(1, "set", number, "place=Elm")
    cro.ok("set", number, "voided=")
    assert cro.show(number)["voided"] is None


def test_an_id_may_be_typed_in_any_case_by_its_beginning_or_its_end(cro):
    contact = cro.ok("new", "contacts", "name=Ana")
    for typed in (contact.lower(), contact[:20], contact[-6:], contact[-6:].lower()):
        assert cro.show(typed)["id"] == contact
    assert "no record" in cro.refused(1, "show", contact[-5:])


def test_a_beginning_that_fits_several_is_not_guessed(cro):
    ids = [cro.ok("new", "contacts", f"name=Person {n}") for n in range(2)]
    assert "fits 2 records" in cro.refused(1, "show", ids[0][:6])


def test_a_number_given_twice_shows_both(cro):
    number = cro.ok("add", "First")
    second = cro.show(cro.ok("add", "Second"))["id"]
    cro.ok("set", second, f"number={number}")
    shown = json.loads(cro.ok("show", number.lower(), "--json"))
    assert {one["summary"] for one in shown} == {"First", "Second"}
    text = cro.ok("show", number)
    assert "First" in text
    assert "Second" in text
    assert second in cro.refused(1, "set", number, "place=Elm")
    assert cro.ok("set", second, "place=Elm")


def test_history_names_when_who_where_and_old_to_new(cro):
    cro.home.mkdir()
    (cro.home / "settings.toml").write_text('[officer]\nname = "Jo Kim"\nbadge = "1187"\n')
    number = cro.ok("add", "Dogs bark")
    assert "-JK" in number
    cro.ok("set", number, "status=referred", "links+=" + cro.ok("new", "organizations", "name=Public Works"))
    text = cro.ok("show", number, "--history")
    assert "status: new -> referred" in text
    assert "1187" in text
    history = json.loads(cro.ok("show", number, "--history", "--json"))["history"]
    assert [step["by"] for step in history] == ["1187", "1187"]
    assert history[1]["fields"]["status"] == {"old": "new", "new": "referred"}
    assert all(step["verified"] and step["at"] and step["laptop"] for step in history)


def test_a_complaint_is_handed_over_to_whom_the_settings_name_and_voided_in_listed_words_alone(cro):
    cro.home.mkdir()
    (cro.home / "settings.toml").write_text('[department]\ninternal_affairs = "Professional Standards"\n')
    made = cro.ok("new", "handovers", "category=driv", "method=phone")
    shown = cro.show(made)
    assert (shown["category"], shown["handed_to"], shown["method"]) == ("driving", "Professional Standards", "phone")
    assert shown["date"] == date.today().isoformat()
    assert "tags" not in shown
    cro.ok("set", made, "category=procedure", "handed_to=internal affairs")
    _, row = cro.ok("list", "handovers").splitlines()
    assert row.split("  ")[-3:] == ["procedure", "Internal Affairs", "phone"]
    assert "entered twice" in cro.refused(1, "set", made, "voided=Ofc. Smith asked me to")
    cro.ok("set", made, "voided=entered by mistake")
    assert cro.ok("list", "handovers") == "No handovers."
    assert "handovers: 0" in cro.ok("where")
    cro.ok("check")


def test_minutes_are_typed_as_at_the_meeting(cro):
    lines = ["Opened with thanks", "a: Fix the light @Smith due:2030-01-05", "c: Dogs bark #noise", "+ Ana Ruiz"]
    minutes = "\n".join([*lines, "m: Adopt by:Lee -> carried"])
    meeting = cro.ok("new", "meetings", "body=Northside", "place=Church hall", f"entries={minutes}")
    shown = cro.show(meeting)
    assert [entry["kind"] for entry in shown["entries"]] == ["note", "action", "concern", "motion"]
    assert [one["name"] for one in shown["attendance"]] == ["Ana Ruiz"]
    assert shown["entries"][3]["result"] == "carried"
    concern = cro.show(shown["entries"][2]["concern"])
    assert (concern["category"], concern["place"], concern["links"]) == ("noise", "Church hall", [meeting])
    cro.ok("set", meeting, "entries+=d: Meet in May")
    assert [entry["kind"] for entry in cro.show(meeting)["entries"]][-1] == "decision"


def test_actions_are_listed_shown_and_set(cro):
    cro.ok("new", "meetings", "body=Northside", "entries=a: Fix the light @Smith;a: Call the city @Lee")
    (action,) = json.loads(cro.ok("list", "actions", "--where", "owner=smith", "--json"))
    assert (action["text"], action["status"], action["body"]) == ("Fix the light", "open", "Northside")
    cro.ok("set", action["id"], "status=done", "due=2030-01-05")
    assert cro.show(action["id"])["status"] == "done"
    assert cro.show(action["id"][-8:])["due"] == "2030-01-05"
    assert "status open" in cro.ok("show", action["id"], "--history")
    assert "Call the city" in cro.ok("list", "actions", "--where", "status=open")
    assert "Fix" not in cro.ok("list", "actions", "--where", "status=open")


def test_a_roster_is_typed_as_names_or_as_json(cro):
    row = json.dumps([{"name": "Ana Ruiz", "agency": "PD 4", "hours": 1.5, "result": "pass"}])
    session = cro.ok("new", "training", "title=Academy", f"roster={row}")
    cro.ok("set", session, "roster+=Ben Lee")
    roster = cro.show(session)["roster"]
    assert [(one["name"], one["hours"]) for one in roster] == [("Ana Ruiz", 1.5), ("Ben Lee", None)]


def test_a_second_contact_of_a_name_is_made_and_the_first_is_named(cro):
    first = cro("new", "contacts", "name=Ann Lee", "phones=555-0142")
    assert first.err == ""
    second = cro("new", "contacts", "name=ann  lee", "phones=555-0143")
    assert second.status == 0
    assert second.err.count("\n") == 1
    assert first.out.strip() in second.err
    written = second.err.partition("on the capture line ")[2].partition(" means")[0]
    assert cro.show(cro.ok("add", f"Dogs {written}"))["contact"] == second.out.strip()
    third = cro.ok("new", "contacts", "name=Ben")
    assert first.out.strip() in cro("set", third, "name=Ann Lee").err
    assert cro("set", third, "notes=x").err == ""


@pytest.mark.parametrize("to", ["Public Works", 'O"Neil & $ons', ""])
def test_a_status_of_referred_without_a_referral_is_said_with_what_to_do(cro, to):
    number = cro.ok("add", "Lights out")
    answer = cro("set", number, "status=referred", *([f"assigned={to}"] if to else []))
    assert answer.status == 0
    assert answer.err.count("\n") == 1
    assert f"status referred, but no referral is recorded: cro-tui new referrals of={number} " in answer.err
    program, *words = shlex.split(answer.err.partition("is recorded: ")[2])
    assert program == "cro-tui"
    referral = cro.show(cro.ok(*words))
    assert (referral["of"], referral["to"]) == (cro.show(number)["id"], to or "WHOM")
    assert referral["due"] == (date.today() + timedelta(days=10)).isoformat()
    cro.ok("set", number, "status=new")
    assert cro("set", number, "status=referred").err == ""


def test_the_line_about_a_missing_referral_names_the_home_that_was_named(cro, another):
    home = str(another.home.with_name("a home"))
    answer = cro("--home", home, "new", "concerns", "summary=Lights out", "status=referred")
    assert answer.status == 0
    _, *words = shlex.split(answer.err.partition("is recorded: ")[2])
    cro.ok(*words)
    assert len(cro("--home", home, "list", "referrals", "--json").json) == 1
    assert not cro.home.exists()


def test_minutes_say_what_was_not_understood(cro):
    answer = cro("new", "meetings", "body=Northside", "entries=a: Fix the light due:32.13.\nc: Dogs #zzz\nd: due:x")
    assert answer.status == 0
    assert answer.err == "cro-tui new: not understood, left in the text: due:32.13., #zzz\n"
    meeting = answer.out.strip()
    assert cro.show(meeting)["entries"][0]["text"] == "Fix the light due:32.13."
    assert "left in the text: due:someday" in cro("set", meeting, "entries+=a: Call due:someday").err
    assert "take one of them out" in cro.refused(1, "set", meeting, "entries+=c: Dogs ~anon +Lee")


def test_where_is_case_blind_anded_and_knows_lists(cro):
    cro.ok("new", "contacts", "name=Ana", "roles=resident;clergy", "neighborhood=Northside")
    cro.ok("new", "contacts", "name=Ben", "roles=clergy", "do_not_contact=yes")

    def names(*terms: str) -> list[str]:
        where = [word for term in terms for word in ("--where", term)]
        return [one["name"] for one in json.loads(cro.ok("list", "contacts", "--json", *where))]

    assert names("roles=CLERGY") == ["Ana", "Ben"]
    assert names("roles=clergy", "neighborhood=NORTHSIDE") == ["Ana"]
    assert names("neighborhood=") == ["Ben"]
    assert names("do_not_contact=true") == ["Ben"]
    assert names("roles=cler") == []


def test_where_takes_dates_as_they_are_typed_and_people_by_name(cro):
    cro.ok("add", 'Needles +"Mai Nguyen" heard:"yesterday 3pm"')
    cro.ok("add", "Dogs")
    for term in ("heard=yesterday", f"heard={date.today() - timedelta(days=1)}", "contact=mai nguyen"):
        assert [one["summary"] for one in json.loads(cro.ok("list", "concerns", "--where", term, "--json"))] == [
            "Needles"
        ]


DATED = [
    ("concerns", ["summary=x", "heard=2025-02-03"]),
    ("interactions", ["notes=x", "date=2025-02-03"]),
    ("meetings", ["body=x", "start=2025-02-03"]),
    ("training", ["title=x", "start=2025-02-03"]),
    ("recommendations", ["text=x", "made=2025-02-03"]),
    ("handovers", ["category=other", "date=2025-02-03"]),
    ("programs", ["title=x", "start=2025-02-03"]),
    ("outreach", ["name=x", "start=2025-02-03"]),
    ("problems", ["title=x", "opened=2025-02-03"]),
    ("inquiries", ["subject=x", "asked=2025-02-03"]),
    ("mediations", ["dispute=x", "date=2025-02-03"]),
    ("rumors", ["rumor=x", "heard=2025-02-03"]),
    ("committees", ["name=x", "since=2025-02-03"]),
    ("policies", ["title=x", "reviewed=2025-02-03"]),
    ("releases", ["title=x", "date=2025-02-03"]),
    ("incidents", ["kind=pursuit", "date=2025-02-03"]),
    ("crime", ["source=x", "quarter=2025-Q1"]),
    ("actions", []),
    ("contacts", []),
]


def test_a_quarter_goes_by_each_kinds_own_date(cro):
    for kind, fields in DATED[:-2]:
        cro.ok("new", kind, *fields, *(["entries=a: do it"] if kind == "meetings" else []))
    cro.ok("new", "contacts", "name=x")
    for kind, fields in DATED:
        within = "2025-Q1" if fields or kind == "actions" else f"{date.today().year}-Q{(date.today().month + 2) // 3}"
        assert len(json.loads(cro.ok("list", kind, "--quarter", within, "--json"))) == 1, kind
        assert cro.ok("list", kind, "--quarter", "24Q4", "--json") == "[]"


def test_a_list_masks_restricted_names_and_json_is_complete(cro):
    cro.ok("new", "contacts", "name=Mia Tran", "phones=555-0199", "restricted_because=juvenile")
    number = cro.ok("new", "concerns", "summary=Followed home", "contact=Mia Tran")
    for command in (("list", "contacts"), ("list", "concerns"), ("find", "tran"), ("show", number)):
        text = cro.ok(*command)
        assert "Mia" not in text
        assert "555-0199" not in text
    assert "(restricted)" in cro.ok("list", "contacts")
    assert "Mia Tran" in cro.ok("list", "contacts", "--json")


def test_a_list_masks_free_text_of_restricted_records_and_names_in_the_words_of_others(cro):
    cro.ok("new", "contacts", "name=Zoe Quillfeather", "alias=Zozo", "restricted_because=juvenile")
    cro.ok("new", "crime", "source=Quillfeather desk", "quarter=2026-Q1", "restricted_because=witness")
    linked = ("owner=Sgt. Quillfeather", "title=Race at Zozo's", "partners=Zoe Quillfeather")
    cro.ok("new", "problems", *linked, "statement=Cars race")
    cro.ok("new", "outreach", "name=Visit", "place=Zoe Quillfeather's porch", "contacts=Zoe Quillfeather")
    cro.ok("new", "meetings", "body=Panel of Zozo", "links=Zoe Quillfeather", "entries=a: Call Zoe Quillfeather")
    for command in (*(("list", one) for one in ("crime", "problems", "outreach", "meetings", "actions")),
                    ("find", "quillfeather")):  # fmt: skip
        text = cro.ok(*command, env={"COLUMNS": "200"})
        assert "(restricted)" in text, command
        assert not [word for word in ("Zoe", "Quillfeather", "Zozo") if word in text], command


def test_what_was_merged_into_a_restricted_one_is_masked_where_it_is_named(cro):
    kept = cro.ok("new", "contacts", "name=Ana Vraxhallow")
    other = cro.ok("new", "contacts", "name=Axo Prellworth")
    number = cro.ok("new", "concerns", "summary=Threats by Prellworth's door", f"contact={other}")
    book = Notebook.open(cro.home)
    book.save([Edit(other, "contact", {"voided": "merged", "merged_into": kept}, book.get(other))])
    book.save([Edit(kept, "contact", {"sensitivity": "restricted"}, book.get(kept))])
    for command in (("show", number), ("list", "contacts", "--where", "voided=merged")):
        assert "(restricted)" in cro.ok(*command)
    for command in (("list", "contacts", "--where", "voided=merged"), ("list", "concerns"), ("find", "threats")):
        assert "Prellworth" not in cro.ok(*command), command
    assert f"Voiced by: (restricted) ({other})" in cro.ok("show", number)


def test_the_comments_of_a_restricted_survey_are_masked_when_found_and_not_exported(cro):
    survey = cro.ok("new", "surveys", "title=Climate", "restricted_because=witness")
    cro.ok("new", "responses", f"survey={survey}", "comments=Quillfeather shouts at us")
    assert "shouts" not in cro.ok("find", "shouts")
    assert "shouts" in cro.ok("export", "responses", "--format", "json")
    assert "shouts" not in cro.ok("export", "responses", "--format", "json", "--without-restricted")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_table_fits_the_terminal_and_cuts_with_a_sign(cro, width):
    cro.ok("add", "Müll und 漢字 everywhere, " * 20 + "#noise")
    head, row = cro.ok("list", "concerns", env={"COLUMNS": str(width)}).splitlines()
    assert len(head) <= width
    assert row.split()[0].endswith("-001")
    assert "…" in row


def test_a_list_goes_by_the_dates_of_its_kind(cro):
    for start in ("2026-03-01", "2025-05-01", "2026-01-15"):
        cro.ok("new", "meetings", "body=Northside", f"start={start}")
    starts = [one["start"] for one in cro("list", "meetings", "--json").json]
    assert starts == ["2025-05-01", "2026-01-15", "2026-03-01"]


def test_an_empty_list_is_no_error(cro):
    assert cro.ok("list", "meetings", "--json") == "[]"
    assert cro.ok("list", "meetings") == "No meetings."
    assert not cro.home.exists()


def test_a_console_of_few_characters_shows_the_rest_as_escapes(cro):
    number = cro.ok("add", "Müll 漢字 → “quoted”")
    for encoding in ("cp1252", "ascii"):
        env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
        for command in (
            ("list", "concerns"),
            ("show", number, "--history"),
            ("show", number, "--json"),
            ("show", "漢"),
        ):
            done = cro.process(*command, env=env)
            assert b"Traceback" not in done.stderr
            assert b"Error" not in done.stderr
    assert "\\u6f22" in done.stderr.decode("ascii")


REFUSED = [
    (2, ["list", "concern"], "concerns, contacts"),
    (2, ["list", "concerns", "--where", "colour=red"], "category"),
    (2, ["list", "concerns", "--where", "category"], "FIELD=VALUE"),
    (2, ["list", "concerns", "--quarter", "2026-Q5"], "2026-Q3"),
    (2, ["list", "concerns", "--everything"], "--everything"),
    (2, ["new", "people", "name=x"], "contacts"),
    (2, ["new", "actions", "text=x"], "minutes"),
    (2, ["new", "contacts", "nam=x"], "name"),
    (2, ["new", "contacts", "x"], "FIELD=VALUE"),
    (2, ["new", "contacts", "name=x", "name=y"], "twice"),
    (2, ["new", "contacts"], "FIELD=VALUE"),
    (1, ["new", "contacts", "name="], "must not be empty"),
    (1, ["new", "contacts", "name=\x1b[31m", "roles=king\x1b"], "clergy"),
    (1, ["new", "concerns", "summary=x", "heard=32/13/2026"], "32/13/2026"),
    (1, ["new", "concerns", "summary=x", "contact=Nobody"], "Nobody"),
    (1, ["new", "meetings", "body=x", "headcount=many"], "whole number"),
    (1, ["new", "training", "title=x", 'roster=[{"name"'], "JSON"),
    (1, ["new", "training", "title=x", 'roster=[{"name": "x", "hours": "ten"}]'], "hours"),
    (1, ["new", "referrals", "to=x"], "of"),
    (1, ["new", "handovers", "date=today"], "category"),
    (1, ["new", "handovers", "category=Ofc. Smith swore"], "courtesy/attitude"),
    (2, ["new", "handovers", "category=other", "tags=Smith"], "handed_to"),
    (2, ["new", "handovers", "category=other", "notes=Smith swore"], "handed_to"),
    (1, ["show", "99Q1-ZZZZ-001"], "99Q1-ZZZZ-001"),
    (1, ["show", "x" * 100_000], "no record"),
    (1, ["set", "nothing", "a=b"], "nothing"),
    (2, ["show"], "ID|NUMBER"),
    (2, ["set", "x"], "FIELD=VALUE"),
]


@pytest.mark.parametrize(("status", "words", "named"), REFUSED, ids=lambda value: None)
def test_what_is_wrong_is_named_in_one_line(cro, status, words, named):
    line = cro.refused(status, *words)
    assert named in line
    assert len(line) < 1200
    assert "\x1b" not in line
    if words[0] in ("new", "set"):
        assert "nothing was changed" in line
    assert not (cro.home / "data").exists()


def test_a_wrong_change_changes_nothing(cro):
    number = cro.ok("add", "Dogs bark")
    before = cro.show(number)
    for status, assignment in (
        (2, "sumary=x"),
        (2, "summary+=x"),
        (1, "status=finished"),
        (1, "due=someday"),
        (1, "summary="),
        (1, "links=Nobody"),
    ):
        assert "nothing was changed" in cro.refused(status, "set", number, "place=Elm", assignment)
    assert cro.show(number) == before


def test_every_kind_can_be_listed(cro):
    for plural in [*BY_PLURAL, "actions"]:
        assert cro.ok("list", plural, "--json") == "[]"


def test_a_project_is_made_moved_and_listed(cro):
    number = cro.ok("add", "Cars race on Elm")
    made = cro.ok("new", "problems", "title=Racing on Elm", f"concerns={number}", "responses=Speed table")
    assert made in cro.show(number)["links"]
    cro.ok("set", made, "stage=analysis", "measures=Cars over 35 mph")
    shown = cro.show(made)
    assert (shown["stage"], shown["concerns"]) == ("analysis", [cro.show(number)["id"]])
    (listed,) = json.loads(cro.ok("list", "problems", "--where", "stage=analysis", "--json"))
    assert listed["title"] == "Racing on Elm"
    assert "Racing on Elm" in cro.ok("list", "problems")


def test_a_project_that_nobody_assessed_is_not_closed(cro):
    made = cro.ok("new", "problems", "title=Racing on Elm")
    for field in ("stage=closed", "closed=today"):
        said = cro.refused(1, "set", made, field)
        assert "can't be closed without an assessment: done as planned, goal met, assessment must be filled in" in said
        assert said.count("\n") <= 1
    assert cro.show(made)["stage"] == "scanning"
    cro.refused(1, "new", "problems", "title=Noise", "stage=closed")
    cro.ok("set", made, "as_planned=yes", "goal_met=in part", "assessment=Half as many cars.", "stage=closed")
    shown = cro.show(made)
    assert (shown["stage"], shown["closed"], shown["assessed"]) == ("closed", *[date.today().isoformat()] * 2)
