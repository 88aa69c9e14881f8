"""Endpoints against those of a revision, in reports."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from agentgen.commands.check import CheckRequest, check
from agentgen.errors import AgentgenError
from agentgen.ir.endpoints import EndpointChanges
from agentgen.report.json import render_json, schema_text
from agentgen.report.markdown import render_markdown

APP = """from fastapi import FastAPI

app = FastAPI()


@app.get("/pens")
async def list_pens() -> list[str]:
    return []


@app.get("/cups")
async def list_cups() -> list[str]:
    return ["a"]
"""


def git(root: Path, *words: str) -> None:
    identity = ("-c", "user.name=Ada Example", "-c", "user.email=ada@example.com")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture(params=["", "backend"])
def shop(request, tmp_path: Path) -> Path:
    """A committed repository; the root that is checked may be a folder of it."""
    root = tmp_path / request.param
    root.mkdir(exist_ok=True)
    (root / "AGENTS.md").write_text("- No print statements\n")
    (root / "app.py").write_text(APP)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Begin")
    return root


def test_endpoints_are_compared_with_those_of_a_revision(shop):
    text = APP.replace('["a"]', '["b"]').replace('"/pens"', '"/pencils"')
    (shop / "app.py").write_text(f"import os\n{text}")
    (shop / "more.py").write_text("from app import app\n\n@app.post('/bags')\ndef add(): ...\n")
    report = check(CheckRequest(shop, base="HEAD"))
    assert report.endpoints == EndpointChanges(
        "HEAD", ("GET /pencils", "POST /bags"), ("GET /cups",), ("GET /pens",)
    )
    told = render_markdown(report)
    assert "endpoints added (2): <code>GET /pencils</code>, <code>POST /bags</code>" in told
    assert "endpoints changed (1): <code>GET /cups</code>" in told
    assert "endpoints removed (1): <code>GET /pens</code>" in told
    jsonschema.validate(json.loads(render_json(report)), json.loads(schema_text()))
    assert json.loads(render_json(report))["endpoints"]["removed"] == ["GET /pens"]


def test_nothing_is_told_of_what_stays(shop):
    (shop / "app.py").write_text(f"# moved down\n{APP}")
    report = check(CheckRequest(shop, base="HEAD"))
    assert report.endpoints == EndpointChanges("HEAD")
    assert "no endpoint differs from <code>HEAD</code>" in render_markdown(report)
    assert check(CheckRequest(shop)).endpoints is None


def test_an_unknown_revision_is_explained(shop):
    with pytest.raises(AgentgenError, match="git can't tell"):
        check(CheckRequest(shop, base="nowhere"))
