"""Of the technologies for one purpose, those that the spec names are used."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.containers import compose_services, dockerfiles
from agentgen.codebase.documents import documents, inside, line_of
from agentgen.codebase.manifests import Dependency
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python
from agentgen.rules.stack.choices import technologies
from agentgen.rules.stack.rivals import FIELDS, Field
from agentgen.rules.stack.technologies import keywords

_FIGURE = re.compile(r"(\d+)(?:\.(\d+))?")

_IMAGES = {"python": "python", "node.js": "node", "postgresql": "postgres", "redis": "redis",
           "mysql": "mysql"}  # fmt: skip

_PACKAGES = {"react": "react", "typescript": "typescript", "next.js": "next", "vite": "vite",
             "fastapi": "fastapi", "sqlalchemy": "sqlalchemy", "pydantic": "pydantic"}  # fmt: skip


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare the libraries in use with the names, and versions with those the spec gives."""
    chosen = set(params.get("names", ()))
    found, examined = list[Found](), 0
    for field in FIELDS:
        meant = chosen & field.libraries.keys()
        used = in_use(codebase, field) if meant else {}
        examined += len(used)
        kept = meant & used.keys()
        spared = {n for n in used if any(_same(field, n, m) for m in meant)}
        for name, (path, line) in used.items():
            if name not in meant | spared and (field.exclusive or not kept):
                wanted = " or ".join(sorted(meant))
                message = f"the {field.purpose} is {name}; the spec names {wanted}"
                found.append(Found(path, line, message))
    for path, line, name, given in _versions(codebase):
        least = str((params.get("versions") or {}).get(name, ""))
        is_floor = re.search(r"[+>≥]", least) is not None
        if least and (is_floor or not given.startswith(">")):  # `>=3.9` allows the one version
            examined += 1
            if _figures(given) < _figures(least)[: len(_figures(given))]:
                message = f"{name} {given} is older than the spec says ({least})"
                found.append(Found(path, line, message))
    return found, examined


def in_use(codebase: Codebase, field: Field) -> dict[str, tuple[str, int]]:
    """Technologies of a field that the product imports (Python) or asks for, with the place."""
    found: dict[str, tuple[str, int]] = {}
    for name, libraries in field.libraries.items():
        compiled = re.compile(libraries)
        asked = [d for d in codebase.dependencies if _asks(d, field, compiled)]
        imported = _importers(codebase, compiled) if field.ecosystem == "python" else []
        places = imported or [(d.path, d.line) for d in asked]
        if imported or (asked and (field.ecosystem == "npm" or not field.exclusive)):
            found[name] = places[0]
    return found


def _asks(dependency: Dependency, field: Field, compiled: re.Pattern[str]) -> bool:
    same = dependency.ecosystem == field.ecosystem
    return same and compiled.fullmatch(dependency.name) is not None


def _importers(codebase: Codebase, compiled: re.Pattern[str]) -> list[tuple[str, int]]:
    return [
        (path, fact.line)
        for path, file in product_python(codebase)
        for fact in file.imports
        if compiled.fullmatch(fact.module.split(".")[0].replace("_", "-"))
    ]


def _same(field: Field, name: str, meant: str) -> bool:
    """SQLModel is SQLAlchemy too, Next.js React."""
    return field.libraries[name] in field.libraries[meant].split("|")


# agentgen: ignore[single-responsibility] a dispatch: one way for each case
def _versions(codebase: Codebase) -> Iterator[tuple[str, int, str, str]]:
    """Versions that manifests, images and compose files ask for: path, line, name, version."""
    for path, document in documents(codebase.texts, "pyproject.toml"):
        given = str(inside(document, "project", "requires-python") or "")
        if given:
            yield path, line_of(codebase.texts[path], "requires-python"), "python", given
    for path, text in codebase.texts.items():
        if path.rsplit("/", 1)[-1] == ".python-version":
            yield path, 1, "python", text.strip()
    for path, instructions in dockerfiles(codebase.texts):
        for one in instructions:
            if one.keyword == "FROM":
                yield from _of_image(path, one.line, one.value.split()[0])
    for service in compose_services(codebase.texts):
        yield from _of_image(service.path, service.line, service.image)
    for dependency in codebase.dependencies:
        for name, package in _PACKAGES.items():
            if dependency.name == package and _FIGURE.search(dependency.version):
                yield dependency.path, dependency.line, name, dependency.version


def _of_image(path: str, line: int, image: str) -> Iterator[tuple[str, int, str, str]]:
    head, _, tag = image.rpartition(":")
    for name, repository in _IMAGES.items():
        if head.rsplit("/", 1)[-1] == repository and re.match(r"\d", tag):
            yield path, line, name, tag


def _figures(text: str) -> tuple[int, ...]:
    match = _FIGURE.search(text)
    return tuple(int(part) for part in match.groups() if part) if match else ()


RULE = Rule(
    id="technology",
    title="The project is built with these technologies",
    help="use what the spec names, or change the spec",
    what="technologies with alternatives, and versions",
    phrases=technologies,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": "import httpx\n", "requirements.txt": "requests\n"}, {"names": ("httpx",)}
        ),
        Example(
            {"package.json": '{"dependencies": {"react": "19.0.0", "zustand": "5"}}'},
            {"names": ("react", "zustand"), "versions": {"react": "18"}},
        ),
        Example(
            {
                "pyproject.toml": (
                    "[project]\nrequires-python = '>=3.12'\ndependencies = ['sqlmodel']\n"
                )
            },
            {"names": ("sqlalchemy", "python"), "versions": {"python": "3.11+"}},
        ),
        Example({"Dockerfile": "FROM python:3.12-slim\n"}, {"versions": {"python": "3.12"}}),
    ),
    invalid=(
        Example({"a.py": "import requests\nimport httpx\n"}, {"names": ("httpx", "axios")}),
        Example({"a.py": "from flask import Flask\n"}, {"names": ("fastapi",)}),
        Example(
            {"package.json": '{"dependencies": {"vue": "3", "redux": "5"}}'},
            {"names": ("react", "zustand")},
            findings=2,
        ),
        Example(
            {"pyproject.toml": "[project]\nrequires-python = '>=3.9'\n"},
            {"versions": {"python": "3.11+"}},
        ),
        Example(
            {"Dockerfile": "FROM docker.io/library/python:3.10-slim AS base\n"},
            {"versions": {"python": "3.12"}},
        ),
        Example(
            {"compose.yaml": "services:\n  db:\n    image: postgres:13-alpine\n"},
            {"versions": {"postgresql": "16"}},
        ),
        Example(
            {"package.json": '{"dependencies": {"react": "^17.0.2"}}'},
            {"versions": {"react": "18"}},
        ),
    ),
    prose={
        "Use httpx (Python) or axios (Node.js)": {"names": ("httpx", "python", "axios", "node.js")},
        "Backend: FastAPI, Python 3.12+, SQLAlchemy": {
            "names": ("fastapi", "python", "sqlalchemy"),
            "versions": {"python": "3.12+"},
        },
        "Database: PostgreSQL 16 via Supabase": {
            "names": ("postgresql", "supabase"),
            "versions": {"postgresql": "16"},
        },
        "Prefer Zustand over Redux": {"names": ("zustand",)},
        "Use `httpx.AsyncClient` for HTTP calls": {"names": ("httpx",)},
        "Use react-hook-form for forms": {"names": ("react hook form",)},
        "All services are written in Python": {"names": ("python",)},
        "FastAPI/React monorepo with MySQL and Celery": {
            "names": ("fastapi", "react", "mysql", "celery")
        },
        "You are an engineer with deep expertise in Django 5 and Vue": {
            "names": ("django", "vue"),
            "versions": {"django": "5"},
        },
        "app/jobs.py: Dramatiq jobs": {"names": ("dramatiq",)},
        "Vitest and Playwright for tests": {"names": ("vitest", "playwright")},
        "This directory contains the FastAPI backend and Celery-based jobs": {
            "names": ("fastapi", "celery")
        },
        "Icons: Heroicons": {"names": ("heroicons",)},
        "The package manager is pnpm": {"names": ("pnpm",)},
        "Utilize the Next.js router": {"names": ("next.js",)},
        "Use the `phonelib` package for numbers": {"names": ("phonelib",)},
    },
    not_prose=(
        "Never use Redux",
        "React to incidents within 5 minutes",
        "Express intent in names",
        "The rest of the code stays as it is",
        "Move away from Flask",
        "Use PascalCase for React component files",
        "docs/testing.md - Playwright setup",
        "Python errors reach the backend",
        "Do not use the `phonelib` package",
    ),
    keywords=(*keywords(), "librar", "package", "sdk"),
    describes=True,
    status=Status.HEURISTIC,
    combine=union,
    params={
        "names": Param(ParamKind.WORDS, "names"),
        "versions": Param(ParamKind.TABLE, "versions by name"),
    },
)
