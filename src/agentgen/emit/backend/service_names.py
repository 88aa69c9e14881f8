"""The service class an operation belongs to."""

from agentgen.ir.blueprint import Blueprint, OperationPlan


def service_class(blueprint: Blueprint, plan: OperationPlan) -> str:
    """Name of the service class an operation belongs to."""
    kept = (e for e in blueprint.entities.values() if e.link is None)
    own = [e.name for e in kept if e.feature == plan.feature]
    name = plan.entity or (own[0] if len(own) == 1 else "")
    if name:
        return f"{name}Service"
    title = plan.feature.replace("_", " ").title().replace(" ", "")
    clash = any(e.name == title for e in blueprint.entities.values())
    return f"{title}{'Operations' if clash else ''}Service"
