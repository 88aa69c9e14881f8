"""Make the output of tools short enough to be told to a model, and comparable."""

import re
from collections import Counter
from pathlib import Path

_POSITION = re.compile(r":\d+(?::\d+)?:?")
_SUMMARY = re.compile(r"^(?:Found \d+|\[\*\]|No fixes|\d+ files? |All checks passed|Success:)")
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_MAX_LINES, _MAX_CHARS = 60, 4000
_HEAD, _TAIL = 200, 600


def condensed(output: str, scratch: Path) -> str:
    """The last lines of an output, without the scratch copy's path and without colours."""
    text = _ANSI.sub("", output).replace(f"{scratch}/", "").replace(str(scratch), ".")
    lines = [_shortened(line.rstrip()) for line in text.split("\n") if line.strip()]
    kept = lines[-_MAX_LINES:]
    cut = "\n".join(kept)[-_MAX_CHARS:]
    return cut if len(kept) == len(lines) and len(cut) <= _MAX_CHARS else f"[…]\n{cut}"


def _shortened(line: str) -> str:
    """A long line, such as a log entry with a traceback, by its begin and its telling end."""
    if len(line) <= _HEAD + _TAIL:
        return line
    return f"{line[:_HEAD]} […] {line[-_TAIL:]}"


def new_findings(before: str, after: str) -> list[str]:
    """Lines of a linter's output that were not there before, whatever their line numbers."""
    known = Counter(_POSITION.sub(":", line) for line in before.split("\n"))
    found: list[str] = []
    for line in after.split("\n"):
        if not line.strip() or _SUMMARY.match(line):
            continue
        key = _POSITION.sub(":", line)
        if known[key] > 0:
            known[key] -= 1
        else:
            found.append(line)
    return found
