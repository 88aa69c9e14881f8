"""What the linters and formatters of a repository are told: ruff, black, Prettier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agentgen.codebase import Codebase
from agentgen.codebase.documents import documents, inside, line_of
from agentgen.rules.lookup import depends_on

_DEFAULTS = ("E4", "E7", "E9", "F")


@dataclass(frozen=True, slots=True)
class Ruff:
    """One configuration of ruff: rules selected and ignored, and how it formats."""

    path: str
    selected: tuple[str, ...]
    ignored: tuple[str, ...]
    formats: Mapping[str, Any]

    def checks(self, code: str) -> bool:
        """True when a rule is switched on; the longest prefix decides."""
        on = [c for c in self.selected if code.startswith(c) or c == "ALL"]
        off = [c for c in self.ignored if code.startswith(c)]
        longest = max((0 if c == "ALL" else len(c) for c in on), default=-1)
        return longest > max(map(len, off), default=-1)


def ruff_of(codebase: Codebase) -> list[Ruff]:
    """Every configuration of ruff that the repository keeps."""
    found = []
    for path, document in documents(codebase.texts, "pyproject.toml", "ruff.toml", ".ruff.toml"):
        table = inside(document, "tool", "ruff") if path.endswith("pyproject.toml") else document
        if isinstance(table, Mapping):
            found.append(_ruff(path, table))
    return found


def _ruff(path: str, table: Mapping[str, Any]) -> Ruff:
    lint = {**table, **(inside(table, "lint") or {})}
    selected = lint.get("select", _DEFAULTS)
    return Ruff(
        path=path,
        selected=tuple(map(str, [*selected, *lint.get("extend-select", ())])),
        ignored=tuple(map(str, [*lint.get("ignore", ()), *lint.get("extend-ignore", ())])),
        formats=inside(table, "format") or {},
    )


def python_manifest(codebase: Codebase) -> str:
    """The file that tools of Python are configured in; empty when there is none."""
    paths = [p for p, _ in documents(codebase.texts, "pyproject.toml")]
    asked = [d.path for d in codebase.dependencies if d.ecosystem == "python"]
    return min([*paths, *asked], key=lambda p: (p.count("/"), p), default="")


def formats_python(codebase: Codebase) -> bool:
    """True when black, or ruff as a formatter, can be there."""
    return depends_on(codebase, "black|ruff") or bool(ruff_of(codebase))


def prettier_of(codebase: Codebase) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every configuration of Prettier in JSON or YAML."""
    names = (".prettierrc", ".prettierrc.json", ".prettierrc.y*ml")
    yield from documents(codebase.texts, *names)
    for path, document in documents(codebase.texts, "package.json"):
        options = document.get("prettier")
        if isinstance(options, Mapping):
            yield path, options


def setting_line(codebase: Codebase, path: str, key: str) -> int:
    """The line of a key in a configuration."""
    return line_of(codebase.texts[path], key)
