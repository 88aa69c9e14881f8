"""Answers of models are cached."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules.agents.model_calls import model_calls
from agentgen.rules.base import Example, Found, Params, Rule

_MODEL = r"(?:llms?|(?:language |ai |cheaper |smaller )?models?|agents?|gpt[\w-]*|prompts?)"

phrases = demanded(
    rf"\bcach(?:e|es|ed|ing)\b[^.;]{{0,12}}\b{_MODEL} (?:responses?|answers?|calls?"
    rf"|results?)"
    r"|\bcache when possible\b|\bprompt caching\b|\bcache completions?\b"
)

_CACHE = re.compile(r"cache|memoi[sz]e", re.IGNORECASE)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for a cache in each file that sends prompts: decorators, calls, imports, keys."""
    found, examined, seen = list[Found](), 0, set[str]()
    for path, file, use in model_calls(codebase):
        examined += 1
        words = [u.name for u in file.uses] + [d for f in file.functions for d in f.decorators]
        words += [n for i in file.imports for n in (i.module, *i.names)] + list(file.keys)
        if path not in seen and not any(_CACHE.search(word) for word in words):
            seen.add(path)
            found.append(Found(path, use.line, f"`{use.name}` asks anew each time"))
    return found, examined


_CALL = "    return client.messages.create(model=m, max_tokens=9)\n"


RULE = Rule(
    id="llm-caching",
    title="Answers of models are cached",
    help="look the prompt up in a cache before it is sent, or use the cache of the provider",
    what="calls of language models",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "@cached(ttl=60)\ndef f(prompt):\n" + _CALL}),
        Example({"a.py": "def f(p):\n    known = cache.get(p)\n" + _CALL}),
        Example({"a.py": "def f(p):\n    block = {'cache_control': x}\n" + _CALL}),
    ),
    invalid=(
        Example({"a.py": "def f(prompt):\n" + _CALL}),
        Example({"a.py": "def f(prompt):\n    # cache this\n" + _CALL, "b.py": "cache.get(1)\n"}),
    ),
    prose={
        "Cache LLM responses": {},
        "Monitor costs and cache when possible": {},
        "Use prompt caching": {},
    },
    not_prose=("Cache responses of the API", "Never cache LLM answers"),
    keywords=words("cach prompt"),
    status=Status.HEURISTIC,
)
