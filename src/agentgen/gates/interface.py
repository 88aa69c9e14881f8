"""What an OpenAPI document promises of each operation, in a form that two can be compared in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agentgen.codebase.contract_document import base_path
from agentgen.codebase.fastapi_facts import METHODS
from agentgen.codebase.matching import template, unversioned

_DEPTH = 12
_SECURED = frozenset({"authorization"})
"""Headers that OpenAPI says are no parameters, whatever a document lists."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One operation: its parameters (place, name) and whether each is required, body, statuses."""

    parameters: Mapping[tuple[str, str], bool]
    body: bool
    statuses: frozenset[str]


Promises = dict[tuple[str, str], Promise]
"""Operations by method and path template."""


def promises(document: Mapping[str, Any]) -> Promises:
    """Every operation by method and path template, the base path of the server included."""
    base = base_path(document)
    paths = document.get("paths")
    found = {}
    for path, item in paths.items() if isinstance(paths, dict) else ():
        item = resolved(document, item)
        for method in METHODS & item.keys():
            operation = resolved(document, item[method])
            shared = _parameters(document, item)
            key = (method.upper(), template(f"{base}{path}"))
            found[key] = Promise(
                {**shared, **_parameters(document, operation)},
                _has_body(document, operation),
                frozenset(str(s) for s in _mapping(operation.get("responses"))),
            )
    return found


def aligned(wanted: Promises, given: Promises) -> tuple[Promises, Promises]:
    """Both without `/api` and version prefixes, where they meet in more operations so."""
    one, other = _unversioned(wanted), _unversioned(given)
    lossless = len(one) == len(wanted) and len(other) == len(given)
    better = len(one.keys() & other.keys()) > len(wanted.keys() & given.keys())
    return (one, other) if lossless and better else (wanted, given)


def _unversioned(every: Promises) -> Promises:
    return {(method, unversioned(path)): promise for (method, path), promise in every.items()}


def differences(wanted: Promise, given: Promise) -> Iterator[str]:
    """What an operation lacks of what was promised, and what it asks for beyond that."""
    for (place, name), required in wanted.parameters.items():
        if (place, name) not in given.parameters:
            yield f"takes no {place} parameter `{name}`"
        elif given.parameters[(place, name)] and not required:
            yield f"requires the {place} parameter `{name}`, which is optional"
    for (place, name), required in given.parameters.items():
        if required and (place, name) not in wanted.parameters:
            yield f"requires the {place} parameter `{name}`, which the contract does not know"
    if wanted.body != given.body:
        yield "takes no body" if wanted.body else "takes a body, which the contract does not know"
    for status in sorted(wanted.statuses - given.statuses - {"default"}):
        yield f"does not say that it answers {status}"


def resolved(document: Mapping[str, Any], node: object) -> dict[str, Any]:
    """The object, or the one within the document that it refers to; {} where there is none."""
    for _ in range(_DEPTH):
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str) or not reference.startswith("#/"):
            break
        node = document
        for key in reference[2:].split("/"):
            name = key.replace("~1", "/").replace("~0", "~")
            node = node.get(name) if isinstance(node, dict) else None
    return _mapping(node)


def _mapping(node: object) -> dict[str, Any]:
    return node if isinstance(node, dict) else {}


def _all_parameters(document: Mapping[str, Any], owner: Mapping[str, Any]) -> list[dict[str, Any]]:
    listed = owner.get("parameters")
    return [resolved(document, p) for p in listed] if isinstance(listed, list) else []


def _parameters(
    document: Mapping[str, Any], owner: Mapping[str, Any]
) -> dict[tuple[str, str], bool]:
    """Query, header and cookie parameters: those of the path are part of its template."""
    return {
        (str(p["in"]), str(p["name"]).lower() if p["in"] == "header" else str(p["name"])): (
            p.get("required") is True
        )
        for p in _all_parameters(document, owner)
        if p.get("in") in ("query", "header", "cookie")
        and p.get("name")
        and str(p["name"]).lower() not in _SECURED
    }


def _has_body(document: Mapping[str, Any], operation: Mapping[str, Any]) -> bool:
    places = {p.get("in") for p in _all_parameters(document, operation)}
    return bool(resolved(document, operation.get("requestBody"))) or bool(
        places & {"body", "formData"}
    )
