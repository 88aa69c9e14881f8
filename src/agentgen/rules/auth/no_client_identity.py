"""Who the user is comes from the session: requests carry no user id to act for."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.backend import fields_of, handled, inner_names, models
from agentgen.rules.base import Example, Found, Params, Rule

_USER_DATA = r"(?:user[- ]?ids?|user identit\w+|identit(?:y|ies)|roles?|tenant ids?|prices|amounts)"

phrases = either(
    forbidden(
        r"\btrust\w*\b[^.;]{0,15}\b(?:client|user|frontend|caller)\b"
        r"(?:[- ](?:sent|supplied|provided|side))?[^.;]{0,15}"
        rf"\b{_USER_DATA}\b",
        named("data", _USER_DATA),
    ),
    forbidden(
        r"\b(?:accept|take|read|trust|use|rely on)\b[^.;]{0,20}\b(?:user|owner|account)[- ]?ids?\b"
        r"[^.;]{0,25}\b(?:from|in|out of) (?:the )?"
        r"(?:clients?|body|bodies|requests?|quer(?:y|ies)|payloads?)\b",
        named("data", _USER_DATA),
    ),
)

_OWNER = re.compile(
    r"^(?:user|owner|author|creator|account)_?id$|^(?:created|updated|owned)_by(?:_id)?$",
    re.IGNORECASE,
)
_ROLE = re.compile(r"^(?:role|roles|is_admin|is_superuser|is_staff|tenant_id)$", re.IGNORECASE)
_PRICE = re.compile(r"^(?:unit_|total_)?(?:price|amount|total)(?:_cents)?$", re.IGNORECASE)
_INPUT = re.compile(r"(?:Create|Update|Patch|Input|In|Request|Payload|Body|Form|Replace|Edit)$")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at parameters of routes that write, and at the fields of what they receive."""
    data = " ".join(params.get("data", ()))
    patterns = [_OWNER] if not data or re.search(r"user|identit", data) else []
    patterns += [
        p
        for key, p in (("role", _ROLE), ("tenant", _ROLE), ("price", _PRICE), ("amount", _PRICE))
        if key in data
    ]
    found, examined = list[Found](), 0
    for route in (r for r in codebase.http_routes if r.method not in ("GET", "HEAD")):
        file = codebase.python[route.place.path]
        examined += 1
        for function in (f for f in file.functions if f.qualname == route.handler):
            for name in (p.name for p in function.parameters):
                if (
                    any(p.search(name) for p in patterns)
                    and f"{{{name}}}" not in route.path
                    and "admin" not in route.path
                ):
                    found.append(
                        Found(
                            route.place.path,
                            function.line,
                            f"`{route}` believes the `{name}` that is sent",
                        )
                    )
    bodies = _bodies(codebase)
    for path, file in lookup.product_python(codebase):
        for item in file.classes:
            taken = _INPUT.search(item.name) or item.name in bodies
            if not taken or "admin" in item.name.lower():
                continue
            for field in fields_of(codebase, item.name).values():
                examined += 1
                if any(p.search(field.name) for p in patterns):
                    line = field.line if field.owner == item.qualname else item.line
                    message = f"`{item.name}` takes `{field.name}` from the client"
                    found.append(Found(path, line, message))
    return found, examined


def _bodies(codebase: Codebase) -> set[str]:
    """Names of the models that routes which write take as their bodies."""
    known = models(codebase)
    found: set[str] = set()
    for route, handler, _ in handled(codebase):
        if route.method in ("GET", "HEAD") or "admin" in route.path:
            continue
        for parameter in handler.parameters:
            if "Depends" not in f"{parameter.annotation} {parameter.default}":
                found |= inner_names(parameter.annotation) & known.keys()
    return found


_WRITE = "app = FastAPI()\n@app.post('/orders')\ndef create(body: OrderCreate"


RULE = Rule(
    id="no-client-identity",
    title="Who the user is comes from the session, not from the request",
    help="take the id of the signed-in user from the dependency that authenticates",
    what="routes that change data, and what they receive",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": _WRITE + ", user: CurrentUser): ...\nclass OrderCreate(BaseModel):\n"
                "    lines: list[int]\nclass Order(BaseModel):\n"
                "    user_id: int\n"
            }
        ),
        Example(
            {"a.py": "app = FastAPI()\n@app.put('/users/{user_id}')\ndef f(user_id: int): ...\n"}
        ),
        Example(
            {
                "a.py": "app = FastAPI()\n@app.get('/orders')\ndef f(user_id: int): ...\n"
                "class AdminOrderCreate(BaseModel):\n    user_id: int\n"
                "@app.post('/x')\ndef g(): ...\n"
            },
            {"data": ("user ids",)},
        ),
    ),
    invalid=(
        Example(
            {
                "a.py": _WRITE + "): ...\nclass Common(BaseModel):\n    user_id: int\n"
                "class OrderCreate(Common):\n    lines: list[int]\n"
            }
        ),
        Example(
            {
                "a.py": _WRITE + "): ...\n",
                "s.py": "class OrderCreate(BaseModel):\n    user_id: int\n",
            }
        ),
        Example(
            {
                "a.py": "app = FastAPI()\n@app.post('/orders')\n"
                "async def f(user_id: int = Query()): ...\n"
            }
        ),
        Example(
            {"s.py": "class OrderRequest(BaseModel):\n    ownerId: str = Field()\n"},
            {"data": ("user ids",)},
        ),
        Example({"s.py": "class UserUpdate(BaseModel):\n    role: str\n"}, {"data": ("roles",)}),
    ),
    prose={
        "Never trust client-sent user IDs": {"data": ("user ids",)},
        "Do not take the user id from the body": {"data": ("user id",)},
        "Do not trust user ids in the request body": {"data": ("user ids",)},
        "Never read user IDs out of the payload": {"data": ("user ids",)},
        "Never trust roles: do not trust user-supplied roles": {"data": ("roles",)},
    },
    not_prose=("Trust the team", "Never take user stories from the client"),
    keywords=words("trust accept take read"),
    status=Status.HEURISTIC,
    combine=union,
    params={"data": Param(ParamKind.WORDS, "data that clients are not trusted with")},
)
