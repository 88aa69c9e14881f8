"""Policy x Api x Stories to Blueprint."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agentgen.ir.api import Api
from agentgen.ir.blueprint import (
    Auth,
    AuthKind,
    Blueprint,
    Column,
    ColumnType,
    Entity,
    OperationPlan,
    Source,
)
from agentgen.ir.decisions import Decisions
from agentgen.ir.policy import Policy
from agentgen.ir.story import Stories
from agentgen.names import pascal, snake, unique_table
from agentgen.plan.accounts import Accounts, find_accounts
from agentgen.plan.candidates import Candidate, find_candidate, find_finders, find_personal
from agentgen.plan.decide import decide
from agentgen.plan.entities import Draft, draft_entity, link_parents, show_views
from agentgen.plan.examples import find_examples
from agentgen.plan.features import entity_name, feature_slug, slices
from agentgen.plan.files import find_attachments
from agentgen.plan.inference import Context
from agentgen.plan.keys import with_stated_key
from agentgen.plan.links import add_links, find_toggles
from agentgen.plan.memberships import add_memberships, find_memberships
from agentgen.plan.references import add_references
from agentgen.plan.resources import find_resources, literal_segments
from agentgen.plan.sessions import find_logouts
from agentgen.plan.singletons import bind_singletons, find_singletons, finish_singletons
from agentgen.plan.users import account_candidate, finish_account

_SEGMENT = re.compile(r"^[a-z0-9][a-z0-9_.-]*$")
_INDEXED = frozenset(
    (ColumnType.STRING, ColumnType.UUID, ColumnType.INTEGER, ColumnType.BIGINT)
) | {ColumnType.DATETIME, ColumnType.DATE, ColumnType.BOOLEAN}
_VERBS = frozenset(("register", "signup", "sign_up", "registration"))
_VERSION = re.compile(r"(?:^|/)v\d+(?:/|$)")


def build_blueprint(
    name: str,
    api: Api,
    policy: Policy,
    stories: Stories,
    overrides: Mapping[str, Any] | None = None,
) -> Blueprint:
    """Compute what is to be built.

    Args:
        name: the project's name, as given by the user.
        overrides: decisions of `agentgen.yaml`.
    """
    decisions = Decisions.of(policy, overrides)
    candidates = _candidates(api)
    accounts = find_accounts(api)
    home = account_candidate(api, accounts, candidates) if accounts else None
    find_singletons(api, candidates, accounts)
    memberships = find_memberships(api, candidates)
    drafts = _drafts(api, candidates, home, decisions)
    _finish_users(drafts, accounts, home)
    _give_keys(drafts, policy)
    views = _views(drafts)
    _refer(api, drafts, home, decisions)
    toggles = find_toggles(api, drafts)
    links = add_links(api, drafts, toggles, views, _account(drafts, home))
    show_views(drafts, views)
    members = add_memberships(drafts, memberships, {d.entity.name for d in drafts.values()})
    tables = links | {table.name: table for table in members.values()}
    logouts = find_logouts(api, accounts, {d.entity.name for d in drafts.values()} | set(tables))
    user = _account(drafts, home)
    context = Context(api, decisions, drafts, user, links, toggles, memberships, members, logouts)
    files = find_attachments(api, drafts, {d.entity.name for d in drafts.values()} | set(tables))
    tables |= {t.name: t for t in (*logouts.values(), *(f.table for f in files.values()))}
    plans = decide(context, accounts, drafts[home.resource.path] if home else None, files)
    _index(drafts, plans)
    entities = _used(drafts, plans, tables, home)
    return Blueprint(
        name=name,
        package=snake(name, "app"),
        title=api.title,
        api=api,
        policy=policy,
        stories=stories,
        decisions=decisions,
        prefix=api_prefix(api, decisions),
        auth=_auth(api, accounts, drafts, home),
        entities=entities,
        features=slices(api, plans, entities),
    )


def _account(drafts: Mapping[str, Draft], home: Candidate | None) -> Entity | None:
    return drafts[home.resource.path].entity if home else None


def api_prefix(api: Api, decisions: Decisions) -> str:
    """Path every route begins with; never empty, so that pages and API never collide.

    A prefix that the policy names wins over the contract's base path, unless that one begins with
    it; paths that carry a version themselves are not given a second one.
    """
    segments = [s for s in api.base_path.split("/") if s]
    usable = bool(segments) and len(segments) <= 3 and all(_SEGMENT.match(s) for s in segments)
    base = "/" + "/".join(segments) if usable else ""
    wanted = (decisions.api_prefix or "").rstrip("/")
    if not wanted or base == wanted or base.startswith(f"{wanted}/"):
        return base or "/api"
    if all(_VERSION.search(o.path) for o in api.operations):
        return base or "/api"
    return wanted


def _candidates(api: Api) -> dict[str, Candidate]:
    resources = find_resources(api.operations)
    found = {path: find_candidate(api, resource) for path, resource in resources.items()}
    candidates = {path: c for path, c in found.items() if c is not None}
    find_personal(api, candidates, resources)
    find_finders(api, candidates, resources)
    return candidates


def _drafts(
    api: Api, candidates: dict[str, Candidate], home: Candidate | None, decisions: Decisions
) -> dict[str, Draft]:
    names: dict[str, str] = {}
    for path, candidate in candidates.items():
        slug = "user" if candidate.resource.slug in _VERBS else candidate.resource.slug
        taken = set(names.values())
        name = pascal(slug.replace("_", " ").title())
        if name in taken:
            segments = literal_segments(path)
            parent = snake(segments[-2]) if len(segments) > 1 else ""
            name = pascal(entity_name(slug, parent).replace("_", " ").title())
        names[path] = unique_table(name, taken | {n for n in (name,) if _clashes(api, n)})
    user = names[home.resource.path] if home else ""
    return {
        path: draft_entity(api, c, names[path], _feature(c), decisions, user)
        for path, c in candidates.items()
    }


def _give_keys(drafts: dict[str, Draft], policy: Policy) -> None:
    for draft in drafts.values():
        draft.entity = with_stated_key(policy, draft.entity)


def _refer(
    api: Api, drafts: dict[str, Draft], home: Candidate | None, decisions: Decisions
) -> None:
    """Bind records to their parents, to their owners and to what clients name in them."""
    bind_singletons(drafts, _name_of(drafts, home))
    link_parents(api, drafts)
    _reference_owners(drafts, home)
    _seed(api, drafts)
    if decisions.foreign_keys:
        add_references(drafts, _name_of(drafts, home))
    finish_singletons(api, drafts)


def _clashes(api: Api, name: str) -> bool:
    """True when a class of the entity would be called like a schema."""
    return any(f"{name}{kind}" in api.schemas for kind in ("Record", "Repository", "Service"))


def _feature(candidate: Candidate) -> str:
    operations = [candidate.create, *candidate.lists, *candidate.resource.operations]
    return feature_slug(next(o for o in operations if o is not None))


def _finish_users(
    drafts: dict[str, Draft], accounts: Accounts | None, home: Candidate | None
) -> None:
    if accounts is not None and home is not None:
        draft = drafts[home.resource.path]
        draft.entity = finish_account(draft.entity, accounts)


def _views(drafts: dict[str, Draft]) -> dict[str, tuple[str, str]]:
    """Resources that only show another one's records: path -> (its path, key column)."""
    found: dict[str, tuple[str, str]] = {}
    for path, draft in drafts.items():
        candidate = draft.candidate
        if candidate.create or candidate.lists or set(candidate.resource.item) != {"get"}:
            continue
        if candidate.resource.parents:
            continue
        for other, owner in drafts.items():
            columns = owner.entity.columns
            key = next((c for c in columns if c.wire == draft.key_wire and c.wire), None)
            known = candidate.shown & owner.candidate.shown
            if (
                other != path
                and known
                and not owner.candidate.resource.parents
                and key is not None
                and (key.unique or key.primary)
            ):
                found[path] = (other, key.name)
    return found


def _name_of(drafts: Mapping[str, Draft], home: Candidate | None) -> str:
    return drafts[home.resource.path].entity.name if home else ""


def _reference_owners(drafts: dict[str, Draft], home: Candidate | None) -> None:
    """Owner columns take type and target of the account's primary key."""
    if home is None:
        return
    user = drafts[home.resource.path].entity
    target = next(c for c in user.columns if c.primary)
    for draft in drafts.values():
        columns = tuple(_owned(c, user.name, target) for c in draft.entity.columns)
        fits = any(c.source is Source.OWNER for c in columns)
        draft.entity = replace(
            draft.entity, columns=columns, owner=draft.entity.owner if fits else ""
        )


def _owned(column: Column, user: str, target: Column) -> Column:
    if column.source is not Source.OWNER:
        return column
    if column.wire and column.type is not target.type:
        return replace(column, source=Source.CLIENT, nullable=True)
    return replace(column, type=target.type, length=target.length, references=(user, target.name))


def _index(drafts: dict[str, Draft], plans: Mapping[str, OperationPlan]) -> None:
    """Index what lists are filtered by, and what names another entity."""
    names = {f"{d.entity.slug}_id" for d in drafts.values()}
    asked: dict[str, set[str]] = {}
    for plan in plans.values():
        asked.setdefault(plan.entity, set()).update(f.column for f in plan.filters)
    for draft in drafts.values():
        wanted = names | asked.get(draft.entity.name, set())
        columns = tuple(
            replace(c, index=True) if c.name in wanted and c.type in _INDEXED else c
            for c in draft.entity.columns
        )
        draft.entity = replace(draft.entity, columns=columns)


def _seed(api: Api, drafts: dict[str, Draft]) -> None:
    for draft in drafts.values():
        if draft.candidate.create is None and not draft.entity.scope:
            examples = find_examples(api, draft.candidate, draft.entity)
            draft.entity = replace(draft.entity, examples=examples)


def _used(
    drafts: Mapping[str, Draft],
    plans: Mapping[str, OperationPlan],
    links: dict[str, Entity],
    home: Candidate | None,
) -> dict[str, Entity]:
    """The entities that an operation or the accounts need; parents first."""
    used = {name for plan in plans.values() for name in (plan.entity, plan.link)}
    used |= {d.link for draft in drafts.values() for d in draft.entity.derived}
    used |= {_name_of(drafts, home)}
    return _reachable({d.entity.name: d.entity for d in drafts.values()} | links, used)


def _reachable(entities: dict[str, Entity], used: set[str]) -> dict[str, Entity]:
    """Entities that an operation uses, and those they refer to; parents first."""
    order: dict[str, Entity] = {}

    def visit(name: str) -> None:
        if name in order or name not in entities:
            return
        for column in entities[name].columns:
            if column.references and column.references[0] != name:
                visit(column.references[0])
        order[name] = entities[name]

    for name in entities:
        if name in used:
            visit(name)
    return order


def _auth(
    api: Api, accounts: Accounts | None, drafts: dict[str, Draft], home: Candidate | None
) -> Auth:
    if accounts is not None and home is not None:
        user = drafts[home.resource.path].entity
        return Auth(AuthKind.ACCOUNTS, user.name, (accounts.identity, accounts.secret))
    protected = any(operation.security for operation in api.operations)
    return Auth(AuthKind.TOKEN if protected else AuthKind.NONE)
