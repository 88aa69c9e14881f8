"""Repositories that `new` made, and what people and contracts do to them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.documents import pets

ROLE = "# Backend\n\n- Functions must not exceed 40 lines\n- Use SQLAlchemy\n"
VERSIONS = "migrations/versions"


def git(root: Path, *arguments: str) -> str:
    found = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


def grown(place: Path, change: Callable[[dict[str, Any]], None] | None = None) -> Path:
    """The contract with one more property, or changed otherwise."""
    document = pets()
    if change is None:
        for schema in document["components"]["schemas"].values():
            if "name" in schema.get("properties", {}):
                schema["properties"]["nick"] = {"type": "string", "maxLength": 30}
    else:
        change(document)
    file = place / "next.json"
    file.write_text(json.dumps(document))
    return file


def renamed(document: dict[str, Any]) -> None:
    document["info"]["description"] = "Another text."


def state(root: Path) -> tuple[str, ...]:
    """Whatever must stay when nothing may change."""
    return (
        git(root, "rev-parse", "HEAD", "agentgen/generated"),
        git(root, "status", "--porcelain"),
        git(root, "count-objects"),
    )


def edit(root: Path, path: str, text: str) -> None:
    (root / path).write_text((root / path).read_text() + text)
    git(root, "commit", "--all", "--quiet", "--message", f"Edit {path}")
