"""The part of a contract, and of the stories, that one operation concerns."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentgen.ir.story import Scenario, Stories
from agentgen.names import snake, words

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_MAX_SCHEMAS = 40


def operation_yaml(document: Mapping[str, Any], operation: str) -> str:
    """The operation with that `operationId` and the components it refers to, as YAML.

    Args:
        document: the parsed contract, as written.
        operation: the contract's `operationId`, or the snake_case name made up for one without.

    Returns:
        An OpenAPI fragment; empty when the contract has no such operation.
    """
    import yaml

    found = _operation(document, operation)
    if found is None:
        return ""
    path, method, node = found
    shared = document["paths"][path].get("parameters")
    item = {**({"parameters": shared} if shared else {}), method: node}
    fragment: dict[str, Any] = {"paths": {path: item}}
    for pointer, target in _referenced(document, item).items():
        place = fragment
        *folders, name = pointer
        for folder in folders:
            place = place.setdefault(folder, {})
        place[name] = target
    return yaml.safe_dump(fragment, sort_keys=False, allow_unicode=True, width=100)


def endpoint_of(document: Mapping[str, Any], operation: str) -> str:
    """Method and path of an operation, such as `GET /tags`; empty when there is no such one."""
    found = _operation(document, operation)
    return f"{found[1].upper()} {found[0]}" if found else ""


def _operation(
    document: Mapping[str, Any], operation: str
) -> tuple[str, str, Mapping[str, Any]] | None:
    fallback = None
    for path, item in (document.get("paths") or {}).items():
        for method in _METHODS:
            node = item.get(method) if isinstance(item, dict) else None
            if not isinstance(node, dict):
                continue
            name = node.get("operationId")
            if name == operation:
                return path, method, node
            if snake(str(name or f"{method} {path}")) == snake(operation):
                fallback = (path, method, node)
    return fallback


def _referenced(document: Mapping[str, Any], root: Any) -> dict[tuple[str, ...], Any]:
    """Local components reachable from a node, nearest first, by pointer."""
    found: dict[tuple[str, ...], Any] = {}
    queue = [root]
    while queue and len(found) < _MAX_SCHEMAS:
        for ref in _refs(queue.pop(0)):
            parts = tuple(p.replace("~1", "/").replace("~0", "~") for p in ref[2:].split("/"))
            if parts in found or len(parts) < 2:
                continue
            target: Any = document
            for part in parts:
                target = target.get(part) if isinstance(target, dict) else None
            if target is not None:
                found[parts] = target
                queue.append(target)
    return found


def _refs(node: Any) -> Iterator[str]:
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, dict):
            ref = current.get("$ref")
            if isinstance(ref, str) and ref.startswith("#/"):
                yield ref
            stack.extend(reversed(list(current.values())))
        elif isinstance(current, list):
            stack.extend(reversed(current))


def scenarios_of(stories: Stories, operation: str) -> tuple[Scenario, ...]:
    """Scenarios tagged `@<operationId>`, else those whose name holds the operation's words."""
    every = [s for feature in stories.features for s in feature.scenarios]
    plain = snake(operation)
    tagged = tuple(s for s in every if any(snake(tag.lstrip("@")) == plain for tag in s.tags))
    if tagged:
        return tagged
    wanted = set(words(operation))
    return tuple(s for s in every if len(wanted) > 1 and wanted <= set(words(s.name)))


def scenario_text(scenario: Scenario) -> str:
    """A scenario as Gherkin."""
    steps = [f"  {step.keyword.capitalize() or '*'} {step.text}" for step in scenario.steps]
    return "\n".join([f"Scenario: {scenario.name}", *steps])
