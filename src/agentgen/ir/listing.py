"""How lists are paged, narrowed and sorted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


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
