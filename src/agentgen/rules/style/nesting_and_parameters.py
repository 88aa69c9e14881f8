"""Functions are flat, and take no more parameters than the spec says."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, number, together, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python

_LEVELS = 4


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the nesting and, where the spec limits them, the parameters of every function."""
    deepest, most = params.get("max_levels", _LEVELS), params.get("max_parameters")
    found, examined = [], 0
    for path, file in product_python(codebase):
        routed = {r.handler for r in file.declared_routes}
        for function in file.functions:
            examined += 1
            count = len(function.parameters)
            if function.depth > deepest:
                message = f"`{function.qualname}` nests {function.depth} levels, {deepest} allowed"
                found.append(Found(path, function.line, message))
            if most and count > most and function.name not in routed:
                message = f"`{function.qualname}` takes {count} parameters, {most} allowed"
                found.append(Found(path, function.line, message))
    return found, examined


_DEEP = (
    "def f(a):\n    for b in a:\n        if b:\n            while b:\n                with b:\n    "
    "                if b.c:\n                        g()\n"
)

RULE = Rule(
    id="nesting-and-parameters",
    title="Functions are flat and take few parameters",
    help="return early, take a function out, or group the parameters",
    what="functions",
    phrases=either(
        forbidden(
            r"\bdeep(?:ly)?[- ]nest(?:ed|ing)\b|\bnested (?:conditionals|loops)\b"
            r"|\blong parameter lists?\b|\bmore than \d+ (?:parameters|arguments|levels)\b",
            together(
                number("max_parameters", r"\b(\d+) (?:parameters|arguments)\b"),
                number("max_levels", r"\b(\d+) levels\b"),
            ),
        ),
        demanded(
            r"\b(?:at most|max(?:imum)?(?: of)?|up to|limit\w*[^.;]{0,25} to|no more than"
            r"|fewer than)"
            r" \d+ (?:(?:positional|nesting) )?(?:parameters|arguments|levels)\b",
            together(
                number("max_parameters", r"\b(\d+) (?:parameters|arguments)\b"),
                number("max_levels", r"\b(\d+) levels\b"),
            ),
        ),
    ),
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": (
                    "def f(a):\n    if a:\n        pass\n    elif a > 1:\n        pass\n    elif a"
                    " > 2:\n        pass\n"
                )
            }
        ),
        Example({"a.py": "class A:\n    def f(self, a, b): ...\n"}, {"max_parameters": 2}),
    ),
    invalid=(
        Example({"a.py": _DEEP}),
        Example({"a.py": "def f(a, b, *, c): ...\n"}, {"max_parameters": 2}),
        Example(
            {
                "a.py": (
                    "def f(a):\n    if a:\n        for b in a:\n            try:\n               "
                    " pass\n            except E: pass\n"
                )
            },
            {"max_levels": 2},
        ),
    ),
    prose={
        "Avoid deep nesting": {},
        "No more than 4 parameters": {"max_parameters": 4},
        "Nest at most three levels": {"max_levels": 3},
    },
    not_prose=("Nested routes are fine", "More than 4 users"),
    keywords=words("deep nest parameter argument level"),
    status=Status.ENFORCED,
    combine=union,
    params={
        "max_parameters": Param(ParamKind.WHOLE, "max parameters"),
        "max_levels": Param(ParamKind.WHOLE, "max levels"),
    },
)
