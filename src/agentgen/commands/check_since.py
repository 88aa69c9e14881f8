"""Only what was changed counts: findings elsewhere are set apart, and stay in the report."""

from collections.abc import Iterable
from dataclasses import replace

from agentgen.baseline.source import Source
from agentgen.codebase import Codebase
from agentgen.diagnostics import Diagnostic, Level
from agentgen.ir.report import Outcome, Verdict
from agentgen.project.changes import Changes


def counting(
    outcomes: Iterable[Outcome], changes: Changes, codebase: Codebase
) -> tuple[Outcome, ...]:
    """The outcomes of rules with findings on unchanged code set apart.

    A finding about a definition counts when any line of the definition changed, one about a file
    when any of its lines did, and one about no file always. Gates judge the repository as a
    whole: a change here may break a test there, so that all their findings count.
    """
    sources: dict[str, Source | None] = {}

    def counts(finding: Diagnostic) -> bool:
        path, line = finding.place.path, finding.place.line
        if path not in sources:
            sources[path] = Source.of(codebase, path)
        source = sources[path]
        return source is None or changes.touch(path, source.span(line))

    return tuple(
        o if o.kind == "gate" else _counted(o, list(map(counts, o.findings))) for o in outcomes
    )


def _counted(outcome: Outcome, counts: list[bool]) -> Outcome:
    pairs = list(zip(outcome.findings, counts, strict=True))
    here = tuple(finding for finding, counted in pairs if counted)
    elsewhere = tuple(finding for finding, counted in pairs if not counted)
    changed = replace(outcome, findings=here, elsewhere=elsewhere)
    if outcome.verdict is Verdict.FAILED and not any(f.level is Level.ERROR for f in here):
        return replace(changed, verdict=Verdict.ELSEWHERE)
    return changed
