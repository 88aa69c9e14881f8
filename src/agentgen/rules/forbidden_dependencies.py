"""Packages that the spec rules out are no dependencies of the project."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from agentgen.codebase import Codebase
from agentgen.ir.import_prose import listed_modules
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement
from agentgen.ir.prose import MAX_CHARACTERS, forbids, is_example
from agentgen.rules.base import Example, Found, Params, Rule, united
from agentgen.rules.module_match import imports_in
from agentgen.rules.stack.technologies import pattern as technology_names

_INSTALL = re.compile(
    r"\b(?:install|depend on|add)(?:s|ing)?\b(?: the)?(?: (?:packages?|librar(?:y|ies)"
    r"|dependenc(?:y|ies)))?(?:\s+|:\s*)(?P<list>[^.;:()—]{2,120})",
    re.IGNORECASE,
)
_AS_DEPENDENCY = re.compile(r"\bas (?:an? )?(?:new |direct |runtime )*(?:dependenc|package)", re.I)
_NO_PACKAGE = re.compile(
    r"[/]|^[A-Z]|^(?:an?other|others|each|one|it|them|this|that|order|state|anything|any)$"
)
_MANIFEST = re.compile(
    r"(?:^|/)(?:pyproject\.toml|package\.json|Pipfile|requirements[\w.-]*\.txt)$"
)


def phrases(statement: Statement) -> Params | None:
    """«Do NOT install celery, rq or any queue», «never add lodash as a dependency»."""
    if is_example(statement) or not forbids(statement, r"\b(?:install|depend on|add)\w*\b"):
        return None
    text = statement.text[:MAX_CHARACTERS]
    match = _INSTALL.search(text)
    if match is None:
        return None
    added = match[0].casefold().startswith("add")
    names = re.split(r"(?:^|\s+)(?:as|in|on|to|for|globally|without|unless)\b", match["list"])[0]
    found = [n for n in listed_modules(names) if not _NO_PACKAGE.search(n)]
    if added and not _AS_DEPENDENCY.search(text):
        found = [n for n in found if technology_names().fullmatch(n.casefold())]
    return {"names": tuple(found)} if found else None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look into the manifests and at what Python and TypeScript files import."""
    names = {_normal(name): name for name in params["names"]}
    manifests = [p for p in codebase.texts if _MANIFEST.search(p)]
    found = [
        Found(path, line, f"`{name}` is a dependency, which the spec rules out")
        for path in manifests
        for line, name in _listed(codebase.texts[path], names)
    ]
    for path in (*codebase.python, *codebase.scripts):
        for fact in imports_in(codebase, path):
            root = fact.module.split("/")[0] if "/" in fact.module else fact.module.split(".")[0]
            if _normal(root) in names:
                found.append(Found(path, fact.line, f"imports `{root}`, which the spec rules out"))
    return found, len(manifests) + len(codebase.python) + len(codebase.scripts)


def _listed(text: str, names: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Lines of a manifest that begin with one of the names, quoted or not."""
    for number, line in enumerate(text.split("\n"), 1):
        for quoted in re.findall(r"^\s*[\"']?([\w@.-]+)|[\"']([\w@./-]+)", line):
            name = _normal(quoted[0] or quoted[1])
            if name in names:
                yield number, names[name]
                break


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", PurePosixPath(name).name.casefold())


RULE = Rule(
    id="forbidden-dependencies",
    title="The project does without the packages that the spec rules out",
    help="remove the package and what uses it",
    what="manifests and source files",
    phrases=phrases,
    inspect=inspect,
    keywords=("install", "depend", "add"),
    valid=(
        Example(
            {"pyproject.toml": 'dependencies = ["fastapi", "punctual"]\n'}, {"names": ("punq",)}
        ),
        Example(
            {"app/a.py": "import json\n", "package.json": '{"name": "shop"}\n'},
            {"names": ("lodash",)},
        ),
    ),
    invalid=(
        Example(
            {"pyproject.toml": 'dependencies = [\n  "Dependency_Injector>=4",\n]\n'},
            {"names": ("dependency-injector",)},
        ),
        Example({"app/a.py": "def f():\n    from punq import Container\n"}, {"names": ("punq",)}),
        Example(
            {"package.json": '{\n "dependencies": {\n  "lodash": "^4"\n }\n}\n'},
            {"names": ("lodash",)},
        ),
        Example({"requirements-dev.txt": "celery[redis]==5.4\n"}, {"names": ("celery",)}),
    ),
    prose={
        "Don't add lodash": {"names": ("lodash",)},
        "Do NOT install dependency-injector, punq, or any DI container": {
            "names": ("dependency-injector", "punq")
        },
        "Never add `lodash` as a dependency": {"names": ("lodash",)},
        "Don't install celery or rq": {"names": ("celery", "rq")},
    },
    not_prose=(
        "Install the dependencies",
        "Do not install packages globally",
        "Never add comments as filler",
        "No test may depend on another",
        "Do not add dependencies without approval",
    ),
    combine=united,
    params={"names": Param(ParamKind.WORDS, "names of packages", required=True)},
)
