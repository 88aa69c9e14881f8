"""Reports of earlier checks: where nothing has changed since, nothing is examined again.

A report is found by a digest of all that it hangs on: the request, the day, agentgen's own code,
the specs, and path and content of every file of the repository. Only checks without gates and
without git revisions are kept. What can't be written, or read back whole, is checked.
"""

import hashlib
import platform
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from agentgen import __version__
from agentgen.cache import cache_folder, keep, kept
from agentgen.codebase.files import list_files
from agentgen.commands.check_baseline import open_baseline
from agentgen.commands.check_inputs import read_config, read_specs
from agentgen.commands.check_survey import CheckRequest
from agentgen.diagnostics import Place
from agentgen.errors import AgentgenError
from agentgen.ir.report import Report
from agentgen.ir.sheet import Excerpt

_PACKAGE = Path(__file__).parents[1]


def report_file(request: CheckRequest) -> Path | None:
    """Where the report of a check is kept; None for one that is not kept."""
    folder = cache_folder("reports")
    baseline = request.baseline
    if folder is None or request.gates != () or request.since or request.base:
        return None
    if baseline.update or baseline.accept:  # it writes
        return None
    digest = hashlib.blake2b(digest_size=16)
    try:
        for part in _parts(request):
            digest.update(len(part).to_bytes(8, "big") + part)
    except (OSError, AgentgenError):  # the check itself says what is wrong
        return None
    return folder / f"{digest.hexdigest()}.report"


def kept_report(file: Path) -> Report | None:
    """The report in a file; None where there is none that can be used."""
    text = kept(file)
    if text is None:
        return None
    try:
        report, excerpts = _adapter().validate_json(text)
    except ValueError:
        return None
    assert isinstance(report, Report)
    return replace(report, excerpts=dict(excerpts))


def keep_report(file: Path, report: Report) -> None:
    """Write a report for the next check."""
    pairs = list(report.excerpts.items())
    keep(file, _adapter().dump_json((replace(report, excerpts={}), pairs)))


def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Report, list[tuple[Place, Excerpt]]])


def _parts(request: CheckRequest) -> Iterator[bytes]:
    """All that the report hangs on. Raises OSError and AgentgenError for what can't be read."""
    root = request.root.resolve()
    yield f"{__version__} {platform.python_version()} {date.today()} {root} {request!r}".encode()
    config = request.config or read_config(request.root)
    for spec in read_specs(request.root, request.specs, config).files:
        yield f"{spec.path} {spec.home}".encode("utf-8", "backslashreplace")
        yield spec.data
    accepted = open_baseline(request.root, request.baseline, config.baseline)
    yield accepted.file.read_bytes() if accepted and accepted.file.is_file() else b""
    yield repr(config).encode("utf-8", "backslashreplace")
    for source in sorted(_PACKAGE.rglob("*.py")):
        stat = source.stat()
        yield f"{source} {stat.st_size} {stat.st_mtime_ns}".encode("utf-8", "backslashreplace")
    for path in sorted(set(list_files(request.root))):
        yield path.encode("utf-8", "surrogateescape")
        yield _content(root / path)


def _content(file: Path) -> bytes:
    """A digest of a file; empty for what is no file, which a check does not read either."""
    if file.is_symlink() or not file.is_file():
        return b""
    return hashlib.blake2b(file.read_bytes(), digest_size=16).digest()
