"""One thing in two places: a directory here, a file there."""

from collections.abc import Iterator, Sequence

from agentgen.ir.policy import Conflict, Statement
from agentgen.spec.contradictions.base import conflict, of_rule, side
from agentgen.spec.settings import Recognised


def find(_statements: Sequence[Statement], found: Sequence[Recognised]) -> Iterator[Conflict]:
    """`payments/schemas/` and `payments/schemas.py`; `a/webhooks/` and `b/webhooks.py`."""
    seen: dict[tuple[str, str], dict[str, Statement]] = {}
    for one in of_rule(found, "artefact-path"):
        statement = one.statement
        for path in map(str, one.setting.params["places"].values()):
            if "*" in path:
                continue
            alike = seen.setdefault((statement.place.path, _name(path)), {})
            if path in alike:
                continue
            other = next((known for known in alike if _collide(path, known)), None)
            if other is not None:
                sides = (side("path", statement, path), side("path", alike[other], other))
                yield conflict("path", sides, f"say once whether it is {path} or {other}")
            alike[path] = statement


def _name(path: str) -> str:
    """What a directory and a module of the same name have in common."""
    last = path.rstrip("/").rsplit("/", 1)[-1]
    return last if path.endswith("/") else last.rsplit(".", 1)[0]


def _collide(one: str, other: str) -> bool:
    """True when one is a directory and the other a file, neither of them inside the other."""
    if one.endswith("/") == other.endswith("/"):
        return False
    directory, file = (one, other) if one.endswith("/") else (other, one)
    parent = file.rpartition("/")[0]
    return parent not in (directory.rstrip("/"), "")
