"""Resources whose operations carry records: what may become an entity."""

from dataclasses import dataclass, field

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import Payload
from agentgen.ir.schema import Schema
from agentgen.names import words
from agentgen.plan.accounts import request_payload, response_payload
from agentgen.plan.payload import many
from agentgen.plan.personal import is_own_path, is_personal
from agentgen.plan.resources import Resource

_WRITES = ("put", "patch")
_FEW = 2
"""Properties that any two records may have in common."""


@dataclass(slots=True)
class Candidate:
    """A resource with the record schemas its operations carry.

    `lists` are list operations: the collection's own first, then those below it
    (`/pet/findByStatus`); `personal` those of records that concern the caller (`/articles/feed`).
    `single` tells that there is one record, without a key in the path.
    """

    resource: Resource
    reads: list[Schema] = field(default_factory=list)
    create: Operation | None = None
    create_request: Payload | None = None
    changes: list[Schema] = field(default_factory=list)
    lists: list[Operation] = field(default_factory=list)
    personal: list[Operation] = field(default_factory=list)
    single: bool = False

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations on these records."""
        return (*self.resource.operations, *self.lists, *self.personal)

    @property
    def shown(self) -> set[str]:
        """Names of the schemas that responses carry."""
        return {schema.ref for schema in self.reads if schema.ref}


def find_candidate(api: Api, resource: Resource) -> Candidate | None:
    """The candidate of a resource; None when no record can be made out."""
    found = Candidate(resource)
    _read_items(api, found)
    _read_list(api, found)
    _read_create(api, found)
    has_item = bool(found.reads) and bool(resource.item)
    persists = found.create is not None and (found.reads or found.create_request)
    kept = found.lists or has_item or (persists and _is_collection(api, found))
    return found if kept and (found.reads or found.create_request) else None


def _read_items(api: Api, found: Candidate) -> None:
    hints = found.resource.hints
    shown = [found.resource.item.get(m) for m in ("get", *_WRITES)]
    for operation in shown:
        payload = response_payload(api, operation, hints) if operation else None
        if payload is not None and _is_plausible(api, payload, found):
            found.reads.append(payload.record)
    for method in _WRITES:
        for operations in (found.resource.item, found.resource.collection):
            operation = operations.get(method)
            payload = request_payload(api, operation, hints) if operation else None
            if payload is not None:
                found.changes.append(payload.record)


def _is_plausible(api: Api, payload: Payload, found: Candidate) -> bool:
    """Answers of changes count as records only when they resemble those read."""
    if not found.reads:
        return True
    known = {p.wire for p in api.resolve(found.reads[0]).properties}
    own = {p.wire for p in api.resolve(payload.record).properties}
    return len(known & own) * 2 >= len(own)


def _read_list(api: Api, found: Candidate) -> None:
    operation = found.resource.collection.get("get")
    content = operation.success.json if operation and operation.success else None
    payload = many(api, content.schema, found.resource.hints) if content else None
    if operation is not None and payload is not None:
        found.lists.append(operation)
        found.reads.append(payload.record)


def _read_create(api: Api, found: Candidate) -> None:
    operation = found.resource.collection.get("post")
    if operation is None and creates_item(found.resource.item.get("put")):
        operation = found.resource.item["put"]
    request = request_payload(api, operation, found.resource.hints) if operation else None
    if operation is None or request is None:
        return
    response = response_payload(api, operation, found.resource.hints)
    if response is not None and _is_plausible(api, response, found):
        found.reads.append(response.record)
    found.create, found.create_request = operation, request


def creates_item(operation: Operation | None) -> bool:
    """True for a PUT that answers 201 for new items, and 200 or 204 for those there are."""
    statuses = {r.status for r in operation.responses} if operation else set()
    return "201" in statuses and bool(statuses & {"200", "204"})


def _is_collection(api: Api, found: Candidate) -> bool:
    """A resource that is only posted to stores records if its answer shows one.

    The answer must repeat what was posted and add a key.
    """
    if found.resource.item or "get" in found.resource.collection or found.create_request is None:
        return bool(found.resource.item)
    if not found.reads:
        return False
    answer = {p.wire for p in api.resolve(found.reads[0]).properties}
    posted = {p.wire for p in api.resolve(found.create_request.record).properties}
    has_key = any("id" in words(w) for w in answer - posted)
    return has_key and len(posted & answer) * 2 >= len(posted)


def find_finders(
    api: Api, candidates: dict[str, Candidate], resources: dict[str, Resource]
) -> None:
    """Give each candidate the list operations below its collection (`/pet/findByStatus`).

    Other lists of the same records (`/articles/popular`) are nobody's: what they select is not
    said.
    """
    for path, resource in resources.items():
        head = path.rpartition("/")[0]
        owner = candidates.get(head)
        operation = resource.collection.get("get")
        if operation is None or (path in candidates and resource.item):
            continue
        if owner is None and resource.segment == "search":
            owner = _shown_by(api, candidates, resource)
        if owner is None:
            continue
        content = operation.success.json if operation.success else None
        payload = many(api, content.schema, owner.resource.hints) if content else None
        narrows = bool(set(words(resource.segment)) & {"find", "search", "by", "query", "filter"})
        if payload is not None and shows_records(api, owner, payload.record):
            candidates.pop(path, None)
            if narrows:
                owner.lists.append(operation)


def _shown_by(api: Api, candidates: dict[str, Candidate], resource: Resource) -> Candidate | None:
    """The candidate whose records a search of its own path lists (`GET /search`)."""
    operation = resource.collection["get"]
    content = operation.success.json if operation.success else None
    payload = many(api, content.schema, frozenset()) if content else None
    others = (c for path, c in candidates.items() if path != resource.path)
    return next((c for c in others if payload and shows_records(api, c, payload.record)), None)


def find_personal(
    api: Api, candidates: dict[str, Candidate], resources: dict[str, Resource]
) -> None:
    """Give each candidate the lists of its records that concern the caller (`/me/feed`)."""
    for path, resource in resources.items():
        operation = resource.collection.get("get")
        own = candidates.get(path)
        if operation is None or not is_personal(operation) or (own and own.create):
            continue
        content = operation.success.json if operation.success else None
        payload = many(api, content.schema, resource.hints) if content else None
        others = [c for p, c in candidates.items() if p != path and not is_own_path(p)]
        owner = next((c for c in others if payload and shows_records(api, c, payload.record)), None)
        if owner is not None:
            candidates.pop(path, None)
            owner.personal.append(operation)


def shows_records(api: Api, candidate: Candidate, record: Schema) -> bool:
    """True when a schema is one of those a candidate's records are shown in, or reads the same."""
    if record.ref in candidate.shown:
        return True
    wires = {p.wire for p in api.resolve(record).properties}
    same = (wires == {p.wire for p in api.resolve(s).properties} for s in candidate.reads)
    return len(wires) > _FEW and any(same)
