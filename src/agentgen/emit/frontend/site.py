"""Names of everything the frontend shows, computed once for a blueprint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.samples import Sampler
from agentgen.emit.frontend.ts_types import TypeNames
from agentgen.ir.blueprint import BehaviourKind, Blueprint, Entity, FeatureSlice, OperationPlan

_TAKEN_FUNCTIONS = frozenset(
    [
        "credentials",
        "infiniteQuery",
        "invalidate",
        "mutation",
        "query",
        "queryClient",
        "queryOptions",
        "request",
    ]
)
_QUERIES = (BehaviourKind.LIST, BehaviourKind.READ, BehaviourKind.READ_ME)


@dataclass(frozen=True)
class Site:
    """A blueprint with the names its frontend uses.

    `item_pages` tells the page of one record by entity, for entities that only their key names:
    the page's address up to the key.
    """

    blueprint: Blueprint
    item_pages: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def slugs(self) -> Mapping[str, Entity]:
        """Entities by their singular name in snake_case."""
        return {entity.slug: entity for entity in self.blueprint.entities.values()}

    @cached_property
    def types(self) -> TypeNames:
        """Names of TypeScript types."""
        payloads = (
            payload for p in self.blueprint.operations for payload in (p.request, p.response)
        )
        further = tuple(s for p in payloads if p is not None for s in (p.schema, p.record))
        return TypeNames(self.blueprint.api, further)

    @cached_property
    def type_modules(self) -> Mapping[str, str]:
        """Type name -> the module a feature's file imports it from."""
        return {self.types.name(ref): "../../../api/types" for ref in self.types.reached}

    @cached_property
    def sampler(self) -> Sampler:
        """Sample values of the contract's schemas."""
        return Sampler(self.blueprint.api)

    @cached_property
    def folders(self) -> Mapping[str, str]:
        """Feature slug -> folder below `src/features`."""
        names: dict[str, str] = {}
        for feature in self.blueprint.features:
            names[feature.slug] = ts.unique(ts.kebab(feature.slug, "feature"), names.values())
        return names

    @cached_property
    def functions(self) -> Mapping[str, str]:
        """Operation id -> function name, unique in its feature."""
        found: dict[str, str] = {}
        for feature in self.blueprint.features:
            taken: set[str] = set()
            for plan in feature.operations:
                name = ts.camel(plan.function or plan.operation.id, "call")
                name = f"{name}Operation" if name in _TAKEN_FUNCTIONS else name
                name = ts.unique(name, taken)
                taken.add(name)
                found[plan.operation.id] = name
        return found

    def function(self, plan: OperationPlan) -> str:
        """Name of an operation's function."""
        return self.functions[plan.operation.id]

    def hook(self, plan: OperationPlan) -> str:
        """Name of an operation's hook."""
        name = self.function(plan)
        return f"use{name[0].upper()}{name[1:]}"

    def input_type(self, plan: OperationPlan) -> str:
        """Name of the interface of an operation's input."""
        name = self.function(plan)
        return f"{name[0].upper()}{name[1:]}Input"

    def folder(self, plan: OperationPlan) -> str:
        """Folder of the feature that an operation belongs to."""
        return self.folders[plan.feature]

    def related(self, plan: OperationPlan) -> list[str]:
        """Folders of the features whose lists a change made by `plan` may alter."""
        return sorted({self.folder(plan), *self._dependents.get(plan.entity, ())})

    @cached_property
    def _dependents(self) -> Mapping[str, set[str]]:
        """Entity -> folders with operations on it, or on entities that show or reference it."""
        found: dict[str, set[str]] = {}
        for plan in self.blueprint.operations:
            entity = self.blueprint.entities.get(plan.entity)
            for name in {plan.entity, *(_needs(entity) if entity else ())} - {""}:
                found.setdefault(name, set()).add(self.folder(plan))
        return found

    def feature_of(self, entity: Entity) -> FeatureSlice:
        """The feature that shows an entity; raises StopIteration for an unknown one."""
        return next(f for f in self.blueprint.features if f.slug == entity.feature)


def is_query(plan: OperationPlan) -> bool:
    """Whether an operation only reads, so that its answer may be cached."""
    return plan.behaviour in _QUERIES or plan.operation.method.upper() in ("GET", "HEAD")


def _needs(entity: Entity) -> set[str]:
    references = {column.references[0] for column in entity.columns if column.references}
    return references | set(entity.embeds.values())
