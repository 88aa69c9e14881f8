"""Rules about how code is cut: layers, responsibilities, dependencies."""

from agentgen.rules.base import Rule
from agentgen.rules.design import (
    composition_over_inheritance,
    data_transfer_objects,
    dependency_injection,
    dependency_inversion,
    layer_responsibility,
    modular_structure,
    repository_pattern,
    route_groups,
    single_responsibility,
)

RULES: tuple[Rule, ...] = (
    composition_over_inheritance.RULE,
    data_transfer_objects.RULE,
    dependency_injection.RULE,
    dependency_inversion.RULE,
    layer_responsibility.RULE,
    modular_structure.RULE,
    repository_pattern.RULE,
    route_groups.RULE,
    single_responsibility.RULE,
)
