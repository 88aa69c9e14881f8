"""Types of the frontend have the fields of the backend's models of the same name."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union, words
from agentgen.rules.backend import fields_of, models
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_scripts

_FIELD = re.compile(r"^\s*(?:readonly\s+)?[\"']?([A-Za-z_]\w*)[\"']?\??\s*:", re.MULTILINE)

_CAMEL = re.compile(r"(?<=[a-z0-9])([A-Z])")

_SUFFIXES = ("", "Out", "Read", "Response", "Schema", "Public")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Compare interfaces and object types with models by name."""
    known = models(codebase)
    found, examined = [], 0
    for path, file in product_scripts(codebase):
        for item in file.declarations:
            model = next((item.name + s for s in _SUFFIXES if item.name + s in known), "")
            body = _body(item.text) if item.kind in ("interface", "type") else ""
            if not model or not body or "extends" in item.text.split("{")[0]:
                continue
            examined += 1
            theirs = _backend(codebase, model)
            for name in _names(body):
                if theirs and not {name, _CAMEL.sub(r"_\1", name).lower()} & theirs:
                    message = f"`{item.name}.{name}` is no field of the backend's `{model}`"
                    found.append(Found(path, item.line, message))
    return found, examined


def _body(text: str) -> str:
    """The object that a type is, without nested objects; empty for unions and others."""
    head, brace, rest = text.partition("{")
    if not brace or ("=" in head and head.split("=")[1].strip()):
        return ""
    inner = rest.rpartition("}")[0]
    return re.sub(r"\{[^{}]*\}", "object", re.sub(r"//[^\n]*|/\*.*?\*/", "", inner))


def _names(body: str) -> list[str]:
    return _FIELD.findall(re.sub(r"[;,]", "\n", body))


def _backend(codebase: Codebase, model: str) -> set[str]:
    fields = fields_of(codebase, model)
    aliases = {f.keywords[k] for f in fields.values() for k in ("alias",) if k in f.keywords}
    return set(fields) | aliases


_MODEL = "from pydantic import BaseModel\nclass Order(BaseModel):\n    id: int\n    paid_at: str\n"

RULE = Rule(
    id="shared-types",
    title="Frontend and backend have the same types",
    help="give both the same fields, or generate the types from the OpenAPI document",
    what="types that both sides have",
    phrases=demanded(
        r"\b(?:front-?end|client|typescript)?\s?(?:types?|interfaces?)\b[^.;]{0,15}"
        r"\b(?:match\w*|mirror\w*|correspond\w*)\b[^.;]{0,20}"
        r"\b(?:back-?end|server|api|response|pydantic)\b"
        r"|\bshared? (?:\w+ )?types\b[^.;]{0,20}\b(?:front-?end|back-?end|client)\b"
    ),
    inspect=inspect,
    valid=(
        Example(
            {"a.py": _MODEL, "src/a.ts": "export interface Order { id: number; paidAt: string }\n"}
        ),
        Example(
            {
                "a.py": _MODEL,
                "src/a.ts": "export type Order = {\n  id: number;\n  paid_at?: string;\n};\n",
            }
        ),
    ),
    invalid=(
        Example(
            {"a.py": _MODEL, "src/a.ts": "export interface Order { id: number; payedAt: string }\n"}
        ),
        Example(
            {
                "a.py": _MODEL.replace("Order", "OrderResponse"),
                "src/types.ts": "export type Order = {\n  id: number;\n  total: number;\n};\n",
            }
        ),
    ),
    prose={
        "Type-safe interfaces matching backend models": {},
        "Frontend types match backend response models": {},
        "TypeScript types must mirror the Pydantic models": {},
    },
    not_prose=("Types match their names", "No shared types between frontend and backend"),
    keywords=words("type interface"),
    status=Status.HEURISTIC,
    combine=union,
)
