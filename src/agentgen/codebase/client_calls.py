"""Requests that tests send: `client.get("/x")`, `client.request("GET", url)`, rows of data."""

import ast
from collections.abc import Mapping
from urllib.parse import urlsplit

from agentgen.codebase.expressions import pattern_of, string_of
from agentgen.codebase.fastapi_facts import METHODS
from agentgen.codebase.model import ClientCall

_VERBS = frozenset(METHODS)


def is_test_file(path: str) -> bool:
    """True for files of a test suite by pytest's and common naming habits."""
    parts = path.split("/")
    name = parts[-1]
    if name.startswith("test_") or name.endswith("_test.py"):
        return True
    return any(p in ("tests", "test", "__tests__", "e2e") for p in parts[:-1])


def client_call(node: ast.Call, constants: Mapping[str, str]) -> ClientCall | None:
    """The request a call sends, when it looks like one."""
    if not isinstance(node.func, ast.Attribute):
        return None
    verb, arguments = node.func.attr.lower(), list(node.args)
    if verb in ("request", "stream") and len(arguments) > 1:
        method = (string_of(arguments.pop(0)) or "*").upper()
    elif verb in _VERBS:
        method = verb.upper()
    else:
        return None
    given = {k.arg: k.value for k in node.keywords}
    target = arguments[0] if arguments else given.get("url", given.get("path"))
    url = url_path(pattern_of(target, constants)) if target is not None else None
    return ClientCall(method, url, node.lineno) if url else None


def paired_call(node: ast.Tuple | ast.List, constants: Mapping[str, str]) -> ClientCall | None:
    """A `("GET", "/x", …)` row of test data."""
    if len(node.elts) < 2:
        return None
    method = string_of(node.elts[0])
    url = url_path(pattern_of(node.elts[1], constants))
    if method is None or method.lower() not in _VERBS or not url:
        return None
    return ClientCall(method.upper(), url, node.lineno)


def url_path(text: str | None) -> str | None:
    """The path of a URL pattern, or None when it holds no path."""
    if not text:
        return None
    if text.startswith(("http://", "https://")):
        text = urlsplit(text).path
    path = text.split("?")[0].split("#")[0]
    return path if path.startswith(("/", "{}/")) else None
