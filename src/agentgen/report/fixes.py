"""What `--fix` mended before a check, in words."""

from collections.abc import Iterator, Sequence

from agentgen.ir.edits import Mended


def fixed_line(fixes: Sequence[Mended]) -> str:
    """How many findings were fixed, in how many files; empty when no fix was tried."""
    held = [fix for fix in fixes if not fix.undone]
    if not fixes:
        return ""
    undone = len(fixes) - len(held)
    left = f"; {_count(undone, 'fix', 'fixes')} undone" if undone else ""
    files = len({fix.path for fix in held})
    return f"{_count(len(held), 'finding')} fixed in {_count(files, 'file')}{left}"


def fix_lines(fixes: Sequence[Mended]) -> Iterator[str]:
    """One line for each: what was found there, and why it could not be fixed."""
    for fix in fixes:
        what = f"{fix.path}:{fix.line}  {fix.rule}: {fix.message}"
        yield f"not fixed {what} ({fix.undone})" if fix.undone else f"fixed {what}"


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or f'{one}s'}"
