"""The operations of the contract, and no others, are served."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands, plain
from agentgen.ir.readers import Params, union
from agentgen.rules import contract_endpoints
from agentgen.rules.base import Example, Found, Rule

_IMPLEMENT = (
    r"\b(?:implement|follow|match|satisf|conform|adhere|comply|according)\w*\b"
    r"|\bas (?:specified|defined|described)\b"
)
_CONTRACT = (
    r"\b(?:openapi|swagger|(?:api|interface|service) (?:spec\w*|contract|schema|definition))\b"
)


def _mode(text: str) -> Params:
    return {"match": "exact"} if re.search(r"\bexact|\bidentical|\bstrict", text) else {}


@needing(_IMPLEMENT)
def _source(statement: Statement) -> Params | None:
    text = plain(statement)
    if not demands(statement, _IMPLEMENT):
        return None
    path = re.search(r"[\w./-]*(?:openapi|swagger)[\w./-]*\.(?:ya?ml|json)", text)
    if path is None and not re.search(_CONTRACT, text):
        return None
    return {**({"path": path.group()} if path else {}), **_mode(text)}


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"

_SPEC = "openapi: 3.1.0\npaths:\n  /users:\n    get: {}\n"


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare routes and contract as `contract-endpoints` does; a path in the spec names it."""
    path = str(params.get("path", "")).lstrip("/")
    known = {"contract": path} if path in codebase.texts else {}
    return contract_endpoints.inspect(codebase, known)


RULE = Rule(
    id="contract-first",
    title="The API is implemented as its contract says",
    help="change the contract or the route",
    what="operations and routes",
    phrases=_source,
    inspect=inspect,
    valid=(
        Example({"openapi.yaml": _SPEC, "a.py": _APP + "@app.get('/users')\nasync def a(): ...\n"}),
        Example(
            {
                "docs/api.yaml": _SPEC,
                "a.py": _APP + "@app.get('/api/v1/users')\nasync def a(): ...\n",
            },
            {"path": "/docs/api.yaml"},
        ),
    ),
    invalid=(
        Example(
            {"openapi.yaml": _SPEC, "a.py": _APP + "@app.post('/users')\nasync def a(): ...\n"},
            findings=2,
        ),
        Example({"docs/openapi.yaml": _SPEC, "a.py": _APP}, {"path": "docs/openapi.yaml"}),
    ),
    prose={
        "Implement the endpoints of `/openapi.yaml`": {"path": "/openapi.yaml"},
        "Follow the OpenAPI contract exactly": {"match": "exact"},
        "Handlers match the API contract": {},
        "OpenAPI spec: implement exactly as specified": {"match": "exact"},
    },
    not_prose=("Implement the queue", "Generate docs from the OpenAPI document"),
    keywords=(
        "openapi",
        "swagger",
        "contract",
        "api",
        "implement",
        "follow",
        "match",
        "exact",
        "satisf",
        "conform",
        "adhere",
        "comply",
        "according",
        "as",
    ),
    status=Status.ENFORCED,
    combine=union,
    params={
        "path": Param(ParamKind.TEXT, "where the contract lies"),
        "match": Param(ParamKind.TEXT, "how closely it is followed"),
    },
)
