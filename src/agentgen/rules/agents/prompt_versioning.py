"""Prompts are kept as code of their own: in files or modules for prompts."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.agents.model_calls import model_calls
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bversion\b[^.;]{0,12}\bprompts?\b|\bprompts? as code\b"
    r"|\bprompts?\b[^.;]{0,20}\b(?:versioned|(?:under|in) version control)\b"
)

_PLACE = re.compile(r"(?:^|/)prompts?(?:/|\.py$|_\w+\.py$)|_prompts?\.py$|(?:^|/)templates/")
_NAME = re.compile(r"prompt|^system$|^content$|instructions?$", re.IGNORECASE)
_LONG = 200


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Long texts named like prompts lie in modules for prompts, wherever models are called."""
    examined = sum(1 for _ in model_calls(codebase))
    found = [
        Found(path, string.line, f"the prompt `{string.name}` stands between other code")
        for path, file in lookup.product_python(codebase)
        if examined and not _PLACE.search(path)
        for string in file.named_strings
        if _NAME.search(string.name) and len(string.value) > _LONG
    ]
    return found, examined


_CALL = "client.messages.create(model=m, max_tokens=9)\n"
_TEXT = "You answer questions of customers. " * 8


RULE = Rule(
    id="prompt-versioning",
    title="Prompts are versioned and tested like code",
    help="move it to a module or a file below `prompts/`, with a version",
    what="calls of language models",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": "from app.prompts import GREETING\n" + _CALL,
                "app/prompts/v1.py": f"PROMPT = '{_TEXT}'\n",
            }
        ),
        Example({"a.py": "PROMPT = 'Hello'\n" + _CALL}),
    ),
    invalid=(
        Example({"a.py": f"SYSTEM_PROMPT = '{_TEXT}'\n" + _CALL}),
        Example(
            {"a.py": _CALL, "b.py": f"messages = [{{'role': 'system', 'content': '{_TEXT}'}}]\n"}
        ),
    ),
    prose={
        "Version your prompts": {},
        "Treat prompts as code": {},
        "All prompts are versioned": {},
    },
    not_prose=("Prompt for the version", "Do not version prompts"),
    keywords=words("version prompt"),
    status=Status.HEURISTIC,
)
