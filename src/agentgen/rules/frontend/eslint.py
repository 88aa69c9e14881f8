"""What ESLint checks: rules that it keeps are verified to be installed and switched on."""

import re
from collections.abc import Iterator

from agentgen.codebase import Codebase
from agentgen.rules.base import Found

_CONFIG = re.compile(
    r"(?:^|/)(?:eslint\.config\.[cm]?[jt]s|\.eslintrc(?:\.(?:js|cjs|json|ya?ml))?)$"
)
_OFF = r"[\"']?{rule}[\"']?\s*:\s*\[?\s*(?:[\"']off[\"']|0\b)"


def weaknesses(codebase: Codebase, plugin: str, rule: str) -> Iterator[Found]:
    """Where ESLint is used: a plugin that is missing, and a rule (a pattern) that is off.

    A repository without ESLint has no weakness of ESLint.
    """
    eslint = [d for d in codebase.dependencies if d.name == "eslint"]
    named = {d.name for d in codebase.dependencies}
    bundles = any(n.startswith(("eslint-config-", "@vercel/style-guide")) for n in named)
    if eslint and plugin not in named and not bundles:
        yield Found(eslint[0].path, eslint[0].line, f"{plugin} is not installed")
    off = re.compile(_OFF.format(rule=rule))
    for path, text in codebase.texts.items():
        match = off.search(text) if _CONFIG.search(path) or path.endswith("package.json") else None
        if match:
            line = text.count("\n", 0, match.start()) + 1
            yield Found(path, line, f"`{match[0].split(':')[0].strip(chr(34) + chr(39))}` is off")
