"""Which of the behaviours each operation has: the first one that is inferred."""

from collections.abc import Mapping

from agentgen.ir.api import Operation
from agentgen.ir.blueprint import BehaviourKind, OperationPlan
from agentgen.plan.account_behaviours import account_plans
from agentgen.plan.accounts import Accounts
from agentgen.plan.behaviours import infer
from agentgen.plan.belonging import plan_membership
from agentgen.plan.bulk import plan_bulk, without_lost
from agentgen.plan.entities import Draft
from agentgen.plan.features import feature_slug
from agentgen.plan.files import Attachment, plan_file
from agentgen.plan.inference import Context, stub
from agentgen.plan.marks import plan_toggle
from agentgen.plan.overrides import check_names, override
from agentgen.plan.response_headers import with_headers
from agentgen.plan.sessions import plan_logout
from agentgen.plan.singletons import plan_singleton
from agentgen.plan.transitions import plan_transition
from agentgen.plan.values import plan_values


def decide(
    context: Context,
    accounts: Accounts | None,
    home: Draft | None,
    files: Mapping[str, Attachment],
) -> dict[str, OperationPlan]:
    """The plans of all operations by id, overrides applied.

    Args:
        home: the draft that holds the accounts.
        files: operations on the files of items, by id.

    Raises:
        AgentgenError: for overrides that cannot be.
    """
    api = context.api
    plans = account_plans(api, accounts, home) if accounts and home else {}
    owners = {o.id: draft for draft in context.drafts.values() for o in draft.candidate.operations}
    for operation in api.operations:
        if operation.id not in plans:
            plans[operation.id] = _plan(context, operation, owners.get(operation.id), files)
    for operation in api.operations:
        if plans[operation.id].behaviour is BehaviourKind.STUB:
            plans[operation.id] = plan_bulk(api, operation, plans) or plans[operation.id]
    chosen = context.decisions.operations
    check_names(api, chosen)
    kept = without_lost({key: override(plan, chosen) for key, plan in plans.items()})
    return with_headers(context, kept)


def _plan(
    context: Context,
    operation: Operation,
    draft: Draft | None,
    files: Mapping[str, Attachment],
) -> OperationPlan:
    """The plan of one operation; `draft` holds the records it is a resource of."""
    if operation.id in context.toggles:
        return plan_toggle(context, operation)
    if operation.id in context.logouts:
        return plan_logout(operation, context.logouts[operation.id])
    if operation.id in files:
        return plan_file(context, files[operation.id])
    if operation.id in context.memberships:
        return plan_membership(context, operation)
    found = plan_transition(context, operation)
    if found is not None:
        return found
    if draft is not None and draft.candidate.single:
        return plan_singleton(context, draft, operation)
    if draft is not None:
        return infer(context, draft, operation)
    reason = "nothing tells that it stores or shows a record"
    return plan_values(context, operation) or stub(operation, feature_slug(operation), reason)
