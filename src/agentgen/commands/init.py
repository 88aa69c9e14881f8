"""`agentgen init`: from a repository as it is to one that a check keeps from getting worse."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from agentgen.baseline.apply import Circumstances, compare
from agentgen.baseline.change import Acceptance, accepted, shrunk
from agentgen.baseline.document import baseline_text, read_baseline
from agentgen.codebase import Codebase, load_codebase
from agentgen.commands.check import CheckRequest, check
from agentgen.commands.check_baseline import DEFAULT, BaselineRequest
from agentgen.commands.check_inputs import (
    CONFIG,
    CheckConfig,
    config_keys,
    read_config,
    read_specs,
)
from agentgen.commands.discover import SpecFile
from agentgen.commands.init_survey import Survey, survey
from agentgen.commands.init_text import config_text
from agentgen.diagnostics import Level
from agentgen.errors import AgentgenError
from agentgen.ir.report import Report
from agentgen.project.files import write_files

REASON = "found when agentgen was introduced"
_OURS = frozenset({"specs", "contract", "check"})


@dataclass(frozen=True, slots=True)
class InitRequest:
    """What is asked for.

    Attributes:
        specs: files or role names; empty for those found in the repository.
        force: replace the configuration, and bring the baseline up to date.
    """

    root: Path
    specs: tuple[str, ...] = ()
    force: bool = False
    today: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class InitReport:
    """What was found and written.

    Attributes:
        accepted: findings that the baseline accepts.
        written: paths from the root.
    """

    specs: tuple[SpecFile, ...]
    survey: Survey
    report: Report
    accepted: int
    written: tuple[str, ...]
    notes: tuple[str, ...] = ()


def init(request: InitRequest, checked: Callable[[CheckRequest], Report] = check) -> InitReport:
    """Recognise the repository, check it, and write `agentgen.yaml` and, if need be, a baseline.

    Both files are written, or none.

    Raises:
        AgentgenError: when there is no spec, nothing to check, or a file that would be lost.
    """
    root = request.root
    if not root.is_dir():
        raise AgentgenError("there is no such directory", where=str(root))
    earlier = _earlier(request)
    specs = read_specs(root, request.specs, CheckConfig())
    codebase = load_codebase(root, exclude=[DEFAULT, *earlier.exclude], only=earlier.paths)
    found = survey(codebase)
    config = replace(
        earlier, specs=_listed(request, specs.files), contract=_contract(found), baseline=""
    )
    report = checked(
        CheckRequest(root, request.specs, config=config, baseline=BaselineRequest(wanted=False))
    )
    baseline, count = _baseline(request, codebase, report)
    texts = {CONFIG: config_text(config, specs.files, found, has_baseline=bool(baseline))}
    if baseline:
        texts[DEFAULT] = baseline
    write_files(root, texts, lambda _: True)
    notes = tuple(_notes(found, report))
    return InitReport(specs.files, found, report, count, tuple(texts), notes)


def _earlier(request: InitRequest) -> CheckConfig:
    """What an earlier configuration leaves out of the check, which is kept.

    Raises:
        AgentgenError: when something is there that may not be, or must not be, replaced.
    """
    present = [name for name in (CONFIG, DEFAULT) if (request.root / name).exists()]
    if present and not request.force:
        raise AgentgenError(
            "the repository is set up already",
            where=", ".join(present),
            way_out="change what you need there, or write it anew with --force",
        )
    others = sorted(config_keys(request.root) - _OURS)
    if others:
        raise AgentgenError(
            f"the configuration holds more than the check reads: {', '.join(others)}",
            where=CONFIG,
            way_out="keep it, and accept what is there with `agentgen check --accept --reason WHY`",
        )
    return read_config(request.root)


def _listed(request: InitRequest, files: Sequence[SpecFile]) -> tuple[str, ...]:
    """Specs to name in the configuration; none when some bind a directory by where they lie."""
    if request.specs:
        return tuple(_from_root(request.root, name) for name in request.specs)
    return () if any(file.home for file in files) else tuple(file.path for file in files)


def _from_root(root: Path, name: str) -> str:
    """A spec as the configuration names it: a role, or a file by its path from the root."""
    return Path(os.path.relpath(name, root)).as_posix() if Path(name).is_file() else name


def _contract(found: Survey) -> str:
    return found.contracts[0] if len(found.contracts) == 1 else ""


def _baseline(request: InitRequest, codebase: Codebase, report: Report) -> tuple[str, int]:
    """The baseline that accepts what fails, and how much that is; empty where nothing does.

    What people wrote into an earlier one is kept.
    """
    file = request.root / DEFAULT
    earlier = read_baseline(file.read_text("utf-8"), DEFAULT) if file.is_file() else ()
    around = Circumstances(DEFAULT, request.today, codebase.texts.keys())
    compared = compare(earlier, report.outcomes, around)
    kept = shrunk(earlier, compared.matched, compared.compared)
    failing = [f for f in compared.open if f.level is Level.ERROR]
    entries = accepted(kept, failing, Acceptance(REASON), request.today)
    count = sum(entry.count for entry in entries)
    return (baseline_text(entries), count) if entries else ("", 0)


def _notes(found: Survey, report: Report) -> Sequence[str]:
    notes = list(report.notes)
    if len(found.contracts) > 1:
        named = ", ".join(found.contracts[:5])
        notes.append(f"several contracts were found, name yours in {CONFIG}: {named}")
    return notes
