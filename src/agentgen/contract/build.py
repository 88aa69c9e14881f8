"""An OpenAPI document to `Api`."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from agentgen.contract.alike import join_alike
from agentgen.contract.bundle import Read, bundle, has_outer_references
from agentgen.contract.document import Document, escape
from agentgen.contract.loading import parse_document, read_text
from agentgen.contract.operations import OperationReader
from agentgen.contract.parameters import with_plain_parameters
from agentgen.contract.schemas import SchemaReader
from agentgen.contract.sides import Sides
from agentgen.contract.sources import References, reader
from agentgen.contract.swagger2 import convert, is_swagger
from agentgen.diagnostics import Diagnostic, Level
from agentgen.ir.api import Api, Body, Content, Operation, Response, SecurityScheme


def load_api(
    path: Path, references: References | None = None
) -> tuple[Api, tuple[Diagnostic, ...]]:
    """Read a contract from a file, and the files that it refers to; see `parse_api`."""
    return parse_api(read_text(path), path.name, reader(path, references or References()))


def parse_api(text: str, name: str, read: Read | None = None) -> tuple[Api, tuple[Diagnostic, ...]]:
    """Parse an OpenAPI 3.x or Swagger 2.0 document.

    Args:
        text: YAML or JSON.
        name: file name, for messages and for shipping the document.
        read: parses another file that the document refers to; None allows no reference outwards.

    Returns:
        The API, and notes about what could not be represented.

    Raises:
        AgentgenError: when this is no usable OpenAPI document; names file and JSON pointer.
    """
    document = Document(parse_document(text, name), name)
    _to_one_document(document, read)
    _require_version(document)
    join_alike(document)
    schemas = SchemaReader(document)
    schemas.reserve_components()
    operations = OperationReader(document, schemas).read_all()
    schemas.read_components()
    if not operations:
        raise document.fail(
            "the contract has no operation", "/paths", way_out="describe at least one path"
        )
    sides = Sides(schemas.schemas)
    plain = (with_plain_parameters(o, schemas.schemas, document) for o in operations)
    projected = tuple(_project(operation, sides) for operation in plain)
    info = document.mapping(document.root.get("info"), "/info")
    api = Api(
        title=str(info.get("title") or Path(name).stem),
        version=str(info.get("version") or "1.0.0"),
        description=str(info.get("description") or "").strip(),
        base_path=_base_path(document),
        operations=projected,
        schemas=dict(sides.schemas),
        security_schemes=_security_schemes(document),
        source=text if document.is_original else _dumped(document),
        file_name=name if document.is_original else "openapi.yaml",
        document=document.root,
    )
    _check_security(document, api)
    return api, tuple(document.diagnostics)


def _to_one_document(document: Document, read: Read | None) -> None:
    """Take in other files, and convert what is older than OpenAPI 3."""
    if is_swagger(document.root):
        document.replace(convert(document.root))
        document.note("converted from Swagger 2.0 to OpenAPI 3.0", "/swagger", Level.NOTE)
    if read is not None and has_outer_references(document.root):
        document.replace(bundle(document.root, document.name, _converting(read)))
        document.note("bundled from several files into one", "", Level.NOTE)


def _converting(read: Read) -> Read:
    """Reads files of a Swagger document as OpenAPI 3 has them."""

    def converted(file: str, place: str) -> dict[str, Any]:
        root = read(file, place)
        return convert(root) if is_swagger(root) else root

    return converted


def _dumped(document: Document) -> str:
    import yaml

    return yaml.safe_dump(document.root, sort_keys=False, allow_unicode=True, width=100)


def _require_version(document: Document) -> None:
    root = document.root
    version = str(root.get("openapi") or "")
    if version.startswith("3."):
        return
    if "swagger" in root:
        raise document.fail(
            f"this is a Swagger {root['swagger']!r:.20} document",
            "/swagger",
            "Swagger 2.0 and OpenAPI 3 are read",
        )
    raise document.fail(
        "this is no OpenAPI document",
        "/openapi",
        f"openapi is {version!r}" if version else "the key `openapi` is missing",
        "give a document that begins with `openapi: 3.1.0`",
    )


def _base_path(document: Document) -> str:
    servers = document.root.get("servers")
    first = servers[0] if isinstance(servers, list) and servers else {}
    url = str(first.get("url") or "") if isinstance(first, dict) else ""
    variables = first.get("variables") if isinstance(first, dict) else None
    at = "/servers/0/variables"
    for key, value in document.mapping(variables, at).items():
        variable = document.mapping(value, f"{at}/{escape(str(key))}")
        url = url.replace("{" + str(key) + "}", str(variable.get("default") or ""))
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError as problem:
        raise document.fail("this is no URL", "/servers/0/url", str(problem)) from None


def _project(operation: Operation, sides: Sides) -> Operation:
    body = operation.body
    names_record = "{" in operation.path or operation.method not in ("put", "patch")
    side = sides.request if names_record else sides.keyed_request
    return replace(
        operation,
        parameters=tuple(replace(p, schema=sides.request(p.schema)) for p in operation.parameters),
        body=(
            Body(
                tuple(replace(c, schema=side(c.schema)) for c in body.contents),
                body.required,
                body.description,
            )
            if body
            else None
        ),
        responses=tuple(_project_response(response, sides) for response in operation.responses),
    )


def _project_response(response: Response, sides: Sides) -> Response:
    contents: tuple[Content, ...] = tuple(
        replace(c, schema=sides.response(c.schema)) for c in response.contents
    )
    headers = tuple((name, sides.response(schema)) for name, schema in response.headers)
    return replace(response, contents=contents, headers=headers)


def _security_schemes(document: Document) -> dict[str, SecurityScheme]:
    found: dict[str, SecurityScheme] = {}
    for name, raw in document.components("securitySchemes").items():
        node, at = document.deref(raw, f"/components/securitySchemes/{escape(str(name))}")
        if not isinstance(node, dict):
            raise document.fail("this is no security scheme", at)
        found[str(name)] = SecurityScheme(
            name=str(name),
            kind=str(node.get("type") or ""),
            location=str(node.get("in") or ""),
            parameter=str(node.get("name") or ""),
            http_scheme=str(node.get("scheme") or "").lower(),
            scopes=_scopes(document, node.get("flows"), f"{at}/flows"),
            description=str(node.get("description") or "").strip(),
        )
    return found


def _scopes(document: Document, flows: Any, at: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for kind, value in document.mapping(flows, at).items():
        here = f"{at}/{escape(str(kind))}"
        flow = document.mapping(value, here)
        scopes = document.mapping(flow.get("scopes"), f"{here}/scopes")
        found.update(dict.fromkeys(str(scope) for scope in scopes))
    return tuple(found)


def _check_security(document: Document, api: Api) -> None:
    for operation in api.operations:
        for alternative in operation.security:
            for requirement in alternative:
                if requirement.scheme not in api.security_schemes:
                    raise document.fail(
                        f"security scheme {requirement.scheme!r} is not declared",
                        operation.pointer,
                        way_out="declare it in components/securitySchemes",
                    )
