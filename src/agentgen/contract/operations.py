"""Path items to operations."""

import re
from collections.abc import Iterator
from typing import Any

from agentgen.contract.document import Document, escape
from agentgen.contract.reserved import FUNCTIONS
from agentgen.contract.schemas import SchemaReader
from agentgen.ir.api import (
    BODILESS,
    Body,
    Content,
    Location,
    Operation,
    Parameter,
    Requirement,
    Response,
)
from agentgen.ir.schema import Kind, Schema
from agentgen.names import no_test, pascal, shortened, snake, unique

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
_NO_URL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\\\ud800-\udfff]")
_STATUS = re.compile(r"^([1-5](\d\d|XX)|default)$", re.IGNORECASE)
_LONGEST = 60
"""Characters of a function's name."""


class OperationReader:
    """Reads the operations of one document."""

    def __init__(self, document: Document, schemas: SchemaReader) -> None:
        self._document = document
        self._schemas = schemas
        self._ids: set[str] = set()

    def read_all(self) -> tuple[Operation, ...]:
        """All operations in document order.

        Raises:
            AgentgenError: for anything that is no operation.
        """
        paths = self._document.mapping(self._document.root.get("paths"), "/paths")
        return tuple(self._read_paths(paths))

    def _read_paths(self, paths: dict[str, Any]) -> Iterator[Operation]:
        for path, raw in paths.items():
            pointer = f"/paths/{escape(str(path))}"
            if str(path).startswith("x-"):
                continue
            if not str(path).startswith("/"):
                raise self._document.fail("a path must begin with a slash", pointer)
            if _NO_URL.search(str(path)):
                raise self._document.fail(
                    "a path holds characters that no URL has",
                    ascii(pointer)[1:-1],
                    way_out="percent-encode them",
                )
            item, at = self._document.deref(raw, pointer)
            if not isinstance(item, dict):
                raise self._document.fail("this is no path item", pointer)
            for method in METHODS:
                if method in item:
                    yield self._operation(str(path), method, item, f"{at}/{method}")

    def _operation(self, path: str, method: str, item: dict[str, Any], pointer: str) -> Operation:
        node = item[method]
        if not isinstance(node, dict):
            raise self._document.fail("this is no operation", pointer)
        given = str(node.get("operationId") or "")
        name = unique(_identifier(given, method, path), self._ids)
        self._ids.add(name)
        title = pascal(given) if given else pascal(name.replace("_", " ").title())
        return Operation(
            id=name,
            operation_id=given,
            method=method,
            path=path,
            parameters=self._parameters(path, item, node, pointer, title),
            body=self._body(node.get("requestBody"), f"{pointer}/requestBody", title),
            responses=self._responses(node.get("responses"), f"{pointer}/responses", title),
            security=self._security(node, pointer),
            tags=tuple(
                str(tag) for tag in self._document.sequence(node.get("tags"), f"{pointer}/tags")
            ),
            summary=str(node.get("summary") or "").strip(),
            description=str(node.get("description") or "").strip(),
            deprecated=node.get("deprecated") is True,
            extensions={k: v for k, v in node.items() if str(k).startswith("x-")},
            pointer=pointer,
        )

    def _parameters(
        self, path: str, item: dict[str, Any], node: dict[str, Any], pointer: str, title: str
    ) -> tuple[Parameter, ...]:
        found: dict[tuple[str, Location], Parameter] = {}
        shared = f"{pointer.rsplit('/', 1)[0]}/parameters"
        for raws, at in (
            (item.get("parameters"), shared),
            (node.get("parameters"), f"{pointer}/parameters"),
        ):
            for index, raw in enumerate(self._document.sequence(raws, at)):
                parameter = self._parameter(raw, f"{at}/{index}", title)
                found[parameter.name, parameter.location] = parameter
        for name in re.findall(r"{([^{}]+)}", path):
            if (name, Location.PATH) not in found:
                self._document.note(f"path parameter {name!r} is not declared", pointer)
                found[name, Location.PATH] = Parameter(
                    name, Location.PATH, Schema(Kind.STRING), required=True, pointer=pointer
                )
        declared = found.values()
        return tuple(p for p in declared if p.location is not Location.PATH or _in(p, path))

    def _parameter(self, raw: Any, pointer: str, title: str) -> Parameter:
        node, at = self._document.deref(raw, pointer)
        if not isinstance(node, dict) or "name" not in node:
            raise self._document.fail("this is no parameter", at)
        try:
            location = Location(str(node.get("in")))
        except ValueError:
            way_out = "use path, query, header or cookie"
            raise self._document.fail(
                f"there is no parameter location {node.get('in')!r}", at, way_out=way_out
            ) from None
        name = str(node["name"])
        raw_schema, schema_at = node.get("schema"), f"{at}/schema"
        if raw_schema is None and isinstance(node.get("content"), dict) and node["content"]:
            media = next(iter(node["content"]))
            media_at = f"{at}/content/{escape(str(media))}"
            raw_schema = self._document.mapping(node["content"][media], media_at).get("schema")
            schema_at = f"{media_at}/schema"
        style = str(node.get("style") or "")
        return Parameter(
            name=name,
            location=location,
            schema=self._schemas.read(raw_schema, schema_at, title + pascal(name)),
            required=node.get("required") is True or location is Location.PATH,
            description=str(node.get("description") or "").strip(),
            explode=node.get("explode", style in ("", "form")) is True,
            style=style,
            pointer=at,
        )

    def _body(self, raw: Any, pointer: str, title: str) -> Body | None:
        if raw is None:
            return None
        node, at = self._document.deref(raw, pointer)
        if not isinstance(node, dict):
            raise self._document.fail("this is no request body", at)
        name = _component_name(at) or f"{title}Request"
        contents = self._contents(node.get("content"), f"{at}/content", name)
        if not contents:
            return None
        return Body(contents, node.get("required") is True, str(node.get("description") or ""))

    def _contents(self, raw: Any, pointer: str, name: str) -> tuple[Content, ...]:
        found: list[Content] = []
        for media, value in self._document.mapping(raw, pointer).items():
            at = f"{pointer}/{escape(str(media))}"
            node = self._document.mapping(value, at)
            schema = self._schemas.read(node.get("schema"), f"{at}/schema", name)
            found.append(Content(str(media), schema, _examples(node)))
        return tuple(found)

    def _responses(self, raw: Any, pointer: str, title: str) -> tuple[Response, ...]:
        found: list[Response] = []
        for status, value in self._document.mapping(raw, pointer).items():
            text = str(status)
            if not _STATUS.match(text):
                if not text.startswith("x-"):
                    self._document.note(f"{text!r} is no status", f"{pointer}/{escape(text)}")
                continue
            target, at = self._document.deref(value, f"{pointer}/{escape(text)}")
            node = self._document.mapping(target, at)
            mark = "" if text.startswith("2") and not found else pascal(text, "Status")
            name = _component_name(at) or f"{title}Response{mark.removeprefix('Status')}"
            raw_contents = None if text in BODILESS else node.get("content")
            contents = self._contents(raw_contents, f"{at}/content", name)
            headers = self._headers(node.get("headers"), f"{at}/headers", name)
            found.append(Response(text, str(node.get("description") or ""), contents, headers))
        return tuple(found)

    def _headers(self, raw: Any, pointer: str, name: str) -> tuple[tuple[str, Schema], ...]:
        found: list[tuple[str, Schema]] = []
        for key, value in self._document.mapping(raw, pointer).items():
            node, at = self._document.deref(value, f"{pointer}/{escape(str(key))}")
            schema = self._document.mapping(node, at).get("schema")
            read = self._schemas.read(schema, f"{at}/schema", name + pascal(str(key)))
            found.append((str(key), read))
        return tuple(found)

    def _security(self, node: dict[str, Any], pointer: str) -> tuple[tuple[Requirement, ...], ...]:
        own = "security" in node
        raw = node["security"] if own else self._document.root.get("security")
        at = f"{pointer}/security" if own else "/security"
        alternatives: list[tuple[Requirement, ...]] = []
        for index, value in enumerate(self._document.sequence(raw, at)):
            needs = self._document.mapping(value, f"{at}/{index}")
            alternatives.append(
                tuple(
                    self._requirement(k, v, f"{at}/{index}/{escape(str(k))}")
                    for k, v in needs.items()
                )
            )
        return tuple(alternatives)

    def _requirement(self, scheme: Any, scopes: Any, at: str) -> Requirement:
        return Requirement(
            str(scheme), tuple(str(scope) for scope in self._document.sequence(scopes, at))
        )


def _identifier(given: str, method: str, path: str) -> str:
    """A function's name for an operation, of the contract's own name or of its path.

    It is no longer than a line bears, and none that pytest would take for a test's.
    """
    name = snake(given or f"{method} {path.replace('{', 'by ')}")
    if name in FUNCTIONS:
        segments = [s for s in path.split("/") if s and "{" not in s]
        name = snake(f"{name} {segments[-1] if segments else 'operation'}")
    if len(name) > _LONGEST and not given:
        name = snake(f"{method} {re.sub('{[^{}]*}', '', path)}")
    return shortened(no_test(name, "run"), _LONGEST)


def _in(parameter: Parameter, path: str) -> bool:
    return "{" + parameter.name + "}" in path


def _examples(node: dict[str, Any]) -> tuple[Any, ...]:
    found = [node["example"]] if "example" in node else []
    many = node.get("examples")
    for value in many.values() if isinstance(many, dict) else ():
        if isinstance(value, dict) and "value" in value:
            found.append(value["value"])
    return tuple(found)


def _component_name(pointer: str) -> str:
    """Name for a body that is a shared component itself: its own."""
    parts = pointer.split("/")
    shared = len(parts) == 4 and parts[1] == "components"
    return pascal(parts[3].replace("~1", "/").replace("~0", "~")) if shared else ""
