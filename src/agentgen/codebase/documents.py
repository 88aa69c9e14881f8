"""Configuration as data: TOML, JSON (with comments) and YAML, each text read once."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

_COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING = re.compile(r",(?=\s{0,200}[}\]])")
_LONGEST = 400_000


def documents(texts: Mapping[str, str], *names: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Files whose name matches one of the patterns, as mappings; what can't be read is left out."""
    for path, text in texts.items():
        name = PurePosixPath(path.rsplit("/", 1)[-1])
        if any(name.match(pattern) for pattern in names):
            document = read_document(path, text)
            if document:
                yield path, document


def read_document(path: str, text: str) -> Mapping[str, Any]:
    """A TOML, JSON or YAML text as a mapping, by the suffix of its path; empty when it is none."""
    if len(text) > _LONGEST:
        return {}
    kind = path.rsplit(".", 1)[-1]
    reader = {"toml": _toml, "json": _json, "yaml": _yaml, "yml": _yaml}.get(kind, _json)
    document = reader(text)
    return document if isinstance(document, Mapping) else {}


def inside(document: Any, *keys: str) -> Any:
    """What lies below the keys, or None."""
    for key in keys:
        document = document.get(key) if isinstance(document, Mapping) else None
    return document


def line_of(text: str, needle: str) -> int:
    """The 1-based line that holds a text first; 1 when none does."""
    at = text.find(needle)
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


@lru_cache(maxsize=64)
def _toml(text: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


@lru_cache(maxsize=256)
def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    bare = _COMMENT.sub(lambda m: m[0] if m[0].startswith('"') else "", text)
    try:
        return json.loads(_TRAILING.sub("", bare))
    except (ValueError, RecursionError):
        return {}


@lru_cache(maxsize=64)
def _yaml(text: str) -> Any:
    import yaml

    if "&" in text and text.count("*") > 50:  # aliases can grow without bound
        return {}
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
