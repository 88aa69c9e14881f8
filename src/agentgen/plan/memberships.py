"""What belongs to a group without being part of it: `PUT /teams/{id}/members/{userId}`."""

from collections.abc import Mapping
from dataclasses import dataclass

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import Entity, Payload
from agentgen.names import plural, singular, snake, words
from agentgen.plan.accounts import request_payload
from agentgen.plan.candidates import Candidate, shows_records
from agentgen.plan.entities import Draft
from agentgen.plan.links import link_table
from agentgen.plan.payload import is_record, many
from agentgen.plan.resources import Resource, find_resources
from agentgen.plan.verbs import mark_of

_ADDS = ("put", "post")
_IDS = (["id"], ["ids"], ["uuid"])


@dataclass(frozen=True, slots=True)
class Membership:
    """An operation on who or what belongs to a group.

    Attributes:
        group: collection path of the draft whose items have members.
        home: collection path of the draft whose items are the members.
        noun: what a member is called in the path.
        key: path parameter that names the member; empty when the request's body does.
        body_key: property of the body that names the member.
        parents: path parameters before the member's, outermost first.
    """

    operation: Operation
    group: str
    home: str
    noun: str
    key: str
    body_key: str
    parents: tuple[str, ...]


def find_memberships(api: Api, candidates: dict[str, Candidate]) -> dict[str, Membership]:
    """Memberships by operation id; their paths are no longer candidates of their own.

    A path below an item qualifies when something adds to it by key alone (`PUT` without a body,
    `POST` with nothing but a key) and the key, or the records it lists, are those of another
    collection.
    """
    found: dict[str, Membership] = {}
    for path, resource in find_resources(api.operations).items():
        group = resource.parent_path.rpartition("/")[0]
        if group not in candidates or mark_of(resource.segment):
            continue
        home = _home(api, resource, candidates)
        adds = [o for o in resource.operations if _adds(api, resource, o)]
        if home and adds:
            candidates.pop(path, None)
            found |= {o.id: _membership(api, resource, o, group, home) for o in resource.operations}
    return found


def _membership(
    api: Api, resource: Resource, operation: Operation, group: str, home: str
) -> Membership:
    on_item = operation in resource.item.values()
    payload = None if on_item else _named_in_body(api, resource, operation)
    wires = [p.wire for p in api.resolve(payload.record).properties] if payload else [""]
    return Membership(
        operation, group, home, resource.slug, resource.key if on_item else "", wires[0],
        resource.parents,
    )  # fmt: skip


def _adds(api: Api, resource: Resource, operation: Operation) -> bool:
    if operation in resource.item.values():
        return operation.method in _ADDS and _is_empty(api, operation)
    return operation.method == "post" and _named_in_body(api, resource, operation) is not None


def _is_empty(api: Api, operation: Operation) -> bool:
    """True when a request carries nothing that could be stored."""
    content = operation.body.json if operation.body else None
    return operation.body is None or (content is not None and not is_record(api, content.schema))


def _named_in_body(api: Api, resource: Resource, operation: Operation) -> Payload | None:
    """The body of a request that only names what is to be added (`{user_id}`)."""
    payload = request_payload(api, operation, resource.hints)
    given = api.resolve(payload.record).properties if payload else ()
    is_key = len(given) == 1 and words(given[0].wire)[-1:] in _IDS[::2]
    return payload if is_key and given[0].required else None


def _home(api: Api, resource: Resource, candidates: Mapping[str, Candidate]) -> str:
    """Path of the collection whose records belong to the group; empty when it is not certain."""
    others = {
        path: c for path, c in candidates.items()
        if path != resource.path and not c.resource.parents and not c.single
    }  # fmt: skip
    listing = resource.collection.get("get")
    content = listing.success.json if listing and listing.success else None
    payload = many(api, content.schema, resource.hints) if content else None
    if payload is not None:
        showing = [path for path, c in others.items() if shows_records(api, c, payload.record)]
        return showing[0] if len(showing) == 1 else ""
    if listing is not None:
        return ""
    named = [path for path, c in others.items() if c.resource.slug in _nouns(api, resource)]
    return named[0] if len(named) == 1 else ""


def _nouns(api: Api, resource: Resource) -> set[str]:
    """What the keys on a path are called without the word for a key (`user_id` -> `user`)."""
    keys = [resource.key]
    for operation in resource.collection.values():
        payload = _named_in_body(api, resource, operation)
        keys += [p.wire for p in api.resolve(payload.record).properties] if payload else []
    tokens = [words(key) for key in keys]
    known = {snake(" ".join(t[:-1])) for t in tokens if t[-1:] in _IDS and t[:-1]}
    return known | {resource.slug}


def add_memberships(
    drafts: Mapping[str, Draft], memberships: Mapping[str, Membership], taken: set[str]
) -> dict[str, Entity]:
    """The tables of pairs, by the name that `table_of` tells."""
    found: dict[str, Entity] = {}
    for membership in memberships.values():
        name = table_of(membership)
        if name not in found:
            group, member = drafts[membership.group].entity, drafts[membership.home].entity
            one = membership.noun.replace("_", " ")
            found[name] = link_table(
                snake(f"{group.slug}_{membership.noun}"),
                (
                    f"{one} of {group.title.lower()}",
                    f"{plural(one)} of {group.title_plural.lower()}",
                ),
                (group, member),
                singular(membership.noun),
                taken | {e.name for e in found.values()},
            )
    return found


def table_of(membership: Membership) -> str:
    """What tells the table of one membership from those of others."""
    return f"{membership.group}/{membership.noun}"
