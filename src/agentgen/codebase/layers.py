"""Which architectural layer of a backend a Python file belongs to, by its path."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePosixPath

from agentgen.codebase.client_calls import is_test_file


class Layer(StrEnum):
    """Backend layers, outermost first."""

    ROUTER = "router"
    DEPENDENCIES = "dependencies"
    SERVICE = "service"
    REPOSITORY = "repository"
    MODELS = "models"
    SCHEMAS = "schemas"


_FILES = {
    "router": Layer.ROUTER, "routers": Layer.ROUTER, "routes": Layer.ROUTER,
    "api": Layer.ROUTER, "endpoints": Layer.ROUTER, "controller": Layer.ROUTER,
    "controllers": Layer.ROUTER, "views": Layer.ROUTER, "handlers": Layer.ROUTER,
    "dependencies": Layer.DEPENDENCIES, "deps": Layer.DEPENDENCIES,
    "service": Layer.SERVICE, "services": Layer.SERVICE,
    "repository": Layer.REPOSITORY, "repositories": Layer.REPOSITORY, "repo": Layer.REPOSITORY,
    "dal": Layer.REPOSITORY, "crud": Layer.REPOSITORY,
    "models": Layer.MODELS, "model": Layer.MODELS,
    "schemas": Layer.SCHEMAS, "schema": Layer.SCHEMAS,
}  # fmt: skip
_FOLDERS = {
    "routers": Layer.ROUTER, "routes": Layer.ROUTER, "endpoints": Layer.ROUTER,
    "controllers": Layer.ROUTER, "views": Layer.ROUTER, "api": Layer.ROUTER,
    "services": Layer.SERVICE, "usecases": Layer.SERVICE, "use_cases": Layer.SERVICE,
    "repositories": Layer.REPOSITORY, "repository": Layer.REPOSITORY, "dal": Layer.REPOSITORY,
    "crud": Layer.REPOSITORY,
    "models": Layer.MODELS,
    "schemas": Layer.SCHEMAS,
}  # fmt: skip
_SUFFIXES = {
    "_router": Layer.ROUTER, "_routes": Layer.ROUTER, "_controller": Layer.ROUTER,
    "_endpoints": Layer.ROUTER, "_service": Layer.SERVICE, "_repository": Layer.REPOSITORY,
    "_repo": Layer.REPOSITORY, "_schema": Layer.SCHEMAS, "_schemas": Layer.SCHEMAS,
    "_model": Layer.MODELS, "_models": Layer.MODELS,
}  # fmt: skip


def layer_of(path: str) -> Layer | None:
    """Return the layer of a Python file: its own name decides, then the nearest directory.

    `services/users/api.py` is a router, `api/services/users.py` a service. Tests, migrations and
    package markers belong to none.
    """
    pure = PurePosixPath(path)
    if is_test_file(path) or "migrations" in pure.parts or "alembic" in pure.parts:
        return None
    stem = pure.stem
    if stem in _FILES and not (stem == "api" and _next_to_routes(pure)):
        return _FILES[stem]
    for suffix, layer in _SUFFIXES.items():
        if stem.endswith(suffix):
            return layer
    if stem in ("main", "app", "conftest", "settings", "config", "errors", "exceptions", "tasks"):
        return None
    return _folder_layer(pure)


def _folder_layer(pure: PurePosixPath) -> Layer | None:
    for distance, folder in enumerate(reversed(pure.parts[:-1])):
        if folder in _FOLDERS:
            bare = folder in ("services", "api") and distance > 0
            return None if bare else _FOLDERS[folder]
    return None


def _next_to_routes(pure: PurePosixPath) -> bool:
    return pure.parent.name in ("services", "repositories", "models", "schemas")


_LAYER_WORDS = {
    "routers": Layer.ROUTER, "routes": Layer.ROUTER, "controllers": Layer.ROUTER,
    "endpoints": Layer.ROUTER, "handlers": Layer.ROUTER, "views": Layer.ROUTER,
    "services": Layer.SERVICE, "use cases": Layer.SERVICE, "repositories": Layer.REPOSITORY,
    "models": Layer.MODELS, "schemas": Layer.SCHEMAS, "dependencies": Layer.DEPENDENCIES,
}  # fmt: skip


def belongs(path: str, parts: Iterable[str]) -> bool:
    """True when a file belongs to one of the parts that prose names (`services`, `providers`).

    A layer is known by `layer_of`, any other part by a directory or file name of that word.
    """
    layer = layer_of(path)
    pure = PurePosixPath(path)
    for part in parts:
        wanted = _LAYER_WORDS.get(part)
        if wanted is not None:
            if layer is wanted:
                return True
            continue
        words = {part.replace(" ", "_"), part.removesuffix("s").replace(" ", "_")}
        if words & set(pure.parts[:-1]) or any(
            pure.stem == w or pure.stem.endswith(f"_{w}") for w in words
        ):
            return True
    return False
