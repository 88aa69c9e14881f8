"""Components leave out the ways of styling that the spec forbids."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = either(
    forbidden(
        r"\b(?:inline[- ]styles?|css files?|!important|styled-components|css-in-js)\b",
        named("without", r"inline styles?|css files?|styled-components|css-in-js"),
    ),
    demanded(
        r"\b(?:design|semantic|theme|css) (?:tokens?|variables)\b(?! limit)"
        r"|\bcss modules?\b|\bdark[- ]mode\b|\btheme\b[^.;]{0,20}\b(?:colou?rs?|tokens?)\b",
        named(
            "with", r"design tokens?|semantic tokens?|css modules?|css variables" r"|dark[- ]mode"
        ),
    ),
)

_STYLED = re.compile(r"^(?:styled-components|@emotion/|@linaria/|styled-jsx)")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for inline styles, style sheets and CSS-in-JS, as far as they are forbidden."""
    forbidden_ways = " ".join(params.get("without", ()))
    modules = "css modules" in " ".join(params.get("with", ()))
    found, examined = list[Found](), 0
    for path, file in lookup.product_scripts(codebase) if forbidden_ways or modules else ():
        examined += len(file.elements) + len(file.imports)
        if "inline" in forbidden_ways:
            found += [
                Found(path, e.line, f"<{e.name}> has an inline style")
                for e in file.elements
                if "style" in e.attributes
            ]
        for fact in file.imports:
            sheet = fact.module.endswith((".css", ".scss"))
            if (
                sheet
                and ".module." not in fact.module
                and path.endswith("x")
                and _is_component(path)
            ):
                if "css file" in forbidden_ways or modules:
                    found.append(
                        Found(path, fact.line, f"`{fact.module}` styles a component globally")
                    )
            elif _STYLED.match(fact.module) and re.search("styled|css-in-js", forbidden_ways):
                found.append(Found(path, fact.line, f"`{fact.module}` writes styles in scripts"))
    return found, examined


def _is_component(path: str) -> bool:
    return (
        re.search(r"(?:^|/)(?:main|index|app|layout|_app|root)\.[jt]sx$", path, re.IGNORECASE)
        is None
    )


_NO_INLINE = {"without": ("inline styles",)}


RULE = Rule(
    id="styling-rules",
    title="Styles are written as the spec says",
    help="style it the way that the spec names",
    what="elements and imports of scripts",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"a.tsx": "const A = () => <p className='x' />;\nconst style = { a: 1 };\n"}, _NO_INLINE
        ),
        Example(
            {"main.tsx": "import './index.css';\n", "a.tsx": "import s from './a.module.css';\n"},
            {"with": ("css modules",)},
        ),
    ),
    invalid=(
        Example({"a.tsx": "const A = () => <p style={{ color: 'red' }} />;\n"}, _NO_INLINE),
        Example({"a.tsx": "const A = () => <Box style={big}><p /></Box>;\n"}, _NO_INLINE),
        Example(
            {"a.tsx": "import styled from 'styled-components';\n"},
            {"without": ("styled-components",)},
        ),
        Example({"Card.tsx": "import './Card.css';\n"}, {"with": ("css modules",)}),
    ),
    prose={
        "Avoid inline styles": {"without": ("inline styles",)},
        "Use semantic tokens for colors": {"with": ("semantic tokens",)},
        "CSS Modules for all components": {"with": ("css modules",)},
    },
    not_prose=("Inline styles are fine in emails", "No dark mode needed"),
    keywords=words("inline css styled token variable dark theme"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "without": Param(ParamKind.WORDS, "ways of styling that are forbidden"),
        "with": Param(ParamKind.WORDS, "ways of styling to use"),
    },
)
