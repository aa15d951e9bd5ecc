"""The commented settings file: every setting stands in it, and no line that somebody wrote is ever lost."""

from __future__ import annotations

import os
import threading
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cro_tui.model.vocabulary import CLOSED, NEW
from cro_tui.settings import (
    FILE,
    THEMES,
    Settings,
    SettingsProblem,
    change,
    load,
    set_aside,
    write_comments,
    writing,
)
from cro_tui.settings.about import ORDER, TABLES, by_section, every_setting
from cro_tui.settings.commented import completed
from cro_tui.settings.values import MOST, read, written

HAND = """\
# Larkmoor PD, kept by IT
share='x' # the share

[officer]
name = 'Jane' # her
# badge = "old"

[words] # our words
# beats of the town
beats = [
  "1", # north of "Elm" # really
  "2", # south
]
# what we keep for later
categories = ["noise#1", 'b']

# the screen
[look]
theme = "sun"
keys = { blank = "f9" } # until Ann is back

[education.topics] # asked by the chief
Law = 4 # hours
"First aid" = 2

[ours] # of another program
x = 1
# end
"""


def of_hand(tmp_path, text=HAND):
    (tmp_path / FILE).write_bytes(text.encode())
    return tmp_path


def text_of(home):
    return (home / FILE).read_text("utf-8")


def test_every_setting_has_a_name_a_sentence_and_a_place():
    for table, kind in {"": Settings, **TABLES}.items():
        for name in kind._fields:
            if table or name not in {*TABLES, "notices", "unread", "key_lines"}:
                setting = every_setting()[f"{table}.{name}" if table else name]
                assert setting.label, setting.name
                assert len(setting.label) <= 16, setting.name  # so wide is a label in a form
                assert setting.about, setting.name
                assert setting.section in ORDER, setting.name
    assert sum(map(len, by_section().values())) == len(every_setting())


def test_the_commented_file_shows_every_setting_with_its_default_and_changes_nothing(tmp_path):
    write_comments(tmp_path)
    text = text_of(tmp_path)
    assert load(tmp_path) == Settings()
    for setting in every_setting().values():
        assert f"#{setting.key} = " in text, setting.name
        assert f"# {setting.label}. {setting.about}" in text, setting.name
    told = [line.startswith("# ") and not line.startswith("#  ") for line in text.split("\n")]
    bare = "\n".join(line.lstrip("#") for line, is_told in zip(text.split("\n"), told, strict=True) if not is_told)
    said = tomllib.loads(bare)
    for setting in every_setting().values():
        value = said[setting.table][setting.key] if setting.table else said[setting.key]
        if setting.kind not in ("hours", "keys"):
            assert value == (list(setting.default) if isinstance(setting.default, tuple) else setting.default)


def test_comments_are_written_once(tmp_path):
    write_comments(tmp_path)
    once = text_of(tmp_path)
    write_comments(tmp_path)
    assert text_of(tmp_path) == once == completed(once)


def test_the_first_setting_brings_the_commented_file_and_stands_beneath_its_comment(tmp_path):
    change(tmp_path, {("officer", "badge"): "1187"})
    lines = text_of(tmp_path).split("\n")
    assert lines[lines.index('badge = "1187"') - 1] == '#badge = ""'


def test_comments_go_into_a_hand_written_file_without_touching_a_line(tmp_path):
    home = of_hand(tmp_path)
    before = load(home)
    write_comments(home)
    kept = iter(text_of(home).split("\n"))
    assert all(line in kept for line in HAND.rstrip("\n").split("\n"))  # each, in this order
    found = load(home)
    assert found == before._replace(notices=found.notices, key_lines=found.key_lines)
    assert "#internal_affairs_phone" in text_of(home)
    assert text_of(home).count("beats = [") == 1


def test_changing_keeps_comments_order_and_what_is_not_known(tmp_path):
    home = of_hand(tmp_path)
    change(
        home,
        {
            ("officer", "name"): "Lee",
            ("words", "beats"): ("1", "3"),
            ("look", "keys", "sync"): "ctrl+g",
            ("education", "topics", "Law"): 6,
            ("documents", "letterhead"): r"C:\papers\head.docx",
            ("share",): r"\\server\cro",
        },
    )
    found, text = load(home), text_of(home)
    assert (found.officer.name, found.words.beats, found.share) == ("Lee", ("1", "3"), r"\\server\cro")
    assert found.look.keys == {"blank": "f9", "sync": "ctrl+g"}
    assert found.education.topics == {"Law": 6, "First aid": 2}
    assert found.documents.letterhead == r"C:\papers\head.docx"
    for words in ("# Larkmoor PD", "# the share", "# her", '# badge = "old"', "# our words", "# beats of the town",
                  'north of "Elm"', "# south", "# what we keep for later", "# the screen", "# until Ann is back",
                  "# asked by the chief", "# hours", "[ours] # of another program", "x = 1", "# end"):  # fmt: skip
        assert text.count(words) == 1, words
    assert text.index("[officer]") < text.index("[words]") < text.index("[look]") < text.index("[ours]")
    change(home, {("words", "categories"): ("noise#1",)})
    assert text_of(home).count("noise#1") == 1  # what stands in quotes is no comment


def test_the_default_again_leaves_the_line_as_a_comment(tmp_path):
    home = of_hand(tmp_path)
    change(home, {("officer", "name"): None, ("look", "keys", "blank"): None, ("words", "beats"): None})
    assert load(home).officer.name == ""
    assert load(home).look.keys == {}
    assert load(home).words.beats == ()
    assert "#name = 'Jane' # her" in text_of(home)
    assert "# south" in text_of(home)


def test_setting_and_unsetting_does_not_fill_the_file(tmp_path):
    write_comments(tmp_path)
    for _ in range(5):
        change(tmp_path, {("look", "theme"): "sun"})
        change(tmp_path, {("look", "theme"): None})
    assert text_of(tmp_path).count("theme = ") <= 3


def test_a_table_that_is_replaced_is_changed_line_by_line(tmp_path):
    home = of_hand(tmp_path)
    change(home, {("education", "topics"): {"Law": 4, "Bias": 3}})
    assert load(home).education.topics == {"Law": 4, "Bias": 3}
    assert "Law = 4 # hours" in text_of(home)
    assert "# asked by the chief" in text_of(home)


@pytest.mark.parametrize(
    "text",
    [
        'officer.name = "Jane"\n',
        'officer = { name = "Jane" } # all\n',
        '[officer]\nname = "Jane"',
        '[ officer ]\n"name" = """Jane"""\n[look.keys]\nblank = "f9"\n',
        "\ufeff[officer]\r\nname = 'Jane'\r\n\r\n# more\r\n",
        "# only a comment",
        "[[others]]\na = 1\n[[others]]\na = 2\n",
    ],
)
def test_every_way_of_writing_takes_a_change(tmp_path, text):
    home = of_hand(tmp_path, text)
    name = load(home).officer.name
    found = change(home, {("officer", "badge"): "1187", ("look", "keys", "sync"): "ctrl+g", ("share",): "s"})
    assert (found.officer.name, found.officer.badge, found.share) == (name, "1187", "s")
    assert found.look.keys["sync"] == "ctrl+g"
    assert [one for one in found.notices if "others" not in one] == []
    write_comments(home)
    again = load(home)
    assert again == found._replace(notices=again.notices, key_lines=again.key_lines)
    raw = (home / FILE).read_bytes()
    assert raw.count(b"\r\n") == (raw.count(b"\n") if "\r\n" in text else 0)


LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=0, max_size=30)
WORD = LINE.map(lambda text: " ".join(text.split())).filter(bool)


def values_of(setting):
    """What a setting may have."""
    if setting.kind == "number":
        return st.integers(0, MOST)
    if setting.kind == "yesno":
        return st.booleans()
    if setting.kind == "theme":
        return st.sampled_from(THEMES)
    if setting.kind == "hours":
        return st.dictionaries(WORD.filter(lambda word: "=" not in word), st.integers(0, 99), max_size=3)
    if setting.kind == "keys":
        return st.dictionaries(st.sampled_from(["blank", "room.find"]), st.sampled_from(["f9", "ctrl+g"]), max_size=2)
    if setting.kind == "texts":
        words = st.lists(WORD, max_size=4, unique=True).map(tuple)
        if setting.key == "statuses":
            return words.map(lambda some: tuple(dict.fromkeys((NEW, *some, CLOSED))))
        if setting.key == "complaint_offices":  # the department's own office is put first
            return st.just(setting.default)
        return words.filter(bool) if setting.key == "priorities" else words
    if setting.kind == "letterhead":
        return st.sampled_from(["", "/srv/head.docx", r"C:\our papers\it's.docx"])
    if setting.kind in ("share", "folder"):
        return st.sampled_from(["", "/srv/cro", r"\\server\cro", "S:\\cro"])
    if setting.key == "internal_affairs":
        return st.just(setting.default)
    return LINE.map(str.strip)


@st.composite
def some_changes(draw):
    names = draw(st.lists(st.sampled_from(sorted(every_setting())), min_size=1, max_size=6, unique=True))
    return {every_setting()[name]: draw(values_of(every_setting()[name])) for name in names}


@settings(max_examples=150, deadline=None)
@given(st.lists(some_changes(), min_size=1, max_size=3), st.sampled_from(["", HAND]))
def test_what_is_written_is_read_back_and_comments_stay(tmp_path_factory, rounds, text):
    home = tmp_path_factory.mktemp("home")
    if text:
        of_hand(home, text)
    comments = [line for line in text.split("\n") if line.startswith("#")]
    for changes in rounds:
        typed = {one: read(one, written(one, value)) for one, value in changes.items()}
        assert typed == changes
        found = change(home, {one.path: value for one, value in typed.items()})
        for one, value in typed.items():
            assert one.of(found) == value, one.name
        assert load(home) == found
        lines = text_of(home).split("\n")
        assert all(comment in lines for comment in comments)


def test_two_windows_that_change_different_settings_at_once_lose_nothing(tmp_path, monkeypatch):
    """The second window writes between the moment when the first has read the file and that when it puts its own."""
    write_comments(tmp_path)
    real, met = writing.os.fsync, []

    def fsync(handle):
        if not met:
            met.append(handle)
            with monkeypatch.context() as other:
                other.setattr(writing.os, "getpid", lambda: 1)
                change(tmp_path, {("officer", "badge"): "1187"})
        real(handle)

    monkeypatch.setattr(writing.os, "fsync", fsync)
    change(tmp_path, {("officer", "name"): "Jane Doe"})
    assert (load(tmp_path).officer.name, load(tmp_path).officer.badge) == ("Jane Doe", "1187")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_threads_that_save_side_by_side_through_their_desks(tmp_path):
    from cro_tui.tui.desk import Desk

    keys = [("officer", "name"), ("officer", "badge"), ("department", "name"), ("department", "city")]
    threads = [
        threading.Thread(target=Desk(tmp_path).change_settings, args=({key: f"of {key[0]} {key[1]}"},)) for key in keys
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    said = tomllib.loads(text_of(tmp_path))
    assert all(said[table][key] == f"of {table} {key}" for table, key in keys)


def test_a_file_that_cannot_be_read_is_left_and_can_be_set_aside(tmp_path):
    home = of_hand(tmp_path, "[officer\nname = 1\n")
    found = load(home)
    assert found.unread.startswith("settings.toml, line 1: “[officer” is no TOML")
    assert "all defaults are used, the file is left as it is" in found.notices[0]
    with pytest.raises(SettingsProblem, match="line 1"):
        change(home, {("officer", "name"): "Jane"})
    with pytest.raises(SettingsProblem, match="line 1"):
        write_comments(home)
    (home / "settings.aside-1.toml").write_text("of before")
    aside = set_aside(home)
    assert (aside.name, aside.read_text()) == ("settings.aside-2.toml", "[officer\nname = 1\n")
    assert change(home, {("officer", "name"): "Jane"}).officer.name == "Jane"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[officer]\n# x\nbadge = 1187\n", 3),
        ("\n\n[intervals]\n\ncallback_days = 'three'\n", 5),
        ("[words]\nbeats = [\n 'a',\n]\ncategories = 'x'\n", 5),
        ("look.theme = 'moon'\n", 1),
        ("[look]\ntheme = 'sun'\nkeys = { a = 1 }\n", 3),
        ("[officer]\nname = 'x'\n\n[officr]\nname = 'x'\n", 4),
        ("[department]\nnmae = 'x'\n", 2),
        ("\nshare = 5\n", 2),
        ('[documents]\nroster_note = """\na\nb"""\n', 2),
        ("[officer]\nname = 'Jane'\nbadge = Jo\n", 3),
        ("[officer]\r\nname = 'Jane'\r\nbadge = 7\r\n", 3),
        ("[officer]\nname = 'Jane'\n[officer]\nbadge = '7'\n", 3),
        ("[officer]\nname = 'Jane", 2),
    ],
)
def test_a_slip_is_named_by_its_line(tmp_path, text, line):
    (notice,) = load(of_hand(tmp_path, text)).notices
    assert f"settings.toml, line {line}:" in notice
    assert "\n" not in notice


def test_a_byte_that_is_no_text_is_named_by_its_line(tmp_path):
    (tmp_path / FILE).write_bytes(b"[officer]\nname = 'Jos\xe9'\n")
    assert "line 2" in load(tmp_path).notices[0]


@pytest.mark.parametrize(
    "text",
    [
        "[intervals]\ncallback_days = 99999999999999999999999999\n",
        "[intervals]\ncallback_days = " + "9" * 5000 + "\n",
        "[officer]\nname = '" + "x" * 200_000 + "'\n",
        '[officer]\nname = "a\\u001b[31mb"\n',
        '[officer]\nname = "a\\nb"\n',
        '[documents]\nexports_folder = "a\\u0000b"\n',
        pytest.param(
            '[documents]\nexports_folder = "~nobodyofthatname/x"\n',
            marks=pytest.mark.skipif(os.name == "nt", reason="Windows has a folder for any name"),
        ),
        "[words]\npriorities = []\n",
        "share = 'ftp://x'\n",
        '"\\u001b[31m" = 1\n',
        "[look]\nkeys = { blank = [1, {a = 2}] }\n",
        "[officer]\n" + "\n".join(f"k{number} = 1" for number in range(2_000)),
        "#" * (2 << 20),
    ],
    ids=lambda text: text[:40].encode("unicode_escape").decode(),
)
def test_what_is_hostile_or_huge_is_named_and_harmless(tmp_path, text):
    found = load(of_hand(tmp_path, text))
    assert found.notices
    assert all(len(one) < 400 and one.isprintable() for one in found.notices)
    assert found._replace(notices=(), unread="", key_lines={}) == Settings()


def test_a_disk_that_refuses_leaves_the_file_and_says_so(tmp_path, monkeypatch):
    from cro_tui.tui.desk import Desk, Refused

    home = of_hand(tmp_path)

    def refuses(_handle):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(writing.os, "fsync", refuses)
    with pytest.raises(Refused, match=r"NOT SAVED.*Read-only") as refused:
        Desk(home).change_settings({("officer", "name"): "Lee"})
    assert refused.value.not_saved
    assert text_of(home) == HAND


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes, and links need a right")
def test_who_may_read_the_file_and_where_it_lies_stay_as_they_were(tmp_path):
    (tmp_path / "etc").mkdir()
    (tmp_path / "home").mkdir()
    real = tmp_path / "etc" / "larkmoor.toml"
    real.write_text(HAND, "utf-8")
    real.chmod(0o640)
    (tmp_path / "home" / FILE).symlink_to(real)
    change(tmp_path / "home", {("officer", "name"): "Lee"})
    assert (tmp_path / "home" / FILE).is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert 'name = "Lee" # her' in real.read_text("utf-8")


def test_a_file_that_is_write_protected_is_not_replaced(tmp_path, monkeypatch):
    home = of_hand(tmp_path)
    monkeypatch.setattr(writing.os, "access", lambda _path, _mode: False)
    with pytest.raises(SettingsProblem, match="write-protected"):
        change(home, {("officer", "name"): "Lee"})
    assert text_of(home) == HAND
