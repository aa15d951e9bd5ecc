"""Who calls at the share: user and password, and whether the system's keyring may keep it.

What is typed here is given to whoever asked, and is kept nowhere: no draft, no clipboard. Knows no notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from cro_tui.share.base import Login, LoginNeeded
from cro_tui.tui.commands import bindings
from cro_tui.tui.screens.dialogs.base import Dialog
from cro_tui.tui.widgets.unbroken import Hint
from cro_tui.tui.widgets.yes_no import YesNo


class LoginLine(Input):
    """A line of the question. What is masked can't be copied or cut either."""

    def __init__(self, value: str = "", *, masked: bool = False) -> None:
        super().__init__(value, password=masked, compact=True)
        self.cursor_blink = False

    def action_copy(self) -> None:
        """To the clipboard, unless it is a password."""
        if not self.password:
            super().action_copy()

    def action_cut(self) -> None:
        """To the clipboard, unless it is a password: then it is only deleted."""
        if self.password:
            self.delete_selection()
        else:
            super().action_cut()


class LoginRow(Horizontal):
    """A line with its label."""

    def __init__(self, label: str, line: Widget) -> None:
        super().__init__(Static(label, classes="login-label", markup=False), line)

    def on_descendant_focus(self) -> None:
        """The cursor is here."""
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        """The cursor went on."""
        self.remove_class("-here")


class AskLogin(Dialog[Login]):
    """Gives who logs in, None when it was left."""

    BINDINGS = [*bindings("small form"), Binding("enter", "next", show=False, priority=True)]
    """Enter acts before the next key is looked at: else a password typed fast would begin in the line of the user."""
    PLACES = ("small form", *Dialog.PLACES)

    def __init__(self, address: str, wanted: LoginNeeded) -> None:
        known = f"The user is {wanted.user}. " if wanted.named else ""
        never = "The password is written into no file."
        super().__init__("Log in at the share", f"{address}\n{known}{never}")
        self._named = wanted.named
        self._user = LoginLine(wanted.user)
        self._password = LoginLine(masked=True)
        self._keep = YesNo("yes") if wanted.can_keep else None
        self._hint = Hint("enter: next, logs in from the last   esc: leave it")

    def asked(self) -> Iterable[Widget]:
        """The lines."""
        if not self._named:
            yield LoginRow("User", self._user)
        yield LoginRow("Password", self._password)
        if self._keep is not None:
            yield LoginRow("Keep in keyring", self._keep)
        else:
            told = "Kept until cro-tui ends: this system has no keyring that is safe."
            yield Static(told, classes="dialog-body", markup=False)
        yield self._hint

    def first_input(self) -> Widget:
        """The password, if it is known whose."""
        return self._password if self._user.value else self._user

    def on_mount(self) -> None:
        """To the first line."""
        self.set_focus(self.first_input())

    def action_next(self) -> None:
        """To the next line; from the last, give the answer, once every line took the keys that were typed in it."""
        lines = [line for line in (self._user, self._password, self._keep) if line is not None and line.is_mounted]
        if self.focused is not lines[-1]:
            self.focus_next()
            return
        done: Callable[[], object] = self.action_save
        for line in reversed(lines):
            for node in reversed(line.ancestors_with_self):  # the way that a key goes which is no letter to its line
                done = partial(node.call_later, done)
        done()

    def action_save(self) -> None:
        """Give the answer."""
        user, password = self._user.value.strip(), self._password.value
        if user and password:
            self.dismiss(Login(user, password, keep=self._keep is not None and self._keep.value == "yes"))
            return
        self._hint.update("The user is missing" if not user else "The password is missing")
        self._hint.add_class("-wrong")
        self.set_focus(self._password if user else self._user)
