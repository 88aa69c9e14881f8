"""All gates, by hand: nothing registers itself."""

from agentgen.gates import (
    axe,
    contract,
    lint,
    load,
    migrations,
    probes,
    route_coverage,
    security,
    tests,
    types,
)
from agentgen.gates.base import Gate

GATES: tuple[Gate, ...] = (
    lint.GATE,
    types.GATE,
    tests.GATE,
    route_coverage.GATE,
    migrations.GATE,
    contract.GATE,
    probes.GATE,
    load.GATE,
    security.GATE,
    axe.GATE,
)
