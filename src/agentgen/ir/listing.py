"""How lists are paged, narrowed and sorted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from agentgen.ir.schema import UNSET


class PagingStyle(StrEnum):
    """How a list is cut into pages."""

    NONE = "none"
    """The contract has no paging parameter; at most `maximum` items are returned."""
    OFFSET = "offset"
    PAGE = "page"
    CURSOR = "cursor"
    """Each answer names the cursor of the next page."""


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
    CONTAINS_NAMED = "contains_named"
    """A JSON array has an object with the value in one property; `column` is `column.property`."""
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ON_DAY = "on_day"
    """The time lies on the same day."""
    RELATED = "related"
    """A column of the embedded owner; `column` is `embed.column`."""
    MARKED_BY = "marked_by"
    """Records that a user marked; `column` is `link.column`, the user's column compared."""
    SEARCH = "search"
    """Case-insensitive search over the entity's text columns."""
    STUB = "stub"
    """Could not be inferred: a marked stub, answered 501 when the parameter is given."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One query parameter of a list, and the column it matches (empty for SEARCH and STUB).

    `neutral` is a default that selects everything, as `all` in `?state=all`; UNSET without one.
    """

    parameter: str
    match: Match
    column: str = ""
    neutral: Any = UNSET


class Audience(StrEnum):
    """Which records a list shows its caller."""

    ALL = "all"
    OWN = "own"
    """Those that belong to the caller."""
    MARKED = "marked"
    """Those the caller marked."""
    MEMBERS = "members"
    """Those that belong to the record the path names."""
    FOLLOWED = "followed"
    """Those of users whom the caller marked."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """Sort parameter(s) of a list: `by` names the column, `direction` (may be empty) asc/desc.

    `fields` maps accepted values of `by` to columns.
    """

    by: str = ""
    direction: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


class HeaderFill(StrEnum):
    """What fills a header of an answer."""

    TOTAL = "total"
    """Number of items in all."""
    LINKS = "links"
    """Links to the pages around this one (RFC 8288)."""
    LOCATION = "location"
    """Path of the new item (RFC 9110, § 10.2.2)."""
