"""How the endpoints of a repository differ from those of a revision."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EndpointChanges:
    """Endpoints (`GET /orders/{id}`) against those of `base`, each kind sorted.

    Attributes:
        changed: those whose handler has another text now.
    """

    base: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
