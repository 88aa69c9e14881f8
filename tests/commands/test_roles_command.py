from pathlib import Path

import pytest

from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.roles import list_roles, load_role, role_files
from agentgen.errors import AgentgenError

BUILT_IN = ["agentic-backend", "backend-coder", "backend-expert", "coding-agent"]


def test_five_roles_are_built_in() -> None:
    assert list(role_files()) == [*BUILT_IN, "fullstack-engineer"]


def test_roles_are_summed_up() -> None:
    roles = {role.name: role for role in list_roles(())}
    coder = roles["backend-coder"]
    assert coder.title == "Backend Coder"
    assert coder.summary.startswith("The server-side engineer")
    assert 0 < coder.enforced < coder.statements


def test_a_role_is_found_by_name() -> None:
    name, data = load_role("backend-expert")
    assert name == "backend-expert.md"
    assert b"# Backend Expert" in data


def test_a_file_is_found_by_path(tmp_path: Path) -> None:
    file = tmp_path / "AGENTS.md"
    file.write_bytes(b"- Use x\n")
    assert load_role(str(file)) == (file.as_posix(), b"- Use x\n")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("backend-codr", "did you mean backend-coder"),
        ("expert", "backend-expert"),
        ("zzz", "there are agentic-backend"),
        ("docs/none.md", "check the path"),
        ("none.md", "check the path"),
    ],
)
def test_an_unknown_name_suggests_a_way_out(name: str, hint: str) -> None:
    with pytest.raises(AgentgenError) as caught:
        load_role(name)
    assert hint in caught.value.way_out
    assert name in str(caught.value)


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AgentgenError, match="directory"):
        load_role(str(tmp_path))


def test_an_unreadable_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "AGENTS.md"
    file.write_text("x")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AgentgenError, match="Permission denied"):
        load_role(str(file))


def test_recognizers_are_the_rules_the_gates_and_the_topics(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sys
    from types import SimpleNamespace

    rules = SimpleNamespace(RULES=("rule",))
    gates = SimpleNamespace(GATES=("gate",))
    topics = SimpleNamespace(TOPICS=("topic",))
    monkeypatch.setitem(sys.modules, "agentgen.topics.registry", topics)
    monkeypatch.setitem(sys.modules, "agentgen.rules.registry", rules)
    monkeypatch.setitem(sys.modules, "agentgen.gates.registry", gates)
    assert all_recognizers() == ("rule", "gate", "topic")
