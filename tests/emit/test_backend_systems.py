"""The backends of whole systems: every module parses and knows the names it uses."""

import ast
import builtins
from pathlib import Path

import pytest

from agentgen.contract.build import load_api
from agentgen.emit.backend import emit_backend
from agentgen.ir.blueprint import BehaviourKind, Blueprint
from agentgen.ir.policy import Policy
from agentgen.ir.story import Stories
from agentgen.plan.build import build_blueprint
from agentgen.resources import resource_root
from agentgen.tree import SourceTree

SYSTEMS = sorted((resource_root("specs") / "systems").glob("*/openapi.yaml"))
SHARED = Path(__file__).parents[2].parent / "shared"
REAL = [
    path
    for name in ("conduit/openapi.yml", "openapi/petstore-3.0.json", "openapi/train-travel.yaml")
    if (path := SHARED / name).exists()
]
LAYOUTS = ("features", "services", "layers")


def made(path: Path, number: int) -> tuple[Blueprint, SourceTree]:
    decisions = {"layout": LAYOUTS[number % 3], "orm": ("sqlalchemy", "sqlmodel")[number % 2]}
    api, _ = load_api(path)
    blueprint = build_blueprint("shop", api, Policy(), Stories(), decisions)
    return blueprint, emit_backend(blueprint)


def unknown_names(text: str) -> set[str]:
    """Names a module reads and neither binds nor imports anywhere."""
    nodes = list(ast.walk(ast.parse(text)))
    bound = {n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    bound |= {n.arg for n in nodes if isinstance(n, ast.arg)}
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    bound |= {n.name for n in nodes if isinstance(n, kinds)}
    bound |= {n.name for n in nodes if isinstance(n, ast.ExceptHandler) and n.name}
    bound |= {(a.asname or a.name).split(".")[0] for n in nodes
              if isinstance(n, ast.Import | ast.ImportFrom) for a in n.names}  # fmt: skip
    read = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    return read - bound - set(dir(builtins)) - {"__file__"}


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("path", [*SYSTEMS, *REAL], ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_modules_parse_and_know_their_names(path, number):
    blueprint, tree = made(path, number)
    unknown = {p: unknown_names(tree[p]) for p in tree if p.endswith(".py")}
    assert {p: names for p, names in unknown.items() if names} == {}
    methods = {
        node.name
        for p in tree
        if p.endswith(".py")
        for node in ast.walk(ast.parse(tree[p]))
        if isinstance(node, ast.AsyncFunctionDef)
    }
    assert {plan.function for plan in blueprint.operations} <= methods


def test_the_systems_show_every_behaviour():
    found = {  # every layout and both mappers occur
        plan.behaviour
        for number, path in enumerate(SYSTEMS)
        for plan in made(path, number)[0].operations
    }
    assert {BehaviourKind.LIST, BehaviourKind.CREATE, BehaviourKind.READ, BehaviourKind.DELETE,
            BehaviourKind.REGISTER, BehaviourKind.LOGIN, BehaviourKind.STUB} <= found  # fmt: skip
