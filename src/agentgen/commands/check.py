"""`agentgen check`: compile the specs to a policy, audit the repository, measure the gates."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from agentgen import __version__
from agentgen.codebase import Codebase, load_codebase
from agentgen.commands.check_baseline import BaselineRequest, apply_baseline, open_baseline
from agentgen.commands.check_gates import run_gates
from agentgen.commands.check_inputs import CheckConfig, read_config, read_specs
from agentgen.commands.check_settings import merged_settings
from agentgen.commands.check_sheets import excerpts, sheets
from agentgen.commands.compiled import compile_cached
from agentgen.diagnostics import Diagnostic
from agentgen.errors import AgentgenError, ExitCode
from agentgen.gates.base import Gate
from agentgen.gates.registry import GATES
from agentgen.ir.policy import Policy, RuleSetting
from agentgen.ir.recognition import Recognizer
from agentgen.ir.report import Outcome, Report
from agentgen.rules.audit import audit
from agentgen.rules.base import Rule
from agentgen.rules.registry import RULES

_SHOWN = 5
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
    """

    root: Path
    specs: tuple[str, ...] = ()
    gates: tuple[str, ...] | None = ()
    seconds: float = 600
    baseline: BaselineRequest = field(default_factory=BaselineRequest)


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
    config = read_config(request.root)
    specs = read_specs(request.root, request.specs, config)
    baseline = open_baseline(request.root, request.baseline, config.baseline)
    policy = (compile_specs or compile_cached)(specs.contents, [*rules, *gates], specs.homes)
    names = tuple(file.path for file in specs.files)
    settings = _settings(policy, config, [*rules, *gates])
    chosen = named if request.gates is not None else _applicable(gates, settings)
    _require_rules(settings, names, rules, chosen)
    unread = (*config.exclude, *((baseline.shown,) if baseline else ()))
    codebase = load_codebase(request.root, exclude=unread, only=config.paths)
    _require_files(codebase, request.root)
    outcomes = audit(codebase, settings, rules, known_ids=[g.id for g in gates])
    outcomes += run_gates(chosen, request.root, codebase, settings, request.seconds)
    _require_evidence(outcomes, names)
    silent = None if request.specs else {g.id for g in gates if g not in chosen}
    applied = apply_baseline(baseline, request.baseline, outcomes, codebase, silent)
    return Report(
        root=request.root.resolve().name or "/",
        version=__version__,
        specs=names,
        outcomes=applied.outcomes,
        statements=tuple(sorted(Counter(s.status.value for s in policy.statements).items())),
        files=len(codebase.texts),
        seconds=round(time.monotonic() - start, 2),
        notes=(
            *map(_told, specs.notes),
            *_notes(policy, codebase),
            *_unmeasured(settings, gates),
            *applied.notes,
        ),
        baseline=applied.use,
        sheets=sheets(specs.contents, policy, applied.outcomes),
        excerpts=excerpts(codebase, applied.outcomes),
    )


def exit_code(report: Report) -> ExitCode:
    """Findings when anything failed, or a gate lacks evidence; see `Outcome.fails`."""
    return ExitCode.FINDINGS if any(o.fails for o in report.outcomes) else ExitCode.OK


def _applicable(gates: Sequence[Gate], settings: tuple[RuleSetting, ...]) -> tuple[Gate, ...]:
    asked = {s.rule for s in settings}
    return tuple(g for g in gates if g.id in asked or not g.needs_threshold)


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


def _told(note: Diagnostic) -> str:
    return f"{note.place}: {note.message}"


def _unmeasured(settings: Sequence[RuleSetting], gates: Sequence[Gate]) -> Iterator[str]:
    """Figures for some paths that a gate, which measures the whole, is not run for."""
    for gate in gates:
        asking = [s for s in settings if s.rule == gate.id]
        taken = min(asking, key=lambda s: bool(s.paths), default=None)
        for setting in asking:
            if setting.paths and setting is not taken:
                where = ", ".join(setting.paths)
                yield f"{setting.place}: {gate.id} is not measured for {where} alone"


def _notes(policy: Policy, codebase: Codebase) -> Iterator[str]:
    for path, reason in codebase.skipped[:_SHOWN]:
        yield f"{path} was not examined: {reason}"
    hidden = len(codebase.skipped) - _SHOWN
    if hidden > 0:
        yield f"{hidden} more files were not examined"
    for conflict in policy.conflicts:
        if conflict.winner is None:
            yield f"the specs disagree about {conflict.topic}: {conflict.help}"
