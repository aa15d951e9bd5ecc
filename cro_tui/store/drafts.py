"""What is being typed, kept as it is typed: one small file a draft, old or new whole, never synced, never a record.

A draft knows the record that it becomes (or changes), so that one that was saved after all is dropped at opening. It
knows the window in which it is typed, too: while that one runs, no other takes it up.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.lasting import make_folder
from cro_tui.store import files
from cro_tui.store.errors import Notice
from cro_tui.store.windows import Window

if TYPE_CHECKING:
    from cro_tui.store.notebook import Notebook

LINKED = "linked"
"""The field of a draft that names the records that it will be linked with, ``;``-joined."""
_NAME = re.compile(r"[0-9A-Za-z-]{1,64}")


@dataclass(frozen=True)
class Draft:
    """Text that is not saved yet."""

    id: str
    """Made when typing begins; a save names it, and so settles it."""
    screen: str
    """Where it is typed, so that it comes back there."""
    record: str = ""
    """The id of the record that it becomes or changes."""
    kind: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Field name -> text, as it stands in the form."""
    at: str = ""
    """When it was typed last, ISO."""


class Drafts:
    """The drafts of a home: all of them, or those that *window* may take up."""

    def __init__(self, home: Path, window: Window | None = None) -> None:
        self.folder = home / "drafts"
        self.window = window

    def keep(self, draft: Draft) -> None:
        """Writes the draft, so that it outlives the power; raises OSError when the disk refuses."""
        path = self._path(draft.id)
        if not path.exists():
            make_folder(self.folder.parent)
            make_folder(self.folder)
        about = {
            "screen": draft.screen,
            "record": draft.record,
            "kind": draft.kind,
            "fields": dict(draft.fields),
            "at": draft.at,
        }
        if self.window is not None and self.window.open():
            about["window"] = self.window.name
        files.replace(path, json.dumps(about).encode("ascii"))

    def drop(self, draft_id: str) -> None:
        """Forgets a draft that was saved or thrown away; a file that can't be removed is settled by its record."""
        try:
            self._path(draft_id).unlink(missing_ok=True)
        except OSError:
            return

    def all(self, notebook: Notebook) -> list[Draft]:
        """The drafts that never became records, oldest typing first; those that did are removed."""
        found: list[Draft] = []
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - names alone, as cheap as can be
        except OSError:
            return found
        for name in names:
            stem, dot, ending = name.rpartition(".")
            if ending != "json" or not dot or not _NAME.fullmatch(stem):
                continue
            if notebook.became_record(stem):
                if notebook.make_last():
                    self.drop(stem)
            elif draft := self._read(stem, notebook.notices):
                found.append(draft)
        return sorted(found, key=lambda draft: (draft.at, draft.id))

    def _read(self, draft_id: str, notices: list[Notice]) -> Draft | None:
        path = self._path(draft_id)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        try:
            about = json.loads(raw)
            fields = {str(name): str(text) for name, text in about["fields"].items()}
            draft = Draft(
                draft_id, str(about["screen"]), str(about["record"]), str(about["kind"]), fields, str(about["at"])
            )
            elsewhere = self.window is not None and self.window.is_open(str(about.get("window", "")))
            return None if elsewhere else draft
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            kept = files.keep_torn(self.folder.parent, path.name, raw)
            if kept is not None:
                self.drop(draft_id)
            notices.append(Notice(path.name, f"a draft that can't be read; it is kept in {kept or path}", 1))
            return None

    def _path(self, draft_id: str) -> Path:
        if not _NAME.fullmatch(draft_id):
            raise ValueError(f"“{draft_id}” is no name for a draft")
        return self.folder / f"{draft_id}.json"
