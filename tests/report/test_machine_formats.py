"""The formats that other programs read, against their schemas."""

import json

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from tests.checking import SHOP
from tests.generated.environment import ROOT, require
from tests.reporting import full_report, outcome

from agentgen.commands.check import CheckRequest, check
from agentgen.ir.report import Report, Verdict
from agentgen.report.formats import Format, format_of, render
from agentgen.report.json import schema_text

SARIF = ".cache/sarif/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
BARE = Report("r", "1", (), (outcome(findings=(), verdict=Verdict.PASSED, spec=None),))


@pytest.fixture(params=["full", "bare", "shop"])
def report(request):
    made = {"full": full_report, "bare": lambda: BARE, "shop": lambda: check(CheckRequest(SHOP))}
    return made[request.param]()


def test_sarif_keeps_its_official_schema(report):
    schema = json.loads(require(ROOT / SARIF, "the schema of SARIF").read_text("utf-8"))
    document = json.loads(render(report, Format.SARIF))
    assert [e.message for e in Draft4Validator(schema).iter_errors(document)] == []


def test_json_keeps_the_schema_that_is_published(report):
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    document = json.loads(render(report, Format.JSON))
    assert [e.message for e in Draft202012Validator(schema).iter_errors(document)] == []


def test_sarif_tells_new_accepted_and_suppressed_results_apart():
    (run,) = json.loads(render(full_report(), Format.SARIF))["runs"]
    told = [(r["baselineState"], r.get("suppressions")) for r in run["results"]]
    in_source = [{"kind": "inSource", "status": "accepted"}]
    justification = "old importer; owner payments; until 2027-03-31"
    accepted = [{"kind": "external", "status": "accepted", "justification": justification}]
    assert told == [
        ("new", None),
        ("unchanged", in_source),
        ("unchanged", accepted),
        ("unchanged", accepted),
        ("unchanged", in_source),
        ("new", None),
    ]
    marks = [r["partialFingerprints"]["agentgen/v2"] for r in run["results"]]
    assert len(set(marks)) == len(marks)


def test_sarif_has_no_baseline_state_without_a_baseline():
    (run,) = json.loads(render(full_report(baseline=None), Format.SARIF))["runs"]
    assert not any("baselineState" in r for r in run["results"])


def test_json_tells_what_became_of_each_line_and_of_the_baseline():
    data = json.loads(render(full_report(), Format.JSON))
    assert [(x["line"], x["standing"], x["rules"]) for x in data["lines"]][:2] == [
        (3, "failed", ["function-length"]),
        (4, "baselined", ["no-any"]),
    ]
    assert data["summary"]["lines"]["unverified"] == 2
    assert data["baseline"]["held"][0]["expires"] == "2027-03-31"
    assert [o["fails"] for o in data["outcomes"]] == [True, False, True, False, True]


def test_rdjson_places_findings_and_gates_without_evidence():
    data = json.loads(render(full_report(), Format.RDJSON))
    assert data["source"]["name"] == "agentgen"
    first, second, third = data["diagnostics"]
    assert first["location"] == {
        "path": "app/a b.py",
        "range": {"start": {"line": 12, "column": 1}},
    }
    assert (first["severity"], first["code"]) == ("ERROR", {"value": "function-length"})
    assert "[AGENTS.md:3: Max 30 lines]\nsplit it" in first["message"]
    assert second["code"]["value"] == "function-length"
    assert third["location"]["path"] == "AGENTS.md"
    assert "unverified: mypy" in third["message"]


def test_github_ends_with_the_counts_and_the_trend():
    *_, counts, trend = render(full_report(), Format.GITHUB).splitlines()
    assert counts == "1 passed, 2 failed, 1 unverified, 1 baselined"
    assert trend.startswith("trend: agentgen-baseline.json: 2 accepted, 1 gone, 2 new")


@pytest.mark.parametrize(
    ("suffix", "form"), [(".SARIF", Format.SARIF), (".xml", Format.JUNIT), (".txt", None)]
)
def test_a_suffix_stands_for_a_format(suffix, form):
    assert format_of(suffix) is form
