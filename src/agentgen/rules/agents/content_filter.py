"""Prompts are filtered for content before they are sent."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, named, together, union, words
from agentgen.rules.agents.model_calls import model_calls
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bcontent (?:safety|moderation|filter\w*|polic\w+)\b"
    r"|\bfilter(?:s|ed|ing)?\b[^.;]{0,12}\b(?:prompts?|generated (?:text|images?))\b"
    r"|\bmoderat(?:e|ion)\b[^.;]{0,20}\b(?:prompts?|content|api)\b",
    together(
        flag("before", r"\b(?:prior to|before) (?:\w+ )?(?:calling|calls?|sending)\b", "call"),
        named("models", r"(?:calling|calls? to|to) ((?:gpt|claude|dall-e|gemini)[\w.-]*)"),
    ),
)

_FILTERS = re.compile(
    r"moderat|content_?(?:filter|safety|policy)|(?:is|check|filter)_?(?:safe|prompt|content)|profanity|blocklist|guardrail",
    re.IGNORECASE,
)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """In each function that calls a model, or what it depends on, a filter comes first."""
    models, found, examined = params.get("models", ()), list[Found](), 0
    for path, file, use in model_calls(codebase):
        named = use.keywords.get("model", "")
        if models and "-" in named and named not in models:
            continue
        examined += 1
        earlier = [u.name for u in file.uses if u.function == use.function and u.line < use.line]
        decorators = [d for f in file.functions if f.qualname == use.function for d in f.decorators]
        if not any(_FILTERS.search(name) for name in (*earlier, *decorators)):
            found.append(Found(path, use.line, f"`{use.name}` is sent whatever was written"))
    return found, examined


_CALL = "    client.images.generate(model='gpt-image-1', prompt=p)\n"


RULE = Rule(
    id="content-filter",
    title="Prompts and answers are filtered for content",
    help="call a moderation endpoint or a filter before the model",
    what="calls of language models",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": "def f(p):\n    client.moderations.create(input=p)\n" + _CALL},
            {"before": "call", "models": ("gpt-image-1",)},
        ),
        Example(
            {
                "a.py": "def f(p):\n    ensure(is_safe(p))\n"
                + _CALL
                + "def g(p):\n    client.images.generate(model='dall-e-2', prompt=p)\n"
            },
            {"models": ("gpt-image-1",)},
        ),
    ),
    invalid=(
        Example({"a.py": "def f(p):\n" + _CALL}),
        Example(
            {"a.py": "def f(p):\n" + _CALL + "    client.moderations.create(input=p)\n"},
            {"before": "call"},
        ),
        Example({"a.py": "def f(p):\n    moderate(p)\ndef g(p):\n" + _CALL}),
    ),
    prose={
        "Enforce content safety by filtering prompts prior to calling `gpt-image-1`": {
            "before": "call",
            "models": ("gpt-image-1",),
        },
        "Moderate user content": {},
        "Filter prompts before sending": {"before": "call"},
    },
    not_prose=("Filter orders by date", "No content filter for admins"),
    keywords=words("content filter moderat"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "before": Param(ParamKind.TEXT, "call"),
        "models": Param(ParamKind.WORDS, "models that it is about"),
    },
)
