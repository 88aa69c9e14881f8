"""Documents with any names and texts become code that parses, and nothing more than that."""

import ast
import re
from typing import Any

import tree_sitter_typescript
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents import Node, api_of, array, compile_all, document, keys, obj, operation, ref
from tree_sitter import Language, Parser
from tree_sitter import Node as Syntax

from agentgen.emit.backend import emit_backend
from agentgen.emit.frontend.emitter import emit_frontend
from agentgen.ir.blueprint import Blueprint
from agentgen.ir.policy import Policy
from agentgen.ir.story import Stories
from agentgen.plan.build import build_blueprint

CANARY = "canary.bait"
"""Code that no name is turned into: it would lose its dot."""
BAITS = (
    "canary.bait()",
    '"""\ncanary.bait()\n"""',
    "'''+canary.bait()+'''",
    '"; canary.bait(); "',
    "${canary.bait()}",
    "`${canary.bait()}`",
    "{{ canary.bait() }}",
    "{% import canary %}",
    "</script><script>canary.bait()</script>",
    "*/ canary.bait(); /*",
    "// \u2028canary.bait()",
    "\\",
    "\\\ncanary.bait()",
    "#{canary.bait()}",
    "{canary.bait()!r}",
    "%(canary)s",
    "\x85canary.bait()",
    "__import__('canary')",
)
WORDS = ("class", "import", "None", "self", "type", "default", "__init__", "model_fields", "id")
texts = st.one_of(
    st.sampled_from(BAITS),
    st.sampled_from(WORDS),
    st.tuples(st.sampled_from(BAITS), st.sampled_from(WORDS)).map("".join),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
)
names = texts.filter(lambda text: text.strip() != "")


@st.composite
def schemas(draw: Any) -> Node:
    """A property: its enum, default, pattern and description are anything."""
    words = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    return draw(
        st.sampled_from(
            [
                {"type": "string", "description": words[0]},
                {"type": "string", "enum": words, "default": words[0]},
                {"type": "string", "example": words[0], "title": words[-1]},
                {"type": "string", "pattern": re.escape(words[0])},
                {"type": "array", "items": {"type": "string", "enum": words}},
                {"type": "object", "properties": {words[0]: {"type": "string"}}},
                {"type": "object", "additionalProperties": {"type": "integer"}},
                {"const": words[0]},
                {"type": "integer", "description": words[-1]},
            ]
        )
    )


@st.composite
def documents(draw: Any) -> Node:
    """One collection with hostile names wherever a document has any."""
    fields = {name: draw(schemas()) for name in draw(st.lists(names, max_size=4, unique=True))}
    schema = draw(
        names.filter(lambda text: "/" not in text and "~" not in text and "%" not in text)
    )
    thing = obj({"id": {"type": "integer"}, **fields}, "id", description=draw(texts))
    more = {
        "summary": draw(texts),
        "description": draw(texts),
        "tags": [draw(names)],
        "operationId": draw(names),
    }
    query = {draw(names): draw(schemas())}
    pointer = ref(schema)
    return document(
        {
            "/things": {
                "get": operation(array(pointer), query=query, **more),
                "post": operation(pointer, pointer, "201", tags=more["tags"]),
            },
            "/things/{id}": {
                "get": operation(pointer, parameters=keys(id={"type": "integer"})),
                "delete": operation(status="204", parameters=keys(id={"type": "integer"})),
            },
        },
        {schema: thing},
        info={"title": draw(texts), "version": "1", "description": draw(texts)},
    )


def blueprint(content: Node) -> Blueprint:
    return build_blueprint("shop", api_of(content), Policy(), Stories(), {})


def calls_in_python(source: str) -> set[str]:
    """Names that Python code calls."""
    calls = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call))
    return {ast.unparse(call.func) for call in calls}


def calls_in_script(node: Syntax) -> set[str]:
    """Functions that a script calls."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        called = one.child_by_field_name("function") if one.type == "call_expression" else None
        found |= {called.text.decode()} if called is not None and called.text else set()
        waiting += one.children
    return found


PATIENT = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@PATIENT
@given(documents())
def test_python_is_code_and_texts_stay_texts(content: Node) -> None:
    tree = emit_backend(blueprint(content))
    assert compile_all(tree) > 20
    for path in tree:
        if path.endswith(".py"):
            assert CANARY not in calls_in_python(tree[path]), path


@PATIENT
@given(documents())
def test_scripts_are_code_and_texts_stay_texts(content: Node) -> None:
    parser = Parser(Language(tree_sitter_typescript.language_tsx()))
    tree = emit_frontend(blueprint(content))
    for path in tree:
        if path.endswith((".ts", ".tsx")):
            root = parser.parse(tree[path].encode()).root_node
            assert not root.has_error, path
            assert CANARY not in calls_in_script(root), path


@PATIENT
@given(documents())
def test_no_file_leaves_the_repository(content: Node) -> None:
    made = blueprint(content)
    for path in (*emit_backend(made), *emit_frontend(made)):
        assert re.fullmatch(r"[\w./@+-]+", path, re.ASCII), path
        assert ".." not in path.split("/")
        assert not path.startswith("/")
