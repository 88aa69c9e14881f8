"""Which file of the repository an imported module name means, without installing anything."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile


def module_name(path: str) -> str:
    """Dotted name of a Python file counted from the repository root; packages drop `__init__`."""
    parts = path.removesuffix(".pyi").removesuffix(".py").split("/")
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


def absolute_module(path: str, module: str, level: int) -> str:
    """Resolve a relative import of the file at `path` (`from ..x import y`: level 2)."""
    if not level:
        return module
    parts = path.split("/")[:-1]
    kept = parts[: max(0, len(parts) - (level - 1))]
    return ".".join([*kept, *([module] if module else [])])


@dataclass(frozen=True, slots=True)
class ModuleIndex:
    """Files by every dotted suffix of their module name.

    A source root (`src/`, `backend/`) is not declared anywhere reliable, so any suffix counts and
    the file nearest to the importer wins.
    """

    by_suffix: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, paths: Iterable[str]) -> "ModuleIndex":
        """Index Python files by path."""
        index = cls()
        for path in paths:
            parts = module_name(path).split(".")
            for start in range(len(parts)):
                index.by_suffix.setdefault(".".join(parts[start:]), []).append(path)
        return index

    def resolve(self, module: str, importer: str) -> str | None:
        """Path of the file that `module` means when imported by `importer`, or None."""
        candidates = self.by_suffix.get(module)
        if not candidates:
            return None
        if "." not in module and "/" in importer:
            candidates = [c for c in candidates if _is_root_module(c, module, importer)]
            if not candidates:
                return None
        return max(candidates, key=lambda c: (_shared(c, importer), -len(c)))

    def split(self, dotted: str, importer: str) -> tuple[str, str] | None:
        """Split `pkg.module.name.attr` into (file of the longest module, rest)."""
        parts = dotted.split(".")
        for end in range(len(parts), 0, -1):
            path = self.resolve(".".join(parts[:end]), importer)
            if path is not None:
                return path, ".".join(parts[end:])
        return None


def _shared(one: str, other: str) -> int:
    """How many leading directories two paths share."""
    pairs = zip(one.split("/")[:-1], other.split("/")[:-1], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _is_root_module(candidate: str, module: str, importer: str) -> bool:
    """A bare name (`import json`) is a file only at, or above, the importer's directory."""
    name = module_name(candidate)
    folder = name.removesuffix(module).rstrip(".").replace(".", "/")
    return importer.startswith(folder + "/") if folder else True
