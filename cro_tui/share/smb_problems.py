"""What the answers of an SMB server and the exceptions of smbprotocol mean to an officer. Calls nothing."""

from __future__ import annotations

from smbprotocol.exceptions import SMBAuthenticationError, SMBOSError, SMBResponseException

from cro_tui.share.base import Away, Refused, ShareProblem, Vanished

GONE = {
    0xC000000F: "there is no such file",
    0xC0000034: "there is no such file or folder",
    0xC000003A: "there is no such folder",
    0xC0000056: "it is being removed",
    0xC0000123: "it was removed",
    0xC0000225: "it was not found",
}
TAKEN = frozenset({0xC0000035})
_NO = {
    0xC0000022: "permission denied",
    0xC0000033: "the name is not allowed",
    0xC0000043: "another program holds it",
    0xC0000044: "the quota is used up",
    0xC000007F: "its disk is full",
    0xC00000A2: "it is read-only",
    0xC0000103: "it is no folder",
    0xC0000121: "it can't be removed",
}
_AWAY = {
    0xC00000B5: "no answer in time",
    0xC00000BE: "bad network path",
    0xC00000C9: "the share was closed",
    0xC00000CC: "there is no such share",
    0xC00000D0: "the server takes no more",
    0xC0000128: "the connection was lost",
    0xC0000203: "the session ended",
    0xC000020C: "the connection was lost",
    0xC000026D: "the DFS leads nowhere now",
    0xC000035C: "the session ended",
    0xC0000466: "the server is not available",
}
WRONG_LOGIN = frozenset({0xC000006A, 0xC000006D})
_LOGIN = {
    0xC0000022: "permission denied",
    0xC000006E: "the account is restricted",
    0xC000006F: "not at this hour",
    0xC0000071: "the password has expired",
    0xC0000072: "the account is disabled",
    0xC000015B: "this account may not log in there",
    0xC0000193: "the account has expired",
    0xC0000224: "the password must be changed first",
    0xC0000234: "the account is locked",
}


def status_of(problem: Exception) -> int | None:
    """What the server said, as a number of [MS-ERREF]; None where it did not say it."""
    if isinstance(problem, SMBOSError):
        return int(problem.ntstatus)
    if isinstance(problem, SMBResponseException):
        return int(problem.status)
    return None


def is_wrong_login(problem: Exception) -> bool:
    """Whether the server said that it is the password, or the user."""
    return status_of(problem) in WRONG_LOGIN


def login_problem(address: str, problem: Exception) -> ShareProblem:
    """Why nobody is logged in."""
    status = status_of(problem)
    if is_wrong_login(problem):
        return Refused(f"{address} refuses the login (wrong user or password)")
    if isinstance(problem, SMBAuthenticationError):
        return Refused(f"nobody can be logged in at {address} ({first_line(problem)})")
    if status in _LOGIN:
        return Refused(f"{address} refuses the login ({_LOGIN[status]})")
    return call_problem(address, "", problem)


def call_problem(address: str, name: str, problem: Exception) -> ShareProblem:
    """What came of a call about the file *name*, or about the folder; `Away` where the connection can't be trusted."""
    status = status_of(problem)
    if status is None:
        return Away(f"{address} can't be reached ({first_line(problem)})")
    if name and status in GONE:
        return Vanished(f"{name} is not there any more")
    if said := GONE.get(status) or _AWAY.get(status):
        return Away(f"{address} can't be reached ({said})")
    return Refused(f"{address} refuses ({_NO.get(status) or f'status {status:08x}'})")


def first_line(problem: Exception) -> str:
    """What an exception says, in a line."""
    said = getattr(problem.__cause__ or problem, "strerror", None) or str(problem) or type(problem).__name__
    return str(said).splitlines()[0][:200]
