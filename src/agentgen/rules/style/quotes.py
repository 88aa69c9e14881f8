"""A formatter, or a rule of ruff, keeps the quotes that the spec says."""

from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.documents import documents, inside
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.linters import (
    formats_python,
    prettier_of,
    python_manifest,
    ruff_of,
    setting_line,
)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at what formats Python; at what formats scripts where there is no Python."""
    style = "".join(params.get("style", ())[:1]) or "double"
    manifest = python_manifest(codebase)
    if codebase.python and manifest:
        found = list(_python(codebase, style, manifest))
        return found, 1
    found, examined = [], 0
    for path, options in prettier_of(codebase):
        examined += 1
        if bool(options.get("singleQuote")) != (style == "single"):
            line = setting_line(codebase, path, "singleQuote")
            found.append(Found(path, line, f"Prettier does not write {style} quotes"))
    return found, examined


def _python(codebase: Codebase, style: str, manifest: str) -> Iterator[Found]:
    told = [r for r in ruff_of(codebase) if r.formats.get("quote-style")]
    for ruff in told:
        if ruff.formats["quote-style"] not in (style, "preserve"):
            line = setting_line(codebase, ruff.path, "quote-style")
            yield Found(ruff.path, line, f"ruff formats with {ruff.formats['quote-style']} quotes")
            return
    for path, document in documents(codebase.texts, "pyproject.toml"):
        black = inside(document, "tool", "black") or {}
        if black.get("skip-string-normalization") and style == "double":
            line = setting_line(codebase, path, "skip-string-normalization")
            yield Found(path, line, "black is told to leave quotes as they are")
            return
    checked = any(ruff.checks("Q000") for ruff in ruff_of(codebase))
    kept = checked or told or (style == "double" and formats_python(codebase))
    if not kept:
        yield Found(manifest, 1, f"nothing keeps {style} quotes: no formatter, no rule Q of ruff")


_DEPS = "[project]\ndependencies = ['fastapi']\n[dependency-groups]\ndev = ['black']\n"

_DOUBLE, _SINGLE = {"style": ("double",)}, {"style": ("single",)}

RULE = Rule(
    id="quotes",
    title="Strings have the quotes that the spec says",
    help="let black or `ruff format` write the quotes",
    what="formatters",
    phrases=demanded(
        r"(?<!triple )(?<!triple-)\b(?:double|single)[- ]quot(?:es?|ed)\b|^quot(?:es?"
        r"|ing)\b(?: style)?\s*[:=] ?(?:double"
        r"|single)\b",
        named("style", r"(double|single)(?:[- ]quot(?:es?|ed))?"),
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": "x = 1\n", "pyproject.toml": _DEPS}, _DOUBLE),
        Example(
            {
                "a.py": "",
                "ruff.toml": "[format]\nquote-style = 'single'\n",
                "requirements.txt": "ruff\n",
            },
            _SINGLE,
        ),
        Example({"src/a.ts": "", ".prettierrc": '{"singleQuote": true}'}, _SINGLE),
    ),
    invalid=(
        Example({"a.py": "", "pyproject.toml": "[project]\ndependencies = ['fastapi']\n"}, _DOUBLE),
        Example(
            {"a.py": "", "pyproject.toml": _DEPS + "[tool.ruff.format]\nquote-style = 'single'\n"},
            _DOUBLE,
        ),
        Example(
            {
                "a.py": "",
                "pyproject.toml": _DEPS + "[tool.black]\nskip-string-normalization = true\n",
            },
            _DOUBLE,
        ),
        Example(
            {
                "src/a.ts": "",
                "package.json": '{"prettier": {"semi": true}}',
            },
            _SINGLE,
        ),
    ),
    prose={
        "Use double quotes for strings": {"style": ("double",)},
        "Strings: single quotes": {"style": ("single",)},
        "Prefer single-quoted strings": {"style": ("single",)},
    },
    not_prose=("Double the quota", "Avoid double quotes"),
    keywords=words("double single"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "style": Param(ParamKind.WORDS, "style"),
    },
)
