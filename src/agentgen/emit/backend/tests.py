"""Tests of the backend: support modules, the core's own tests, and one module a feature."""

from typing import Any

from agentgen.emit.backend.arguments import routed_names
from agentgen.emit.backend.core import core_user_key, core_view
from agentgen.emit.backend.feature import FeatureEmitter
from agentgen.emit.backend.layout import Places, dotted
from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.scenarios import add_scenarios
from agentgen.emit.backend.test_cases import TestCases
from agentgen.emit.backend.test_factories import factory_views, payload_views
from agentgen.emit.backend.test_services import service_cases
from agentgen.emit.render import render
from agentgen.ir.blueprint import AuthKind, BehaviourKind, Blueprint, FeatureSlice, Source
from agentgen.tree import SourceTree


def add_tests(tree: SourceTree, blueprint: Blueprint, places: Places) -> None:
    """Add the tests."""
    view = core_view(blueprint, places) | _view(blueprint, places)
    for name in ("conftest", "factories", "fakes", "routes_seen"):
        tree.add(places.support(name), render(f"backend/tests/{name}.py.jinja", view))
    tree.add(places.test_core("core"), render("backend/tests/test_core.py.jinja", view))
    contract = "backend/tests/test_contract.py.jinja"
    tree.add(places.test_core("contract"), render(contract, view))
    if blueprint.auth.kind is not AuthKind.NONE:
        tree.add(places.test_core("auth"), render("backend/tests/test_auth.py.jinja", view))
    if view["seeds"]:
        tree.add(places.test_core("seed"), render("backend/tests/test_seed.py.jinja", view))
    add_scenarios(tree, blueprint, places, view)
    cases = TestCases(blueprint)
    for feature in blueprint.features:
        _add_feature(tree, places, view, cases, feature)
        _add_services(tree, blueprint, places, view, feature)


def _spread(blueprint: Blueprint) -> dict[str, dict[str, dict[str, bool]]]:
    """Operation -> object in the query string -> what carries it, and whether it has to."""
    found: dict[str, dict[str, dict[str, bool]]] = {}
    for plan in blueprint.operations:
        operation = plan.operation
        for parameter in operation.query_parameters:
            if parameter.part_of:
                objects = found.setdefault(f"{operation.method} {operation.path}", {})
                objects.setdefault(parameter.part_of, {})[parameter.name] = parameter.required
    return found


def _renamed(blueprint: Blueprint) -> dict[str, str]:
    """Path parameters that the routes call differently."""
    names = (routed_names(plan) for plan in blueprint.operations)
    return {own: name for each in names for own, name in each.items() if own != name}


def _view(blueprint: Blueprint, places: Places) -> dict[str, Any]:
    records: dict[str, list[str]] = {}
    for entity in blueprint.entities.values():
        module = dotted(places.feature("models", entity.feature))
        records.setdefault(module, []).append(f"{entity.name}Record")
    protected = next((p for p in blueprint.operations if p.protected), None)
    return {
        "spread": literal(_spread(blueprint)) if _spread(blueprint) else "",
        "renamed": literal(_renamed(blueprint)) if _renamed(blueprint) else "",
        "record_imports": list(records.items()),
        "factories": factory_views(blueprint),
        "payloads": payload_views(blueprint),
        "links": any(e.link for e in blueprint.entities.values()),
        "has_login": any(
            (p.inferred or p).behaviour is BehaviourKind.LOGIN for p in blueprint.operations
        ),
        "has_slugs": any(
            c.source is Source.SLUG for e in blueprint.entities.values() for c in e.columns
        ),
        "sample_user": {"int": "7", "UUID": "3f2c8a52-6f0e-4c1d-9a57-0d9b2b6c7e11"}.get(
            str(core_user_key(blueprint)), "any"
        ),
        "user_key": _user_key(blueprint),
        "user": blueprint.entities.get(blueprint.auth.user),
        "protected": protected,
        "api": blueprint.prefix,
        "scenario_modules": _scenario_modules(blueprint, places),
    }


def _scenario_modules(blueprint: Blueprint, places: Places) -> list[str]:
    """The modules of steps; the repository's own come last and win."""
    names = ("steps", "own_steps") if blueprint.stories.features else ()
    return [literal(dotted(f"{places.tests}/scenarios/{name}.py")) for name in names]


def _user_key(blueprint: Blueprint) -> str:
    user = blueprint.entities.get(blueprint.auth.user)
    return next((c.name for c in user.columns if c.primary), "") if user else ""


def _add_feature(
    tree: SourceTree, places: Places, view: dict[str, Any], cases: TestCases, feature: FeatureSlice
) -> None:
    found = [case for plan in feature.operations for case in cases.of(plan)]
    more = {"feature": feature, "cases": found}
    text = render("backend/tests/test_feature.py.jinja", view | more)
    tree.add(places.test_feature(feature.slug, "routes"), text)


def _add_services(
    tree: SourceTree,
    blueprint: Blueprint,
    places: Places,
    view: dict[str, Any],
    feature: FeatureSlice,
) -> None:
    services = service_cases(blueprint, feature)
    if not services:
        return
    more = {
        "feature": feature,
        "services": services,
        "service_module": dotted(places.feature("service", feature.slug)),
        "schema_imports": FeatureEmitter(tree, blueprint, places).schema_imports(feature),
    }
    text = render("backend/tests/test_services.py.jinja", view | more)
    tree.add(places.test_feature(feature.slug, "service"), text)
