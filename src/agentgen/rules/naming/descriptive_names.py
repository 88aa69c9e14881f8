"""Names are words: no single letters outside short loops, no `data2`, `tmp`, `foo`."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python, product_scripts

_VAGUE = re.compile(
    r"^(?:foo|bar|baz|tmp|temp|data\d+|obj\d*|var\d*|val\d+|res\d+|arr\d*|lst|dct|myvar|my_var"
    r"|stuff|thing|asdf|xxx+|aa+|bb+)$",
    re.IGNORECASE,
)

_LETTER = re.compile(r"^[a-zA-Z]$")

_USUAL = frozenset("ijknqxyz_tTKVefp")

"""Counters, coordinates, type variables, exceptions and files keep their letters."""


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at the names of functions, their parameters, and variables of modules."""
    found, examined = [], 0
    for path, line, name in _names(codebase):
        examined += 1
        if _VAGUE.match(name) or (_LETTER.match(name) and name not in _USUAL):
            found.append(Found(path, line, f"`{name}` does not say what it is"))
    return found, examined


def _names(codebase: Codebase) -> Iterator[tuple[str, int, str]]:
    for path, file in product_python(codebase):
        for function in file.functions:
            yield path, function.line, function.name
            if not function.is_nested:
                yield from ((path, function.line, p.name) for p in function.parameters)
        for name in file.names:
            long_lived = name.place in ("module", "class", "attribute")
            if long_lived or _VAGUE.match(name.name):
                yield path, name.line, name.name
    for path, script in product_scripts(codebase):
        for item in script.functions:
            if item.name != "(anonymous)":
                yield path, item.line, item.name


RULE = Rule(
    id="descriptive-names",
    title="Names say what things are",
    help="name it after what it holds or does",
    what="names",
    phrases=demanded(
        r"\b(?:descriptive(?:ly)?|meaningful(?:ly)?|self-documenting|expressive"
        r"|intention-revealing|clear)\b"
        r"[^.;]{0,30}\b(?:nam(?:e|es|ed|ing)|variables?|identifiers?)\b"
        r"|\bnam(?:e|ed|ing)\b[^.;]{0,30}\b(?:descriptive(?:ly)?|meaningful(?:ly)?"
        r"|clear(?:ly)?)\b|\b(?:explicit|full|spelled-out) (?:variable |function )?names\b"
        r"[^.;]{0,15}\b(?:over|instead of|rather than|not) abbreviat\w+"
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": "def scale(x, y, factor):\n    for i in range(x):\n        d = i\n"}),
        Example({"a.py": "T = TypeVar('T')\ntemperature = 3\ndata = load()\n"}),
    ),
    invalid=(
        Example({"a.py": "def f2(a): ...\ndef foo(): ...\n"}, findings=2),
        Example({"a.py": "def total(order):\n    data1 = order.lines\n    return data1\n"}),
        Example({"src/a.ts": "const tmp = () => 1;\n"}),
    ),
    prose={
        "Name variables descriptively": {},
        "Use meaningful names": {},
        "Prefer full names over abbreviations": {},
        "Variables have clear, descriptive names": {},
    },
    not_prose=("Clear the cache", "Name the owner of the bug"),
    keywords=(
        "descriptive",
        "meaningful",
        "self",
        "expressive",
        "intention",
        "clear",
        "nam",
        "explicit",
    ),
    status=Status.HEURISTIC,
    combine=union,
)
