from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.roles import role_files
from agentgen.diagnostics import Level
from agentgen.errors import AgentgenError
from agentgen.ir.policy import Policy
from agentgen.spec.compile import compile_specs
from agentgen.spec.export.agents import CONVENTIONS, Agent, head_of, scoped_files
from agentgen.spec.export.portable import portable_text
from agentgen.spec.original import original_lines

RULES = all_recognizers()
Demand = tuple[str, Any]


def meaning(policy: Policy) -> list[str]:
    """What a policy demands, whoever says it."""
    rules = [
        f"{s.rule} {sorted(plain(s.params).items())} {sorted(s.paths)} {s.level}"
        for s in policy.rules
        if s.level is not Level.NOTE
    ]
    return sorted(rules) + [f"{k} {plain(d.value)}" for k, d in sorted(policy.decisions.items())]


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def exported(agent: Agent, specs: Mapping[str, bytes]) -> tuple[dict[str, str], Policy]:
    policy = compile_specs(list(specs.items()), RULES)
    texts = {name: original_lines(name, data) for name, data in specs.items()}
    name = CONVENTIONS[agent].main
    main = portable_text(texts, policy, name, RULES, head_of(agent, policy.specs))
    return {name: main, **scoped_files(agent, policy)}, policy


def compiled(files: Mapping[str, str]) -> Policy:
    return compile_specs([(name, text.encode()) for name, text in files.items()], RULES)


@pytest.mark.parametrize("agent", Agent)
@pytest.mark.parametrize("role", role_files())
def test_a_role_means_the_same_to_every_agent(agent: Agent, role: str) -> None:
    data = role_files()[role].read_bytes()
    files, policy = exported(agent, {f"{role}.md": data})
    assert meaning(policy)
    assert meaning(compiled(files)) == meaning(policy)


@pytest.mark.parametrize("agent", Agent)
@pytest.mark.parametrize("number", ["14", "51", "77"])
def test_real_specs_mean_the_same(agent: Agent, number: str, shared: Path) -> None:
    (file,) = (shared / "roles").glob(f"{number}_*.md")
    files, policy = exported(agent, {file.name: file.read_bytes()})
    assert meaning(policy)
    assert meaning(compiled(files)) == meaning(policy)


ODD: list[dict[str, bytes]] = [
    {"backend.md": b"- Functions have at most 30 lines; be kind\n"},
    {"front-end.md": b"| What | Limit |\n|---|---|\n| Files | at most 90 lines |\n"},
    {"a.md": b"---\ndescription: Use SQLModel\n---\n- Never use `print()`\n"},
    {"a.md": b"---\nglobs: x\n---\n\n\n- Avoid `any` types\n"},
    {"a.md": b"- Never use `print()`\n\n```python\nx = 1\n"},
    {"a.md": b"- Never use `print()`\n\n~~~~sql\nSELECT 1;\n"},
    {"a.md": b"- Never use `print()`\n\n<!-- not closed\n- Use SQLModel\n"},
    {"a.md": b"# Never do this\n\n- Write SQL by concatenation\n", "b.md": b"- Use SQLModel\n"},
    {"a.md": b"- Functions: max 40 lines\n", "b.md": b"- Functions: max 30 lines\n"},
    {"a.md": b"- Zero lint warnings\n", "back-end.md": b"- Functions: max 30 lines\n"},
    {"a.md": b"<!-- agentgen: function-length max=40 scope=a/** -->\n\n- Use SQLModel\n"},
    {"a.md": b"```agentgen\nno-print as=warning\ndecision python=3.12\n```\n"},
    {"a.md": b"<!-- agentgen: ignore -->\n- Use SQLModel\n- Use Python 3.12\n"},
    {"a.md": "- caf\u00c3\u00a9\r\n- Use\u00a0SQLModel\r\n".encode()},
    {"a.md": "\ufeff- Use SQLModel\n".encode()},
]


@pytest.mark.parametrize("agent", Agent)
@pytest.mark.parametrize("specs", ODD, ids=lambda s: repr(next(iter(s.values())))[:40])
def test_context_is_made_explicit(agent: Agent, specs: dict[str, bytes]) -> None:
    files, policy = exported(agent, specs)
    assert meaning(policy)
    assert meaning(compiled(files)) == meaning(policy)


def test_a_meaning_that_hung_on_the_file_name_becomes_a_directive() -> None:
    files, _ = exported(Agent.AGENTS, {"backend.md": b"- Functions have at most 30 lines\n"})
    assert "- Functions have at most 30 lines <!-- agentgen: ignore -->" in files["AGENTS.md"]
    assert "\nfunction-length max=30 scope=backend\n" in files["AGENTS.md"]


def test_what_is_clear_gets_no_directive() -> None:
    files, _ = exported(Agent.CLAUDE, {"a.md": b"- Functions have at most 30 lines\n"})
    mark, _, body = files["CLAUDE.md"].partition("\n\n")
    assert mark.startswith("<!-- Made by `agentgen spec export` from a.md")
    assert body == "- Functions have at most 30 lines\n"


def test_a_code_block_is_marked_from_above() -> None:
    tree = "```\nservices/\n└── a/\n    ├── api.py\n    └── service.py\n```\n".encode()
    policy = compile_specs([("a.md", b"- Use SQLModel\n")], RULES)
    lines = (tree + b"- Use SQLModel\n").decode().split("\n")
    assert "layout" in compile_specs([("a.md", "\n".join(lines).encode())], RULES).decisions
    text = portable_text({"a.md": lines}, policy, "AGENTS.md", RULES)
    assert text.startswith("<!-- agentgen: ignore -->\n```\n")
    assert meaning(compiled({"AGENTS.md": text})) == meaning(policy)


def test_open_conflicts_are_refused() -> None:
    with pytest.raises(AgentgenError, match=r"a\.md:1 and b\.md:1: the specs disagree about orm"):
        exported(Agent.AGENTS, {"a.md": b"- Use SQLModel\n", "b.md": b"- Use SQLAlchemy\n"})


SCOPED = {"a.md": b"- Keep to it\n\n<!-- agentgen: no-print scope=api/**,src/*.{py,pyi} -->\n"}


@pytest.mark.parametrize(
    ("agent", "front", "key"),
    [
        (Agent.CURSOR, {"alwaysApply": "false"}, "globs"),
        (Agent.COPILOT, {}, "applyTo"),
        (Agent.WINDSURF, {"trigger": "glob"}, "globs"),
    ],
)
def test_rules_for_some_paths_get_files_of_their_own(
    agent: Agent, front: dict[str, str], key: str
) -> None:
    files, _ = exported(agent, SCOPED)
    (path,) = files.keys() - {CONVENTIONS[agent].main}
    _, matter, text = files[path].split("---\n", 2)
    rows = dict(row.split(": ", 1) for row in matter.splitlines())
    assert rows[key].strip('"') == "api/**,src/*.{py,pyi}"
    assert front.items() <= rows.items()
    assert "\nno-print only=api/**,src/*.{py,pyi}\n" in text


def test_agents_without_scopes_get_one_file() -> None:
    for agent in (Agent.AGENTS, Agent.CLAUDE):
        files, _ = exported(agent, SCOPED)
        assert list(files) == [CONVENTIONS[agent].main]


@pytest.mark.parametrize("agent", [Agent.CURSOR, Agent.WINDSURF])
def test_the_front_matter_of_the_main_file_is_yaml(agent: Agent) -> None:
    files, _ = exported(agent, {"a.md": b"- Use SQLModel\n"})
    matter = yaml.safe_load(files[CONVENTIONS[agent].main].split("---\n")[1])
    expected = {"alwaysApply": True} if agent is Agent.CURSOR else {"trigger": "always_on"}
    assert expected.items() <= matter.items()
    assert matter["description"]


def test_a_name_can_t_leave_its_comment() -> None:
    files, _ = exported(Agent.AGENTS, {"a--> `x` <!--.md": b"- Use SQLModel\n"})
    assert files["AGENTS.md"].count("-->") == 1


def test_hopeless_texts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = compile_specs([("a.md", b"- Use SQLModel\n")], RULES)
    unlike: Callable[..., Policy] = lambda *_: Policy()  # noqa: E731 - a fake of one line
    monkeypatch.setattr("agentgen.spec.export.portable.compile_specs", unlike)
    with pytest.raises(AgentgenError, match="can't be joined"):
        portable_text({"a.md": ["- Use SQLModel"]}, policy, "AGENTS.md", RULES)
