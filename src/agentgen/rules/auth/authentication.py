"""Routes that change data depend on something that authenticates the caller."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.matching import template, unversioned
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, together, union, words
from agentgen.rules.auth.contract import open_operations
from agentgen.rules.auth.guards import GUARD, authenticators, guarded_by_middleware, is_open
from agentgen.rules.base import Example, Found, Params, Rule

_SCHEMES = r"jwt|oauth ?2(?:\.0)?|oauth|api[- ]keys?|openid connect|oidc|saml|basic auth|mtls"

_BY = r"(?:depends|security)\((?!get_(?:db|session|async_session|settings|redis|client)\b)\w+\)"

phrases = demanded(
    r"\bapi authentication\b|\b(?:proper|secure|implement|robust|strong|require"
    r"|enforce)\w*\b[^.;]{0,15}"
    r"\bauth(?:entication|ori[sz]ation)?\b(?! (?:code|header|tests?|mechanisms))"
    r"|\bauth(?:entication|ori[sz]ation)(?:/auth\w+| and \w+)?\b[^.;]{0,20}"
    r"\b(?:required|implemented|in place|enforced|via|using)\b"
    r"|\baccess controls?\b[^.;]{0,12}\b(?:implemented|enforced|in place)\b"
    r"|\bprotect (?:all |every )?(?:\w+ )?(?:routes?|endpoints?)\b"
    r"|\b(?:protected|business)[^.;]{0,20}\bendpoints?\b[^.;]{0,40}\bdepends\("
    r"|\b(?:depends|security)\((?:get_|require_|verify_|check_|current_|active_|authenticated_)*"
    r"(?:user|auth|token|api_key|admin|principal)\w*\)",
    together(named("schemes", _SCHEMES), named("by", _BY)),
)

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at what routes that write depend on; a contract, and signing in, may open some."""
    public = open_operations(codebase)
    routes = [
        r
        for r in codebase.http_routes
        if r.method in _WRITES
        and not is_open(r)
        and (r.method, template(unversioned(r.path))) not in public
    ]
    if guarded_by_middleware(codebase):
        return [], len(routes)
    known = authenticators(codebase)
    found = [
        Found(r.place.path, r.place.line, f"anybody may call `{r}`")
        for r in routes
        if r.handler not in known
        and not any(GUARD.search(name) or name in known for name in r.guards)
    ]
    return found, len(routes)


_APP = "app = FastAPI()\n"
_OTHER = "@app.post('/items')\ndef add(user: CurrentUser): ...\n"
_CONTRACT = (
    "openapi: 3.1.0\npaths:\n  /orders/{{i}}:\n    delete: {{security: {0}}}\n"
    "  /items:\n    post: {{security: [{{k: []}}]}}\n"
)
_WRITE = "@app.delete('/orders/{i}')\ndef remove(i: int"


RULE = Rule(
    id="authentication",
    title="Routes are protected by authentication",
    help="make the route, its router or the application depend on the current user",
    what="routes that change data",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": _APP + _WRITE + "): ...\n" + _OTHER, "openapi.yaml": _CONTRACT.format("[]")}
        ),
        Example(
            {"a.py": _APP + _WRITE + ", user: Annotated[User, Depends(get_current_user)]): ...\n"}
        ),
        Example(
            {
                "a.py": "r = APIRouter(dependencies=[Depends(require_token)])\n@r.post('/x')\n"
                "def f(): ...\napp = FastAPI()\napp.include_router(r)\n"
            }
        ),
        Example(
            {
                "a.py": _APP
                + _WRITE
                + "): ...\napp.add_middleware(AuthenticationMiddleware, backend=b)\n"
            }
        ),
        Example(
            {
                "a.py": _APP
                + _WRITE
                + ", caller: CurrentUserDep): ...\n@app.post('/auth/login')\ndef login(): ...\n"
            }
        ),
    ),
    invalid=(
        Example({"a.py": _APP + _WRITE + "): ...\n"}),
        Example(
            {"a.py": _APP + _WRITE + "): ...\n", "openapi.yaml": _CONTRACT.format("[{k: []}]")}
        ),
        Example({"a.py": _APP + _WRITE + ", db: Session = Depends(get_db)): ...\n"}),
        Example(
            {
                "a.py": "r = APIRouter(prefix='/login')\ns = APIRouter()\n@s.post('/x')\n"
                "def f(): ...\napp = FastAPI()\n"
                "app.include_router(r, dependencies=[Depends(current_user)])\n"
                "app.include_router(s)\n"
            }
        ),
    ),
    prose={
        "HTTPS, proper auth (JWT, OAuth2, API keys)": {"schemes": ("jwt", "oauth2", "api keys")},
        "Authentication/authorization is properly implemented": {},
        "All admin routes require authentication via OIDC": {"schemes": ("oidc",)},
        "Implement secure auth patterns": {},
        "Protect all routes with the current-user dependency": {},
        "Every protected endpoint takes `Depends(current_member)`": {
            "by": ("depends(current_member)",)
        },
        "Protect every endpoint with Security(check_key)": {"by": ("security(check_key)",)},
        "Handlers get the caller from `Depends(get_current_user)`": {
            "by": ("depends(get_current_user)",)
        },
    },
    not_prose=(
        "The author is required",
        "Health checks need no authentication: no auth",
        "Each endpoint gets its store by Depends(get_store)",
    ),
    keywords=words("auth access protect depends"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "schemes": Param(ParamKind.WORDS, "jwt, oauth2, api keys, …"),
        "by": Param(ParamKind.WORDS, "dependencies that authenticate"),
    },
)
