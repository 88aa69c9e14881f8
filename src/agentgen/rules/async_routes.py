"""Route handlers are coroutines."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids, plain
from agentgen.rules.base import Example, Found, Params, Rule

_THING = (
    r"\basync(?:/await)?\b(?! librar)[^.;]*\bi/o\b|\bi/o\b[^.;]*\basync\b"
    r"|\basync/await (?:properly|for|every)"
    r"|\b(?:fastapi|use|adhere to|follow)\b[^.;]*\basync(?:hronous)? patterns?\b"
    r"|\buse async\b[^.;]{0,25}\b(?:request path|requests|routes?|handlers?|endpoints?)\b"
    r"|\basync(?:hronous)? (?:def\b|routes?|(?:route )?handlers?|endpoints?)"
    r"|\b(?:routes?|handlers?|endpoints?)\b[^.;]*\b(?:are|is|be|as|must be|use) async\w*"
)
_SYNC = r"\b(?:sync|synchronous) (?:def|routes?|handlers?|endpoints?)\b"


@needing(_THING, _SYNC)
def phrases(statement: Statement) -> Params | None:
    """«Use async/await for I/O», «handlers are `async def`»."""
    if "async" not in (text := plain(statement)) and "sync" not in text:
        return None
    return {} if demands(statement, _THING) or forbids(statement, _SYNC) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at the handler of every HTTP route."""
    found = [
        Found(r.place.path, r.place.line, f"the handler `{r.handler}` of `{r}` is not async")
        for r in codebase.http_routes
        if not r.is_async
    ]
    return found, len(codebase.http_routes)


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"
RULE = Rule(
    id="async-routes",
    title="Route handlers are async",
    help="write `async def`, and run blocking calls in a thread",
    what="routes",
    keywords=("async", "await", "sync"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _APP + "@app.get('/a')\nasync def a(): ...\ndef helper(): ...\n"}),
        Example({"a.py": _APP + "async def a(): ...\napp.add_api_route('/a', a)\n"}),
    ),
    invalid=(
        Example({"a.py": _APP + "@app.get('/a')\ndef a(): ...\n"}),
        Example({"a.py": _APP + "def a(): ...\napp.add_api_route('/a', a)\n"}),
    ),
    prose={
        "Use async/await for I/O-bound operations": {},
        "adhere to asynchronous patterns (`async def`, `await`) and avoid blocking calls": {},
        "Use async/await properly \u2014 never block the event loop": {},
        "All route handlers must be async": {},
        "No synchronous endpoints": {},
        "Implement endpoints using FastAPI async patterns": {},
    },
    not_prose=(
        "Handle async state properly",
        "SQLAlchemy 2.0 async patterns",
        "Async handlers are optional",
        "Use `async/await` over callbacks/raw promises",
        "Avoid async handlers",
    ),
)
