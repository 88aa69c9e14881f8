"""Inline suppressions: `# agentgen: ignore[rule-id] reason`, or `//` in scripts.

A suppression covers its own line and, when it stands alone, the next one; above decorators it
reaches the definition. It needs a reason.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from agentgen.codebase import Codebase
from agentgen.codebase.model import CommentFact
from agentgen.diagnostics import Diagnostic, Level, Place

RULE_ID = "suppression"
_REACH = 10
_IGNORE = re.compile(r"agentgen:\s*ignore(?:\[(?P<rules>[^\]]*)\])?(?P<reason>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Suppressions:
    """Which rules are suppressed on which lines, and the suppressions that are not valid."""

    covered: Mapping[tuple[str, int], frozenset[str]]
    invalid: tuple[Diagnostic, ...]

    def covers(self, finding: Diagnostic) -> bool:
        """True when a valid suppression covers a finding."""
        place = finding.place
        return finding.rule in self.covered.get((place.path, place.line), frozenset())


def read_suppressions(codebase: Codebase, known: Iterable[str]) -> Suppressions:
    """Read the suppressions of all source files; `known` are the ids that may be named."""
    covered: dict[tuple[str, int], frozenset[str]] = {}
    invalid: list[Diagnostic] = []
    ids = frozenset(known)
    for path, comments in codebase.comments.items():
        for comment in comments:
            match = _IGNORE.match(comment.text)
            if match is None:
                continue
            named = frozenset(r.strip() for r in (match["rules"] or "").split(",") if r.strip())
            problems = list(_problems(named, match["reason"], ids))
            invalid += [_finding(path, comment.line, p) for p in problems]
            if not problems:
                for line in _lines(codebase.texts[path], comment):
                    covered[(path, line)] = covered.get((path, line), frozenset()) | named
    return Suppressions(covered, tuple(invalid))


def _lines(text: str, comment: CommentFact) -> Iterator[int]:
    """Its own line; alone on it, also the next, and the definition below decorators there."""
    yield comment.line
    if not comment.own_line:
        return
    following = text.split("\n")[comment.line : comment.line + _REACH]
    for number, line in enumerate(following, start=comment.line + 1):
        yield number
        if not line.lstrip().startswith("@"):
            return


def _problems(named: frozenset[str], reason: str, known: frozenset[str]) -> Iterator[str]:
    if not named:
        yield "a suppression names no rule"
    if not re.search(r"\w{2}", reason):
        yield "a suppression gives no reason"
    for unknown in sorted(named - known):
        yield f"a suppression names `{unknown}`, which is no rule"


def _finding(path: str, line: int, problem: str) -> Diagnostic:
    return Diagnostic(
        rule=RULE_ID,
        level=Level.ERROR,
        place=Place(path, line),
        message=problem,
        help="write `agentgen: ignore[rule-id] why it may stay`",
    )
