"""The role specs' own rules, as a step: what the patch breaks that was kept before."""

from collections import Counter
from collections.abc import Callable, Sequence

from agentgen.diagnostics import Diagnostic, Level
from agentgen.fill.model import Patch, Step, StepResult, Texts

Auditor = Callable[[Texts], Sequence[Diagnostic]]
"""Finds what breaks the role specs in the texts of a repository; handed in by the command."""


def check_rules(auditor: Auditor, texts: Texts, patch: Patch) -> Step:
    """Audit the texts with and without the patch; only new errors count."""
    before = Counter(_key(d) for d in auditor(texts))
    new: list[str] = []
    for finding in auditor({**texts, **patch.texts}):
        if before[_key(finding)] > 0:
            before[_key(finding)] -= 1
        elif finding.level is Level.ERROR:
            demanded = f" ({finding.spec}: {finding.spec_text})" if finding.spec else ""
            new.append(f"{finding.place}: {finding.message}{demanded}")
    if new:
        return Step("role specs", StepResult.FAILED, "\n".join(new[:20]))
    return Step("role specs", StepResult.PASSED)


def _key(finding: Diagnostic) -> tuple[str, str, str]:
    return (finding.rule, finding.place.path, finding.message)
