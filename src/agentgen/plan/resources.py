"""Which paths belong together: collections, their items, and what lies below an item."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from agentgen.ir.api import Operation
from agentgen.names import plural, singular, snake, words


@dataclass(slots=True)
class Resource:
    """A collection path with the operations on it and on its items.

    `collection` and `item` map methods to operations; `key` is the item path's parameter.
    `parents` are the path parameters before the collection's last segment, outermost first.
    """

    path: str
    collection: dict[str, Operation] = field(default_factory=dict)
    item: dict[str, Operation] = field(default_factory=dict)
    key: str = ""

    @property
    def segment(self) -> str:
        """Last literal segment of the collection path."""
        return literal_segments(self.path)[-1]

    @property
    def parents(self) -> tuple[str, ...]:
        """Path parameters of the collection path, outermost first."""
        return tuple(s[1:-1] for s in self.path.split("/") if is_parameter(s))

    @property
    def slug(self) -> str:
        """snake_case singular of the last segment."""
        return singular(snake(self.segment, "item"))

    @property
    def hints(self) -> frozenset[str]:
        """Words that name this resource, singular and plural."""
        found = words(self.segment)
        return frozenset(found) | {singular(w) for w in found} | {plural(w) for w in found}

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations on the collection and its items."""
        return (*self.collection.values(), *self.item.values())

    @property
    def parent_path(self) -> str:
        """Path of the item this collection lies below; empty at the top."""
        head = self.path.rsplit("/", 1)[0]
        return head if head and is_parameter(head.rsplit("/", 1)[-1]) else ""


def is_parameter(segment: str) -> bool:
    """True for a segment that is one path parameter."""
    return segment.startswith("{") and segment.endswith("}") and segment.count("{") == 1


def literal_segments(path: str) -> list[str]:
    """The segments of a path that are no parameters."""
    return [s for s in path.split("/") if s and "{" not in s] or ["root"]


def find_resources(operations: Iterable[Operation]) -> dict[str, Resource]:
    """Group operations by collection path, in document order."""
    found: dict[str, Resource] = {}
    for operation in operations:
        head, _, last = operation.path.rstrip("/").rpartition("/")
        if is_parameter(last) and head and not is_parameter(head.rsplit("/", 1)[-1]):
            resource = found.setdefault(head, Resource(head))
            resource.item[operation.method] = operation
            resource.key = resource.key or last[1:-1]
        elif "{" not in last:
            path = operation.path.rstrip("/") or "/"
            found.setdefault(path, Resource(path)).collection[operation.method] = operation
    return found
