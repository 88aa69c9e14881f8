"""The built-in roles, the seeds and real public specs, compiled."""

import csv
import time
from pathlib import Path
from typing import Any

import pytest

from agentgen.resources import resource_root
from agentgen.spec.compile import compile_specs
from agentgen.spec.outline import outline

ROLES: dict[str, dict[str, Any]] = {
    "agentic-backend": {
        "layout": "layers",
        "database": "postgresql",
        "logging": "structlog",
        "docstrings": "google",
        "primary_key": "entity_id",
        "error_body": {"code": "$code", "message": "$message", "details": "$details?"},
        "api_prefix": "/api/v1",
        "line_length": 100,
        "python": "3.11",
        "docker_base": "python:3.11-slim",
    },
    "backend-coder": {
        "layout": "services",
        "orm": "sqlmodel",
        "database": "postgresql",
        "error_body": {"code": "$code", "message": "$message", "details": "$details?"},
        "python": "3.12",
    },
    "backend-expert": {
        "orm": "sqlalchemy",
        "logging": "loguru",
        "database": "postgresql",
        "soft_delete": True,
        "envelope": ["success", "data", "meta", "error"],
        "error_body": {
            "success": False,
            "error": {
                "code": "$code",
                "message": "$message",
                "statusCode": "$status",
                "details": "$details?",
            },
        },
        "api_prefix": "/api/v1",
        "validation_status": 400,
        "page_size": 20,
        "page_size_max": 100,
    },
    "coding-agent": {
        "orm": "sqlalchemy",
        "foreign_keys": True,
        "database": "mysql",
        "primary_key": "entity_id",
        "error_body": {"error": "$message", "code": "$code", "details": "$details?"},
        "api_prefix": "/api/v1",
        "validation_status": 400,
    },
    "fullstack-engineer": {
        "orm": "sqlalchemy",
        "database": "postgresql",
        "python": "3.11",
        "api_prefix": "/api/v1",
        "page_size": 100,
    },
}


@pytest.mark.parametrize("role", ROLES)
def test_built_in_roles_decide_what_they_say(role: str) -> None:
    data = (resource_root("specs") / "roles" / f"{role}.md").read_bytes()
    compiled = compile_specs([(f"{role}.md", data)], ())
    assert {k: d.value for k, d in compiled.decisions.items()} == ROLES[role]
    assert compiled.conflicts == ()
    assert compiled.diagnostics == ()


@pytest.mark.parametrize("role", ROLES)
def test_built_in_roles_are_well_formed(role: str) -> None:
    text = (resource_root("specs") / "roles" / f"{role}.md").read_text("utf-8")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert outline("a.md", text.encode()).summary.endswith(".")
    assert not set(text) & set("\u00a0\u202f\u2011\ufffd")


SEEDS = {"000": "coding-agent", "001": "fullstack-engineer", "002": "backend-coder"} | {
    "003": "backend-expert",
    "004": "agentic-backend",
}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_decides_what_its_built_in_role_does(shared: Path, seed: str) -> None:
    (path,) = (shared / "seeds").glob(f"{seed}_*")
    compiled = compile_specs([(path.name, path.read_bytes())], ())
    found = {k: d.value for k, d in compiled.decisions.items()}
    shown_only_in_code = {"envelope"} if seed == "001" else set()
    assert {k: v for k, v in found.items() if k not in shown_only_in_code} == ROLES[SEEDS[seed]]


def test_real_specs_compile_quickly(shared: Path) -> None:
    specs = [(path.name, path.read_bytes()) for path in sorted((shared / "roles").glob("*.md"))]
    began = time.process_time()
    for spec in specs:
        assert compile_specs([spec], ()).statements
    assert time.process_time() - began < 10


TRAPS = {
    "14_": {"logging", "docker_base", "error_body", "layout"},
    "21_": {"page_size", "page_size_max", "soft_delete", "error_body", "python"},
    "44_": {"line_length", "layout", "error_body", "validation_status"},
    "67_": {"layout", "orm", "line_length"},
    "84_": {"layout", "orm"},
}


@pytest.mark.parametrize("prefix", TRAPS)
def test_real_specs_do_not_decide_what_they_only_touch(shared: Path, prefix: str) -> None:
    (path,) = (shared / "roles").glob(f"{prefix}*")
    compiled = compile_specs([(path.name, path.read_bytes())], ())
    assert not TRAPS[prefix] & set(compiled.decisions)


def test_modalities_agree_with_labels_by_hand(shared: Path) -> None:
    """Every prohibition of the labelled seeds is heard, and most demands are."""
    with (shared / "rules.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["modality"] in ("must", "never")]
    heard: dict[str, list[bool]] = {"must": [], "never": []}
    for seed in SEEDS:
        (path,) = (shared / "seeds").glob(f"{seed}_*")
        statements = compile_specs([(path.name, path.read_bytes())], ()).statements
        for row in (row for row in rows if row["seed"] == seed):
            on_line = {s.modality.value for s in statements if s.place.line == int(row["line"])}
            heard[row["modality"]].append(row["modality"] in on_line)
    assert all(heard["never"])
    assert sum(heard["must"]) / len(heard["must"]) > 0.8
