"""An answer put into the file: the hole, added imports and private helpers; nothing else."""

import ast

from agentgen.fill.answer import Answer, read_answer
from agentgen.fill.guard import guard
from agentgen.fill.imports import add_imports, used_names
from agentgen.fill.model import Patch, Rejection, Stub, Texts
from agentgen.fill.proof import prove
from agentgen.fill.script.patch import make_script_patch
from agentgen.fill.source import (
    AnyFunction,
    Function,
    body_start,
    code_of,
    function_named,
    string_interiors,
)
from agentgen.fill.unmark import without_xfail
from agentgen.syntax import parse


def make_patch(answer_text: str, stub: Stub, texts: Texts) -> Patch:
    """Turn a model's answer into new texts of the stub's file and of its acceptance test's file.

    Args:
        texts: the repository's texts, exactly as on disk.

    Raises:
        Rejection: with the reason the model is told; nothing is written here in any case.
    """
    if stub.script:
        return make_script_patch(answer_text, stub, texts)
    original = texts[stub.path]
    answer = read_answer(answer_text, stub, original.replace("\r\n", "\n"))
    added = (*answer.methods, *answer.helpers)
    guard([answer.function, *added, *answer.imports])
    helpers = tuple(f.name for f in added)
    filled = _filled(answer, stub, original)
    prove(original, filled, stub.qualname, helpers)
    changed = {stub.path: filled}
    if stub.test is not None:
        changed[stub.test.path] = without_xfail(texts[stub.test.path], stub.test)
    return Patch(changed, helpers)


def _filled(answer: Answer, stub: Stub, original: str) -> str:
    newline = "\r\n" if "\r\n" in original else "\n"
    text = original.replace("\r\n", "\n")
    target = function_named(parse(text), stub.qualname)
    assert target is not None, "a stub lies in a function"
    lines = text.split("\n")
    indent = " " * target.node.col_offset
    replacement = _body(answer, target, text)
    for method in answer.methods:
        replacement += ["", *_moved(answer.code, method, indent)]
    lines[stub.first - 1 : stub.last] = replacement
    for helper in reversed(answer.helpers):
        place = _before(target)
        lines[place:place] = [*_moved(answer.code, helper, ""), "", ""]
    wanted = used_names([answer.function, *answer.methods, *answer.helpers])
    result = add_imports("\n".join(lines), answer.imports, wanted)
    return result.replace("\n", newline)


def _before(target: Function) -> int:
    """Index of the line before which a module-level helper goes."""
    top = target.owner or target.node
    return min([top.lineno, *(d.lineno for d in top.decorator_list)]) - 1


def _body(answer: Answer, target: Function, text: str) -> list[str]:
    """The lines for the hole: the answer's body after its docstring, indented as the hole is."""
    code = code_of(answer.function)
    if not code:
        raise Rejection("the function has a docstring and no code")
    first = code_of(target.node)[0]
    indent = " " * first.col_offset
    start = body_start(answer.function, answer.code)
    if start > code[0].lineno:
        segment = ast.get_source_segment(answer.code, code[0]) or ""
        return [indent + segment]
    return _shifted(answer.code, start, answer.function.end_lineno or start, indent, code[0])


def _moved(code: str, function: AnyFunction, indent: str) -> list[str]:
    """The lines of a helper, comments inside included, at another indentation."""
    first = min([function.lineno, *(d.lineno for d in function.decorator_list)])
    return _shifted(code, first, function.end_lineno or first, indent, function)


def _shifted(code: str, first: int, last: int, indent: str, sample: ast.stmt) -> list[str]:
    """Lines `first` to `last`, moved from the indentation of `sample`; strings stay as they are."""
    inside = string_interiors(code)
    lines = code.split("\n")[first - 1 : last]
    shifted: list[str] = []
    for number, line in enumerate(lines, first):
        if number in inside:
            shifted.append(line)
        elif line.strip():
            own = line[: len(line) - len(line.lstrip())]
            shifted.append(indent + own[sample.col_offset :] + line.lstrip())
        else:
            shifted.append("")
    while shifted and not shifted[0]:
        shifted.pop(0)
    return shifted
