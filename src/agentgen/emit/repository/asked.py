"""Files around the code that are written only where a spec asks for them."""

from agentgen.emit.backend.literals import comment, sentence
from agentgen.ir.blueprint import Blueprint
from agentgen.ir.globs import matches
from agentgen.ir.policy import Policy

CHANGES = "CHANGELOG.md"
API = "docs/api/README.md"
_UPDATES = ".github/dependabot.yml"
_TEMPLATES = {CHANGES: "CHANGELOG.md.jinja", API: "docs/api/README.md.jinja"}


def asked_files(policy: Policy) -> dict[str, str]:
    """Target and template of what the policy asks to be kept: change log, API pages, updates."""
    found = {}
    updates = policy.setting("documentation-updates")
    patterns = updates.params.get("paths", ()) if updates else ()
    for target, template in _TEMPLATES.items():
        if matches(target, [p.lstrip("/") for p in patterns]):
            found[target] = template
    if policy.setting("changelog"):
        found[CHANGES] = _TEMPLATES[CHANGES]
    if policy.setting("dependency-updates"):
        found[_UPDATES] = _UPDATES
    return found


def summaries(blueprint: Blueprint) -> dict[str, str]:
    """One sentence about each operation, safe within a Markdown table."""
    return {
        plan.operation.id: _cell(plan.operation.summary or plan.operation.description)
        for plan in blueprint.operations
    }


def _cell(text: str) -> str:
    return comment(sentence(text, "See the contract", 100)).translate(_MARKS) if text else ""


_MARKS = str.maketrans({"|": "/", "`": "'", "<": "&lt;", "[": "(", "]": ")"})
