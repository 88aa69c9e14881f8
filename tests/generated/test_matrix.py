"""Every role on every real contract: generated, linted, typed, tested, checked, served."""

import json
from pathlib import Path

import pytest

from agentgen.commands.check import CheckRequest, check, exit_code
from agentgen.commands.new import NewReport, NewRequest, new
from tests.generated.environment import contract
from tests.generated.server import Server, call, prefix_of, token_of
from tests.slicing import sliced

ROLES = (
    "coding-agent",
    "fullstack-engineer",
    "backend-coder",
    "backend-expert",
    "agentic-backend",
)
CONTRACTS = (
    "conduit/openapi.yml",
    "openapi/petstore-3.0.json",
    "openapi/petstore-3.1.json",
    "openapi/train-travel.yaml",
)
SPOTIFY, GITHUB = "openapi/spotify-fixed.yml", "openapi/github-rest.json"
GAPS = {
    (role, f"openapi/petstore-{version}.json"): {"restful-design"}
    for role in ("coding-agent", "fullstack-engineer", "backend-expert")
    for version in ("3.0", "3.1")
}
"""Demands that a contract itself breaks: the petstore's paths name actions."""
GAPS["agentic-backend", GITHUB] = {
    "authentication", "class-length", "column-names", "file-length", "jwt", "pagination"
}  # fmt: skip
"""GitHub's contract has no security scheme, objects of 100 properties, durations without unit;
lists that are left to people have no limit yet."""
PAIRS = [(role, name) for role in ROLES for name in CONTRACTS]
PAIRS += [("backend-expert", SPOTIFY), ("agentic-backend", GITHUB)]
SAMPLE = 100
"""Operations of GitHub's 1,223 that are generated here: the whole takes an hour to test."""

pytestmark = pytest.mark.generated


@pytest.fixture(params=PAIRS, ids=lambda pair: f"{pair[0]}-{Path(pair[1]).stem}")
def made(request: pytest.FixtureRequest, tmp_path: Path) -> NewReport:
    role, name = request.param
    source = contract(name)
    if name == GITHUB:
        part = sliced(json.loads(source.read_text("utf-8")), SAMPLE)
        source = tmp_path / "github.json"
        source.write_text(json.dumps(part), "utf-8")
    return new(NewRequest("product", tmp_path, roles=(role,), openapi=source))


def test_it_is_clean_and_its_tests_pass(made: NewReport, request: pytest.FixtureRequest) -> None:
    root = made.target
    call("ruff", "check", "--isolated", "--no-cache", ".", cwd=root)
    call("ruff", "check", "--no-cache", ".", cwd=root)
    call("ruff", "format", "--check", "--no-cache", ".", cwd=root)
    call("black", "--check", "--quiet", ".", cwd=root)
    call("mypy", cwd=root)
    call("lint-imports", cwd=root)
    call("python", "-m", "pytest", "-q", cwd=root)  # its own settings demand the coverage
    coverage = json.loads((root / ".agentgen/route-coverage.json").read_text())
    assert len(coverage["covered"]) >= 0.95 * len(coverage["routes"])
    assert len(coverage["routes"]) == sum(made.behaviours.values())
    report = check(CheckRequest(root, gates=()))
    findings = [f"{f.place}: {f.message}" for o in report.outcomes for f in o.findings]
    broken = {o.id for o in report.outcomes if o.findings}
    assert broken == GAPS.get(request.node.callspec.params["made"], set()), "\n".join(findings)
    assert exit_code(report) == (1 if broken else 0)


@pytest.mark.parametrize("role", ROLES)
def test_articles_live_over_http(role: str, tmp_path: Path) -> None:
    source = contract("conduit/openapi.yml")
    root = new(NewRequest("conduit", tmp_path, roles=(role,), openapi=source)).target
    api = prefix_of(root)
    with Server(root) as server:
        user = {"username": "ann", "email": "ann@example.com", "password": "correct horse"}
        status, account = server.ask("POST", f"{api}/users", {"user": user})
        assert status == 201
        token = account["user"]["token"]
        article = {"title": "A title", "description": "d", "body": "b", "tagList": ["red"]}
        assert server.ask("POST", f"{api}/articles", {"article": article})[0] == 401
        status, created = server.ask("POST", f"{api}/articles", {"article": article}, token)
        assert status == 201
        slug = created["article"]["slug"]
        assert created["article"]["author"]["username"] == "ann"
        assert server.ask("GET", f"{api}/articles/{slug}")[1] == created
        assert server.ask("GET", f"{api}/tags")[1] == {"tags": ["red"]}
        assert server.ask("GET", f"{api}/articles?tag=red")[1]["articlesCount"] == 1
        assert server.ask("GET", f"{api}/articles?tag=blue")[1]["articlesCount"] == 0
        change = {"article": {"title": "Another"}}
        assert server.ask("PUT", f"{api}/articles/{slug}", change, token)[0] == 200
        assert server.ask("GET", f"{api}/articles/{slug}")[1]["article"]["title"] == "Another"
        assert server.ask("DELETE", f"{api}/articles/{slug}", token=token)[0] == 204
        assert server.ask("GET", f"{api}/articles/{slug}")[0] == 404
        assert server.ask("GET", f"{api}/tags")[1] == {"tags": []}


@pytest.mark.parametrize("role", ROLES)
def test_pets_live_over_http(role: str, tmp_path: Path) -> None:
    source = contract("openapi/petstore-3.0.json")
    root = new(NewRequest("pets", tmp_path, roles=(role,), openapi=source)).target
    api, token = prefix_of(root), token_of(root)
    pet = {"name": "Rex", "photoUrls": ["https://example.com/rex.png"], "status": "available"}
    with Server(root) as server:
        status, made = server.ask("POST", f"{api}/pet", pet, token)
        assert status == 201
        path = f"{api}/pet/{made['id']}"
        assert server.ask("GET", path, token=token)[1]["name"] == "Rex"
        found = server.ask("GET", f"{api}/pet/findByStatus?status=available", token=token)[1]
        assert [p["name"] for p in found] == ["Rex"]
        assert server.ask("PUT", f"{api}/pet", {**made, "name": "Max"}, token)[0] == 200
        assert server.ask("GET", path, token=token)[1]["name"] == "Max"
        assert server.ask("DELETE", path, token=token)[0] == 204
        assert server.ask("GET", path, token=token)[0] == 404
        assert server.ask("GET", path)[0] == 401
