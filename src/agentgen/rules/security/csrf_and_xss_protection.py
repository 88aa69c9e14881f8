"""Pages splice in no markup that a user could have written."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import CallUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_RAW = r"\b(?:dangerouslysetinnerhtml|innerhtml|insertadjacenthtml|document\.write|raw html)\b"

phrases = either(
    demanded(
        r"\b(?:csrf|xss|cross-site)\b|\bescape\b[^.;]{0,20}\b(?:html|output|user)\b",
        named("against", r"csrf|xss|cross-site scripting"),
    ),
    forbidden(_RAW, lambda _: {"against": ("xss",)}),
)

_CLEANED = re.compile(r"purify|saniti[sz]e|escape", re.IGNORECASE)
_AS_KEY = re.compile(r"[{,]\s*[\"']?dangerouslySetInnerHTML[\"']?\s*:\s*(\{[^{}]*\}|\w+)")
_WRITES = re.compile(r"(?:^|\.)(?:insertAdjacentHTML|document\.write(?:ln)?)$")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for raw markup in JSX, in scripts, and in answers that are built of strings."""
    found, examined = list[Found](), 0
    for path, file in lookup.product_scripts(codebase):
        examined += 1
        for element in file.elements:
            value = element.attributes.get("dangerouslySetInnerHTML", "")
            if value and not _CLEANED.search(value):
                found.append(Found(path, element.line, f"<{element.name}> renders raw markup"))
        text = codebase.texts[path]
        for match in _AS_KEY.finditer(text) if "dangerouslySetInnerHTML" in text else ():
            if not _CLEANED.search(match[1]):
                line = text.count("\n", 0, match.start()) + 1
                found.append(
                    Found(path, line, "an object's `dangerouslySetInnerHTML` is raw markup")
                )
        changes = [c for c in file.changes if c.target.endswith((".innerHTML", ".outerHTML"))]
        cleans = any(_CLEANED.search(i.module) for i in file.imports)
        found += [
            Found(path, c.line, f"`{c.target}` takes raw markup") for c in changes if not cleans
        ]
        found += [
            Found(path, u.line, f"`{u.name}` writes raw markup")
            for u in file.uses
            if _WRITES.search(u.name)
        ]
    for path, python in lookup.product_python(codebase):
        examined += 1
        for use in python.uses:
            if use.name.rsplit(".", 1)[-1] in ("Markup", "mark_safe") and not _is_text(use):
                found.append(Found(path, use.line, f"`{use.name}` trusts a value as markup"))
    return found, examined


def _is_text(use: CallUse) -> bool:
    """True for a constant: it holds markup, or a space, which no name does."""
    return re.search(r"[<\s]", use.arguments[0]) is not None


RULE = Rule(
    id="csrf-and-xss-protection",
    title="Pages are protected against forged requests and injected scripts",
    help="render it as text, or clean it with DOMPurify first",
    what="scripts and Python files",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.tsx": "const A = <p dangerouslySetInnerHTML={{ __html: sanitize(x) }} />;\n"}),
        Example(
            {"a.tsx": "el.textContent = x;\nconst innerHTML = 'x';\n", "b.py": "Markup('<br>')\n"}
        ),
        Example({"a.py": "from html import escape\nescape(x)\n"}),
    ),
    invalid=(
        Example({"a.tsx": "const A = <div dangerouslySetInnerHTML={{ __html: html }} />;\n"}),
        Example({"a.ts": "createElement('p', { dangerouslySetInnerHTML: { __html: html } });\n"}),
        Example({"a.ts": "element.innerHTML = comment.body;\n"}),
        Example({"a.ts": "list.insertAdjacentHTML('beforeend', row);\n"}),
        Example({"a.py": "from markupsafe import Markup\nMarkup(comment.body)\n"}),
    ),
    prose={
        "Protect forms against CSRF": {"against": ("csrf",)},
        "Prevent XSS by escaping output": {"against": ("xss",)},
        "Use CSRF tokens": {"against": ("csrf",)},
        "Do not use `dangerouslySetInnerHTML`": {"against": ("xss",)},
        "Never assign to `innerHTML`": {"against": ("xss",)},
        "Avoid rendering raw HTML": {"against": ("xss",)},
    },
    not_prose=(
        "No CSRF token for API routes",
        "Cross the site by car",
        "Raw HTML reports are fine",
    ),
    keywords=words("csrf xss cross escape html raw danger inner insert document"),
    status=Status.HEURISTIC,
    combine=union,
    params={"against": Param(ParamKind.WORDS, "csrf, xss, …")},
)
