"""Look into JSON: values by dotted path, at the top or wherever an envelope keeps them."""

from collections import deque
from collections.abc import Iterator
from typing import Any

MISSING: Any = object()


def at(body: Any, path: str) -> Any:
    """Return what lies at `a.b[0].c`, or MISSING."""
    for part in path.replace("[", ".").replace("]", "").split("."):
        if isinstance(body, dict) and part in body:
            body = body[part]
        elif isinstance(body, list) and part.isdecimal() and int(part) < len(body):
            body = body[int(part)]
        else:
            return MISSING
    return body


def anywhere(body: Any, path: str) -> Any:
    """Return what lies at a path from the body or from the outermost value that has it."""
    found = (at(part, path) for part in parts(body))
    return next((value for value in found if value is not MISSING), MISSING)


def parts(body: Any) -> Iterator[Any]:
    """Yield a body and all values within, the outermost first."""
    waiting = deque([body])
    while waiting:
        part = waiting.popleft()
        yield part
        if isinstance(part, dict):
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
