"""The documents that a spec wants kept are there, and say something."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.globs import matches
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands
from agentgen.ir.readers import names, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_PATH = re.compile(
    r"(?<![\w:*.{}/-])(/?(?:[\w*.{}-]+/)*(?:[\w*{}-]+\.(?:md|rst|txt|ya?ml)|\*+|(?<=/)))(?!\w)"
)
_UPDATE = (
    r"\b(?:update|maintain|keep|reflect)s?\b[^.;]{0,40}(?:\b(?:docs?|documentation|readme)\b"
    r"|/docs/|\w\.md\b)|\b(?:docs|documentation|readme) (?:is|are|must be|gets?) updated\b"
    r"|\bdocumentation (?:is )?(?:kept )?(?:updates|up[- ]to[- ]date)\b"
)


@needing(_UPDATE)
def phrases(statement: Statement) -> Params | None:
    """«Update `/docs/api/**` and `CHANGELOG.md`»."""
    if not demands(statement, _UPDATE):
        return None
    found = names(_PATH.findall(statement.text))
    return {"paths": found} if found else {}


_README = ("README*",)
_LINK = re.compile(
    r"(?<!!)\[[^\]\n]*\]\(\s*<?(?P<to>[^)\s#?>:]+\.(?:md|rst|ya?ml|json|py|ts))[)#?> ]"
)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for the documents, at least a README, and for links in them that lead nowhere."""
    manifests = lookup.manifests(codebase)
    found, examined = list[Found](), 0
    linking = {p for p in codebase.texts if matches(p, _README)}
    for pattern in params.get("paths", _README):
        here = [p for p in codebase.texts if matches(p, [_glob(pattern)])]
        examined += 1 if manifests or here else 0
        if not any(codebase.texts[p].strip() for p in here):
            found += lookup.absent(manifests, f"nothing is written at `{pattern}`")
        linking.update(here)
    for path in sorted(linking):
        found += _dead_links(codebase, path)
    return found, examined


def _glob(pattern: str) -> str:
    bare = re.sub(r"\{[^}]*\}", "*", pattern.lstrip("/"))
    return f"{bare}**" if bare.endswith("/") else bare


def _dead_links(codebase: Codebase, path: str) -> Iterable[Found]:
    if not path.endswith(".md"):
        return
    folder = path.rpartition("/")[0]
    for number, line in enumerate(codebase.texts[path].split("\n"), 1):
        for match in _LINK.finditer(line):
            target = _resolved(folder, match["to"])
            if target is not None and not _exists(codebase, target):
                yield Found(path, number, f"the link to `{match['to']}` leads nowhere")


def _exists(codebase: Codebase, target: str) -> bool:
    return target in codebase.texts or any(p == target for p, _ in codebase.skipped)


def _resolved(folder: str, link: str) -> str | None:
    """A relative link as a path of the repository; None when it leads out of it."""
    parts = [] if link.startswith("/") else [p for p in folder.split("/") if p]
    for part in link.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


_PROJECT = '[project]\nname = "a"\n'

RULE = Rule(
    id="documentation-updates",
    title="Documentation follows the code",
    help="write the document, or mend the link",
    what="documents",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "pyproject.toml": _PROJECT,
                "README.md": "# A\n[more](docs/a.md#x)\n",
                "docs/a.md": "a\n",
            }
        ),
        Example(
            {"docs/api/openapi.yaml": "openapi: 3.1.0\n", "CHANGELOG.md": "## 1.0\n"},
            {"paths": ("/docs/api/**", "CHANGELOG.md")},
        ),
        Example({"README.rst": "A\n=\n", "package.json": "{}"}),
    ),
    invalid=(
        Example({"pyproject.toml": _PROJECT}),
        Example({"pyproject.toml": _PROJECT, "docs/api.md": "a\n"}, {"paths": ("/docs/api/**",)}),
        Example({"pyproject.toml": _PROJECT, "README.md": "\n"}),
        Example({"README.md": "See [how](docs/gone.md).\n", "package.json": "{}"}),
    ),
    prose={
        "Update `/docs/api/**` and `CHANGELOG.md`": {"paths": ("/docs/api/**", "CHANGELOG.md")},
        "Keep the README up to date": {},
        "Documentation up-to-date": {},
        "Docs are updated with the code": {},
        "Update docs/setup.md with each new setting": {"paths": ("docs/setup.md",)},
    },
    not_prose=("Never update generated docs by hand", "Update the dependencies"),
    keywords=words("update maintain keep reflect doc readme"),
    status=Status.HEURISTIC,
    combine=union,
    params={"paths": Param(ParamKind.WORDS, "documents, globs allowed; a README when left out")},
)
