"""Full paths of all routes: prefixes of routers and inclusions followed across files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from agentgen.codebase.model import DeclaredRoute, InclusionFact, PythonFile, Route, RouterFact
from agentgen.codebase.modules import ModuleIndex
from agentgen.diagnostics import Place

_HOLE = re.compile(r"\{=([^}]*)\}")
_CONVERTER = re.compile(r"\{(\w+):\w+\}")
_DEPTH = 12

Key = tuple[str, str, str]
"""File, scope (enclosing function) and variable of a router."""


def link_routes(files: Mapping[str, PythonFile], modules: ModuleIndex) -> tuple[Route, ...]:
    """Return every route with its full path, in the order of files and lines.

    A router that no application includes keeps its own prefix and is marked as not attached.
    """
    linker = _Linker(files, modules)
    found = list(linker.attached())
    seen = {(r.place.path, r.place.line) for r in found}
    found += [r for r in linker.alone() if (r.place.path, r.place.line) not in seen]
    unique = {(r.method, r.path, r.place.path, r.place.line): r for r in found}
    return tuple(sorted(unique.values(), key=lambda r: (r.place.path, r.place.line, r.path)))


@dataclass(slots=True)
class _Linker:
    files: Mapping[str, PythonFile]
    modules: ModuleIndex
    routers: dict[Key, RouterFact] = field(default_factory=dict)
    routes: dict[Key, list[tuple[str, DeclaredRoute]]] = field(default_factory=dict)
    edges: dict[Key, list[tuple[Key, str, frozenset[str]]]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path, file in self.files.items():
            for router in file.routers:
                self.routers[(path, router.scope, router.name)] = router
            for name, value in file.constants.items():
                self.values.setdefault(name.rsplit(".", 1)[-1], value)
        for path, file in self.files.items():
            for route in file.declared_routes:
                key = self.find(path, route.router)
                self.routes.setdefault(key or (path, "", route.router), []).append((path, route))
            for inclusion in file.inclusions:
                self._link(path, inclusion)

    def _link(self, path: str, inclusion: InclusionFact) -> None:
        scope = inclusion.owner.split(":")[0] if ":" in inclusion.owner else ""
        name = inclusion.target
        target = self.find(path, f"{scope}:{name}" if scope else name)
        owner = self.find(path, inclusion.owner)
        if target is None:
            return
        if owner is None:  # an application handed in as an argument: `def mount(app): …`
            owner = next((k for k, r in self.routers.items() if r.is_app), None)
        if owner is not None and owner != target:
            self.edges.setdefault(owner, []).append(
                (target, self.fill(inclusion.prefix), inclusion.guards)
            )

    def find(self, path: str, reference: str, depth: int = 0) -> Key | None:
        """The router that `scope:name.attr` means in a file."""
        scope, _, name = reference.rpartition(":")
        for where in (scope, ""):
            if (path, where, name) in self.routers:
                return (path, where, name)
        file = self.files.get(path)
        if file is None or depth > _DEPTH:
            return None
        if name.endswith("()"):
            return self._built_by(path, name.removesuffix("()"), depth)
        return self._imported(file, name, depth)

    def _imported(self, file: PythonFile, name: str, depth: int) -> Key | None:
        head, _, rest = name.partition(".")
        for fact in file.imports:
            if head in fact.aliases:
                full = fact.aliases[head] + (f".{rest}" if rest else "")
                split = self.modules.split(full, file.path)
                if split is not None and (split[0], split[1]) != (file.path, name):
                    return self.find(split[0], split[1] or "router", depth + 1)
        return None

    def _built_by(self, path: str, function: str, depth: int) -> Key | None:
        file = self.files[path]
        local = next((r for r in file.routers if r.scope == function), None)
        if local is not None:
            return (path, local.scope, local.name)
        head, _, rest = function.partition(".")
        for fact in file.imports:
            if head in fact.aliases:
                full = fact.aliases[head] + (f".{rest}" if rest else "")
                split = self.modules.split(full, path)
                if split is not None and split[1] and split[0] != path:
                    return self.find(split[0], split[1] + "()", depth + 1)
        return None

    def fill(self, text: str) -> str:
        """Fill named holes with constants of the code base; what stays unknown becomes empty.

        A bare lower-case name is a local variable of its own file, and is not looked up in others.
        """
        return _HOLE.sub(lambda m: self._value(m[1]), text)

    def _value(self, name: str) -> str:
        if "." not in name and not name.isupper():
            return ""
        return self.values.get(name.rsplit(".", 1)[-1], "")

    def attached(self) -> Iterator[Route]:
        """Routes reachable from an application."""
        mounted = {target for edges in self.edges.values() for target, _, _ in edges}
        for key, router in self.routers.items():
            if router.is_app and key not in mounted:
                yield from self._below(key, "", (), attached=True, guards=frozenset())

    def alone(self) -> Iterator[Route]:
        """Routes of routers that nothing includes, and of owners that are not known."""
        included = {target for edges in self.edges.values() for target, _, _ in edges}
        for key in {**self.routers, **dict.fromkeys(self.routes)}:
            if key not in included:
                yield from self._below(key, "", (), attached=False, guards=frozenset())

    def _below(
        self,
        key: Key,
        prefix: str,
        trail: tuple[Key, ...],
        *,
        attached: bool,
        guards: frozenset[str],
    ) -> Iterator[Route]:
        if key in trail or len(trail) > _DEPTH:
            return
        router = self.routers.get(key)
        base = prefix + (self.fill(router.prefix) if router else "")
        guards |= router.guards if router else frozenset()
        for path, declared in self.routes.get(key, ()):
            yield from self._expand(path, declared, base, attached, guards)
        for target, inner, more in self.edges.get(key, ()):
            path_to = (*trail, key)
            yield from self._below(
                target, base + inner, path_to, attached=attached, guards=guards | more
            )

    def _expand(
        self,
        path: str,
        declared: DeclaredRoute,
        base: str,
        attached: bool,
        guards: frozenset[str],
    ) -> Iterator[Route]:
        if _HOLE.fullmatch(declared.path) and not self.fill(declared.path):
            return  # a wrapper that declares whatever path it is given
        full = _CONVERTER.sub(r"{\1}", base + self.fill(declared.path)) or "/"
        for method in declared.methods:
            yield Route(
                method=method,
                path=full,
                handler=declared.handler,
                place=Place(path, declared.line),
                is_async=declared.is_async,
                in_schema=declared.in_schema,
                attached=attached,
                guards=guards | declared.guards,
            )
