"""A Swagger 2.0 document as OpenAPI 3.0.

Source: the Swagger 2.0 specification (https://swagger.io/specification/v2/) and the OpenAPI 3.0.3
specification. Nothing is dropped: what 3.0 has no place for is noted by the caller's reader.
"""

from collections.abc import Mapping
from typing import Any

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_SCHEMA_KEYS = (
    "type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum",
    "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems",
    "enum", "multipleOf", "x-nullable",
)  # fmt: skip
_STYLES = {
    "csv": {"style": "form", "explode": False},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "multi": {"style": "form", "explode": True},
}
_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_MOVED = {
    "#/definitions/": "#/components/schemas/",
    "#/parameters/": "#/components/parameters/",
    "#/responses/": "#/components/responses/",
}
_JSON = ["application/json"]


def is_swagger(root: Mapping[str, Any]) -> bool:
    """True for a document that says it is Swagger 2.x."""
    return "openapi" not in root and str(root.get("swagger") or "").startswith("2")


def convert(root: dict[str, Any]) -> dict[str, Any]:
    """The same API as OpenAPI 3.0.3; values that are not what Swagger wants pass unchanged."""
    reader = _Converter(root)
    components = {
        "schemas": _table(root.get("definitions"), reader.schema),
        "parameters": reader.shared_parameters(),
        "responses": _table(
            root.get("responses"), lambda value: reader.response(value, reader.produces)
        ),
        "securitySchemes": _table(root.get("securityDefinitions"), _security_scheme),
    }
    converted = {
        "openapi": "3.0.3",
        "info": root.get("info") or {},
        "servers": _servers(root),
        "tags": root.get("tags"),
        "paths": reader.paths(),
        "components": {kind: found for kind, found in components.items() if found},
        "security": root.get("security"),
        "externalDocs": root.get("externalDocs"),
        **{key: value for key, value in root.items() if str(key).startswith("x-")},
    }
    return {key: value for key, value in converted.items() if value is not None}


class _Converter:
    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root
        self.consumes = _strings(root.get("consumes")) or _JSON
        self.produces = _strings(root.get("produces")) or _JSON

    def paths(self) -> Any:
        return _table(self.root.get("paths"), self._path_item)

    def _path_item(self, item: Any) -> Any:
        if not isinstance(item, dict):
            return item
        shared = _sequence(item.get("parameters"))
        simple = [p for p in shared if not self._in(p, "body", "formData")]
        inherited = [p for p in shared if self._in(p, "body", "formData")]
        converted: dict[str, Any] = {}
        for key, value in item.items():
            if key in _METHODS:
                converted[key] = self._operation(value, inherited)
            elif key != "parameters":
                converted[key] = value
        if simple:
            converted["parameters"] = [self.parameter(p) for p in simple]
        return converted

    def _operation(self, operation: Any, inherited: list[Any]) -> Any:
        if not isinstance(operation, dict):
            return operation
        consumes = _strings(operation.get("consumes")) or self.consumes
        produces = _strings(operation.get("produces")) or self.produces
        parameters = _sequence(operation.get("parameters"))
        own = [p for p in parameters if self._in(p, "body", "formData")]
        body = self._body(own or inherited, consumes)
        converted = {
            key: value
            for key, value in operation.items()
            if key not in ("consumes", "produces", "parameters", "responses", "schemes")
        }
        simple = [self.parameter(p) for p in parameters if not self._in(p, "body", "formData")]
        if simple:
            converted["parameters"] = simple
        if body:
            converted["requestBody"] = body
        converted["responses"] = _table(
            operation.get("responses"), lambda value: self.response(value, produces)
        )
        return converted

    def _in(self, parameter: Any, *places: str) -> bool:
        return self._resolved(parameter).get("in") in places

    def _resolved(self, parameter: Any) -> dict[str, Any]:
        """The parameter that a reference to a shared one names."""
        if not isinstance(parameter, dict):
            return {}
        ref = parameter.get("$ref")
        if isinstance(ref, str) and ref.startswith("#/parameters/"):
            shared = self.root.get("parameters")
            found = (
                shared.get(ref.removeprefix("#/parameters/")) if isinstance(shared, dict) else {}
            )
            return found if isinstance(found, dict) else {}
        return parameter

    def _body(self, parameters: list[Any], consumes: list[str]) -> dict[str, Any] | None:
        resolved = [self._resolved(p) for p in parameters]
        body = next((p for p in resolved if p.get("in") == "body"), None)
        if body is not None:
            schema = self.schema(body.get("schema") or {})
            return _body(body, {kind: {"schema": schema} for kind in consumes})
        form = [p for p in resolved if p.get("in") == "formData"]
        if not form:
            return None
        has_file = any(p.get("type") == "file" for p in form)
        kinds = [k for k in consumes if k.startswith(("multipart/", "application/x-www-form"))]
        kind = "multipart/form-data" if has_file else "application/x-www-form-urlencoded"
        schema = {
            "type": "object",
            "properties": {str(p.get("name")): self._form_field(p) for p in form},
            "required": [str(p.get("name")) for p in form if p.get("required") is True],
        }
        if not schema["required"]:
            del schema["required"]
        return {"content": {k: {"schema": schema} for k in (kinds or [kind])}}

    def _form_field(self, parameter: dict[str, Any]) -> Any:
        described = {"description": d} if (d := parameter.get("description")) else {}
        return {**self.schema(_pick(parameter)), **described}

    def shared_parameters(self) -> dict[str, Any]:
        """Shared parameters; bodies and forms go into the operations that name them."""
        return {
            name: self.parameter(value)
            for name, value in _items(self.root.get("parameters"))
            if not self._in(value, "body", "formData")
        }

    def parameter(self, value: Any) -> Any:
        """A parameter of path, query or header."""
        if not isinstance(value, dict) or "$ref" in value:
            return self.schema(value)
        kept = {k: v for k, v in value.items() if k not in (*_SCHEMA_KEYS, "collectionFormat")}
        style: Mapping[str, Any] = {}
        if value.get("type") == "array":
            form = str(value.get("collectionFormat") or "csv")
            style = _STYLES.get(form, {}) if value.get("in") == "query" else {}
        return {**kept, **style, "schema": self.schema(_pick(value))}

    def response(self, value: Any, produces: list[str]) -> Any:
        """A response; its schema moves into `content`."""
        if not isinstance(value, dict) or "$ref" in value:
            return self.schema(value)
        converted = {k: v for k, v in value.items() if k not in ("schema", "examples", "headers")}
        if "schema" in value:
            schema = self.schema(value["schema"])
            examples = value.get("examples")
            shown = examples if isinstance(examples, dict) else {}
            converted["content"] = {
                kind: {"schema": schema, **({"example": shown[kind]} if kind in shown else {})}
                for kind in produces
            }
        headers = {name: self._header(header) for name, header in _items(value.get("headers"))}
        return {**converted, **({"headers": headers} if headers else {})}

    def _header(self, header: Any) -> Any:
        if not isinstance(header, dict):
            return header
        described = {"description": d} if (d := header.get("description")) else {}
        return {**described, "schema": self.schema(_pick(header))}

    def schema(self, value: Any) -> Any:
        """A schema, references moved, `x-nullable` and files as 3.0 writes them."""
        if isinstance(value, list):
            return [self.schema(item) for item in value]
        if not isinstance(value, dict):
            return value
        converted: dict[str, Any] = {}
        for key, child in value.items():
            if key == "$ref" and isinstance(child, str):
                converted[key] = _moved(child)
            elif key == "discriminator" and isinstance(child, str):
                converted[key] = {"propertyName": child}
            elif key == "x-nullable":
                converted["nullable"] = child is True
            elif key in ("properties", "patternProperties"):
                converted[key] = _table(child, self.schema)
            elif key in ("example", "default", "enum") or str(key).startswith("x-"):
                converted[key] = child
            elif key == "type" and child == "file":
                converted |= {"type": "string", "format": "binary"}
            else:
                converted[key] = self.schema(child)
        return converted


def _pick(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value[key] for key in _SCHEMA_KEYS if key in value}


def _body(parameter: Mapping[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {"content": content}
    if parameter.get("description"):
        body["description"] = parameter["description"]
    if parameter.get("required") is True:
        body["required"] = True
    return body


def _moved(ref: str) -> str:
    for before, after in _MOVED.items():
        if before in ref:
            return ref.replace(before, after, 1)
    return ref


def _security_scheme(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kind = value.get("type")
    if kind == "basic":
        kept = {k: v for k, v in value.items() if k != "type"}
        return {**kept, "type": "http", "scheme": "basic"}
    if kind != "oauth2":
        return value
    flow = {
        key: value[key] for key in ("authorizationUrl", "tokenUrl") if value.get(key) is not None
    }
    flow["scopes"] = value.get("scopes") or {}
    described = {"description": d} if (d := value.get("description")) else {}
    return {
        "type": "oauth2",
        **described,
        "flows": {_FLOWS.get(str(value.get("flow")), "implicit"): flow},
    }


def _servers(root: Mapping[str, Any]) -> list[dict[str, str]] | None:
    host, base = root.get("host"), str(root.get("basePath") or "")
    schemes = _strings(root.get("schemes")) or ["https"]
    if host:
        return [{"url": f"{scheme}://{host}{base}"} for scheme in schemes]
    return [{"url": base}] if base else None


def _table(value: Any, change: Any) -> Any:
    """A mapping with every value changed; anything else as it is."""
    if not isinstance(value, dict):
        return value
    return {k: v if str(k).startswith("x-") else change(v) for k, v in value.items()}


def _items(value: Any) -> list[tuple[str, Any]]:
    return [(str(k), v) for k, v in value.items()] if isinstance(value, dict) else []


def _sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _strings(value: Any) -> list[str]:
    return [str(item) for item in _sequence(value)]
