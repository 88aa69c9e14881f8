"""Routes for webhooks verify the signature of what they receive."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bwebhooks?\b[^.;]{0,40}\b(?:signatures?|signed|hmac)\b"
    r"|\bsignatures?\b[^.;]{0,25}\bwebhooks?\b"
)

_VERIFIES = re.compile(r"signature|signed|verif|hmac|construct_event|compare_digest", re.IGNORECASE)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at what each handler calls and depends on; comments and texts do not verify."""
    found, examined = list[Found](), 0
    for route in codebase.http_routes:
        if "webhook" not in route.path.lower() or route.method != "POST":
            continue
        examined += 1
        file = codebase.python[route.place.path]
        names = {u.name for u in file.uses if u.function == route.handler} | route.guards
        names |= set(_helpers(file, names))
        if not any(_VERIFIES.search(name) for name in names):
            found.append(
                Found(route.place.path, route.place.line, f"`{route}` accepts whatever is sent")
            )
    return found, examined


def _helpers(file: PythonFile, names: Iterable[str]) -> Iterator[str]:
    """What functions of the same file call that a handler calls."""
    called = {name.rsplit(".", 1)[-1] for name in names}
    for use in file.uses:
        if use.function.rsplit(".", 1)[-1] in called:
            yield use.name


_HOOK = "app = FastAPI()\n@app.post('/api/v1/webhooks/stripe')\nasync def hook(request: Request):\n"


RULE = Rule(
    id="webhook-signatures",
    title="Webhooks are accepted with a valid signature only",
    help="verify the signature of the raw body before anything else",
    what="routes for webhooks",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _HOOK + "    event = stripe.Webhook.construct_event(body, sig, key)\n"}),
        Example(
            {"a.py": _HOOK + "    check(request)\ndef check(r):\n    hmac.compare_digest(a, b)\n"}
        ),
        Example(
            {
                "a.py": _HOOK.replace("Request)", "Request, _: None = Depends(verify_signature))")
                + "    pass\n"
            }
        ),
    ),
    invalid=(
        Example({"a.py": _HOOK + "    event = await request.json()\n"}),
        Example({"a.py": _HOOK + "    # TODO verify signature\n    log('signature')\n"}),
        Example(
            {
                "a.py": "router = APIRouter(prefix='/webhooks')\n@router.post('/github')\n"
                "def f(b: Body): ...\ndef verify(): ...\n"
            }
        ),
    ),
    prose={
        "Handle webhooks with signature verification": {},
        "Always verify webhook signatures": {},
        "Check the signature of every webhook": {},
    },
    not_prose=("Sign the contract", "Never log webhook signatures"),
    keywords=words("webhook"),
    status=Status.HEURISTIC,
)
