"""Which settings a gate is run under, and when it applies."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agentgen.codebase import build_codebase
from agentgen.commands.check_gates import run_gates
from agentgen.diagnostics import Place
from agentgen.gates.base import Gate, Parts
from agentgen.ir.policy import RuleSetting
from agentgen.ir.report import Verdict


def gate(**more):
    def measure(context):
        parts = Parts("speed", context.setting)
        parts.examined.append("1 thing")
        parts.figures += [(name, str(s.params["max"])) for name, s in context.asked.items()]
        for setting in context.asked.values():
            parts.found("a.py", 1, "too slow", under=setting)
        return parts.result(0)

    return Gate("speed", "Fast", lambda _: None, measure, {}, (), **more)


def setting(rule, line, paths=()):
    return RuleSetting(rule, {"max": line}, Place("A.md", line), f"line {line}", paths=paths)


def run(one, *settings):
    (outcome,) = run_gates([one], Path(), build_codebase({}), settings, 1)
    return outcome


def test_a_gate_stands_under_the_line_of_the_rule_that_it_verifies():
    narrow, wide = setting("latency", 4, ("app/**",)), setting("latency", 9)
    outcome = run(gate(verifies=("latency", "memory")), narrow, wide, setting("other", 7))
    assert outcome.verdict is Verdict.FAILED
    assert (outcome.spec, outcome.spec_text) == (Place("A.md", 9), "line 9")
    assert outcome.findings[0].spec == Place("A.md", 9)
    assert outcome.evidence.figures == (("latency", "9"),)


def test_its_own_line_comes_first():
    outcome = run(gate(verifies=("latency",)), setting("latency", 4), setting("speed", 5))
    assert outcome.spec == Place("A.md", 5)
    assert outcome.findings[0].spec == Place("A.md", 4)


def test_without_any_line_it_stands_alone():
    outcome = run(gate(verifies=("latency",)))
    assert outcome.verdict is Verdict.PASSED
    assert outcome.spec is None


@pytest.mark.parametrize(
    ("more", "rules", "applies"),
    [
        ({}, set(), True),
        ({"on_demand": True}, set(), False),
        ({"needs_threshold": True}, set(), False),
        ({"on_demand": True}, {"speed"}, True),
        ({"on_demand": True, "verifies": ("latency",)}, {"latency"}, True),
        ({"on_demand": True, "verifies": ("latency",)}, {"other"}, False),
    ],
)
def test_a_gate_on_demand_runs_where_a_line_asks_for_it(more, rules, applies):
    assert gate(**more).applies(rules) is applies


def test_evidence_says_when_it_was_taken():
    began = datetime.fromisoformat(run(gate()).evidence.at)
    assert timedelta() <= datetime.now(UTC) - began < timedelta(minutes=5)
