"""What officers write for a day or a moment is read as they mean it, and what is no date is refused."""

import subprocess
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cro_tui.model import dates, quarters

NEW_YORK = ZoneInfo("America/New_York")
SUNDAY = datetime(2026, 11, 22, 10, 30, 42, tzinfo=NEW_YORK)
FRIDAY = datetime(2026, 11, 20, 21, 5, tzinfo=NEW_YORK)
LEAP_DAY = datetime(2028, 2, 29, 8, 0, tzinfo=NEW_YORK)
NEW_YEARS_EVE = datetime(2026, 12, 31, 23, 50, tzinfo=NEW_YORK)
CLOCKS_GO_BACK = datetime(2026, 11, 1, 12, 0, tzinfo=NEW_YORK)
CLOCKS_GO_FORWARD = datetime(2026, 3, 8, 12, 0, tzinfo=NEW_YORK)

EITHER_WAY = [
    ("2026-11-21", "2026-11-21"),
    ("20261121", "2026-11-21"),
    ("2026-11-5", "2026-11-05"),
    ("2026/11/3", "2026-11-03"),
    ("2026-11-21T15:00", "2026-11-21T15:00-05:00"),
    ("2026-11-21 15:00", "2026-11-21T15:00-05:00"),
    ("2026-11-21T15", "2026-11-21T15:00-05:00"),
    ("20261121T150000", "2026-11-21T15:00:00-05:00"),
    ("2026-11-21 15:00:07", "2026-11-21T15:00:07-05:00"),
    ("2026-11-21T15:00:00.250", "2026-11-21T15:00:00.250-05:00"),
    ("2026-11-21T15:00-08:00", "2026-11-21T15:00-08:00"),
    ("2026-11-21T15:00+00:00", "2026-11-21T15:00+00:00"),
    ("2026-11-21T02:00Z", "2026-11-20T21:00-05:00"),
    ("2026-07-04T12:00", "2026-07-04T12:00-04:00"),
    ("2026-11-21 3pm", "2026-11-21T15:00-05:00"),
    ("1518501496471", "2018-02-13T00:58:16.471-05:00"),
    ("1518501496000", "2018-02-13T00:58:16-05:00"),
    ("1518501496", "2018-02-13T00:58:16-05:00"),
    ("11/3/2026", "2026-11-03"),
    ("11/3/26", "2026-11-03"),
    ("11/3/57", "1957-11-03"),
    ("11-3-2026", "2026-11-03"),
    ("25/12/2025", "2025-12-25"),
    ("11/3/2026 18:30", "2026-11-03T18:30-05:00"),
    ("11/3/2026, 6:30 PM", "2026-11-03T18:30-05:00"),
    ("4 May 2026", "2026-05-04"),
    ("May 4, 2026", "2026-05-04"),
    ("May 4 '26", "2026-05-04"),
    ("4-May-2026", "2026-05-04"),
    ("the 4th of May 2026", "2026-05-04"),
    ("Tue, Feb 13, 2018", "2018-02-13"),
    ("Tue Feb 13 12:58:16 EST 2018", "2018-02-13T12:58:16-05:00"),
    ("Thu, 26 Nov 2026 18:30:00 +0000", "2026-11-26T13:30-05:00"),
    ("today", "2026-11-22"),
    ("TODAY", "2026-11-22"),
    ("  today  ", "2026-11-22"),
    ("tonight", "2026-11-22"),
    ("this morning", "2026-11-22"),
    ("yesterday", "2026-11-21"),
    ("last night", "2026-11-21"),
    ("day before yesterday", "2026-11-20"),
    ("tomorrow", "2026-11-23"),
    ("yesterday 3pm", "2026-11-21T15:00-05:00"),
    ("3pm yesterday", "2026-11-21T15:00-05:00"),
    ("yesterday at 3:15 p.m.", "2026-11-21T15:15-05:00"),
    ("yesterday 1530", "2026-11-21T15:30-05:00"),
    ("yesterday 1530 hrs", "2026-11-21T15:30-05:00"),
    ("yesterday 15:30:05", "2026-11-21T15:30:05-05:00"),
    ("tomorrow noon", "2026-11-23T12:00-05:00"),
    ("today 12am", "2026-11-22T00:00-05:00"),
    ("now", "2026-11-22T10:30-05:00"),
    ("10:30", "2026-11-22T10:30-05:00"),
    ("next tue", "2026-11-24"),
    ("next sunday", "2026-11-29"),
    ("last friday", "2026-11-20"),
    ("last sunday", "2026-11-15"),
    ("3 days ago", "2026-11-19"),
    ("ten days ago", "2026-11-12"),
    ("a week ago", "2026-11-15"),
    ("in 2 weeks", "2026-12-06"),
    ("+3d", "2026-11-25"),
    ("2 hours ago", "2026-11-22T08:30-05:00"),
    ("in 3 months", "2027-02-22"),
    ("last month", "2026-10-22"),
    ("eom", "2026-11-30"),
    ("end of month", "2026-11-30"),
    ("end of the quarter", "2026-12-31"),
    ("Tue Nov 3", "2026-11-03"),
]

BY_LEAN = [  # the text; the day when it was heard; the day when it is due
    ("fri", "2026-11-20", "2026-11-27"),
    ("Friday", "2026-11-20", "2026-11-27"),
    ("sun", "2026-11-22", "2026-11-29"),
    ("this sunday", "2026-11-22", "2026-11-22"),
    ("mon 9am", "2026-11-16T09:00-05:00", "2026-11-23T09:00-05:00"),
    ("fri evening", "2026-11-20", "2026-11-27"),
    ("11/3", "2026-11-03", "2027-11-03"),
    ("11/22", "2026-11-22", "2026-11-22"),
    ("25/12", "2025-12-25", "2026-12-25"),
    ("Nov 3", "2026-11-03", "2027-11-03"),
    ("Sept. 5th", "2026-09-05", "2027-09-05"),
    ("3 Nov 6:30 pm", "2026-11-03T18:30-05:00", "2027-11-03T18:30-04:00"),
    ("Nov 3 at 6:30pm", "2026-11-03T18:30-05:00", "2027-11-03T18:30-04:00"),
    ("Feb 29", "2024-02-29", "2028-02-29"),
    ("the 5th", "2026-11-05", "2026-12-05"),
    ("2 weeks", "2026-11-08", "2026-12-06"),
    ("9am", "2026-11-22T09:00-05:00", "2026-11-23T09:00-05:00"),
    ("3pm", "2026-11-21T15:00-05:00", "2026-11-22T15:00-05:00"),
    ("15:30", "2026-11-21T15:30-05:00", "2026-11-22T15:30-05:00"),
    ("10:40", "2026-11-22T10:40-05:00", "2026-11-22T10:40-05:00"),
    ("noon", "2026-11-21T12:00-05:00", "2026-11-22T12:00-05:00"),
]

AT_OTHER_MOMENTS = [
    (FRIDAY, "fri", "past", "2026-11-20"),
    (FRIDAY, "fri", "future", "2026-11-27"),
    (FRIDAY, "8pm", "past", "2026-11-20T20:00-05:00"),
    (LEAP_DAY, "in 1 year", "future", "2029-02-28"),
    (LEAP_DAY, "yesterday", "past", "2028-02-28"),
    (LEAP_DAY, "tomorrow", "future", "2028-03-01"),
    (LEAP_DAY, "eom", "future", "2028-02-29"),
    (LEAP_DAY, "Feb 29", "past", "2028-02-29"),
    (LEAP_DAY, "31st", "past", "2028-01-31"),
    (NEW_YEARS_EVE, "tomorrow", "future", "2027-01-01"),
    (NEW_YEARS_EVE, "1/1", "future", "2027-01-01"),
    (NEW_YEARS_EVE, "1/1", "past", "2026-01-01"),
    (NEW_YEARS_EVE, "fri", "future", "2027-01-01"),
    (NEW_YEARS_EVE, "in 20 minutes", "future", "2027-01-01T00:10-05:00"),
    (NEW_YEARS_EVE, "eom", "future", "2026-12-31"),
    (NEW_YEARS_EVE, "in 2 months", "future", "2027-02-28"),
    (CLOCKS_GO_BACK, "yesterday 3pm", "past", "2026-10-31T15:00-04:00"),
    (CLOCKS_GO_BACK, "today 3pm", "past", "2026-11-01T15:00-05:00"),
    (CLOCKS_GO_BACK, "11 hours ago", "past", "2026-11-01T01:00-05:00"),
    (CLOCKS_GO_BACK, "12 hours ago", "past", "2026-11-01T01:00-04:00"),
    (CLOCKS_GO_FORWARD, "yesterday 3pm", "past", "2026-03-07T15:00-05:00"),
    (CLOCKS_GO_FORWARD, "10 hours ago", "past", "2026-03-08T01:00-05:00"),
    (datetime(2026, 11, 22, 0, 30, tzinfo=NEW_YORK), "11pm", "past", "2026-11-21T23:00-05:00"),
]

NO_DATES = [
    *(
        "",
        "   ",
        "banana",
        "banana 5",
        "Feb 30",
        "nov 31",
        "30/2/2026",
        "13/13/2026",
        "2026-13-45",
        "2026-02-29",
    ),
    *(
        "12",
        "1",
        "31",
        "911",
        "2026",
        "99999",
        "123456789",
        "12345678901",
        "may",
        "March",
        "may 2026",
        "2026-11",
    ),
    *(
        "11.3",
        "25:00",
        "13pm",
        "0am",
        "3:75",
        "2026-11-21T25:00",
        "asap",
        "soon",
        "second",
        "next",
        "last",
        "of",
    ),
    *("3 of 5", "next of kin", "5 bananas ago", "555-0134", "next month 5", "Wed Nov 3 2026", "1/2/3/4"),
    *(
        "1899-12-31",
        "2201-01-01",
        "11/3/1850",
        "9999999999",
        "in 9999 years",
        "[/b]",
        "\x1b[31mred",
        "today" * 20_000,
    ),
]


@pytest.mark.parametrize("lean", ["past", "future"])
@pytest.mark.parametrize(("text", "expected"), EITHER_WAY)
def test_reads_the_same_whichever_way_it_leans(text, expected, lean):
    assert dates.parse_moment(text, SUNDAY, lean) == expected
    assert dates.parse_day(text, SUNDAY, lean) == expected[:10]


@pytest.mark.parametrize(("text", "heard", "due"), BY_LEAN)
def test_what_was_heard_lies_behind_and_what_is_due_lies_ahead(text, heard, due):
    assert dates.parse_moment(text, SUNDAY, "past") == heard
    assert dates.parse_moment(text, SUNDAY, "future") == due


@pytest.mark.parametrize(("now", "text", "lean", "expected"), AT_OTHER_MOMENTS)
def test_edges_of_the_year_and_of_summer_time(now, text, lean, expected):
    assert dates.parse_moment(text, now, lean) == expected


@pytest.mark.parametrize("lean", ["past", "future"])
@pytest.mark.parametrize("text", NO_DATES)
def test_refuses_what_is_no_date_and_names_it(text, lean):
    with pytest.raises(ValueError) as refusal:
        dates.parse_moment(text, SUNDAY, lean)
    sentence = str(refusal.value)
    assert text.strip()[:30].replace("\x1b", " ").strip() in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 160
    assert sentence.isprintable()


@given(st.text(max_size=100), st.sampled_from(["past", "future"]))
def test_any_text_is_a_date_or_refused(text, lean):
    try:
        found = dates.parse_moment(text, SUNDAY, lean)
    except ValueError:
        return
    assert dates.parse_moment(found, SUNDAY, lean) == found


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31), timezones=st.just(NEW_YORK)))
def test_iso_moments_come_back_unchanged(moment):
    text = moment.isoformat(timespec="milliseconds" if moment.microsecond else "minutes")
    if not text.count(".000"):
        assert dates.parse_moment(text, SUNDAY) == text


def test_a_fixed_offset_of_now_holds_when_it_is_not_the_systems():
    kathmandu = datetime.fromisoformat("2026-11-22T10:30+05:45")
    assert dates.parse_moment("2026-07-01 12:00", kathmandu) == "2026-07-01T12:00+05:45"


def test_the_systems_zone_gives_the_offset_of_the_day_itself():
    script = (
        "from datetime import datetime; from cro_tui.model.dates import parse_moment;"
        "now = datetime.fromtimestamp(1795361400).astimezone();"
        "print(parse_moment('2026-07-04 12:00', now), parse_moment('2026-12-04 12:00', now))"
    )
    run = _python(script, TZ="CST6CDT")  # a name that Windows knows too
    assert run.split() == ["2026-07-04T12:00-05:00", "2026-12-04T12:00-06:00"]


def test_iso_forms_and_usual_wording_load_no_date_library():
    script = (
        "import sys; from datetime import datetime, UTC; from cro_tui.model.dates import parse_moment;"
        "now = datetime(2026, 11, 22, tzinfo=UTC);"
        "texts = ('2026-11-21T15:00-05:00', '2026-11-21', 'yesterday 3pm', 'Nov 3', '1518501496471');"
        "[parse_moment(text, now) for text in texts];"
        "print([m for m in ('dateparser', 'dateutil', 'regex', 'zoneinfo') if m in sys.modules])"
    )
    assert _python(script).strip() == "[]"


def test_now_must_know_its_zone():
    with pytest.raises(TypeError):
        dates.parse_moment("today", datetime(2026, 11, 22))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        ("2026-01-01", "2026-Q1"),
        ("2026-03-31T23:59-05:00", "2026-Q1"),
        ("2026-06-30", "2026-Q2"),
        ("2026-09-30T00:00", "2026-Q3"),
        ("2026-11-22", "2026-Q4"),
    ],
)
def test_quarter_of_a_day(day, quarter):
    assert quarters.quarter_of(day) == quarter
    first, last = quarters.quarter_days(quarter)
    assert first <= day[:10] <= last


@pytest.mark.parametrize("text", ["2026-Q3", "26Q3", "2026q3", "Q3 2026", "q3 26", " 2026 Q3 "])
def test_quarters_as_officers_write_them(text):
    assert quarters.parse_quarter(text) == "2026-Q3"


@pytest.mark.parametrize("text", ["", "2026-Q5", "Q0 2026", "2026", "Q3", "third", "1826-Q1"])
def test_refuses_what_is_no_quarter(text):
    with pytest.raises(ValueError, match="no quarter"):
        quarters.parse_quarter(text)


@pytest.mark.parametrize("text", ["", "2026-13-01", "26-11-22", "yesterday"])
def test_quarter_of_refuses_what_is_no_iso_date(text):
    with pytest.raises(ValueError, match="no ISO date"):
        quarters.quarter_of(text)


def test_quarters_follow_each_other():
    assert quarters.next_quarter("2026-Q4") == "2027-Q1"
    assert quarters.previous_quarter("2027-Q1") == "2026-Q4"
    assert quarters.previous_quarter("2026-Q3") == "2026-Q2"
    assert quarters.quarter_days("2028-Q1") == ("2028-01-01", "2028-03-31")
    assert quarters.quarter_days("2026-Q2") == ("2026-04-01", "2026-06-30")
    assert quarters.quarter_label("2026-Q4") == "October–December 2026"
    assert quarters.quarter_label("2026-Q1") == "January–March 2026"


@given(st.integers(1900, 2199), st.integers(1, 4))
def test_a_quarter_ends_the_day_before_the_next_begins(year, number):
    quarter = f"{year}-Q{number}"
    last = datetime.fromisoformat(quarters.quarter_days(quarter)[1]).replace(tzinfo=UTC)
    first_of_next = datetime.fromisoformat(quarters.quarter_days(quarters.next_quarter(quarter))[0]).replace(tzinfo=UTC)
    assert (first_of_next - last).days == 1
    assert quarters.previous_quarter(quarters.next_quarter(quarter)) == quarter


def _python(script: str, **environment: str) -> str:
    import os

    return subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
