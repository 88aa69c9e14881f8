"""Behaviours on who or what belongs to a group."""

from dataclasses import replace

from agentgen.ir.api import Operation
from agentgen.ir.blueprint import (
    Audience,
    BehaviourKind,
    Binding,
    Column,
    ColumnType,
    Entity,
    OperationPlan,
)
from agentgen.ir.schema import Schema
from agentgen.names import plural, words
from agentgen.plan.accounts import request_payload
from agentgen.plan.behaviours import plan_list
from agentgen.plan.columns import column_type
from agentgen.plan.entities import Draft
from agentgen.plan.inference import (
    Context,
    NotInferredError,
    answer_of,
    bindings_by,
    or_stub,
    plan_on,
)
from agentgen.plan.memberships import Membership, table_of

_KINDS = {
    "put": BehaviourKind.ADD_MEMBER,
    "post": BehaviourKind.ADD_MEMBER,
    "delete": BehaviourKind.REMOVE_MEMBER,
    "get": BehaviourKind.HAS_MEMBER,
}
_REASONS = {
    BehaviourKind.ADD_MEMBER: "{method} adds one {member} to the {nouns} of one {group}",
    BehaviourKind.REMOVE_MEMBER: "{method} takes one {member} from the {nouns} of one {group}",
    BehaviourKind.HAS_MEMBER: "{method} tells whether one {member} is a {noun} of one {group}",
    BehaviourKind.LIST: "{method} lists the {nouns} of one {group}",
}
_NUMBERS = frozenset((ColumnType.INTEGER, ColumnType.BIGINT))
_TEXTS = frozenset((ColumnType.STRING, ColumnType.TEXT))


def plan_membership(context: Context, operation: Operation) -> OperationPlan:
    """The plan of an operation that `memberships.find_memberships` found."""
    membership = context.memberships[operation.id]
    draft = context.drafts[membership.home]
    return or_stub(operation, draft.entity.feature, lambda: _plan(context, membership, draft))


def _plan(context: Context, membership: Membership, draft: Draft) -> OperationPlan:
    operation, entity = membership.operation, draft.entity
    if entity.scope or draft.key_column:
        raise NotInferredError("the members have no collection of their own")
    if not (membership.key or membership.body_key) and operation.method == "get":
        plan = plan_list(context, draft, operation, personal=True)
        return _of(context, membership, replace(plan, audience=Audience.MEMBERS))
    kind = _KINDS.get(operation.method)
    if kind is None or not (membership.key or membership.body_key):
        raise NotInferredError(f"{operation.method.upper()} is no way to change who belongs to it")
    if any(p.required for p in operation.query_parameters):
        raise NotInferredError("what the required query parameters change is not known")
    has_body = operation.success is not None and bool(operation.success.contents)
    payload, fields = answer_of(context, draft, operation) if has_body else (None, ())
    request = request_payload(context.api, operation, frozenset()) if membership.body_key else None
    plan = plan_on(
        draft, operation, kind, "", key=membership.key, request=request, response=payload,
        envelope=fields, key_column=_key(context, membership, entity).name,
    )  # fmt: skip
    return _of(context, membership, plan)


def _of(context: Context, membership: Membership, plan: OperationPlan) -> OperationPlan:
    """The plan within its group: with the path's records, the table of pairs and the reason."""
    group = context.drafts[membership.group]
    outer = bindings_by(context, group, membership.parents[:-1])
    own = Binding(membership.parents[-1], "", group.entity.name, group.entity.key)
    told = {
        "method": plan.operation.method.upper(),
        "member": context.drafts[membership.home].entity.title.lower(),
        "noun": membership.noun.replace("_", " "),
        "nouns": plural(membership.noun).replace("_", " "),
        "group": group.entity.title.lower(),
    }
    return replace(
        plan, bindings=(*outer, own), link=context.members[table_of(membership)].name,
        reason=_REASONS[plan.behaviour].format(**told),
    )  # fmt: skip


def _key(context: Context, membership: Membership, entity: Entity) -> Column:
    """The column that the path or the body names a member by."""
    name, schema = membership.body_key, _key_schema(context, membership)
    tokens = words(membership.key or name)
    unique = [c for c in entity.columns if c.primary or c.unique]
    exact = next((c for c in unique if c.wire and words(c.wire) == tokens), None)
    column = exact or entity.column(entity.key)
    given = column_type(context.api, schema)[0]
    same = any({given, column.type} <= kinds for kinds in (_NUMBERS, _TEXTS))
    if given is not column.type and not same:
        raise NotInferredError(f"{membership.key or name!r} is no key of one {entity.title}")
    return column


def _key_schema(context: Context, membership: Membership) -> Schema:
    operation = membership.operation
    for parameter in operation.path_parameters:
        if parameter.name == membership.key:
            return parameter.schema
    payload = request_payload(context.api, operation, frozenset())
    found = context.api.resolve(payload.record).property(membership.body_key) if payload else None
    if found is None:
        raise NotInferredError("nothing names the member")
    return found.schema
