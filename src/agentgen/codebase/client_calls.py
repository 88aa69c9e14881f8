"""Requests that tests send: `client.get("/x")`, `client.request("GET", url)`, rows of data."""

import ast
from collections.abc import Mapping
from urllib.parse import urlsplit

from agentgen.codebase.expressions import dotted, names_in, pattern_of, string_of
from agentgen.codebase.fastapi_facts import METHODS
from agentgen.codebase.model import ClientCall

_VERBS = frozenset(METHODS)


def is_test_file(path: str) -> bool:
    """True for files of a test suite by pytest's and common naming habits."""
    parts = path.split("/")
    name = parts[-1]
    if name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py":
        return True
    return any(p in ("tests", "test", "__tests__", "e2e") for p in parts[:-1])


def client_calls(
    node: ast.Call, constants: Mapping[str, str], given: Mapping[str, tuple[str, ...]]
) -> list[ClientCall]:
    """The requests a call sends, when it looks like one; several when its URL is parametrised.

    `client.get(url)`, `client.request("GET", url)`, and helpers such as `post_json(client, url)`.
    `given` holds the values of the test's parameters.
    """
    name = (dotted(node.func).rsplit(".", 1)[-1] or getattr(node.func, "attr", "")).lower()
    arguments = list(node.args)
    if name in ("request", "stream") and len(arguments) > 1:
        method = (string_of(arguments.pop(0)) or "*").upper()
    else:
        verb = next((part for part in name.split("_") if part in _VERBS), None)
        if verb is None:
            return []
        method = verb.upper()
    named = {k.arg: k.value for k in node.keywords}
    arguments += [named[k] for k in ("url", "path") if k in named]
    for argument in arguments[:3]:
        urls = _urls(argument, constants, given)
        if urls:
            return [ClientCall(method, url, node.lineno) for url in urls]
    return []


def _urls(
    node: ast.expr, constants: Mapping[str, str], given: Mapping[str, tuple[str, ...]]
) -> list[str]:
    inside = [name for name in given if name in names_in(node)] if given else []
    if inside:
        name = inside[0]
        texts = [pattern_of(node, {**constants, name: text}) or "" for text in given[name]]
    else:
        texts = [pattern_of(node, constants) or ""]
    return [url for text in texts if (url := url_path(text))]


def parametrised(node: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, tuple[str, ...]]:
    """The strings that `pytest.mark.parametrize` gives the parameters of a test."""
    given: dict[str, tuple[str, ...]] = {}
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and dotted(decorator.func).endswith("parametrize"):
            given |= _rows(decorator)
    return given


def _rows(call: ast.Call) -> dict[str, tuple[str, ...]]:
    if len(call.args) < 2:
        return {}
    listed = getattr(call.args[0], "elts", None)
    texts = [string_of(e) or "" for e in listed] if listed else [string_of(call.args[0]) or ""]
    names = [name.strip() for text in texts for name in text.split(",")]
    columns: dict[str, list[str]] = {name: [] for name in names}
    for row in getattr(call.args[1], "elts", []):
        is_param = isinstance(row, ast.Call)
        cells = row.args if is_param else getattr(row, "elts", [row]) if len(names) > 1 else [row]
        for name, cell in zip(names, cells, strict=False):
            text = string_of(cell)
            if text is not None:
                columns[name].append(text)
    return {name: tuple(values) for name, values in columns.items() if values}


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
