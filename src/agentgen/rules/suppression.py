"""Inline suppressions: `# agentgen: ignore[rule-id] reason`, or `//` in scripts.

A suppression covers its own line and, when it stands alone, the next one; above decorators it
reaches the definition. It needs a reason.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agentgen.codebase import Codebase
from agentgen.codebase.model import CommentFact
from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.edits import Edit, line_of, line_start

RULE_ID = "suppression"
_REACH = 10
_IGNORE = re.compile(r"agentgen:\s*ignore(?:\[(?P<rules>[^\]]*)\])?(?P<reason>.*)", re.DOTALL)

_COMMENT = re.compile(
    r"\s*(?:#|//|\{?/\*)\s*agentgen:\s*ignore\[(?P<rules>[\w\s,-]*)\]"
    r"(?:(?!\*/).)*(?:\*/\}?\s*)?$"
)
"""A comment to the end of its line. The suppression is all it says."""


@dataclass(frozen=True, slots=True)
class Given:
    """One valid suppression: where it stands, the rules it names, the lines it covers."""

    path: str
    line: int
    rules: frozenset[str]
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class Suppressions:
    """Which rules are suppressed on which lines, and the suppressions that are not valid."""

    covered: Mapping[tuple[str, int], frozenset[str]]
    invalid: tuple[Diagnostic, ...]
    given: tuple["Given", ...] = ()

    def covers(self, finding: Diagnostic) -> bool:
        """True when a valid suppression covers a finding."""
        place = finding.place
        return finding.rule in self.covered.get((place.path, place.line), frozenset())

    def unused(self, suppressed: Iterable[Diagnostic], run: Collection[str]) -> list[Diagnostic]:
        """Warnings about names in suppressions that no finding was suppressed by.

        Of rules that were not run (`run` are those that were) nothing is known.
        """
        used = {(f.place.path, f.rule, f.place.line) for f in suppressed}
        return [
            _unused(given, rule)
            for given in self.given
            for rule in sorted(given.rules & set(run))
            if not any((given.path, rule, line) in used for line in given.lines)
        ]


def mend_unused(codebase: Codebase, path: str, line: int, message: str) -> Sequence[Edit]:
    """Take the rule out of a suppression that suppresses nothing; the comment when none is left."""
    text = codebase.texts[path]
    whole, start = line_of(text, line), line_start(text, line)
    match = _COMMENT.search(whole)
    if match is None or "suppresses nothing" not in message:
        return ()
    rule = message.split("`")[1]
    kept = [r for r in (n.strip() for n in match["rules"].split(",")) if r and r != rule]
    if kept:
        return (Edit(start + match.start("rules"), start + match.end("rules"), ", ".join(kept)),)
    if whole[: match.start()].strip():
        return (Edit(start + match.start(), start + len(whole)),)
    return (Edit(start, start + len(whole) + 1),)


def read_suppressions(codebase: Codebase, known: Iterable[str]) -> Suppressions:
    """Read the suppressions of all source files; `known` are the ids that may be named."""
    covered: dict[tuple[str, int], frozenset[str]] = {}
    invalid: list[Diagnostic] = []
    valid: list[Given] = []
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
                lines = frozenset(_lines(codebase.texts[path], comment))
                valid.append(Given(path, comment.line, named, lines))
                for line in lines:
                    covered[(path, line)] = covered.get((path, line), frozenset()) | named
    return Suppressions(covered, tuple(invalid), tuple(valid))


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


def _unused(given: Given, rule: str) -> Diagnostic:
    return Diagnostic(
        rule=RULE_ID,
        level=Level.WARNING,
        place=Place(given.path, given.line),
        message=f"the suppression of `{rule}` suppresses nothing",
        help="take it out, or let `agentgen check --fix` do it",
    )
