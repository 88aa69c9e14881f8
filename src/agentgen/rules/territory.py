"""Which files each setting of a rule holds for, when a spec binds only part of a repository."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from agentgen.codebase import Codebase
from agentgen.codebase.narrow import is_source, narrowed
from agentgen.ir.globs import specificity
from agentgen.ir.policy import RuleSetting
from agentgen.ir.report import CheckResult
from agentgen.rules.base import Rule

_EVERYWHERE = (-1, -1)


def check_in_territory(
    rule: Rule, setting: RuleSetting, rivals: Sequence[RuleSetting], codebase: Codebase
) -> CheckResult:
    """Check a rule in the files that no nearer setting of the same rule holds for.

    Findings come from the whole code base, so that a rule about two files sees both; those in
    files of other settings are left out. `rivals` are all settings of the rule.
    """
    if len(rivals) == 1 and not setting.paths:
        return rule.check(codebase, setting)
    owns = _owner(setting, rivals)
    whole = rule.check(codebase, setting)
    part = rule.check(narrowed(codebase, owns), setting)
    findings = tuple(f for f in whole.findings if owns(f.place.path))
    return replace(part, findings=findings)


def _owner(setting: RuleSetting, rivals: Sequence[RuleSetting]) -> Callable[[str], bool]:
    """True for the paths that the setting holds for: the nearest wins, then the first.

    A file that is no source (a contract) and in nobody's territory concerns every setting.
    """

    def owns(path: str) -> bool:
        best, winner = None, None
        for rival in rivals:
            weight = specificity(path, rival.paths) if rival.paths else _EVERYWHERE
            if weight is not None and (best is None or weight > best):
                best, winner = weight, rival
        return winner is setting or (winner is None and not is_source(path))

    return owns
