"""Passwords of an SMB share: asked for once, kept in the keyring alone and only when they worked."""

from __future__ import annotations

import pytest

from cro_tui.share.base import LoginNeeded, Refused
from cro_tui.share.deadline import InTime
from cro_tui.share.smb import SmbShare
from tests.share.servers import PASSWORD, USER
from tests.share.smb.scene import NO_TRACEBACK, SERVICE, Memory, Officer, keyring, nobody, said

pytestmark = NO_TRACEBACK


def test_where_no_password_is_known_it_is_said_who_asks_for_it(running, kept):
    kept.kept.clear()
    share = InTime(SmbShare(running.address(), nobody))
    for _ in range(2):
        with pytest.raises(Refused) as problem:
            share.list()
        assert said(problem).endswith("wants a password")


def test_a_password_is_asked_for_once_and_kept_when_it_worked(running, kept):
    kept.kept.clear()
    officer = Officer(PASSWORD)
    share = InTime(SmbShare(running.address(), officer))
    share.list()
    share.list()
    assert officer.asked == [("127.0.0.1", "")]
    assert kept.kept == {(SERVICE, USER): PASSWORD}
    InTime(SmbShare(running.address(), nobody)).list()


def test_a_password_that_did_not_work_is_not_kept(running, kept):
    kept.kept.clear()
    share = InTime(SmbShare(running.address(), Officer("wrong", None)))
    with pytest.raises(Refused) as problem:
        share.list()
    assert "wrong user or password" in said(problem)
    assert not kept.kept


def test_it_is_asked_for_again_after_it_was_refused(running, kept):
    kept.kept.clear()
    officer = Officer("wrong", "wrong again", PASSWORD)
    InTime(SmbShare(running.address(), officer)).list()
    assert len(officer.asked) == 3
    assert kept.kept == {(SERVICE, USER): PASSWORD}


def test_a_password_that_changed_on_the_server_is_forgotten_and_asked_for(server, kept):
    server.set_password("another horse")
    try:
        officer = Officer("another horse")
        InTime(SmbShare(server.address(), officer)).list()
        assert len(officer.asked) == 1
        assert kept.kept == {(SERVICE, USER): "another horse"}
    finally:
        server.set_password(PASSWORD)


def test_a_wrong_password_is_tried_once_lest_the_account_be_locked(wire, running, kept):
    kept.set_password(SERVICE, USER, "old one")
    share = InTime(SmbShare(running.address(port=wire.port), nobody))
    tried = []
    for _ in range(3):
        kept.set_password(SERVICE, USER, "old one")  # a keyring that does not forget
        with pytest.raises(LoginNeeded) as problem:
            share.list()
        assert said(problem).endswith("refuses the login (wrong user or password)")
        tried.append(wire.requests)
    assert tried[0] == tried[1] == tried[2]


@pytest.mark.parametrize("backend", ["null", "fail"])
def test_without_a_keyring_it_is_asked_for_each_time(running, backend):
    from keyring.backends import fail, null

    keyring.set_keyring({"null": null, "fail": fail}[backend].Keyring())
    for _ in range(2):
        officer = Officer(PASSWORD)
        share = InTime(SmbShare(running.address(), officer))
        share.list()
        share.list()
        assert len(officer.asked) == 1


def test_a_keyring_that_is_a_file_in_clear_is_not_trusted(running, kept, monkeypatch):
    kept.kept.clear()
    monkeypatch.setattr(Memory, "priority", 0.5)
    InTime(SmbShare(running.address(), Officer(PASSWORD))).list()
    assert not kept.kept


def test_the_user_of_the_address_is_the_one_that_is_asked_about(running, kept):
    kept.kept.clear()
    officer = Officer(PASSWORD)
    address = running.address().replace("//", f"//{USER}@")
    InTime(SmbShare(address, officer)).list()
    assert officer.asked == [("127.0.0.1", USER)]


def test_who_could_not_be_logged_in_without_a_password_is_once_there_is_one(running, kept):
    kept.kept.clear()
    share = InTime(SmbShare(running.address(), nobody))
    with pytest.raises(Refused):
        share.list()
    kept.set_password(SERVICE, USER, PASSWORD)  # as cro-tui sync does in another window
    share.list()


def test_the_password_stands_in_no_file(running, folder, station, kept):
    kept.kept.clear()
    share = InTime(SmbShare(running.address(f"station/{folder.name}"), Officer(PASSWORD)))
    jane = station("jane", share)
    jane.add("Dogs bark")
    jane.sync()
    written = [path for top in (jane.home, folder) for path in top.rglob("*") if path.is_file()]
    assert len(written) > 3
    assert not any(PASSWORD.encode() in path.read_bytes() for path in written)
    assert PASSWORD not in repr(vars(share))
