"""What is to be built: entities, behaviours and features, computed from Policy x Api x Stories.

The backend and the frontend are both rendered from this value alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from agentgen.ir.api import Api, Operation
from agentgen.ir.behaviour import (
    FILE_KINDS,
    ITEM_KINDS,
    ME_KINDS,
    MEMBER_KINDS,
    SINGLE_KINDS,
    BehaviourKind,
)
from agentgen.ir.decisions import Decisions
from agentgen.ir.entity import Column, ColumnType, Derived, Entity, Link, Shows, Source
from agentgen.ir.listing import Audience, Filter, HeaderFill, Match, Paging, PagingStyle, Sorting
from agentgen.ir.policy import Policy
from agentgen.ir.schema import Schema
from agentgen.ir.story import Stories

__all__ = [
    "FILE_KINDS",
    "ITEM_KINDS",
    "MEMBER_KINDS",
    "ME_KINDS",
    "SINGLE_KINDS",
    "Audience",
    "Auth",
    "AuthKind",
    "BehaviourKind",
    "Binding",
    "Blueprint",
    "Column",
    "ColumnType",
    "Derived",
    "Entity",
    "EnvelopeField",
    "FeatureSlice",
    "Fill",
    "Filter",
    "HeaderFill",
    "Link",
    "Match",
    "OperationPlan",
    "Paging",
    "PagingStyle",
    "Payload",
    "Shows",
    "Sorting",
    "Source",
    "Transition",
]


@dataclass(frozen=True, slots=True)
class Payload:
    """Where the record sits in a body.

    Attributes:
        schema: schema of the whole body (a REF for objects).
        path: JSON names from the body down to the record(s); empty when the body is the record.
        record: schema of the record itself (a REF to its named schema).
    """

    schema: Schema
    record: Schema
    path: tuple[str, ...] = ()


class Fill(StrEnum):
    """What fills a field of an envelope around records."""

    TOTAL = "total"
    COUNT = "count"
    """Number of items on this page."""
    LIMIT = "limit"
    OFFSET = "offset"
    PAGE = "page"
    PAGES = "pages"
    HAS_MORE = "has_more"
    HAS_PREVIOUS = "has_previous"
    NEXT_CURSOR = "next_cursor"
    """Where the next page begins; `value` stands for the end, UNSET where it is left out."""
    CONSTANT = "constant"
    TOKEN = "token"  # noqa: S105 - a kind of value, not a secret
    """The access token of the account."""
    LIFETIME = "lifetime"
    """Seconds until the access token expires."""


@dataclass(frozen=True, slots=True)
class EnvelopeField:
    """One field beside the record(s) in a body: JSON path, and what fills it."""

    path: tuple[str, ...]
    fill: Fill
    value: Any = None


@dataclass(frozen=True, slots=True)
class Binding:
    """A path parameter and what it names.

    `column` is the column of the operation's entity that holds it. `parent` is the entity it names
    when that is another entity (whose `parent_key` column is compared); then a missing parent is
    a not-found error.
    """

    parameter: str
    column: str
    parent: str = ""
    parent_key: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of state.

    Attributes:
        column: holds the state; empty when a time alone tells it.
        value: the new state; for a time whether it is set (True) or cleared.
        allowed: states from which the change is possible; empty for all others than `value`.
        stamp: column of the time at which it happened, if there is one.
        by_owner: True when only the owner of a record may do it.
    """

    column: str
    value: Any
    allowed: tuple[Any, ...] = ()
    stamp: str = ""
    by_owner: bool = True


@dataclass(frozen=True, slots=True)
class OperationPlan:
    """One operation and how it will behave.

    Attributes:
        function: name of the route function and the service method, unique in its feature.
        reason: why this behaviour was inferred (or why none was), one sentence.
        bindings: path parameters that scope the collection (parents), outermost first.
        key: the path parameter that names the item; empty for collection operations. With
            `key_in_body` the item is named by its key property in the request body instead.
        key_column: the entity's column that the key is compared with.
        total: for LIST, the JSON path of the total count in the response, if any.
        envelope: fields to fill beside the record(s) in the response.
        token: for REGISTER, LOGIN, READ_ME, UPDATE_ME: JSON path of the access token in the
            response, empty when there is none. Their `envelope` may also name fields of the record
            itself (paths that begin with `response.path`).
        link: entity of the link table that MARK, ADD_MEMBER and their opposites change, or that
            `audience` reads.
        each: for CREATE_MANY, the function that creates one record.
        audience: for LIST, which records the caller is shown.
        inferred: for a STUB that people chose to write, the plan they chose not to have.
        headers: headers of the answer that the contract describes, with what fills them.
        location: for CREATE, the contract's path of the new item.
    """

    operation: Operation
    feature: str
    function: str
    behaviour: BehaviourKind
    reason: str
    status: int
    entity: str = ""
    bindings: tuple[Binding, ...] = ()
    key: str = ""
    key_column: str = ""
    key_in_body: bool = False
    request: Payload | None = None
    response: Payload | None = None
    total: tuple[str, ...] = ()
    envelope: tuple[EnvelopeField, ...] = ()
    paging: Paging = field(default_factory=Paging)
    filters: tuple[Filter, ...] = ()
    sorting: Sorting = field(default_factory=Sorting)
    token: tuple[str, ...] = ()
    link: str = ""
    each: str = ""
    audience: Audience = Audience.ALL
    transition: Transition | None = None
    inferred: "OperationPlan | None" = None
    headers: tuple[tuple[str, HeaderFill], ...] = ()
    location: str = ""

    @property
    def personal(self) -> bool:
        """True for a list that depends on who calls."""
        return self.audience not in (Audience.ALL, Audience.MEMBERS)

    @property
    def protected(self) -> bool:
        """True when a caller must prove who they are."""
        alternatives = self.operation.security
        return bool(alternatives) and all(alternatives)


@dataclass(frozen=True, slots=True)
class FeatureSlice:
    """A vertical slice of the product: one package in the backend, one folder in the frontend."""

    slug: str
    title: str
    description: str
    entities: tuple[str, ...]
    operations: tuple[OperationPlan, ...]


class AuthKind(StrEnum):
    """How callers prove who they are."""

    NONE = "none"
    TOKEN = "token"  # noqa: S105 - a kind of authentication
    """Access tokens signed with the server's key and API keys from the settings; no accounts."""
    ACCOUNTS = "accounts"
    """Accounts registered and signed in through operations of the contract."""


@dataclass(frozen=True, slots=True)
class Auth:
    """Authentication of the product; `user` is the account entity for ACCOUNTS."""

    kind: AuthKind = AuthKind.NONE
    user: str = ""
    login_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Everything the emitters need."""

    name: str
    package: str
    title: str
    api: Api
    policy: Policy
    stories: Stories
    decisions: Decisions
    prefix: str
    auth: Auth
    entities: Mapping[str, Entity]
    features: tuple[FeatureSlice, ...]

    @property
    def operations(self) -> tuple[OperationPlan, ...]:
        """All operations in document order of their features."""
        return tuple(plan for feature in self.features for plan in feature.operations)
