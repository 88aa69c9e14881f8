"""What is to be built: entities, behaviours and features, computed from Policy x Api x Stories.

The backend and the frontend are both rendered from this value alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from agentgen.ir.api import Api, Operation
from agentgen.ir.decisions import Decisions
from agentgen.ir.policy import Policy
from agentgen.ir.schema import UNSET, Schema
from agentgen.ir.story import Stories


class ColumnType(StrEnum):
    """Portable column types (the same on SQLite and PostgreSQL)."""

    INTEGER = "integer"
    BIGINT = "bigint"
    FLOAT = "float"
    STRING = "string"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    UUID = "uuid"
    JSON = "json"


class Source(StrEnum):
    """Who gives a column its value when a record is created."""

    CLIENT = "client"
    SERIAL = "serial"
    UUID = "uuid"
    TOKEN = "token"  # noqa: S105 - a kind of value, not a secret
    SLUG = "slug"
    NOW = "now"
    TOUCHED = "touched"
    """Set on create and on each change."""
    CONSTANT = "constant"
    OWNER = "owner"
    """The signed-in user."""
    PARENT = "parent"
    """The record, or plain value, that the path names."""
    PASSWORD = "password"  # noqa: S105 - a kind of value, not a secret
    """Hashed by the service; never read back."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an entity.

    Attributes:
        name: attribute of the record class, snake_case.
        wire: property name in the contract; empty for columns the contract does not show.
        schema: the property's schema; None for columns the contract does not show.
        default: literal for `CONSTANT`, or the schema's default; UNSET without one.
        references: (entity name, column name) of a foreign key.
        slug_of: for `SLUG`, the column it is made from.
    """

    name: str
    wire: str
    type: ColumnType
    source: Source = Source.CLIENT
    schema: Schema | None = None
    nullable: bool = False
    primary: bool = False
    unique: bool = False
    index: bool = False
    length: int | None = None
    default: Any = UNSET
    references: tuple[str, str] | None = None
    slug_of: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that is stored.

    Attributes:
        name: PascalCase singular, `Article`; the record class is `ArticleRecord`.
        slug: snake_case singular, `article`.
        plural: snake_case plural, `articles`.
        title, title_plural: for people, `Article`, `Articles`.
        feature: slug of the feature it belongs to.
        table: table name, snake_case plural.
        key: column that the item path names.
        label: column that tells people which one it is (name, title, …, else the key).
        scope: columns bound by the collection's path parameters, outermost first.
        owner: column that holds the owner's key, if records belong to users.
        embeds: property -> entity whose owner projection fills it (`author` -> `User`).
        examples: records found in the contract's examples, by wire name; seeds for entities that
            no operation creates.
    """

    name: str
    slug: str
    plural: str
    title: str
    title_plural: str
    feature: str
    table: str
    columns: tuple[Column, ...]
    key: str
    label: str
    scope: tuple[str, ...] = ()
    owner: str = ""
    embeds: Mapping[str, str] = field(default_factory=dict)
    soft_delete: bool = False
    examples: tuple[Mapping[str, Any], ...] = ()
    description: str = ""

    def column(self, name: str) -> Column:
        """The column of that attribute name; raises StopIteration for an unknown one."""
        return next(c for c in self.columns if c.name == name)


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


class PagingStyle(StrEnum):
    """How a list is cut into pages."""

    NONE = "none"
    """The contract has no paging parameter; at most `maximum` items are returned."""
    OFFSET = "offset"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Paging:
    """Paging of one list; parameter names are the contract's, empty where it has none.

    `first` is the number of the first page (0 or 1) for style PAGE. `added` tells that the contract
    has no paging and the parameters come from the policy, which lets no list grow unbounded.
    """

    style: PagingStyle = PagingStyle.NONE
    limit: str = ""
    start: str = ""
    default: int = 20
    maximum: int = 100
    first: int = 1
    added: bool = False


class Match(StrEnum):
    """How a query parameter narrows a list."""

    EQUALS = "equals"
    ANY_OF = "any_of"
    CONTAINS = "contains"
    """Text contains the value, or a JSON array has it as an element."""
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ON_DAY = "on_day"
    """The time lies on the same day."""
    RELATED = "related"
    """A column of the embedded owner; `column` is `embed.column`."""
    SEARCH = "search"
    """Case-insensitive search over the entity's text columns."""
    STUB = "stub"
    """Could not be inferred: a marked stub, answered 501 when the parameter is given."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One query parameter of a list, and the column it matches (empty for SEARCH and STUB)."""

    parameter: str
    match: Match
    column: str = ""


@dataclass(frozen=True, slots=True)
class Sorting:
    """Sort parameter(s) of a list: `by` names the column, `direction` (may be empty) asc/desc.

    `fields` maps accepted values of `by` to columns.
    """

    by: str = ""
    direction: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


class BehaviourKind(StrEnum):
    """The closed set of behaviours."""

    LIST = "list"
    CREATE = "create"
    READ = "read"
    REPLACE = "replace"
    UPDATE = "update"
    DELETE = "delete"
    REGISTER = "register"
    LOGIN = "login"
    READ_ME = "read_me"
    UPDATE_ME = "update_me"
    STUB = "stub"


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
