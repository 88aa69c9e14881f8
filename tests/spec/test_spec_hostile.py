"""Whatever the file, the outcome is a policy or a clear refusal, and it comes soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentgen.errors import AgentgenError
from agentgen.ir.policy import Policy
from agentgen.spec.compile import compile_specs

_PIECES = """
# |- |1. |> |```json|{|{code, message}|never |must |`|(|)|}|;|default 20 |/api/v1|: |├── |**|---
services/x/api.py|error |python 3.12|<!--|[x](|unless |soft deletes|- a; never b|\t|✅ |\u00e2\u20ac
"""
MARKS = st.sampled_from([*_PIECES.replace("\n", "|").split("|"), "\n", "\n\n", "\n|a|b|\n|-|-|\n|"])


def outcome(data: bytes) -> Policy | AgentgenError:
    try:
        return compile_specs([("a.md", data)], ())
    except AgentgenError as refused:
        return refused


def check_compiled_or_refused(data: bytes) -> None:
    policy = outcome(data)
    if isinstance(policy, AgentgenError):
        assert policy.way_out
        return
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n")
    identities = [statement.id for statement in policy.statements]
    assert len(identities) == len(set(identities))
    assert all(statement.text.strip() for statement in policy.statements)
    assert all(statement.place.column >= 1 for statement in policy.statements)
    if b"\0" not in data:
        assert all(1 <= s.place.line <= lines + 1 for s in policy.statements)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(MARKS, st.text(max_size=12)), max_size=40))
def test_any_text_is_compiled_or_refused(parts: list[str]) -> None:
    check_compiled_or_refused("".join(parts).encode("utf-8", "replace"))


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_compiled_or_refused(data: bytes) -> None:
    check_compiled_or_refused(data)


@settings(deadline=None, max_examples=50)
@given(st.lists(MARKS, max_size=30))
def test_equal_text_gives_an_equal_policy(parts: list[str]) -> None:
    spec = [("a.md", ("- x\n" + "".join(parts)).encode())]
    try:
        first = compile_specs(spec, ())
    except AgentgenError:
        return
    assert compile_specs(spec, ()) == first


SIZE = 100_000
BOMBS = {
    "brackets": "(" * SIZE + " x",
    "code spans": "`a`  " * (SIZE // 5) + "x",
    "table cell": "| a | b |\n|---|---|\n| " + "`a`  " * (SIZE // 5) + "x | y |\n",
    "objects": "```\n" + "content={" * (SIZE // 9) + "\n```",
    "errors": "- errors " + "{a" * (SIZE // 2),
    "heading": "## default " + "default " * (SIZE // 10) + "\n" + "- x\n" * 500,
    "paths": "- " + "/a" * (SIZE // 2),
    "links": "[" * 10_000 + "a" + "](" * 10_000,
    "comment": "```\n-- A" + "a " * (SIZE // 2) + "\n```",
    "indentation": "```\n" + "".join(" " * i + "├── a/\n" for i in range(400)) + "```",
    "commas": "- " + " ," * (SIZE // 2) + "never x",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_fizzle_out(bomb: str) -> None:
    began = time.process_time()
    assert compile_specs([("a.md", BOMBS[bomb].encode())], ()).statements
    assert time.process_time() - began < 5


def test_overlong_prose_decides_nothing() -> None:
    text = "- Use SQLModel " + "and more " * 1000
    assert compile_specs([("a.md", text.encode())], ()).decisions == {}
