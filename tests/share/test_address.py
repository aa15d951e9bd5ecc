"""What an address leads to, what must be installed for it, and that no call is waited for without end."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cro_tui.share.address import UnknownShare, open_share
from cro_tui.share.base import Away
from cro_tui.share.deadline import InTime

ROOT = Path(__file__).parents[2]
WITHOUT = """
import sys
for name in sys.argv.pop(1).split(","):
    sys.modules[name] = None
from cro_tui.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("hidden", "address", "extra"),
    [
        ("smbclient,smbprotocol", "smb://server/share", "smb"),
        ("keyring", "smb://server/share", "smb"),
        ("obstore", "s3://bucket/folder", "objects"),
    ],
)
def test_without_the_extra_it_is_said_what_to_install(tmp_path, hidden, address, extra):
    words = [sys.executable, "-c", WITHOUT, hidden, "--home", str(tmp_path / "home"), "sync", address]
    done = subprocess.run(words, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert f'pip install "cro-tui[{extra}]"' in done.stderr


@pytest.mark.parametrize("address", ["ftp://server/share", "https://example.org/share"])
def test_an_unknown_kind_of_share_is_told(address):
    with pytest.raises(UnknownShare) as problem:
        open_share(address)
    assert f"“{address}” is no share" in str(problem.value)


def test_naming_none_says_how_to():
    with pytest.raises(UnknownShare, match="no share is named"):
        open_share(" ")


def test_a_call_that_hung_in_a_folder_is_waited_for_no_second_time():
    class Hung:
        address = "a mount"
        calls = 0

        def __init__(self) -> None:
            self.back = threading.Event()

        def list(self) -> list[str]:
            self.calls += 1
            self.back.wait()
            return ["a.json"]

    hung = Hung()
    share = InTime(hung, 0.1)  # type: ignore[arg-type]
    for _ in range(3):
        with pytest.raises(Away) as problem:
            share.list()
        assert "does not answer" in str(problem.value)
    assert hung.calls == 1
    hung.back.set()
    while share._hanging.is_alive():
        share._hanging.join()
    assert share.list() == ["a.json"]
