"""Rules about testing."""

from agentgen.rules.base import Rule
from agentgen.rules.testing import (
    agent_tests,
    api_tests,
    arrange_act_assert,
    behaviour,
    behaviour_scenarios,
    end_to_end_tests,
    fixtures,
    integration_tests,
    isolation,
    mock_external_dependencies,
    tests_in_ci,
    tests_required,
    unit_tests,
)

RULES: tuple[Rule, ...] = (
    api_tests.RULE,
    arrange_act_assert.RULE,
    behaviour_scenarios.RULE,
    mock_external_dependencies.RULE,
    behaviour.RULE,
    fixtures.RULE,
    isolation.RULE,
    tests_in_ci.RULE,
    tests_required.RULE,
    unit_tests.RULE,
    agent_tests.RULE,
    end_to_end_tests.RULE,
    integration_tests.RULE,
)
