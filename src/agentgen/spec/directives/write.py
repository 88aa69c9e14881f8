"""Meanings to directives: the exact inverse of reading them."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from agentgen.diagnostics import Level
from agentgen.spec.directives.read import LEVEL, PATHS

_LITERAL = re.compile(r"-?[\d.]+(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity")
_BARE = re.compile(r"[^\s\"{\[>][^\s>]*")


def rule_directive(
    rule: str,
    params: Mapping[str, Any],
    paths: Iterable[str] = (),
    level: Level = Level.ERROR,
) -> str:
    """`function-length max=40 only=backend/**`, on one line."""
    parts = [rule, *(f"{key}={_text(value)}" for key, value in params.items())]
    patterns = ",".join(paths)
    if patterns:
        parts.append(f"{PATHS}={_text(patterns)}")
    if level is not Level.ERROR:
        parts.append(f"{LEVEL}={level}")
    return " ".join(parts)


def decision_directive(key: str, value: Any) -> str:
    """`decision layout=services`, on one line."""
    return f"decision {key}={_text(value)}"


def comment(directive: str) -> str:
    """The directive as a Markdown comment."""
    return f"<!-- agentgen: {directive} -->"


def _text(value: Any) -> str:
    if isinstance(value, str):
        plain = _BARE.fullmatch(value) is not None and not _LITERAL.fullmatch(value)
        return str(value) if plain else _json(str(value))
    return _json(value)


def _json(value: Any) -> str:
    """JSON that ends no comment: `>` is written as an escape."""
    return json.dumps(value, ensure_ascii=False, default=list).replace(">", "\\u003e")
