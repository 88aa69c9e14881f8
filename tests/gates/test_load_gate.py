"""The gate that measures latency under load."""

import json
from pathlib import Path

import pytest

from agentgen.gates import load
from agentgen.gates.drivers import load as driver
from agentgen.gates.load import percentile
from agentgen.ir.report import NOTHING, Verdict

APP = """
from fastapi import FastAPI, HTTPException
app = FastAPI()
@app.get("/health")
def health():
    raise RuntimeError
@app.get("/items")
async def items():
    return []
@app.get("/items/{item}")
async def item(item: int):
    return item
@app.get("/mine")
async def mine():
    raise HTTPException(401)
"""
SLOW_ROUTE = """
import asyncio
@app.get("/slow")
async def slow():
    await asyncio.sleep(0.2)
    return []
"""
SLOW = APP + SLOW_ROUTE
FAILING_ROUTE = """
calls = []
@app.get("/falls")
async def falls():
    calls.append(1)
    if len(calls) > 1:
        raise RuntimeError
    return []
"""
FAILING = APP + FAILING_ROUTE


def loaded(repository, app, **params):
    repository.put("shop/main.py", app)
    params = {"max_ms": 150, "users": 2, **params}
    return load.GATE.run(repository.context("latency-limit", seconds=40, **params))


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(load, "_SECONDS", 3.0)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([1.0], 95, 1.0), (list(range(1, 101)), 95, 95), ([3, 1, 2], 50, 2), ([5, 1], 99, 5)],
)
def test_a_percentile_is_the_nearest_rank(values, share, expected):
    assert percentile(values, share) == expected


@pytest.mark.generated
def test_slow_routes_are_found_where_they_are_and_quick_ones_measured(served):
    result = loaded(served, SLOW)
    assert result.verdict is Verdict.FAILED, result
    assert [(f.place.path, f.message.split(" takes")[0]) for f in result.findings] == [
        ("shop/main.py", "`GET /slow`")
    ]
    assert result.findings[0].message.endswith(" ms at p95 with 2 users, 150 allowed")
    figures = dict(result.evidence.figures)
    assert figures["users"] == "2"
    assert {name for name in figures if name.startswith("GET")} == {
        "GET /items p95", "GET /slow p95"
    }  # fmt: skip
    assert result.evidence.examined.endswith("requests to 2 routes")
    assert result.evidence.versions[-1].startswith("agentgen ")


@pytest.mark.generated
def test_a_route_that_fails_under_load_is_found(served):
    result = loaded(served, FAILING, max_ms=30_000)
    assert [f.message.split(" fails ")[0] for f in result.findings] == ["`GET /falls`"]
    assert result.verdict is Verdict.FAILED


@pytest.mark.generated
def test_where_nothing_answers_anybody_nothing_is_proven(served):
    result = loaded(served, APP.replace('"/items"', '"/items/{a}/b"'))
    assert result.verdict is Verdict.UNVERIFIED
    assert "no GET route answers" in result.reason


@pytest.mark.generated
def test_an_application_that_does_not_start_is_unverified(served):
    result = loaded(served, APP + "raise SystemExit\n")
    assert result.verdict is Verdict.UNVERIFIED
    assert "does not start" in result.reason


def test_without_an_application_there_is_nothing_to_examine(repository):
    repository.put("a.py", "x = 1\n")
    result = load.GATE.run(repository.context("latency-limit", max_ms=100))
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, NOTHING)


def test_the_driver_tells_of_a_server_that_is_not_there(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["load.py", "127.0.0.1", "9", "2", "0.05", "/a"])
    driver.main()
    told = json.loads(capsys.readouterr().out)
    assert told["/a"]["times"] == []
    assert told["/a"]["failed"] > 0
    assert Path(driver.__file__).name == "load.py"
