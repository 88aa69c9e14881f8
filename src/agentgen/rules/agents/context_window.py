"""What models may answer is limited in tokens."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either
from agentgen.ir.policy import Status
from agentgen.ir.readers import names, number, together, union, words
from agentgen.rules.agents.model_calls import model_calls
from agentgen.rules.base import Example, Found, Params, Rule


def _priority(text: str) -> Params:
    tail = text.split(": ", 1)[-1]
    steps = names(step.strip(" .") for step in re.split(r" ?-?> ?", tail))
    return {"order": steps} if len(steps) > 2 else {}


phrases = either(
    demanded(
        r"\btoken (?:limits?|budgets?|counts?)\b|\b(?:limit|max\w*"
        r"|at most)\b[^.;]{0,20}\b\d+ tokens\b|\bprun(?:e|ing)\b[^.;]{0,20}\b(?:context"
        r"|history|messages)\b|\bcontext window\b[^.;]{0,15}\b(?:limit|manage|fit)\w*"
        r"|\bsummari[sz]e\w*\b[^.;]{0,12}\b(?:history|conversation)",
        together(number("max_tokens", r"\b(\d{3,7}) tokens\b"), _priority),
    ),
    demanded(r"^prioriti[sz]e: [^.;]*>", _priority),
)

_LIMITS = (
    "max_tokens",
    "max_completion_tokens",
    "max_output_tokens",
    "max_new_tokens",
    "generation_config",
    "config",
)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Each call that writes text names a limit; pictures have none."""
    found, examined = list[Found](), 0
    for path, _, use in model_calls(codebase):
        if "images." in use.name or use.name.endswith("invoke"):
            continue
        examined += 1
        given = [use.keywords[k] for k in _LIMITS if k in use.keywords]
        if not given and not use.spreads:
            found.append(Found(path, use.line, f"`{use.name}` may answer without end"))
        too_long = [g for g in given if g.isdigit() and int(g) > params.get("max_tokens", 10**9)]
        if too_long:
            found.append(
                Found(path, use.line, f"{too_long[0]} tokens, {params['max_tokens']} are allowed")
            )
    return found, examined


_CALL = "async def f():\n    await client.messages.create(model=m, messages=x"


RULE = Rule(
    id="context-window",
    title="What goes into a prompt is limited and ordered",
    help="set `max_tokens` (or what the provider calls it)",
    what="calls of language models",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _CALL + ", max_tokens=1000)\n"}, {"max_tokens": 4000}),
        Example({"a.py": "client.chat.completions.create(**options)\nmail.messages.list()\n"}),
    ),
    invalid=(
        Example({"a.py": _CALL + ")\n"}),
        Example({"a.py": "import litellm\nlitellm.completion(model=m, messages=x)\n"}),
        Example(
            {"a.py": "client.responses.create(model=m, max_output_tokens=9000)\n"},
            {"max_tokens": 4000},
        ),
    ),
    prose={
        "Implement token limits and pruning": {},
        "Keep to a token budget of 4000 tokens": {"max_tokens": 4000},
        "Prioritize: system prompt -> recent messages -> documents": {
            "order": ("system prompt", "recent messages", "documents")
        },
    },
    not_prose=("Refresh tokens expire", "Prune the hedge", "Avoid token limits"),
    keywords=words("token prun context summari prioriti"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "max_tokens": Param(ParamKind.NUMBER, "tokens at most"),
        "order": Param(ParamKind.WORDS, "what goes into a prompt, most important first"),
    },
)
