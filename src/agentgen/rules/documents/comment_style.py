"""Complex code has a comment that says why."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, flag, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Rule


def _prefix(text: str) -> Params:
    """The marker that comments begin with, such as `# Reason:`."""
    found = re.search(r"(#|//) ?([a-z]+):", text)
    return {"prefix": f"{found[1]} {found[2].capitalize()}:"} if found else {}


phrases = demanded(
    r"\b(?:inline )?comments?\b[^.;]{0,30}\b(?:prefix|complex|non-obvious|why|intent"
    r"|reason)\b|\b(?:complex|non-obvious)\b[^.;]{0,20}\bcomments?\b"
    r"|^comments?: (?!only\b)|\bexplain (?:complex|the why|why)\b",
    together(
        _prefix,
        flag("where", r"\bcomplex\b", "complex logic"),
        flag("where", r"\bnon-obvious\b", "non-obvious code"),
    ),
)

_WAYS = 10
_COMMENT = re.compile(r"(?:^|\s)#(?!:|!)\s*(?P<text>\S.*)")
_PRAGMA = re.compile(r"noqa|type:|pragma|fmt:|pylint|eslint|agentgen:|@ts-|prettier|isort:", re.I)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for functions with more than ten ways through and not one comment in or above them."""
    word = str(params.get("prefix", "")).lstrip("#/ ").casefold()
    found, examined = list[Found](), 0
    for path, function in codebase.functions():
        if function.branches <= _WAYS or path not in codebase.python or not lookup.is_product(path):
            continue
        examined += 1
        lines = codebase.texts[path].split("\n")[max(function.line - 3, 0) : function.end_line]
        told = [
            m["text"] for m in map(_COMMENT.search, lines) if m and not _PRAGMA.match(m["text"])
        ]
        if not any(text.casefold().startswith(word) for text in told):
            wanted = f" that begins with `{params['prefix']}`" if word else ""
            message = f"`{function.qualname}` has {function.branches} ways and no comment{wanted}"
            found.append(Found(path, function.line, message))
    return found, examined


_BODY = "".join(f"    if x == {n}:\n        return {n}\n" for n in range(11))

RULE = Rule(
    id="comment-style",
    title="Comments say why, where the code does not",
    help="say in a comment why it must be so, or split the function",
    what="Python functions with more than ten ways through",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": f"def f(x):\n    # Eleven tariffs, by law.\n{_BODY}"}),
        Example(
            {"a.py": f"def f(x):\n{_BODY}    return 0  # Reason: no tariff\n"},
            {"prefix": "# Reason:"},
        ),
    ),
    invalid=(
        Example({"a.py": f"def f(x):  # noqa: C901\n{_BODY}"}),
        Example({"a.py": f"def f(x):\n    # as the law says\n{_BODY}"}, {"prefix": "# Reason:"}),
        Example({"a.py": f"class A:\n  def f(self, x):\n{_BODY}"}),
    ),
    prose={
        "Complex logic: inline comments with `# Reason:` prefix": {
            "prefix": "# Reason:",
            "where": "complex logic",
        },
        "Add comments for non-obvious constraints": {"where": "non-obvious code"},
        "Comments: explain why, not what": {},
    },
    not_prose=(
        "Comment on the pull request",
        "Explain the error to the user",
        "Comments: only rarely",
    ),
    keywords=words("comment explain"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "prefix": Param(ParamKind.TEXT, "how such comments begin; any comment when left out"),
        "where": Param(ParamKind.TEXT, "complex logic or non-obvious code"),
    },
)
