"""Repositories made of documents that the tests write themselves."""

import json
from pathlib import Path
from typing import Any

from agentgen.commands.new import NewReport, NewRequest, new
from tests.generated.server import call


def made_of(document: dict[str, Any], name: str, home: Path, role: str) -> NewReport:
    """Generate the repository of a contract; `name` becomes its directory below `home`."""
    file = home / "api.json"
    file.write_text(json.dumps(document))
    return new(NewRequest(name, home, roles=(role,), openapi=file))


def assert_works(root: Path) -> None:
    """Its linters and types are clean, its tests pass, its migrations match its models."""
    call("ruff", "check", "--no-cache", ".", cwd=root)
    call("ruff", "check", "--isolated", "--no-cache", ".", cwd=root)
    call("black", "--check", "--quiet", ".", cwd=root)
    call("mypy", cwd=root)
    call("lint-imports", cwd=root)
    call("python", "-m", "pytest", "-q", cwd=root)  # its own settings demand the coverage
    call("alembic", "upgrade", "head", cwd=root)
    call("alembic", "check", cwd=root)
