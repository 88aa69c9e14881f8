"""What `agentgen check --watch` says between its runs."""

import pytest

from agentgen.cli.check_watch import INTERRUPTED, watch
from agentgen.commands import watch as waiting
from agentgen.errors import AgentgenError


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """Runs a watch that is told of some changes, then interrupted."""

    def run(work, *changes, written=()):
        seen = []

        def told(root, snapshot, ignored):
            seen.append(ignored)
            yield from changes
            raise KeyboardInterrupt

        monkeypatch.setattr(waiting, "changes", told)
        return watch(tmp_path, written, work), seen

    return run


def test_it_runs_at_once_and_after_each_change_until_interrupted(watched, capsys, tmp_path):
    runs = []
    report = tmp_path / "out" / "r.html"
    changed = (("a.py",), tuple("bcdef"))
    code, seen = watched(lambda: runs.append(1), *changed, written=[report, tmp_path.parent / "x"])
    assert (code, len(runs), seen) == (INTERRUPTED, 3, [{"out/r.html"}])
    told = capsys.readouterr()
    assert "changed: a.py\n" in told.err
    assert "changed: b, c, d and 2 more\n" in told.err
    assert told.out == ""


def test_a_run_that_cannot_go_on_is_explained_and_the_next_one_comes(watched, capsys):
    results = iter([AgentgenError("no spec", way_out="add one"), None])

    def work():
        problem = next(results)
        if problem:
            raise problem

    assert watched(work, ("a.py",))[0] == INTERRUPTED
    assert "error: no spec\n  > add one\n" in capsys.readouterr().err
    assert next(results, "none") == "none"


def test_an_interrupt_while_it_works_ends_it(watched):
    def work():
        raise KeyboardInterrupt

    assert watched(work)[0] == INTERRUPTED


def test_only_a_terminal_is_cleared(watched, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    watched(lambda: None, ("a.py",))
    assert capsys.readouterr().out == "\x1b[2J\x1b[3J\x1b[H"
