"""One directive's text to its meaning: a rule with parameters, a decision, or «ignore».

    function-length max=40 scope=backend/**
    function-length max=40 scope=handlers only=backend/** as=warning
    decision layout=services
    ignore

Values are words, JSON strings, or JSON objects and lists.
"""

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agentgen.diagnostics import Level, Place
from agentgen.errors import AgentgenError
from agentgen.ir.params import Param, declared
from agentgen.ir.recognition import Recognizer
from agentgen.spec.directives.decisions import decision_keys, decision_value

IGNORE = "ignore"
DECISION = "decision"
PATHS = "only"
"""The patterns of the files that a rule is limited to."""
LEVEL = "as"
"""How grave a finding is: error, warning or note."""
_NAME = re.compile(r"[a-z][a-z0-9-]*(?=\s|$)")
_KEY = re.compile(r"\s*([A-Za-z_][\w-]*)=")
_WORD = re.compile(r"\S*")
_MOST_BRACKETS = 100
_LONGEST = 60
_GLOB = re.compile(r"[*/.]")


@dataclass(frozen=True, slots=True)
class Directive:
    """What a directive says.

    Attributes:
        rule: id of a rule or gate; empty for a decision and for «ignore».
        params: parameters of the rule.
        paths: patterns of the files it holds for; empty for all.
        decisions: values by key.
    """

    rule: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    level: Level = Level.ERROR
    decisions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ignores(self) -> bool:
        """True when the statement is no policy."""
        return not self.rule and not self.decisions


class _Bare(str):
    """A value without quotes or brackets, which may stand for a number or a flag."""


def read_directive(text: str, place: Place, recognizers: Sequence[Recognizer]) -> Directive:
    """Read one directive.

    Raises:
        AgentgenError: when it names no rule, decision or parameter that there is, or a value that
            can't be; with the nearest names.
    """
    match = _NAME.match(text)
    if not match:
        raise _error(
            place,
            f"{_shown(text)} is no directive",
            "write RULE KEY=VALUE, decision KEY=VALUE or ignore",
        )
    name, values = match[0], _values(text[match.end() :], place)
    if name == IGNORE:
        if values:
            raise _error(place, "`ignore` has no parameters", "write `ignore` alone")
        return Directive()
    if name == DECISION:
        return _decision(values, place)
    known = {recognizer.id: recognizer for recognizer in recognizers}
    if name not in known:
        raise _error(place, f"there is no rule {_shown(name)}", _nearest(name, [*known, DECISION]))
    return _rule(known[name], values, place)


def _values(text: str, place: Place) -> dict[str, Any]:
    """`key=value` pairs; values are texts, or JSON objects and lists."""
    found: dict[str, Any] = {}
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _KEY.match(text, at)
        if not match:
            raise _error(place, f"{_shown(text[at:])} is no KEY=VALUE", "join key and value by =")
        if match[1] in found:
            raise _error(place, f"{_shown(match[1])} is given twice", "give it once")
        found[match[1]], at = _value(text, match.end(), place)
    return found


def _value(text: str, at: int, place: Place) -> tuple[Any, int]:
    if text[at : at + 1] in ('"', "{", "["):
        try:
            value, end = json.JSONDecoder().raw_decode(text, at)
        except (ValueError, RecursionError):
            raise _error(
                place, f"{_shown(text[at:])} is no JSON", "close strings and brackets"
            ) from None
        if text.count("[", at, end) + text.count("{", at, end) > _MOST_BRACKETS:
            raise _error(place, f"{_shown(text[at:])} has too many brackets", "write less in it")
        if text[end : end + 1].strip():
            raise _error(place, f"{_shown(text[at:])} goes on behind its value", "leave a space")
        return value, end
    word = _WORD.match(text, at)
    end = word.end() if word else at
    return _Bare(text[at:end]), end


def _decision(values: Mapping[str, Any], place: Place) -> Directive:
    if not values:
        raise _error(place, "`decision` names no decision", f"one of {', '.join(decision_keys())}")
    taken = {}
    for key, value in values.items():
        if key not in decision_keys():
            raise _error(
                place, f"there is no decision {_shown(key)}", _nearest(key, decision_keys())
            )
        try:
            taken[key] = decision_value(key, value)
        except ValueError as problem:
            raise _error(place, f"`{key}` can't be {_shown(value)}", str(problem)) from None
    return Directive(decisions=taken)


def _rule(recognizer: Recognizer, values: Mapping[str, Any], place: Place) -> Directive:
    params = declared(recognizer)
    if params is None:
        return _open(recognizer, values, place)
    given = dict(values)
    level = _level(given.pop(LEVEL, Level.ERROR), place)
    paths = _paths(given, params)
    read: dict[str, Any] = {}
    for key, value in given.items():
        if key not in params:
            names = [*params, PATHS, LEVEL]
            raise _error(
                place, f"`{recognizer.id}` has no parameter {_shown(key)}", _nearest(key, names)
            )
        try:
            read[key] = params[key].parse(_as_text(value))
        except ValueError as problem:
            raise _error(place, f"`{key}` is {_shown(value)}", f"it {problem}") from None
    missing = [key for key, param in params.items() if param.required and key not in read]
    if missing:
        wanted = params[missing[0]]
        raise _error(
            place, f"`{recognizer.id}` needs `{missing[0]}`", f"{missing[0]} is {wanted.values}"
        )
    return Directive(recognizer.id, read, paths, level)


def _open(recognizer: Recognizer, values: Mapping[str, Any], place: Place) -> Directive:
    """A recogniser that declares no parameters takes any, of the types of JSON."""
    given = dict(values)
    level = _level(given.pop(LEVEL, Level.ERROR), place)
    paths = _paths(given, {})
    read = {key: _free(value) for key, value in given.items()}
    return Directive(recognizer.id, read, paths, level)


def _free(value: Any) -> Any:
    if isinstance(value, _Bare):
        try:
            return _free(json.loads(value))
        except (ValueError, RecursionError):
            return str(value)
    if isinstance(value, list):
        return tuple(map(_free, value))
    if isinstance(value, dict):
        return {key: _free(inner) for key, inner in value.items()}
    return value


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value)


def _level(value: Any, place: Place) -> Level:
    try:
        return Level(value)
    except ValueError:
        raise _error(place, f"`{LEVEL}` is {_shown(value)}", "error, warning or note") from None


def _paths(given: dict[str, Any], params: Mapping[str, Param]) -> tuple[str, ...]:
    """Takes the patterns of paths out of the values.

    They are `only`, or `scope` when that is no scope the rule declares: `scope=backend/**`.
    """
    found = given.pop(PATHS, None)
    scope = given.get("scope")
    is_pattern = isinstance(scope, str) and _GLOB.search(scope) is not None
    if found is None and is_pattern and not ("scope" in params and params["scope"].accepts(scope)):
        found = given.pop("scope")
    return tuple(part.removeprefix("./") for part in _patterns(_as_text(found or "")) if part)


def _patterns(text: str) -> list[str]:
    """Parts between commas; those in braces, `*.{ts,tsx}`, divide nothing."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if character == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _nearest(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"there are {', '.join(names)}" if names else "it has none"


def _shown(value: Any) -> str:
    text = (value if isinstance(value, str) else json.dumps(value)).strip()
    return f"`{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}`"


def _error(place: Place, what: str, way_out: str) -> AgentgenError:
    return AgentgenError(what, where=str(place), way_out=way_out)
