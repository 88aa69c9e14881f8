"""An error boundary surrounds the pages."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.errors.handlers import has_boundary

phrases = demanded(r"\berror[- ]?boundar(?:y|ies)\b")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for a class that catches, a library's boundary, or an error element of the router."""
    pages = lookup.frontends(codebase)
    if has_boundary(codebase):
        return [], len(pages)
    return lookup.absent(pages, "nothing catches what breaks while a page renders"), len(pages)


_MOUNT = "createRoot(document.body).render(<App />);\n"


RULE = Rule(
    id="error-boundaries",
    title="Error boundaries catch what breaks in components",
    help="wrap the routes in an error boundary, or give them an `errorElement`",
    what="frontends",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "main.tsx": _MOUNT,
                "b.tsx": "class B extends C { static getDerivedStateFromError() {} }\n",
            }
        ),
        Example({"main.tsx": _MOUNT + "import { ErrorBoundary } from 'react-error-boundary';\n"}),
        Example(
            {
                "app/layout.tsx": "export default function L() { return <html />; }\n",
                "app/error.tsx": "export default function E() { return <p />; }\n",
            }
        ),
    ),
    invalid=(
        Example({"main.tsx": _MOUNT}),
        Example({"main.tsx": _MOUNT + "try { f(); } catch (error) { show(error); }\n"}),
        Example({"app/layout.tsx": "export default function L() { return <html />; }\n"}),
    ),
    prose={
        "Implement error boundaries where appropriate": {},
        "Each page has an ErrorBoundary": {},
        "Wrap routes in an error boundary": {},
    },
    not_prose=("Error boundaries are optional", "Avoid error boundaries"),
    keywords=words("error"),
    status=Status.HEURISTIC,
)
