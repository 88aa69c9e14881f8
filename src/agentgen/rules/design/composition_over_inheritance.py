"""Chains of inheritance between classes of the product stay short."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import ClassFact
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python

_LEVELS = 3

_BROAD = 3


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Count the ancestors that the product itself defines, and the bases of each class."""
    own = {c.name: (p, c) for p, file in product_python(codebase) for c in file.classes}
    found = []
    for name, (path, item) in own.items():
        depth = _depth(item, own, frozenset())
        bases = [b for b in item.bases if b.rsplit(".", 1)[-1] in own]
        concrete = [b for b in bases if not b.endswith("Mixin")]
        if depth > _LEVELS and not name.endswith(("Error", "Exception")):
            found.append(Found(path, item.line, f"class `{name}` inherits over {depth} levels"))
        elif len(concrete) > _BROAD:
            message = f"class `{name}` inherits from {len(concrete)} classes"
            found.append(Found(path, item.line, message))
    return found, len(own)


def _depth(item: ClassFact, own: dict[str, tuple[str, ClassFact]], seen: frozenset[str]) -> int:
    """How many classes of the product stand above a class."""
    above = [own[n][1] for b in item.bases if (n := b.rsplit(".", 1)[-1]) in own]
    if item.name in seen or len(seen) > 20:
        return 0
    return max((1 + _depth(a, own, seen | {item.name}) for a in above), default=0)


RULE = Rule(
    id="composition-over-inheritance",
    title="Objects are composed rather than inherited",
    help="hold the other object as a part, and hand calls on to it",
    what="classes",
    phrases=demanded(
        r"\bcompos(?:ition|e|able|ing)\b[^.;]{0,30}\b(?:inherit\w*|components?)\b"
        r"|\bcomponent composition\b"
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": "class A: ...\nclass B(A): ...\nclass C(B): ...\nclass D(C): ...\n"}),
        Example({"a.py": "class AppError(Exception): ...\nclass B(AppError): ...\n"}),
    ),
    invalid=(
        Example(
            {
                "a.py": (
                    "class A: ...\nclass B(A): ...\nclass C(B): ...\nclass D(C): ...\nclass E(D):"
                    " ...\n"
                )
            }
        ),
        Example(
            {
                "a.py": (
                    "class A: ...\nclass B: ...\nclass C: ...\nclass D: ...\nclass E(A, B, C, D):"
                    " ...\n"
                )
            }
        ),
    ),
    prose={
        "Favor composition over inheritance": {},
        "Build reusable, composable components": {},
        "Component composition": {},
    },
    not_prose=("Compose the mail first", "Run docker compose"),
    keywords=("compos", "component"),
    status=Status.HEURISTIC,
    combine=union,
)
