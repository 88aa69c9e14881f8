"""`agentgen check`: compile the specs to a policy, audit the repository, measure the gates."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from agentgen import __version__
from agentgen.codebase import load_codebase
from agentgen.commands.check_baseline import BaselineRequest, apply_baseline, open_baseline
from agentgen.commands.check_gates import run_gates
from agentgen.commands.check_guards import require_evidence, require_files, require_rules
from agentgen.commands.check_inputs import CheckConfig, read_config, read_specs
from agentgen.commands.check_notes import notes, unmeasured
from agentgen.commands.check_settings import merged_settings
from agentgen.commands.check_sheets import excerpts, sheets
from agentgen.commands.check_since import counting
from agentgen.commands.compiled import compile_cached
from agentgen.errors import AgentgenError, ExitCode
from agentgen.gates.base import Gate
from agentgen.gates.registry import GATES
from agentgen.ir.policy import Policy, RuleSetting
from agentgen.ir.recognition import Recognizer
from agentgen.ir.report import Report
from agentgen.project.changes import changes_since
from agentgen.rules.audit import audit
from agentgen.rules.base import Rule
from agentgen.rules.registry import RULES

Compiler = Callable[[Sequence[tuple[str, bytes]], Sequence[Recognizer], Mapping[str, str]], Policy]


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What to check.

    Attributes:
        root: the repository.
        specs: files or role names; empty means those of the repository.
        gates: names of the gates to run; None means all that apply.
        seconds: time limit of each command that a gate starts.
        baseline: what is asked of the accepted findings.
        since: a git revision: only findings on what changed since then count; empty for all.
        config: instead of that in the repository's `agentgen.yaml`.
    """

    root: Path
    specs: tuple[str, ...] = ()
    gates: tuple[str, ...] | None = ()
    seconds: float = 600
    baseline: BaselineRequest = field(default_factory=BaselineRequest)
    since: str = ""
    config: CheckConfig | None = None


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
    named = _named(request.gates, gates)
    config = request.config or read_config(request.root)
    changes = changes_since(request.root, request.since) if request.since else None
    specs = read_specs(request.root, request.specs, config)
    baseline = open_baseline(request.root, request.baseline, config.baseline)
    policy = (compile_specs or compile_cached)(specs.contents, [*rules, *gates], specs.homes)
    names = tuple(file.path for file in specs.files)
    settings = _settings(policy, config, [*rules, *gates])
    chosen = named if request.gates is not None else _applicable(gates, settings)
    require_rules(settings, names, rules, chosen)
    unread = (*config.exclude, *((baseline.shown,) if baseline else ()))
    codebase = load_codebase(request.root, exclude=unread, only=config.paths)
    require_files(codebase, request.root)
    outcomes = audit(codebase, settings, rules, known_ids=[g.id for g in gates])
    outcomes += run_gates(chosen, request.root, codebase, settings, request.seconds)
    require_evidence(outcomes, names)
    silent = None if request.specs else {g.id for g in gates if g not in chosen}
    applied = apply_baseline(baseline, request.baseline, outcomes, codebase, silent)
    judged = applied.outcomes if changes is None else counting(applied.outcomes, changes, codebase)
    return Report(
        root=request.root.resolve().name or "/",
        version=__version__,
        specs=names,
        outcomes=judged,
        statements=tuple(sorted(Counter(s.status.value for s in policy.statements).items())),
        files=len(codebase.texts),
        seconds=round(time.monotonic() - start, 2),
        notes=(
            *notes(specs.notes, policy, codebase),
            *unmeasured(settings, gates),
            *applied.notes,
        ),
        baseline=applied.use,
        since=request.since,
        sheets=sheets(specs.contents, policy, judged),
        excerpts=excerpts(codebase, judged),
    )


def exit_code(report: Report) -> ExitCode:
    """Findings when anything failed, or a gate lacks evidence; see `Outcome.fails`."""
    return ExitCode.FINDINGS if any(o.fails for o in report.outcomes) else ExitCode.OK


def _applicable(gates: Sequence[Gate], settings: tuple[RuleSetting, ...]) -> tuple[Gate, ...]:
    asked = {s.rule for s in settings}
    return tuple(g for g in gates if g.applies(asked))


def _named(names: tuple[str, ...] | None, gates: Sequence[Gate]) -> tuple[Gate, ...]:
    known = {g.id: g for g in gates}
    for name in names or ():
        if name not in known:
            raise AgentgenError(
                f"there is no gate `{name}`", way_out=f"choose of {', '.join(known)}"
            )
    return tuple(g for g in gates if g.id in (names or ()))


def _settings(
    policy: Policy, config: CheckConfig, recognizers: Sequence[Recognizer]
) -> tuple[RuleSetting, ...]:
    """The policy's settings; the contract that `agentgen.yaml` names goes to the rule about it."""
    return tuple(
        (
            replace(s, params={**s.params, "contract": config.contract})
            if s.rule == "contract-endpoints" and config.contract
            else s
        )
        for s in merged_settings(policy.rules, recognizers)
    )
