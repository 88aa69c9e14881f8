"""Where each artefact of the backend lies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import yaml

from agentgen.ir.blueprint import Blueprint
from agentgen.ir.decisions import Layout
from agentgen.resources import resource_root

CORE = (
    "config", "types", "schemas", "shared", "database", "paging", "repository", "errors",
    "middleware", "health", "logging", "pages", "auth", "passwords", "slugs", "token_command",
    "seed", "links", "openapi", "negotiation", "files", "uploads",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """A layout, read from its data file in `templates/layouts/`."""

    data: Mapping[str, Any]

    @classmethod
    def of(cls, layout: Layout) -> "Places":
        """The places of a layout."""
        text = (resource_root("templates") / "layouts" / f"{layout}.yaml").read_text("utf-8")
        return cls(yaml.safe_load(text))

    @property
    def package(self) -> str:
        """Top-level import package."""
        return str(self.data["package"])

    @property
    def tests(self) -> str:
        """Directory of the tests."""
        return str(self.data["tests"])

    @property
    def migrations(self) -> str:
        """Directory of the Alembic migrations."""
        return str(self.data["migrations"])

    @property
    def main(self) -> str:
        """Path of the application module."""
        return str(self.data["main"])

    @property
    def routes(self) -> str:
        """Path of the module that gathers all routers."""
        return str(self.data["routes"])

    @property
    def served_contract(self) -> str:
        """Path of the OpenAPI document that the application serves."""
        return str(PurePosixPath(self.core("openapi")).with_name("contract.json"))

    def core(self, name: str) -> str:
        """Path of a module that all features share."""
        special = self.data["places"].get(name)
        file = {"schemas": "models_base", "shared": "contract"}.get(name, name)
        return str(special or self.data["core"].format(name=file))

    def feature(self, artefact: str, slug: str) -> str:
        """Path of a feature's artefact."""
        return str(self.data["feature"][artefact].format(slug=slug))

    def test_core(self, name: str) -> str:
        """Path of a test module of the core."""
        return str(self.data["test_core"].format(name=name))

    def test_feature(self, slug: str, name: str) -> str:
        """Path of a test module of a feature."""
        return str(self.data["test_feature"].format(slug=slug, name=name))

    def support(self, name: str) -> str:
        """Path of a module that supports the tests."""
        return f"{self.tests}/{name}.py"

    @property
    def modules(self) -> dict[str, str]:
        """Dotted names of the core modules, by name."""
        names = {name: dotted(self.core(name)) for name in CORE}
        support = {f"test_{n}": dotted(self.support(n)) for n in ("factories", "fakes")}
        return names | support | {"main": dotted(self.main), "routes": dotted(self.routes)}


def places_of(blueprint: Blueprint) -> Places:
    """The places of the layout that a blueprint decides on."""
    return Places.of(blueprint.decisions.layout)


def dotted(path: str) -> str:
    """Dotted module name of a Python file."""
    return ".".join(PurePosixPath(path).with_suffix("").parts)


def package_files(paths: Iterable[str]) -> list[str]:
    """The `__init__.py` files that make every directory of Python files a package."""
    found: set[str] = set()
    for path in paths:
        folder = PurePosixPath(path).parent
        while folder.parts:
            found.add(f"{folder}/__init__.py")
            folder = folder.parent
    return sorted(found)
