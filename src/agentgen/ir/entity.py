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
