"""The audit that `agentgen fill` verifies patches with: the rules of the repository's specs."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from agentgen.diagnostics import Diagnostic
from agentgen.ir.policy import Policy

_REMEMBERED = 4


def auditor_of(
    policy: Policy, root: Path
) -> Callable[[Mapping[str, str]], Sequence[Diagnostic]] | None:
    """An audit of texts against a policy; None when the policy switches no rule on."""
    from agentgen.codebase.build import build_codebase
    from agentgen.commands.check_settings import merged_settings
    from agentgen.commands.recognizers import all_recognizers
    from agentgen.rules.audit import audit
    from agentgen.rules.registry import RULES

    recognizers = all_recognizers()
    known = {rule.id for rule in RULES}
    settings = [s for s in merged_settings(policy.rules, recognizers) if s.rule in known]
    if not settings:
        return None
    ids = [recognizer.id for recognizer in recognizers]

    audits: dict[int, Sequence[Diagnostic]] = {}

    def findings(texts: Mapping[str, str]) -> Sequence[Diagnostic]:
        """Audit texts. The last audits are remembered: patches start from the same texts."""
        key = hash(frozenset(texts.items()))
        if key not in audits:
            if len(audits) >= _REMEMBERED:
                audits.pop(next(iter(audits)), None)
            audits[key] = audited(texts)
        return audits[key]

    def audited(texts: Mapping[str, str]) -> Sequence[Diagnostic]:
        codebase = build_codebase(texts, root=root)
        return [f for o in audit(codebase, settings, RULES, known_ids=ids) for f in o.findings]

    return findings
