"""Find stubs in TypeScript, and the tests that wait for them."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from agentgen.fill.model import AcceptanceTest, Stub, Texts
from agentgen.fill.script.tree import SUFFIXES, every, functions, parse_script, source

if TYPE_CHECKING:
    from tree_sitter import Node

_MARKER = re.compile(r"//\s*agentgen:stub\b(?P<fields>.*)")
_FIELD = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
_TEST_FILE = re.compile(r"(?:^|/)(?:__tests__/.*|[^/]*\.(?:test|spec))\.tsx?$")


def find_script_stubs(texts: Texts) -> tuple[Stub, ...]:
    """Every stub in TypeScript, by path and line, each with its acceptance test.

    A marker is a comment `// agentgen:stub operation="…" [parameter="…"]` in a named function
    whose one statement is a `throw`. Its test is one that Vitest expects to fail:
    `it.fails("operation: …", …)`.
    """
    marked = sorted(p for p in texts if p.endswith(SUFFIXES) and "agentgen:stub" in texts[p])
    if not marked:
        return ()
    tests = [t for p in sorted(texts) if is_script_test(p) for t in expected_failures(p, texts[p])]
    return tuple(stub for path in marked for stub in _in_file(path, texts[path], tests))


def is_script_test(path: str) -> bool:
    """True for files that Vitest collects by default."""
    return _TEST_FILE.search(path) is not None


def expected_failures(path: str, text: str) -> list[AcceptanceTest]:
    """The tests of a file that are marked with `.fails`; `first` and `last` are its line."""
    if ".fails" not in text:
        return []
    found: list[AcceptanceTest] = []
    for call in every(parse_script(path, text), "call_expression"):
        mark, title = fails_mark(call), _title(call)
        if mark is not None and title:
            line = mark.start_point[0] + 1
            start = call.start_point[0] + 1
            found.append(AcceptanceTest(path, title, start, line, line, source(call)))
    return found


def fails_mark(call: "Node") -> "Node | None":
    """The word `fails` of `it.fails(…)` or `test.fails(…)`."""
    called = call.child_by_field_name("function")
    if called is None or called.type != "member_expression":
        return None
    name = called.child_by_field_name("property")
    owner = called.child_by_field_name("object")
    named = name is not None and source(name) == "fails"
    return name if named and owner is not None and source(owner) in ("it", "test") else None


def _title(call: "Node") -> str:
    arguments = call.child_by_field_name("arguments")
    first = arguments.named_children[0] if arguments and arguments.named_children else None
    return source(first)[1:-1] if first is not None and first.type == "string" else ""


def _in_file(path: str, text: str, tests: Sequence[AcceptanceTest]) -> Iterator[Stub]:
    for function in functions(parse_script(path, text)):
        comments = [n for n in function.body.named_children if n.type == "comment"]
        statements = [n for n in function.body.named_children if n.type != "comment"]
        if len(statements) != 1 or statements[0].type != "throw_statement":
            continue
        for comment in comments:
            marker = _MARKER.match(source(comment))
            fields = dict(_FIELD.findall(marker["fields"])) if marker else {}
            if operation := fields.get("operation"):
                parameter = fields.get("parameter", "")
                yield Stub(
                    path,
                    function.qualname,
                    operation,
                    parameter,
                    line=comment.start_point[0] + 1,
                    first=function.body.start_point[0] + 1,
                    last=function.body.end_point[0] + 1,
                    test=_test_of(operation, parameter, tests),
                )


def _test_of(
    operation: str, parameter: str, tests: Sequence[AcceptanceTest]
) -> AcceptanceTest | None:
    own = [test for test in tests if test.name.startswith(f"{operation}:")]
    if parameter:
        word = re.compile(rf"\b{re.escape(parameter)}\b")
        return next((t for t in own if word.search(t.name.removeprefix(f"{operation}:"))), None)
    return next(iter(own), None)
