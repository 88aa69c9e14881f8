"""Gates that start the application: probes of its answers, and the contract that it serves."""

import pytest
from tests.generated.environment import backend_bin

from agentgen.codebase import build_codebase
from agentgen.diagnostics import Place
from agentgen.gates import contract, probes
from agentgen.gates.base import GateContext
from agentgen.gates.server import app_target
from agentgen.ir.report import Verdict

APP = """
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
app = FastAPI()
class Item(BaseModel):
    name: str
@app.get("/health")
def health():
    return {"ok": True}
@app.post("/items")
def add(item: Item):
    return item
"""
HANDLED = """
@app.exception_handler(HTTPException)
async def told(request: Request, error: HTTPException):
    return JSONResponse({"code": "x", "message": "y"}, error.status_code)
@app.exception_handler(RequestValidationError)
async def invalid(request: Request, error: RequestValidationError):
    return JSONResponse({"code": "x", "message": "y", "details": []}, 422)
@app.middleware("http")
async def protect(request: Request, call_next):
    answer = await call_next(request)
    answer.headers["X-Frame-Options"] = "DENY"
    return answer
"""
CORS = """
from fastapi.middleware.cors import CORSMiddleware
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
"""
CONTRACT = """openapi: 3.1.0
paths:
  /health:
    get: {responses: {"200": {description: fine}}}
  /items:
    post:
      requestBody: {content: {}}
      responses: {"200": {description: fine}, "422": {description: bad}}
"""


def probe(repository, app, **rules):
    repository.put("shop/main.py", app)
    return probes.GATE.run(repository.asking(**rules))


@pytest.mark.generated
def test_a_sound_application_passes_with_evidence(served):
    result = probe(
        served,
        APP + HANDLED,
        health_endpoints={"paths": ("/health",)},
        consistent_errors={},
        security_headers={"headers": ("x-frame-options", "cors")},
    )
    assert result.verdict is Verdict.PASSED, result
    assert result.evidence.commands == ("uvicorn shop.main:app",)
    assert result.evidence.examined == "3 answers"
    assert ("GET /health", "200") in result.evidence.figures
    assert ("error 422", "422") in result.evidence.figures


@pytest.mark.generated
def test_what_is_amiss_is_found_under_the_line_that_asks_for_it(served):
    result = probe(
        served,
        APP + CORS,
        health_endpoints={"paths": ("/health/ready",)},
        consistent_errors={},
        security_headers={"headers": ("hsts",)},
    )
    found = {f.spec.line: f.message for f in result.findings}
    assert found[11] == "`GET /health/ready` answers 404 on a new database"
    assert "errors differ" in found[12]
    assert any("have no `strict-transport-security`" in f.message for f in result.findings)
    assert any("every origin" in f.message and f.spec.line == 13 for f in result.findings)


@pytest.mark.generated
def test_an_application_that_does_not_start_is_unverified(served):
    result = probe(served, APP + "\nraise RuntimeError('no disk')\n", health_endpoints={})
    assert result.verdict is Verdict.UNVERIFIED
    assert "does not start" in result.reason
    assert "no disk" in result.reason


@pytest.mark.generated
def test_an_application_with_its_own_database_is_not_started(served):
    other = served.root / "precious.db"
    connect = (
        f"\nfrom sqlalchemy import create_engine\ncreate_engine('sqlite:///{other}').connect()\n"
    )
    result = probe(served, APP + connect, health_endpoints={})
    assert result.verdict is Verdict.UNVERIFIED
    assert "database of its own" in result.reason
    assert not other.exists()


def test_without_an_application_there_is_nothing_to_examine(repository):
    result = probe(repository, "x = 1\n", health_endpoints={})
    assert result.reason == "there is nothing to examine"


def test_a_missing_environment_is_unverified(repository):
    result = probe(repository, APP, health_endpoints={})
    assert result.verdict is Verdict.UNVERIFIED
    assert "is not installed" in result.reason


def test_an_environment_that_cannot_be_started_is_unverified(repository):
    repository.put(".venv/bin/python", "not executable")
    result = probe(repository, APP, health_endpoints={})
    assert result.verdict is Verdict.UNVERIFIED
    assert "cannot be started" in result.reason


def test_an_environment_without_uvicorn_is_unverified(repository):
    repository.script(".venv/bin/python", "#!/bin/sh\necho 'No module named uvicorn'; exit 1\n")
    result = probe(repository, APP, health_endpoints={})
    assert result.verdict is Verdict.UNVERIFIED
    assert "uvicorn is not installed" in result.reason


@pytest.mark.parametrize(
    ("files", "target"),
    [
        (
            {"app/main.py": "from fastapi import FastAPI\napp = FastAPI()\n"},
            ("app.main:app", False),
        ),
        (
            {
                "backend/pyproject.toml": "",
                "backend/src/shop/web.py": "from fastapi import FastAPI\n"
                "def make():\n    api = FastAPI()\n    return api\n",
            },
            ("shop.web:make", True),
        ),
        ({"tests/conftest.py": "from fastapi import FastAPI\napp = FastAPI()\n"}, None),
    ],
)
def test_the_application_is_found(tmp_path, files, target):
    assert app_target(GateContext(tmp_path, build_codebase(files))) == target


def compare(repository, text, app=APP):
    repository.put("shop/main.py", app)
    repository.put("openapi.yaml", text)
    return contract.GATE.run(repository.asking(contract_endpoints={}))


@pytest.mark.generated
def test_a_kept_contract_passes(served):
    result = compare(served, CONTRACT)
    assert result.verdict is Verdict.PASSED, result
    assert result.evidence.examined == "2 operations"
    assert any("not installed" in told for name, told in result.evidence.figures)


@pytest.mark.generated
def test_every_difference_is_found_at_its_line(served):
    text = CONTRACT.replace("/health:", "/alive:").replace('"422"', '"409"')
    result = compare(served, text)
    assert [(f.place, f.message) for f in result.findings] == [
        (Place("openapi.yaml", 3), "`GET /alive` is not served"),
        (Place("openapi.yaml", 5), "`POST /items` does not say that it answers 409"),
        (Place("openapi.yaml", 1), "`GET /health` is served, and the contract does not know it"),
    ]
    assert {f.spec for f in result.findings} == {Place("AGENTS.md", 11)}


@pytest.mark.generated
def test_an_application_that_hides_its_document_is_unverified(served):
    result = compare(served, CONTRACT, APP.replace("FastAPI()", "FastAPI(openapi_url=None)"))
    assert result.verdict is Verdict.UNVERIFIED
    assert "serves no OpenAPI document" in result.reason


def test_a_contract_that_cannot_be_read_is_unverified(repository):
    result = compare(repository, "a: [")
    assert result.verdict is Verdict.UNVERIFIED
    assert "cannot be read" in result.reason


JUNIT = """<testsuites><testsuite><testcase name="GET /health"/><testcase name="POST /items">
<failure message="ST101">1. Test Case ID: x

- Server error: 500</failure></testcase></testsuite></testsuites>"""


def with_schemathesis(repository, shell, code):
    """The shared environment behind scripts, with a recorded Schemathesis beside it."""
    python = backend_bin() / "python"
    repository.put("pyproject.toml", "[project]\nname = 'shop'\n")
    repository.put("junit.xml", JUNIT)
    repository.script(".venv/bin/python", f'#!/bin/sh\nexec {python} "$@"\n')
    repository.script(
        ".venv/bin/schemathesis",
        f'#!/bin/sh\n[ "$1" = --version ] && echo Schemathesis 4.1.0 && exit 0\n{shell}\n'
        f"exit {code}\n",
    )
    return compare(repository, CONTRACT)


@pytest.mark.generated
def test_failures_of_schemathesis_are_findings(repository):
    copy = f'for last; do :; done; cp "{repository.root}/junit.xml" "$last"'
    result = with_schemathesis(repository, copy, 1)
    assert [f.message for f in result.findings] == [
        "schemathesis: POST /items: 1. Test Case ID: x | - Server error: 500 | ST101"
    ]
    assert ("schemathesis", "2 operations tried") in result.evidence.figures
    assert "schemathesis 4.1.0" in result.evidence.versions


@pytest.mark.generated
def test_a_crash_of_schemathesis_is_unverified(repository):
    result = with_schemathesis(repository, "echo boom", 2)
    assert result.verdict is Verdict.UNVERIFIED
    assert "schemathesis failed: boom" in result.reason
