"""React components are functions."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_FUNCTIONAL = (
    r"\bfunction(?:al)?(?:[- ]|al )components?\b|\bcomponents? (?:are|as|must be) functions?\b"
)
_CLASSES = r"\bclass(?:[- ]based)? components?\b"
_BASES = frozenset({"Component", "PureComponent"})
_RENAMED = re.compile(r"\b(?:Pure)?Component as (\w+)\b")
_BOUNDARY = frozenset({"componentDidCatch", "getDerivedStateFromError"})


@needing(_FUNCTIONAL, _CLASSES)
def phrases(statement: Statement) -> Params | None:
    """«Use functional components with hooks», «no class components»."""
    found = demands(statement, _FUNCTIONAL) or forbids(statement, _CLASSES)
    return {} if found else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at every script; React offers error boundaries as classes only, so they may stay."""
    found = []
    paths = hand_written(codebase, codebase.scripts)
    for path in paths:
        renamed = set(_RENAMED.findall(codebase.texts[path]))
        for item in codebase.scripts[path].classes:
            base = item.bases[0].rsplit(".", 1)[-1] if item.bases else ""
            if base in _BASES | renamed and not _BOUNDARY.intersection(item.members):
                found.append(Found(path, item.line, f"`{item.name}` is a class component"))
    return found, len(paths)


RULE = Rule(
    id="functional-components",
    title="React components are functions",
    help="write a function with hooks",
    what="scripts",
    keywords=("component", "class", "hook", "functional"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.tsx": "export function A() { return <p />; }\nclass Model {}\n"}),
        Example(
            {
                "b.tsx": "class Boundary extends React.Component<P> {\n"
                "  static getDerivedStateFromError() { return {}; }\n}\n"
            }
        ),
    ),
    invalid=(
        Example(
            {
                "src/a.tsx": "import { PureComponent as Base } from 'react';\n"
                "export default class extends Base<P> { render() { return null; } }\n"
            }
        ),
        Example({"a.tsx": "class A extends React.Component<P> { render() { return <p />; } }\n"}),
        Example({"a.jsx": "export default class A extends PureComponent {}\n"}),
    ),
    prose={
        "Use functional components with hooks": {},
        "Use functional components and TypeScript interfaces.": {},
        "No class components": {},
        "Components must be functions": {},
    },
    not_prose=(
        "Build reusable, composable components",
        "Class components are fine for error boundaries",
        "Avoid functional components",
    ),
    reads_fragments=True,
)
