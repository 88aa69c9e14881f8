"""What models answer is validated before it is used, and never run."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.agents.model_calls import model_calls
from agentgen.rules.base import Example, Found, Params, Rule

_MODEL = r"(?:llms?|(?:language |ai |cheaper |smaller )?models?|agents?|gpt[\w-]*|prompts?)"

phrases = either(
    demanded(rf"\bvalidate\b[^.;]{{0,12}}\b{_MODEL} (?:outputs?|answers?|responses?|results?)\b"),
    forbidden(
        rf"\b(?:trust|execute)\b[^.;]{{0,12}}\b{_MODEL}(?:-generated)? (?:outputs?|answers?"
        rf"|responses?|code)\b"
    ),
)

_RUNS = re.compile(r"^(?:eval|exec|os\.system|subprocess\.\w+)$")
_CHECKS = re.compile(
    r"model_validate(?:_json)?$|TypeAdapter|validate_(?:json|python)$|with_structured_output$|\.parse$|parse_obj$|parse_raw$"
    r"|output_parser|OutputParser|guardrail|validate_\w+|check_\w+|sanitize\w*|moderat\w+",
    re.IGNORECASE,
)
_SHAPED = frozenset(
    {
        "response_format",
        "output_format",
        "tools",
        "response_model",
        "response_schema",
        "text_format",
    }
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Files that send prompts check what comes back; none of them runs code."""
    found, examined, seen = list[Found](), 0, set[str]()
    for path, file, use in model_calls(codebase):
        examined += 1
        shaped = _SHAPED & use.keywords.keys() or "images." in use.name
        if path in seen:
            continue
        seen.add(path)
        runs = [u for u in file.uses if _RUNS.match(lookup.full_name(file, u.name))]
        found += [
            Found(path, u.line, f"`{u.name}` runs what a model may have written") for u in runs
        ]
        if not shaped and not any(_CHECKS.search(u.name) for u in file.uses):
            found.append(Found(path, use.line, f"nothing validates what `{use.name}` answers"))
    return found, examined


_CALL = "answer = client.messages.create(model=m, max_tokens=9)\n"


RULE = Rule(
    id="model-output-checks",
    title="What models answer is validated before it is used",
    help="validate it with a Pydantic model, or ask for structured output",
    what="calls of language models",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _CALL + "Reply.model_validate_json(answer.text)\n"}),
        Example(
            {
                "a.py": "client.chat.completions.create(model=m, response_format=Reply)\n",
                "b.py": "eval('1')\n",
            }
        ),
    ),
    invalid=(
        Example({"a.py": _CALL + "json.loads(answer.text)\n"}),
        Example({"a.py": _CALL + "Reply.model_validate(answer)\nexec(answer.code)\n"}),
        Example(
            {
                "a.py": "import anthropic\nimport subprocess as sp\n"
                + _CALL
                + "check_answer(answer)\nsp.run(answer.text, shell=True)\n"
            }
        ),
    ),
    prose={
        "Validate agent outputs": {},
        "Never trust agent outputs blindly": {},
        "Do not trust model answers": {},
    },
    not_prose=("Trust the output of the tests", "Validate forms"),
    keywords=words("output answer response result code"),
    status=Status.HEURISTIC,
)
