"""Design decisions, recognised in prose; `ALL` has one decider for each key of `ir.decisions`."""

from agentgen.spec.decisions import (
    database,
    envelope,
    error_body,
    layout,
    numbers,
    platform,
    prefix,
    technology,
)
from agentgen.spec.decisions.base import Decider

ALL: tuple[Decider, ...] = (
    *layout.DECIDERS,
    *technology.DECIDERS,
    *error_body.DECIDERS,
    *envelope.DECIDERS,
    *database.DECIDERS,
    *prefix.DECIDERS,
    *numbers.DECIDERS,
    *platform.DECIDERS,
)
