"""The contract: what the running application serves is what the OpenAPI document promises."""

import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from agentgen.codebase.contract_document import operations, read_contract
from agentgen.codebase.matching import template
from agentgen.gates.base import Gate, GateContext, Params, Parts
from agentgen.gates.environment import absent, junit_cases, python_tool, tail, use
from agentgen.gates.interface import aligned, differences, promises
from agentgen.gates.server import Server, app_target, served
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands
from agentgen.ir.report import GateResult

_TESTED = (
    r"\bschemathesis\b|\bcontract[- ]tests?\b|\bcontract[- ]testing\b"
    r"|\b(?:responses?|answers?)\b[^.;]*\b(?:match|conform|validate)\w*\b[^.;]*\b(?:openapi|contract)\b"
)
_NAMES = ("openapi.yaml", "openapi.yml", "openapi.json", "swagger.yaml", "swagger.json")
_SERVED = ("/openapi.json", "/api/openapi.json", "/api/v1/openapi.json")
_LONGEST = 300
_OPTIONS = (
    "--max-examples=10",
    "--seed=1",
    "--no-color",
    "--checks=not_a_server_error,status_code_conformance,response_schema_conformance",
    "--report=junit",
)


@needing(_TESTED)
def phrases(statement: Statement) -> Params | None:
    """«Run contract tests against the OpenAPI document», «Schemathesis passes»."""
    return {} if demands(statement, _TESTED) else None


def measure(context: GateContext) -> GateResult:
    """Start the application, compare its OpenAPI document with the contract, send requests."""
    start = time.monotonic()
    parts = Parts("served-contract", context.setting)
    path = _contract(context)
    document = read_contract(context.codebase.texts[path]) if path else None
    if path and document is None:
        parts.missing.append(f"{path} cannot be read as YAML or JSON")
    elif document is not None and app_target(context) is not None:
        with served(context, parts) as server:
            if server is not None:
                _compare(context, parts, server, document, path)
                _schemathesis(context, parts, server, path)
    return parts.result(time.monotonic() - start)


def _contract(context: GateContext) -> str:
    """The contract that the configuration or a spec names, else the nearest by its name."""
    texts = context.codebase.texts
    for setting in context.asked.values():
        for key in ("contract", "path"):
            named = str(setting.params.get(key, "")).lstrip("/")
            if named in texts:
                return named
    found = [p for p in texts if p.rsplit("/", 1)[-1] in _NAMES]
    return min(found, key=lambda p: (p.count("/"), p), default="")


def _compare(
    context: GateContext, parts: Parts, server: Server, document: Mapping[str, Any], path: str
) -> None:
    given_document = _document(server)
    if given_document is None:
        parts.missing.append(f"the application serves no OpenAPI document at {_SERVED[0]}")
        return
    wanted, given = aligned(promises(document), promises(given_document))
    text = context.codebase.texts[path]
    lines = {(o.method, template(o.path)): o.line for o in operations(document, text)}
    under = next(iter(context.asked.values()), None)
    for key, promise in wanted.items():
        line = next((n for (m, p), n in lines.items() if m == key[0] and _same_end(p, key[1])), 1)
        answer = given.get(key)
        faults = ["is not served"] if answer is None else differences(promise, answer)
        for fault in faults:
            parts.found(path, line, f"`{key[0]} {key[1]}` {fault}", under=under)
    for method, template_ in sorted(given.keys() - wanted.keys()):
        message = f"`{method} {template_}` is served, and the contract does not know it"
        parts.found(path, 1, message, under=under)
    parts.examined.append(f"{len(wanted)} operations")
    parts.figures.append(("operations served", str(len(given))))


def _same_end(one: str, other: str) -> bool:
    """True when one path is the other behind a prefix."""
    return one.endswith(other) or other.endswith(one)


def _document(server: Server) -> dict[str, Any] | None:
    for path in _SERVED:
        reply = server.ask("GET", path)
        if reply is not None and reply.status == 200 and isinstance(reply.data, dict):
            return reply.data
    return None


def _schemathesis(context: GateContext, parts: Parts, server: Server, path: str) -> None:
    """Send generated requests, where the repository has Schemathesis; each failure is a finding."""
    tool = python_tool(context, "schemathesis")
    if tool is None:
        parts.figures.append(("schemathesis", "not installed in the repository: not run"))
        if context.setting is not None and "schemathesis" in context.setting.text.casefold():
            absent(parts, "schemathesis")
        return
    with TemporaryDirectory(prefix="agentgen-") as folder:
        report = Path(folder) / "junit.xml"
        location = f"{server.url}{_SERVED[0]}"
        arguments = ["run", location, *_OPTIONS, "--report-junit-path", str(report)]
        done = use(context, parts, tool, arguments)
        cases = junit_cases(report)
    if done is None:
        return
    if done.code not in (0, 1) or not cases:
        parts.missing.append(f"schemathesis failed: {tail(done.output)}")
        return
    parts.figures.append(("schemathesis", f"{len(cases)} operations tried"))
    for case in cases:
        for failure in (*case.findall("failure"), *case.findall("error")):
            lines = [*(failure.text or "").split("\n"), failure.get("message") or ""]
            told = " | ".join(line.strip() for line in lines if line.strip())[:_LONGEST]
            parts.found(path, 1, f"schemathesis: {case.get('name')}: {told}")


GATE = Gate(
    id="served-contract",
    title="The running application serves what its contract promises",
    keywords=("schemathesis", "contract", "response", "answer"),
    phrases=phrases,
    measure=measure,
    prose={
        "Run contract tests against the OpenAPI document": {},
        "Schemathesis must pass before a merge": {},
        "All responses conform to the OpenAPI schema": {},
    },
    not_prose=(
        "Implement the OpenAPI document",
        "Contract tests are optional",
        "The contract with the provider ends in May",
    ),
    on_demand=True,
    verifies=("contract-endpoints", "contract-first"),
)
