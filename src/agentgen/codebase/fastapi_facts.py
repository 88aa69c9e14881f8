"""FastAPI declarations of one file: routers, routes, inclusions; the application is not run."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from agentgen.codebase.expressions import dotted, keyword, names_in, path_text, string_of
from agentgen.codebase.model import DeclaredRoute, InclusionFact, RouterFact

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
_DECORATORS = frozenset({*METHODS, "api_route", "websocket", "websocket_route"})
_ROUTERS = frozenset({"APIRouter", "FastAPI", "Starlette"})


@dataclass(slots=True)
class FastApiFacts:
    """Collects the declarations while the one walk passes by."""

    constants: Mapping[str, str]
    routers: list[RouterFact] = field(default_factory=list)
    routes: list[DeclaredRoute] = field(default_factory=list)
    inclusions: list[InclusionFact] = field(default_factory=list)
    sequences: dict[str, tuple[str, ...]] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)
    verbs: dict[str, tuple[str, str]] = field(default_factory=dict)

    def assignment(self, name: str, value: ast.expr, scope: str) -> None:
        """Note `router = APIRouter(prefix=…)`, and sequences that a loop may include."""
        if isinstance(value, ast.Tuple | ast.List):
            self.sequences[name] = tuple(dotted(e) for e in value.elts)
        if isinstance(value, ast.Attribute) and value.attr in _DECORATORS:
            self.verbs[name] = (dotted(value.value), value.attr)
        if not isinstance(value, ast.Call):
            return
        kind = dotted(value.func).rsplit(".", 1)[-1]
        kind = self.imported.get(kind, kind)
        if kind not in _ROUTERS and not kind.endswith("APIRouter"):
            return
        is_app = kind in ("FastAPI", "Starlette")
        prefix = "" if is_app else path_text(keyword(value, "prefix"), self.constants)
        guards = _dependencies(value)
        self.routers.append(RouterFact(name, prefix, is_app, value.lineno, scope, guards))

    def loop(self, node: ast.For) -> None:
        """Note what a loop variable stands for: `for r in (a.router, b.router): …`."""
        target = dotted(node.target)
        if isinstance(node.iter, ast.Tuple | ast.List):
            self.sequences[target] = tuple(dotted(e) for e in node.iter.elts)
        elif dotted(node.iter) in self.sequences:
            self.sequences[target] = self.sequences[dotted(node.iter)]

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: str) -> None:
        """Note the routes that decorators of a function declare."""
        for decorator in node.decorator_list:
            if not isinstance(decorator, ast.Call):
                continue
            owner, attribute = self._verb(decorator.func)
            if attribute in _DECORATORS and owner and _names_a_path(decorator, self.constants):
                is_async = isinstance(node, ast.AsyncFunctionDef)
                guards = _wanted(node)
                self._route(
                    decorator, attribute, _scoped(owner, scope), node.name, is_async, guards
                )

    def _verb(self, called: ast.expr) -> tuple[str, str]:
        """Router and verb of a decorator: `router.get`, and `read` after `read = router.get`."""
        if isinstance(called, ast.Attribute):
            return dotted(called.value), called.attr
        return self.verbs.get(called.id, ("", "")) if isinstance(called, ast.Name) else ("", "")

    def call(self, node: ast.Call, scope: str) -> None:
        """Note `include_router`, `mount`, `add_api_route` and `add_websocket_route`."""
        if not isinstance(node.func, ast.Attribute):
            return
        owner, attribute = dotted(node.func.value), node.func.attr
        if not owner:
            return
        owner = _scoped(owner, scope)
        if attribute == "include_router" and node.args:
            self._include(owner, node, path_text(keyword(node, "prefix"), self.constants))
        elif attribute == "mount" and len(node.args) > 1:
            prefix = path_text(node.args[0], self.constants)
            target = dotted(node.args[1])
            self.inclusions.append(InclusionFact(owner, target, prefix, node.lineno))
        elif attribute == "add_api_route" and len(node.args) > 1:
            self._route(node, "api_route", owner, dotted(node.args[1]), True)

    def _include(self, owner: str, node: ast.Call, prefix: str) -> None:
        target = dotted(node.args[0])
        for one in self.sequences.get(target, (target,)):
            if one:
                guards = _dependencies(node)
                self.inclusions.append(InclusionFact(owner, one, prefix, node.lineno, guards))

    def _route(
        self,
        call: ast.Call,
        kind: str,
        owner: str,
        handler: str,
        is_async: bool,
        guards: frozenset[str] = frozenset(),
    ) -> None:
        path = call.args[0] if call.args else keyword(call, "path")
        schema = keyword(call, "include_in_schema")
        hidden = isinstance(schema, ast.Constant) and schema.value is False
        self.routes.append(
            DeclaredRoute(
                router=owner,
                methods=_methods(call, kind),
                path=path_text(path, self.constants),
                handler=handler,
                line=call.lineno,
                is_async=is_async,
                in_schema=not hidden,
                guards=guards | _dependencies(call),
            )
        )


def _dependencies(call: ast.Call) -> frozenset[str]:
    """Names in `dependencies=[Depends(…), …]`."""
    listed = keyword(call, "dependencies")
    return names_in(listed) if listed is not None else frozenset()


def _wanted(node: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """Names in the annotations, defaults and other decorators of a handler."""
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    parts: list[ast.expr | None] = [a.annotation for a in arguments]
    parts += [*node.args.defaults, *node.args.kw_defaults]
    others = [getattr(d, "func", d) for d in node.decorator_list]
    others = [d for d in others if getattr(d, "attr", "") not in _DECORATORS]
    found: frozenset[str] = frozenset()
    for part in (*parts, *others):
        if part is not None:
            found |= names_in(part)
    return found


def _scoped(owner: str, scope: str) -> str:
    return f"{scope}:{owner}" if scope else owner


def _names_a_path(call: ast.Call, constants: Mapping[str, str]) -> bool:
    path = call.args[0] if call.args else keyword(call, "path")
    if path is None:
        return False
    text = path_text(path, constants)
    return not text or text.startswith(("/", "{="))


def _methods(call: ast.Call, kind: str) -> tuple[str, ...]:
    if kind in METHODS:
        return (kind.upper(),)
    if kind.startswith("websocket"):
        return ("WEBSOCKET",)
    listed = keyword(call, "methods")
    names = [string_of(e) for e in getattr(listed, "elts", [])]
    return tuple(n.upper() for n in names if n) or ("GET",)
