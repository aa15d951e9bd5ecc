"""A share in an object store: moto's S3 in a process of its own, stopped, without buckets, written to by several."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cro_tui.share.address import open_share
from cro_tui.share.base import Away, Refused, Share, ShareProblem, Vanished
from cro_tui.share.deadline import InTime
from tests.share.servers import ObjectServer, no_objects, object_server
from tests.share.stations import Station

pytestmark = pytest.mark.skipif(bool(no_objects()), reason=no_objects())

ROOT = Path(__file__).parents[2]
PROGRAM = """
import functools, sys
from cro_tui.share import deadline
deadline.InTime = functools.partial(deadline.InTime, seconds=1.0)
from cro_tui.__main__ import main
sys.exit(main())
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectServer]:
    with object_server(tmp_path_factory.mktemp("objects")) as server:
        server.make("station")
        yield server


@pytest.fixture
def server(running: ObjectServer) -> Iterator[ObjectServer]:
    """The store, up before and after, whatever the test does to it; what was in it may be gone."""
    yield running
    running.resume()
    running.kill()
    running.start()
    running.make("station")


@pytest.fixture(autouse=True)
def keys(running: ObjectServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in running.surroundings.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """A prefix that the test has for itself."""
    return f"s3://station/{request.node.name.translate(str.maketrans('[]', '--'))}"


@pytest.fixture
def share(address: str) -> Share:
    return open_share(address)[0]


def said(problem: pytest.ExceptionInfo[ShareProblem]) -> str:
    """The sentence, which is one line."""
    text = str(problem.value)
    assert "\n" not in text
    return text


@pytest.mark.parametrize("size", [0, 1, 700, (1 << 20) + 1, 3_500_000])
def test_what_was_published_can_be_listed_and_read(share, size):
    raw = (bytes(range(256)) * (size // 256 + 1))[:size]
    assert share.publish("a.json", raw, "k.part")
    assert share.list() == ["a.json"]
    assert share.read("a.json", size) == raw
    assert share.read("a.json", size // 2) == raw[: size // 2 + 1]


def test_a_name_that_is_taken_stays_as_it_is(share):
    assert share.publish("a.json", b"first", "k.part")
    assert not share.publish("a.json", b"second", "k.part")
    assert share.read("a.json", 100) == b"first"


def test_what_is_removed_is_gone_and_may_be_removed_again(share):
    share.publish("a.json", b"first", "k.part")
    share.remove("a.json")
    share.remove("a.json")
    assert share.list() == []
    with pytest.raises(Vanished) as problem:
        share.read("a.json", 10)
    assert said(problem) == "a.json is not there any more"


def test_more_names_than_one_answer_holds(share):
    names = {f"k3v9wxyz.{number}-{number}.0123abcd.4567cdef.json" for number in range(1_050)}
    with ThreadPoolExecutor(8) as many:
        assert all(many.map(lambda name: share.publish(name, b"x", "k.part"), names))
    listed = share.list()
    assert len(listed) == len(names)
    assert set(listed) == names


def test_what_lies_deeper_or_beside_is_not_listed(share, address):
    open_share(f"{address}/deeper")[0].publish("b.json", b"x", "k.part")
    open_share(f"{address}-beside")[0].publish("c.json", b"x", "k.part")
    share.publish("a.json", b"x", "k.part")
    assert share.list() == ["a.json"]


def test_of_many_that_put_one_name_exactly_one_does(address):
    shares = [open_share(address)[0] for _ in range(6)]
    fresh: list[bool] = []
    start = threading.Barrier(len(shares))

    def put(share: Share, raw: bytes) -> None:
        start.wait()
        fresh.append(share.publish("cro-tui.json", raw, "k.part"))

    workers = [threading.Thread(target=put, args=(one, b"%d" % count)) for count, one in enumerate(shares)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(fresh) == [False] * 5 + [True]


def test_two_homes_that_begin_a_share_at_once_do_not_share_two_notebooks(address, tmp_path):
    stations = [Station(tmp_path / name, open_share(address)[0]) for name in ("jane", "omar")]
    for one in stations:
        one.add(f"of {one.home.name}")
    start = threading.Barrier(2)
    ends: list[object] = []

    def sync(one: Station) -> None:
        start.wait()
        try:
            ends.append(one.sync())
        except ShareProblem as problem:
            ends.append(problem)

    workers = [threading.Thread(target=sync, args=(one,)) for one in stations]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    share = open_share(address)[0]
    named = json.loads(share.read("cro-tui.json", 1_000))["notebook"]
    for name in share.list():
        if name != "cro-tui.json":
            assert json.loads(share.read(name, 1 << 20))["file"]["1"]["notebook"] == named
    assert any(not isinstance(end, Exception) for end in ends)


def test_two_laptops_keep_in_step(address, tmp_path):
    jane, omar = (Station(tmp_path / name, InTime(open_share(address)[0])) for name in ("jane", "omar"))
    first = jane.add("Dogs bark")
    jane.sync()
    omar.sync()
    omar.set(first, summary="Dogs, at night")
    for count in range(12):  # enough to be merged
        omar.add(f"Cars race {count}")
        omar.sync()
    jane.sync()
    assert jane.get(first).summary == "Dogs, at night"
    assert jane.told() == omar.told()
    assert jane.sync().idle


def test_a_bucket_that_is_not_there(running):
    share = open_share("s3://nowhere/cro")[0]
    for verb in (share.list, lambda: share.publish("a", b"x", "k"), lambda: share.read("a", 9)):
        with pytest.raises(Away) as problem:
            verb()
        assert said(problem) == "s3://nowhere/cro can't be reached (there is no such bucket)"


def test_wrong_keys_are_refused_and_not_told(server, share, address):
    server.check_keys()
    for verb in (
        share.list,
        lambda: share.publish("a", b"x", "k"),
        lambda: share.read("a", 9),
        lambda: share.remove("a"),
    ):
        with pytest.raises(Refused) as problem:
            verb()
        assert said(problem) == f"{address} refuses (InvalidAccessKeyId)"


@pytest.mark.parametrize("address", ["s3:///cro", "az://station/cro", "s3://"])
def test_an_address_that_is_none_says_why(address):
    with pytest.raises(ShareProblem) as problem:
        open_share(address)[0].list()
    assert address in said(problem)


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (PermissionError("Client error with status code: 403 Forbidden\n<Code>AccessDenied</Code>"), Refused),
        (ValueError("Server returned non-2xx status code: 401 Unauthorized: <Code>InvalidAccessKeyId</Code>"), Refused),
        (ValueError("Server returned non-2xx status code: 503 Slow Down\nDebug source:\n…"), Away),
        (type("PanicException", (BaseException,), {})("called `Option::unwrap()`\non a `None` value"), Away),
        (RuntimeError(), Away),
    ],
    ids=["forbidden", "wrong-keys", "slow-down", "panic", "nothing-said"],
)
def test_whatever_obstore_raises_is_one_line(share, monkeypatch, problem, kind):
    import obstore

    def fails(*_arguments: object, **_more: object) -> None:
        raise problem

    for verb in ("list_with_delimiter", "get", "put", "delete"):
        monkeypatch.setattr(obstore, verb, fails)
    for verb in (
        share.list,
        lambda: share.publish("a", b"x", "k"),
        lambda: share.read("a", 9),
        lambda: share.remove("a"),
    ):
        with pytest.raises(kind) as raised:
            verb()
        assert share.address in said(raised)


def test_a_store_that_is_stopped_is_away_and_found_again(server, address, tmp_path):
    jane = Station(tmp_path / "jane", open_share(address)[0])
    jane.add("Dogs bark")
    jane.sync()
    server.kill()
    jane.add("Cars race")
    with pytest.raises(Away) as problem:
        jane.sync()
    assert address in said(problem)
    server.start()  # empty, as it keeps nothing
    server.make("station")
    jane.sync()
    omar = Station(tmp_path / "omar", open_share(address)[0])
    omar.sync()
    assert len(omar.told()) == 2
    assert omar.told() == jane.told()


def program(*words: str) -> tuple[int, str, str]:
    """(status, output, complaints) of cro-tui in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=ROOT, env=os.environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_the_program_ends_in_time_when_the_store_does_not_answer(server, address, tmp_path):
    server.pause()
    status, out, err = program("--home", str(tmp_path / "home"), "sync", address)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "does not answer" in err
