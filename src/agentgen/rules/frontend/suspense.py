"""What loads lazily sits in a Suspense boundary with a fallback."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(r"\bsuspense\b")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Lazy components need a boundary somewhere above; a boundary needs a fallback."""
    lazy, found, boundaries = list[lookup.Spot](), list[Found](), 0
    for path, file in lookup.product_scripts(codebase):
        lazy += [(path, u.line) for u in file.uses if u.name in ("lazy", "React.lazy")][:1]
        for element in file.elements:
            if element.name.rsplit(".", 1)[-1] == "Suspense":
                boundaries += 1
                if "fallback" not in element.attributes and not element.spreads:
                    found.append(Found(path, element.line, "<Suspense> has no fallback"))
    if lazy and not boundaries:
        found += lookup.absent(lazy, "no <Suspense> surrounds what loads lazily")
    return found, len(lazy) + boundaries


_LAZY = "const A = lazy(() => import('./A'));\n"


RULE = Rule(
    id="suspense",
    title="Waiting components are wrapped in Suspense",
    help="wrap it in `<Suspense fallback={<Loading />}>`",
    what="scripts that load components lazily, and boundaries",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "r.tsx": _LAZY,
                "l.tsx": "const L = () => <Suspense fallback={<p />}><Outlet /></Suspense>;\n",
            }
        ),
        Example(
            {"a.tsx": "const L = () => <React.Suspense fallback='…'><A /></React.Suspense>;\n"}
        ),
    ),
    invalid=(
        Example({"r.tsx": _LAZY}),
        Example({"r.tsx": _LAZY + "const L = () => <Suspense><A /></Suspense>;\n"}),
    ),
    prose={
        "Wrap client components in Suspense with fallback": {},
        "Use Suspense for async operations": {},
        "Each lazy route sits in a Suspense boundary": {},
    },
    not_prose=("Avoid Suspense", "Don't keep users in suspense"),
    keywords=words("suspense"),
    status=Status.HEURISTIC,
)
