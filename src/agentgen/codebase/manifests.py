"""Libraries that a repository asks for: pyproject.toml, requirements files, Pipfile, package.json.

Formats: PEP 508, 621 and 735, Poetry, pip's requirements files, npm's package.json.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*([^;#]*)")
_REQUIREMENTS_FILE = re.compile(
    r"(?:^|/)(?:requirements[\w.-]*\.(?:txt|in)|requirements/[\w.-]+\.txt)$"
)
_NPM_TABLES = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")


@dataclass(frozen=True, slots=True)
class Dependency:
    """One library: name in lower case with dashes, version as written, and where it stands."""

    name: str
    version: str
    path: str
    line: int
    ecosystem: str


def find_dependencies(texts: Mapping[str, str]) -> tuple[Dependency, ...]:
    """Every library that a manifest asks for; manifests that can't be read give none."""
    found: list[Dependency] = []
    for path, text in texts.items():
        name = path.rsplit("/", 1)[-1]
        if name == "pyproject.toml":
            found += _located(path, text, "python", _pyproject(_toml(text)))
        elif name == "Pipfile":
            found += _located(path, text, "python", _pipfile(_toml(text)))
        elif name == "package.json":
            found += _located(path, text, "npm", _package(text))
        elif _REQUIREMENTS_FILE.search(path):
            found += _located(path, text, "python", _requirements(text.splitlines()))
    return tuple(found)


def _located(
    path: str, text: str, ecosystem: str, pairs: Iterator[tuple[str, str]]
) -> Iterator[Dependency]:
    for name, version in pairs:
        at = text.find(name)
        line = text.count("\n", 0, at) + 1 if at >= 0 else 1
        bare = name if ecosystem == "npm" else re.sub(r"[-_.]+", "-", name)
        yield Dependency(bare.lower(), version.strip(), path, line, ecosystem)


def _toml(text: str) -> Mapping[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _table(value: Any, *keys: str) -> Mapping[str, Any]:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _requirements(rows: Any) -> Iterator[tuple[str, str]]:
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, str) and not row.lstrip().startswith(("-", "#")):
            match = _REQUIREMENT.match(row)
            if match:
                yield match[1], match[2]


def _pyproject(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    project = _table(document, "project")
    yield from _requirements(project.get("dependencies"))
    groups = (_table(project, "optional-dependencies"), _table(document, "dependency-groups"))
    for group in (*groups[0].values(), *groups[1].values()):
        yield from _requirements(group)
    poetry = _table(document, "tool", "poetry")
    yield from _pairs(_table(poetry, "dependencies"))
    yield from _pairs(_table(poetry, "dev-dependencies"))
    for name in _table(poetry, "group"):
        yield from _pairs(_table(poetry, "group", name, "dependencies"))


def _pipfile(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for table in ("packages", "dev-packages"):
        yield from _pairs(_table(document, table))


def _package(text: str) -> Iterator[tuple[str, str]]:
    try:
        document = json.loads(text)
    except ValueError:
        return
    for table in _NPM_TABLES:
        yield from _pairs(_table(document, table))


def _pairs(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        version = value.get("version", "") if isinstance(value, Mapping) else value
        if name != "python":
            yield name, str(version)
