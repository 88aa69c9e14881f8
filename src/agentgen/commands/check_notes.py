"""What the reader of a check should know beside its findings."""

from collections.abc import Iterable, Iterator, Sequence

from agentgen.codebase import Codebase
from agentgen.diagnostics import Diagnostic
from agentgen.gates.base import Gate
from agentgen.ir.policy import Policy, RuleSetting

_SHOWN = 5


def unmeasured(settings: Sequence[RuleSetting], gates: Sequence[Gate]) -> Iterator[str]:
    """Figures for some paths that a gate, which measures the whole, is not run for."""
    for gate in gates:
        asking = [s for s in settings if s.rule == gate.id]
        taken = min(asking, key=lambda s: bool(s.paths), default=None)
        for setting in asking:
            if setting.paths and setting is not taken:
                where = ", ".join(setting.paths)
                yield f"{setting.place}: {gate.id} is not measured for {where} alone"


def notes(told: Iterable[Diagnostic], policy: Policy, codebase: Codebase) -> Iterator[str]:
    """What the specs' readers told, files not examined, and conflicts that nobody settled."""
    for note in told:
        yield f"{note.place}: {note.message}"
    for path, reason in codebase.skipped[:_SHOWN]:
        yield f"{path} was not examined: {reason}"
    hidden = len(codebase.skipped) - _SHOWN
    if hidden > 0:
        yield f"{hidden} more files were not examined"
    for conflict in policy.conflicts:
        if conflict.winner is None:
            yield f"the specs disagree about {conflict.topic}: {conflict.help}"
