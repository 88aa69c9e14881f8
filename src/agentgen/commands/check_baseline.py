"""The baseline of a check: found, applied to the outcomes, and changed when that is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from agentgen.baseline.apply import Circumstances, Comparison, compare
from agentgen.baseline.change import Acceptance, accepted, shrunk
from agentgen.baseline.document import baseline_text, read_baseline
from agentgen.baseline.fingerprint import fingerprinted
from agentgen.codebase import Codebase
from agentgen.errors import AgentgenError
from agentgen.ir.baseline import BaselineEntry, BaselineUse
from agentgen.ir.report import Outcome
from agentgen.project.files import write_files

DEFAULT = "agentgen-baseline.json"


@dataclass(frozen=True, slots=True)
class BaselineRequest:
    """What is asked of the baseline.

    Attributes:
        file: where it lies; None for the one that `agentgen.yaml` names, else `DEFAULT`.
        wanted: False to check without one.
        update: write it anew without what is gone.
        accept: also accept what is new.
    """

    file: Path | None = None
    wanted: bool = True
    update: bool = False
    accept: Acceptance | None = None
    today: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class OpenBaseline:
    """A baseline on disk; `shown` is its path in reports, `entries` None while there is no file."""

    file: Path
    shown: str
    entries: tuple[BaselineEntry, ...] | None


@dataclass(frozen=True, slots=True)
class Applied:
    """Outcomes with what a baseline makes of them, and what was done to it."""

    outcomes: tuple[Outcome, ...]
    use: BaselineUse | None = None
    notes: tuple[str, ...] = ()


def open_baseline(root: Path, request: BaselineRequest, configured: str) -> OpenBaseline | None:
    """Read the baseline; None when there is none to use, and none is asked for.

    Raises:
        AgentgenError: when one that is named is missing, or it can't be read.
    """
    if not request.wanted:
        return None
    named = request.file or (root / configured if configured else None)
    file = named or root / DEFAULT
    shown = _shown(root, file)
    if file.is_file():
        return OpenBaseline(file, shown, read_baseline(_text(file, shown), shown))
    if request.accept is not None:
        return OpenBaseline(file, shown, None)
    if named is None and not request.update:
        return None
    raise AgentgenError(
        "there is no baseline",
        where=shown,
        way_out="make it with `agentgen check --accept --reason WHY`, or check without it",
    )


def apply_baseline(
    opened: OpenBaseline | None,
    request: BaselineRequest,
    outcomes: Sequence[Outcome],
    codebase: Codebase,
    silent: Iterable[str] | None,
) -> Applied:
    """Give all findings fingerprints, set apart what is accepted, and update the file if asked.

    `silent` are the rules and gates that were not run; None when that is not known.

    Raises:
        AgentgenError: when the file can't be written.
    """
    marked = tuple(_marked(outcome, codebase) for outcome in outcomes)
    if opened is None:
        return Applied(marked)
    around = Circumstances(
        path=opened.shown,
        today=request.today,
        present=codebase.texts.keys(),
        unread=frozenset(place.path for place, _ in codebase.unparsed),
        silent=None if silent is None else frozenset(silent),
    )
    entries = opened.entries or ()
    found = compare(entries, marked, around)
    if not request.update and request.accept is None:
        return Applied(found.outcomes, found.use, tuple(_moved(entries, found)))
    text = baseline_text(_changed(entries, found, request))
    note = _write(opened, text)
    found = compare(read_baseline(text, opened.shown), marked, around)
    return Applied(found.outcomes, found.use, (note,))


def _marked(outcome: Outcome, codebase: Codebase) -> Outcome:
    measured = outcome.kind == "gate"
    return replace(
        outcome,
        findings=fingerprinted(outcome.findings, codebase, measured=measured),
        suppressed=fingerprinted(outcome.suppressed, codebase, measured=measured),
    )


def _changed(
    entries: Sequence[BaselineEntry], found: Comparison, request: BaselineRequest
) -> tuple[BaselineEntry, ...]:
    kept = shrunk(entries, found.matched, found.compared)
    if request.accept is None:
        return kept
    return accepted(kept, found.open, request.accept, request.today)


def _write(opened: OpenBaseline, text: str) -> str:
    """Write the file when that changes it; tell what was done."""
    old = sum(entry.count for entry in opened.entries or ())
    new = sum(entry.count for entry in read_baseline(text, opened.shown))
    if opened.entries is None and not new:
        return f"{opened.shown} was not written: there is nothing to accept"
    if opened.entries is not None and _text(opened.file, opened.shown) == text:
        return f"{opened.shown} is up to date; it accepts {new}"
    write_files(opened.file.parent, {opened.file.name: text}, lambda _: True)
    return f"{opened.shown} was written; it accepts {new}, and accepted {old} before"


def _moved(entries: Sequence[BaselineEntry], found: Comparison) -> Iterable[str]:
    paths = found.matched.paths
    moved = sum(entry.path != path for entry, path in zip(entries, paths, strict=True))
    if moved:
        yield f"{moved} entries of the baseline moved with their files: --update-baseline"


def _text(file: Path, shown: str) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise AgentgenError(
            "the baseline can't be read",
            where=shown,
            why=str(problem),
            way_out="restore it from git, or make it anew with --accept --reason",
        ) from problem


def _shown(root: Path, file: Path) -> str:
    path, base = file.resolve(), root.resolve()
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else file.name
