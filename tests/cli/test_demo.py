"""``demo``, and the app where there is no terminal for it."""

from __future__ import annotations


def test_the_demo_is_made_in_its_own_home_and_can_be_read(cro, another):
    cro.ok("add", "The officer's own")
    made = cro.ok("demo", "--make", "--home", str(another.home))
    assert made.startswith(f"{another.home}: ")
    assert len(cro("list", "concerns", "--json").json) == 1
    assert len(another("list", "concerns", "--json").json) > 100
    assert another("check").status == 0
    assert "(made up)" in another.ok("where")


def test_the_demo_refuses_a_notebook_that_it_did_not_make(cro):
    number = cro.ok("add", "The officer's own")
    for words in (["demo", "--make"], ["demo"]):
        answer = cro(*words, "--home", str(cro.home), input=b"")
        assert answer.status == 1
        assert "not the demo" in answer.err
    assert cro.show(number)


def test_without_a_terminal_the_app_says_so(cro):
    for words in ([], ["--home", str(cro.home)]):
        assert "terminal" in cro.refused(1, *words, input=b"")
    assert not cro.home.exists()
