"""The one walk over a Python syntax tree that collects every fact."""

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from agentgen.codebase import model as m
from agentgen.codebase.client_calls import client_calls, is_test_file, paired_call, parametrised
from agentgen.codebase.expressions import (
    default_given,
    dotted,
    literals_of,
    paired,
    pattern_of,
    spliced,
    string_of,
    target_name,
    text_facts,
)
from agentgen.codebase.fastapi_facts import FastApiFacts
from agentgen.codebase.modules import absolute_module
from agentgen.codebase.python_definitions import (
    FunctionNode,
    class_fact,
    constants_of,
    defaults_of,
    function_fact,
)
from agentgen.codebase.python_flow import LOOPS, FlowFacts
from agentgen.codebase.python_prints import handed, prints
from agentgen.codebase.python_uses import UseFacts
from agentgen.codebase.use_model import CallFact

_LEAVES = frozenset({ast.Name, ast.Load, ast.Store, ast.Del, ast.Pass, ast.alias, ast.arg})
"""Nodes that hold no fact; `arg` only an annotation."""


class PythonWalk:
    """Walks a module once; `facts` gives the result."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.is_test = is_test_file(path)
        self.constants: dict[str, str] = {}
        self.api = FastApiFacts(self.constants)
        self.docstring: str | None = None
        self.functions: list[m.FunctionFact] = []
        self.classes: list[m.ClassFact] = []
        self.imports: list[m.ImportFact] = []
        self.calls: list[CallFact] = []
        self.named: list[m.NamedString] = []
        self.texts: list[m.TextFact] = []
        self.requests: list[m.ClientCall] = []
        self.uses = UseFacts()
        self.flow = FlowFacts()
        self.keys: set[str] = set()
        self.handed: list[CallFact] = []
        self.formats: list[int] = []
        self._in_async = False
        self._given: dict[str, tuple[str, ...]] = {}
        self._names: list[str] = []
        self._function_depth = 0
        self._typing_only = 0
        self._dispatch: dict[type, Callable[..., None]] = {
            ast.FunctionDef: self._function,
            ast.AsyncFunctionDef: self._function,
            ast.ClassDef: self._class,
            ast.Import: self._import,
            ast.ImportFrom: self._import_from,
            ast.Call: self._call,
            ast.Assign: self._assign,
            ast.AnnAssign: self._annotated,
            ast.Dict: self._dict,
            ast.ExceptHandler: self._noting(self.flow.handler),
            ast.Assert: self._noting(lambda node: self.flow.asserts.append(node.lineno)),
            **dict.fromkeys(LOOPS, self._noting(self.flow.loop)),
            ast.For: self._noting(self.flow.loop, self.api.loop),
            ast.Subscript: self._noting(self.uses.subscript),
            ast.If: self._if,
            ast.Expr: self._expression,
            ast.Constant: self._constant,
            ast.JoinedStr: self._built_string,
            ast.BinOp: self._built_string,
            ast.Tuple: self._sequence,
            ast.List: self._sequence,
        }

    def module(self, tree: ast.Module) -> None:
        """Walk the whole module."""
        self.docstring = ast.get_docstring(tree, clean=False)
        self.constants.update(constants_of(tree.body, self.constants))
        for statement in tree.body:
            self.visit(statement)

    def facts(self, name: str) -> m.PythonFile:
        """The facts collected."""
        plain = {f.name for f in self.functions if not f.is_async}
        routes = [
            replace(r, is_async=False) if r.is_async and r.handler in plain else r
            for r in self.api.routes
        ]
        return m.PythonFile(
            path=self.path,
            module=name,
            docstring=self.docstring,
            functions=tuple(self.functions),
            classes=tuple(self.classes),
            imports=tuple(self.imports),
            calls=tuple(self.calls),
            named_strings=tuple(self.named),
            texts=tuple(self.texts),
            handlers=tuple(self.flow.handlers),
            routers=tuple(self.api.routers),
            declared_routes=tuple(routes),
            inclusions=tuple(self.api.inclusions),
            client_calls=tuple(self.requests),
            uses=tuple(self.uses.calls),
            fields=tuple(self.uses.fields),
            names=tuple(self.uses.names),
            constants=self.constants,
            keys=frozenset(self.keys),
            handed=tuple(self.handed),
            formats=tuple(self.formats),
            asserts=tuple(self.flow.asserts),
            late_raises=tuple(self.flow.late_raises),
            loops=tuple(self.flow.loops),
            environment=tuple(self.uses.environment),
            aliases={k: v for i in reversed(self.imports) for k, v in i.aliases.items()},
        )

    def visit(self, node: ast.AST) -> None:
        """Visit one node: by its handler, else its children."""
        self._dispatch.get(type(node), self._children)(node)

    def _children(self, node: ast.AST) -> None:
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, ast.AST) and type(item) not in _LEAVES:
                        self.visit(item)
            elif isinstance(value, ast.AST) and type(value) not in _LEAVES:
                self.visit(value)

    def _noting(self, *notes: Callable[..., None]) -> Callable[[ast.AST], None]:
        """A handler that notes a node and goes on below it."""

        def visit(node: ast.AST) -> None:
            for note in notes:
                note(node)
            self._children(node)

        return visit

    @property
    def _scope(self) -> str:
        return ".".join(self._names) if self._function_depth else ""

    def _function(self, node: FunctionNode) -> None:
        self.api.function(node, self._scope)
        self.functions.append(function_fact(node, self._names, self._function_depth))
        for default, argument in defaults_of(node.args):
            self._name_string(argument, default)
            self.handed += handed((default,))
        for child in (*node.decorator_list, node.args):
            self.visit(child)
        if node.returns is not None:
            self.visit(node.returns)
        self._names.append(node.name)
        self._function_depth += 1
        was_async, self._in_async = self._in_async, isinstance(node, ast.AsyncFunctionDef)
        if self.is_test:
            self.constants.update(constants_of(node.body, self.constants))
            self._given = parametrised(node)
        for statement in node.body:
            self.visit(statement)
        self._in_async = was_async
        self._function_depth -= 1
        self._names.pop()

    def _class(self, node: ast.ClassDef) -> None:
        self.classes.append(class_fact(node, self._names))
        self.constants.update(constants_of(node.body, self.constants, f"{node.name}."))
        for child in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(child)
        self._names.append(node.name)
        self.uses.class_body(node, ".".join(self._names))
        depth, self._function_depth = self._function_depth, 0
        for statement in node.body:
            self.visit(statement)
        self._function_depth = depth
        self._names.pop()

    def _import(self, node: ast.Import) -> None:
        for name in node.names:
            local = name.asname or name.name.split(".")[0]
            full = name.name if name.asname else local
            self._add_import(name.name, (), node.lineno, {local: full})

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = absolute_module(self.path, node.module or "", node.level)
        aliases = {n.asname or n.name: f"{module}.{n.name}" for n in node.names}
        self._add_import(module, tuple(n.name for n in node.names), node.lineno, aliases)
        self.api.imported.update((n.asname, n.name) for n in node.names if n.asname)

    def _add_import(self, module: str, names: tuple[str, ...], line: int, aliases: Any) -> None:
        self.imports.append(m.ImportFact(module, names, line, aliases, self._typing_only > 0))

    def _if(self, node: ast.If) -> None:
        guard = dotted(node.test).rsplit(".", 1)[-1] == "TYPE_CHECKING"
        self._typing_only += guard
        for statement in node.body:
            self.visit(statement)
        self._typing_only -= guard
        self.visit(node.test)
        self.flow.branch(node)
        for statement in node.orelse:
            self.visit(statement)

    def _call(self, node: ast.Call) -> None:
        name = dotted(node.func)
        self.calls += prints(node, name)
        self.handed += handed((*node.args, *(k.value for k in node.keywords)))
        self.api.call(node, self._scope)
        self.uses.call(node, name, self._scope, in_async=self._in_async)
        if self.is_test:
            self.requests += client_calls(node, self.constants, self._given)
        for argument in node.keywords:
            if argument.arg:
                self._name_string(argument.arg, argument.value)
        for key, default in default_given(node, name):
            self._name_string(key, default)
        if name.endswith(".format") or not name:
            built = pattern_of(node, self.constants)
            if built is not None:
                self.formats.append(node.lineno)
                self.texts += text_facts(built, node.lineno, spliced=True)
                for child in (*node.args, *node.keywords):
                    self.visit(child)
                return
        self._children(node)

    def _assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self.uses.bound(target, self._scope, ".".join(self._names), node)
            name = target_name(target)
            if name:
                self._name_string(name, node.value)
                self.api.assignment(dotted(target) or name, node.value, self._scope)
            self.keys.update((name,) if isinstance(target, ast.Subscript) and name else ())
            for one, value in paired(target, node.value):
                self._name_string(target_name(one), value)
        self.handed += handed((node.value,))
        self.visit(node.value)

    def _annotated(self, node: ast.AnnAssign) -> None:
        name = target_name(node.target)
        self.uses.bound(node.target, self._scope, ".".join(self._names), node)
        if name and node.value is not None:
            self._name_string(name, node.value)
            self.api.assignment(dotted(node.target) or name, node.value, self._scope)
            self.handed += handed((node.value,))
        if node.value is not None:
            self.visit(node.value)

    def _dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            name = string_of(key)
            if name:
                self.keys.add(name)
                self._name_string(name, value)
        self._children(node)

    def _name_string(self, name: str, value: ast.expr | None) -> None:
        self.named += (m.NamedString(name, text, line) for text, line in literals_of(value))

    def _expression(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring, or a string used as a comment
            self.visit(node.value)

    def _constant(self, node: ast.Constant) -> None:
        self.texts += text_facts(node.value, node.lineno) if isinstance(node.value, str) else ()

    def _built_string(self, node: ast.JoinedStr | ast.BinOp) -> None:
        built = pattern_of(node, self.constants)
        if built is not None:
            self.texts += text_facts(built, node.lineno, spliced=True)
        for part in ast.iter_child_nodes(node) if built is None else spliced(node):
            self.visit(part)

    def _sequence(self, node: ast.Tuple | ast.List) -> None:
        request = paired_call(node, self.constants) if self.is_test else None
        if request is not None:
            self.requests.append(request)
        self._children(node)
