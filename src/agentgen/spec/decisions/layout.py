"""Where the artefacts of the backend lie: from path patterns, directory trees and phrases."""

import re
from collections.abc import Iterable

from agentgen.ir.policy import Modality, Statement
from agentgen.ir.words import words_in
from agentgen.spec.decisions.base import Decider, Found, about_frontend, is_pointer

_SERVICE_FILE = re.compile(
    r"(?<![\w-])services/(?:\*\*?|[{<\[][\w -]+[}>\]]|[\w-]+)/"
    r"(?:api|service|repository|tasks)\.py\b"
)
_FEATURE_FILE = re.compile(
    r"(?:features|modules|domains)/(?:\*\*?|[{<\[][\w -]+[}>\]]|[\w-]+)/"
    r"(?:router|routes|service|repository|models|schemas)\.py\b"
)
_BY_FEATURE = re.compile(
    r"\b(?:group\w*|organi[sz]\w*|structur\w*|packag\w*|split|slic\w*|arrang\w*"
    r"|modules?)\b[^.;]{0,40}?"
    r"\bby (?:feature|domain|business capability|use case)s?\b(?!\W+or\b)"
    r"|\b(?:package|folder|directory|module)[- ](?:per|by)[- ](?:feature|domain)\b"
    r"|\bvertical slices?\b|\bfeature packages\b",
    re.I,
)
_GROUPING = frozenset({"by", "per", "vertical", "packages"})
"""Words, one of which each text has that `_BY_FEATURE` is found in."""
_NAMED = frozenset(
    {"service", "module", "submodule", "feature", "domain", "capabilit", "case", "vertical"}
)
"""Beginnings of words, one of which each text (trees apart) has that decides."""
_TREE_LINE = re.compile(
    r"^(?P<indent>[\s│|]*)(?:[├└+`][─-]{1,3}\s*)?(?P<name>[\w.@{}<>\[\]*-]+/?)(?=\s|$)"
)


def _layout(statement: Statement) -> Found | None:
    if statement.modality is Modality.EXAMPLE:
        value = None if is_pointer(statement) else _of_tree(statement.text)
        return Found(value) if value else None
    if statement.modality is Modality.NEVER or is_pointer(statement):
        return None
    if _SERVICE_FILE.search(statement.text):
        return Found("services")
    if _FEATURE_FILE.search(statement.text):
        return Found("features")
    grouped = not _GROUPING.isdisjoint(words_in(statement.text.lower()))
    if grouped and _BY_FEATURE.search(statement.text) and not about_frontend(statement):
        negated = re.search(
            r"\b(?:not|never|rather than|instead of)\b[^.;]{0,20}\bby (?:feature|domain)",
            statement.text,
            re.I,
        )
        return None if negated else Found("features", mention=statement.modality is Modality.INFO)
    return None


def _of_tree(text: str) -> str | None:
    if not any(sign in text for sign in ("├", "└", "+--", "|--", "`--")):
        return None
    paths = tree_paths(text)
    if any(_SERVICE_FILE.search(path) for path in paths):
        return "services"
    if _has_packages(paths):
        return "features"
    ends = [path.rstrip("/") for path in paths]
    has_routes = _any_end(ends, ("api/routes", "api/routers", "api/endpoints", "routers", "routes"))
    has_services = _any_end(ends, ("services",))
    has_repositories = _any_end(ends, ("repositories", "database", "db", "crud", "dal"))
    return "layers" if has_routes and has_services and has_repositories else None


def _any_end(paths: Iterable[str], names: tuple[str, ...]) -> bool:
    return any(path == name or path.endswith("/" + name) for path in paths for name in names)


def _has_packages(paths: list[str]) -> bool:
    """True when a directory holds both a router and a service module: a feature package."""
    routers = {
        p.rpartition("/")[0] for p in paths if re.search(r"/(?:router|routes|api|views)\.py$", p)
    }
    services = {
        p.rpartition("/")[0]
        for p in paths
        if re.search(r"/(?:service|repository|models|schemas)\.py$", p)
    }
    return bool(routers & services)


def tree_paths(text: str) -> list[str]:
    """Full paths of a directory tree drawn with box characters or by indentation."""
    stack: list[tuple[int, str]] = []
    paths: list[str] = []
    for line in text.split("\n"):
        match = _TREE_LINE.match(line)
        if not match:
            continue
        depth = match.start("name")
        stack = [(d, name) for d, name in stack if d < depth]
        path = "/".join([*(name for _, name in stack), match["name"].rstrip("/")])
        paths.append(path + ("/" if match["name"].endswith("/") else ""))
        stack.append((depth, match["name"].rstrip("/")))
    return paths


DECIDERS = (Decider("layout", _layout, structural=True, needs=((_NAMED,),)),)
