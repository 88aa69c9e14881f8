"""What a filled stub has no business with: the process, files, evaluation, suppressed checks."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from agentgen.fill.model import Rejection
from agentgen.fill.script.tree import every, source

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMES = frozenset(
    ("eval", "Function", "process", "require", "globalThis", "global", "Deno", "Bun")
)
_MODULES = frozenset(
    (
        "fs", "os", "net", "tls", "http", "https", "http2", "dgram", "dns", "vm", "v8", "module",
        "process", "cluster", "inspector", "repl", "child_process", "worker_threads", "vitest",
    )
)  # fmt: skip
_SUPPRESSION = re.compile(r"@ts-(?:ignore|expect-error|nocheck)|eslint-disable|biome-ignore")
_PLACEHOLDER = re.compile(
    r"\brest of (?:the |your |this )?(?:code|file|function|method|logic|implementation)"
    r"|\b(?:code|method|logic|implementation)s? (?:here|remains?|unchanged|goes here)"
    r"|\bexisting code\b|\bsame as before\b|\bTODO\b|\bFIXME\b|^/[/*]\s*(?:\.\.\.|…)",
    re.IGNORECASE,
)


def guard(nodes: "Sequence[Node]") -> None:
    """Refuse code that reaches for what a function of a frontend never needs.

    This keeps honest mistakes and tricks on the tests out; the sandbox confines the rest.

    Raises:
        Rejection: naming what is not allowed.
    """
    for node in nodes:
        for comment in every(node, "comment"):
            text = source(comment)
            if _SUPPRESSION.search(text):
                raise Rejection(f"`{text[:60]}` is not allowed here; satisfy the check instead")
            if found := _PLACEHOLDER.search(text):
                raise Rejection(f"a placeholder stands for code: {found[0]!r}; write it all")
        for name in _forbidden(node):
            raise Rejection(f"`{name}` is not allowed here; use what the module offers")


def _forbidden(node: "Node") -> Iterator[str]:
    yield from (source(n) for n in every(node, "identifier") if source(n) in _NAMES)
    for call in every(node, "call_expression"):
        called = call.child_by_field_name("function")
        if called is not None and called.type == "import":
            yield "import()"
    for statement in every(node, "import_statement"):
        module = statement.child_by_field_name("source")
        name = source(module)[1:-1] if module is not None else ""
        if name.startswith("node:") or name.split("/")[0] in _MODULES or ".test" in name:
            yield name
