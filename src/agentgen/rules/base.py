"""What a rule is: recognised in prose, checked over facts, proven by its own examples."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from agentgen.codebase import Codebase
from agentgen.diagnostics import Diagnostic, Place
from agentgen.ir.params import Param
from agentgen.ir.policy import RuleSetting, Statement, Status
from agentgen.ir.recognition import ByPhrases
from agentgen.ir.report import CheckResult
from agentgen.rules.mending import Fixed, Mend

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A small repository (path to text) that a rule accepts, or rejects, under `params`.

    `findings` is the number of findings an invalid example gives.
    """

    files: Mapping[str, str]
    params: Params = field(default_factory=dict)
    findings: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """One violation, before it is tied to the spec line."""

    path: str
    line: int
    message: str


def demanding_more(one: Params, other: Params) -> Params:
    """Merge parameters: of two limits the smaller, the wider scope, the union of the rest."""
    merged = {**one, **other}
    for key in one.keys() & other.keys():
        if isinstance(one[key], int):
            merged[key] = min(one[key], other[key])
    if one.get("scope") != other.get("scope"):
        merged.pop("scope", None)
    return merged


def united(one: Params, other: Params) -> Params:
    """Merge parameters whose values are lists: all that either names."""
    merged = {**other, **one}
    for key in one.keys() & other.keys():
        if isinstance(one[key], tuple):
            merged[key] = tuple(dict.fromkeys((*one[key], *other[key])))
    return merged


@dataclass(frozen=True, slots=True)
class Rule(ByPhrases):
    """One rule. Implements `agentgen.ir.recognition.Recognizer`.

    Attributes:
        id: kebab-case; used in suppressions.
        title: one line for reports.
        help: the way out of a finding.
        phrases: parameters that a statement carries for the rule, or None.
        inspect: all violations and how many things were examined.
        what: what is examined, in the plural.
        valid, invalid: examples of code; they are the rule's tests and documentation.
        params: the parameters it has, by name; None leaves them open, for lists and mappings.
        reads_fragments: True when a few lines out of a file are enough to find a violation.
        mend: how to change the text so that a finding is gone; None where nothing safe is known.
        fixes: examples of what it does, and of what it leaves alone.
        prose, not_prose: sentences that mean the rule, with their parameters, and that do not.
    """

    id: str
    title: str
    help: str
    what: str
    phrases: Callable[[Statement], Params | None]
    inspect: Callable[[Codebase, Params], tuple[Iterable[Found], int]]
    valid: tuple[Example, ...]
    invalid: tuple[Example, ...]
    prose: Mapping[str, Params]
    not_prose: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    describes: bool = False
    status: Status = Status.ENFORCED
    combine: Callable[[Params, Params], Params] = demanding_more
    params: Mapping[str, Param] | None = field(default_factory=dict)
    reads_fragments: bool = False
    mend: Mend | None = None
    fixes: tuple[Fixed, ...] = ()

    def check(self, codebase: Codebase, setting: RuleSetting) -> CheckResult:
        """Check a code base; every finding is tied to the spec line of the setting."""
        found, examined = self.inspect(codebase, setting.params)
        ordered = sorted(set(found), key=lambda f: (f.path, f.line, f.message))
        findings = tuple(self._finding(f, codebase, setting) for f in ordered)
        return CheckResult(findings, examined, self.what)

    def _finding(self, found: Found, codebase: Codebase, setting: RuleSetting) -> Diagnostic:
        return Diagnostic(
            rule=self.id,
            level=setting.level,
            place=Place(found.path, found.line),
            message=found.message,
            help=f"{self.help}, or {suppression_hint(found.path, self.id)}",
            spec=setting.place,
            spec_text=setting.text,
        )


def suppression_hint(path: str, rule: str) -> str:
    """How to suppress a finding of `rule` in the file at `path`."""
    suffix = path.rsplit(".", 1)[-1]
    marker = "//" if suffix in ("ts", "tsx", "js", "jsx", "mts", "cts", "mjs", "cjs") else "#"
    return f"add `{marker} agentgen: ignore[{rule}] reason`"


def hand_written(codebase: Codebase, paths: Iterable[str]) -> list[str]:
    """The paths without the files that declare themselves generated."""
    return [p for p in paths if p not in codebase.generated]
