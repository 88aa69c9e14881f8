"""Run gates side by side, at most two at a time, and those that read another's result after it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from agentgen.codebase import Codebase
from agentgen.gates.base import Gate, GateContext
from agentgen.ir.policy import RuleSetting
from agentgen.ir.report import Outcome

_PARALLEL = 2


def run_gates(
    gates: Sequence[Gate],
    root: Path,
    codebase: Codebase,
    settings: Sequence[RuleSetting],
    seconds: float,
) -> tuple[Outcome, ...]:
    """Return one outcome a gate, in the order of `gates`; a gate needs no setting to run.

    A gate measures the whole repository: a setting for all files comes before one for some.
    """
    running = {g.id for g in gates}
    first = [g for g in gates if not running.intersection(g.after)]
    then = [g for g in gates if running.intersection(g.after)]
    outcomes: dict[str, Outcome] = {}
    for batch in (first, then):
        if batch:
            with ThreadPoolExecutor(max_workers=_PARALLEL) as pool:
                jobs = {
                    g.id: pool.submit(_run, g, root, codebase, settings, seconds) for g in batch
                }
                outcomes |= {name: job.result() for name, job in jobs.items()}
    return tuple(outcomes[g.id] for g in gates)


def _run(
    gate: Gate, root: Path, codebase: Codebase, settings: Sequence[RuleSetting], seconds: float
) -> Outcome:
    setting = _widest(settings, gate.id)
    verified = {name: found for name in gate.verifies if (found := _widest(settings, name))}
    result = gate.run(GateContext(root, codebase, setting, seconds, verified))
    setting = setting or next(iter(verified.values()), None)
    return Outcome(
        id=gate.id,
        title=gate.title,
        kind="gate",
        verdict=result.verdict,
        findings=result.findings,
        reason=result.reason,
        spec=setting.place if setting else None,
        spec_text=setting.text if setting else "",
        evidence=result.evidence,
        missing=result.missing,
    )


def _widest(settings: Sequence[RuleSetting], rule: str) -> RuleSetting | None:
    """The setting of a rule or gate; that for all files before one for some."""
    return min((s for s in settings if s.rule == rule), key=lambda s: bool(s.paths), default=None)
