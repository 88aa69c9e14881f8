"""Errors are noticed early: what can't go on is refused before the work, not in the last `else`."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_early = demanded(
    r"\bfail(?:s|ing)? (?:fast|early)\b|\bearly[- ]returns?\b|\breturn early\b"
    r"|\bguard clauses?\b|\b(?:check|detect|validate)\b[^.;]{0,30}\berrors? early\b",
    named("by", r"early returns?|guard clauses?"),
)
_LAST = r"\bhappy paths? (?:last|at the (?:end|bottom))\b|\bif-?return\b"
_ELSE = (
    r"\b(?:unnecessary|needless|superfluous|redundant) else\b|\belse (?:blocks? |branch(?:es)? "
    r"|statements? )?(?:after|following) (?:an? )?(?:return|raise|throw)s?\b"
)
_AT_FIRST = (
    r"\b(?:errors?|edge cases|invalid (?:input|states?)|preconditions)\b[^.;]{0,30}"
    r"\b(?:at the (?:beginning|start|top) of|first in) (?:the |a |each |every )?functions?\b"
)
phrases = either(
    _early,
    demanded(_LAST, flag("by", r"if-?return", ("if-return",))),
    demanded(_AT_FIRST),
    forbidden(_ELSE, flag("without", r"", ("else",))),
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for conditions that do several things and raise in `else`; chains of cases are fine."""
    found, examined = list[Found](), 0
    for path, file in lookup.product_python(codebase):
        examined += len(file.functions)
        found += [
            Found(path, line, "the work stands before the check that refuses it")
            for line in file.late_raises
        ]
    return found, examined


RULE = Rule(
    id="fail-fast",
    title="Errors are noticed early",
    help="test for the failure first and raise, then go on without `else`",
    what="functions",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "def f(x):\n    if not x:\n        raise E\n    a()\n    b()\n"}),
        Example({"a.py": "def f(x):\n    if x:\n        return 1\n    else:\n        raise E\n"}),
        Example(
            {
                "a.py": "def f(x):\n    if x == 1:\n        a()\n        b()\n"
                "    elif x == 2:\n        c()\n        d()\n    else:\n        raise E\n"
            }
        ),
    ),
    invalid=(
        Example(
            {"a.py": "def f(x):\n    if x:\n        a()\n        b()\n    else:\n        raise E\n"}
        ),
        Example(
            {
                "a.py": "class A:\n    def f(self):\n        for x in self.all:\n"
                "            if x.ok:\n"
                "                y = x.go()\n                self.keep(y)\n            else:\n"
                "                raise ValueError('no')\n"
            }
        ),
    ),
    prose={
        "Fail fast: check early and raise at once": {},
        "Use guard clauses for invalid states": {"by": ("guard clauses",)},
        "Prefer early returns": {"by": ("early returns",)},
        "Avoid needless else blocks": {"without": ("else",)},
        "No else after a return": {"without": ("else",)},
        "The happy path stands last; the happy path at the end": {},
        "Check preconditions at the start of each function": {},
    },
    not_prose=(
        "Do not fail fast in batch jobs",
        "Avoid early returns",
        "Avoid naming somebody else",
        "Test the happy path",
    ),
    keywords=words("fail early guard happy if else error edge invalid precondition"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "by": Param(ParamKind.WORDS, "how: guard clauses, early returns, if-return"),
        "without": Param(ParamKind.WORDS, "what stands in the way: else"),
    },
)
