"""Calls to other services, and what surrounds them."""

import re
from collections.abc import Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import CallUse
from agentgen.rules import lookup

_DIRECT = re.compile(
    r"(?:httpx|requests)\.(?:get|post|put|patch|delete|head|options|request|stream)"
    r"|urllib\.request\.urlopen|aiohttp\.request"
)
_CLIENTS = re.compile(r"(?:httpx\.(?:Async)?Client|requests\.Session|aiohttp\.ClientSession)")
_VERBS = ("get", "post", "put", "patch", "delete", "request", "stream")


def calls_out(codebase: Codebase) -> Iterator[tuple[str, CallUse]]:
    """Requests that the product sends: direct ones, and those through clients of the same file."""
    for path, file in lookup.product_python(codebase):
        clients = _clients(path, codebase)
        for use in file.uses:
            owner, _, verb = use.name.rpartition(".")
            direct = _DIRECT.fullmatch(lookup.full_name(file, use.name))
            if direct or (verb in _VERBS and owner.removeprefix("self.") in clients):
                yield path, use


def _clients(path: str, codebase: Codebase) -> set[str]:
    """Names bound to a client, by assignment or `async with … as client`."""
    file = codebase.python[path]
    made = [u.line for u in file.uses if _CLIENTS.fullmatch(lookup.full_name(file, u.name))]
    if not made:
        return set()
    bound = {n.name for n in file.names if n.line in made}
    return bound | {"client", "_client", "session", "http", "_http"}


def within(codebase: Codebase, path: str, use: CallUse, pattern: re.Pattern[str]) -> bool:
    """True when a call stands in a function with a matching decorator, or in such a block.

    A transport, an adapter or a helper of the same file whose name matches counts as well.
    """
    file = codebase.python[path]
    for function in file.functions:
        inside = function.line <= use.line <= function.end_line
        if inside and any(pattern.search(d) for d in (*function.decorators, function.name)):
            return True
    return any(
        pattern.search(other.name) or any(pattern.search(key) for key in other.keywords)
        for other in file.uses
        if other.function == use.function or not other.function
    )
