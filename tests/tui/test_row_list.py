"""The fast list: filter, cursor, marks, one row drawn anew, columns that give way, and any text in it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App

from cro_tui.tui.themes import THEMES
from cro_tui.tui.widgets.row_list import RowList
from cro_tui.tui.widgets.rows import Column, Row, column_widths
from cro_tui.tui.widgets.search_list import SearchList
from cro_tui.tui.widgets.sieve import Sieve

NASTY = (
    "[/b][bold]x",
    "\x1b[2J\x1b]0;t\x07",
    "abc\u202edef\u200f",
    "👩‍👩‍👧 日本語 한국어",
    "x" * 100_000,
    "a\nb\r\nc\td",
    "\ud800",
)


def drawn(app):
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


class ListApp(App):
    def __init__(self, rows, filters=True):
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "station"
        self.table = dict(rows)
        columns = (Column("Number", cells=6), Column("Summary", share=2), Column("Place", gives_way=1, least=20))
        self.rows = RowList(columns, empty="No concerns yet.")
        self.search = SearchList(self.rows, filters=filters)
        self.looked = []
        self.opened = []
        self.queries = []

    def compose(self):
        yield self.search

    def on_mount(self):
        self.rows.show_keys(self.table, self.look)

    def look(self, key):
        self.looked.append(key)
        return self.table[key]

    def on_row_list_opened(self, event):
        self.opened.append(event.key)

    def on_search_list_query(self, event):
        self.queries.append(event.text)


def numbered(count):
    return {str(n): Row((str(n), f"cars race {n}", f"{n} Elm Street")) for n in range(count)}


async def test_only_rows_on_the_screen_are_asked_for():
    app = ListApp(numbered(100_000))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert len(set(app.looked)) <= 24
        app.rows.focus()
        await pilot.press("end")
        assert app.rows.cursor_key == "99999"
        await pilot.pause()
        assert len(set(app.looked)) <= 60


async def test_typing_filters_by_all_words_and_down_leads_into_the_list():
    app = ListApp(numbered(300))
    async with app.run_test() as pilot:
        await pilot.press(*"elm 29")
        assert list(app.rows.visible_keys) == ["29", "129", "229", *map(str, range(290, 300))]
        await pilot.press("down", "down", "enter", "slash", "backspace", "backspace", "enter")
        assert app.opened == ["129"]
        assert len(app.rows.visible_keys) == 300
        assert app.rows.cursor_key == "129"


async def test_letters_are_no_commands_while_typing_a_filter():
    app = ListApp(numbered(3))
    async with app.run_test() as pilot:
        await pilot.press(*"/?  ")
        assert app.search.field.value == "/?  "


async def test_a_query_for_an_index_is_posted_and_not_filtered():
    app = ListApp(numbered(3), filters=False)
    async with app.run_test() as pilot:
        await pilot.press(*"zz")
        assert app.queries == ["z", "zz"]
        assert len(app.rows.visible_keys) == 3


async def test_marks_stay_in_order_and_without_marks_it_is_the_cursor():
    app = ListApp(numbered(5))
    async with app.run_test() as pilot:
        app.rows.focus()
        assert app.rows.marked == ("0",)
        await pilot.press("down", "space", "up", "up", "space")
        assert app.rows.marked == ("1", "0")


async def test_one_record_is_drawn_anew_and_a_new_one_stands_on_top():
    app = ListApp(numbered(5))
    async with app.run_test() as pilot:
        await pilot.pause()
        app.looked.clear()
        app.table["2"] = Row(("2", "closed", ""))
        app.rows.put("2")
        await pilot.pause()
        assert app.looked == ["2"]
        app.table["new"] = Row(("9", "new one", ""))
        app.rows.put("new")
        assert app.rows.visible_keys[0] == "new"
        assert app.rows.cursor_key == "0"
        app.rows.take_out("0")
        assert app.rows.count == 5


@pytest.mark.parametrize("size", [(80, 24), (30, 10), (10, 3), (200, 50)])
async def test_any_text_is_drawn_in_its_cells_and_steers_nothing(size):
    app = ListApp({str(n): Row((text, text, text), badge=text, words=text) for n, text in enumerate(NASTY)})
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for y in range(app.rows.size.height):
            text = app.rows.render_line(y).text
            assert cell_len(text) == app.rows.size.width
            assert not any(ord(c) < 32 or c in "\u202e\u200f\ud800" for c in text)


async def test_an_empty_list_says_so_and_a_filter_without_hits_too():
    app = ListApp({})
    async with app.run_test() as pilot:
        assert "No concerns yet." in app.rows.render_line(1).text
        await pilot.press(*"zz")
        assert "Nothing fits “zz”" in app.rows.render_line(1).text


def test_columns_give_way_before_any_becomes_too_narrow():
    columns = (
        Column("a", cells=10),
        Column("b", least=20),
        Column("c", cells=12, gives_way=2),
        Column("d", gives_way=1),
    )
    assert column_widths(columns, 80) == [10, 32, 12, 20]
    assert column_widths(columns, 45) == [10, 21, 0, 10]
    assert column_widths(columns, 34) == [10, 22, 0, 0]


async def test_all_that_the_filter_leaves_is_marked_and_unmarked_and_other_marks_stay():
    app = ListApp(numbered(30))
    async with app.run_test() as pilot:
        app.rows.focus()
        await pilot.press("space", "slash", *"29", "enter", "asterisk")
        assert set(app.rows.picked) == {"0", "29"}
        assert app.rows.marked_out_of_sight == 1
        await pilot.press("asterisk")
        assert app.rows.picked == ("0",)


async def test_letters_taken_back_lead_to_what_stood_there_and_a_changed_row_is_looked_at_anew():
    app = ListApp(numbered(9000))
    async with app.run_test() as pilot:
        await pilot.press(*"899")
        await app.workers.wait_for_complete()
        assert len(app.rows.visible_keys) == 18 + 1
        await pilot.press("backspace")
        await app.workers.wait_for_complete()
        fewer = len(app.rows.visible_keys)
        app.table["5"] = Row(("5", "cars 899", ""))
        app.rows.put("5")
        await pilot.press("9")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "5" in app.rows.visible_keys
        assert fewer > 19


@pytest.mark.parametrize("with_words", [True, False])
async def test_a_long_list_leaves_what_each_row_by_itself_would(with_words):
    app = ListApp({str(n): Row((str(n), f"Straße {n % 977} café", "Zoë" * (n % 12_345 == 7))) for n in range(21_000)})
    words = {key: "\n".join((*row.cells, row.words)).casefold() for key, row in app.table.items()}

    async def leaves(*keys):
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        wanted = app.search.field.value.casefold().split()
        expected = [key for key in app.rows.keys if all(word in words[key] for word in wanted)]
        assert list(app.rows.visible_keys) == expected, wanted
        return len(expected)

    async with app.run_test() as pilot:
        if with_words:
            app.rows.show_keys(app.table, app.look, words)
        assert await leaves("9") > 1000
        assert await leaves("7", "6", "space", "C", "A", "F", "É") > 0
        assert await leaves("é") == 0
        assert await leaves(*["backspace"] * 9, *"zoë") == 2
        assert await leaves(*["backspace"] * 3, *"ß") == 21_000
        assert await leaves(*"é2") == 0  # the end of one row and the beginning of the next
        await leaves(*["backspace"] * 3)
        for key, text in (("new", "zoë"), ("20000", "nothing"), ("7", "no longer")):
            app.table[key] = Row((key, text, ""))
            words[key] = f"{key}\n{text}\n\n"
            app.rows.put(key)
        app.rows.take_out("1")
        assert await leaves(*"zoë") == 2
        assert app.rows.visible_keys[0] == "new"
        assert await leaves(*["backspace"] * 3, *"20000") == 1


async def test_what_is_said_of_an_empty_list_is_wrapped_not_cut():
    app = ListApp({})
    async with app.run_test(size=(40, 10)) as pilot:
        app.rows.say_when_empty("Nothing yet: what residents tell the department. n writes down the first.")
        await pilot.pause()
        said = " ".join(app.rows.render_line(y).text.strip() for y in range(1, 5))
        assert "n writes down the first." in said


def test_on_a_very_wide_screen_what_belongs_together_stays_near():
    columns = [Column("Number", cells=13), Column("Concern", share=1, least=20), Column("Status", cells=14)]
    assert column_widths(columns, 200) == [13, 90, 14]
    named = [
        Column("Body", share=3, least=28, most=50),
        Column("Place", share=2, least=12, most=46),
        Column("", cells=8),
    ]
    assert column_widths(named, 200) == [50, 46, 8]
    assert column_widths(named, 120) == [50, 46, 8]
    last = [Column("Number", cells=13), Column("Concern", share=1, least=20)]
    assert column_widths(last, 200) == [13, 185]


async def test_a_long_list_filters_as_a_short_one_does_also_once_its_words_are_gathered():
    wording = {str(n): f"cars race {n}\nelm street {n % 7}" for n in range(30_000)}
    sieve = Sieve()
    sieve.fill(wording, lambda key: Row((wording[key],)), wording)

    async def left_by(text):
        sieve.narrow(text)
        await sieve.sift_rest()
        sieve.remember()
        return list(sieve.left)

    def expected(text):
        return [key for key, words in wording.items() if all(word in words for word in text.split())]

    filters = ("e", "el", "elm 29", "elm", "zz", "race 2999 6", "9 9 9", "street\t3", "")
    for _ in range(2):
        for text in filters:
            assert await left_by(text) == expected(text), text
        sieve.narrow("")
        await sieve.make_shelves()
    sieve.put_first("new")
    wording["new"] = "elm, new"
    sieve.sift()
    assert await left_by("elm, n") == ["new"]
    sieve.take_out("29")
    sieve.sift()
    assert "29" not in await left_by("29")


async def test_the_list_can_be_scrolled_as_far_as_the_filter_leaves_lines_and_no_further():
    app = ListApp(numbered(1000))
    async with app.run_test(size=(80, 24)) as pilot:

        async def last_lines():
            await pilot.press("end")
            await pilot.pause()
            bar = app.rows.vertical_scrollbar
            return drawn(app).splitlines()[-1], app.rows.max_scroll_y, bar.window_virtual_size

        await pilot.press("9", "down")
        narrowed, lowest, length = await last_lines()
        left = app.rows.line_count
        assert "race 999" in narrowed
        assert 24 < left < 1000
        assert length == left + 1  # and the heading
        await pilot.press("slash", "backspace", "down")
        whole, lowest_of_all, length_of_all = await last_lines()
        assert "race 999" in whole
        assert (lowest_of_all - lowest, length_of_all) == (1000 - left, 1001)
        await pilot.press("slash", *"998", "down")
        await pilot.pause()
        assert app.rows.max_scroll_y == 0
        assert "race 998" in drawn(app)
