"""Tests of a feature's endpoints: every call is made once and looked at."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.endpoints import path_sample, sample_input
from agentgen.emit.frontend.inputs import input_body, input_fields, needs_input
from agentgen.emit.frontend.site import Site, is_query
from agentgen.emit.frontend.zod import text_of
from agentgen.ir.blueprint import FeatureSlice, OperationPlan

_LINES_A_CALL = 14
_LINES_A_FILE = 200
METHODS = ("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS")


def endpoint_test_views(site: Site, feature: FeatureSlice) -> Iterator[tuple[str, dict[str, Any]]]:
    """File names and views of the tests of a feature's calls, a few calls each."""
    plans = [p for p in feature.operations if p.operation.method.upper() in METHODS]
    for number, calls in enumerate(_chunks([_call(site, plan) for plan in plans]), start=1):
        name = "endpoints.test.ts" if number == 1 else f"endpoints{number}.test.ts"
        runners = {call["run_with"] for call in calls}
        yield name, {"calls": calls, "runners": ", ".join(sorted(runners))}


def _chunks(calls: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Calls file by file, so that no file grows beyond about two hundred lines."""
    chunk: list[dict[str, Any]] = []
    lines = 0
    for call in calls:
        needed = _LINES_A_CALL + f"{call['input']}{call['answers']}".count("\n")
        if chunk and lines + needed > _LINES_A_FILE:
            yield chunk
            chunk, lines = [], 0
        chunk.append(call)
        lines += needed
    if chunk:
        yield chunk


def answer_of(site: Site, plan: OperationPlan) -> Any:
    """A body that the server may answer with; None when it sends none."""
    success = plan.operation.success
    if plan.status in (204, 205, 304) or plan.operation.method.upper() == "HEAD":
        return None
    if plan.response is not None:
        return site.sampler.of(plan.response.schema, "answer")
    if success is None or not success.contents:
        return None
    if success.json is None:
        return "sample"
    return site.sampler.of(success.json.schema, "answer")


def status_of(plan: OperationPlan, answered: Any) -> int:
    """A 2xx status that suits the body."""
    if answered is None:
        return 204
    return plan.status if 200 <= plan.status < 300 and plan.status not in (204, 205) else 200


def filled_path(site: Site, plan: OperationPlan) -> str:
    """The operation's path with sample values."""
    path = plan.operation.path
    for parameter in plan.operation.path_parameters:
        sample = path_sample(site, parameter.schema)
        path = path.replace("{" + parameter.name + "}", sample)
    return path


def _call(site: Site, plan: OperationPlan) -> dict[str, Any]:
    operation = plan.operation
    answers = answer_of(site, plan)
    given = sample_input(site, plan)
    takes = needs_input(operation)
    function, hook = site.function(plan), site.hook(plan)
    sample = f"{function}Sample" if takes else ""
    run = f"runQuery(() => {hook}({sample}))"
    if not is_query(plan):
        run = f"runMutation({hook}, {sample or 'undefined'})"
    body = input_body(operation)
    input_type = site.input_type(plan) if takes else ""
    used = len(f"const {sample}: {input_type} = ;")
    return {
        "title": ts.string(f"{function} calls {operation.method.upper()}"),
        "function": function,
        "imported": ts.import_line([hook], f"./{function}", [input_type] if takes else []),
        "method": ts.string(operation.method.lower()),
        "path": ts.string(filled_path(site, plan)),
        "status": status_of(plan, answers),
        "answers": None if answers is None else ts.value(answers, 2, len("const body = ;")),
        "input_type": input_type,
        "input": ts.value(given, 0, used) if takes else "",
        "run": run,
        "run_with": "runMutation" if not is_query(plan) else "runQuery",
        "query": _query(site, plan, given),
        "sends": body is not None and body.kind == "json",
    }


def _query(site: Site, plan: OperationPlan, given: dict[str, Any]) -> str | None:
    pairs: list[tuple[str, str]] = []
    for field in input_fields(plan.operation):
        if field.group != "query" or field.key not in given:
            continue
        sample = given[field.key]
        if isinstance(sample, dict) or not field.parameter.name.isascii():
            return None
        items = sample if isinstance(sample, list) else [sample]
        if any(isinstance(item, dict | list) for item in items):
            return None
        pairs += [(field.parameter.name, text_of(item)) for item in items]
    text = urlencode(pairs)
    return ts.string(text) if pairs and not set(text) & set("~!'()") else None
