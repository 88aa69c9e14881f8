"""A check of what has not changed is answered from the last; of anything else it never is."""

from contextlib import suppress
from datetime import date

import pytest

from agentgen.commands import check as module
from agentgen.commands.check import CheckRequest, check
from agentgen.commands.check_baseline import BaselineRequest
from agentgen.errors import AgentgenError

SPEC = "- Never use `print()`.\n- Functions have at most 30 lines.\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("AGENTGEN_CACHE_DIR", str(tmp_path / "cache"))
    made = tmp_path / "product"
    made.mkdir()
    (made / "AGENTS.md").write_text(SPEC)
    (made / "a.py").write_text('"""A."""\n\nprint("a")\n')
    return made


@pytest.fixture
def surveys(monkeypatch):
    """How often a code base was really looked at."""
    seen = []
    real = module.survey
    monkeypatch.setattr(module, "survey", lambda *given: seen.append(1) or real(*given))
    return seen


def same(one, other):
    kept = ("outcomes", "sheets", "excerpts", "notes", "statements", "files", "specs", "baseline")
    return [name for name in kept if getattr(one, name) != getattr(other, name)] == []


def test_the_second_report_is_the_first(root, surveys):
    first, second = check(CheckRequest(root)), check(CheckRequest(root))
    assert len(surveys) == 1
    assert len(first.findings) == 1
    assert same(first, second)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "a.py").write_text('"""A."""\n'),
        lambda root: (root / "AGENTS.md").write_text(SPEC + "- No `SELECT *`.\n"),
        lambda root: (root / "b.py").write_text("print(1)\n"),
        lambda root: (root / "a.py").rename(root / "c.py"),
        lambda root: (root / "agentgen.yaml").write_text("check:\n  exclude: [a.py]\n"),
        lambda root: (root / "agentgen-baseline.json").write_text('{"version": 1, "entries": []}'),
    ],
)
def test_a_change_is_looked_at(root, surveys, change):
    check(CheckRequest(root))
    change(root)
    with suppress(AgentgenError):
        check(CheckRequest(root))
    assert len(surveys) == 2


def test_other_requests_are_looked_at(root, surveys):
    check(CheckRequest(root))
    check(CheckRequest(root, baseline=BaselineRequest(wanted=False)))
    later = BaselineRequest(today=date(2999, 1, 1))
    check(CheckRequest(root, baseline=later))
    assert len(surveys) == 3


def test_a_damaged_report_is_not_trusted(root, surveys, tmp_path):
    first = check(CheckRequest(root))
    (file,) = (tmp_path / "cache" / "reports").iterdir()
    file.write_bytes(file.read_bytes().replace(b"a.py", b"b.py"))
    assert same(check(CheckRequest(root)), first)
    assert len(surveys) == 2


def test_gates_are_measured_anew(root, surveys):
    check(CheckRequest(root, gates=None))
    check(CheckRequest(root, gates=None))
    assert len(surveys) == 2
