"""One OpenAPI document with its local references."""

from dataclasses import dataclass, field
from typing import Any

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.errors import AgentgenError

MAX_REF_CHAIN = 50


def escape(token: str) -> str:
    """Encode one token of a JSON pointer (RFC 6901)."""
    return token.replace("~", "~0").replace("/", "~1")


@dataclass(slots=True)
class Document:
    """A parsed document; collects what could not be represented."""

    root: dict[str, Any]
    name: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    is_original: bool = True

    def replace(self, root: dict[str, Any]) -> None:
        """Take another root: the same API, converted or bundled."""
        self.root = root
        self.is_original = False

    def fail(self, what: str, pointer: str, why: str = "", way_out: str = "") -> AgentgenError:
        """An error that names file and JSON pointer; the caller raises it."""
        return AgentgenError(what, f"{self.name}#{pointer}", why, way_out)

    def note(self, message: str, pointer: str, level: Level = Level.WARNING) -> None:
        """Record something that could not be represented."""
        self.diagnostics.append(
            Diagnostic("contract", level, Place(self.name), f"#{pointer}: {message}")
        )

    def mapping(self, value: Any, at: str) -> dict[str, Any]:
        """The value as a mapping; empty for nothing.

        Raises:
            AgentgenError: for anything else.
        """
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.fail("this is no mapping", at, f"found {value!r:.60}")
        return value

    def sequence(self, value: Any, at: str) -> list[Any]:
        """The value as a list; empty for nothing.

        Raises:
            AgentgenError: for anything else.
        """
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.fail("this is no list", at, f"found {value!r:.60}")
        return value

    def components(self, kind: str) -> dict[str, Any]:
        """The shared parts of one kind, by name."""
        every = self.mapping(self.root.get("components"), "/components")
        return self.mapping(every.get(kind), f"/components/{kind}")

    def lookup(self, ref: str, at: str) -> Any:
        """The value a local reference names.

        Raises:
            AgentgenError: when the reference is remote or names nothing.
        """
        if not ref.startswith("#"):
            raise self.fail(
                f"the reference {ref!r} leaves the document",
                at,
                "there is no file that it could be relative to",
                "give the document as a file",
            )
        node: Any = self.root
        for token in ref[1:].split("/")[1:]:
            key = token.replace("%25", "%").replace("%7B", "{").replace("%7D", "}")
            key = key.replace("~1", "/").replace("~0", "~")
            if isinstance(node, dict) and key in node:
                node = node[key]
            elif isinstance(node, list) and key.isdigit() and int(key) < len(node):
                node = node[int(key)]
            else:
                raise self.fail(f"the reference {ref!r} names nothing", at)
        return node

    def deref(self, node: Any, at: str) -> tuple[Any, str]:
        """Follow `$ref`s; return the node found and its own pointer.

        Raises:
            AgentgenError: for circular chains of references.
        """
        for _ in range(MAX_REF_CHAIN):
            if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
                return node, at
            ref = node["$ref"]
            node, at = self.lookup(ref, at), ref[1:]
        raise self.fail("the reference leads in a circle", at)
