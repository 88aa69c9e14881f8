"""Calls of language models, and the files that send them."""

import re
from collections.abc import Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.codebase.use_model import CallUse
from agentgen.rules import lookup

_SENDS = re.compile(
    r"(?:^|\.)(?:(?:chat\.)?completions\.(?:create|parse)|messages\.(?:create|stream)|responses\.(?:create|parse|stream)"
    r"|images\.(?:generate|edit)|a?completion|a?generate_content|generate_content_async|converse|a?invoke|with_structured_output)$"
)
_CHAINS = re.compile(r"(?:^|\.)(?:a?completion|a?invoke|converse|with_structured_output)$")
_MODELS = re.compile(
    r"^(?:openai|anthropic|litellm|langchain|langgraph|google\.genai|google\.generativeai|mistralai|cohere|ollama|groq|boto3|together)\b"
)


def model_calls(codebase: Codebase) -> Iterator[tuple[str, PythonFile, CallUse]]:
    """Every call that sends a prompt; common names count only beside a library for models."""
    for path, file in lookup.product_python(codebase):
        knows = any(_MODELS.match(i.module) for i in file.imports)
        for use in file.uses:
            if _SENDS.search(use.name) and (knows or not _CHAINS.search(use.name)):
                yield path, file, use
