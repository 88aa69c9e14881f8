"""Routes answer with schemas, never with database models."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.backend import answer_of, handled, inner_names
from agentgen.rules.base import Example, Found, Rule


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for tables among the answers and the bodies of routes."""
    tables = {t.class_name for t in codebase.tables}
    found, examined = [], 0
    for route, handler, decorator in handled(codebase):
        examined += 1
        exposed = sorted(inner_names(answer_of(handler, decorator)) & tables)
        taken = sorted(
            name
            for p in handler.parameters
            if "Depends" not in p.annotation and "Depends" not in p.default
            for name in inner_names(p.annotation) & tables
        )
        for name, how in (*((n, "answers with") for n in exposed), *((n, "takes") for n in taken)):
            message = f"`{route}` {how} the database model `{name}`"
            found.append(Found(route.place.path, route.place.line, message))
    return found, examined


_APP = (
    "from fastapi import FastAPI, Depends\nfrom sqlalchemy.orm import *\napp = FastAPI()\nclass"
    " Base(DeclarativeBase): ...\nclass User(Base):\n    __tablename__ = 'users'\n    id:"
    " Mapped[int] = mapped_column(primary_key=True)\nclass UserOut(BaseModel):\n    id: int\n"
)

RULE = Rule(
    id="data-transfer-objects",
    title="Layers exchange DTOs, not database models",
    help="answer with a schema made from the record",
    what="routes",
    phrases=either(
        demanded(
            r"^(?![^.;]*\b(?:put|plac\w+|keep|kept|live|lives|belongs?|goe?s?|defined?)\b[^.;]*"
            r"\.\w)[^.;]*\b(?:dtos?|data transfer objects?)\b"
        ),
        forbidden(
            r"\b(?:expos\w+|return\w*|leak\w*|send\w*|pass\w*)\b[^.;]{0,30}\b(?:db|database"
            r"|orm|sqlalchemy|persistence) (?:models?|entit\w+|objects?)\b"
            r"(?![^.;]*\b(?:in)?to (?:the )?(?:core|domain|business|service)\b)"
        ),
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": _APP + "@app.get('/u')\nasync def a() -> list[UserOut]: ...\n"}),
        Example(
            {"a.py": _APP + "@app.get('/me')\nasync def a(u: User = Depends(me)) -> UserOut: ...\n"}
        ),
    ),
    invalid=(
        Example({"a.py": _APP + "@app.get('/u', response_model=User)\nasync def a(): ...\n"}),
        Example({"a.py": _APP + "@app.get('/u')\nasync def a() -> list[User] | None: ...\n"}),
        Example({"a.py": _APP + "@app.post('/u')\nasync def a(user: User) -> UserOut: ...\n"}),
    ),
    prose={
        "Use DTOs between layers": {},
        "Never expose raw DB models to the API": {},
        "Do not return ORM objects from handlers": {},
    },
    not_prose=("Return data as JSON", "Never return early"),
    keywords=("dto", "data", "expos", "return", "leak", "send", "pass"),
    status=Status.ENFORCED,
    combine=union,
)
