"""Keys in turn: where one led is reached before the next is looked at, so that what is typed ahead lands where it was
meant for, however slow the machine is.

By itself Textual hands a key to whoever has the focus when it comes in, while keys before it may still be on their way.
Letters that follow each other into the same field need no waiting. Knows the screens only by what they say of
themselves: ``holds(key)``, that what the key would act on is still being read.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.widgets import TextArea

PATIENCE = 5.0
"""Seconds that one key may take, which a screen may need on a slow machine; then the next is looked at all the same."""
READING_SECONDS = 5.0
"""Seconds that keys wait for what they act on to be read."""
ROUNDS = 6
"""So often the way of a key is walked: a message that it led to may lead to another."""
AT_ONCE = frozenset({"f9", "ctrl+q"})
"""Nothing is waited for where one of these came."""
ELSEWHERE = frozenset({*(f"f{number}" for number in range(1, 10)), "escape"}) | AT_ONCE
"""Who goes elsewhere waits neither for what is read here nor for a dialog that is being made ready."""


class KeysInTurn:
    """The keys of one app. *press* is what the app does with a key: it may only have handed it on when it is back."""

    def __init__(self, app: App[Any], press: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._press = press
        self._keys: deque[events.Key | events.Paste] = deque()
        self._hand: asyncio.Task[None] | None = None
        self._at_work = False
        """Whether keys are being dealt with. The task can't say so: where tasks begin at once, as from Python 3.12 on,
        it may be done before it is there to be asked."""
        self._way: list[DOMNode] = []
        """Whom the last key went through: the focus, what is around it, the screen, the app."""
        self._text_into: DOMNode | None = None
        """The field that took the last key as text."""
        self._being_made = 0
        self._gave_up: object = None
        """The screen that was waited for in vain."""

    def take(self, event: events.Key | events.Paste) -> None:
        """A key came. An enter from before the terminal was taken over comes as ctrl+j, which no key of ours is."""
        self._keys.append(events.Key("enter", "\r") if getattr(event, "key", "") == "ctrl+j" else event)
        if not self._at_work:
            self._at_work = True
            self._hand = asyncio.create_task(self._work(), name="keys in turn")

    @contextmanager
    def making_a_dialog(self) -> Iterator[None]:
        """What comes of the last key takes a moment, and the next ones are meant for it."""
        self._being_made += 1
        try:
            yield
        finally:
            self._being_made -= 1

    async def _work(self) -> None:
        try:
            while self._keys:
                event = self._keys[0]
                await self._released(event)
                field = self._field_for(event)
                if field is None or (self._way and field is not self._text_into):  # the very first needs no waiting
                    await self._arrived()
                    await self._readable(event)
                    field = self._field_for(event)
                self._keys.popleft()
                self._text_into = field
                self._way = self._whom()
                await self._press(event)
        except Exception as fault:
            self._app._handle_exception(fault)  # as the app does with those of its own handlers
        finally:
            self._at_work = False

    def _field_for(self, event: events.Key | events.Paste) -> DOMNode | None:
        """The field into which *event* goes as text."""
        try:
            focused = self._app.focused
        except ScreenStackError:
            return None
        typed = isinstance(event, events.Key) and event.is_printable
        return focused if typed and isinstance(focused, TextArea) else None

    def _whom(self) -> list[DOMNode]:
        try:
            return (self._app.focused or self._app.screen).ancestors_with_self
        except ScreenStackError:
            return [self._app]

    # Waiting

    async def _released(self, event: events.Key | events.Paste) -> None:
        """Nothing shows while the rooms are made anew: what is typed meanwhile is meant for what will show."""
        until = monotonic() + READING_SECONDS
        while getattr(self._app, "is_held", False) and getattr(event, "key", "") not in AT_ONCE:
            if monotonic() > until:
                break
            await asyncio.sleep(0.01)

    async def _arrived(self) -> None:
        """Everybody through whom the last key went is done with it, and the screen it led to stands."""
        until = monotonic() + PATIENCE
        for _ in range(ROUNDS):
            way = list(dict.fromkeys((*self._way, *self._whom())))
            for one in way:
                await self._done(one, until)
            if not any(one.message_queue_size for one in way) or monotonic() > until:
                break

    async def _done(self, one: MessagePump, until: float) -> None:
        """*one* has taken all messages that it had."""
        done = asyncio.Event()
        if not one.is_running or not one.call_later(done.set):
            return
        for _ in range(20):
            await asyncio.sleep(0)
            if done.is_set():
                return
        while not done.is_set() and one.is_running and monotonic() < until:
            await asyncio.sleep(0.002)

    async def _readable(self, event: events.Key | events.Paste) -> None:
        """What the key or the paste acts on is read: the screen says so, and whoever makes a dialog has made it."""
        key = event.key if isinstance(event, events.Key) else ""
        until = monotonic() + READING_SECONDS
        while self._must_wait(key):
            if monotonic() > until:
                self._gave_up = self._app.screen
                break
            await asyncio.sleep(0.01)
            if not self._must_wait(key):  # whoever reads may have to be told yet that there is more
                await self._arrived()

    def _must_wait(self, key: str) -> bool:
        try:
            screen = self._app.screen
        except ScreenStackError:
            return True
        coming = {one.key for one in self._keys if isinstance(one, events.Key)}
        if key in ELSEWHERE or coming & AT_ONCE or screen is self._gave_up:
            return False
        if self._being_made and not coming & ELSEWHERE:
            return True
        holds: Callable[[str], bool] | None = getattr(screen, "holds", None)
        return holds is not None and holds(key)
