"""All gates, by hand: nothing registers itself."""

from agentgen.gates import lint, route_coverage, tests, types
from agentgen.gates.base import Gate

GATES: tuple[Gate, ...] = (lint.GATE, types.GATE, tests.GATE, route_coverage.GATE)
