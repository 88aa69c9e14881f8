"""Markup that assistive technology can use: alternatives for images, real controls, a language."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.script_model import ElementFact
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands, is_example, plain
from agentgen.ir.readers import union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.frontend import eslint


def phrases(statement: Statement) -> Params | None:
    """«Follow WCAG 2.2, level AA», «semantic HTML», «buttons have an aria-label»."""
    text = plain(statement)
    thing = (
        r"\bwcag\b|\baccessibility\b(?! for\b)|\baccessible (?:components?|ui|interfaces?|forms?"
        r"|markup|html|names?|labels?|design)\b|\b(?:are|is|(?<!to )be"
        r"|stay) accessible\b(?! (?:to|from|by"
        r"|via|at|only|in)\b)|\ba11y\b"
        r"|\baria(?:-\w+)?\b (?:labels?|attributes?|roles?)|\baria-\w+|\bscreen[- ]readers?\b"
        r"|\bkeyboard (?:navig\w+|accessible)|\b(?:reachable|operable|usable|navigable) (?:by"
        r"|with|from)"
        r" (?:the )?keyboard\b|\bsemantic html\b|\balt(?:ernative)? texts?\b"
        r"|\balt attributes?\b|\btext alternatives?\b"
    )
    if is_example(statement) or not demands(statement, thing):
        return None
    level = re.search(r"\bwcag\b(?: ?(\d\.\d))?(?:[^.;]{0,12}\b(a{1,3})\b)?", text)
    if level is None:
        return {}
    return {
        "standard": "wcag",
        **({"version": level[1]} if level[1] else {}),
        **({"level": level[2]} if level[2] else {}),
    }


_PASSIVE = frozenset(
    {"div", "span", "li", "td", "tr", "p", "section", "article", "img", "ul", "h1", "h2", "h3"}
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at elements with a small initial; spread attributes may hold what is missing."""
    found, examined = list[Found](), 0
    for path, file in lookup.product_scripts(codebase):
        for element in file.elements:
            if element.name[:1].islower():
                examined += 1
                problem = "" if element.spreads else _problem(element)
                if problem:
                    found.append(Found(path, element.line, f"<{element.name}> {problem}"))
    for path, text in codebase.texts.items():
        opening = re.search(r"<html\b([^>]{0,500})>", text) if path.endswith("index.html") else None
        if opening:
            examined += 1
            if "lang" not in opening[1]:
                line = text.count("\n", 0, opening.start()) + 1
                found.append(Found(path, line, "<html> names no language"))
    if examined:
        found += eslint.weaknesses(codebase, "eslint-plugin-jsx-a11y", r"jsx-a11y/[\w-]{1,60}")
    return found, examined


def _problem(element: ElementFact) -> str:
    """What is wrong with an element; empty when nothing is."""
    given = element.attributes
    if element.name == "img" and "alt" not in given:
        return "has no alternative text"
    if (
        element.name in _PASSIVE
        and "onClick" in given
        and not {"role", "aria-hidden"} & given.keys()
    ):
        return "can be clicked, and is no control"
    if element.name == "a" and "href" not in given and "onClick" in given:
        return "leads nowhere, and is no button"
    if re.fullmatch(r"[{\"']*[1-9]\d*[}\"']*", given.get("tabIndex", "")):
        return "changes the order of the keyboard"
    return ""


RULE = Rule(
    id="accessibility",
    title="The interface is accessible",
    help="see the rules of eslint-plugin-jsx-a11y, and keep them switched on",
    what="elements of HTML",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"a.tsx": "const A = () => <p><img src='x' alt='' /><button onClick={f} /></p>;\n"}
        ),
        Example(
            {"a.tsx": "const A = (p) => <div role='button' tabIndex={0} onClick={f} {...p} />;\n"}
        ),
        Example(
            {
                "a.tsx": "const A = () => <Card onClick={f}><img {...image} /></Card>;\n",
                "index.html": "<html lang='en'></html>",
            }
        ),
    ),
    invalid=(
        Example({"a.tsx": "const A = () => <img src='x' />;\n"}),
        Example({"a.tsx": "const A = () => <div className='b' onClick={() => go()}>Go</div>;\n"}),
        Example({"a.tsx": "const A = () => <a onClick={go}>Go</a>;\n"}),
        Example({"a.tsx": "const A = () => <button tabIndex={3} />;\n"}),
        Example({"index.html": "<!doctype html>\n<html>\n</html>"}),
        Example(
            {"a.tsx": "const A = <p />;\n", "package.json": '{"devDependencies": {"eslint": "9"}}'}
        ),
    ),
    prose={
        "Follow WCAG guidelines": {"standard": "wcag"},
        "Meet WCAG 2.1 level AA": {"standard": "wcag", "version": "2.1", "level": "aa"},
        "Accessibility considerations are addressed": {},
        "Buttons have an aria-label": {},
        "Images have alternative text": {},
        "Every image needs an `alt` attribute": {},
    },
    not_prose=(
        "The file is accessible to all services",
        "Accessibility is not required",
        "Use semantic versioning",
    ),
    keywords=words("wcag accessib a11y aria screen keyboard semantic alt"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "standard": Param(ParamKind.TEXT, "wcag"),
        "version": Param(ParamKind.TEXT, "version of the standard"),
        "level": Param(ParamKind.TEXT, "level of the standard"),
    },
)
