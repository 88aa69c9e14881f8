"""Load: how long the running application takes to answer several users at once."""

import math
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from agentgen import __version__
from agentgen.codebase.coverage import is_operational
from agentgen.codebase.model import Route
from agentgen.gates.base import Gate, GateContext, Parts
from agentgen.gates.drivers import load as driver
from agentgen.gates.environment import Tool, json_object, tail, use
from agentgen.gates.server import Server, app_target, served
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain
from agentgen.ir.readers import Params, words
from agentgen.ir.report import GateResult

_ABOUT = re.compile(
    r"\b(?:latency|response times?|responses?|respond|p\d\d|requests (?:must "
    r"|should )?(?:finish|complete))\b"
)
_PERCENTILE = re.compile(r"(?:p(?P<p>\d{2})|(?P<th>\d{2})th[ -]percentile|(?P<of>\d{2}) ?% of)")
_LIMIT = re.compile(
    r"(?:<=?|under|below|less than|at most|within|max(?:imum)?(?: of)?)\s*"
    r"(?P<n>\d{1,5}(?:\.\d+)?)\s?(?P<unit>ms|milliseconds?|s|secs?|seconds?)\b"
)
_USERS = re.compile(r"\b(\d{1,6}) (?:vus?|virtual users|concurrent users|users)\b")
_DEFAULT_USERS, _DEFAULT_PERCENTILE = 10, 95
_MOST_USERS = 200
_SECONDS = 5.0
_ROUTES = 20
_FEWEST = 20
"""Answers of a route below which a percentile says nothing."""


def phrases(statement: Statement) -> Params | None:
    """«p95 latency < 300 ms», «responses within 200 ms for the 95th percentile»."""
    text = plain(statement)
    limit = _LIMIT.search(text)
    if is_example(statement) or limit is None or not _ABOUT.search(text):
        return None
    value = float(limit["n"]) * (1 if limit["unit"].startswith("m") else 1000)
    percentile = _PERCENTILE.search(text)
    users = _USERS.search(text)
    return {
        "max_ms": int(value) if value.is_integer() else value,
        **({"percentile": int(next(filter(None, percentile.groups())))} if percentile else {}),
        **({"users": int(users[1])} if users else {}),
    }


def measure(context: GateContext) -> GateResult:
    """Start the application and send requests to the routes that answer anybody."""
    start = time.monotonic()
    parts = Parts("latency-limit", context.setting)
    if "max_ms" in context.params and app_target(context) is not None:
        with served(context, parts) as server:
            if server is not None:
                _load(context, parts, server)
    return parts.result(time.monotonic() - start)


def _load(context: GateContext, parts: Parts, server: Server) -> None:
    routes = {route.path: route for route in _open(context, server)}
    if not routes:
        parts.missing.append("no GET route answers without an account and parameters")
        return
    asked = int(context.params.get("users", _DEFAULT_USERS))
    users = min(asked, _MOST_USERS)
    if users < asked:
        parts.missing.append(f"{asked} users are asked for, this machine sends as {users} at most")
    seconds = min(_SECONDS, context.seconds / 2)
    host, port = server.url.removeprefix("http://").split(":")
    command = (sys.executable, str(Path(driver.__file__).absolute()))
    tool = Tool("agentgen-load", command, f"agentgen {__version__}")
    done = use(context, parts, tool, [host, port, str(users), str(seconds), *routes])
    if done is None:
        return
    data = json_object(done.output)
    if not done.ok or data is None:
        parts.missing.append(f"the requests could not be sent: {tail(done.output, 2)}")
        return
    parts.figures += [("users", str(users)), ("seconds", f"{seconds:g}")]
    _judge(context, parts, routes, data, users)


def _open(context: GateContext, server: Server) -> Iterator[Route]:
    """GET routes without parameters that answer 2xx on a new database, health and docs aside."""
    known: set[str] = set()
    for route in context.codebase.http_routes:
        is_plain = route.method == "GET" and "{" not in route.path and route.attached
        if not is_plain or is_operational(route.path) or route.path in known:
            continue
        reply = server.ask("GET", route.path)
        if reply is not None and 200 <= reply.status < 300:
            known.add(route.path)
            yield route
        if len(known) == _ROUTES:
            return


def _judge(
    context: GateContext,
    parts: Parts,
    routes: Mapping[str, Route],
    data: Mapping[str, Any],
    users: int,
) -> None:
    limit = float(context.params["max_ms"])
    share = int(context.params.get("percentile", _DEFAULT_PERCENTILE))
    total = 0
    slowest: list[tuple[float, tuple[str, str]]] = []
    for path, route in routes.items():
        times, failed = data[path]["times"], data[path]["failed"]
        total += len(times)
        if failed:
            parts.found(
                route.place.path, route.place.line, f"`{route}` fails {failed} times under load"
            )
        if len(times) < _FEWEST:
            parts.missing.append(f"`{route}` gave {len(times)} answers, {_FEWEST} are needed")
            continue
        slow = percentile(times, share)
        slowest.append((slow, (f"GET {path} p{share}", f"{slow:.0f} ms of {len(times)}")))
        if slow > limit:
            message = (
                f"`{route}` takes {slow:.0f} ms at p{share} with {users} users, {limit:g} allowed"
            )
            parts.found(route.place.path, route.place.line, message, "profile it under load")
    parts.figures += [figure for _, figure in sorted(slowest, reverse=True)]
    if total:
        parts.examined.append(f"{total:,} requests to {len(routes)} routes")


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that `share` per cent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * share / 100), 1) - 1]


GATE = Gate(
    id="latency-limit",
    title="Answers come in time under load",
    keywords=words("latency response respond request p50 p75 p90 p95 p99"),
    phrases=phrases,
    measure=measure,
    prose={
        "Ensure p95 latency < 300 ms under load": {"max_ms": 300, "percentile": 95},
        "Response times must be under 200ms for the 95th percentile": {
            "max_ms": 200,
            "percentile": 95,
        },
        "95% of requests must finish within 250 ms": {"max_ms": 250, "percentile": 95},
        "p99 latency below 1.5 s with 50 virtual users": {
            "max_ms": 1500,
            "percentile": 99,
            "users": 50,
        },
    },
    not_prose=("Retry within 300 ms", "Latency matters"),
    needs_threshold=True,
    params={
        "max_ms": Param(ParamKind.NUMBER, "milliseconds at most", "ms", 1, 100_000, required=True),
        "percentile": Param(ParamKind.WHOLE, "share of the answers", "%", 1, 99),
        "users": Param(ParamKind.WHOLE, "users at once", "", 1, 1_000_000),
    },
)
