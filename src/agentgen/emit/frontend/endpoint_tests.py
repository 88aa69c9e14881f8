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

_PER_FILE = 8
METHODS = ("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS")


def endpoint_test_views(site: Site, feature: FeatureSlice) -> Iterator[tuple[str, dict[str, Any]]]:
    """File names and views of the tests of a feature's calls, a few calls each."""
    plans = [p for p in feature.operations if p.operation.method.upper() in METHODS]
    for start in range(0, len(plans), _PER_FILE):
        calls = [_call(site, plan) for plan in plans[start : start + _PER_FILE]]
        number = start // _PER_FILE + 1
        name = "endpoints.test.ts" if number == 1 else f"endpoints{number}.test.ts"
        hooks = {call["run_with"] for call in calls}
        yield name, {"calls": calls, "runners": ", ".join(sorted(hooks))}


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
    written = ts.value(given, 2, 40) if takes else ""
    hook = site.hook(plan)
    runner = "runQuery" if is_query(plan) else "runMutation"
    run = f"runQuery(() => {hook}({written}))"
    if runner == "runMutation":
        run = f"runMutation({hook}, {written or 'undefined'})"
    body = input_body(operation)
    path = ts.string(filled_path(site, plan))
    status = status_of(plan, answers)
    sent = f"const sent = answer({ts.string(operation.method.lower())}, {path}, {status}, );"
    return {
        "title": ts.string(f"{site.function(plan)} calls {operation.method.upper()}"),
        "hook": hook,
        "function": site.function(plan),
        "method": ts.string(operation.method.lower()),
        "path": path,
        "status": status,
        "answers": None if answers is None else ts.value(answers, 2, len(sent)),
        "expected": "null" if answers is None else ts.value(answers, 2, 28),
        "run": run,
        "run_with": runner,
        "query": _query(site, plan, given),
        "sends": ts.value(given["body"], 2, 30) if body and body.kind == "json" else None,
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
