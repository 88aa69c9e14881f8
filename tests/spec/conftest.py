import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agentgen.ir.needs import Needs
from agentgen.ir.policy import Policy, Statement, Status
from agentgen.spec.compile import compile_specs
from agentgen.spec.reading import read_spec
from agentgen.spec.statements import read_statements

SHARED = Path(__file__).parents[3] / "shared"


@dataclass(frozen=True)
class FakeRule:
    """Recognises a pattern; its group, if any, is the figure `limit`, the smaller the stricter."""

    id: str
    pattern: str
    status: Status = Status.ENFORCED
    scope: str = ""
    keywords: tuple[str, ...] = ()
    needs: Needs = ()
    describes: bool = False
    general: bool = False

    def recognise(self, statement: Statement) -> Mapping[str, Any] | None:
        match = re.search(self.pattern, statement.text, re.IGNORECASE)
        if not match:
            return None
        params: dict[str, Any] = {"limit": int(match[1])} if match.groups() else {}
        if self.scope and re.search(self.scope, statement.text):
            params["scope"] = self.scope
        return params

    def stricter(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
        return one if one.get("limit", 0) <= other.get("limit", 0) else other


@pytest.fixture
def fake() -> type[FakeRule]:
    return FakeRule


@pytest.fixture
def statements() -> Callable[[str], list[Statement]]:
    return lambda text: read_statements(read_spec("AGENTS.md", text.encode()))


@pytest.fixture
def policy() -> Callable[..., Policy]:
    """Compile texts (file names a.md, b.md, … in order) with recognizers."""

    def compiled(*texts: str, rules: tuple[FakeRule, ...] = ()) -> Policy:
        names = [f"{chr(97 + index)}.md" for index in range(len(texts))]
        return compile_specs(
            [(name, text.encode()) for name, text in zip(names, texts, strict=True)], rules
        )

    return compiled


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared data is not here")
    return SHARED
