"""Bytes of a YAML or JSON document to plain values, with bounds."""

import json
import math
import re
from pathlib import Path
from typing import Any

import yaml

from agentgen.errors import AgentgenError

MAX_BYTES = 64 * 1024 * 1024
MAX_NODES = 5_000_000
MAX_DEPTH = 200
_MANY = 2000
_INDENTED = re.compile(rf"^[ ]{{{_MANY}}}|(?:[-?:][ \t]+){{{_MANY}}}", re.MULTILINE)
"""What nesting beyond `_MANY` levels needs, when not written with brackets."""


class _Loader(yaml.CSafeLoader):
    """The safe loader, with timestamps left as text: JSON knows none."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_text(path: Path) -> str:
    """Read a document as UTF-8.

    Raises:
        AgentgenError: when it is missing, a directory, too large, or not text.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise AgentgenError("the document is too large", str(path), f"over {MAX_BYTES} bytes")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise AgentgenError(
            "there is no such file", str(path), way_out="check the path given"
        ) from None
    except UnicodeDecodeError as problem:
        raise AgentgenError("the document is not UTF-8 text", str(path), str(problem)) from None
    except OSError as problem:
        raise AgentgenError("the document can't be read", str(path), str(problem)) from None


def parse_document(text: str, name: str) -> dict[str, Any]:
    """Parse a YAML or JSON mapping.

    Raises:
        AgentgenError: with file and line for syntax errors; for anything but a mapping; when
            aliases or nesting grow beyond bounds.
    """
    value = _parse_json(text) if text.lstrip()[:1] == "{" else None
    if value is None:
        value = _parse_yaml(text, name)
    if not isinstance(value, dict):
        raise AgentgenError(
            "the document is no mapping", name, f"found {type(value).__name__}", "give an object"
        )
    _bound(value, name)
    return value


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _parse_yaml(text: str, name: str) -> Any:
    try:
        if text.count("[") + text.count("{") > _MANY or _INDENTED.search(text):
            _bound_depth(text, name)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        raise AgentgenError(
            "the document is not valid YAML", where, str(problem.problem), "mend that line"
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        raise AgentgenError("the document is not valid YAML", name, str(problem)) from None


def _bound_depth(text: str, name: str) -> None:
    """Refuse deep nesting before values are built: libyaml recurses on the process's own stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise AgentgenError(
                "the document is too large to read", name, f"nested deeper than {MAX_DEPTH}"
            )


def _bound(value: Any, name: str) -> None:
    """Refuse infinities, and what aliases or nesting blow up (each alias counts as a copy)."""
    budget = MAX_NODES
    stack: list[tuple[Any, int]] = [(value, 1)]
    while stack:
        node, depth = stack.pop()
        budget -= 1
        if budget < 0 or depth > MAX_DEPTH:
            why = "too many nodes" if budget < 0 else f"nested deeper than {MAX_DEPTH}"
            raise AgentgenError("the document is too large to read", name, why)
        if isinstance(node, float) and not math.isfinite(node):
            raise AgentgenError("the document holds a number JSON does not have", name, str(node))
        if isinstance(node, dict):
            stack.extend((child, depth + 1) for child in node.values())
        elif isinstance(node, list):
            stack.extend((child, depth + 1) for child in node)
