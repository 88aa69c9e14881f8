"""Error messages say what went wrong."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import CallUse
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\b(?:meaningful|clear|helpful|user[- ]friendly|actionable|descriptive|informative"
    r"|human[- ]readable)\b[^.;]{0,12}\berrors?(?: [a-z]+)? messages?\b"
    r"|\buser[- ]friendly errors?\b"
    r"|\berror messages?\b[^.;]{0,20}\b(?:meaningful|clear|helpful|actionable)\b"
)

_EMPTY = re.compile(
    r"(?:an? |the |some |unknown |internal |general )?(?:error|failure|failed|invalid|problem|oops"
    r"|exception|bad|wrong|nope|fail|todo|fixme|something (?:went wrong|failed|happened)"
    r"|(?:error|problem) occurred)[.!]*\Z",
    re.IGNORECASE,
)
_RAISED = re.compile(r"(?:^|\.)(?:[A-Z]\w*)?(?:Error|Exception)$")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at the constant messages of exceptions in Python, and of `new Error` in scripts."""
    found, examined = list[Found](), 0
    for path, use in lookup.calls(codebase):
        if _RAISED.search(use.name):
            text = use.keywords.get("detail") or use.keywords.get("message") or _last(use)
            examined += 1
            if _EMPTY.match(text):
                found.append(Found(path, use.line, f"the message `{text}` says nothing"))
    for path, call in lookup.script_calls(codebase):
        if call.name.startswith("new ") and _RAISED.search(call.name[4:]):
            text = (call.arguments or ("",))[0].strip("'\"`")
            examined += 1
            if _EMPTY.match(text) or (not call.arguments and call.name == "new Error"):
                found.append(Found(path, call.line, f"the message `{text}` says nothing"))
    return found, examined


def _last(use: CallUse) -> str:
    """The last argument with a space or of one word: `HTTPException(404, "no such user")`."""
    return next((a for a in reversed(use.arguments) if not a.isdigit()), "")


RULE = Rule(
    id="meaningful-error-messages",
    title="Error messages help the reader",
    help="name what failed and what the reader can do",
    what="errors with a message",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "raise ValueError('the order has no lines')\nraise HTTPException(404)\n"}),
        Example(
            {
                "a.py": "raise AppError('INVALID', 'an invoice needs a customer')\n"
                "raise KeyError(name)\n"
            }
        ),
        Example({"a.ts": "throw new Error('The server cannot be reached.');\n"}),
    ),
    invalid=(
        Example({"a.py": "raise ValueError('Error')\n"}),
        Example({"a.py": "raise HTTPException(status_code=400, detail='An error occurred.')\n"}),
        Example({"a.ts": "throw new Error('Something went wrong');\n"}),
        Example({"a.ts": "throw new Error();\n"}),
    ),
    prose={
        "Provide meaningful error messages": {},
        "Throw user-friendly errors": {},
        "Error messages are clear and actionable": {},
    },
    not_prose=("Clear the error log", "No helpful error messages for attackers"),
    keywords=words("error"),
    status=Status.HEURISTIC,
)
