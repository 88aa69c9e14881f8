"""`agentgen spec lint`: what is wrong with the specs themselves."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agentgen import __version__
from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.spec.examples import EXAMPLE, broken_examples
from agentgen.commands.spec.load import LoadedSpec
from agentgen.commands.spec.report import SpecReport, explain_specs
from agentgen.diagnostics import Diagnostic, Level
from agentgen.errors import ExitCode
from agentgen.ir.recognition import Recognizer
from agentgen.ir.report import Outcome, Report, Verdict
from agentgen.process import run
from agentgen.rules.base import Rule
from agentgen.rules.registry import RULES
from agentgen.spec.lint.contradictions import (
    CONTRADICTION,
    SHADOWED,
    Asked,
    contradictions,
    shadowed,
)
from agentgen.spec.lint.duplicates import DUPLICATE, duplicates
from agentgen.spec.lint.paths import DEAD_PATH, Repository, dead_paths, named_paths
from agentgen.spec.lint.vague import VAGUE, vague_lines

ENCODING = "spec-encoding"
_TITLES = {
    CONTRADICTION: "No two statements contradict each other",
    SHADOWED: "Every limit has an effect",
    VAGUE: "Every demand can be checked by somebody",
    DUPLICATE: "Nothing is demanded twice",
    ENCODING: "The text is UTF-8, as its author wrote it",
    EXAMPLE: "Examples keep the spec's own rules",
    DEAD_PATH: "Paths lead somewhere",
}


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one check found, in how many of what; `reason` says why it could not look."""

    findings: Sequence[Diagnostic]
    examined: int
    what: str
    reason: str = ""


def lint(
    names: Sequence[str],
    recognizers: Sequence[Recognizer] | None = None,
    rules: Sequence[Rule] = RULES,
) -> Report:
    """Check specs for contradictions, vague lines, duplicates, broken examples and dead paths.

    Raises:
        AgentgenError: as for `explain_specs`.
    """
    start = time.monotonic()
    known = all_recognizers() if recognizers is None else recognizers
    report = explain_specs(names, known)
    looked = {
        CONTRADICTION: _of_statements(report, contradictions(report.policy)),
        SHADOWED: _of_statements(report, shadowed(report.policy.rules, [*_asked(report)], known)),
        VAGUE: _of_statements(report, vague_lines(report.policy.statements)),
        DUPLICATE: _of_statements(report, _duplicates(report)),
        ENCODING: _encoding(report),
        EXAMPLE: _examples(report, rules),
        DEAD_PATH: _paths(report),
    }
    return Report(
        root=".",
        version=__version__,
        specs=report.policy.specs,
        outcomes=tuple(_outcome(name, one) for name, one in looked.items()),
        statements=tuple((s.value, count) for s, count in report.totals.items() if count),
        files=len(report.loaded),
        seconds=round(time.monotonic() - start, 2),
    )


def exit_code(report: Report) -> ExitCode:
    """FINDINGS for errors and warnings; notes are no findings."""
    grave = any(f.level is not Level.NOTE for f in report.findings)
    return ExitCode.FINDINGS if grave else ExitCode.OK


def _outcome(name: str, looked: _Looked) -> Outcome:
    findings = tuple(sorted(looked.findings, key=lambda f: (f.place.path, f.place.line)))
    failed = any(f.level is not Level.NOTE for f in findings)
    verdict = Verdict.FAILED if failed else Verdict.PASSED
    return Outcome(
        id=name,
        title=_TITLES[name],
        kind="rule",
        verdict=Verdict.UNVERIFIED if looked.reason else verdict,
        findings=findings,
        examined=looked.examined,
        what=looked.what,
        reason=looked.reason,
    )


def _of_statements(report: SpecReport, findings: Sequence[Diagnostic]) -> _Looked:
    return _Looked(findings, len(report.statements), "statements")


def _asked(report: SpecReport) -> Iterator[Asked]:
    for one in report.statements:
        for rule, params in one.understood.rules:
            yield Asked(rule, params, one.statement.place)


def _duplicates(report: SpecReport) -> list[Diagnostic]:
    return duplicates([(one.statement, one.understood.rules) for one in report.statements])


def _encoding(report: SpecReport) -> _Looked:
    lines = sum(map(len, report.texts.values()))
    return _Looked(report.policy.diagnostics, lines, "lines")


def _examples(report: SpecReport, rules: Sequence[Rule]) -> _Looked:
    findings: list[Diagnostic] = []
    examined = 0
    for name, lines in report.texts.items():
        found, count = broken_examples(name, lines, report.policy.rules, rules)
        findings += found
        examined += count
    reason = "" if examined else "the specs show no code"
    return _Looked(findings, examined, "examples", reason)


def _paths(report: SpecReport) -> _Looked:
    findings: list[Diagnostic] = []
    examined = 0
    repositories: dict[Path, Repository] = {}
    for spec in report.loaded:
        root = _root_of(spec.file) if spec.file else None
        if spec.file is None or root is None:
            continue
        if root not in repositories:
            repositories[root] = _repository(root)
        path = spec.file.resolve().relative_to(root).as_posix()
        found, count = _paths_of(spec, path, repositories[root], report)
        findings += found
        examined += count
    reason = "" if examined else "the specs name no path, or lie in no git repository"
    return _Looked(findings, examined, "paths", reason)


def _paths_of(
    spec: LoadedSpec, path: str, repository: Repository, report: SpecReport
) -> tuple[list[Diagnostic], int]:
    mine = [s for s in report.policy.statements if s.place.path == spec.name]
    named = named_paths(spec.name, report.texts[spec.name], mine)
    return dead_paths(named, path, repository), len(named)


def _root_of(file: Path) -> Path | None:
    """The repository that a file lies in."""
    parents = file.resolve().parents
    return next((folder for folder in parents if (folder / ".git").exists()), None)


def _repository(root: Path) -> Repository:
    listing = run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=root, seconds=30)
    files = [name for name in listing.output.split("\0") if name] if listing.ok else []
    return Repository(files, lambda path: _exists(root / path))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long for the file system
        return False
