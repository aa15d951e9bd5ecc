"""A finished package onto the disk: the same document gives the same bytes, and no file is ever overwritten.

Knows nothing of what is in the document.
"""

from __future__ import annotations

import errno
import io
import os
import re
import secrets
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cro_tui.lasting import patiently
from cro_tui.word.text import file_name

if TYPE_CHECKING:
    from docx.document import Document

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_SUFFIX = ".docx"
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Names that are no files in any folder of Windows, whatever their suffix."""


def package_bytes(document: Document, held: Mapping[str, str]) -> bytes:
    """The document as a ``.docx`` whose bytes depend on its content alone, not on time or machine.

    :param held: mark in the document's text -> the WordprocessingML that is put in its place.
    """
    stream = io.BytesIO()
    document.save(stream)
    packed = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        for name in [*_FIRST, *sorted(name for name in names if name not in _FIRST)]:
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            part = source.read(name)
            for mark, fragment in held.items() if name == document.part.partname.membername else ():
                part = part.replace(mark.encode(), fragment.encode())
            target.writestr(entry, part)
    return packed.getvalue()


def write(package: bytes, target: Path, name: str) -> Path:
    """Writes the package and returns where it is.

    :param target: a folder, or the file to write. Missing folders are made.
    :param name: the file's name (without suffix) when ``target`` is a folder.
    :raises OSError: the folder can't be written to, or no file may be called so; nothing half-written is left behind.

    A name that is taken gets `` (2)``, `` (3)`` … A file appears whole or not at all.
    """
    wanted = target / (file_name(name) + _SUFFIX) if target.is_dir() else _with_suffix(target)
    if os.name == "nt" and _DEVICE.fullmatch(wanted.name):
        raise OSError(errno.EINVAL, "Windows keeps this name for itself; take another", str(wanted))
    wanted.parent.mkdir(parents=True, exist_ok=True)
    temporary = wanted.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as stream:
            stream.write(package)
            stream.flush()
            os.fsync(stream.fileno())
        return _claim(temporary, wanted)
    finally:
        temporary.unlink(missing_ok=True)


def _with_suffix(target: Path) -> Path:
    return target if target.suffix.lower() == _SUFFIX else target.with_name(target.name + _SUFFIX)


def _claim(temporary: Path, wanted: Path) -> Path:
    number = 1
    while True:
        numbered = wanted if number == 1 else wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        if not numbered.exists() and _moved(temporary, numbered):
            return numbered
        number += 1


def _moved(temporary: Path, wanted: Path) -> bool:
    """Gives the file its name, unless another process took that name in the meantime."""
    try:
        if os.name == "nt":
            patiently(lambda: temporary.rename(wanted))  # replaces nothing there, and leaves no second name to remove
        else:
            os.link(temporary, wanted)
    except FileExistsError:
        return False
    except OSError:
        # No hard links here (a USB stick, some shares): take the name first, then put the file under it.
        try:
            wanted.open("xb").close()
        except FileExistsError:
            return False
        try:
            temporary.replace(wanted)
        except OSError:
            wanted.unlink(missing_ok=True)
            raise
    return True
