"""Code examples of a spec, as small files that rules can look at."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from agentgen.spec.fences import Fence, find_fences

_SUFFIXES = {
    "python": "py", "py": "py", "python3": "py", "typescript": "ts", "ts": "ts", "tsx": "tsx",
    "javascript": "js", "js": "js", "jsx": "jsx", "sql": "sql", "postgresql": "sql",
}  # fmt: skip
_BAD = re.compile(
    r"❌|✗|✘|🚫|⛔|\b(?:bad|wrong|incorrect|don'?ts?|do not|never|avoid|anti-?patterns?|not this"
    r"|instead of|before|legacy|forbidden|prohibited|violations?|mistakes?)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"✅|✓|✔|\b(?:good|right|correct|do this|better|preferred|after|instead:|use this)\b", re.I
)
_COMMENT = re.compile(r"^\s*(?:#|//|--|/\*)|(?:\s#|\s//|\s--)\s")
_EXAMPLE = re.compile(r"\W*(?:for )?(?:examples?|instance|e\.g)\W*", re.IGNORECASE)
_ABOVE = 30
"""Lines above a block among which its heading is looked for."""


@dataclass(frozen=True, slots=True)
class CodeExample:
    """One block.

    Attributes:
        first: line of the spec that its first line stands on.
        suffix: of a file in its language.
        shunned: lines of the spec that show what not to do.
    """

    first: int
    suffix: str
    text: str
    shunned: frozenset[int]


def code_examples(lines: Sequence[str]) -> list[CodeExample]:
    """The fenced blocks in a language that rules read."""
    return [_example(lines, fence) for fence in find_fences(lines) if fence.language in _SUFFIXES]


def _example(lines: Sequence[str], fence: Fence) -> CodeExample:
    last = (
        fence.last
        if _closes(lines[fence.last - 1]) and fence.last > fence.first
        else fence.last + 1
    )
    code = lines[fence.first : last - 1]
    bad = _is_shunned_above(lines, fence.first)
    shunned: set[int] = set()
    for number, line in enumerate(code, fence.first + 1):
        if _COMMENT.search(line):
            verdict = _verdict(line)
            bad = bad if verdict is None else verdict
        if bad:
            shunned.add(number)
    text = textwrap.dedent("\n".join(code)) + "\n"
    return CodeExample(fence.first + 1, _SUFFIXES[fence.language], text, frozenset(shunned))


def _closes(line: str) -> bool:
    return line.strip(" \t>").startswith(("```", "~~~"))


def _is_shunned_above(lines: Sequence[str], fence: int) -> bool:
    """True when the line above, or the nearest heading, speaks of what not to do.

    A line that only says `Example:` passes the question on to the one above it.
    """
    above = [line for line in lines[max(0, fence - _ABOVE) : fence - 1] if line.strip()]
    for line in reversed(above):
        verdict = _verdict(line)
        if verdict is not None:
            return verdict
        if not _EXAMPLE.fullmatch(line):
            break
    heading = next((line for line in reversed(above) if line.startswith("#")), "")
    return _verdict(heading) is True


def _verdict(line: str) -> bool | None:
    """True for bad, False for good, None when it says neither; the first word decides."""
    bad, good = _BAD.search(line), _GOOD.search(line)
    if bad and good:
        return bad.start() < good.start()
    return True if bad else (False if good else None)
