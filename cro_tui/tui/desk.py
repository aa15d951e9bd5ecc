"""The officer's desk: notebook, drafts, index and the last things done, as the screens use them.

Opening goes on in a thread of its own; a screen that needs the notebook before that waits for its newest end only.
Knows no screen and no widget: it tells `listener` what happened.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cro_tui.tui.settings_kept import KeptSettings

if TYPE_CHECKING:
    from cro_tui.actions.base import Done, Names
    from cro_tui.find.index import Index
    from cro_tui.settings import Settings
    from cro_tui.store.drafts import Draft, Drafts
    from cro_tui.store.notebook import Notebook

DRAFT_SECONDS = 0.5
"""How long typing may go on before what stands in a form is on the disk."""
UNDO_STEPS = 100
"""So many things can be taken back, one after the other."""
RETRY_SECONDS = 5.0
"""How soon a draft that the disk refused is tried again."""


class Refused(Exception):
    """Something was not done; the text is one sentence for the officer, *field* the form's field that is wrong."""

    def __init__(self, sentence: str, field: str = "", *, not_saved: bool = False) -> None:
        super().__init__(sentence)
        self.field = field
        self.not_saved = not_saved
        """The disk refused: what was typed must stay where it is."""


class Listener(Protocol):
    """Who hears what happens on the desk. Calls may come from any thread."""

    def records_changed(self, ids: frozenset[str]) -> None:
        """Records were written, here or by another process, or came in while the notebook was opened."""

    def opened(self) -> None:
        """Everything is folded and the index is built."""

    def trouble(self, sentence: str) -> None:
        """Something that the officer must know (damage, a draft that can't be kept)."""

    def save_waits(self) -> None:
        """A save waits for another window; the thread that saves stands still until it may go on."""


class Desk:
    """One officer's session on one home."""

    def __init__(self, home: Path, *, named: bool = False, clock: Callable[[], datetime] | None = None) -> None:
        self.home = home
        self.named = named
        """Whether the home was named by the officer: documents then go into it."""
        self.listener: Listener | None = None
        self.whole = threading.Event()
        """Set when everything is folded and can be found."""
        self._clock = clock
        self.kept_settings = KeptSettings(home, self._settings_taken)
        """The settings file of this home."""
        self._notebook: Notebook | None = None
        self._index: Index | None = None
        self._names: Names | None = None
        self._making = threading.RLock()
        self._done: list[tuple[Done, str]] = []
        self._past_undo = 0
        """How much was done too long ago to be taken back."""
        self._drafts: Drafts | None = None
        self._late: Callable[[], None] | None = None
        self._pending: dict[str, Draft] = {}
        """What is to be written, or was refused by the disk: it is kept here until it is."""
        self._writing = threading.Lock()
        self._queue = threading.Lock()
        self._timer: threading.Timer | None = None
        self._refused = False
        """Whether the officer was told that the disk refuses drafts."""

    # What is on it

    @property
    def settings(self) -> Settings:
        """The settings of this home."""
        return self.kept_settings.current

    @property
    def notebook(self) -> Notebook:
        """The notebook, ready for new records; old ones come while it is opened."""
        with self._making:
            if self._notebook is None:
                from cro_tui.store.notebook import Notebook, local_now

                notebook = Notebook(self.home, self.settings, clock=self._clock or local_now)
                notebook.tell_of_waiting(self._tell_of_waiting)
                notebook.seek_end()
                self._notebook = notebook
            return self._notebook

    @property
    def index(self) -> Index:
        """The index; whole once `whole` is set."""
        with self._making:
            if self._index is None:
                from cro_tui.find.index import Index

                self._index = Index()
            return self._index

    @property
    def names(self) -> Names:
        """The names of the records, kept until one changes."""
        from cro_tui.actions.base import Names

        names = self._names
        if names is None:
            names = self._names = Names(self.notebook)
        return names

    @property
    def drafts(self) -> Drafts:
        """What is being typed here, and what nobody is typing any more."""
        with self._making:
            if self._drafts is None:
                from cro_tui.store.drafts import Drafts
                from cro_tui.store.windows import Window

                self._drafts = Drafts(self.home, Window(self.home / "drafts"))
            return self._drafts

    @property
    def exports(self) -> Path:
        """Where documents go."""
        from cro_tui import paths

        return paths.exports(self.home, self.named, self.settings.documents.exports_folder)

    def change_settings(self, changes: Mapping[tuple[str, ...], object]) -> None:
        """Writes settings and takes them over; raises `Refused`.

        *changes*: where it stands in the file (``("officer", "name")``) -> value, None for the default again.
        """
        self.kept_settings.change(changes)

    def _settings_taken(self, settings: Settings) -> None:
        with self._making:
            if self._notebook is not None:
                self._notebook.settings = settings

    # Opening

    def open(self) -> None:
        """Folds everything and builds the index; run in a thread. The newest quarter comes first."""
        from cro_tui.find.records import fill
        from cro_tui.store.errors import StoreProblem

        try:
            notebook = self.notebook
            notebook.load_newest()
            self._tell_changed(frozenset(record.id for record in notebook.everything()))
            notebook.load_rest()
        except StoreProblem as problem:
            self._tell_trouble(str(problem))
            return
        self._names = None
        fill(self.index, notebook.everything(), notebook.get)
        self.whole.set()
        if self.listener:
            self.listener.opened()
        if (notebook.verify() or notebook.notices) and notebook.heal():
            notebook.verify()
            self._took_in(frozenset(record.id for record in notebook.everything()))
        for notice in notebook.notices:
            self._tell_trouble(str(notice))
        self._look_at_the_clock(notebook)

    def _look_at_the_clock(self, notebook: Notebook) -> None:
        """A clock that is behind what it was before is said: new numbers go on from there, whatever it shows."""
        from cro_tui.model.quarters import quarter_of

        quarter = quarter_of(notebook.clock().date().isoformat())
        if quarter < notebook.newest_quarter:
            self._tell_trouble(
                f"This laptop's clock says {quarter}, and something was saved in {notebook.newest_quarter} already: "
                "is the clock right?"
            )

    def poll(self) -> frozenset[str]:
        """Takes in what other processes saved; the ids of what changed."""
        if self._notebook is None:
            return frozenset()
        changed = frozenset(self._notebook.poll())
        if changed:
            self._took_in(changed)
        return changed

    # Doing

    def do(self, act: Callable[[Notebook], Done], typed: str = "") -> Done:
        """Does one of the officer's verbs, remembers it for `undo`, tells who shows the records; raises `Refused`.

        *typed* is the line that it was made of, which undoing gives back.
        """
        done = self._attempt(act)
        self._remember(done, typed)
        return done

    def took_note(self, done: Done) -> None:
        """Something was saved without `do`, in a thread of its own: it shows, and can be taken back."""
        self._remember(done, "")
        self._took_in(done.ids)

    def _remember(self, done: Done, typed: str) -> None:
        """Each holds its records as they were: an hour's minutes, once for every line of them."""
        self._done.append((done, typed))
        if len(self._done) > UNDO_STEPS:
            del self._done[0]
            self._past_undo += 1

    @property
    def done_count(self) -> int:
        """How much was done and not taken back."""
        return self._past_undo + len(self._done)

    @property
    def last_done(self) -> Done | None:
        """What `undo` would take back."""
        return self._done[-1][0] if self._done else None

    def undo(self) -> tuple[Done, str]:
        """Takes back the last thing done, once; with the line that it was made of. Raises `Refused`."""
        from cro_tui.actions.records import undo

        if not self._done:
            raise Refused("Nothing to undo since the program was opened")
        last, typed = self._done[-1]
        undone = self._attempt(lambda notebook: undo(notebook, last))
        self._done.pop()
        return undone, typed

    def _attempt(self, act: Callable[[Notebook], Done]) -> Done:
        from cro_tui.actions.base import NothingDone, UnknownField
        from cro_tui.model.fields import BadValue
        from cro_tui.store.errors import NotSaved, StoreProblem
        from cro_tui.tui.masked import says_of

        try:
            done = act(self.notebook)
        except BadValue as problem:
            raise Refused(problem.message, problem.field_name) from None
        except NotSaved as problem:
            raise Refused(str(problem), not_saved=True) from None
        except (NothingDone, UnknownField, StoreProblem) as problem:
            raise Refused(str(problem)) from None
        self._took_in(frozenset(done.saved.ids))
        return done._replace(says=says_of(done, self.notebook))

    def _took_in(self, ids: frozenset[str]) -> None:
        from cro_tui.find.records import keep_up

        if self._names is not None:
            self._names.forget({record.KIND for one in ids if (record := self.notebook.get(one)) is not None})
        if self.whole.is_set():
            keep_up(self.index, self.notebook, ids)
        self._tell_changed(ids)

    # Drafts

    @property
    def is_ready(self) -> bool:
        """Whether the notebook was asked for; the first who asks waits for what keeps it to be imported."""
        return self._notebook is not None

    def keep_soon(self, keep: Callable[[], None]) -> None:
        """*keep* keeps a draft, and is called by `keep_now` once what was typed is drawn; sooner by whoever leaves."""
        self._late = keep

    def keep_now(self) -> None:
        """Does what `keep_soon` put off. In the thread of the screens."""
        late, self._late = self._late, None
        if late is not None:
            late()

    def keep_draft(self, draft: Draft) -> None:
        """Keeps what stands in a form; the disk is written in a thread within `DRAFT_SECONDS`."""
        with self._queue:
            self._pending[draft.id] = draft
            self._write_within(DRAFT_SECONDS)

    def _write_within(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = threading.Timer(seconds, self.flush_drafts)
            self._timer.daemon = True
            self._timer.start()

    def unfinished(self) -> list[Draft]:
        """The drafts that never became records: those on the disk, and those that it refuses."""
        self.flush_drafts()
        kept = {draft.id: draft for draft in self.drafts.all(self.notebook)}
        with self._queue:
            kept |= self._pending
        return sorted(kept.values(), key=lambda draft: (draft.at, draft.id))

    def drop_draft(self, draft_id: str) -> None:
        """Forgets a draft that was saved or thrown away."""
        with self._writing:
            with self._queue:
                self._pending.pop(draft_id, None)
            self.drafts.drop(draft_id)

    def flush_drafts(self) -> bool:
        """Writes every draft that is waiting; called before the program ends, too. False where the disk refuses.

        What is refused waits here, is tried again soon, and the officer is told once.
        """
        if threading.current_thread() is threading.main_thread():
            self.keep_now()
        with self._writing:
            with self._queue:
                self._timer = None
            while (draft := self._next_draft()) is not None:
                try:
                    self.drafts.keep(draft)
                except OSError as problem:
                    with self._queue:
                        self._pending.setdefault(draft.id, draft)
                        self._write_within(RETRY_SECONDS)
                    if not self._refused:
                        self._refused = True
                        self._tell_trouble(f"The draft can't be kept: {problem.strerror or problem}")
                    return False
                self._refused = False
        return True

    def _next_draft(self) -> Draft | None:
        with self._queue:
            return self._pending.pop(next(iter(self._pending))) if self._pending else None

    def leave(self) -> None:
        """The window closes: what was typed in it is on the disk, and others may take it up."""
        self.flush_drafts()
        if self._drafts is not None and self._drafts.window is not None:
            self._drafts.window.close()

    def note_fault(self, account: str) -> str:
        """Keeps what is known of a fault for whoever mends it; a sentence that says where, or nothing."""
        path = self.home / "faults.txt"
        try:
            with path.open("a", encoding="utf-8") as out:
                out.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{account}\n")
        except OSError:
            return ""
        return f" What happened is in {path}."

    def _tell_changed(self, ids: frozenset[str]) -> None:
        if self.listener and ids:
            self.listener.records_changed(ids)

    def _tell_of_waiting(self) -> None:
        if self.listener:
            self.listener.save_waits()

    def _tell_trouble(self, sentence: str) -> None:
        if self.listener:
            self.listener.trouble(sentence)
