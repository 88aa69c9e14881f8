"""A contract changes: the repository follows, its people's edits and its rows stay."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from agentgen.commands.check import CheckRequest, check, exit_code
from agentgen.commands.new import NewRequest, new
from agentgen.commands.update import UpdateRequest, update
from agentgen.process import run
from tests.generated.environment import backend_bin, backend_environment, contract, postgresql

pytestmark = pytest.mark.generated

ROWS = """
import asyncio, sys
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

NOW = "'2026-01-01 10:00:00'"
INSERTS = (
    "INSERT INTO users (email, username, bio, image, password_hash) "
    "VALUES ('a@example.com', 'ada', '', '', 'x'), ('b@example.com', 'bob', '', '', 'x')",
    "INSERT INTO articles (slug, title, description, body, tag_list, created_at, updated_at,"
    " author_id) SELECT 'post-' || username, username, 'about', 'text', '[]', "
    f"{NOW}, {NOW}, user_id FROM users",
    "INSERT INTO comments (created_at, updated_at, body, author_id, article_id) "
    f"SELECT {NOW}, {NOW}, 'fine', author_id, article_id FROM articles",
)
SHOWN = {
    "before": "SELECT title, description FROM articles ORDER BY title",
    "after": "SELECT title, minutes, subtitle, (SELECT count(*) FROM comments c "
    "WHERE c.article_id = a.article_id AND c.stars = 5) FROM articles a ORDER BY title",
}

async def main(url, what):
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        if what == "fill":
            for insert in INSERTS:
                await connection.execute(text(insert))
        else:
            for row in await connection.execute(text(SHOWN[what])):
                print(*row, sep="|")
    await engine.dispose()

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/data.db"
        return
    with postgresql() as address:
        yield address


def next_contract(place: Path) -> Path:
    """Conduit with what a product asks for next."""
    document: dict[str, Any] = yaml.safe_load(contract("conduit/openapi.yml").read_text("utf-8"))
    schemas = document["components"]["schemas"]
    for schema in _articles(document):
        del schema["properties"]["description"]
        schema["properties"]["minutes"] = {"type": "integer", "minimum": 2}
        schema["properties"]["subtitle"] = {"type": "string", "maxLength": 80}
        if "required" in schema:
            schema["required"] = [n for n in schema["required"] if n != "description"] + ["minutes"]
    schemas["Comment"]["properties"]["stars"] = {"type": "integer", "default": 5}
    schemas["Comment"]["required"].append("stars")
    schemas["NewComment"]["properties"]["stars"] = {"type": "integer", "default": 5}
    shelf = {"title": {"type": "string", "maxLength": 40}, "note": {"type": "string"}}
    schemas["NewShelf"] = {"type": "object", "required": ["title"], "properties": shelf}
    schemas["Shelf"] = {
        "type": "object",
        "required": ["id", "title"],
        "properties": {"id": {"type": "integer"}, **shelf},
    }
    one, many = ({"$ref": "#/components/schemas/Shelf"} for _ in range(2))
    document["paths"]["/shelves"] = {
        "get": _operation("listShelves", {"type": "array", "items": many}),
        "post": {**_operation("createShelf", one, "201"), "requestBody": {
            "required": True, "content": _content({"$ref": "#/components/schemas/NewShelf"}),
        }},
    }  # fmt: skip
    file = place / "next.yaml"
    file.write_text(yaml.safe_dump(document, sort_keys=False), "utf-8")
    return file


def _articles(node: Any) -> Iterator[dict[str, Any]]:
    """Schemas of articles, wherever they stand."""
    if isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict) and {"title", "description"} <= properties.keys():
            yield node
    for inner in node.values() if isinstance(node, dict) else node:
        if isinstance(inner, dict | list):
            yield from _articles(inner)


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _operation(name: str, schema: dict[str, Any], status: str = "200") -> dict[str, Any]:
    answer = {"description": "Done.", "content": _content(schema)}
    return {"operationId": name, "tags": ["Shelves"], "responses": {status: answer}}


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    done = subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Program:
    """Programs of the shared environment, in one repository, on one database."""

    def __init__(self, root: Path, url: str) -> None:
        self.root, self.url = root, url

    def __call__(self, *command: str, on_database: bool = True) -> str:
        more = {"DATABASE_URL": self.url} if on_database else {}
        env = {**backend_environment(), **more}
        program = str(backend_bin() / command[0])
        done = run([program, *command[1:]], cwd=self.root, env=env, seconds=400)
        assert done.ok, done.output[-6000:]
        return done.output


def test_rows_and_edits_survive_a_change_of_the_contract(url: str, tmp_path: Path) -> None:
    source = contract("conduit/openapi.yml")
    root = new(NewRequest("conduit", tmp_path, roles=("coding-agent",), openapi=source)).target
    call, rows = Program(root, url), tmp_path / "rows.py"
    rows.write_text(ROWS)
    call("alembic", "upgrade", "head")
    call("python", str(rows), url, "fill")
    service = next(root.glob("**/articles/service.py"))
    by_hand = "MOST_TITLES = 7  # by hand\n"
    service.write_text(service.read_text("utf-8") + f"\n\n{by_hand}", "utf-8")
    git(root, "commit", "--all", "--quiet", "--message", "Edit a service")
    first = (root / "migrations/versions/0001_initial.py").read_bytes()

    report = update(UpdateRequest(root, openapi=next_contract(tmp_path)))

    assert report.merged is not None
    assert report.merged.conflicts == ()
    assert (root / "migrations/versions/0001_initial.py").read_bytes() == first
    assert service.read_text("utf-8").endswith(by_hand)
    call("alembic", "upgrade", "head")
    call("alembic", "check")
    assert call("python", str(rows), url, "after").splitlines() == ["ada|2|None|1", "bob|2|None|1"]
    call("alembic", "downgrade", "0001")
    assert call("python", str(rows), url, "before").splitlines() == ["ada|", "bob|"]
    call("alembic", "upgrade", "head")
    call("alembic", "check")
    call("alembic", "downgrade", "base")


def test_an_updated_repository_passes_its_own_checks(tmp_path: Path) -> None:
    source = contract("conduit/openapi.yml")
    root = new(NewRequest("conduit", tmp_path, roles=("coding-agent",), openapi=source)).target
    update(UpdateRequest(root, openapi=next_contract(tmp_path)))
    call = Program(root, "")
    call("ruff", "check", "--no-cache", ".", on_database=False)
    call("ruff", "format", "--check", "--no-cache", ".", on_database=False)
    call("black", "--check", "--quiet", ".", on_database=False)
    call("mypy", on_database=False)
    call("lint-imports", on_database=False)
    call("python", "-m", "pytest", "-q", on_database=False)
    coverage = json.loads((root / ".agentgen/route-coverage.json").read_text())
    assert any("/shelves" in str(route) for route in coverage["covered"])
    report = check(CheckRequest(root, gates=()))
    assert exit_code(report) == 0, [str(f.message) for o in report.outcomes for f in o.findings]
