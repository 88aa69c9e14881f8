"""Path items to operations."""

import re
from collections.abc import Iterator
from typing import Any

from agentgen.contract.document import Document, escape
from agentgen.contract.schemas import SchemaReader
from agentgen.ir.api import Body, Content, Location, Operation, Parameter, Requirement, Response
from agentgen.ir.schema import Kind, Schema
from agentgen.names import pascal, snake, unique

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
_NO_URL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\\\ud800-\udfff]")
_STATUS = re.compile(r"^([1-5](\d\d|XX)|default)$", re.IGNORECASE)


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
        paths = self._document.root.get("paths") or {}
        if not isinstance(paths, dict):
            raise self._document.fail("paths is no mapping", "/paths")
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
        name = unique(snake(given or f"{method} {path.replace('{', 'by ')}"), self._ids)
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
            security=self._security(node),
            tags=tuple(str(tag) for tag in node.get("tags") or ()),
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
            for index, raw in enumerate(raws or ()):
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
            raw_schema = (node["content"][media] or {}).get("schema")
            schema_at = f"{at}/content/{escape(media)}/schema"
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
        for media, node in (raw or {}).items():
            at = f"{pointer}/{escape(str(media))}"
            node = node or {}
            schema = self._schemas.read(node.get("schema"), f"{at}/schema", name)
            found.append(Content(str(media), schema, _examples(node)))
        return tuple(found)

    def _responses(self, raw: Any, pointer: str, title: str) -> tuple[Response, ...]:
        found: list[Response] = []
        for status, value in (raw or {}).items():
            text = str(status)
            if not _STATUS.match(text):
                if not text.startswith("x-"):
                    self._document.note(f"{text!r} is no status", f"{pointer}/{escape(text)}")
                continue
            node, at = self._document.deref(value, f"{pointer}/{escape(text)}")
            node = node or {}
            mark = "" if text.startswith("2") and not found else pascal(text, "Status")
            name = _component_name(at) or f"{title}Response{mark.removeprefix('Status')}"
            contents = self._contents(node.get("content"), f"{at}/content", name)
            headers = self._headers(node.get("headers"), f"{at}/headers", name)
            found.append(Response(text, str(node.get("description") or ""), contents, headers))
        return tuple(found)

    def _headers(self, raw: Any, pointer: str, name: str) -> tuple[tuple[str, Schema], ...]:
        found: list[tuple[str, Schema]] = []
        for key, value in (raw or {}).items():
            node, at = self._document.deref(value, f"{pointer}/{escape(str(key))}")
            schema = (node or {}).get("schema")
            read = self._schemas.read(schema, f"{at}/schema", name + pascal(str(key)))
            found.append((str(key), read))
        return tuple(found)

    def _security(self, node: dict[str, Any]) -> tuple[tuple[Requirement, ...], ...]:
        raw = node.get("security", self._document.root.get("security"))
        alternatives: list[tuple[Requirement, ...]] = []
        for alternative in raw or ():
            needs = alternative.items() if isinstance(alternative, dict) else ()
            alternatives.append(
                tuple(Requirement(str(k), tuple(str(s) for s in v or ())) for k, v in needs)
            )
        return tuple(alternatives)


def _in(parameter: Parameter, path: str) -> bool:
    return "{" + parameter.name + "}" in path


def _examples(node: dict[str, Any]) -> tuple[Any, ...]:
    found = [node["example"]] if "example" in node else []
    for value in (node.get("examples") or {}).values():
        if isinstance(value, dict) and "value" in value:
            found.append(value["value"])
    return tuple(found)


def _component_name(pointer: str) -> str:
    """Name for a body that is a shared component itself: its own."""
    parts = pointer.split("/")
    shared = len(parts) == 4 and parts[1] == "components"
    return pascal(parts[3].replace("~1", "/").replace("~0", "~")) if shared else ""
