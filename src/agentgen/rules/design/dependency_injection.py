"""What a service works with is handed to it, not made inside it."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer, layer_of
from agentgen.codebase.model import PythonFile
from agentgen.codebase.use_model import CallUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, names, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import full_name, product_python

_DEPENDENCY = re.compile(r"^[A-Z]\w*(?:Service|Repository|Repo|Client|Gateway|Provider|Store|Dao)$")

_CLIENTS = (
    "httpx.AsyncClient", "httpx.Client", "redis.Redis", "redis.from_url", "openai.OpenAI",
    "openai.AsyncOpenAI", "boto3.client", "boto3.resource", "stripe.StripeClient",
    "sqlalchemy.create_engine", "sqlalchemy.ext.asyncio.create_async_engine",
    "anthropic.Anthropic", "anthropic.AsyncAnthropic",
)  # fmt: skip

_SESSIONS = re.compile(
    r"(?:^|\.)(?:SessionLocal|AsyncSessionLocal|async_session_maker|session_factory)$"
)

_WORK = (Layer.ROUTER, Layer.SERVICE)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at what routes and services make within their functions."""
    own = {c.name for _, file in product_python(codebase) for c in file.classes}
    found, examined = [], 0
    for path, file in product_python(codebase):
        if layer_of(path) not in _WORK:
            continue
        examined += 1
        builders = _builders(file)
        for use in file.uses:
            if use.function and use.function not in builders and _makes(use, file, own):
                message = f"`{use.function}` makes its own `{use.name}`"
                found.append(Found(path, use.line, message))
    return found, examined


def _builders(file: PythonFile) -> set[str]:
    """Functions whose work is to make dependencies: `get_service`, what `Depends` names."""
    named = {u.arguments[0] for u in file.uses if u.name.endswith("Depends") and u.arguments}
    made = {
        f.qualname
        for f in file.functions
        if f.name in named
        or re.match(
            r"_?(?:get|make|build|create|provide)_\w*(?:service|repo\w*|client|store|db|session"
            r"|factory|engine|provider)$",
            f.name,
        )
    }
    return made | {f.qualname for f in file.functions if f.name in ("lifespan", "create_app")}


def _makes(use: CallUse, file: PythonFile, own: set[str]) -> bool:
    name = use.name.rsplit(".", 1)[-1]
    if _DEPENDENCY.match(name) and name in own:
        return True
    return full_name(file, use.name) in _CLIENTS or _SESSIONS.search(use.name) is not None


_REPO = {"app/repositories/users.py": "class UserRepository: ...\n"}

_THINGS = (
    r"(?:(?:db|database|request|http|external|current) )?(?:sessions?|repositor(?:y|ies)|services?"
    r"|clients?|settings|config(?:uration)?|users?|connections?|auth(?:entication)?|stores?"
    r"|providers?|gateways?)"
)
_LIST = rf"{_THINGS}(?:(?:, and|,| and| or| &) {_THINGS}){{0,5}}"
_FOR = re.compile(rf"\b(?:for|inject\w*|of)(?: all| the| every)? ({_LIST})\b")
_PLACE = re.compile(r"\b(?:in|from|inside|under) (?:the )?((?:[\w-]+/)+[\w.-]*\w|\w+\.py)\b")
_MEANS = named("by", r"depends|annotated|factory functions?|(?:class )?constructors?|providers?")


def _told(text: str) -> Params:
    """By what things are injected, which things, and where that is written."""
    things, place = _FOR.search(text), _PLACE.search(text)
    return {
        **_MEANS(text),
        **({"of": names(re.split(r",? (?:and|or|&) |, ", things[1]))} if things else {}),
        **({"where": place[1]} if place else {}),
    }


RULE = Rule(
    id="dependency-injection",
    title="Dependencies are injected",
    help="take it as a parameter: of the constructor, or by `Depends`",
    what="files of routes and services",
    phrases=either(
        demanded(
            r"\bdependency[- ]injection\b|\binject\w*(?: \w+){0,2} dependenc\w+"
            r"|\bdependenc(?:y|ies) (?:are |is )?inject\w*|\bconstructor injection\b"
            r"|\binject\w*\b[^.;]{0,30}\b(?:via|through|by|into) (?:the )?(?:constructors?"
            r"|depends)\b"
            r"|\bfastapi'?s? depends\b|\bdepends\(\)|\b(?:via|with|through) depends\b"
            r"|\b(?:receive|get|take|accept)s? (?:their|its|the|all) (?:\w+ )?(?:dependenc\w+"
            r"|repositor\w+|services?|clients?|stores?) (?:through|via|in|by|from)"
            r" (?:the |their |its )?(?:constructors?|depends)\b"
            r"|\b(?:receive|get|take|accept|obtain|be given)s?\b[^.;]{0,60}\b(?:through|via|by"
            r"|as)\b"
            r"[^.;]{0,25}\b(?:constructor|initiali[sz]er) (?:parameters?|arguments?|injection)\b"
            r"|\b(?:receive|get|take|accept|obtain)s? (?:their |its |the |all )*dependenc\w+"
            r" (?:only )?(?:through|via|by|from)\b",
            _told,
        ),
        forbidden(
            r"\b(?:instantiat\w+|construct\w*|creat\w+|new up)\b[^.;]{0,30}\b(?:dependenc\w+"
            r"|clients?|sessions?|services?|repositor\w+)\b[^.;]{0,40}\b(?:in|inside|within)\b"
        ),
    ),
    inspect=inspect,
    valid=(
        Example(
            {
                **_REPO,
                "app/services/users.py": (
                    "class UserService:\n    def __init__(self, users: UserRepository):\n"
                    "        self.users = users\n"
                ),
            }
        ),
        Example(
            {
                **_REPO,
                "app/routers/users.py": (
                    "def get_user_repository(session):\n    return UserRepository(session)\n"
                    "async def a(users = Depends(get_user_repository)): ...\n"
                ),
            }
        ),
        Example({"app/services/a.py": "def f():\n    return PaymentStore('x')\n"}),
    ),
    invalid=(
        Example(
            {
                **_REPO,
                "app/services/users.py": (
                    "class UserService:\n    def __init__(self):\n"
                    "        self.users = UserRepository()\n"
                ),
            }
        ),
        Example(
            {
                "app/services/pay.py": (
                    "import httpx\nasync def pay():\n    async with httpx.AsyncClient() as c: ...\n"
                )
            }
        ),
        Example(
            {
                "app/routers/a.py": (
                    "from .db import SessionLocal\ndef a():\n    db = SessionLocal()\n"
                )
            }
        ),
        Example(
            {
                "app/services/ai.py": (
                    "from openai import AsyncOpenAI\nasync def ask():\n    c = AsyncOpenAI()\n"
                )
            }
        ),
    ),
    prose={
        "Use Dependency Injection": {},
        "Never instantiate clients inside business logic": {},
        "Dependencies are injected through the constructor": {"by": ("constructor",)},
        "Services get their repositories through the constructor": {"by": ("constructor",)},
        "Hand in the database session with Depends": {"by": ("depends",)},
        "Use dependency injection for database sessions, clients and services": {
            "of": ("database sessions", "clients", "services")
        },
        "Wire services by FastAPI's Depends, with factory functions in `src/wiring.py`": {
            "by": ("depends", "factory functions"),
            "where": "src/wiring.py",
        },
    },
    not_prose=(
        "Prevent SQL injection",
        "Update each dependency",
        "Create clients in the portal",
    ),
    keywords=(
        "dependenc",
        "inject",
        "constructor",
        "depends",
        "instantiat",
        "construct",
        "creat",
        "new",
        "fastapi",
    ),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "by": Param(ParamKind.WORDS, "how things are injected: depends, constructor, …"),
        "of": Param(ParamKind.WORDS, "what is injected"),
        "where": Param(ParamKind.TEXT, "where that is written"),
    },
)
