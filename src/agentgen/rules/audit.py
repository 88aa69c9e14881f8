"""Run the rules that a policy switches on over a code base."""

from collections.abc import Iterable, Sequence

from agentgen.codebase import Codebase
from agentgen.diagnostics import Diagnostic, Level
from agentgen.ir.policy import RuleSetting
from agentgen.ir.report import Outcome, Verdict
from agentgen.rules.base import Rule
from agentgen.rules.suppression import RULE_ID, Suppressions, read_suppressions
from agentgen.rules.territory import check_in_territory

PARSE_ID = "unparsed"


def audit(
    codebase: Codebase,
    settings: Iterable[RuleSetting],
    rules: Sequence[Rule],
    known_ids: Iterable[str] = (),
) -> tuple[Outcome, ...]:
    """Return one outcome for each setting of a known rule, then what concerns no single rule.

    Of several settings of one rule, the one whose paths are nearest holds for a file. A rule that
    found nothing to examine is unverified. `known_ids` are further ids that a
    suppression may name.
    """
    by_id = {rule.id: rule for rule in rules}
    suppressions = read_suppressions(codebase, (*by_id, *known_ids))
    known = [s for s in settings if s.rule in by_id]
    outcomes = [
        _outcome(by_id[s.rule], s, [r for r in known if r.rule == s.rule], codebase, suppressions)
        for s in known
    ]
    if codebase.unparsed:
        outcomes.append(_unparsed(codebase))
    amiss = (*suppressions.invalid, *_unused(suppressions, outcomes, codebase))
    if amiss:
        outcomes.append(_suppression(amiss, codebase))
    return tuple(outcomes)


def _unused(
    suppressions: Suppressions, outcomes: Sequence[Outcome], codebase: Codebase
) -> list[Diagnostic]:
    """Suppressions without use, but for files that could not be read in full."""
    blind = {place.path for place, _ in codebase.unparsed}
    suppressed = [f for o in outcomes for f in o.suppressed]
    unused = suppressions.unused(suppressed, {o.id for o in outcomes})
    return [f for f in unused if f.place.path not in blind]


def _suppression(findings: tuple[Diagnostic, ...], codebase: Codebase) -> Outcome:
    verdict, _ = _verdict(findings, len(findings), "")
    return Outcome(
        id=RULE_ID,
        title="Suppressions name a rule, give a reason, and are needed",
        kind="rule",
        verdict=verdict,
        findings=findings,
        examined=len(codebase.comments),
        what="files with marked comments",
    )


def _outcome(
    rule: Rule,
    setting: RuleSetting,
    rivals: Sequence[RuleSetting],
    codebase: Codebase,
    suppressions: Suppressions,
) -> Outcome:
    result = check_in_territory(rule, setting, rivals, codebase)
    open_ = tuple(f for f in result.findings if not suppressions.covers(f))
    verdict, reason = _verdict(open_, result.examined, result.what)
    return Outcome(
        id=rule.id,
        title=rule.title,
        kind="rule",
        verdict=verdict,
        findings=open_,
        examined=result.examined,
        what=result.what,
        reason=reason,
        spec=setting.place,
        spec_text=setting.text,
        suppressed=tuple(f for f in result.findings if suppressions.covers(f)),
        paths=setting.paths,
    )


def _verdict(findings: tuple[Diagnostic, ...], examined: int, what: str) -> tuple[Verdict, str]:
    if not examined:
        return Verdict.UNVERIFIED, f"there are no {what} to examine"
    if any(f.level is Level.ERROR for f in findings):
        return Verdict.FAILED, ""
    return Verdict.PASSED, ""


def _unparsed(codebase: Codebase) -> Outcome:
    findings = tuple(
        Diagnostic(
            rule=PARSE_ID,
            level=Level.ERROR,
            place=place,
            message=f"the file could not be parsed in full: {reason}",
            help="fix the syntax, or run agentgen on the Python version the file is written for",
        )
        for place, reason in codebase.unparsed
    )
    return Outcome(
        id=PARSE_ID,
        title="Every source file can be parsed",
        kind="rule",
        verdict=Verdict.FAILED,
        findings=findings,
        examined=len(codebase.python) + len(codebase.scripts),
        what="source files",
    )
