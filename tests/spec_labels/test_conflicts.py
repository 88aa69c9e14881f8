"""Every labelled conflict of the seeds is reported, or resolved as its label says."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from agentgen.commands.recognizers import all_recognizers
from agentgen.ir.policy import Policy
from agentgen.spec.compile import compile_specs
from tests.spec_labels.scoring import HERE, SHARED

EXPECTED = yaml.safe_load((HERE / "conflicts.yaml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled specs are not at hand")


@pytest.fixture(scope="module")
def policy() -> Policy:
    files = sorted((SHARED / "seeds").glob("*.txt"))
    specs = [(path.name[:3], path.read_bytes()) for path in files]
    return compile_specs(specs, all_recognizers())


def test_every_labelled_conflict_is_expected_here():
    with Path(SHARED / "conflicts.csv").open(encoding="utf-8", newline="") as file:
        assert [row["topic"] for row in csv.DictReader(file)] == list(EXPECTED)


@pytest.mark.parametrize("topic", [t for t, e in EXPECTED.items() if "reported" in e])
def test_it_is_reported_with_both_sides(policy, topic):
    wanted = EXPECTED[topic]
    sides = [
        {side.place.path for side in conflict.sides}
        for conflict in policy.conflicts
        if conflict.topic == wanted["reported"]
    ]
    assert any(set(wanted["between"]) <= files for files in sides), sides


@pytest.mark.parametrize("topic", [t for t, e in EXPECTED.items() if "taken" in e])
def test_it_is_resolved_with_provenance(policy, topic):
    for key, value in EXPECTED[topic]["taken"].items():
        decision = policy.decisions.get(key)
        setting = policy.setting(key)
        assert decision or setting, key
        if decision:
            assert decision.value == value
            assert decision.place.line
        elif setting:
            assert _holds(setting.params, value)
            assert setting.place.line


def _holds(params: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    for key, value in wanted.items():
        held = params[key]
        if isinstance(value, list):
            assert isinstance(held, tuple)
            if not set(value) <= set(held):
                return False
        elif held != value:
            return False
    return True
