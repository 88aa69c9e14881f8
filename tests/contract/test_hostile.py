"""Whatever strings a document carries, its repository parses or the error names the place."""

import ast
import json
import keyword
import tomllib
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents import Node, array, blueprint_of, compile_all, document, keys, operation, ref

from agentgen.commands.generate import emit
from agentgen.emit.repository import RepositoryInputs
from agentgen.errors import AgentgenError
from agentgen.tree import SourceTree, safe_path

EVIL = (
    '"', "'", '"""', "'''", "\\", "\n", "\r\n", "\u2028", "\0", "{{ x }}", "{% raw %}", "{x}",
    "#", "*/", "/*", "<!--", "-->", "${x}", "`", "$(touch x)", "../../x", "/etc/passwd", "%s",
    "\ud800", "\u202e", "Ж", "日本", "é", "🙂", "", " ", "-", ".", "_", "__class__", "1", "1a",
    'x"""\nimport os\nos.abort()\n"""', "]]>", "&amp;", "<script>", "a|b", "\t", "\x1b[2J",
)  # fmt: skip
NAMES = (
    "Query", "Path", "Record", "Pet", "PetRecord", "Any", "Field", "UUID", "Literal", "Annotated",
    "list", "str", "int", "id", "self", "type", "model_config", "metadata", "registry", "copy",
    "schema", "json", "session", "datetime", "date", "Depends", "Response", "Service", "items",
    "page", "total", "limit", "offset", "password", "email", "token", "created_at", "user",
    "owner", "status", "app", "core", "tests", "__init__", "deleted_at", *keyword.kwlist,
)  # fmt: skip
hostile = st.one_of(
    st.sampled_from(EVIL), st.sampled_from(NAMES), st.text(max_size=12),
    st.lists(st.sampled_from((*EVIL, *NAMES)), max_size=3).map("".join),
)  # fmt: skip
values = st.one_of(hostile, st.none(), st.booleans(), st.integers(), st.floats())


@st.composite
def scalars(draw: st.DrawFn) -> Node:
    kind = draw(st.sampled_from(("string", "integer", "number", "boolean")))
    node: Node = {"type": kind, "description": draw(hostile), "title": draw(hostile)}
    if kind == "string" and draw(st.booleans()):
        node["enum"] = draw(st.lists(hostile, min_size=1, max_size=3, unique=True))
    if kind == "string" and draw(st.booleans()):
        node["format"] = draw(st.sampled_from(("date-time", "uuid", "email", "password", "x")))
    if kind == "string" and draw(st.booleans()):
        node["pattern"] = draw(hostile)
    for key in draw(st.sets(st.sampled_from(("default", "example", "const")), max_size=2)):
        node[key] = draw(values)
    for key in draw(st.sets(st.sampled_from(("readOnly", "writeOnly", "nullable")), max_size=1)):
        node[key] = True
    return node


@st.composite
def schemas(draw: st.DrawFn, names: tuple[str, ...]) -> Node:
    wires = draw(st.lists(hostile, min_size=1, max_size=4, unique=True))
    part = st.one_of(
        scalars(), scalars().map(array), st.sampled_from(names).map(pointer),
        st.sampled_from(names).map(pointer).map(array),
        st.lists(st.sampled_from(names).map(pointer), min_size=1, max_size=2).map(
            lambda parts: {"oneOf": parts}
        ),
    )  # fmt: skip
    return {
        "type": "object",
        "description": draw(hostile),
        "properties": {wire: draw(part) for wire in wires} | {"id": {"type": "integer"}},
        "required": draw(st.lists(st.sampled_from(wires), unique=True)),
    }


def pointer(name: str) -> Node:
    return ref(name.replace("~", "~0").replace("/", "~1"))


@st.composite
def documents(draw: st.DrawFn) -> Node:
    """A collection with hostile names everywhere, and its items."""
    names = tuple(draw(st.lists(hostile.filter(bool), min_size=1, max_size=3, unique=True)))
    declared = {name: draw(schemas(names)) for name in names}
    record = pointer(names[0])
    segment = draw(st.one_of(st.sampled_from(("things", "users", "app", "core")), hostile))
    key = draw(st.one_of(st.just("id"), hostile.filter(lambda t: not set(t) & set("{}/"))))
    query = {name: draw(scalars()) for name in draw(st.lists(hostile, max_size=3))}
    texts: Node = {
        "summary": draw(hostile),
        "description": draw(hostile),
        "tags": draw(st.lists(hostile, max_size=2)),
    }
    example: Any = draw(st.dictionaries(hostile, values, max_size=3))
    listed = operation(array(record), query=query, operationId=draw(hostile), **texts)
    listed["responses"]["200"]["content"]["application/json"]["example"] = [example]
    created = operation(record, record, "201", operationId=draw(hostile), **texts)
    at = keys(**{key: draw(scalars())})
    return document(
        {
            f"/{segment}": {"get": listed, "post": created},
            f"/{segment}/{{{key}}}": {
                "get": operation(record, parameters=at, **texts),
                "patch": operation(record, record, parameters=at, **texts),
                "delete": operation(status="204", parameters=at, **texts),
            },
        },
        declared,
        info={"title": draw(hostile), "version": "1", "description": draw(hostile)},
    )


def outcome(content: Node, layout: str) -> tuple[AgentgenError | None, SourceTree]:
    try:
        return None, emit(blueprint_of(content, layout=layout), RepositoryInputs())
    except AgentgenError as refusal:
        return refusal, SourceTree()


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(documents(), st.sampled_from(("features", "services", "layers")))
def test_hostile_strings_stay_data(content: Node, layout: str) -> None:
    refusal, tree = outcome(content, layout)
    if refusal is not None:
        assert refusal.where.startswith("api.json")
        return
    assert compile_all(tree) > 20
    assert [path for path in tree if safe_path(path) != path] == []
    assert not any(
        "attr='abort'" in ast.dump(ast.parse(tree[p])) for p in tree if p.endswith(".py")
    )
    assert tomllib.loads(tree["pyproject.toml"])["project"]["name"] == "shop"
    assert all(yaml.safe_load(tree[p]) for p in ("agentgen.yaml", "compose.yaml"))
    assert all(text.encode() for text in (tree[p] for p in tree) if text)
    assert json.loads(tree["frontend/package.json"])
