"""Facts of one definition: function, class, constant, default; nothing below it."""

import ast
from collections import ChainMap
from collections.abc import Iterator, Sequence

from agentgen.codebase.expressions import HOLE, dotted, pattern_of, short
from agentgen.codebase.model import ClassFact, FunctionFact
from agentgen.codebase.python_complexity import complexity
from agentgen.codebase.use_model import Parameter

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def function_fact(node: FunctionNode, names: Sequence[str], nested: int) -> FunctionFact:
    """The facts of a function below the definitions `names`, `nested` of which are functions."""
    decorators = tuple(dotted(d).removesuffix("()") for d in node.decorator_list)
    is_method = bool(names) and not nested
    arguments = [*node.args.posonlyargs, *node.args.args]
    if is_method and "staticmethod" not in decorators:
        arguments = arguments[1:]
    arguments += node.args.kwonlyargs
    arguments += [a for a in (node.args.vararg, node.args.kwarg) if a is not None]
    branches, depth = complexity(node.body)
    return FunctionFact(
        name=node.name,
        qualname=".".join([*names, node.name]),
        line=node.lineno,
        end_line=node.end_lineno or node.lineno,
        is_async=isinstance(node, ast.AsyncFunctionDef),
        parameters=tuple(_parameters(arguments, node.args)),
        returns=node.returns is not None,
        returned=short(node.returns),
        docstring=ast.get_docstring(node, clean=False),
        decorators=decorators,
        is_method=is_method,
        is_nested=nested > 0,
        branches=branches + 1,
        depth=depth,
    )


def _parameters(arguments: Sequence[ast.arg], given: ast.arguments) -> Iterator[Parameter]:
    defaults = {name: default for default, name in defaults_of(given)}
    for argument in arguments:
        yield Parameter(
            argument.arg,
            argument.annotation is not None,
            short(argument.annotation),
            short(defaults.get(argument.arg)),
        )


def class_fact(node: ast.ClassDef, names: Sequence[str]) -> ClassFact:
    """The facts of a class below the definitions `names`."""
    members = [s for s in node.body if isinstance(s, FunctionNode)]
    return ClassFact(
        name=node.name,
        qualname=".".join([*names, node.name]),
        line=node.lineno,
        end_line=node.end_lineno or node.lineno,
        bases=tuple(dotted(b) for b in node.bases),
        docstring=ast.get_docstring(node, clean=False),
        members=tuple(s.name for s in members),
    )


def constants_of(
    body: Sequence[ast.stmt], known: dict[str, str], owner: str = ""
) -> dict[str, str]:
    """Names bound to strings that are known without running: `PREFIX = "/api" + VERSION`.

    `Field("/api")` and `Field(default="/api")` count as their default.
    """
    found: dict[str, str] = {}
    for target, value in _bindings(body):
        if isinstance(value, ast.Call):
            given = [k.value for k in value.keywords if k.arg == "default"]
            value = (value.args or given or [value])[0]
        text = pattern_of(value, ChainMap(found, known))
        if text is not None and HOLE not in text:
            found[f"{owner}{target.id}"] = text
    return found


def _bindings(body: Sequence[ast.stmt]) -> Iterator[tuple[ast.Name, ast.expr]]:
    for statement in body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target: ast.expr = statement.targets[0]
            value: ast.expr | None = statement.value
        elif isinstance(statement, ast.AnnAssign):
            target, value = statement.target, statement.value
        else:
            continue
        if isinstance(target, ast.Name) and value is not None:
            yield target, value


def defaults_of(arguments: ast.arguments) -> Iterator[tuple[ast.expr | None, str]]:
    """The defaults of a function's parameters, with the parameters' names."""
    positional = [*arguments.posonlyargs, *arguments.args]
    first = len(positional) - len(arguments.defaults)
    for default, argument in zip(arguments.defaults, positional[first:], strict=True):
        yield default, argument.arg
    for keyword_default, argument in zip(arguments.kw_defaults, arguments.kwonlyargs, strict=True):
        yield keyword_default, argument.arg
