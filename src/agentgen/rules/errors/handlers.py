"""What catches errors that nothing else caught: exception handlers, middleware, boundaries."""

import re
from collections.abc import Iterator

from agentgen.codebase import Codebase
from agentgen.rules import lookup

EVERYTHING = frozenset({"Exception", "BaseException", "500"})
_BOUNDARY = frozenset({"componentDidCatch", "getDerivedStateFromError"})
_ERROR_PAGE = re.compile(r"(?:^|/)(?:global-)?error\.[jt]sx$")
_KEY = re.compile(r"[\w.]+(?=:)")


def registered(codebase: Codebase) -> Iterator[str]:
    """Exceptions and statuses with a handler; empty where a variable stands for them."""
    for _, use in lookup.calls(codebase):
        if use.name.endswith("exception_handler"):
            name = use.arguments[0] or use.keywords.get("exc_class_or_status_code", "")
            yield name if name[:1].isupper() or name.isdigit() or "." in name else ""
        listed = use.keywords.get("exception_handlers")
        if listed is not None:
            yield from _KEY.findall(listed) or ("",)


def catches_everything(codebase: Codebase) -> bool:
    """True when a middleware catches whatever is raised: `dispatch`, or a plain ASGI one."""
    for _, file in lookup.product_python(codebase):
        broad = [h for h in file.handlers if not h.types or EVERYTHING.intersection(h.types)]
        for function in file.functions if broad else ():
            given = {p.name for p in function.parameters}
            wraps = {"scope", "receive", "send"} <= given or "call_next" in given
            if wraps and any(function.line <= h.line <= function.end_line for h in broad):
                return True
    return False


def handles_exceptions(codebase: Codebase) -> bool:
    """True when a handler is registered, or a middleware catches everything."""
    return any(True for _ in registered(codebase)) or catches_everything(codebase)


def has_boundary(codebase: Codebase) -> bool:
    """True for a class that catches, a library's boundary, or a router's error element."""
    for path, file in lookup.product_scripts(codebase):
        if any(_BOUNDARY.intersection(c.members) for c in file.classes):
            return True
        if any("boundary" in i.module.lower() for i in file.imports) or _ERROR_PAGE.search(path):
            return True
        if any(
            "boundary" in e.name.lower() or "errorElement" in e.attributes for e in file.elements
        ):
            return True
        if any(u.name == "useRouteError" for u in file.uses):
            return True
    return False
