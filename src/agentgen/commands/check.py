"""`agentgen check`: compile the specs to a policy, audit the repository, measure the gates."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from agentgen import __version__
from agentgen.commands.check_endpoints import endpoint_changes
from agentgen.commands.check_gates import run_gates
from agentgen.commands.check_guards import require_evidence
from agentgen.commands.check_notes import notes, unmeasured
from agentgen.commands.check_sheets import excerpts, sheets
from agentgen.commands.check_survey import CheckRequest as CheckRequest
from agentgen.commands.check_survey import Compiler, audited, judged, survey
from agentgen.commands.kept_reports import keep_report, kept_report, report_file
from agentgen.errors import ExitCode
from agentgen.gates.base import Gate
from agentgen.gates.registry import GATES
from agentgen.ir.report import Report
from agentgen.rules.base import Rule
from agentgen.rules.registry import RULES


def check(
    request: CheckRequest,
    compile_specs: Compiler | None = None,
    rules: Sequence[Rule] = RULES,
    gates: Sequence[Gate] = GATES,
) -> Report:
    """Run a whole check; a static one of what has not changed is answered from the last.

    Raises:
        AgentgenError: when nothing can be, or was, examined; a check is never vacuous.
    """
    start = time.monotonic()
    ours = compile_specs is None and rules is RULES and gates is GATES
    file = report_file(request) if ours else None
    known = kept_report(file) if file else None
    if known is not None:
        return replace(known, seconds=round(time.monotonic() - start, 2))
    report = _checked(request, compile_specs, rules, gates, start)
    if file:
        keep_report(file, report)
    return report


def _checked(
    request: CheckRequest,
    compile_specs: Compiler | None,
    rules: Sequence[Rule],
    gates: Sequence[Gate],
    start: float,
) -> Report:
    found = survey(request, compile_specs, rules, gates)
    base = request.base
    endpoints = endpoint_changes(request.root, base, found.codebase) if base else None
    outcomes = audited(found, found.codebase, rules, gates)
    outcomes += run_gates(
        found.gates, request.root, found.codebase, found.settings, request.seconds
    )
    require_evidence(outcomes, found.names)
    applied = judged(found, outcomes)
    return Report(
        root=request.root.resolve().name or "/",
        version=__version__,
        specs=found.names,
        outcomes=applied.outcomes,
        statements=tuple(sorted(Counter(s.status.value for s in found.policy.statements).items())),
        files=len(found.codebase.texts),
        seconds=round(time.monotonic() - start, 2),
        notes=(
            *notes(found.specs.notes, found.policy, found.codebase),
            *unmeasured(found.settings, gates),
            *applied.notes,
        ),
        baseline=applied.use,
        since=request.since,
        sheets=sheets(found.specs.contents, found.policy, applied.outcomes),
        excerpts=excerpts(found.codebase, applied.outcomes),
        endpoints=endpoints,
    )


def exit_code(report: Report, *, strict: bool = False) -> ExitCode:
    """Findings when anything failed, or a gate lacks evidence; see `Outcome.fails`.

    With `strict` every demand of a spec that could not be verified counts as well.
    """
    failed = any(o.fails or (strict and o.unproven) for o in report.outcomes)
    return ExitCode.FINDINGS if failed else ExitCode.OK
