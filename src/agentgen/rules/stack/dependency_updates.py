"""Dependencies are kept current by a machine, and pinned where that is asked."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.manifests import Dependency
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bdependenc(?:y|ies)\b[^.;]{0,15}\b(?:up[- ]to[- ]date|updated?|current|pinned)\b"
    r"|\b(?:update|pin|audit)\b[^.;]{0,12}\bdependenc(?:y|ies)\b",
    flag("pinned", r"\bpin(?:ned)?\b"),
)

_BOT = re.compile(
    r"(?:^|/)(?:\.github/dependabot\.ya?ml|\.?renovate(?:rc)?(?:\.json5?)?|\.pyup\.ya?ml"
    r"|\.github/renovate\.json5?|\.dependabot/config\.yml)$"
)
_RUNNER = re.compile(
    r"(?:^|/)(?:\.github/workflows/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.pre-commit-config\.yaml"
    r"|Makefile|tox\.ini|noxfile\.py|justfile)$"
)
_AUDIT = re.compile(
    r"\b(?:pip-audit|npm audit|pnpm audit|yarn (?:npm )?audit|safety (?:check|scan)|osv-scanner"
    r"|snyk|trivy|uv lock --upgrade|npm outdated|pip list --outdated|npm-check-updates|ncu)\b"
)
_LOCK = re.compile(
    r"(?:^|/)(?:uv\.lock|poetry\.lock|pdm\.lock|Pipfile\.lock|package-lock\.json|yarn\.lock"
    r"|pnpm-lock\.yaml|bun\.lockb?)$"
)
_EXACT = re.compile(r"^(?:===?\s*)?v?\d[\w.+-]*$|@|^(?:file|git|link|workspace):")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for a bot or an audit; where versions are to be pinned, for those that are open."""
    asked = codebase.dependencies
    if params.get("pinned"):
        return list(_unpinned(codebase, asked)), len(asked)
    kept = any(_BOT.search(p) for p in codebase.texts) or any(
        _AUDIT.search(line.split("#")[0])
        for path, text in codebase.texts.items()
        if _RUNNER.search(path)
        for line in text.split("\n")
    )
    if kept or not asked:
        return [], len(asked)
    manifests = lookup.manifests(codebase) or [(d.path, 1) for d in asked]
    return lookup.absent(manifests, "nothing looks for newer versions of dependencies"), len(asked)


def _unpinned(codebase: Codebase, asked: Iterable[Dependency]) -> Iterable[Found]:
    """Dependencies of an open version in folders without a lock file."""
    locks = {p.rpartition("/")[0] for p in (*codebase.texts, *(p for p, _ in codebase.skipped))
             if _LOCK.search(p)}  # fmt: skip
    for one in asked:
        folder = one.path.rpartition("/")[0]
        locked = any(folder == lock or folder.startswith(f"{lock}/") or not lock for lock in locks)
        if not locked and not _EXACT.search(one.version.strip()):
            yield Found(one.path, one.line, f"`{one.name}` is not pinned to a version")


_MANIFEST = '[project]\nname = "a"\ndependencies = ["fastapi>=0.1"]\n'

RULE = Rule(
    id="dependency-updates",
    title="Dependencies are kept current",
    help="add `.github/dependabot.yml`, or audit them in CI; pin what is to be pinned",
    what="dependencies",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"pyproject.toml": _MANIFEST, ".github/dependabot.yml": "version: 2\n"}),
        Example({"pyproject.toml": _MANIFEST, ".github/workflows/a.yml": "- run: pip-audit\n"}),
        Example({"requirements.txt": "fastapi==0.1\nhttpx==1.0\n"}, {"pinned": True}),
        Example({"pyproject.toml": _MANIFEST, "uv.lock": "version = 1\n"}, {"pinned": True}),
    ),
    invalid=(
        Example({"pyproject.toml": _MANIFEST}),
        Example({"pyproject.toml": _MANIFEST, ".github/workflows/a.yml": "# - run: pip-audit\n"}),
        Example({"requirements.txt": "fastapi>=0.1\nhttpx==1.0\n"}, {"pinned": True}),
        Example({"package.json": '{"dependencies": {"react": "^19.0.0"}}'}, {"pinned": True}),
    ),
    prose={
        "Dependencies are up to date and secure": {},
        "Pin all dependencies": {"pinned": True},
    },
    not_prose=(
        "List the dependencies of a hook",
        "Dependencies are injected",
        "Never add dependencies without need",
    ),
    keywords=words("dependenc"),
    status=Status.HEURISTIC,
    combine=union,
    params={"pinned": Param(ParamKind.FLAG, "every version is pinned, or locked")},
)
