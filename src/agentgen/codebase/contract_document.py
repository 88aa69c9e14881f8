"""The operations of an OpenAPI or Swagger document, as (method, path template); nothing more."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from agentgen.codebase.fastapi_facts import METHODS


@dataclass(frozen=True, slots=True)
class Documented:
    """One operation of a contract; `line` is where its path stands."""

    method: str
    path: str
    line: int


def read_contract(text: str) -> Mapping[str, Any] | None:
    """Parse a YAML or JSON document; None when it is neither, or no mapping."""
    try:
        document = json.loads(text) if text.lstrip().startswith("{") else _yaml(text)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _yaml(text: str) -> object:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as problem:
        raise ValueError(str(problem)) from problem


def operations(document: Mapping[str, Any], text: str) -> Iterator[Documented]:
    """The operations in document order; references within the document are followed."""
    lines = {path: number for number, path in _path_lines(text)}
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method in _resolved(document, item):
            if method in METHODS:
                yield Documented(method.upper(), str(path), lines.get(str(path), 1))


def _resolved(document: Mapping[str, Any], item: object) -> Mapping[str, Any]:
    reference = item.get("$ref") if isinstance(item, dict) else None
    if isinstance(reference, str) and reference.startswith("#/"):
        item = document
        for key in reference[2:].split("/"):
            name = unquote(key).replace("~1", "/").replace("~0", "~")
            item = item.get(name) if isinstance(item, dict) else None
    return item if isinstance(item, dict) else {}


def base_path(document: Mapping[str, Any]) -> str:
    """Path part of the first server, or Swagger's `basePath`, without a trailing slash."""
    servers = document.get("servers")
    first = servers[0] if isinstance(servers, list) and servers else None
    url = str(first.get("url", "")) if isinstance(first, dict) else ""
    url = url or str(document.get("basePath", ""))
    return urlsplit(url).path.rstrip("/") if "{" not in url else ""


def _path_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that begin with a path as a key; the last of equal ones is of no interest."""
    numbered = list(enumerate(text.split("\n"), start=1))
    for number, line in reversed(numbered):
        key = line.strip().partition(": ")[0].strip("\"': ,{")
        if key.startswith("/"):
            yield number, key
