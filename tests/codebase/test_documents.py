"""Configuration and containers, read as data."""

from agentgen.codebase.containers import compose_services, dockerfiles
from agentgen.codebase.documents import documents, inside, line_of, read_document


def test_json_may_hold_comments_and_trailing_commas():
    text = '{\n  // strict\n  "url": "https://a.b/*c*/", /* x */\n  "strict": true,\n}'
    assert read_document("tsconfig.json", text) == {"url": "https://a.b/*c*/", "strict": True}


def test_what_cannot_be_read_is_no_document():
    texts = {"a/pyproject.toml": "[", "package.json": "[1]", "ruff.toml": "line-length = 3"}
    found = dict(documents(texts, "pyproject.toml", "*.json", "ruff.toml"))
    assert found == {"ruff.toml": {"line-length": 3}}


def test_values_and_lines_are_found():
    assert inside({"a": {"b": 3}}, "a", "b") == 3
    assert inside({"a": [1]}, "a", "b") is None
    assert (line_of("x\ny: 1\n", "y"), line_of("x", "y")) == (2, 1)


def test_instructions_of_a_dockerfile_go_over_lines_and_stages():
    text = "FROM node:20 AS web\n# a comment\nRUN a \\\n  && b\n\nFROM python:3.12\nuser app\n"
    ((path, found),) = dockerfiles({"deploy/Dockerfile": text, "src/a.py": "FROM x"})
    assert path == "deploy/Dockerfile"
    assert [(i.keyword, i.line, i.stage) for i in found] == [
        ("FROM", 1, 1), ("RUN", 3, 1), ("FROM", 6, 2), ("USER", 7, 2),
    ]  # fmt: skip
    assert found[1].value == "a    && b"


def test_services_of_compose_files():
    text = "services:\n  db:\n    image: postgres:15\n  web:\n    build: .\n"
    found = compose_services({"compose.yaml": text, "other.yaml": text})
    assert [(s.name, s.image, s.line) for s in found] == [("db", "postgres:15", 2), ("web", "", 4)]
