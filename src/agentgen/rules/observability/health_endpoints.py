"""Health can be asked for at the paths that the spec names."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import is_example, mentions, plain
from agentgen.ir.readers import names, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_HEALTH = (
    r"\bhealth(?:z|[- ]?checks?)?\b|\bprobes?\b|\breadiness\b|\bliveness\b|\breadyz\b" r"|\blivez\b"
)
_HEALTH_PATH = re.compile(
    r"(?<![\w.])(/[\w/-]*(?:health\w*|ready\w*|live\w*|ping|status)(?:/[\w-]+)*)"
)


def phrases(statement: Statement) -> Params | None:
    """«`/health/ready`: check dependencies (DB, Redis)»."""
    text = plain(statement)
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    if not mentions(statement, _HEALTH):
        return None
    text = re.sub(r"\b(?:except|besides|other than)\b.*", "", text)
    paths = names(path.rstrip("/.") for path in _HEALTH_PATH.findall(text))
    if not paths:
        endpoint = (
            r"\bhealth[- ]?checks? (?:endpoints?|routes?)|\b(?:add|expose|implement|provide)\b"
        )
        if not re.search(_HEALTH, text) or not re.search(endpoint, text):
            return None
    checks = re.search(r"\b(?:dependenc\w+|checks?|verif\w+)\b[^(]{0,20}\(([\w ,/-]+)\)", text)
    parts = names(p.strip() for p in checks[1].split(",")) if checks else ()
    return {**({"paths": paths} if paths else {}), **({"checks": parts} if parts else {})}


_ANY = re.compile(r"/(?:health\w*|ready\w*|live\w*|ping|status|readiness|liveness)(?:/|$)")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare the paths with the routes for GET; a prefix before them is fine."""
    apps = lookup.applications(codebase)
    served = {r.path.rstrip("/") for r in codebase.http_routes if r.method in ("GET", "HEAD")}
    found: list[Found] = []
    for path in params.get("paths", ()):
        if not any(one == path or one.endswith(path) for one in served):
            found += lookup.absent(apps, f"nothing answers `GET {path}`")
    if not params.get("paths") and not any(_ANY.search(one) for one in served):
        found += lookup.absent(apps, "nothing answers whether the service is healthy")
    return found, len(apps)


_APP = "app = FastAPI()\n"
_SERVED = _APP + "@app.get('/health')\ndef health(): ...\n"


RULE = Rule(
    id="health-endpoints",
    title="Health can be asked for",
    help="add a route that answers without authentication",
    what="applications",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _SERVED}, {"paths": ("/health",)}),
        Example({"a.py": _SERVED}),
        Example(
            {
                "a.py": "r = APIRouter(prefix='/health')\n@r.get('/ready/')\ndef f(): ...\n"
                "app = FastAPI()\napp.include_router(r, prefix='/api')\n"
            },
            {"paths": ("/health/ready",), "checks": ("db",)},
        ),
    ),
    invalid=(
        Example({"a.py": _APP}),
        Example({"a.py": _SERVED}, {"paths": ("/health", "/health/ready")}),
        Example(
            {"a.py": _APP + "@app.post('/health')\ndef health(): ...\n"}, {"paths": ("/health",)}
        ),
        Example(
            {"a.py": _APP + "@app.get('/wealth')\ndef wealth(): ...\n"},
            {"paths": ("/livez", "/readyz")},
            findings=2,
        ),
    ),
    prose={
        "# Health checks\n`/health`: basic status": {"paths": ("/health",)},
        "`/health/ready`: Check dependencies (DB, Redis)": {
            "paths": ("/health/ready",),
            "checks": ("db", "redis"),
        },
        "Expose liveness on /livez and readiness on /readyz": {"paths": ("/livez", "/readyz")},
        "Add a health check endpoint": {},
    },
    not_prose=("Mental health matters", "Health checks are exempt from auth"),
    keywords=words("health ready live status ping"),
    combine=union,
    params={
        "paths": Param(ParamKind.WORDS, "paths that answer"),
        "checks": Param(ParamKind.WORDS, "what readiness looks at: db, redis"),
    },
)
