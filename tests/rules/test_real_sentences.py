"""Sentences of real specs: labelled ones where they are at hand, hostile ones everywhere."""

import csv
import time
from pathlib import Path

import pytest

from agentgen.diagnostics import Place
from agentgen.gates.registry import GATES
from agentgen.ir.policy import Modality, Statement
from agentgen.rules.registry import RULES

LABELLED = Path(__file__).parents[3] / "shared" / "rules.csv"
MODALITY = {"never": Modality.NEVER, "ex": Modality.EXAMPLE, "should": Modality.SHOULD}
EXPECTED = {
    "000-008": ("no-untyped-js", {}),
    "000-010": ("layer-imports", {}),
    "000-021": ("functional-components", {}),
    "000-028": ("no-any", {}),
    "000-043": ("async-routes", {}),
    "000-046": ("route-versioning", {"prefix": "/api/v1"}),
    "000-078": ("hard-coded-secrets", {}),
    "002-250": ("route-coverage", {"min": 95.0}),
    "002-251": ("tests", {"lines": 90.0}),
    "002-271": ("route-tests", {}),
    "002-282": ("contract-endpoints", {}),
    "002-297": ("lint", {"black": True}),
    "003-345": ("function-length", {"max": 30}),
    "003-360": ("route-versioning", {"prefix": "/api/v1"}),
    "003-372": ("no-sql-concatenation", {}),
    "003-390": ("no-console-log", {}),
    "003-397": ("route-tests", {}),
    "003-400": ("tests", {"business": 80.0}),
    "003-408": ("typed-signatures", {}),
    "003-409": ("docstrings", {"scope": "public", "kinds": ("function",)}),
    "003-426": ("no-untyped-js", {}),
    "003-427": ("layer-imports", {}),
    "003-430": ("no-select-star", {}),
    "003-432": ("no-todo-error-handling", {}),
    "004-453": ("file-length", {"max": 1000}),
    "004-455": ("function-length", {"max": 49}),
    "004-456": ("class-length", {"max": 99}),
    "004-483": ("line-length", {"max": 100}),
    "004-616": ("tests", {}),
}


def recognised(text, modality=Modality.MUST):
    statement = Statement("s", text, Place("AGENTS.md"), (), modality)
    found = {r.id: r.recognise(statement) for r in (*RULES, *GATES)}
    return {name: params for name, params in found.items() if params is not None}


@pytest.fixture(scope="module")
def labelled():
    if not LABELLED.is_file():
        pytest.skip("the labelled specs are not at hand")
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("row_id", EXPECTED)
def test_labelled_sentences_are_recognised(labelled, row_id):
    row = labelled[row_id]
    rule, params = EXPECTED[row_id]
    found = recognised(row["quote"].strip('"'), MODALITY.get(row["modality"], Modality.MUST))
    assert found[rule] == params


def test_roles_identities_and_processes_switch_nothing_on(labelled):
    kinds = ("role", "process", "meta")
    linted = ("process.lint",)
    rows = [r for r in labelled.values() if r["kind_top"] in kinds and r["kind"] not in linted]
    assert rows
    wrong = {r["id"]: f for r in rows if (f := recognised(r["quote"].strip('"')))}
    assert len(wrong) <= len(rows) // 20, wrong


@pytest.mark.parametrize(
    "word",
    ["all tests ", "every route ", "never print ", "10 lines ", "90 % ", "skip errors ", "a", "`*"],
)
def test_hostile_lines_cost_little(word):
    start = time.process_time()
    recognised(word * 20_000)
    assert time.process_time() - start < 2
