"""Text for the places in a Word document that are no running text: properties and file names."""

from __future__ import annotations

import re

from cro_tui.report.plain import one_line

_UNSAFE_IN_NAMES = re.compile(r'[<>:"/\\|?*\n]+')
_COLON = re.compile(r": +")

PROPERTY_LIMIT = 255
"""Word cuts or rejects longer document properties."""

NAME_LIMIT = 120
"""Bytes of a file name that every system and share takes, with room for `` (2).docx``."""


def document_property(text: str) -> str:
    """A value for a document property: one line, never over :data:`PROPERTY_LIMIT` characters."""
    return one_line(text)[:PROPERTY_LIMIT]


def without_brackets(text: str) -> str:
    """*text* for a file name: what was withheld in it reads as plain words."""
    return text.replace("[", "").replace("]", "").strip()


def file_name(text: str) -> str:
    """A file name (without suffix) that Windows, macOS, Linux and a share take; never empty."""
    name = _UNSAFE_IN_NAMES.sub("-", _COLON.sub(" - ", one_line(text))).strip(" .-")
    while len(name.encode()) > NAME_LIMIT:
        name = name[:-1]
    return name.strip(" .-") or "Document"
