"""A policy as JSON text and back, equal to what it was."""

import json
from collections.abc import Mapping
from typing import Any

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.policy import (
    Conflict,
    Decision,
    Modality,
    Policy,
    RuleSetting,
    Statement,
    Status,
)
from agentgen.ir.scope import EVERYWHERE, Scope


def policy_text(policy: Policy) -> str:
    """The policy as one line of JSON.

    Raises:
        TypeError: when a parameter is no plain value.
    """
    document = {
        "specs": list(policy.specs),
        "statements": [_statement(s) for s in policy.statements],
        "rules": [_setting(s) for s in policy.rules],
        "decisions": [_decision(d) for d in policy.decisions.values()],
        "conflicts": [
            [c.topic, [_decision(d) for d in c.sides], _plain(c.winner), c.help]
            for c in policy.conflicts
        ],
        "diagnostics": [_diagnostic(d) for d in policy.diagnostics],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def read_policy(text: str) -> Policy:
    """The policy that `policy_text` wrote.

    Raises:
        ValueError: when the text is none.
    """
    try:
        document = json.loads(text)
        decisions = [_read_decision(one) for one in document["decisions"]]
        return Policy(
            specs=tuple(document["specs"]),
            statements=tuple(_read_statement(one) for one in document["statements"]),
            rules=tuple(_read_setting(one) for one in document["rules"]),
            decisions={decision.key: decision for decision in decisions},
            conflicts=tuple(
                Conflict(topic, tuple(map(_read_decision, sides)), _value(winner), help_text)
                for topic, sides, winner, help_text in document["conflicts"]
            ),
            diagnostics=tuple(_read_diagnostic(one) for one in document["diagnostics"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise ValueError(f"this is no policy: {problem}") from problem


def _statement(one: Statement) -> list[Any]:
    scope = one.scope
    narrowed = [scope.paths, scope.languages, scope.layers, scope.environments] if scope else None
    return [
        one.id, one.text, _place(one.place), one.section, one.modality, one.status, one.rules,
        one.decisions, one.directive, narrowed, one.span,
    ]  # fmt: skip


def _read_statement(one: list[Any]) -> Statement:
    name, text, place, section, modality, status, rules, decisions, directive, scope, span = one
    return Statement(
        name,
        text,
        Place(*place),
        tuple(section),
        Modality(modality),
        Status(status),
        tuple(rules),
        tuple(decisions),
        directive,
        Scope(*map(tuple, scope)) if scope else EVERYWHERE,
        (span[0], span[1]),
    )


def _setting(one: RuleSetting) -> list[Any]:
    return [one.rule, _plain(one.params), _place(one.place), one.text, one.level, one.paths]


def _read_setting(one: list[Any]) -> RuleSetting:
    rule, params, place, text, level, paths = one
    return RuleSetting(rule, _value(params), Place(*place), text, Level(level), tuple(paths))


def _decision(one: Decision) -> list[Any]:
    return [one.key, _plain(one.value), _place(one.place), one.text]


def _read_decision(one: list[Any]) -> Decision:
    key, value, place, text = one
    return Decision(key, _value(value), Place(*place), text)


def _diagnostic(one: Diagnostic) -> list[Any]:
    spec = _place(one.spec) if one.spec else None
    return [one.rule, one.level, _place(one.place), one.message, one.help, spec, one.spec_text]


def _read_diagnostic(one: list[Any]) -> Diagnostic:
    rule, level, place, message, help_text, spec, spec_text = one
    told = Place(*spec) if spec else None
    return Diagnostic(rule, Level(level), Place(*place), message, help_text, told, spec_text)


def _place(place: Place) -> list[Any]:
    return [place.path, place.line, place.column]


def _plain(value: Any) -> Any:
    """Tuples and mappings tagged, for JSON knows neither tuples nor keys that are no text."""
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, Mapping):
        return {"map": [[_plain(k), _plain(v)] for k, v in value.items()]}
    if type(value) in (tuple, list):
        return {type(value).__name__: [_plain(v) for v in value]}
    raise TypeError(f"{type(value).__name__} is no plain value")


def _value(plain: Any) -> Any:
    if not isinstance(plain, dict):
        return plain
    ((kind, values),) = plain.items()
    if kind == "map":
        return {_value(k): _value(v) for k, v in values}
    found = [_value(v) for v in values]
    return tuple(found) if kind == "tuple" else found
