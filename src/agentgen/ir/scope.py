"""What a statement holds for: paths, languages, layers, environments."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a statement holds; an empty member restricts nothing.

    Attributes:
        paths: glob patterns relative to the repository (see `agentgen.ir.globs`).
        languages: `python`, `typescript`, `javascript`, `sql`, `css`, …
        layers: `router`, `service`, `repository`, `model`, `schema`, `test`, `component`, …
        environments: `production`, `staging`, `test`, `development`.
    """

    paths: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """False when the statement holds everywhere."""
        return bool(self.paths or self.languages or self.layers or self.environments)


EVERYWHERE = Scope()
