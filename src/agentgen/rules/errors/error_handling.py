"""Errors are handled: by the application, and by a boundary around the pages."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.errors.handlers import handles_exceptions, has_boundary

_ERRORS = r"(?:errors?|exceptions?|failures?)"

phrases = demanded(
    r"\b(?:comprehensive|robust|proper|appropriate|thorough|prioriti[sz]e|implement"
    r"|complete|good|plan for)\b[^.;]{0,25}\berror[- ]handling\b"
    rf"(?! (?:strateg|{_ERRORS}))"
    r"|\berror[- ]handling\b[^.;]{0,12}\b(?:comprehensive|robust|complete|in place)\b"
    rf"|\b(?:handles?|manages?) (?:all |any |every |the )?(?:\w+ )?{_ERRORS}"
    r"(?: and \w+ ?\w*)? (?:gracefully|properly|cleanly|consistently|at the"
    r"|with (?:proper |typed? |specific |clear )*(?:typ(?:es|ing)|messages?|guards?|responses?))\b"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """An application has handlers for exceptions, a frontend has a boundary around its pages."""
    apps, pages = lookup.applications(codebase), lookup.frontends(codebase)
    found: list[Found] = []
    if apps and not handles_exceptions(codebase):
        found += lookup.absent(apps, "the application has no exception handler")
    if pages and not has_boundary(codebase):
        found += lookup.absent(pages, "no error boundary surrounds the pages")
    return found, len(apps) + len(pages)


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"
_MOUNT = "createRoot(el).render(<App />);\n"


RULE = Rule(
    id="error-handling",
    title="Errors are handled",
    help="register exception handlers for the application, and wrap the pages in an error boundary",
    what="applications and frontends",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"main.py": _APP + "@app.exception_handler(AppError)\nasync def on(r, e): ...\n"}),
        Example(
            {"main.py": _APP, "errors.py": "def setup(app):\n    app.add_exception_handler(E, f)\n"}
        ),
        Example({"main.py": "app = FastAPI(exception_handlers={E: f})\n"}),
        Example(
            {"src/main.tsx": _MOUNT, "src/b.tsx": "class B extends C { componentDidCatch() {} }\n"}
        ),
        Example(
            {"src/main.tsx": "import { ErrorBoundary } from 'react-error-boundary';\n" + _MOUNT}
        ),
        Example({"src/main.tsx": _MOUNT, "src/e.tsx": "const e = useRouteError();\n"}),
    ),
    invalid=(
        Example({"main.py": _APP}),
        Example({"main.py": _APP, "tests/test_a.py": "app.add_exception_handler(E, f)\n"}),
        Example({"src/main.tsx": _MOUNT}),
        Example(
            {"src/main.jsx": "ReactDOM.render(<Errors />, el);\n", "main.py": _APP}, findings=2
        ),
    ),
    prose={
        "Comprehensive error handling across the stack": {},
        "Error handling is comprehensive": {},
        "The client handles failures gracefully": {},
        "Every endpoint needs proper error handling": {},
        "Handle network errors with clear messages": {},
        "Handle all API failures with type guards": {},
    },
    not_prose=(
        "Error handling is not required in prototypes",
        "Never skip error handling",
        "Errors reach the client as JSON",
    ),
    keywords=words("error handle manage"),
    status=Status.HEURISTIC,
)
