"""Whatever a request brings goes through a declared type."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import FunctionFact, PythonFile, Route
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, flag, named, together, union, words
from agentgen.rules.backend import handled
from agentgen.rules.base import Example, Found, Rule

_LIBRARIES = r"pydantic|zod|joi|yup|class-validator|marshmallow|json schema|valibot"
_INPUT = (
    r"(?:all |every |each |any |user |client |request |incoming |external |untrusted )*"
    r"(?:inputs?|requests?(?: bodies| body| data| models?| payloads?)?|payloads?|user data"
    r"|request/response models|amounts|parameters|uploads?|form data)"
)
_READ = together(
    named("libraries", _LIBRARIES),
    flag("scope", r"\ball (?:\w+ )?inputs?\b|\bevery (?:\w+ )?input\b", "all"),
    flag("where", r"\bserver[- ]side\b|\bon the server\b", "server"),
)

_BODY = ("POST", "PUT", "PATCH")

_LOOSE = re.compile(
    r"(?:typing\.)?(?:dict|Dict|Any|object|list|List|Mapping)$"
    r"|(?:dict|Dict|Mapping)\[str, (?:Any|object|str)\]|(?:list|List)\[(?:dict|Any)"
)

_RAW = re.compile(
    r"\.(?:json|body|form|query_params\.get|path_params\.get|headers\.get|cookies\.get)$"
)

_CHECKS = re.compile(
    r"\.(?:model_validate\w*|parse_obj|parse_raw|construct_event|validate_python)$"
    r"|verif\w+|compare_digest$|signature"
)
"""A model reads the raw body, or a signature is verified over it."""
_PRODUCED = ("Depends", "Security", "BackgroundTasks", "Request", "Response", "WebSocket")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the parameters of every handler, and at what it reads off the request."""
    found, examined = [], 0
    for route, handler, _ in handled(codebase):
        examined += 1
        file = codebase.python[route.place.path]
        for problem in _problems(route, handler, file):
            message = f"the handler `{route.handler}` of `{route}` {problem}"
            found.append(Found(route.place.path, handler.line, message))
    return found, examined


def _problems(route: Route, handler: FunctionFact, file: PythonFile) -> Iterator[str]:
    for parameter in handler.parameters:
        text = f"{parameter.annotation} {parameter.default}"
        if any(word in text for word in _PRODUCED):
            continue
        if not parameter.annotated and not parameter.default:
            yield f"takes `{parameter.name}` without a type"
        elif route.method in _BODY and _LOOSE.match(parameter.annotation):
            yield f"takes `{parameter.name}: {parameter.annotation}`, which validates nothing"
    requests = {p.name for p in handler.parameters if p.annotation.endswith("Request")}
    own = [u for u in file.uses if u.function == handler.qualname]
    raw = [u.name for u in own if u.name.split(".")[0] in requests and _RAW.search(u.name)]
    if raw and not any(_CHECKS.search(use.name) for use in own):
        yield f"reads `{raw[0]}()` without validating it"


_APP = "from fastapi import FastAPI, Request, Depends\napp = FastAPI()\n"

RULE = Rule(
    id="input-validation",
    title="Input is validated",
    help="declare a type or a model for it",
    what="handlers",
    phrases=either(
        forbidden(
            r"\bskip(?:ping)?\b[^.;]{0,12}\bvalidation\b|\btrust(?:ing)?\b[^.;]{0,12}\b(?:user"
            r"|client"
            r"|external|incoming|frontend)(?:'s|-supplied|-provided)? (?:input|data|values?"
            r"|requests?)\b",
            _READ,
        ),
        demanded(
            rf"\b(?:validate|saniti[sz]e)s? (?:and \w+ )?{_INPUT}\b"
            rf"|\b{_INPUT} (?:is|are|must be|should be) (?:\w+ )?(?:validated|saniti[sz]ed)\b"
            r"|\b(?:input|schema|request|server-side|payload) validation\b"
            rf"|\bvalidat(?:e|es|ed|ion)\b[^.;]{{0,20}}\b(?:with|using|via|through|by)\b"
            rf"[^.;]{{0,15}}\b(?:{_LIBRARIES})\b"
            rf"|\b(?:{_LIBRARIES})\b[^.;]{{0,25}}\b(?:validation|validate|validators?)\b"
            r"|\bschemas? (?:define|drive|carry|own|hold|describe|declare)s? (?:the |all "
            r"|form |input )*"
            r"validation\b|\b(?:pydantic|zod) (?:models?|schemas?)\b[^.;]{0,8}\bjson schema\b",
            _READ,
        ),
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": _APP + "@app.post('/a')\nasync def a(body: Order, s=Depends(f)): ...\n"}),
        Example(
            {
                "a.py": (
                    _APP + "@app.post('/hooks')\nasync def a(request: Request):\n"
                    "    event = stripe.Webhook.construct_event(await request.body(), s, k)\n"
                )
            }
        ),
        Example(
            {"a.py": _APP + "@app.get('/a')\nasync def a(request: Request, limit: int = 20): ...\n"}
        ),
    ),
    invalid=(
        Example({"a.py": _APP + "@app.post('/a')\nasync def a(body: dict): ...\n"}),
        Example({"a.py": _APP + "@app.get('/a/{a_id}')\nasync def a(a_id): ...\n"}),
        Example(
            {
                "a.py": (
                    _APP + "@app.post('/a')\nasync def a(request: Request):\n"
                    "    data = await request.json()\n    return data['x']\n"
                )
            }
        ),
        Example(
            {
                "a.py": (
                    _APP + "@app.get('/a')\nasync def a(request: Request):\n"
                    "    return int(request.query_params.get('n'))\n"
                )
            }
        ),
    ),
    prose={
        "Validate and sanitize ALL inputs": {"scope": "all"},
        "Validate all input (Pydantic models)": {"libraries": ("pydantic",), "scope": "all"},
        "Never skip input validation": {},
        "Validate amounts server-side": {"where": "server"},
        "Request bodies are validated with Zod": {"libraries": ("zod",)},
        "Schemas carry the validation of forms": {},
    },
    not_prose=(
        "Input validation is optional in the prototype",
        "Validate assumptions from context data",
        "Skip the introduction",
        "Schemas define the tables",
    ),
    keywords=words("valid saniti json trust"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "scope": Param(ParamKind.TEXT, "scope"),
        "libraries": Param(ParamKind.WORDS, "libraries"),
        "where": Param(ParamKind.TEXT, "where it is"),
    },
)
