"""Pages fit every screen: the viewport is set, and styles have breakpoints or fluid units."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bresponsive (?:design|layouts?|pages?|ui|components?)\b|\bmobile[- ]first\b",
    flag("approach", r"\bmobile[- ]first\b", "mobile-first"),
)

_VIEWPORT = re.compile(r"<meta[^>]{0,200}name=[\"']viewport[\"'][^>]{0,200}>", re.IGNORECASE)
_BREAKPOINT = re.compile(r"@media\b|@container\b|\bclamp\(|auto-fit|auto-fill|\bmin\(")
_UTILITY = re.compile(r"(?:^|[\s\"'`])(?:max-)?(?:sm|md|lg|xl|2xl):[\w-]")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Pages set the viewport without locking the zoom; some style depends on the width."""
    found, pages = list[Found](), lookup.frontends(codebase)
    html = [p for p in codebase.texts if p.endswith("index.html")]
    for path in html:
        tag = _VIEWPORT.search(codebase.texts[path])
        if tag is None:
            found.append(Found(path, 1, "the page sets no viewport"))
        elif re.search(r"user-scalable\s*=\s*(?:no|0)|maximum-scale\s*=\s*1\b", tag[0]):
            found.append(Found(path, 1, "the page forbids to zoom"))
    if pages and not _depends_on_width(codebase):
        found += lookup.absent(pages, "no style depends on the width of the screen")
    return found, len(html) + len(pages)


def _depends_on_width(codebase: Codebase) -> bool:
    styles = (t for p, t in codebase.texts.items() if p.endswith((".css", ".scss", ".less")))
    if any(_BREAKPOINT.search(text) for text in styles):
        return True
    for _, file in lookup.product_scripts(codebase):
        if any(_UTILITY.search(v) for e in file.elements for v in e.attributes.values()):
            return True
        if any("useMediaQuery" in u.name or "matchMedia" in u.name for u in file.uses):
            return True
    return lookup.depends_on(
        codebase, r"@mui/material|@chakra-ui/react|@mantine/core|bootstrap|react-bootstrap|antd"
    )


_META = '<meta name="viewport" content="width=device-width, initial-scale=1" />'
_MOUNT = "createRoot(el).render(<App />);\n"


RULE = Rule(
    id="responsive-design",
    title="Pages fit every screen",
    help="set the viewport to the width of the device, and let styles depend on the width",
    what="HTML pages and frontends",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "index.html": f"<html>{_META}</html>",
                "main.tsx": _MOUNT,
                "a.css": "@media (min-width: 40em) {}\n",
            }
        ),
        Example({"main.tsx": _MOUNT + "const A = () => <div className='p-2 md:p-4' />;\n"}),
    ),
    invalid=(
        Example({"index.html": "<html></html>"}),
        Example(
            {"index.html": '<meta name="viewport" content="width=device-width, user-scalable=no">'}
        ),
        Example(
            {
                "main.tsx": _MOUNT,
                "a.css": "p { width: 900px }\n",
                "b.tsx": "const A = () => <p title='md: x' />;\n",
            }
        ),
    ),
    prose={
        "Implement responsive design with Tailwind CSS": {},
        "Use a mobile-first approach": {"approach": "mobile-first"},
        "Build responsive layouts": {},
    },
    not_prose=("Be responsive in chats", "No mobile-first work"),
    keywords=words("responsive mobile"),
    status=Status.HEURISTIC,
    combine=union,
    params={"approach": Param(ParamKind.TEXT, "mobile-first")},
)
