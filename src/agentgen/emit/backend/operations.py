"""Views of operations: every name and expression the templates need."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from agentgen.emit.backend.arguments import (
    Argument,
    body_annotation,
    extra_arguments,
    key_arguments,
    path_type,
    route_path,
    routed_names,
)
from agentgen.emit.backend.callers import MARKS, acts_as_user, needs_user
from agentgen.emit.backend.files import file_arguments, takes_file, upload_argument
from agentgen.emit.backend.headers import header_class, header_lines
from agentgen.emit.backend.literals import literal, long_literal, sentence
from agentgen.emit.backend.queries import query_class
from agentgen.emit.backend.records import python_type
from agentgen.emit.backend.responses import response_expression
from agentgen.emit.backend.schemas import ClassView
from agentgen.emit.backend.service_names import service_class
from agentgen.emit.backend.types import Typing
from agentgen.emit.backend.viewers import needs_viewer
from agentgen.ir.blueprint import (
    FILE_KINDS,
    MEMBER_KINDS,
    SINGLE_KINDS,
    AuthKind,
    BehaviourKind,
    Blueprint,
    Entity,
    HeaderFill,
    OperationPlan,
    Source,
)
from agentgen.names import attribute, unique

ACCOUNT = (
    BehaviourKind.REGISTER,
    BehaviourKind.LOGIN,
    BehaviourKind.READ_ME,
    BehaviourKind.UPDATE_ME,
)


@dataclass(frozen=True, slots=True)
class OperationView:
    """One operation, ready for the templates."""

    plan: OperationPlan
    entity: Entity | None
    function: str
    method: str
    path: str
    operation_id: str
    summary: str
    doc: str
    status: int
    guard: str
    query: str
    checks: tuple[str, ...]
    header_lines: tuple[str, ...]
    route_arguments: tuple[Argument, ...]
    service_arguments: tuple[Argument, ...]
    call: str
    route_returns: str
    service_returns: str
    answer: str
    keys: tuple[Argument, ...] = ()
    data: Argument | None = None
    user: Argument | None = None
    extras: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Name of the behaviour, which is also the name of its template."""
        return str(self.plan.behaviour)


def operation_view(
    blueprint: Blueprint, plan: OperationPlan, guards: dict[str, str]
) -> OperationView:
    """The view of one operation; `guards` collects the guards of its module by source."""
    operation = plan.operation
    entity = blueprint.entities.get(plan.entity)
    keys = key_arguments(blueprint, plan)
    data = _data_argument(blueprint, plan)
    user = user_argument(blueprint, plan)
    query = query_class(blueprint, plan, blueprint.api.schemas)
    headers = header_class(blueprint, plan, blueprint.api.schemas)
    guard = _guard(blueprint, plan, guards)
    extra = extra_arguments(blueprint, plan) if plan.behaviour is BehaviourKind.STUB else []
    service = [*keys, *([data] if data else []), *extra]
    if query is not None:
        service.append(Argument("query", query.name, "query"))
    if headers is not None and plan.behaviour is BehaviourKind.STUB:
        service.append(Argument("headers", headers.name, "headers"))
    service += [user] if user else []
    if takes_file(plan):
        service.append(upload_argument(blueprint, plan))
    if plan.behaviour is BehaviourKind.LOGOUT:
        service.append(Argument("token_id", "str", "token_id_of(caller)"))
    answer, route_returns, service_returns = response_expression(blueprint, plan)
    return OperationView(
        plan=plan,
        entity=entity,
        function=plan.function,
        method=operation.method,
        path=literal(route_path(plan)),
        operation_id=literal(operation.operation_id or operation.id),
        summary=long_literal(operation.summary),
        doc=sentence(operation.description or operation.summary, _fallback(plan, entity)),
        status=plan.status,
        guard=guard,
        query=query.name if query else "",
        checks=_checks(plan, headers, guard if user is None and not _ends(plan) else ""),
        header_lines=header_lines(blueprint, plan),
        route_arguments=tuple(
            _route_arguments(blueprint, plan, keys, (query, headers), user, guard)
        ),
        service_arguments=tuple(service),
        call=", ".join(a.passed for a in service),
        route_returns=route_returns,
        service_returns=service_returns,
        answer=answer,
        keys=tuple(keys),
        data=data,
        user=user,
    )


def _ends(plan: OperationPlan) -> bool:
    """True for the end of a session, which concerns the caller's token alone."""
    return plan.behaviour is BehaviourKind.LOGOUT


def _checks(plan: OperationPlan, headers: ClassView | None, guard: str) -> tuple[str, ...]:
    """What a request is checked by that its handler needs nothing of."""
    unused = headers is not None and plan.behaviour is not BehaviourKind.STUB
    return (*([guard] if guard else []), *([headers.name] if headers and unused else []))


def _fallback(plan: OperationPlan, entity: Entity | None) -> str:
    if plan.behaviour in (
        BehaviourKind.UPSERT,
        BehaviourKind.LOGOUT,
        *MARKS,
        *FILE_KINDS,
        *SINGLE_KINDS,
        *MEMBER_KINDS,
        BehaviourKind.VALUES,
        BehaviourKind.TRANSITION,
        BehaviourKind.CREATE_MANY,
    ):
        return plan.reason
    subject = entity.title.lower() if entity else plan.feature.replace("_", " ")
    return f"{plan.behaviour.value.replace('_', ' ').capitalize()} {subject}"


def _data_argument(blueprint: Blueprint, plan: OperationPlan) -> Argument | None:
    if plan.request is None:
        return None
    typing = Typing(blueprint.api.schemas)
    names = "".join(f".{attribute(wire)}" for wire in plan.request.path)
    if plan.behaviour is BehaviourKind.CREATE_MANY:
        one = typing.expression(plan.request.record, nullable=False)
        return Argument("data", f"list[{one}]", f"body{names}")
    return Argument("data", typing.expression(plan.request.record, nullable=False), f"body{names}")


def user_argument(blueprint: Blueprint, plan: OperationPlan) -> Argument | None:
    """The caller's key, for behaviours that need to know whose record it is, and for stubs."""
    if blueprint.auth.kind is not AuthKind.ACCOUNTS or not needs_user(blueprint, plan):
        return None
    user = blueprint.entities[blueprint.auth.user]
    primary = next(c for c in user.columns if c.primary)
    key = python_type(primary)
    if plan.protected and acts_as_user(blueprint, plan):
        return Argument("caller_id", key, "account_of(caller)")
    return Argument("caller_id", f"{key} | None", "viewer_of(caller)")


def asks_viewer(blueprint: Blueprint, plan: OperationPlan) -> bool:
    """True when the service is told who calls, and callers may be anonymous."""
    user = user_argument(blueprint, plan)
    return user is not None and user.annotation.endswith("| None")


def _welcoming(blueprint: Blueprint) -> str:
    """Alternatives of a public operation that shows more to those who sign in."""
    known = next(p for p in blueprint.operations if p.protected)
    return "{}, " + _security(known)[1:-1]


def _guard(blueprint: Blueprint, plan: OperationPlan, guards: dict[str, str]) -> str:
    if not plan.operation.security and not _ends(plan) and not needs_viewer(blueprint, plan):
        return ""
    alternatives = _security(plan)[1:-1] or _welcoming(blueprint)
    if alternatives not in guards:
        guards[alternatives] = unique("guard", guards.values())
    return guards[alternatives]


def _security(plan: OperationPlan) -> str:
    """Source of the operation's security alternatives, as OpenAPI writes them."""
    return (
        literal(
            [
                {r.scheme: list(r.scopes) for r in alternative}
                for alternative in plan.operation.security
            ]
        )
        if plan.operation.security
        else ""
    )


def _route_arguments(
    blueprint: Blueprint,
    plan: OperationPlan,
    keys: list[Argument],
    parameters: tuple[ClassView | None, ClassView | None],
    user: Argument | None,
    guard: str,
) -> list[Argument]:
    found = _path_arguments(blueprint, plan, keys)
    body = "" if takes_file(plan) else body_annotation(blueprint, plan)
    if takes_file(plan):
        found += file_arguments(blueprint, plan)
    if body:
        optional = plan.request is None and not getattr(plan.operation.body, "required", True)
        found.append(Argument("body", body, default="None" if optional else ""))
    if plan.behaviour is BehaviourKind.STUB and not body:
        found += extra_arguments(blueprint, plan)
    query, headers = parameters
    if query is not None:
        found.append(Argument("query", f"Annotated[{query.name}, Depends()]"))
    if headers is not None and plan.behaviour is BehaviourKind.STUB:
        found.append(Argument("headers", f"Annotated[{headers.name}, Depends()]"))
    if any(fill is HeaderFill.LINKS for _, fill in plan.headers):
        found.append(Argument("request", "Request"))
    if plan.headers or (plan.behaviour is BehaviourKind.UPSERT and plan.response is not None):
        found.append(Argument("response", "Response"))
    found.append(Argument("service", f"{service_class(blueprint, plan)}Dep"))
    if _ends(plan) or user is not None:
        anonymous = _ends(plan) or asks_viewer(blueprint, plan)
        kind = "Principal | None" if anonymous else "Principal"
        found.append(Argument("caller", f"Annotated[{kind}, Depends({guard})]"))
    return sorted(found, key=lambda argument: bool(argument.default))


def _path_arguments(
    blueprint: Blueprint, plan: OperationPlan, keys: list[Argument]
) -> list[Argument]:
    found: list[Argument] = []
    for parameter, key in zip(plan.operation.path_parameters, keys, strict=True):
        kind = path_type(blueprint, parameter, key.annotation)
        called = routed_names(plan)[parameter.name]
        alias = f"alias={literal(called)}" if called != key.name else ""
        found.append(Argument(key.name, f"Annotated[{kind}, Path({alias})]" if alias else kind))
    return found


def hidden_request_names(entity: Entity, plan: OperationPlan) -> list[str]:
    """Attributes of the request that are not copied into the record as they are.

    Whose a record is, and what is derived from others, is not for the client to say.
    """
    copied = {c.name: c for c in entity.columns}
    scoped = {b.column for b in plan.bindings}
    found = [attribute(c.wire) for c in entity.columns if c.source is Source.PASSWORD]
    found += [name for name in scoped if name in copied and copied[name].wire]
    found += [c.name for c in entity.columns if c.wire and c.source is Source.OWNER]
    found += [*entity.embeds, *(derived.name for derived in entity.derived)]
    return found
