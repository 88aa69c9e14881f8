"""An HTTP API as the contract states it (OpenAPI 3.x), normalised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from agentgen.ir.schema import Kind, Schema

BODILESS = frozenset(("204", "205", "304"))
"""Statuses whose answers have no content (RFC 9110, § 15)."""


class Location(StrEnum):
    """Where a parameter travels."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation.

    `part_of` names the object of which this is one property, as the contract declares it.
    """

    name: str
    location: Location
    schema: Schema
    required: bool = False
    description: str = ""
    explode: bool = True
    style: str = ""
    pointer: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """One representation of a body."""

    media_type: str
    schema: Schema
    examples: tuple[Any, ...] = ()

    @property
    def is_json(self) -> bool:
        """True for `application/json` and `application/*+json`."""
        base = self.media_type.split(";")[0].strip().lower()
        return base == "application/json" or base.endswith("+json")


@dataclass(frozen=True, slots=True)
class Body:
    """A request body."""

    contents: tuple[Content, ...]
    required: bool = False
    description: str = ""

    @property
    def json(self) -> Content | None:
        """The JSON representation, if there is one."""
        return next((c for c in self.contents if c.is_json), None)


@dataclass(frozen=True, slots=True)
class Response:
    """One response; `status` is `200`, `4XX` or `default`."""

    status: str
    description: str = ""
    contents: tuple[Content, ...] = ()
    headers: tuple[tuple[str, Schema], ...] = ()

    @property
    def json(self) -> Content | None:
        """The JSON representation, if there is one."""
        return next((c for c in self.contents if c.is_json), None)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One security scheme an alternative asks for, with its scopes."""

    scheme: str
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """One security scheme. `kind` is apiKey, http, oauth2, openIdConnect or mutualTLS.

    `location` and `parameter` tell where an apiKey travels; `http_scheme` is basic, bearer, ….
    """

    name: str
    kind: str
    location: str = ""
    parameter: str = ""
    http_scheme: str = ""
    scopes: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation.

    `id` is unique and a snake_case Python identifier; `operation_id` is the contract's own text.
    `security` lists alternatives: each is a set of requirements that hold together; an empty
    alternative means that anonymous calls are welcome; no alternatives at all means public.
    """

    id: str
    operation_id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[tuple[Requirement, ...], ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    deprecated: bool = False
    extensions: Mapping[str, Any] = field(default_factory=dict)
    pointer: str = ""

    @property
    def path_parameters(self) -> tuple[Parameter, ...]:
        """The path parameters in the order of the path."""
        found = [p for p in self.parameters if p.location is Location.PATH]
        return tuple(sorted(found, key=lambda p: self.path.find("{" + p.name + "}")))

    @property
    def query_parameters(self) -> tuple[Parameter, ...]:
        """The query parameters in document order."""
        return tuple(p for p in self.parameters if p.location is Location.QUERY)

    @property
    def success(self) -> Response | None:
        """The first 2xx response, else a `2XX` or `default` one."""
        for wanted in ("2", "d"):
            for response in self.responses:
                if response.status.lower().startswith(wanted):
                    return response
        return None


@dataclass(frozen=True, slots=True)
class Api:
    """A whole contract.

    Attributes:
        base_path: path part of the first server URL (`/api/v3`), without a trailing slash.
        schemas: named schemas; see `agentgen.ir.schema` for the invariants.
        source: the document's text as given, and `file_name` its name, to be shipped unchanged.
        document: the same as plain values, converted and bundled where that was needed.
    """

    title: str
    version: str
    description: str
    base_path: str
    operations: tuple[Operation, ...]
    schemas: Mapping[str, Schema]
    security_schemes: Mapping[str, SecurityScheme]
    source: str = ""
    file_name: str = "openapi.yaml"
    document: Mapping[str, Any] = field(default_factory=dict)

    def resolve(self, schema: Schema) -> Schema:
        """Follow refs until something else is found (front end guarantees an end)."""
        seen = 0
        while schema.kind is Kind.REF and seen < 100:
            schema = self.schemas[schema.ref]
            seen += 1
        return schema
