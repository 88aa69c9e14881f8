"""What `agentgen init` recognises in a repository before it writes anything."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer, layer_of

_CONTRACT = re.compile(r"^\s*(?:\{\s*)?[\"']?(?:openapi|swagger)[\"']?\s*:\s*[\"']?[23]\.", re.M)
_HEAD = 2_000
_DOCUMENTS = (".yaml", ".yml", ".json")
_HOLDERS = ("src", "backend", "frontend", "packages", "services", "apps")
_FRAMEWORKS = ("fastapi", "sqlalchemy", "sqlmodel", "celery", "react", "vite")


@dataclass(frozen=True, slots=True)
class Survey:
    """What was recognised.

    Attributes:
        contracts: paths of OpenAPI and Swagger documents, those next to the root first.
        packages: directories with source files, with how many, the largest first.
        layers: how many backend files lie in each layer, outermost first.
        routes: HTTP routes found in the code.
        frameworks: known libraries that manifests ask for.
    """

    contracts: tuple[str, ...]
    packages: tuple[tuple[str, int], ...]
    layers: tuple[tuple[Layer, int], ...]
    routes: int
    frameworks: tuple[str, ...]


def survey(codebase: Codebase) -> Survey:
    """Look over a repository."""
    sources = (*codebase.python, *codebase.scripts)
    layers = Counter(layer for path in codebase.python if (layer := layer_of(path)))
    asked = {dependency.name.lower() for dependency in codebase.dependencies}
    return Survey(
        contracts=contracts(codebase),
        packages=_packages(sources),
        layers=tuple((layer, layers[layer]) for layer in Layer if layers[layer]),
        routes=len(codebase.http_routes),
        frameworks=tuple(name for name in _FRAMEWORKS if name in asked),
    )


def contracts(codebase: Codebase) -> tuple[str, ...]:
    """OpenAPI and Swagger documents, by their first lines; those nearest to the root first."""
    found = [
        path
        for path, text in codebase.texts.items()
        if path.endswith(_DOCUMENTS) and _CONTRACT.search(text[:_HEAD])
    ]
    return tuple(sorted(found, key=lambda path: (path.count("/"), path)))


def _packages(paths: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The outermost directories with sources; `src` and its kin give way to what they hold."""
    counts: Counter[str] = Counter()
    for path in paths:
        parts = path.split("/")[:-1]
        depth = (
            2 if len(parts) > 1 and parts[0] in ("src", "backend", "frontend", "packages") else 1
        )
        counts["/".join(parts[:depth]) or "."] += 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
