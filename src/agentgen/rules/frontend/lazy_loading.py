"""Pages load when they are opened: routes import them with `lazy` or `import()`."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\blazy[- ]?load(?:s|ed|ing)?\b|\bcode[- ]splitting\b|\bdynamic (?:imports?|loading)\b"
    r"|\breact\.lazy\b|\bsplit (?:the )?(?:code by|bundles?)\b",
    named("techniques", r"lazy[- ]?load(?:ing)?|code[- ]splitting|dynamic (?:imports?|loading)"),
)

_ROUTERS = frozenset(
    {"createBrowserRouter", "createHashRouter", "useRoutes", "createRoutesFromElements"}
)
_SPLITS = frozenset({"lazy", "React.lazy", "import", "dynamic", "loadable", "lazyWithRetry"})
_PAGE = re.compile(r"(?:^|/)(?:pages|screens|views|routes)/|(?:Page|Screen|View)(?:\.[jt]sx?)?$")
_FEW = 3


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Find what declares routes; fewer than three pages need no splitting, Next.js does it."""
    spots, pages, splits = list[lookup.Spot](), set[str](), lookup.depends_on(codebase, "next")
    for path, file in lookup.product_scripts(codebase):
        routes = [e for e in file.elements if e.name == "Route"]
        calls = [u for u in file.uses if u.name in _ROUTERS]
        spots += [(path, e.line) for e in routes[:1]] + [(path, u.line) for u in calls[:1]]
        pages |= {i.module for i in file.imports if _PAGE.search(i.module)}
        splits = splits or any(u.name in _SPLITS for u in file.uses)
    if splits or len(pages) < _FEW:
        return [], len(spots)
    return lookup.absent(spots, f"all {len(pages)} pages load at once"), len(spots)


_IMPORTS = (
    "import A from './pages/A';\nimport B from './pages/B';\nimport { C } from './pages/C';\n"
)
_ROUTES = "export const router = createBrowserRouter([{ path: '/', element: <A /> }]);\n"


RULE = Rule(
    id="lazy-loading",
    title="Code and components load when they are needed",
    help='import pages with `lazy(() => import("./Page"))`',
    what="files that declare routes of pages",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"r.tsx": "const A = lazy(() => import('./pages/A'));\n" + _ROUTES}),
        Example({"r.tsx": "import A from './pages/A';\n" + _ROUTES}),
        Example(
            {"r.tsx": _IMPORTS + "const D = React.lazy(() => import('./pages/D'));\n" + _ROUTES}
        ),
    ),
    invalid=(
        Example({"r.tsx": _IMPORTS + _ROUTES}),
        Example(
            {
                "App.jsx": "import { APage } from './APage';\n"
                "import { BPage } from './BPage';\n"
                "import { CPage } from './CPage';\n"
                "const R = () => <Routes><Route path='/' element={<APage />} /></Routes>;\n"
            }
        ),
    ),
    prose={
        "Lazy load components when appropriate": {"techniques": ("lazy load",)},
        "Use code splitting for routes": {"techniques": ("code splitting",)},
        "Split bundles by route": {},
    },
    not_prose=("Avoid lazy loading", "Split the work", "Lazy people rest"),
    keywords=words("lazy split dynamic react"),
    status=Status.HEURISTIC,
    combine=union,
    params={"techniques": Param(ParamKind.WORDS, "lazy loading, code splitting")},
)
