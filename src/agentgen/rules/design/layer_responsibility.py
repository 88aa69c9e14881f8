"""Layers do their own work: no queries in routes, no HTTP in services, no HTTP in repositories."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer
from agentgen.codebase.model import PythonFile
from agentgen.codebase.use_model import CallUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import is_example, plain
from agentgen.ir.readers import Params, names, union
from agentgen.rules.backend import in_layer
from agentgen.rules.base import Example, Found, Rule

_LAYERS = {
    "routes": (
        r"(?:api |http )?(?:routes?|routers?|controllers?|handlers?|endpoints?"
        r"|views)(?: layer)?|api layer|presentation(?: layer)?"
    ),
    "services": (
        r"(?:business |application |domain )?services?(?: layer)?|business (?:logic"
        r"|layer)|use[- ]cases?|domain layer"
    ),
    "repositories": (
        r"(?:data )?repositor(?:y|ies)(?: layer|/dal)?|dal|data access(?: layer)?"
        r"|data layer|persistence(?: layer)?"
    ),
    "models": r"(?:database |data |orm |domain )?(?:models?|entities)(?: layer)?",
    "schemas": r"(?:pydantic )?(?:schemas?|dtos?)(?: layer)?",
    "tasks": r"(?:celery |background )?(?:tasks?|workers?|jobs?)(?: layer)?",
}
_ROLE = re.compile(
    "^(?:the )?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LAYERS.items())
    + r")(?: pattern)?\s*(?::|>|=| - )\s*(?P<does>[a-z].{8,})"
)
_ROLE_VERB = re.compile(
    r"\b(?:handl\w+|business|logic|orchestrat\w+|quer(?:y|ies)|data|access|http|validat\w+|domain"
    r"|encapsulat\w+|persist\w*|parse\w*|format\w*|thin|calls?|contain\w*|only|no\b|never|owns?"
    r"|rules?)"
)


_LOGIC = r"(?:the |all |any )?(?:business|domain|core) (?:logic|rules)"
_HOME = re.compile(
    rf"^{_LOGIC} (?:lives?|belongs?|goes|stays?|resides?|sits?) (?:only )?(?:in|inside|within) "
    rf"(?:the |an? )?(?P<layer>{_LAYERS['services']})(?=$|[ .,;])"
)
_MAYBE = r"(?:should |must |may |can )?(?:only )?"
_WORK = tuple(
    re.compile(rf"^(?:the |all )?(?P<layer>{_LAYERS[layer]}) {_MAYBE}(?:{work})")
    for layer, work in (
        (
            "routes",
            r"(?:parses?|validates?|translates?|handles?) (?:only )?(?:the |all )?(?:input"
            r"|requests?"
            r"|http)\b(?! (?:for|from|errors?))|(?:calls?|delegates? to) (?:only )?(?:the "
            r"|an? |one "
            r"|1 )?services?\b",
        ),
        (
            "services",
            rf"(?:contains?|holds?|owns?|implements?|encapsulates?|handles?) {_LOGIC}\b"
            r"|(?:calls?|orchestrates?|coordinates?) (?:the )?repositor(?:y|ies)\b",
        ),
        (
            "repositories",
            r"(?:contains?|holds?|owns?|encapsulates?|handles?|isolates?) (?:all |the |only )*"
            r"(?:(?:database|db|sql|orm) )?(?:quer(?:y|ies)|data access|persistence|sql)\b",
        ),
    )
)
"""Sentences that say what a layer does: `Services contain business logic`."""
_CALLING = (
    r"\b(?:calls?|delegates? to|orchestrates?|coordinates?)"
    r" (?:the |only |exactly |an? |one |single )*"
)
_ONE_METHOD = re.compile(
    r"\bcalls? (?:only |exactly )?(?:a single|one|1) (?:service|use[- ]case"
    r"|repository) (?:method|function)\b"
)


@needing(*(one.pattern for one in (_ROLE, _HOME, *_WORK)))
def _layer_role(statement: Statement) -> Params | None:
    """«Services: business logic, no HTTP», «services contain business logic»."""
    if is_example(statement):
        return None
    text = plain(statement)
    match = _ROLE.match(text)
    binding = statement.modality is not Modality.INFO
    if binding and match and _ROLE_VERB.search(match["does"]):
        return {"layers": (next(name for name in _LAYERS if match[name]),)}
    if statement.modality is Modality.NEVER:
        return None
    found = _HOME.match(text) or next((m for one in _WORK if (m := one.match(text))), None)
    if found is None:
        return None
    layers = next(name for name in _LAYERS if re.fullmatch(_LAYERS[name], found["layer"]))
    calls = names(
        name for name in _LAYERS if re.search(rf"{_CALLING}(?:{_LAYERS[name]})(?!\w)", text)
    )
    methods = {"methods": 1} if _ONE_METHOD.search(text) else {}
    return {"layers": (layers,), **({"calls": calls} if calls else {}), **methods}


_QUERY = re.compile(
    r"(?:^|\.)_?(?:session|db|conn|connection|database|cursor)(?:\(\))?\."
    r"(?:execute|scalars?|query|exec|add|add_all|delete|merge|commit|flush|get|refresh)$"
)

_BUILDS = ("select", "insert", "update", "delete", "text")

_HTTP = ("HTTPException", "JSONResponse", "Request", "Response", "APIRouter", "status")

_FILES_OF = {
    "routes": (Layer.ROUTER,),
    "services": (Layer.SERVICE,),
    "repositories": (Layer.REPOSITORY,),
    "models": (Layer.MODELS,),
    "schemas": (Layer.SCHEMAS,),
}


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the files of the layers that the spec speaks of."""
    found, examined = [], 0
    for layer in params.get("layers") or _FILES_OF:
        for path, file in in_layer(codebase, *_FILES_OF.get(str(layer), ())):
            examined += 1
            found += [Found(path, line, text) for line, text in _problems(str(layer), file)]
    return found, examined


def _problems(layer: str, file: PythonFile) -> Iterator[tuple[int, str]]:
    if layer in ("routes", "schemas"):
        for use in file.uses:
            if _is_query(use, file):
                yield use.line, f"`{use.name}()` accesses data in the layer of {layer}"
    if layer != "routes":
        for fact in file.imports:
            web = fact.module.split(".")[0] in ("fastapi", "starlette")
            known = sorted(set(fact.names) & set(_HTTP)) or ([] if fact.names else [fact.module])
            if web and known and not fact.typing_only:
                yield fact.line, f"`{known[0]}` brings HTTP into the layer of {layer}"


def _is_query(use: CallUse, file: PythonFile) -> bool:
    if _QUERY.search(use.name):
        return True
    imported = {a for i in file.imports if i.module.startswith("sql") for a in i.aliases}
    return use.name in _BUILDS and use.name in imported


RULE = Rule(
    id="layer-responsibility",
    title="Each layer does what the spec says",
    help="move it to the layer whose work it is",
    what="files in those layers",
    phrases=_layer_role,
    inspect=inspect,
    valid=(
        Example(
            {
                "app/services/a.py": (
                    "from app.repositories.a import Repo\nclass A:\n    def f(self): ...\n"
                )
            },
            {"layers": ("services",)},
        ),
        Example(
            {
                "app/api/routes/a.py": (
                    "from fastapi import APIRouter, HTTPException\n"
                    "def f(service, cache):\n    cache.get('a')\n    return service.update(1)\n"
                )
            },
            {"layers": ("routes",)},
        ),
        Example(
            {"app/repositories/a.py": "def f(session):\n    return session.execute(q)\n"},
            {"layers": ("repositories",)},
        ),
    ),
    invalid=(
        Example(
            {"app/services/a.py": "from fastapi import Depends, HTTPException\n"},
            {"layers": ("services",)},
        ),
        Example(
            {"app/api/routes/a.py": "async def f(db):\n    return await db.execute(query)\n"},
            {"layers": ("routes",)},
        ),
        Example(
            {
                "app/routers/a.py": (
                    "from sqlalchemy import select\ndef f(s):\n    return s.run(select(A))\n"
                )
            },
            {"layers": ("routes",)},
        ),
        Example(
            {"app/repositories/a.py": "from starlette.responses import JSONResponse\n"},
            {"layers": ("repositories",)},
        ),
    ),
    prose={
        "Services: business logic and orchestration": {"layers": ("services",)},
        "**API Routes** → handle HTTP, validation": {"layers": ("routes",)},
        "Repository: encapsulates data access": {"layers": ("repositories",)},
        "Business logic lives in services": {"layers": ("services",)},
        "Services contain business rules and call repositories": {
            "layers": ("services",),
            "calls": ("repositories",),
        },
        "Routers parse input and call one service method": {
            "layers": ("routes",),
            "calls": ("services",),
            "methods": 1,
        },
        "Repositories encapsulate all database queries": {"layers": ("repositories",)},
        "Controllers: thin, parse the request and call a service": {"layers": ("routes",)},
    },
    not_prose=(
        "Services: Stripe, GitHub",
        "View: the list is sorted by date",
        "The service handles 1000 requests per second",
        "Services call external APIs with a timeout",
        "Endpoints handle requests from partners",
        "Business logic lives in the repository of the bank",
        "Services never contain business logic",
    ),
    keywords=(
        "api",
        "http",
        "route",
        "controller",
        "handler",
        "endpoint",
        "view",
        "presentation",
        "business",
        "application",
        "domain",
        "service",
        "use",
        "data",
        "repositor",
        "dal",
        "persistence",
        "orm",
        "model",
        "entit",
        "schema",
        "dto",
        "pydantic",
        "celery",
        "background",
        "task",
        "worker",
        "job",
    ),
    describes=True,
    status=Status.HEURISTIC,
    combine=union,
    params={
        "layers": Param(ParamKind.WORDS, "layers"),
        "calls": Param(ParamKind.WORDS, "layers that it calls"),
        "methods": Param(
            ParamKind.WHOLE, "methods of them that one function calls", low=1, high=10
        ),
    },
)
