"""Things that can be told by their content lie where the spec says, and nowhere else."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.globs import matches
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.artefacts import ARTEFACTS
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.layout.places import places

_HOLE = re.compile(r"\{[^{},]*\}|<[^<>]*>|\[[^\[\]]*\]")

_ROOT = re.compile(r"(?<=^tests/).+")
"""Below the root of the tests: where those of one part lie says nothing of the other parts."""


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at what the labels of the places name, where it can be recognised."""
    found, examined = [], 0
    for kind, patterns in _by_kind(params.get("places") or {}).items():
        find = next(f for name, _, f in ARTEFACTS if name == kind)
        wanted = " or ".join(f"`{p}`" for p in patterns)
        roots = [_ROOT.sub("**", p) for p in patterns] if kind == "tests" else patterns
        anywhere = [p for one in roots for p in (one, "**/" + one.lstrip("./"))]
        for path, line in find(codebase):
            if path in codebase.generated and kind != "migrations":
                continue
            examined += 1
            if not matches(path, anywhere):
                found.append(Found(path, line, f"the spec places {kind} in {wanted}"))
    return found, examined


def _by_kind(given: Params) -> dict[str, list[str]]:
    """Patterns by the kind that their labels name; one concrete file says nothing of a kind."""
    found: dict[str, list[str]] = {}
    for label, place in given.items():
        several = place if isinstance(place, tuple | list) else (place,)
        for pattern in (_HOLE.sub("*", str(p)).lstrip("/").removeprefix("./") for p in several):
            for kind, words, _ in ARTEFACTS:
                if re.fullmatch(words, str(label)) and ("*" in pattern or _is_folder(pattern)):
                    found.setdefault(kind, []).append(pattern)
                    break
    return found


def _is_folder(pattern: str) -> bool:
    return pattern.endswith("/") or "." not in pattern.rsplit("/", 1)[-1]


_ROUTES = (
    "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/a')\nasync def a(): ...\n"
)

_TABLE = (
    "from sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\nclass A(Base):\n"
    "    __tablename__ = 'a'\n    id: Mapped[int] = mapped_column(primary_key=True)\n"
)

RULE = Rule(
    id="artefact-path",
    title="Things lie where the spec says",
    help="move it to where the spec says",
    what="artefacts of those kinds",
    phrases=places,
    describes=True,
    inspect=inspect,
    valid=(
        Example(
            {"services/users/api.py": _ROUTES, "services/users/model.py": _TABLE},
            {"places": {"api code": "/services/**/api.py"}},
        ),
        Example(
            {"backend/core/models/a.py": _TABLE, "b.py": "class DataModel: ...\n"},
            {"places": {"data models": "core/models/", "the rest": "x/"}},
        ),
        Example(
            {"app/features/users/service.py": "class UserService: ...\nclass Service: ...\n"},
            {"places": {"services": "app/features/{feature}/service.py"}},
        ),
        Example(
            {
                "app/schemas.py": "from pydantic import BaseModel\n"
                "class TeamRepository(BaseModel):\n    name: str\n",
                "app/store/teams.py": "class TeamRepository2: ...\nclass TeamsRepository: ...\n",
            },
            {"places": {"repositories": "app/store/"}},
        ),
        Example(
            {"tests/services/test_a.py": "", "tests/core/test_b.py": "", "f/a.feature": ""},
            {"places": {"tests": "tests/services/**", "input: feature specs": "specs/**"}},
        ),
    ),
    invalid=(
        Example({"app/test_a.py": ""}, {"places": {"tests": "tests/services/**"}}),
        Example(
            {"services/users/routes.py": _ROUTES}, {"places": {"api code": "/services/**/api.py"}}
        ),
        Example({"backend/db.py": _TABLE}, {"places": {"data models": "backend/core/models/"}}),
        Example(
            {"app/services/pay.py": "import stripe\nclass Pay: ...\n"},
            {"places": {"stripe-specific implementation": "payments/stripe/"}},
        ),
        Example(
            {
                "backend/api/routes/users.py": "class UserRepository:\n    def get(self): ...\n",
            },
            {"places": {"repositories": "backend/database/repositories/"}},
        ),
    ),
    prose={
        "API code: `/services/**/api.py`": {"places": {"api code": "/services/**/api.py"}},
        "`backend/core/`: business logic": {"places": {"business logic": "backend/core/"}},
        "# Inputs\nFeature specs: `/specs/**/*.feature`": {
            "places": {"input: feature specs": "/specs/**/*.feature"}
        },
        "Reusable hooks live in `src/hooks/`": {"places": {"reusable hooks": "src/hooks/"}},
        "shop/{area}/service.py: rules of the area": {
            "places": {"rules of the area": "shop/{area}/service.py"}
        },
        "shop/{area}/__init__.py": {
            "places": {"shop/{area}/__init__.py": "shop/{area}/__init__.py"}
        },
        "Global styles in `src/styles/`": {"places": {"global styles": "src/styles/"}},
        "Customize the palette in `src/theme.ts`": {
            "places": {"customize the palette": "src/theme.ts"}
        },
        "Declare guards in the feature's `guards.py`": {"places": {"declare guards": "guards.py"}},
        "Backend: `api/`, `domain/` and `store/`": {
            "places": {"backend": ("api/", "domain/", "store/")}
        },
        "Put parsers in the domain `parsers.py`, readers in `readers.py`": {
            "places": {"parsers": "parsers.py", "readers": "readers.py"}
        },
        "API hooks stay close to the feature in `api.ts`": {
            "places": {"api hooks stay close to the feature": "api.ts"}
        },
        "`src/billing/` owns invoices and refunds": {
            "places": {"invoices and refunds": "src/billing/"}
        },
        "When you add scripts, place them under `tools/` or `backend/tools/`": {
            "places": {"when you add scripts, place them": ("tools/", "backend/tools/")}
        },
    },
    not_prose=(
        "Run `scripts/seed.py`",
        "See `docs/api.md` for more",
        "Use `a/b` testing",
        "Tests mirror the sources: `src/{area}/api.py` → `tests/{area}/test_api.py`",
        "Errors in `src/legacy/` are known",
        "Find styles in `src/legacy/`",
        "If the code is in `src/legacy/`, move it",
        "Files under `vendor/` are not linted",
        "`src/legacy/app.py`",
        "Always version APIs: `/api/v1/…`",
    ),
    keywords=(),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "places": Param(ParamKind.TABLE, "where things lie, by what they are"),
    },
)
