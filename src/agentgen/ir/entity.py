"""What is stored: entities and their columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from agentgen.ir.schema import UNSET, Schema


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
        references: (entity name, column name) of a foreign key. Clients send the key where the
            source is `CLIENT`; their own and the path's records give the others.
        slug_of: for `SLUG`, the column it is made from.
        eased: whether the database admits NULL all the same, for rows older than the column.
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
    eased: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """What makes an entity a table of pairs: a user (or parent), and what belongs to them.

    Attributes:
        left: column of the user who marked, or of the record that has members.
        right: column of what was marked, or of the member.
        stem: stem of the verb, as `plan.verbs.stem` has it (`favorit`).
    """

    left: str
    right: str
    stem: str


class Shows(StrEnum):
    """What a derived property shows of a link table."""

    FLAG = "flag"
    """Whether the caller marked this record."""
    COUNT = "count"
    """How many marked this record."""
    MADE = "made"
    """How many this user marked."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A property that is computed from a link table, not stored.

    `name` is the attribute, `wire` the property in the contract, `link` the entity of the table.
    """

    name: str
    wire: str
    shows: Shows
    link: str


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
        derived: properties computed from link tables.
        link: set for a link table, which has no operations of its own.
        single: for a singleton, the columns that tell whose it is; unique together.
        lazy: for a singleton, whether defaults alone make a whole record.
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
    derived: tuple[Derived, ...] = ()
    link: Link | None = None
    single: tuple[str, ...] = ()
    lazy: bool = False

    @property
    def primary(self) -> Column:
        """The column of the primary key."""
        return next(c for c in self.columns if c.primary)

    @property
    def shown_wires(self) -> frozenset[str]:
        """Properties that are stored or derived."""
        return frozenset(c.wire for c in self.columns) | {d.wire for d in self.derived}

    def column(self, name: str) -> Column:
        """The column of that attribute name; raises StopIteration for an unknown one."""
        return next(c for c in self.columns if c.name == name)
