"""Artefacts that can be told by their content: where routers, tables, services, … are defined."""

import re
from collections.abc import Callable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.rules.backend import answer_of, handled, inner_names, models, product_routes
from agentgen.rules.lookup import product_python, subclasses

Spot = tuple[str, int]
_STEP = re.compile(r"(?:^|/)versions/[^/]+\.py$")
_TEST = re.compile(r"(?:^|/)(?:test_[^/]+|[^/]+_test)\.py$")
_TASK = re.compile(r"(?:^|\.)(?:task|shared_task|actor)$")
_LIBRARIES = ("stripe", "openai", "anthropic", "boto3", "redis", "celery", "twilio", "sendgrid")


def _routers(codebase: Codebase) -> Iterator[Spot]:
    seen: set[str] = set()
    for route in product_routes(codebase):
        if route.place.path not in seen:
            seen.add(route.place.path)
            yield route.place.path, route.place.line


def _webhooks(codebase: Codebase) -> Iterator[Spot]:
    for route in product_routes(codebase):
        if "webhook" in route.path:
            yield route.place.path, route.place.line


def _tables(codebase: Codebase) -> Iterator[Spot]:
    yield from ((t.path, t.line) for t in codebase.tables)


def _schemas(codebase: Codebase) -> Iterator[Spot]:
    """Models that routes take or answer with."""
    known = models(codebase)
    used: set[str] = set()
    for _, handler, decorator in handled(codebase):
        used |= inner_names(answer_of(handler, decorator))
        for parameter in handler.parameters:
            used |= inner_names(parameter.annotation)
    yield from ((path, item.line) for name, (path, item) in known.items() if name in used)


def _classes(suffix: str) -> Callable[[Codebase], Iterator[Spot]]:
    def find(codebase: Codebase) -> Iterator[Spot]:
        data = models(codebase).keys() | {t.class_name for t in codebase.tables}
        for path, file in product_python(codebase):
            for item in (c for c in file.classes if c.name not in data):
                is_abstract = any(b.endswith(("Protocol", "ABC", "Exception")) for b in item.bases)
                if item.name.endswith(suffix) and item.name != suffix and not is_abstract:
                    yield path, item.line

    return find


def _tasks(codebase: Codebase) -> Iterator[Spot]:
    for path, file in product_python(codebase):
        for function in file.functions:
            if any(_TASK.search(d) for d in function.decorators):
                yield path, function.line


def _settings(codebase: Codebase) -> Iterator[Spot]:
    yield from ((path, item.line) for path, item in subclasses(codebase, ("BaseSettings",)))


def _tests(codebase: Codebase) -> Iterator[Spot]:
    yield from ((path, 1) for path in codebase.python if _TEST.search(path))


def _ending(pattern: str) -> Callable[[Codebase], Iterator[Spot]]:
    compiled = re.compile(pattern)

    def find(codebase: Codebase) -> Iterator[Spot]:
        yield from ((path, 1) for path in codebase.texts if compiled.search(path))

    return find


def _importing(library: str) -> Callable[[Codebase], Iterator[Spot]]:
    def find(codebase: Codebase) -> Iterator[Spot]:
        for path, file in product_python(codebase):
            own = [i.line for i in file.imports if i.module.split(".")[0] == library]
            if own and not is_test_file(path):
                yield path, own[0]

    return find


ARTEFACTS: tuple[tuple[str, str, Callable[[Codebase], Iterator[Spot]]], ...] = (
    ("webhook handlers", r"(?:\w+ )?webhook (?:handlers?|routes?|endpoints?)", _webhooks),
    (
        "routes",
        r"(?:api )?(?:code|routes?|routers?|endpoints?|route handlers?|controllers?)",
        _routers,
    ),
    ("tables", r"(?:database|orm|db|data|sqlmodel|sqlalchemy) models?", _tables),
    ("schemas", r"(?:pydantic |api |request/response )?(?:schemas?|dtos?)", _schemas),
    (
        "repositories",
        r"repositor(?:y|ies)|data access(?: patterns?| layer)?",
        _classes("Repository"),
    ),
    ("services", r"(?:business |application )?services?", _classes("Service")),
    ("middleware", r"(?:custom |http )?middlewares?", _classes("Middleware")),
    ("tasks", r"(?:celery|background) (?:tasks?|jobs?)", _tasks),
    ("settings", r"configuration management|settings|config(?:uration)?", _settings),
    ("migrations", r"(?:db |database |schema |alembic )?migrations?", _ending(_STEP.pattern)),
    ("features", r"(?:feature|gherkin|bdd) (?:specs?|files?)|features?", _ending(r"\.feature$")),
    ("tests", r"(?:python |backend )?(?:tests?|test suite)", _tests),
    *(
        (f"imports of {name}", rf"{name}[- ](?:specific )?(?:\w+)", _importing(name))
        for name in _LIBRARIES
    ),
)
"""Name, the words that specs use for it, and where the code base has it."""
