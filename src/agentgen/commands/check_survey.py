"""What there is to check: the policy of the specs, the code base, and what counts of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from agentgen.codebase import Codebase, load_codebase
from agentgen.commands.check_baseline import (
    Applied,
    BaselineRequest,
    OpenBaseline,
    apply_baseline,
    open_baseline,
)
from agentgen.commands.check_guards import require_files, require_rules
from agentgen.commands.check_inputs import CheckConfig, read_config, read_specs
from agentgen.commands.check_settings import merged_settings
from agentgen.commands.check_since import counting
from agentgen.commands.compiled import compile_cached
from agentgen.commands.discover import Specs
from agentgen.errors import AgentgenError
from agentgen.gates.base import Gate
from agentgen.gates.registry import GATES
from agentgen.ir.policy import Policy, RuleSetting
from agentgen.ir.recognition import Recognizer
from agentgen.ir.report import Outcome
from agentgen.project.changes import Changes, changes_since
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
        base: a git revision to compare the endpoints with; empty for none.
        config: instead of that in the repository's `agentgen.yaml`.
    """

    root: Path
    specs: tuple[str, ...] = ()
    gates: tuple[str, ...] | None = ()
    seconds: float = 600
    baseline: BaselineRequest = field(default_factory=BaselineRequest)
    since: str = ""
    base: str = ""
    config: CheckConfig | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to check: the policy, the code base, and what counts of it."""

    request: CheckRequest
    specs: Specs
    policy: Policy
    settings: tuple[RuleSetting, ...]
    gates: tuple[Gate, ...]
    silent: frozenset[str] | None
    baseline: OpenBaseline | None
    codebase: Codebase
    changes: Changes | None

    @property
    def names(self) -> tuple[str, ...]:
        """The spec files."""
        return tuple(file.path for file in self.specs.files)


def survey(
    request: CheckRequest,
    compile_specs: Compiler | None = None,
    rules: Sequence[Rule] = RULES,
    gates: Sequence[Gate] = GATES,
) -> Survey:
    """Read specs, configuration, baseline and code.

    Raises:
        AgentgenError: when nothing can be examined; a check is never vacuous.
    """
    named = _named(request.gates, gates)
    config = request.config or read_config(request.root)
    changes = changes_since(request.root, request.since) if request.since else None
    specs = read_specs(request.root, request.specs, config)
    baseline = open_baseline(request.root, request.baseline, config.baseline)
    policy = (compile_specs or compile_cached)(specs.contents, [*rules, *gates], specs.homes)
    settings = _settings(policy, config, [*rules, *gates])
    chosen = named if request.gates is not None else _applicable(gates, settings)
    require_rules(settings, tuple(file.path for file in specs.files), rules, chosen)
    unread = (*config.exclude, *((baseline.shown,) if baseline else ()))
    codebase = load_codebase(request.root, exclude=unread, only=config.paths)
    require_files(codebase, request.root)
    silent = None if request.specs else frozenset(g.id for g in gates if g not in chosen)
    return Survey(request, specs, policy, settings, chosen, silent, baseline, codebase, changes)


def audited(
    found: Survey, codebase: Codebase, rules: Sequence[Rule], gates: Sequence[Gate]
) -> tuple[Outcome, ...]:
    """The outcomes of the rules over a code base: that of the survey, or one changed since."""
    return audit(codebase, found.settings, rules, known_ids=[g.id for g in gates])


def judged(found: Survey, outcomes: Sequence[Outcome]) -> Applied:
    """Outcomes with accepted findings, and those on unchanged code, set apart."""
    applied = apply_baseline(
        found.baseline, found.request.baseline, outcomes, found.codebase, found.silent
    )
    if found.changes is None:
        return applied
    return replace(applied, outcomes=counting(applied.outcomes, found.changes, found.codebase))


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
