"""Probes: what the running application answers about health, errors and in its headers."""

import re
import time
from collections.abc import Iterable

from agentgen.codebase.model import Route
from agentgen.gates.base import Gate, GateContext, Parts
from agentgen.gates.server import Reply, Server, app_target, served
from agentgen.ir.phrases import demanded
from agentgen.ir.readers import nothing
from agentgen.ir.report import GateResult

_HEALTH = re.compile(r"/(?:health\w*|ready\w*|live\w*|ping|readiness|liveness)(?:/|$)")
_UNKNOWN = "/agentgen-probe/no-such-path"
_ORIGIN = "https://origin.invalid"
_TRACE = re.compile(rb"Traceback \(most recent call last\)|File \"[^\"]+\.py\", line \d+")
_BROKEN = b"{"
_NAMES = {
    "hsts": "strict-transport-security",
    "csp": "content-security-policy",
}
_USUAL = ("x-content-type-options", "hsts")

phrases = demanded(
    r"\bsmoke[- ]tests?\b|\bapplication (?:starts|boots)\b"
    r"|\b(?:app|service|server) must (?:start|boot)\b",
    nothing,
)


def measure(context: GateContext) -> GateResult:
    """Start the application and compare its answers with what the policy asks."""
    start = time.monotonic()
    parts = Parts("probes", context.setting)
    if app_target(context) is not None:
        with served(context, parts) as server:
            if server is not None:
                _probe(context, parts, server)
    return parts.result(time.monotonic() - start)


def _probe(context: GateContext, parts: Parts, server: Server) -> None:
    replies = {"404": server.ask("GET", _UNKNOWN)}
    if (invalid := _refusing(context.codebase.http_routes, server)) is not None:
        replies["422"] = invalid
    healthy = _health(context, parts, server)
    known = [reply for reply in (*replies.values(), *healthy) if reply is not None]
    _errors(context, parts, {name: r for name, r in replies.items() if r is not None})
    _headers(context, parts, known)
    _origins(context, parts, server)
    if known:
        parts.examined.append(f"{len(known)} answers")
    else:
        parts.missing.append("the application answers nothing")


def _health(context: GateContext, parts: Parts, server: Server) -> list[Reply | None]:
    """Each path that the policy names, or that looks like one, answers 200."""
    setting = context.asked.get("health-endpoints")
    routes = [r.path for r in context.codebase.http_routes if r.method == "GET"]
    wanted = tuple(setting.params.get("paths", ())) if setting else ()
    served_at = [next((r for r in routes if r.endswith(path)), path) for path in wanted]
    paths = served_at or [r for r in routes if _HEALTH.search(r) and "{" not in r]
    replies = []
    for path in dict.fromkeys(paths):
        reply = server.ask("GET", path)
        replies.append(reply)
        shown = reply.status if reply else "nothing"
        parts.figures.append((f"GET {path}", str(shown)))
        if reply is None or reply.status >= 300:
            message = f"`GET {path}` answers {shown} on a new database"
            parts.found(_file(context, path), 1, message, under=setting)
    if setting and not paths:
        parts.found(_file(context, ""), 1, "no health endpoint answers", under=setting)
    return replies


def _refusing(routes: Iterable[Route], server: Server) -> Reply | None:
    """The answer to a body that is no JSON, of a route that refuses it with 422 or 400."""
    for route in routes:
        if route.method == "POST" and "{" not in route.path and route.attached:
            headers = {"content-type": "application/json"}
            reply = server.ask("POST", route.path, headers, _BROKEN)
            if reply is not None and reply.status in (400, 422):
                return reply
    return None


def _errors(context: GateContext, parts: Parts, replies: dict[str, Reply]) -> None:
    """Errors are JSON objects of one shape, and tell nothing of the inside."""
    setting = context.asked.get("consistent-errors")
    place = _file(context, "")
    shapes: dict[str, dict[str, str]] = {}
    for name, reply in replies.items():
        parts.figures.append((f"error {name}", str(reply.status)))
        if _TRACE.search(reply.body):
            leak = context.asked.get("no-error-details-to-clients")
            parts.found(place, 1, f"the answer {reply.status} shows a traceback", under=leak)
        if setting is None:
            continue
        if isinstance(reply.data, dict):
            shapes[name] = {key: type(value).__name__ for key, value in reply.data.items()}
        else:
            parts.found(place, 1, f"the answer {reply.status} is no JSON object", under=setting)
    smallest = min(shapes.values(), key=len, default={})
    if any(smallest.items() - shape.items() for shape in shapes.values()):
        told = "; ".join(f"{name}: {_shape(shape)}" for name, shape in shapes.items())
        parts.found(place, 1, f"errors differ in their fields: {told}", under=setting)


def _shape(shape: dict[str, str]) -> str:
    return ", ".join(f"{key} ({kind})" for key, kind in sorted(shape.items()))


def _headers(context: GateContext, parts: Parts, replies: list[Reply]) -> None:
    """The security headers that the policy names are on every answer."""
    setting = context.asked.get("security-headers")
    if setting is None:
        return
    for asked in setting.params.get("headers", ()) or _USUAL:
        name = _NAMES.get(asked, asked)
        bare = [reply for reply in replies if name not in reply.headers]
        if asked != "cors" and bare:
            message = f"{len(bare)} of {len(replies)} answers have no `{name}`"
            parts.found(_file(context, ""), 1, message, under=setting)


def _origins(context: GateContext, parts: Parts, server: Server) -> None:
    """No page of any other origin may send requests with the visitor's credentials."""
    asked = {"origin": _ORIGIN, "access-control-request-method": "GET"}
    reply = server.ask("OPTIONS", "/", asked)
    headers = reply.headers if reply else {}
    allowed = headers.get("access-control-allow-origin", "none")
    parts.figures.append(("origins allowed", allowed if allowed != _ORIGIN else "any"))
    with_credentials = headers.get("access-control-allow-credentials") == "true"
    if with_credentials and allowed in (_ORIGIN, "*"):
        setting = context.asked.get("security-headers")
        message = "CORS lets pages of every origin send requests with credentials"
        parts.found(_file(context, ""), 1, message, "name the origins", under=setting)


def _file(context: GateContext, path: str) -> str:
    """The file of a route, or else of the application."""
    routes = context.codebase.http_routes
    for route in routes:
        if path and route.path == path:
            return route.place.path
    apps = [p for p, f in context.codebase.python.items() if any(r.is_app for r in f.routers)]
    return min(apps, key=lambda p: (p.count("/"), p), default=".")


GATE = Gate(
    id="probes",
    title="The running application answers as the policy asks",
    keywords=("smoke", "application", "app", "service", "server"),
    phrases=phrases,
    measure=measure,
    prose={
        "Run a smoke test before each release": {},
        "The application starts with one command": {},
        "The server must boot without a configuration": {},
    },
    not_prose=(
        "The application is written in Python",
        "Smoke tests are optional",
        "Do not smoke in the office",
    ),
    on_demand=True,
    verifies=(
        "health-endpoints",
        "security-headers",
        "consistent-errors",
        "no-error-details-to-clients",
    ),
)
