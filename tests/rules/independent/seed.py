"""Violations in several disguises: a file each, beside the product; the rule that must find it."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Seed:
    """Files that break one rule. `also` are rules that the same text breaks by its nature."""

    rule: str
    name: str
    files: dict[str, str]
    also: frozenset[str] = field(default=frozenset())


def python(rule: str, also: str, **texts: str) -> Iterator[Seed]:
    for name, text in texts.items():
        yield Seed(rule, name, {f"app/{name}.py": text}, frozenset(also.split()))


def script(rule: str, also: str, **texts: str) -> Iterator[Seed]:
    for name, text in texts.items():
        path = f"web/src/pages/{name}.tsx"
        yield Seed(rule, name, {path: text}, frozenset(also.split()))


DOC = '"""A part of the desk."""\n\n'


def beside(rule: str, name: str, text: str, also: str = "") -> Seed:
    """A module of the second product's depots that breaks one rule."""
    body = f'"""A part of the depots."""\n\n{text}'
    return Seed(rule, name, {f"src/depots/{name}.py": body}, frozenset(also.split()))
