"""Fields and forms: what is typed is kept, what was loaded comes back to the letter, pastes lose no line."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App

from cro_tui.tui.themes import THEMES
from cro_tui.tui.widgets.choice_field import ChoiceField
from cro_tui.tui.widgets.minutes_line import MinutesLine
from cro_tui.tui.widgets.record_form import FormField, RecordForm
from cro_tui.tui.widgets.text_field import TextField
from cro_tui.tui.widgets.timeline import Line, Timeline

NASTY = ("[/b]", "a\x1b[31mb", "x\u202ey", "a\r\nb", "\ud800", "👩‍👩‍👧", "y" * 20_000)
WORDS = ("traffic/speeding", "parking", "noise", "theft", "other")


class OneApp(App):
    """An app of one widget, which keeps what it posts."""

    def __init__(self, *widgets):
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "station"
        self.widgets = widgets
        self.told = []

    def compose(self):
        yield from self.widgets

    def on_record_form_changed(self, event):
        self.told.append((event.name, event.value))

    def on_text_field_edited(self, event):
        self.told.append(event.value)

    def on_text_field_submitted(self, event):
        self.told.append(("enter", event.value))

    def on_minutes_line_entered(self, event):
        self.told.append(event.lines)

    def on_minutes_line_correct_last(self, event):
        self.told.append("correct")


@pytest.mark.parametrize("many", [True, False])
@pytest.mark.parametrize("text", NASTY)
async def test_what_was_loaded_comes_back_to_the_letter_and_counts_as_untouched(text, many):
    field = TextField(text, many=many)
    async with OneApp(field).run_test() as pilot:
        await pilot.press("left", "right")
        assert field.value == text
        assert not field.touched
        field.load(text + "!")
        await pilot.pause()
        assert field.value == text + "!"
        assert pilot.app.told == []


async def test_a_line_grows_with_its_text_and_enter_submits_it():
    field = TextField()
    app = OneApp(field)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press(*("word " * 20))
        await pilot.pause()
        assert field.size.height > 1
        await pilot.press("enter")
        assert app.told[-1] == ("enter", "word " * 20)
        await pilot.press("x", "ctrl+j")
        assert app.told[-1] == ("enter", "word " * 20 + "x")


async def test_undo_undoes_typing():
    field = TextField("before")
    async with OneApp(field).run_test() as pilot:
        await pilot.press("x", "ctrl+z")
        assert field.value == "before"


async def test_a_paste_into_a_line_joins_its_lines():
    field = TextField("seen: ")
    async with OneApp(field).run_test() as pilot:
        field.post_message(events.Paste("one\r\n\n two\x1b[0m\n"))
        await pilot.pause()
        assert field.value == "seen: one two␛[0m"


async def test_each_pasted_line_of_minutes_is_an_entry_of_its_own():
    line = MinutesLine()
    app = OneApp(line)
    async with app.run_test() as pilot:
        line.line.post_message(events.Paste("a: call Mr. Test\nd: agreed\n\n"))
        await pilot.pause()
        await pilot.press(*"hi", "enter")
        assert app.told[0] == ("a: call Mr. Test", "d: agreed")
        assert app.told[-1] == ("hi",)


async def test_arrow_up_in_the_empty_minutes_line_asks_for_the_last_entry():
    line = MinutesLine()
    app = OneApp(line)
    async with app.run_test() as pilot:
        await pilot.press("up")
        assert app.told == ["correct"]


async def test_a_choice_is_made_by_its_beginning_or_by_arrow_and_enter():
    first, second = ChoiceField(suggest=lambda typed: from_words(typed)), TextField()
    async with OneApp(first, second).run_test() as pilot:
        first.focus()
        await pilot.press(*"traf", "tab")
        assert first.value == "traffic/speeding"
        await pilot.press("shift+tab", *"t", "down", "down", "enter")
        assert first.value == "theft"


def from_words(typed):
    return [word for word in WORDS if word.startswith(typed)]


FIELDS = (
    FormField("summary", "Summary"),
    FormField("narrative", "Narrative", "text"),
    FormField("category", "Category", "choice", choices=WORDS),
    FormField("tags", "Tags", "list", choices=WORDS),
    FormField("recurring", "Recurring", "yesno"),
    FormField("heard", "Heard", "date", read=lambda text: f"read {text}"),
)


async def test_a_form_gives_back_only_what_was_changed_and_tells_each_edit():
    form = RecordForm(FIELDS, {"summary": "Cars", "narrative": "a\x1b\nb", "category": "noise"})
    app = OneApp(form)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "!", "enter", "tab", "tab", *"no;th", "tab", "y", "tab", *"mon")
        await pilot.pause()
        assert form.changed == {"summary": "Cars!", "tags": "noise; theft", "recurring": "yes", "heard": "mon"} or (
            form.changed == {"summary": "Cars!", "tags": "no; theft", "recurring": "yes", "heard": "mon"}
        )
        assert form.values["narrative"] == "a\x1b\nb"
        assert ("summary", "Cars!") in app.told
        assert ("recurring", "yes") in app.told


async def test_errors_stand_beneath_their_fields_until_these_are_changed():
    form = RecordForm(FIELDS)
    async with OneApp(form).run_test(size=(80, 24)) as pilot:
        form.set_errors({"category": "none of the words [/b]"})
        await pilot.pause()
        row = form.query_one("#row-category")
        assert row.has_class("-wrong")
        assert row.has_focus_within
        await pilot.press("n")
        await pilot.pause()
        assert not row.has_class("-wrong")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (30, 10)])
async def test_any_text_can_stand_in_a_form_and_a_timeline(size):
    forms = [RecordForm(FIELDS, {"summary": text, "narrative": text, "tags": text}) for text in NASTY]
    timeline = Timeline()
    async with OneApp(timeline, *forms[:3]).run_test(size=size) as pilot:
        timeline.show_lines([Line(str(n), "19:04", text, text) for n, text in enumerate(NASTY)])
        await pilot.pause()
        for y in range(timeline.size.height):
            assert "\x1b" not in timeline.render_line(y).text


async def test_a_timeline_follows_the_newest_and_wraps_long_entries():
    timeline = Timeline()
    async with OneApp(timeline).run_test(size=(60, 8)) as pilot:
        timeline.focus()
        lines = [Line(str(n), "19:04", "note", f"entry {n} " + "word " * 20) for n in range(20)]
        timeline.show_lines(lines[:19])
        timeline.show_lines(lines)
        await pilot.pause()
        drawn = "".join(timeline.render_line(y).text for y in range(timeline.size.height))
        assert "entry 19" in drawn
        assert "entry 0 " not in drawn
        assert timeline.cursor_key == "19"


async def test_ctrl_a_selects_all_of_a_field():
    field = TextField("all of it")
    async with OneApp(field).run_test() as pilot:
        await pilot.press("ctrl+a", "x")
        assert field.value == "x"


async def test_what_stands_in_a_number_is_replaced_by_typing_unless_an_arrow_came_first():
    fields = (FormField("words", "Words"), FormField("hours", "Hours", "number"))
    form = RecordForm(fields, {"words": "a", "hours": "2"})
    async with OneApp(form).run_test(size=(80, 24)) as pilot:
        await pilot.press("b", "tab", "5")
        assert form.values == {"words": "ab", "hours": "5"}
        await pilot.press("shift+tab", "tab", "left", "right", "0")
        assert form.values["hours"] == "50"


async def test_the_window_that_comes_to_the_front_again_selects_nothing():
    form = RecordForm((FormField("hours", "Hours", "number"),))
    async with OneApp(form).run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        pilot.app.post_message(events.AppBlur())
        await pilot.pause()
        pilot.app.post_message(events.AppFocus())
        await pilot.pause()
        await pilot.press("5")
        assert form.values["hours"] == "25"


async def test_arrows_to_the_side_answer_yes_or_no():
    form = RecordForm((FormField("recurring", "Recurring", "yesno"),))
    async with OneApp(form).run_test(size=(80, 24)) as pilot:
        await pilot.press("left")
        assert form.values["recurring"] == "yes"
        await pilot.press("right")
        assert form.values["recurring"] == "no"


@pytest.mark.parametrize(
    ("free", "key", "kept"), [(False, "enter", "Elmwood"), (True, "enter", "elm"), (True, "tab", "Elmwood")]
)
async def test_a_single_name_that_fits_is_taken_by_tab_also_where_others_may_be_written(free, key, kept):
    names = ("Elmwood", "Oak")
    body = FormField("body", "Body", suggest=lambda typed: [one for one in names if typed in one.lower()], free=free)
    form = RecordForm((body, FormField("place", "Place")))
    async with OneApp(form).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"elm", key)
        await pilot.pause()
        assert form.values["body"] == kept
