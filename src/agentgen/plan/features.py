"""Vertical slices: which operations and entities live together."""

from collections.abc import Mapping

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import Entity, FeatureSlice, OperationPlan
from agentgen.names import singular, snake, words
from agentgen.plan.resources import literal_segments

_NOISE = frozenset(("and", "the", "api", "apis", "endpoints", "operations", "management"))
_TAKEN = frozenset(
    ("core", "tests", "app", "backend", "services", "health", "shared", "base", "types", "main")
) | {"routes", "migrations", "factories", "fakes", "conftest", "test"}


def feature_slug(operation: Operation) -> str:
    """Slug of the slice an operation asks for: its first tag, else its first path segment."""
    source = operation.tags[0] if operation.tags else _first_segment(operation.path)
    kept = [w for w in words(source) if w not in _NOISE][:3]
    slug = snake("_".join(kept), "resources")
    return f"{slug}_api" if slug in _TAKEN else slug


def _first_segment(path: str) -> str:
    segments = [s for s in literal_segments(path) if not _is_version(s)]
    return segments[0] if segments else "root"


def _is_version(segment: str) -> bool:
    return segment == "api" or (segment[:1] == "v" and segment[1:].isdigit())


def slices(
    api: Api, plans: Mapping[str, OperationPlan], entities: Mapping[str, Entity]
) -> tuple[FeatureSlice, ...]:
    """Group plans by feature, in document order of their first operation."""
    order = list(dict.fromkeys(plans[o.id].feature for o in api.operations))
    found: list[FeatureSlice] = []
    for slug in order:
        own = tuple(plans[o.id] for o in api.operations if plans[o.id].feature == slug)
        names = tuple(e.name for e in entities.values() if e.feature == slug)
        found.append(
            FeatureSlice(
                slug=slug,
                title=slug.replace("_", " ").capitalize(),
                description=_description(own),
                entities=names,
                operations=own,
            )
        )
    return tuple(found)


def _description(plans: tuple[OperationPlan, ...]) -> str:
    texts = [p.operation.summary.rstrip(".") for p in plans if p.operation.summary]
    return "; ".join(texts[:3]) + ("." if texts else "")


def entity_name(slug: str, parent: str) -> str:
    """PascalCase candidate for an entity whose plain name is taken."""
    return f"{singular(parent)}_{slug}" if parent else f"{slug}_record"
