"""Text from outside is cleaned before it goes into a prompt, and kept apart from instructions."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.agents.model_calls import model_calls
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bprompt[- ]injections?\b"
    r"|\bsaniti[sz]e\w*\b[^.;]{0,12}\b(?:llm|prompts?|model|agent)\b"
    r"|\buntrusted data\b[^.;]{0,20}\bprompts?\b",
    named("what", r"inputs?|outputs?"),
)

_CLEANS = (
    r"saniti[sz]|guardrail|moderat|injection|escape_prompt"
    r"|clean_(?:input|prompt|text)|strip_(?:control|markup)|redact|safety"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Where models are called, the product has a function that cleans what goes in."""
    spots = [(path, use.line) for path, _, use in model_calls(codebase)]
    if lookup.mentions(codebase, _CLEANS):
        return [], len(spots)
    return lookup.absent(spots, "nothing cleans what goes into prompts"), len(spots)


_CALL = "client.messages.create(model=m, max_tokens=9)\n"


RULE = Rule(
    id="prompt-injection",
    title="Input and output of models are sanitized",
    help="pass it through a function that cleans it, and send it as a message of the user",
    what="calls of language models",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "from app.safety import sanitize\n" + _CALL}),
        Example({"a.py": _CALL, "g.py": "def detect_injection(text): ...\n"}),
    ),
    invalid=(
        Example({"a.py": _CALL}),
        Example({"a.py": "# sanitize\n" + _CALL, "b.py": "def insane(): ...\n"}),
    ),
    prose={
        "Sanitize LLM inputs/outputs (prevent prompt injection)": {"what": ("inputs", "outputs")},
        "Protect against prompt injection": {},
        "Sanitise prompts before sending": {},
    },
    not_prose=("Inject the prompt service", "Sanitize HTML"),
    keywords=words("prompt saniti untrusted"),
    status=Status.HEURISTIC,
    combine=union,
    params={"what": Param(ParamKind.WORDS, "inputs, outputs")},
)
