"""Functions and classes stay within the size and complexity of one purpose."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python

_BRANCHES, _METHODS = 10, 20

_AND = re.compile(
    r"^_?(?!(?:read|drop|search|find|get)_)[a-z]+(?:_[a-z]+){0,3}_and_(?:create|update|delete|send|save|notify|store|return|validate|process|log|email|persist|charge)\w*$"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at McCabe's complexity, the number of public methods, and names that join two verbs."""
    found, examined = [], 0
    for path, file in product_python(codebase):
        for function in file.functions:
            examined += 1
            if function.branches > _BRANCHES:
                message = (
                    f"`{function.qualname}` has {function.branches} ways through it, more than"
                    f" {_BRANCHES}"
                )
                found.append(Found(path, function.line, message))
            elif _AND.match(function.name):
                message = f"`{function.qualname}` does two things by its name"
                found.append(Found(path, function.line, message))
        for item in file.classes:
            public = [m for m in item.members if not m.startswith("_")]
            examined += 1
            if len(public) > _METHODS:
                message = f"class `{item.name}` has {len(public)} public methods"
                found.append(Found(path, item.line, message))
    return found, examined


_LONG = "".join(f"    if a == {n}:\n        return {n}\n" for n in range(10))

_WIDE = "class A:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(21))

RULE = Rule(
    id="single-responsibility",
    title="A unit does one thing",
    help="split it by what its parts are for",
    what="functions and classes",
    phrases=demanded(
        r"\bsingle[- ]responsibilit\w+|\bsrp\b|\b(?:one|1|single|clear"
        r"|only one)(?:, \w+)? (?:clear |single )?(?:purposes?|responsibilit(?:y|ies)|concern"
        r"|job)\b"
        r"|\bdo(?:es)? (?:one|1|only one|a single) thing\b|\bone (?:concept|entity|class"
        r"|component) per (?:file|module|class)\b|\bsingle concept\b"
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": "def f(a):\n    if a:\n        return 1\n    return 2\n"}),
        Example({"a.py": "def search_and_rescue(): ...\ndef rock_and_roll(): ...\n"}),
    ),
    invalid=(
        Example({"a.py": "def f(a):\n" + _LONG}),
        Example({"a.py": _WIDE}),
        Example({"a.py": "async def create_user_and_send_mail(user): ...\n"}),
    ),
    prose={
        "Single responsibility per service": {},
        "Every function does ONE thing well": {},
        "Each module has one clear purpose": {},
    },
    not_prose=("A function need not do one thing", "Single sign-on for staff"),
    keywords=("single", "srp", "one", "1", "clear", "do", "only"),
    status=Status.HEURISTIC,
    combine=union,
)
