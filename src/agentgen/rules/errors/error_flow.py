"""Inner layers raise errors of their own; only the layer that handles them knows HTTP."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer, layer_of
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import demands, is_example, plain
from agentgen.ir.readers import union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_RAISED = re.compile(
    r"\b(services?|repositor(?:y|ies)|domain(?: layer)?|business logic|use[- ]cases?)\b"
    r"[^.;]{0,30}\b(?:throws?|raises?)\b|\b(?:raised|thrown) (?:in|by) (?:the )?"
    r"(services?|repositor(?:y|ies)|domain|business logic|use[- ]cases?)\b"
)
_HANDLED = re.compile(
    r"\b(routes?|routers?|controllers?|handlers?|endpoints?|middlewares?|api layer)\b"
    r"[^.;]{0,30}\b(?:handles?|catch(?:es)?|translates?|maps?|converts?|turns?)\b"
    r"|\b(?:handled|caught|translated|mapped|converted)\b[^.;]{0,25}\b(?:in|by) (?:the )?"
    r"(routes?|routers?|controllers?|handlers?|endpoints?|middlewares?|api layer)\b"
)


_RAISES_ERRORS = (
    r"\b(?:throws?|raises?|raised|thrown)\b(?: only)?(?: \w+){0,2} (?:errors?|exceptions?)\b"
)
_MAPS_TO_HTTP = (
    r"\b(?:translates?|maps?|converts?|turns?)\b[^.;]{0,40}\b(?:to|into) (?:an? |the |proper )*"
    r"(?:http|status|error responses?)\b"
)


def phrases(statement: Statement) -> Params | None:
    """«Services throw errors, routes handle them», «services raise domain errors»."""
    text = plain(statement)
    if statement.modality is Modality.NEVER or is_example(statement):
        return None
    raised, handled = _RAISED.search(text), _HANDLED.search(text)
    if raised and handled and demands(statement, r"throw|rais|thrown"):
        return {"raised_in": raised[1] or raised[2], "handled_in": handled[1] or handled[2]}
    if raised and demands(statement, _RAISES_ERRORS):
        return {"raised_in": raised[1] or raised[2]}
    if handled and demands(statement, _MAPS_TO_HTTP):
        return {"handled_in": handled[1] or handled[2]}
    return None


_LAYERS = {
    "service": Layer.SERVICE,
    "repositor": Layer.REPOSITORY,
    "domain": Layer.SERVICE,
    "business": Layer.SERVICE,
    "use": Layer.SERVICE,
}
_HTTP = frozenset({"HTTPException", "JSONResponse", "ORJSONResponse", "abort"})


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for HTTP errors in the layer that raises."""
    wanted = str(params.get("raised_in", "services"))
    layer = next((one for word, one in _LAYERS.items() if wanted.startswith(word)), None)
    paths = [p for p, _ in lookup.product_python(codebase) if layer and layer_of(p) is layer]
    found = [
        Found(path, use.line, f"the {layer} layer answers with `{use.name}` itself")
        for path in paths
        for use in codebase.python[path].uses
        if use.name.rsplit(".", 1)[-1] in _HTTP
    ]
    return found, len(paths)


_RAISES = {"raised_in": "services", "handled_in": "routes"}


RULE = Rule(
    id="error-flow",
    title="Errors are raised in one layer and handled in another",
    help="raise an exception of the application, and translate it where requests are handled",
    what="files of the layer that raises",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"app/users/service.py": "def f():\n    raise NotFoundError('user')\n"}, _RAISES),
        Example(
            {
                "app/services/users.py": "def f(): ...\n",
                "app/routers/users.py": "from fastapi import HTTPException\n"
                "raise HTTPException(404)\n",
            },
            _RAISES,
        ),
        Example({"app/services/a.py": "# HTTPException(404)\ntext = 'HTTPException(404)'\n"}),
    ),
    invalid=(
        Example({"app/users/service.py": "def f():\n    raise HTTPException(404, 'x')\n"}, _RAISES),
        Example(
            {
                "app/services/a.py": "import fastapi\ndef f():\n"
                "    raise fastapi.HTTPException(409)\n"
            },
            _RAISES,
        ),
        Example(
            {"app/repositories/a.py": "def f():\n    e = JSONResponse({}, 404)\n"},
            {"raised_in": "repositories"},
        ),
    ),
    prose={
        "Services throw errors, routes handle them": {
            "raised_in": "services",
            "handled_in": "routes",
        },
        "The domain raises exceptions and controllers translate them": {
            "raised_in": "domain",
            "handled_in": "controllers",
        },
        "Errors are raised in the service and translated in the router": {
            "raised_in": "service",
            "handled_in": "router",
        },
        "Services raise domain errors": {"raised_in": "services"},
        "Use cases only throw typed exceptions": {"raised_in": "use cases"},
        "Controllers translate errors into HTTP responses": {"handled_in": "controllers"},
        "Routers map to HTTP": {"handled_in": "routers"},
        "Repositories raise; middleware maps errors to answers": {
            "raised_in": "repositories",
            "handled_in": "middleware",
        },
    },
    not_prose=(
        "Services never throw, routes handle nothing",
        "Throw old routes away",
        "Services raise the price",
        "Routes map to handlers",
        "Services must not raise domain errors",
        "Endpoints convert time to UTC",
    ),
    keywords=words("throw rais translat map convert turn"),
    describes=True,
    combine=union,
    params={
        "raised_in": Param(ParamKind.TEXT, "layer that raises errors"),
        "handled_in": Param(ParamKind.TEXT, "layer that turns them into answers"),
    },
)
