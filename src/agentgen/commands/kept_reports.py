"""Reports of earlier checks: where nothing has changed since, nothing is examined again.

A report is found by a digest of all that it hangs on: the request, the day, agentgen's own code,
the specs, and path and content of every file of the repository. Only checks without gates and
without git revisions are kept. What can't be written, or read back whole, is checked.
"""

import hashlib
import json
import os
import platform
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from agentgen import __version__
from agentgen.cache import cache_folder, keep, kept
from agentgen.codebase.files import MAX_BYTES, list_files
from agentgen.commands.check_baseline import open_baseline
from agentgen.commands.check_inputs import read_config, read_specs
from agentgen.commands.check_survey import CheckRequest
from agentgen.errors import AgentgenError
from agentgen.ir.plain_values import plain_value, reader
from agentgen.ir.report import Report

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
    try:
        found = None if text is None else reader(Report)(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if isinstance(found, Report) else None


def keep_report(file: Path, report: Report) -> None:
    """Write a report for the next check."""
    with suppress(TypeError):
        keep(file, json.dumps(plain_value(report), ensure_ascii=False).encode("utf-8", "replace"))


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
    for folder, _, names in sorted(os.walk(_PACKAGE)):
        for name in sorted(n for n in names if n.endswith(".py")):
            status = Path(folder, name).stat()
            yield f"{name} {status.st_size} {status.st_mtime_ns}".encode(
                "utf-8", "backslashreplace"
            )
    for path in sorted(set(list_files(request.root))):
        yield path.encode("utf-8", "surrogateescape")
        yield _content(f"{root}/{path}")


def _content(file: str) -> bytes:
    """What a file holds; of what is no file or too large to be read, what tells it apart."""
    try:
        status = os.lstat(file)
    except OSError:
        return b"gone"
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
        return f"{status.st_mode} {status.st_size} {status.st_mtime_ns}".encode()
    with Path(file).open("rb") as opened:
        return opened.read()
