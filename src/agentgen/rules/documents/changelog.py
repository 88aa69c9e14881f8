"""A change log is kept, and it knows the version that the manifest names."""

import re
import tomllib
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bchange-?log(?:\.md)?\b|\bbreaking changes?\b[^.;]{0,15}\b(?:documented|listed"
    r"|noted)"
    r"|\bdocument\b[^.;]{0,12}\bbreaking changes?\b|\brelease notes?\b",
    flag("what", r"\bbreaking changes?\b", "breaking changes"),
)

_LOG = re.compile(
    r"(?:^|/)(?:change-?log|changes|history|news|releases?|release[-_]notes)(?:\.(?:md|rst|txt))?$",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"^(?:#{1,3}\s*)?\[?v?(?P<version>\d+\.\d+[\w.+-]*|unreleased|next)\b",
    re.IGNORECASE | re.MULTILINE,
)
_PACKAGES = re.compile(r"(?:^|/)\.changeset/config\.json$|(?:^|/)newsfragments/")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for a change log, its entries, and one for the version of each manifest beside it."""
    logs = [p for p in codebase.texts if _LOG.search(p) and "node_modules" not in p]
    manifests = dict(_versions(codebase))
    if not logs and not any(_PACKAGES.search(p) for p in codebase.texts):
        spots = sorted((p.count("/"), p, line) for p, (_, line) in manifests.items())
        return lookup.absent([(p, n) for _, p, n in spots[:1]], "no change log is kept"), len(spots)
    found, examined = list[Found](), len(logs)
    for path in logs:
        folder = path.rpartition("/")[0]
        entries = {m["version"].lower() for m in _ENTRY.finditer(codebase.texts[path])}
        if not entries:
            found.append(Found(path, 1, "the change log lists no version"))
            continue
        for manifest, (version, _) in manifests.items():
            if manifest.rpartition("/")[0] != folder or _unnumbered(version):
                continue
            examined += 1
            if not entries & {version.lower(), "unreleased", "next"}:
                found.append(Found(path, 1, f"the change log leaves out version {version}"))
    return found, examined


def _unnumbered(version: str) -> bool:
    return not version or set(version) <= set("0.")


def _versions(codebase: Codebase) -> Iterator[tuple[str, tuple[str, int]]]:
    """The version that each manifest names, `""` for none, and its line."""
    for path, text in codebase.texts.items():
        name = path.rsplit("/", 1)[-1]
        if name == "pyproject.toml":
            try:
                project = tomllib.loads(text).get("project", {})
            except tomllib.TOMLDecodeError:
                continue
            yield path, (str(project.get("version", "")), _line(text, r"^version\s*="))
        elif name == "package.json":
            stated = re.search(r'^\s{0,4}"version":\s*"([^"]*)"', text, re.MULTILINE)
            yield path, (stated[1] if stated else "", _line(text, r'^\s{0,4}"version":'))


def _line(text: str, pattern: str) -> int:
    match = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1


_PROJECT = '[project]\nname = "a"\nversion = "1.2.0"\n'

RULE = Rule(
    id="changelog",
    title="Changes are listed for users",
    help="keep a CHANGELOG.md with an entry for the version, or an `Unreleased` one",
    what="change logs and versions",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"pyproject.toml": _PROJECT, "CHANGELOG.md": "# Changes\n\n## [1.2.0] - May\n"}),
        Example({"pyproject.toml": _PROJECT, "docs/release-notes.md": "## v1.1.0\n"}),
        Example({"package.json": '{\n  "version": "2.0.0"\n}\n', "HISTORY.md": "## Unreleased\n"}),
    ),
    invalid=(
        Example({"pyproject.toml": _PROJECT}),
        Example({"pyproject.toml": _PROJECT, "CHANGELOG.md": "## 1.1.0\n- 1.2.0 comes\n"}),
        Example({"CHANGELOG.md": "# Changes\n\nTo be written.\n"}),
    ),
    prose={
        "Breaking changes documented": {"what": "breaking changes"},
        "Update CHANGELOG.md": {},
        "Write release notes for each version": {},
    },
    not_prose=("Avoid breaking changes", "No changelog entry for typos"),
    keywords=words("change breaking release"),
    status=Status.HEURISTIC,
    combine=union,
    params={"what": Param(ParamKind.TEXT, "what the log must tell: breaking changes")},
)
