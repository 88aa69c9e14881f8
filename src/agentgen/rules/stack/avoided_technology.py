"""Technologies that the spec rules out are not used."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.code_names import own_parts
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import is_example, plain
from agentgen.ir.readers import Params, names, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python
from agentgen.rules.stack.rivals import FIELDS
from agentgen.rules.stack.technologies import canonical, keywords, pattern, spellings
from agentgen.rules.stack.technology import in_use

_REFUSED = re.compile(
    r"\b(?:never|no|not|don't|avoid|without|instead of|rather than|over)"
    r"(?: (?:use|using|add|import|install|introduce|rely on|reach for|depend on|switch to))?"
    r"(?: (?:the|any|an?|raw|plain))? $"
)
_REFUSED_AFTER = re.compile(
    r"^(?: \w+){0,2} (?:is|are) (?:not (?:allowed|used|permitted)|forbidden|banned|prohibited)\b"
)
_NEGATES = re.compile(
    r"\b(?:never|no|not|don't|avoid|without|instead of|rather than|over|forbidden|banned"
    r"|prohibited)\b"
)
_ORDER = re.compile(r"^(?:use|add|import|install) ")
_PART = re.compile(
    r"^ ?(?:hooks?|components?|files?|errors?|types?|imports?|routes?|apis?|class)\b"
)
"""What is ruled out is a part of it: `no React class components`."""

_NARROWED = re.compile(
    r"^(?:[ ,]+\w+){0,2}?[ ,]+(?:in|inside|within|from|into|for|on|at|outside|unless|except|when"
    r"|if|where|directly|until|as)\b"
)
"""It is ruled out at a place, for a purpose or in some cases, and may be used elsewhere."""


@needing(spellings())
def phrases(statement: Statement) -> Params | None:
    """«Never use Redux», «no jQuery or lodash», «SQLModel is not allowed»."""
    text = plain(statement)
    never = statement.modality is Modality.NEVER
    if is_example(statement) or not (never or _NEGATES.search(text)):
        return None
    if own_parts(statement):  # a ban for one part of the system is none for the whole
        return None
    order = _ORDER.match(text) if never else None
    found: list[str] = []
    end = 0
    for match in pattern().finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        further = bool(found) and before[end:].strip(" ,/") in ("", "or", "and", "nor")
        ordered = order is not None and order.end() == match.start()
        refused = _REFUSED.search(before) or _REFUSED_AFTER.match(after)
        part = _PART.match(after) or _NARROWED.match(after)
        if (further or ordered or refused) and not part:
            found.append(canonical(match["name"]))
            end = match.end()
    return {"names": names(found)} if found else None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for the libraries of those technologies among imports and manifests."""
    unwanted, found, ecosystems = set(params["names"]), list[Found](), set[str]()
    for field in FIELDS:
        if unwanted & field.libraries.keys():
            ecosystems.add(field.ecosystem)
            used = in_use(codebase, field)
            for name in unwanted & used.keys():
                path, line = used[name]
                found.append(Found(path, line, f"{name} is used, which the spec rules out"))
    asked = sum(dependency.ecosystem in ecosystems for dependency in codebase.dependencies)
    files = sum(1 for _ in product_python(codebase)) if "python" in ecosystems else 0
    return found, asked + files


RULE = Rule(
    id="avoided-technology",
    title="Technologies that the spec rules out are not used",
    help="use what the spec names in its place",
    what="dependencies and Python files",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "import httpx\n"}, {"names": ("requests",)}),
        Example({"package.json": '{"dependencies": {"zustand": "5"}}'}, {"names": ("redux",)}),
    ),
    invalid=(
        Example({"a.py": "import requests\n"}, {"names": ("requests",)}),
        Example({"package.json": '{"dependencies": {"redux": "5"}}'}, {"names": ("redux",)}),
    ),
    prose={
        "Never use Redux": {"names": ("redux",)},
        "No lodash or axios": {"names": ("lodash", "axios")},
        "SQLModel is not allowed": {"names": ("sqlmodel",)},
        "Use httpx instead of aiohttp": {"names": ("aiohttp",)},
    },
    not_prose=(
        "Use Redux",
        "No React class components",
        "Never write SQL; use SQLAlchemy",
        "Do not log into Docker",
        "Do not use SQLite in production",
        "No SQLAlchemy in routers",
        "Avoid Redux unless the state is shared",
        "Never use requests for calls between services",
    ),
    keywords=keywords(),
    status=Status.HEURISTIC,
    combine=union,
    params={"names": Param(ParamKind.WORDS, "technologies", required=True)},
)
