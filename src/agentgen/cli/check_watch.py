"""`agentgen check --watch`: again and again, until Ctrl-C."""

import sys
from collections.abc import Callable, Collection
from pathlib import Path

from agentgen.cli.failure import explain
from agentgen.errors import AgentgenError

INTERRUPTED = 130
"""Exit code of a program that Ctrl-C ended: 128 and the number of SIGINT."""
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_NAMED = 3


def watch(root: Path, written: Collection[Path], run: Callable[[], object]) -> int:
    """Run now and after every change below `root`; returns the exit code once interrupted.

    A run that cannot go on says so and waits for the next change. `written` are files that the
    runs write. The screen is cleared where there is one.
    """
    from agentgen.commands.watch import changes, snapshot

    base = root.resolve()
    own = {
        file.resolve().relative_to(base).as_posix()
        for file in written
        if file.resolve().is_relative_to(base)
    }
    try:
        seen = snapshot(root)
        _run(run)
        _tell(f"watching {root.resolve()}; Ctrl-C ends it")
        for changed in changes(root, seen, own):
            if sys.stdout.isatty():
                sys.stdout.write(_CLEAR)
            _tell(f"changed: {_names(changed)}")
            _run(run)
    except KeyboardInterrupt:
        _tell("")
    return INTERRUPTED


def _run(run: Callable[[], object]) -> None:
    try:
        run()
    except AgentgenError as error:
        sys.stderr.write(explain(error))
    sys.stdout.flush()


def _names(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more


def _tell(text: str) -> None:
    from agentgen.report.printable import printable

    sys.stderr.write(f"{printable(text)}\n")
    sys.stderr.flush()
