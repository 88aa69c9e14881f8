"""`agentgen check`: compile the specs to a policy, audit the repository, measure the gates."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from agentgen import __version__
from agentgen.codebase import Codebase, load_codebase
from agentgen.commands.check_gates import run_gates
from agentgen.commands.check_inputs import CheckConfig, read_config, read_specs
from agentgen.errors import AgentgenError, ExitCode
from agentgen.gates.base import Gate
from agentgen.gates.registry import GATES
from agentgen.ir.policy import Policy, RuleSetting
from agentgen.ir.recognition import Recognizer
from agentgen.ir.report import Outcome, Report, Verdict
from agentgen.rules.audit import audit
from agentgen.rules.base import Rule
from agentgen.rules.registry import RULES

Compiler = Callable[[Sequence[tuple[str, bytes]], Sequence[Recognizer]], Policy]


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What to check.

    Attributes:
        root: the repository.
        specs: files or role names; empty means those of the repository.
        gates: names of the gates to run; None means all of them.
        seconds: time limit of each command that a gate starts.
    """

    root: Path
    specs: tuple[str, ...] = ()
    gates: tuple[str, ...] | None = ()
    seconds: float = 600


def check(
    request: CheckRequest,
    compile_specs: Compiler | None = None,
    rules: Sequence[Rule] = RULES,
    gates: Sequence[Gate] = GATES,
) -> Report:
    """Run a whole check.

    Raises:
        AgentgenError: when nothing can be, or was, examined; a check is never vacuous.
    """
    start = time.monotonic()
    chosen = _chosen(request.gates, gates)
    config = read_config(request.root)
    specs = read_specs(request.root, request.specs, config)
    policy = (compile_specs or _compiler())(specs, [*rules, *gates])
    names = tuple(name for name, _ in specs)
    settings = _settings(policy, config)
    _require_rules(settings, names, rules, chosen)
    codebase = load_codebase(request.root, exclude=config.exclude, only=config.paths)
    _require_files(codebase, request.root)
    outcomes = audit(codebase, settings, rules, known_ids=[g.id for g in gates])
    outcomes += run_gates(chosen, request.root, codebase, settings, request.seconds)
    _require_evidence(outcomes, names)
    return Report(
        root=request.root.name or ".",
        version=__version__,
        specs=names,
        outcomes=outcomes,
        statements=tuple(sorted(Counter(s.status.value for s in policy.statements).items())),
        files=len(codebase.texts),
        seconds=round(time.monotonic() - start, 2),
        notes=tuple(_notes(policy, codebase)),
    )


def exit_code(report: Report) -> ExitCode:
    """Findings when anything failed, or a gate that was asked for could not be verified."""
    for outcome in report.outcomes:
        unproven = outcome.kind == "gate" and outcome.verdict is Verdict.UNVERIFIED
        if outcome.verdict is Verdict.FAILED or unproven:
            return ExitCode.FINDINGS
    return ExitCode.OK


def _compiler() -> Compiler:
    from agentgen.spec.compile import compile_specs

    return compile_specs


def _chosen(names: tuple[str, ...] | None, gates: Sequence[Gate]) -> tuple[Gate, ...]:
    if names is None:
        return tuple(gates)
    known = {g.id: g for g in gates}
    for name in names:
        if name not in known:
            raise AgentgenError(
                f"there is no gate `{name}`", way_out=f"choose of {', '.join(known)}"
            )
    return tuple(g for g in gates if g.id in names)


def _settings(policy: Policy, config: CheckConfig) -> tuple[RuleSetting, ...]:
    """The policy's settings; the contract that `agentgen.yaml` names goes to the rule about it."""
    return tuple(
        replace(s, params={**s.params, "contract": config.contract})
        if s.rule == "contract-endpoints" and config.contract
        else s
        for s in policy.rules
    )


def _require_rules(
    settings: tuple[RuleSetting, ...],
    specs: tuple[str, ...],
    rules: Sequence[Rule],
    chosen: tuple[Gate, ...],
) -> None:
    if chosen or any(s.rule in {r.id for r in rules} for s in settings):
        return
    measured = sorted({s.rule for s in settings})
    more = "run it with --gates" if measured else "write rules that can be checked"
    raise AgentgenError(
        "nothing in the specs is enforced by a static rule",
        where=", ".join(specs),
        why=f"they only ask for gates: {', '.join(measured)}" if measured else "",
        way_out=f"{more}, or give another spec with --spec",
    )


def _require_files(codebase: Codebase, root: Path) -> None:
    if codebase.python or codebase.scripts:
        return
    raise AgentgenError(
        "there is no Python, TypeScript or JavaScript file to check",
        where=str(root),
        way_out="give the root of a repository, and see `check` in agentgen.yaml",
    )


def _require_evidence(outcomes: tuple[Outcome, ...], specs: tuple[str, ...]) -> None:
    if any(o.examined or (o.evidence and o.evidence.examined) for o in outcomes):
        return
    reasons = "; ".join(f"{o.id}: {o.reason}" for o in outcomes[:5])
    raise AgentgenError(
        "the check examined nothing",
        where=", ".join(specs),
        why=reasons,
        way_out="install what is missing, or check another repository",
    )


def _notes(policy: Policy, codebase: Codebase) -> Iterator[str]:
    for path, reason in codebase.skipped:
        yield f"{path} was not read: {reason}"
    for conflict in policy.conflicts:
        if conflict.winner is None:
            yield f"the specs disagree about {conflict.topic}: {conflict.help}"
