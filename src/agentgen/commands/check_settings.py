"""One setting for each rule or gate and its paths, whatever the number of lines that ask for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from agentgen.diagnostics import Level
from agentgen.ir.policy import RuleSetting
from agentgen.ir.recognition import Recognizer

_GRAVITY = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


def merged_settings(
    settings: Iterable[RuleSetting], recognizers: Sequence[Recognizer]
) -> tuple[RuleSetting, ...]:
    """Merge settings of the same rule and paths: the stricter parameters, the gravest level hold.

    The place is that of the line whose parameters hold. Settings of unknown rules are dropped.
    """
    by_id = {r.id: r for r in recognizers}
    merged: dict[tuple[str, tuple[str, ...]], RuleSetting] = {}
    for setting in settings:
        if setting.rule not in by_id:
            continue
        key = (setting.rule, setting.paths)
        earlier = merged.get(key)
        merged[key] = _merge(by_id[setting.rule], earlier, setting) if earlier else setting
    return tuple(merged.values())


def _merge(recognizer: Recognizer, one: RuleSetting, other: RuleSetting) -> RuleSetting:
    params: Mapping[str, object] = recognizer.stricter(one.params, other.params)
    changed = dict(params) != dict(one.params)
    base = other if changed and dict(params) == dict(other.params) else one
    level = min(one.level, other.level, key=_GRAVITY.__getitem__)
    return replace(base, params=params, level=level)
