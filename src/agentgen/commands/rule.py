"""`agentgen rule`: what a rule or gate looks at, which prose switches it on, and its examples."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agentgen.errors import AgentgenError
from agentgen.gates.base import Gate
from agentgen.gates.registry import GATES
from agentgen.rules.base import Example, Rule, suppression_hint
from agentgen.rules.registry import RULES
from agentgen.spec.directives.write import comment, rule_directive

Check = Rule | Gate


@dataclass(frozen=True, slots=True)
class ToldParam:
    """A parameter: its name, meaning, values, and whether the rule needs it."""

    name: str
    meaning: str
    values: str
    required: bool


@dataclass(frozen=True, slots=True)
class ToldExample:
    """Code that a rule accepts or rejects: files by path, parameters, number of findings."""

    files: Mapping[str, str]
    params: Mapping[str, Any]
    findings: int


@dataclass(frozen=True, slots=True)
class ToldRule:
    """One rule or gate, as people are told of it.

    Attributes:
        kind: `rule` or `gate`.
        status: of the statements it recognises; `unsupported` when nothing is checked.
        looks_at: how it examines what; empty when nothing is said.
        examined: what is counted as examined, in the plural; empty for gates.
        help: the way out of a finding.
        mends: what `--fix` does about a finding; empty where it does nothing.
        prose: sentences that mean it, each with the parameters it carries.
        not_prose: sentences that do not mean it.
        params: its parameters; None when they are open.
        suppression: the comment that silences a finding; empty for gates.
        directive: the comment that switches it on without prose.
        after: gates that run before it.
    """

    id: str
    title: str
    kind: str
    status: str
    looks_at: str
    examined: str
    help: str
    mends: str
    prose: tuple[tuple[str, Mapping[str, Any]], ...]
    not_prose: tuple[str, ...]
    params: tuple[ToldParam, ...] | None
    suppression: str
    directive: str
    valid: tuple[ToldExample, ...]
    invalid: tuple[ToldExample, ...]
    after: tuple[str, ...]


def every_check() -> tuple[Check, ...]:
    """All rules, those that are understood but not checked, and all gates."""
    return (*RULES, *GATES)


def rules(names: Sequence[str] = (), checks: Sequence[Check] | None = None) -> tuple[ToldRule, ...]:
    """What there is to tell of rules and gates; of all of them without `names`.

    Raises:
        AgentgenError: for a name that no rule and no gate has.
    """
    known = {one.id: one for one in (every_check() if checks is None else checks)}
    for name in names:
        if name not in known:
            raise _unknown(name, list(known))
    return tuple(_told(known[name]) for name in names or known)


def _unknown(name: str, known: list[str]) -> AgentgenError:
    alike = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    near = list(dict.fromkeys([*(one for one in known if name in one), *alike]))[:3]
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    return AgentgenError(
        f"there is no rule and no gate {name!r}",
        way_out=f"{hint}`agentgen rule` lists them all",
    )


def _told(check: Check) -> ToldRule:
    is_rule = isinstance(check, Rule)
    doing = check.inspect if isinstance(check, Rule) else check.measure
    return ToldRule(
        id=check.id,
        title=check.title,
        kind="rule" if is_rule else "gate",
        status=check.status.value,
        looks_at=_first_line(doing.__doc__),
        examined=check.what if isinstance(check, Rule) else "",
        help=check.help if isinstance(check, Rule) else "",
        mends=_first_line(check.mend.__doc__) if isinstance(check, Rule) and check.mend else "",
        prose=tuple(check.prose.items()),
        not_prose=check.not_prose,
        params=_params(check),
        suppression=_suppression(check) if isinstance(check, Rule) else "",
        directive=comment(rule_directive(check.id, _fullest(check.prose.values()))),
        valid=_examples(check.valid) if isinstance(check, Rule) else (),
        invalid=_examples(check.invalid) if isinstance(check, Rule) else (),
        after=check.after if isinstance(check, Gate) else (),
    )


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n")[0]


def _params(check: Check) -> tuple[ToldParam, ...] | None:
    if check.params is None:
        return None
    return tuple(
        ToldParam(name, param.meaning, param.values, param.required)
        for name, param in check.params.items()
    )


def _suppression(rule: Rule) -> str:
    """The comment, in the language of the code that the rule rejects."""
    path = next((path for one in rule.invalid for path in one.files), "a.py")
    return suppression_hint(path, rule.id).removeprefix("add ").strip("`")


def _fullest(params: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Of the parameters that sentences carry, the first with the most of them."""
    return max(params, key=len, default={})


def _examples(examples: Sequence[Example]) -> tuple[ToldExample, ...]:
    return tuple(ToldExample(one.files, one.params, one.findings) for one in examples)
