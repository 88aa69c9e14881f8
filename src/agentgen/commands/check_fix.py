"""`agentgen check --fix`: mend what is safe to mend, and keep only what the rules then accept."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from agentgen.codebase import Codebase, build_codebase
from agentgen.commands.check_gates import run_gates
from agentgen.commands.check_survey import (
    CheckRequest,
    Compiler,
    Survey,
    audited,
    judged,
    survey,
)
from agentgen.diagnostics import Diagnostic
from agentgen.gates.base import Gate
from agentgen.gates.registry import GATES
from agentgen.ir.edits import Edit, Mended, edited
from agentgen.ir.report import Outcome
from agentgen.project.rewriting import rewritable, rewrite
from agentgen.project.ruff_text import formatted, linted
from agentgen.rules.base import Rule
from agentgen.rules.linters import formats_python
from agentgen.rules.mending import Mend
from agentgen.rules.registry import RULES
from agentgen.rules.suppression import RULE_ID, mend_unused

LINT = "lint"
"""The gate whose findings ruff mends itself."""
_FIGURE = re.compile(r"\d+")
Key = tuple[str, str, str]
"""What stays the same of a finding when lines move: rule, path, message without figures."""


@dataclass(frozen=True, slots=True)
class Fixes:
    """What a fix makes of a repository: texts before and after by path, and what it mended."""

    texts: Mapping[str, tuple[str, str]]
    mended: tuple[Mended, ...]

    def diff(self) -> str:
        """The unified diff, as `git apply` and `patch -p1` take it."""
        parts = []
        for path, (before, after) in sorted(self.texts.items()):
            lines = unified_diff(
                before.splitlines(keepends=True),
                after.splitlines(keepends=True),
                f"a/{path}",
                f"b/{path}",
            )
            parts += [
                line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
                for line in lines
            ]
        return "".join(parts)


def fix(
    request: CheckRequest,
    compile_specs: Compiler | None = None,
    rules: Sequence[Rule] = RULES,
    gates: Sequence[Gate] = GATES,
) -> Fixes:
    """Find what can be mended, and mend it in memory; `write_fixes` writes it.

    Accepted findings, and with `since` those on unchanged code, are left alone. A fix that does
    not remove its finding, or brings a new one, is undone.

    Raises:
        AgentgenError: when the check cannot run.
    """
    found = survey(request, compile_specs, rules, gates)
    outcomes = audited(found, found.codebase, rules, gates)
    linters = [g for g in found.gates if g.id == LINT]
    outcomes += run_gates(linters, request.root, found.codebase, found.settings, request.seconds)
    open_ = [f for o in judged(found, outcomes).outcomes for f in o.findings]
    mends = {r.id: r.mend for r in rules if r.mend} | {RULE_ID: mend_unused}
    work = _Work(found, mends, lambda codebase: audited(found, codebase, rules, gates))
    work.mend([f for f in open_ if f.rule in mends and f.place.path in found.codebase.texts])
    work.lint([f for f in open_ if f.rule == LINT and f.place.path.endswith(".py")])
    return work.result()


def write_fixes(root: Path, fixes: Fixes) -> None:
    """Write the texts, each file in one step.

    Raises:
        AgentgenError: when a file changed since it was read, or can't be written.
    """
    rewrite(root, fixes.texts)


class _Work:
    """Texts while they are being mended, the findings of the rules in them, and what was done."""

    def __init__(
        self,
        found: Survey,
        mends: Mapping[str, Mend],
        audit: Callable[[Codebase], Iterable[Outcome]],
    ) -> None:
        self._root, self._mends, self._audit = found.request.root, mends, audit
        self._original = self._codebase = found.codebase
        self._formats = formats_python(found.codebase)
        self._keys = _keys(audit(found.codebase))
        self._done: list[Mended] = []

    def mend(self, findings: Sequence[Diagnostic]) -> None:
        """Try all fixes at once; where that does not hold, those of each rule in each file."""
        groups = self._grouped(findings)
        if not groups or self._try(groups):
            return
        for group in groups:
            if not self._try([group]):
                self._done += [_mended(f, "it is still found, or something new is") for f in group]

    def lint(self, findings: Sequence[Diagnostic]) -> None:
        """Let ruff mend the files that its gate found fault with; format those it found so."""
        for path in sorted({f.place.path for f in findings} & self._codebase.texts.keys()):
            text = self._codebase.texts[path]
            if not rewritable(self._root, path, self._original.texts[path]):
                continue
            would = any("would reformat" in f.message for f in findings if f.place.path == path)
            better = linted(self._root, path, text)
            better = formatted(self._root, path, better) if would else self._as(text, better, path)
            told = Mended(LINT, path, 1, "ruff's safe fixes" if better != text else "")
            if better != text and self._accept({path: better}, Counter()):
                self._done.append(told)
            elif better != text:
                self._done.append(replace(told, undone="it brings a finding of a rule"))

    def result(self) -> Fixes:
        """The texts that differ, and what was mended, in the order of places."""
        before, after = self._original.texts, self._codebase.texts
        texts = {p: (before[p], after[p]) for p in before if before[p] != after[p]}
        return Fixes(texts, tuple(sorted(self._done, key=attrgetter("path", "line", "rule"))))

    def _grouped(self, findings: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
        """Findings that have edits, by file and rule."""
        place = attrgetter("place.path", "rule", "place.line")
        usable = [f for f in sorted(findings, key=place) if self._edits(f)]
        return [list(group) for _, group in groupby(usable, key=lambda f: place(f)[:2])]

    def _edits(self, finding: Diagnostic) -> Sequence[Edit]:
        path = finding.place.path
        if not rewritable(self._root, path, self._original.texts[path]):
            return ()
        mend = self._mends[finding.rule]
        return mend(self._codebase, path, finding.place.line, finding.message)

    def _try(self, groups: Sequence[Sequence[Diagnostic]]) -> bool:
        """Apply the fixes of some groups together; True when they hold."""
        findings = [f for group in groups for f in self._current(group)]
        texts = dict[str, str]()
        for path, here in groupby(
            sorted(findings, key=attrgetter("place.path")), key=lambda f: f.place.path
        ):
            before = self._codebase.texts[path]
            after = edited(before, [edit for f in here for edit in self._edits(f)])
            texts[path] = self._as(before, after, path)
        if not self._accept(texts, Counter(_key(f) for f in findings)):
            return False
        self._done += [_mended(f) for group in groups for f in group]
        return True

    def _current(self, group: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings of a group where they are now, after other fixes of their file."""
        first = group[0]
        path, rule = first.place.path, first.rule
        if self._codebase is self._original:
            yield from group
            return
        wanted = Counter(_key(f) for f in group)
        for outcome in self._audit(self._codebase):
            for finding in outcome.findings:
                here = (finding.rule, finding.place.path) == (rule, path)
                if here and wanted[_key(finding)] and self._edits(finding):
                    wanted[_key(finding)] -= 1
                    yield finding

    def _as(self, before: str, after: str, path: str) -> str:
        """The changed text in ruff's format, if the unchanged one was."""
        if not (self._formats and path.endswith(".py")) or before == after:
            return after
        kept = formatted(self._root, path, before) == before
        return formatted(self._root, path, after) if kept else after

    def _accept(self, texts: Mapping[str, str], gone: Counter[Key]) -> bool:
        """Take texts over if exactly those findings are gone, and none is new."""
        changed = build_codebase(
            {**self._codebase.texts, **texts},
            root=self._codebase.root,
            skipped=self._original.skipped,
        )
        keys = _keys(self._audit(changed))
        if keys - (self._keys - gone):
            return False
        self._codebase, self._keys = changed, keys
        return True


def _keys(outcomes: Iterable[Outcome]) -> Counter[Key]:
    return Counter(_key(f) for o in outcomes for f in (*o.findings, *o.suppressed))


def _key(finding: Diagnostic) -> Key:
    return finding.rule, finding.place.path, _FIGURE.sub("#", finding.message)


def _mended(finding: Diagnostic, undone: str = "") -> Mended:
    place = finding.place
    return Mended(finding.rule, place.path, place.line, finding.message, undone)
