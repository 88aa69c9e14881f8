"""The modules of one feature."""

from collections.abc import Iterable, Mapping
from typing import Any

from agentgen.emit.backend.headers import header_class
from agentgen.emit.backend.layout import Places, dotted
from agentgen.emit.backend.literals import literal
from agentgen.emit.backend.operations import OperationView, operation_view
from agentgen.emit.backend.queries import query_class
from agentgen.emit.backend.records import record_view
from agentgen.emit.backend.schemas import SHARED, ClassView, homes, module_classes
from agentgen.emit.backend.service_model import ServiceView
from agentgen.emit.backend.service_names import service_class
from agentgen.emit.backend.services import service_views
from agentgen.emit.backend.storage import repository_view
from agentgen.emit.render import render
from agentgen.ir.blueprint import FILE_KINDS, Blueprint, Entity, FeatureSlice
from agentgen.ir.decisions import Orm
from agentgen.tree import SourceTree

Imports = list[tuple[str, list[str]]]


class FeatureEmitter:
    """Renders the features of one blueprint into a tree."""

    def __init__(self, tree: SourceTree, blueprint: Blueprint, places: Places) -> None:
        self._tree = tree
        self._blueprint = blueprint
        self._places = places
        self._where = homes(blueprint)
        self._modules = places.modules

    def add_shared(self) -> None:
        """Add the schemas that several features use, if there are any."""
        classes = module_classes(self._blueprint, SHARED, self._where)
        if classes:
            view = {
                "m": self._modules,
                "doc": "Schemas that several features share.",
                "imports": [],
                "classes": classes,
            }
            self._tree.add(
                self._places.core("shared"), render("backend/feature/schemas.py.jinja", view)
            )

    def add(self, feature: FeatureSlice) -> None:
        """Add all modules of a feature."""
        guards: dict[str, str] = {}
        literal_first = sorted(
            feature.operations, key=lambda p: [s[:1] == "{" for s in p.operation.path.split("/")]
        )
        operations = [operation_view(self._blueprint, p, guards) for p in literal_first]
        services = service_views(self._blueprint, feature.slug, operations)
        view: dict[str, Any] = {"m": self._modules, "feature": feature}
        self._schemas(feature, view)
        self._models(feature, view)
        self._repository(feature, view)
        self._service(feature, view, services)
        self._dependencies(feature, view, services, guards)
        self._router(feature, view, operations)

    def _add(self, artefact: str, slug: str, template: str, view: Mapping[str, Any]) -> None:
        path = self._places.feature(artefact, slug)
        self._tree.add(path, render(f"backend/feature/{template}.py.jinja", view))

    def _module(self, artefact: str, slug: str) -> str:
        return dotted(self._places.feature(artefact, slug))

    def _schemas(self, feature: FeatureSlice, view: Mapping[str, Any]) -> None:
        classes = module_classes(self._blueprint, feature.slug, self._where)
        classes += self._parameter_classes(feature)
        more = {
            "doc": f"Requests and answers of {feature.title.lower()}.",
            "imports": self._shared_imports(),
            "classes": classes,
        }
        if classes:
            self._add("schemas", feature.slug, "schemas", {**view, **more})

    def _parameter_classes(self, feature: FeatureSlice) -> list[ClassView]:
        """The classes of query strings, headers and cookies."""
        taken = self._blueprint.api.schemas
        found = [
            view(self._blueprint, plan, taken)
            for view in (query_class, header_class)
            for plan in feature.operations
        ]
        return [one for one in found if one is not None]

    def _shared_imports(self) -> Imports:
        shared = sorted(name for name, home in self._where.items() if home == SHARED)
        return [(self._modules["shared"], shared)] if shared else []

    def schema_imports(self, feature: FeatureSlice) -> Imports:
        """Modules and names of the schemas a feature can use."""
        own = [n for n, home in self._where.items() if home == feature.slug]
        names = sorted([*own, *(found.name for found in self._parameter_classes(feature))])
        found = [(self._module("schemas", feature.slug), names)] if names else []
        return [*found, *self._shared_imports()]

    def _entities(self, feature: FeatureSlice) -> list[Entity]:
        return [self._blueprint.entities[name] for name in feature.entities]

    def _record_imports(self, names: Iterable[str]) -> Imports:
        found: dict[str, list[str]] = {}
        for name in dict.fromkeys(names):
            module = self._module("models", self._blueprint.entities[name].feature)
            found.setdefault(module, []).append(f"{name}Record")
        return list(found.items())

    def _models(self, feature: FeatureSlice, view: Mapping[str, Any]) -> None:
        entities = self._entities(feature)
        if not entities:
            return
        records = [record_view(self._blueprint, entity) for entity in entities]
        foreign = {
            name for entity in entities for name in entity.embeds.values()
            if self._blueprint.entities[name].feature != feature.slug
        }  # fmt: skip
        more = {"records": records, "imports": self._record_imports(sorted(foreign))}
        orm = self._blueprint.decisions.orm
        self._add("models", feature.slug, f"models_{orm}", {**view, **more})

    def _repository(self, feature: FeatureSlice, view: Mapping[str, Any]) -> None:
        entities = self._entities(feature)
        if not entities:
            return
        embedded = [name for e in entities for name in e.embeds.values()]
        links = [e.name for e in self._blueprint.entities.values() if e.link]
        people = [self._blueprint.auth.user] if links and self._blueprint.auth.user else []
        more = {
            "repositories": [repository_view(self._blueprint, e) for e in entities],
            "links": any(e.link for e in entities),
            "sqlmodel": self._blueprint.decisions.orm is Orm.SQLMODEL,
            "imports": [
                *self._record_imports([*(e.name for e in entities), *embedded, *links, *people]),
                *self.schema_imports(feature),
            ],
        }
        self._add("repository", feature.slug, "repository", {**view, **more})

    def _service(
        self, feature: FeatureSlice, view: Mapping[str, Any], services: list[ServiceView]
    ) -> None:
        records = [s.entity.name for v in services for s in v.stores]
        errors = [
            "ConflictError",
            "ForbiddenError",
            "InvalidError",
            "NotFoundError",
            "UnauthorizedError",
        ]
        imports: Imports = [
            (self._modules["errors"], errors),
            (self._modules["paging"], ["Page"]),
            (self._modules["types"], ["Json"]),
            (self._modules["database"], ["utc_now"]),
            (self._modules["passwords"], ["hash_password", "verify_password"]),
            (self._modules["slugs"], ["slugify"]),
            (self._modules["files"], ["Download", "Upload"]),
            (self._modules["links"], ["Links", "View"]),
            *self._record_imports(records),
            *self.schema_imports(feature),
        ]
        self._add(
            "service", feature.slug, "service", {**view, "services": services, "imports": imports}
        )

    def _dependencies(
        self,
        feature: FeatureSlice,
        view: Mapping[str, Any],
        services: list[ServiceView],
        guards: Mapping[str, str],
    ) -> None:
        repositories: dict[str, list[str]] = {}
        for store in (s for v in services for s in v.stores):
            module = self._module("repository", store.entity.feature)
            repositories.setdefault(module, []).append(store.repository)
        names = sorted(v.name for v in services)
        imports: Imports = [
            *((module, sorted(set(found))) for module, found in repositories.items()),
            (self._module("service", feature.slug), names),
        ]
        if any(v.files for v in services):
            imports.append((self._modules["files"], ["FileStore"]))
        more = {
            "services": services,
            "guards": list(guards.items()),
            "tokens": any(v.tokens for v in services),
            "imports": imports,
        }
        self._add("dependencies", feature.slug, "dependencies", {**view, **more})

    def _router(
        self, feature: FeatureSlice, view: Mapping[str, Any], operations: list[OperationView]
    ) -> None:
        names = {f"{service_class(self._blueprint, op.plan)}Dep" for op in operations}
        names |= {op.guard for op in operations if op.guard}
        tags = [t for op in operations for t in op.plan.operation.tags]
        more = {
            "operations": operations,
            "tag": literal(tags[0] if tags else feature.title),
            "needs_auth": any(op.guard for op in operations),
            "needs_user": any(op.user for op in operations),
            "has_files": any(op.plan.behaviour in FILE_KINDS for op in operations),
            "ends_sessions": any(op.kind == "logout" for op in operations),
            "imports": [
                (self._module("dependencies", feature.slug), sorted(names)),
                *self.schema_imports(feature),
            ],
        }
        self._add("router", feature.slug, "router", {**view, **more})
