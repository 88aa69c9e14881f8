"""Views of the tests of ended sessions."""

from dataclasses import replace
from typing import Any

from agentgen.emit.backend.test_context import TestContext
from agentgen.ir.api import Requirement
from agentgen.ir.blueprint import OperationPlan


def session_case(context: TestContext, plan: OperationPlan) -> dict[str, Any]:
    """A request that only callers with a valid token may make, and how a caller signs out."""
    guarded = next(p for p in context.blueprint.operations if p.protected)
    signed = replace(plan, operation=replace(plan.operation, security=((Requirement(""),),)))
    return {
        "guarded": (guarded.operation.method.upper(), context.url(guarded, {})),
        "send_signed": context.sent_headers(signed),
    }
