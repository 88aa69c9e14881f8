"""Tests of the account pages."""

from typing import Any

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.account_pages import account_heading, account_plan
from agentgen.emit.frontend.endpoint_tests import answer_of, status_of
from agentgen.emit.frontend.fields import form_fields, plain
from agentgen.emit.frontend.form_samples import filled_form, put
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import BehaviourKind, OperationPlan

_TOKEN = "issued-by-the-server"  # noqa: S105 - a sample


def account_test_view(site: Site, folder: str) -> dict[str, Any] | None:
    """What the template of the account's tests shows; None when a feature has no such page."""
    found = {
        name: plan if (plan := account_plan(site, kind)) and site.folder(plan) == folder else None
        for name, kind in (
            ("sign_in", BehaviourKind.LOGIN),
            ("register", BehaviourKind.REGISTER),
            ("account", BehaviourKind.READ_ME),
            ("change", BehaviourKind.UPDATE_ME),
        )
    }
    if not any(found.values()):
        return None
    shown = found["account"]
    return {
        **{
            name: _sent(site, plan, editing=name == "change") if plan else None
            for name, plan in found.items()
            if name != "account"
        },
        "account": _shown(site, shown) if shown else None,
    }


def _body(site: Site, plan: OperationPlan) -> Any:
    body = plain(answer_of(site, plan))
    return put(body, plan.token, _TOKEN) if plan.token else body


def _sent(site: Site, plan: OperationPlan, *, editing: bool) -> dict[str, Any]:
    assert plan.request is not None
    fields = form_fields(site, plan.request.record, editing=editing)
    filled, body = filled_form(site, plan, fields, {})
    answers = _body(site, plan)
    return {
        "method": ts.string(plan.operation.method.lower()),
        "path": ts.string(plan.operation.path),
        "status": status_of(plan, answers),
        "answers": "undefined" if answers is None else ts.value(answers, 4, 40),
        "filled": ts.value(filled, 4, 14),
        "sends": ts.value(body, 4, 34),
        "token": ts.string(_TOKEN) if plan.token else "null",
        "leaves": '"/"' if plan.token else '"/sign-in"',
    }


def _shown(site: Site, plan: OperationPlan) -> dict[str, Any]:
    assert plan.response is not None
    body = _body(site, plan)
    wire = account_heading(site, plan)
    record = body
    for name in plan.response.path:
        record = record[name]
    value = record.get(wire) if wire and isinstance(record, dict) else "My account"
    return {
        "method": ts.string(plan.operation.method.lower()),
        "path": ts.string(plan.operation.path),
        "answers": ts.value(body, 4, 40),
        "text": ts.string(str(value)) if isinstance(value, str | int) and value else r"/\S/",
    }
