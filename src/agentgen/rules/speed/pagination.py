"""Routes that answer with lists take a limit, within the bounds that the spec gives."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.memory import remembered
from agentgen.codebase.model import FunctionFact
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, not_under
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, Read, named, number, together, union, words
from agentgen.ir.tests_prose import CASES
from agentgen.rules.backend import answer_of, fields_of, handled, inner_names, models
from agentgen.rules.base import Example, Found, Rule

_LIST = re.compile(
    r"^(?:list|List|Sequence|Iterable|tuple)\[|Page\b|Page\[|Paginated|List(?:Envelope|Response"
    r"|Result|Out)?s?$"
)

_LIMIT = re.compile(r"^(?:limit|page_size|per_page|page_limit|size|first|take|count|max_results)$")
_PAGER = re.compile(r"^(?:pagination|page|params|paging)$")
"""Parameters that make pages too, though their number is not that of a limit."""

_YES_OR_NO = re.compile(r"(?:list|List|Sequence|tuple)\[(?:bool|Boolean|StrictBool)(?:, \.\.\.)?\]")
"""One answer for each thing that was asked about: as many as the request names."""
_ABOUT = re.compile(
    r"^(?:total|count|next|prev|previous|page|pages|limit|offset|cursor|has|size|per|links|meta)"
    r"(?:_|$)"
)

_DEFAULT = re.compile(r"^(\d+)$|(?:default=|Query\()(\d+)")

_MAX = re.compile(r"\b(?:le|lt|max)=(\d+)")


_BEFORE = r"(\d{1,5})(?: (?:items|records|rows|entries|results))?(?: (?:a|per) page)?"
"""A figure that stands before the word for it: `20 items a page by default`."""


def _figure(key: str, words: str) -> Read:
    """Read the number beside a word: before it in the same part of the sentence, else after it."""
    before = number(key, rf"\b{_BEFORE}(?: (?:by|as|is the|as the))? (?:{words})\b")
    after = number(key, rf"\b(?:{words})[^\d.;,]{{0,12}}(\d{{1,5}})\b")
    return lambda text: before(text) or after(text)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every GET whose answer is a list or a page."""
    found, examined = [], 0
    for route, handler, decorator in handled(codebase):
        answer = answer_of(handler, decorator)
        if _YES_OR_NO.fullmatch(answer):
            continue
        if route.method != "GET" or not (_LIST.search(answer) or _envelops(codebase, answer)):
            continue
        examined += 1
        bounds = _bounds(codebase, handler)
        if bounds is None:
            message = f"`{route}` answers with a list, and takes no limit"
            found.append(Found(route.place.path, route.place.line, message))
            continue
        for key, given in zip(("default", "max"), bounds, strict=True):
            wanted = params.get(key)
            if wanted and given and given != wanted:
                message = f"`{route}` has the {key} limit {given}, the spec says {wanted}"
                found.append(Found(route.place.path, route.place.line, message))
    return found, examined


def _bounds(codebase: Codebase, handler: FunctionFact) -> tuple[int, int] | None:
    """Default and maximum of the limit that a handler takes (0: not known), None without."""
    pages = None
    for parameter in handler.parameters:
        text = f"{parameter.annotation} {parameter.default}"
        if "Depends" not in text and _LIMIT.match(_bare(parameter.name)):
            return _read(parameter.annotation, parameter.default)
        if "Depends" not in text and _PAGER.match(_bare(parameter.name)):
            pages = 0, 0
    for parameter in handler.parameters:
        for name in inner_names(f"{parameter.annotation} {parameter.default}"):
            for field in fields_of(codebase, name).values():
                if _LIMIT.match(_bare(field.name)):
                    keywords = ", ".join(f"{k}={v}" for k, v in field.keywords.items())
                    default = field.value or "".join(field.arguments[:1])
                    return _read(f"{field.annotation} {keywords}", default)
            if _makes_pages(codebase, name):
                pages = 0, 0
    return pages


def _envelops(codebase: Codebase, answer: str) -> bool:
    """True for a model of one list, and of nothing but figures and links about it."""
    if answer not in models(codebase):
        return False
    fields = fields_of(codebase, answer).values()
    lists = [f for f in fields if re.match(r"(?:list|List|Sequence|tuple)\[", f.annotation)]
    about = [f for f in fields if f not in lists and _ABOUT.match(f.name)]
    return len(lists) == 1 and bool(about) and len(about) == len(fields) - 1


def _bare(name: str) -> str:
    return name.strip("_")


def _makes_pages(codebase: Codebase, name: str) -> bool:
    """A dependency that takes the limit itself: `Depends(pagination)`, `CommonParams`."""
    if re.search(r"(?i)pag(?:e|inat|ing)|cursor|limit", name):
        return True
    return name in _limited(codebase)


@remembered
def _limited(codebase: Codebase) -> frozenset[str]:
    """Functions that take a limit."""
    return frozenset(
        function.name
        for file in codebase.python.values()
        for function in file.functions
        if any(_LIMIT.match(_bare(p.name)) for p in function.parameters)
    )


def _read(annotation: str, default: str) -> tuple[int, int]:
    first = _DEFAULT.search(default) or _DEFAULT.search(annotation)
    most = _MAX.search(f"{annotation} {default}")
    return int(next(filter(None, first.groups()))) if first else 0, int(most[1]) if most else 0


_APP = "from fastapi import FastAPI, Query, Depends\napp = FastAPI()\n"

_BOTH = {"default": 20, "max": 100}

RULE = Rule(
    id="pagination",
    title="Lists come in pages",
    help="take `limit: Annotated[int, Query(le=…)] = …`, and hand it to the query",
    what="routes that answer with lists",
    phrases=not_under(
        CASES,
        demanded(
            r"(?<![.\w/])paginat(?:es?|ed|ion)\b(?!\(|\.|: ?\S*\.py| component)",
            together(
                _figure("default", "default"),
                _figure("max", r"max(?:imum)?|at most|up to|no more than"),
                named("style", r"cursor|offset|keyset"),
            ),
        ),
    ),
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": (
                    _APP + "@app.get('/a')\nasync def a(limit: int = Query(20, le=100)) -> list[A]:"
                    " ...\n"
                )
            },
            _BOTH,
        ),
        Example(
            {"a.py": _APP + "@app.get('/a')\nasync def a(p=Depends(paginate)) -> list[A]: ...\n"},
            _BOTH,
        ),
        Example(
            {
                "a.py": (
                    _APP + "@app.get('/saved')\nasync def s(ids: str) -> list[bool]: ...\n"
                    "@app.get('/c')\nasync def c(page: int = 1, per_page: int = 20) ->"
                    " list[A]: ...\nclass Filter(BaseModel):\n    limit: int = Field(20, le=100)\n"
                    "@app.get('/a')\nasync def a(q: Annotated[Filter, Query()]) -> Page[A]: ...\n"
                    "@app.get('/b')\nasync def b() -> A: ...\n"
                )
            },
            _BOTH,
        ),
    ),
    invalid=(
        Example(
            {
                "a.py": _APP + "class Rows(BaseModel):\n    rows: list[int]\n    total: int\n"
                "class One(BaseModel):\n    tags: list[str]\n    name: str\n"
                "@app.get('/a')\nasync def a() -> Rows: ...\n"
                "@app.get('/b')\nasync def b() -> One: ...\n"
            }
        ),
        Example(
            {
                "a.py": _APP + "@app.get('/a')\nasync def a(page: int = 1, page_size: int = 50)"
                " -> list[A]: ...\n"
            },
            _BOTH,
        ),
        Example({"a.py": _APP + "@app.get('/a')\nasync def a() -> list[A]: ...\n"}),
        Example(
            {
                "a.py": (
                    _APP + "@app.get('/a', response_model=List[A])\nasync def a(q: str = ''): ...\n"
                )
            }
        ),
        Example(
            {
                "a.py": (
                    _APP
                    + "@app.get('/a')\nasync def a(limit: Annotated[int, Query(le=500)] = 50) ->"
                    " list[A]: ...\n"
                )
            },
            _BOTH,
            findings=2,
        ),
    ),
    prose={
        "Paginate all list endpoints (default: 20, max: 100)": {"default": 20, "max": 100},
        "Paginate every list, with 25 items a page by default and 200 at most": {
            "default": 25,
            "max": 200,
        },
        "Use pagination: default 10, up to 50 per page": {"default": 10, "max": 50},
        "Pagination, query caching": {},
        "Use cursor pagination": {"style": ("cursor",)},
        "Every list paginates with `limit` (default 25, max 200)": {"default": 25, "max": 200},
    },
    not_prose=(
        "No pagination for settings",
        "Pagination is optional",
        "Use `q` from `kit.pagination`",
    ),
    keywords=words("paginat"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "default": Param(ParamKind.WHOLE, "default"),
        "max": Param(ParamKind.WHOLE, "max"),
        "style": Param(ParamKind.WORDS, "style"),
    },
)
