"""Keys are dealt with one after the other, to the last of them, also where tasks begin at once."""

from __future__ import annotations

import asyncio
import types

from textual import events
from textual.app import App
from textual.widgets import TextArea

from cro_tui.tui.in_turn import KeysInTurn


@types.coroutine
def _from_there(first, coroutine):
    """What is left of *coroutine*, which waits for *first*."""
    yield first
    return (yield from coroutine)


async def _ended(value):
    return value


def beginning_at_once(loop, coroutine, **more):
    """Makes tasks as `asyncio.eager_task_factory` does, which Textual sets where there is one: from Python 3.12 on."""
    try:
        first = coroutine.send(None)
    except StopIteration as end:
        return asyncio.Task(_ended(end.value), loop=loop, **more)
    return asyncio.Task(_from_there(first, coroutine), loop=loop, **more)


class Typed(App):
    def compose(self):
        yield TextArea()


async def test_a_letter_that_is_dealt_with_before_its_task_is_known_is_not_the_last():
    pressed = []

    async def press(event):
        pressed.append(event.key)

    app = Typed()
    async with app.run_test() as pilot:
        app.query_one(TextArea).focus()
        await pilot.pause()
        loop = asyncio.get_running_loop()
        before = loop.get_task_factory()
        loop.set_task_factory(getattr(asyncio, "eager_task_factory", beginning_at_once))
        keys = KeysInTurn(app, press)
        for letter in "bark":
            keys.take(events.Key(letter, letter))
        loop.set_task_factory(before)
        await pilot.pause()
    assert pressed == list("bark")


async def test_a_paste_waits_for_what_the_key_before_it_opens_as_a_letter_does():
    pressed = []

    async def press(event):
        pressed.append(event)

    app = Typed()
    async with app.run_test() as pilot:
        keys = KeysInTurn(app, press)
        for event in (events.Paste("two lines\nof minutes"), events.Key("x", "x")):
            with keys.making_a_dialog():
                keys.take(event)
                await pilot.pause(0.1)
                assert event not in pressed
            while event not in pressed:
                await pilot.pause(0.01)
