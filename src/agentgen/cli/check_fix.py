"""`agentgen check --fix` and `--diff`: mend before the check, or show what would be mended."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentgen.cli.check_output import Wanted
from agentgen.errors import AgentgenError

if TYPE_CHECKING:
    from agentgen.commands.check import CheckRequest
    from agentgen.ir.edits import Mended


def fix_first(request: "CheckRequest", diff: bool) -> "tuple[Mended, ...]":
    """Write what can be mended, and return it; with `diff` only print the difference.

    Raises:
        AgentgenError: when the check cannot run, or a file can't be written.
    """
    from agentgen.commands.check_fix import fix, write_fixes

    fixes = fix(request)
    if not diff:
        write_fixes(request.root, fixes)
        return fixes.mended
    sys.stdout.write(fixes.diff())
    count = sum(not one.undone for one in fixes.mended)
    sys.stderr.write(f"--fix would mend {count} findings in {len(fixes.texts)} files\n")
    return ()


def in_files(wanted: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """The reports that go to files; standard output belongs to the difference."""
    return tuple(one for one in wanted if one.file is not None)


def require_once(fixing: bool, watching: bool) -> None:
    """Refuse to change files whenever a file changes.

    Raises:
        AgentgenError: when both are asked for.
    """
    if fixing and watching:
        raise AgentgenError(
            "--fix and --diff do not go with --watch", way_out="fix first, then watch"
        )
