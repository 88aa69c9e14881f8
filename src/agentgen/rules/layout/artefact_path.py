"""Things that can be told by their content lie where the spec says, and nowhere else."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.globs import matches
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import demands, is_example
from agentgen.ir.readers import Params, union
from agentgen.rules.artefacts import ARTEFACTS
from agentgen.rules.base import Example, Found, Rule

_PATH = (
    r"(?:\.{0,2}/)?(?:[\w*.@{}<>\[\]-]+/)+(?:[\w*.{}<>\[\]-]+)?|[\w*-]+\.(?:py|tsx?|ya?ml"
    r"|toml|md|json|feature|sql)"
)
_STEP = r"(?:[\w.@-]*[{<\[][\w. -]{1,40}[}>\]][\w.-]*|[\w.@-]+)/"
"""One directory, maybe named by a placeholder: `{module}/`."""
_TREE_PATH = rf"(?=[a-z_.@{{<\[])(?:{_STEP})+(?:[\w*{{}}<>\[\]-]+\.\w+(?:\.\w+)?)?"
_LABELLED = re.compile(
    rf"^\W*(?P<label>[A-Za-z][\w &/+().-]{{1,50}}?)\W*(?::|→|->|–|—|=|\|)\s*`(?P<path>{_PATH})`"
)
_DESCRIBED = re.compile(
    rf"^\W*(?P<path>`(?:{_PATH})`|{_TREE_PATH})\s*(?::|→|->|–|—|#|\s-\s"
    rf"|\()\s*(?P<label>[A-Za-z].{{2,}})"
)
_BARE = re.compile(rf"^`?(?P<path>(?:{_STEP})+|{_TREE_PATH})`?$")
_PLACED = re.compile(
    r"\b(?:in|under|inside|into|below|within|at|to)\s+(?:the\s+|an?\s+|their\s+|its\s+)?"
    rf"(?:[a-z]+'s?\s+)?`({_PATH})`(?!\s*(?:→|->|=>))"
)
_PUT = (
    r"\b(?:go(?:es)?|lives?|belongs?|put|plac\w+|keep|kept|store[ds]?|locat\w+|resides?|sits?"
    r"|stays?"
    r"|add|creat\w+|define[ds]?|organi[sz]\w+|write|written|colocate\w*|save[ds]?|should be"
    r"|must be|extend(?:ed)?|customi[sz]\w+|configur\w+|declare[ds]?|regist\w+|are|is)\b"
)
_PARTS = (
    r"(?:(?:api |custom |shared |global |common |page |ui |design |component |route |form "
    r"|type |test"
    r" |unit |e2e |integration |database |pydantic |orm |business |domain |reusable |generic"
    r" |feature |project )*"
    r"(?:styles|components|hooks|types|interfaces|utilities|utils|helpers|tests|models|schemas"
    r"|routes|routers|endpoints|services|repositories|migrations|fixtures|factories|constants"
    r"|settings|configuration|config|tokens|themes?|stores|pages|layouts|assets|images|icons"
    r"|translations|mocks|handlers|tasks|jobs|workers|prompts|templates|scripts|documentation|docs"
    r"|exceptions|errors|validators|dependencies|middleware|queries|clients|functions|logic))"
)
_NOMINAL = re.compile(
    rf"^(?P<label>{_PARTS}(?:(?:, | and | & |/){_PARTS}){{0,3}}) (?:in|under"
    rf"|inside) `(?P<path>{_PATH})`"
    r"(?: \([^()]{1,80}\))?[.,;]?$",
    re.IGNORECASE,
)
"""A list without verbs: `Component styles in theme/components/`."""
_LEADS_ON = re.compile(r"`?\s*(?:→|->|=>)\s*`")
"""A path that stands for another: `src/a.py` → `tests/test_a.py`."""
_COMMAND = re.compile(
    r"^\W*(?:run|see|read|open|execute|check|use|visit|import|from|cd|python" r"|npm)\b", re.I
)


def _paths(statement: Statement) -> Params | None:
    """«API code: `/services/**/api.py`», «`backend/core/`: business logic», «models go in `x/`»."""
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    text = statement.text.strip()
    match = _LABELLED.match(text) or _DESCRIBED.match(text) or _NOMINAL.match(text)
    if match and not (_COMMAND.match(match["label"]) or _LEADS_ON.match(text, match.end("path"))):
        path = match["path"].strip("`")
        if path.startswith("/api"):
            return None
        return {"places": {match["label"].strip(" *`.").lower()[:80]: path}}
    bare = _BARE.match(text)
    if bare:
        return {"places": {bare["path"]: bare["path"]}}
    placed = _PLACED.search(text)
    if placed and not _COMMAND.match(text) and demands(statement, _PUT):
        what = text[: placed.start()].strip(" *`.:").lower()
        return {"places": {what[:80]: placed[1]}}
    return None


_HOLE = re.compile(r"\{[^{},]*\}|<[^<>]*>|\[[^\[\]]*\]")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at what the labels of the places name, where it can be recognised."""
    found, examined = [], 0
    for kind, patterns in _by_kind(params.get("places") or {}).items():
        find = next(f for name, _, f in ARTEFACTS if name == kind)
        wanted = " or ".join(f"`{p}`" for p in patterns)
        anywhere = [p for one in patterns for p in (one, "**/" + one.lstrip("./"))]
        for path, line in find(codebase):
            if path in codebase.generated and kind != "migrations":
                continue
            examined += 1
            if not matches(path, anywhere):
                found.append(Found(path, line, f"the spec places {kind} in {wanted}"))
    return found, examined


def _by_kind(places: Params) -> dict[str, list[str]]:
    """Patterns by the kind that their labels name; one concrete file says nothing of a kind."""
    found: dict[str, list[str]] = {}
    for label, place in places.items():
        pattern = _HOLE.sub("*", str(place)).lstrip("/").removeprefix("./")
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
    phrases=_paths,
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
    ),
    invalid=(
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
        "Reusable hooks live in `src/hooks/`": {"places": {"reusable hooks live": "src/hooks/"}},
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
    },
    not_prose=(
        "Run `scripts/seed.py`",
        "See `docs/api.md` for more",
        "Use `a/b` testing",
        "Tests mirror the sources: `src/{area}/api.py` → `tests/{area}/test_api.py`",
        "Errors in `src/legacy/` are known",
        "Find styles in `src/legacy/`",
        "Always version APIs: `/api/v1/…`",
    ),
    keywords=(),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "places": Param(ParamKind.TABLE, "where things lie, by what they are"),
    },
)
