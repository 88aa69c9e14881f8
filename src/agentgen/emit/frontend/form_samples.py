"""What a test fills into a form, and what the form sends then."""

from typing import Any

from agentgen.emit.frontend.fields import FormField, plain
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import OperationPlan


def filled_form(
    site: Site, plan: OperationPlan, fields: list[FormField], known: dict[str, Any]
) -> tuple[dict[str, Any], Any]:
    """Control values by label, and the body; `known` tells what read-only fields hold."""
    assert plan.request is not None
    sample = plain(site.sampler.of(plan.request.record, "record"))
    values: dict[str, Any] = {}
    sends: dict[str, Any] = {}
    for field in fields:
        if field.wire is None:
            return {field.label: field.form_value(sample)}, in_path(plan.request.path, sample)
        item = sample.get(field.wire)
        if field.kind == "file" or item is None:
            continue
        if not field.read_only:
            values[field.label] = field.form_value(item)
        sends[field.wire] = known.get(field.wire, item) if field.read_only else item
    return values, in_path(plan.request.path, sends)


def in_path(path: tuple[str, ...], value: Any) -> Any:
    """A value below the given property names."""
    for name in reversed(path):
        value = {name: value}
    return value


def put(body: Any, path: tuple[str, ...], value: Any) -> Any:
    """A copy of a body with `value` at a path."""
    if not path:
        return value
    inner = body if isinstance(body, dict) else {}
    return {**inner, path[0]: put(inner.get(path[0]), path[1:], value)}
