"""From what the officer or the department wrote to a share: the kinds of share are known here alone."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from cro_tui.share.base import Login, Share, ShareProblem
from cro_tui.share.folder import FolderShare

Ask = Callable[[str, str], Login | None]
OBJECTS = frozenset({"s3", "s3a", "gs", "az", "azure"})
_URL = re.compile(r"([a-z][a-z0-9+.-]+)://.*", re.IGNORECASE)


def nobody(_server: str, _user: str) -> None:
    """There is nobody to ask for a password."""


class UnknownShare(ShareProblem):
    """The address is none."""


def open_share(address: str, ask: Ask = nobody) -> tuple[Share, Callable[[], str]]:
    """(the share at *address*, what tells where its file system begins); raises `ShareProblem`. Reaches for nothing.

    *ask* gets a server and the user as far as known, and gives who logs in, or None.
    """
    address = address.strip()
    if not address:
        raise UnknownShare("no share is named: cro-tui sync SHARE, or share = “…” in settings.toml")
    found = _URL.fullmatch(address)
    if found:
        return _remote(found[1].casefold(), address, ask), str
    folder = Path(address).expanduser().absolute()
    return FolderShare(folder, address), lambda: _mount_of(folder)


def _remote(scheme: str, address: str, ask: Ask) -> Share:
    try:
        if scheme == "smb":
            import keyring  # noqa: F401 - installed?
            import smbclient  # noqa: F401

            from cro_tui.share.smb import SmbShare

            return SmbShare(address, ask)
        if scheme in OBJECTS:
            from cro_tui.share.objects import ObjectShare

            return ObjectShare(address)
    except ImportError:
        extra = "smb" if scheme == "smb" else "objects"
        raise UnknownShare(f'{scheme}:// needs more than is installed: pip install "cro-tui[{extra}]"') from None
    raise UnknownShare(f"“{address}” is no share: a folder, smb://server/share/folder or s3://bucket/folder is")


def _mount_of(folder: Path) -> str:
    """Where the file system begins on which *folder* lies: another, where a drive is not there that was."""
    while not os.path.ismount(folder) and folder != folder.parent:
        folder = folder.parent
    return str(folder)
