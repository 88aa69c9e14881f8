"""A contract of several files as one document: every outer reference becomes a local one.

Source: the OpenAPI specification on Reference Objects and relative references (RFC 3986). Schemas,
parameters, responses and their kin go to `components` under their own names; path items are
written in place, because OpenAPI 3.0 has no component for them.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from agentgen.contract.document import MAX_REF_CHAIN, Document, escape
from agentgen.errors import AgentgenError

Read = Callable[[str, str], dict[str, Any]]
"""(file or URL, place of the reference) to its parsed mapping; raises for what may not be read."""

_KINDS = {
    "parameters": "parameters",
    "responses": "responses",
    "headers": "headers",
    "examples": "examples",
    "links": "links",
    "callbacks": "callbacks",
    "requestBody": "requestBodies",
    "requestBodies": "requestBodies",
    "securitySchemes": "securitySchemes",
}
_SCHEMA_PARENTS = {
    "schema", "schemas", "items", "properties", "patternProperties", "additionalProperties",
    "allOf", "anyOf", "oneOf", "not", "prefixItems", "if", "then", "else", "contains",
    "propertyNames", "dependentSchemas", "unevaluatedItems", "unevaluatedProperties", "$defs",
}  # fmt: skip
_INLINE = "paths"
_MAPS = frozenset(_KINDS) | {"schemas", "properties", "patternProperties", "$defs", "pathItems"}
"""Keys of mappings whose own keys are names, `x-rate-limit` among the headers."""
_LITERAL = {"example", "default", "enum", "const", "value"}
_LOOKS_LIKE_FILE = re.compile(r"^(?![a-z]+:|#)[^\s#]+\.(?:ya?ml|json)(?:#.*)?$|^https?://", re.I)
MAX_FILES = 2_000


@dataclass(slots=True)
class _Bundler:
    root: dict[str, Any]
    name: str
    read: Read
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    placed: dict[tuple[str, str, str], str] = field(default_factory=dict)
    components: dict[str, dict[str, Any]] = field(default_factory=dict)

    def rewritten(self, node: Any, base: str, kind: str, depth: int = 0, key: str = "") -> Any:
        """The node with every reference local to the bundle.

        Args:
            node: a value of the file `base`.
            base: file (or URL) that the node's references are relative to; empty for the root.
            kind: what the node is: a kind of component, `paths`, or empty where nobody knows yet.
            depth: how many path items have been written into one another.
            key: key of the mapping that holds the node.
        """
        if isinstance(node, list):
            return [self.rewritten(item, base, kind, depth) for item in node]
        if not isinstance(node, dict):
            return node
        ref = node.get("$ref")
        if isinstance(ref, str) and (base or not ref.startswith("#")):
            return self._followed(node, ref, base, kind, depth)
        return {
            name: self._child(node, name, base, kind, depth, is_map=key in _MAPS) for name in node
        }

    def _child(
        self, node: dict[str, Any], name: str, base: str, kind: str, depth: int, *, is_map: bool
    ) -> Any:
        """One value of a mapping, rewritten unless it is data."""
        value = node[name]
        if name in _LITERAL and not _names_examples(name, value):
            return value
        if not is_map and _is_extension(name):
            return value
        if name == "mapping":
            return self._mapping_of(value, base, kind)
        return self.rewritten(value, base, _kind_below(str(name), kind), depth, str(name))

    def _mapping_of(self, value: Any, base: str, kind: str) -> Any:
        """The mapping of a discriminator: its values are names or references."""
        if not isinstance(value, dict):
            return value
        return {
            key: (
                self._local(target, base, "schemas")
                if isinstance(target, str)
                and (_LOOKS_LIKE_FILE.match(target) or (base and "#" in target))
                else target
            )
            for key, target in value.items()
        }

    def _followed(self, node: dict[str, Any], ref: str, base: str, kind: str, depth: int) -> Any:
        if kind != _INLINE:
            beside = {k: v for k, v in node.items() if k != "$ref"}
            return {"$ref": self._local(ref, base, kind or "schemas"), **beside}
        if depth > MAX_REF_CHAIN:
            raise AgentgenError("the reference leads in a circle", f"{base or self.name}: {ref}")
        target, file, _ = self._target(ref, base)
        inlined = self.rewritten(target, file, kind, depth + 1)
        return {**inlined, **{k: v for k, v in node.items() if k != "$ref"}}

    def _local(self, ref: str, base: str, kind: str) -> str:
        """The local reference that stands for an outer one; its target is placed once."""
        target, file, pointer = self._target(ref, base)
        if not file:
            return f"#{pointer}"
        key = (file, pointer, kind)
        if key not in self.placed:
            shelf = self.components.setdefault(kind, {})
            wanted = unquote(pointer.rsplit("/", 1)[-1]) or posixpath.basename(file).split(".")[0]
            name = self._free(re.sub(r"[^A-Za-z0-9._-]+", "_", wanted) or "Part", kind)
            self.placed[key] = f"#/components/{kind}/{escape(name)}"
            shelf[name] = None
            shelf[name] = self.rewritten(target, file, kind)
        return self.placed[key]

    def _free(self, wanted: str, kind: str) -> str:
        own = self.root.get("components")
        of_kind = own.get(kind) if isinstance(own, dict) else None
        taken = {*(of_kind if isinstance(of_kind, dict) else ()), *self.components.get(kind, ())}
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}{number}", number + 1
        return name

    def _target(self, ref: str, base: str) -> tuple[Any, str, str]:
        """The value a reference names, the file it is in (empty: the root), and its pointer."""
        place, _, pointer = ref.partition("#")
        file = _joined(base, place) if place else base
        if file == self.name:
            file = ""
        document = Document(self._file(file, base) if file else self.root, file or self.name)
        return (
            document.lookup(f"#{pointer}", f"/{ref}") if pointer else document.root,
            file,
            pointer,
        )

    def _file(self, file: str, base: str) -> dict[str, Any]:
        if file not in self.files:
            if len(self.files) >= MAX_FILES:
                raise AgentgenError(
                    "the contract has too many files", self.name, f"over {MAX_FILES}"
                )
            self.files[file] = self.read(file, base or self.name)
        return self.files[file]


def has_outer_references(node: Any) -> bool:
    """True when some `$ref` leaves the document."""
    stack = [("", node)]
    while stack:
        parent, value = stack.pop()
        if isinstance(value, dict):
            ref = value.get("$ref")
            if isinstance(ref, str) and not ref.startswith("#"):
                return True
            stack.extend(
                (str(key), child) for key, child in value.items()
                if parent in _MAPS or not _is_extension(key)
            )  # fmt: skip
        elif isinstance(value, list):
            stack.extend(("", item) for item in value)
    return False


def bundle(root: dict[str, Any], name: str, read: Read) -> dict[str, Any]:
    """One document that says what the files say together.

    Args:
        root: the main document.
        name: its file name; references of other files to it become local.
        read: parses another file.

    Raises:
        AgentgenError: when a reference names nothing, or `read` refuses.
    """
    bundler = _Bundler(root, name, read)
    whole: dict[str, Any] = bundler.rewritten(root, "", "")
    if bundler.components:
        own = whole.get("components")
        merged = dict(own) if isinstance(own, dict) else {}
        for kind, found in bundler.components.items():
            kept = merged.get(kind)
            merged[kind] = {**(kept if isinstance(kept, dict) else {}), **found}
        whole["components"] = merged
    return whole


def _joined(base: str, place: str) -> str:
    if re.match(r"https?://", place):
        return place
    if re.match(r"https?://", base):
        from urllib.parse import urljoin

        return urljoin(base, place)
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(place)))


def _kind_below(key: str, kind: str) -> str:
    if key in _SCHEMA_PARENTS:
        return "schemas"
    if kind == "schemas":
        return kind
    if key in ("paths", "webhooks", "pathItems"):
        return _INLINE
    return _KINDS.get(key, "" if kind == _INLINE and key in _OPERATIONS else kind)


_OPERATIONS = {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}


def _is_extension(key: object) -> bool:
    """True for `x-…`: what is in there is the business of other tools, references included."""
    return isinstance(key, str) and key.startswith("x-")


def _names_examples(key: str, value: Any) -> bool:
    """True where the key is the name of a property, not a literal (`properties: {example: …}`)."""
    return isinstance(value, Mapping) and bool({"type", "$ref", "properties"} & value.keys())
