"""Count tokens: with the model's own vocabulary where it is at hand, else by a bounded estimate.

tiktoken knows the vocabularies of OpenAI's models and downloads them when they are first used.
Counting must not need a network: it is used only where the file already lies in its cache, whose
names are SHA-1 digests of addresses (tiktoken/load.py).
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from agentgen.fill.model import Message

_VOCABULARY = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"
_EACH_MESSAGE = 4
"""Tokens that delimit a message, as OpenAI's cookbook counts them."""


def estimate(text: str) -> int:
    """How many tokens a text may have: one for three bytes, more than usual for code."""
    return -(-len(text.encode()) // 3)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Counts tokens for a model; `lookup` gives its tokenizer, None where it is not at hand."""

    lookup: "Callable[[str], Callable[[str], int] | None] | None" = None

    def of_text(self, model: str, text: str) -> int:
        """The tokens of a text, exact or estimated."""
        count = (self.lookup or tokenizer)(model)
        return count(text) if count else estimate(text)

    def of_messages(self, model: str, messages: Sequence[Message]) -> int:
        """The tokens of a conversation."""
        return sum(self.of_text(model, m.content) + _EACH_MESSAGE for m in messages)

    def exact(self, model: str) -> bool:
        """Whether the model's own vocabulary counts."""
        return (self.lookup or tokenizer)(model) is not None


@cache
def tokenizer(model: str) -> Callable[[str], int] | None:
    """A function that counts a model's tokens, without any download; None where there is none."""
    try:
        tiktoken = import_module("tiktoken")
    except ImportError:
        return None
    try:
        name = tiktoken.encoding_name_for_model(model)
    except KeyError:
        return None
    digest = hashlib.sha1(_VOCABULARY.format(name).encode(), usedforsecurity=False).hexdigest()
    if not any((folder / digest).is_file() for folder in _folders()):
        return None
    encoding = tiktoken.get_encoding(name)
    return lambda text: len(encoding.encode_ordinary(text))


def _folders() -> list[Path]:
    named = [os.environ.get(n) for n in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")]
    chosen = next((n for n in named if n is not None), None)
    if chosen is not None:
        return [Path(chosen)] if chosen else []
    return [Path(tempfile.gettempdir()) / "data-gym-cache"]
