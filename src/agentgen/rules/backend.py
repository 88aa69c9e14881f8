"""Questions that rules ask of a backend: handlers of routes, models and their fields, layers."""

import re
from collections.abc import Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer, layer_of
from agentgen.codebase.memory import remembered
from agentgen.codebase.model import ClassFact, FunctionFact, PythonFile, Route
from agentgen.codebase.use_model import CallUse, FieldFact
from agentgen.rules.base import hand_written
from agentgen.rules.lookup import product_python, subclasses

_PLUMBING = re.compile(
    r"^/$|^/(?:[\w-]+/)*(?:health\w*|healthz|ready|readiness|readyz|live|liveness|livez|metrics"
    r"|docs|redoc|openapi\.json|favicon\.ico|ping|version|status|static|assets)(?:/|$)"
    r"|\{\w*path\w*\}$"
)
_INNER = re.compile(r"\w+")
_MODEL_ROOTS = ("BaseModel", "SQLModel", "RootModel", "GenericModel")
Handled = tuple[Route, FunctionFact, CallUse | None]
"""A route, its handler, and the decorator's call."""


def product_routes(codebase: Codebase) -> list[Route]:
    """Routes that serve the product: no probes, documentation pages or files."""
    return [
        r
        for r in codebase.http_routes
        if r.in_schema and not _PLUMBING.search(r.path) and r.place.path not in codebase.generated
    ]


@remembered
def handled(codebase: Codebase) -> tuple[Handled, ...]:
    """Every route of the product whose handler is defined in the same file."""
    return tuple(_handled(codebase))


def _handled(codebase: Codebase) -> Iterator[Handled]:
    for route in product_routes(codebase):
        file = codebase.python[route.place.path]
        own = [f for f in file.functions if f.name == route.handler]
        if own:
            handler = min(own, key=lambda f: abs(f.line - route.place.line))
            calls = (u for u in file.uses if u.line == route.place.line)
            yield route, handler, next((u for u in calls if "." in u.name), None)


def answer_of(handler: FunctionFact, decorator: CallUse | None) -> str:
    """What a route answers with: `response_model`, else the annotation; empty when neither is."""
    given = decorator.keywords.get("response_model", "") if decorator else ""
    return given if given and given != "None" else handler.returned


def inner_names(annotation: str) -> set[str]:
    """The names in an annotation: `list[User] | None` holds list, User and None."""
    return set(_INNER.findall(annotation))


@remembered
def models(codebase: Codebase) -> dict[str, tuple[str, ClassFact]]:
    """Pydantic models of the product that are no tables, by name."""
    tables = {t.class_name for t in codebase.tables}
    return {c.name: (p, c) for p, c in subclasses(codebase, _MODEL_ROOTS) if c.name not in tables}


@remembered
def _owners(codebase: Codebase) -> dict[str, tuple[ClassFact, list[FieldFact]]]:
    """Every class of the product, and the fields that it declares itself."""
    found: dict[str, tuple[ClassFact, list[FieldFact]]] = {}
    for _, file in product_python(codebase):
        fields: dict[str, list[FieldFact]] = {}
        for one in file.fields:
            fields.setdefault(one.owner, []).append(one)
        found |= {c.name: (c, fields.get(c.qualname, [])) for c in file.classes}
    return found


@remembered
def fields_of(codebase: Codebase, name: str) -> dict[str, FieldFact]:
    """The fields of a class and of those it derives from, by name."""
    owners = _owners(codebase)
    found: dict[str, FieldFact] = {}
    open_, seen = [name], set[str]()
    while open_:
        current = open_.pop()
        if current in seen or current not in owners:
            continue
        seen.add(current)
        item, fields = owners[current]
        for field in fields:
            found.setdefault(field.name, field)
        open_ += [base.rsplit(".", 1)[-1] for base in item.bases]
    return found


def in_layer(codebase: Codebase, *layers: Layer) -> Iterator[tuple[str, PythonFile]]:
    """Hand-written files of some layers, with their paths."""
    for path in hand_written(codebase, codebase.python):
        if layer_of(path) in layers and not path.endswith("__init__.py"):
            yield path, codebase.python[path]
