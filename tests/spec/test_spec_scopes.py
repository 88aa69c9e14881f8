"""Where a statement holds: its own words, its headings, its file."""

from collections.abc import Callable

import pytest

from agentgen.ir.policy import Statement
from agentgen.ir.scope import Scope
from agentgen.spec.reading import read_spec
from agentgen.spec.statements import read_statements

Read = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("- In `backend/**`, functions have at most 30 lines", ("backend/**",)),
        ("- Under `src/api/`: no print", ("src/api/**",)),
        ("- For files under `src/`, use tabs", ("src/**",)),
        ("- Functions in `core/` have at most 20 lines", ("core/**",)),
        ("- Add docstrings to all functions in `core/`", ("core/**",)),
        ("- For `*.tsx` use named exports", ("*.tsx",)),
        ("- In `features/<name>/`, keep routers thin", ("features/*/**",)),
        ("- Models go in `app/models/`", ()),
        ("- Put all tests in `tests/`", ()),
        ("- Store files in `data/`", ()),
        ("- In `/api/v1/users` return 404", ()),
        ("- For `/users/{id}` return 404", ()),
        ("- See `docs/api.md`", ()),
        ("## Backend (`backend/`)\n\n- Use x", ("backend/**",)),
        ("## Backend (`backend/`)\n\n### Style\n\n- Use x", ("backend/**",)),
        ("## Rules for `a/` and `b/`\n\n- Use x", ("a/**", "b/**")),
        ("## Run `make a/b` before you push to the branch\n\n- Use x", ()),
        ("In `web/`:\n\n- use x", ("web/**",)),
    ],
)
def test_paths(statements: Read, text: str, paths: tuple[str, ...]) -> None:
    assert statements(text)[-1].scope.paths == paths


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("- In Python, use dataclasses", Scope(languages=("python",))),
        ("- TypeScript code has no any", Scope(languages=("typescript",))),
        ("## React\n\n- Use hooks", Scope(languages=("typescript",))),
        ("## SQL style\n\n- Name keys", Scope(languages=("sql",))),
        ("- Services must not import HTTP", Scope(layers=("service",))),
        ("- Every repository returns models", Scope(layers=("repository",))),
        ("- In the service layer, raise errors", Scope(layers=("service",))),
        ("## API routes\n\n- Stay thin", Scope(layers=("router",))),
        ("## Writing tests\n\n- Use factories", Scope(layers=("test",))),
        ("- No `console.log` in production", Scope(environments=("production",))),
        ("- Log at DEBUG in staging", Scope(environments=("staging",))),
        ("- Use seeds in local development", Scope(environments=("development",))),
        ("- Be kind", Scope()),
        ("- The production of honey is slow", Scope()),
    ],
)
def test_languages_layers_and_environments(statements: Read, text: str, scope: Scope) -> None:
    assert statements(text)[-1].scope == scope


@pytest.mark.parametrize(
    ("front", "home", "paths"),
    [
        ("globs: *.py, **/*.{ts,tsx}", "", ("*.py", "**/*.{ts,tsx}")),
        ("globs:\n  - a/**\n  - 'b/*.ts'", "", ("a/**", "b/*.ts")),
        ('globs: ["a/**", "b/*.ts"]', "", ("a/**", "b/*.ts")),
        ('applyTo: "**/*.ts,src/**"', "", ("**/*.ts", "src/**")),
        ('applyTo: "**"', "", ()),
        ("globs: a/**\nalwaysApply: true", "", ()),
        ("trigger: always_on\nglobs: a/**", "", ()),
        ("globs:\nalwaysApply: true", "", ()),
        ("globs: *.py", "api", ("api/**/*.py",)),
        ("globs: src/*.py", "api", ("api/src/*.py",)),
        ("globs: api/src/*.py", "api", ("api/src/*.py",)),
        ("name: x", "api", ("api/**",)),
    ],
)
def test_the_file_binds_by_its_head_and_its_directory(
    front: str, home: str, paths: tuple[str, ...]
) -> None:
    source = read_spec("a.md", f"---\n{front}\n---\n- Use x\n".encode(), home)
    assert source.scope == Scope(paths)
    assert read_statements(source)[-1].scope == Scope(paths)


def test_paths_of_a_nested_file_lie_below_it() -> None:
    source = read_spec("api/AGENTS.md", b"- In `src/`, use x\n- Use y\n", "api")
    assert [s.scope.paths for s in read_statements(source)] == [("api/src/**",), ("api/**",)]


@pytest.mark.parametrize(
    ("front", "lines"),
    [
        ("trigger: x\nno key here\n- lost", [3]),
        ("description: >\n  goes on\n  and on\nglobs: a", []),
        ("# comment\nname: x", []),
        ("- first", [2]),
    ],
)
def test_strange_heads_are_told_with_their_line(front: str, lines: list[int]) -> None:
    source = read_spec("a.md", f"---\n{front}\n---\n- Use x\n".encode())
    assert [n.place.line for n in source.notes] == lines
    assert read_statements(source)[-1].text == "Use x"


def test_a_head_that_never_ends_is_text() -> None:
    source = read_spec("a.md", b"---\nglobs: a/**\n\n- Use x\n")
    assert [n.place.line for n in source.notes] == [1]
    assert [s.text for s in read_statements(source)] == ["globs: a/**", "Use x"]


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("trigger: manual", True),
        ("trigger: model_decision", True),
        ("alwaysApply: false", True),
        ("alwaysApply: false\nglobs: a/**", False),
        ("trigger: always_on", False),
        ("name: qa\ndescription: tests", False),
    ],
)
def test_files_read_on_request_are_told(front: str, told: bool) -> None:
    source = read_spec("a.md", f"---\n{front}\n---\n- Use x\n".encode())
    assert any("on request" in note.message for note in source.notes) is told
