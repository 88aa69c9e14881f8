""""""

from agentgen.rules.base import Rule
from agentgen.rules.deployment import (
    ci_pipeline,
    compose_services,
    docker_image,
    persistent_volumes,
    resource_limits,
)

RULES: tuple[Rule, ...] = (
    ci_pipeline.RULE,
    compose_services.RULE,
    docker_image.RULE,
    persistent_volumes.RULE,
    resource_limits.RULE,
)
