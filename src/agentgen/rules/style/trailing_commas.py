"""A formatter, or a rule of ruff, ends lists over several lines with a comma."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.linters import (
    formats_python,
    prettier_of,
    python_manifest,
    ruff_of,
    setting_line,
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at what formats Python, and at Prettier's configuration."""
    found, examined = [], 0
    manifest = python_manifest(codebase)
    if codebase.python and manifest:
        examined += 1
        checked = any(ruff.checks("COM812") for ruff in ruff_of(codebase))
        told = [r for r in ruff_of(codebase) if r.formats.get("skip-magic-trailing-comma")]
        if told:
            line = setting_line(codebase, told[0].path, "skip-magic-trailing-comma")
            found.append(Found(told[0].path, line, "ruff is told to drop trailing commas"))
        elif not checked and not formats_python(codebase):
            message = "nothing adds trailing commas: no formatter, no COM812 of ruff"
            found.append(Found(manifest, 1, message))
    for path, options in prettier_of(codebase):
        examined += 1
        if options.get("trailingComma") == "none":
            line = setting_line(codebase, path, "trailingComma")
            found.append(Found(path, line, "Prettier is told to drop trailing commas"))
    return found, examined


_DEPS = "[project]\ndependencies = ['fastapi']\n[dependency-groups]\ndev = ['ruff']\n"

RULE = Rule(
    id="trailing-commas",
    title="Lists over several lines end with a comma",
    help="let black, `ruff format` or COM812 see to it",
    what="formatters",
    phrases=demanded(r"\btrailing commas?\b"),
    inspect=inspect,
    valid=(
        Example({"a.py": "", "pyproject.toml": _DEPS}),
        Example({"src/a.ts": "", ".prettierrc": '{"trailingComma": "all"}'}),
    ),
    invalid=(
        Example({"a.py": "", "requirements.txt": "fastapi\n"}),
        Example(
            {
                "a.py": "",
                "pyproject.toml": _DEPS + "[tool.ruff.format]\nskip-magic-trailing-comma = true\n",
            }
        ),
        Example({"src/a.ts": "", ".prettierrc": '{"trailingComma": "none"}'}),
    ),
    prose={
        "Use trailing commas in multi-line structures": {},
        "Trailing commas everywhere": {},
        "Multi-line calls end with a trailing comma": {},
    },
    not_prose=("No trailing commas", "Remove trailing spaces"),
    keywords=words("trailing"),
    status=Status.HEURISTIC,
    combine=union,
)
