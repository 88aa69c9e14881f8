"""Statuses mean what they say: 404 for what is missing, 201 for what was made."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import CallUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import demands, is_example, mentions, plain
from agentgen.ir.readers import Params, union
from agentgen.rules.backend import handled
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import calls, imports

_CODE = re.compile(r"(?<![\w.])[1-5]\d\d(?![\w%])")
_MEANT_AFTER = re.compile(
    r"\b([1-5]\d\d)\s*(?:\(|=|(?:is |means )?(?:for|on)\b|means\b|:| )\s*(?!and\b|or\b)"
    r"([a-z][a-z /-]{2,30})(?![a-z])"
)
_ANSWERED = re.compile(
    r"\b(?:errors?|violations?|failures?) \([45]\d\d\)|\b(?:return|respond with|answer(?: with)?"
    r"|reply with|use)s? (?:an? |http )*[1-5]\d\d(?: [a-z]+){0,3}? (?:for|on|when|if)\b"
)
_BY_METHOD = re.compile(
    r"\b(?:get|post|put|patch|delete)(?: requests?)? (?:returns?|answers?) [1-5]\d\d\b"
)
_MEANT_BEFORE = re.compile(r"\b([a-z]+(?: [a-z]+)?) \(([1-5]\d\d)\)")
_FACT = re.compile(
    r"\b(?:errors?|exceptions?)\b[^.;]{0,80}\bstatus_code\b|\b(?:errors?|exceptions?) (?:use|carry"
    r"|have|return|map to)\b[^.;]{0,30}\bstatus codes?\b"
)
_PROPER = r"\b(?:proper|correct|appropriate|right|standard)\b[^.;]{0,30}\bstatus[ _]codes?"
_ABOUT_STATUS = r"\b(?:status[ _]codes?|http status\w*|http codes?|http errors?|statuses)\b"


@needing(_CODE.pattern, _PROPER)
def _statuses(statement: Statement) -> Params | None:
    text = plain(statement)
    about = mentions(statement, _ABOUT_STATUS) or _ANSWERED.search(text) or _BY_METHOD.search(text)
    if is_example(statement) or not about:
        return None
    if statement.modality is Modality.INFO and not _FACT.search(text):
        return None
    codes = tuple(dict.fromkeys(int(code) for code in _CODE.findall(text)))
    if not codes:
        return {} if demands(statement, _PROPER) else None
    told = (
        (code, re.sub(r" (?:and|or) *$", "", word)) for code, word in _MEANT_AFTER.findall(text)
    )
    meanings = {code: word.strip() for code, word in told}
    meanings |= {code: word for word, code in _MEANT_BEFORE.findall(text) if code not in meanings}
    return {"codes": codes, **({"meanings": meanings} if meanings else {})}


_ERRORS = ("HTTPException",)

_SAYS = (
    (404, r"\bnot found\b|\bdoes(?:n't| not) exist\b", (404, 410)),
    (401, r"\bnot authenticated\b|\bunauthenticated\b|\binvalid credentials\b", (401, 403, 400)),
    (403, r"\bforbidden\b|\bpermission denied\b|\bnot allowed to\b", (403, 404, 401)),
    (409, r"\balready (?:exists|registered|taken)\b", (409, 400, 422)),
)

_FORMAT = re.compile(r"validat|format|malformed|invalid input")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare raised statuses with what they say, and creating routes with 201."""
    codes = tuple(params.get("codes", ()))
    found, examined = [], 0
    for path, use in calls(codebase):
        if use.name.rsplit(".", 1)[-1] in _ERRORS:
            examined += 1
            found += [Found(path, use.line, problem) for problem in _problems(use, codes)]
    for route, handler, decorator in handled(codebase):
        examined += 1
        options = decorator.keywords if decorator else {}
        makes = route.method == "POST" and re.match(r"(?:create|add|register)_", handler.name)
        own_answer = any(
            text.endswith("Response")
            for text in (handler.returned, *(p.annotation for p in handler.parameters))
        )
        if makes and 201 in codes and "status_code" not in options and not own_answer:
            message = f"`{route}` creates, and answers 200; the spec lists 201"
            found.append(Found(route.place.path, route.place.line, message))
    found += _validation(codebase, params)
    return found, examined


def _problems(use: CallUse, codes: tuple[int, ...]) -> Iterator[str]:
    status = use.keywords.get("status_code") or (use.arguments[0] if use.arguments else "")
    number = re.search(r"(?<!\d)([1-5]\d\d)(?!\d)", status)
    if number is None:
        return
    code = int(number[1])
    if code < 400:
        yield f"an error is raised with status {code}, which means success"
        return
    detail = use.keywords.get("detail") or "".join(use.arguments[1:2])
    for meant, words, fine in _SAYS:
        listed = not codes or meant in codes
        if listed and code not in fine and re.search(words, detail.lower()):
            yield f"«{detail}» is raised with status {code}; {meant} says so"
            return


def _validation(codebase: Codebase, params: Params) -> Iterator[Found]:
    """FastAPI answers 422 for what it can't read, unless a handler says otherwise."""
    meanings = {str(k): str(v) for k, v in (params.get("meanings") or {}).items()}
    wants = _FORMAT.search(meanings.get("400", ""))
    if not wants or not imports(codebase, "fastapi"):
        return
    changed = any(
        "RequestValidationError" in fact.names
        for file in codebase.python.values()
        for fact in file.imports
    )
    app = next(((r.place.path, r.place.line) for r in codebase.http_routes), None)
    if not changed and app:
        message = "input that can't be read is answered 422, FastAPI's default; the spec says 400"
        yield Found(*app, message)


_APP = "from fastapi import FastAPI, HTTPException\napp = FastAPI()\n"

RULE = Rule(
    id="status-codes",
    title="Answers have the HTTP status that the spec lists",
    help="answer with the status that means it",
    what="routes and raised errors",
    phrases=_statuses,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": _APP + "@app.post('/a', status_code=201)\nasync def create_a(): ...\n"},
            {"codes": (201,)},
        ),
        Example(
            {
                "a.py": _APP
                + "def f():\n    raise HTTPException(status_code=404, detail='Not found')\n"
            }
        ),
        Example(
            {"a.py": _APP + "def f():\n    raise HTTPException(418, 'Page not found in cache')\n"},
            {"codes": (200,)},
        ),
    ),
    invalid=(
        Example(
            {"a.py": _APP + "@app.post('/a')\nasync def create_a(): ...\n"}, {"codes": (200, 201)}
        ),
        Example(
            {"a.py": _APP + "def f():\n    raise HTTPException(400, detail='User not found')\n"}
        ),
        Example(
            {"a.py": _APP + "def f():\n    raise HTTPException(status_code=200, detail='failed')\n"}
        ),
        Example(
            {"a.py": _APP + "@app.get('/a')\nasync def a(): ...\n"},
            {"codes": (400, 422), "meanings": {"400": "validation"}},
        ),
    ),
    prose={
        "Use proper HTTP status codes (200, 201, 404)": {"codes": (200, 201, 404)},
        "Status codes: 400 (validation), 401 (auth)": {
            "codes": (400, 401),
            "meanings": {"400": "validation", "401": "auth"},
        },
        "Return the correct status codes": {},
        "DELETE returns 204": {"codes": (204,)},
        "Return 404 for missing orders and 409 for clashes": {
            "codes": (404, 409),
            "meanings": {"404": "missing orders", "409": "clashes"},
        },
        "Each expected failure sets the right `status_code`": {},
        "Errors carry a status_code (409 conflict, 404 not found)": {
            "codes": (409, 404),
            "meanings": {"409": "conflict", "404": "not found"},
        },
        "HTTP status: 422 is for unreadable payloads, 409 means a clash": {
            "codes": (422, 409),
            "meanings": {"422": "unreadable payloads", "409": "a clash"},
        },
        "Distinguish format errors (400) from rule violations (422)": {
            "codes": (400, 422),
            "meanings": {"400": "format errors", "422": "rule violations"},
        },
    },
    not_prose=(
        "Track the status of 200 jobs",
        "Retry 3 times on errors",
        "Set the status of the order",
    ),
    keywords=("status", "http", "error", "1", "2", "3", "4", "5"),
    describes=True,
    status=Status.HEURISTIC,
    combine=union,
    params={
        "codes": Param(ParamKind.WHOLES, "statuses that may be answered"),
        "meanings": Param(ParamKind.TABLE, "what a status stands for"),
    },
)
