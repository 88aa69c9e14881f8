"""What every decision is recognised with."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from agentgen.ir.needs import Needs
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.words import words_in
from agentgen.spec.modality import is_reference

_FRONTEND = frozenset(
    {
        "frontend", "react", "component", "components", "ts", "tsx", "typescript", "javascript",
        "css", "ui", "eslint", "prettier",
    }
)  # fmt: skip
_BACKEND = frozenset({"backend", "python", "fastapi", "server", "fullstack"})


@dataclass(frozen=True, slots=True)
class Found:
    """A value a statement takes; `mention` marks one that is only seen in passing."""

    value: Any
    mention: bool = False


@dataclass(frozen=True, slots=True)
class Decider:
    """Recognises one kind of decision.

    Attributes:
        key: field of `ir.decisions.Decisions`.
        recognise: the value a statement takes, or None.
        stricter: of two numbers the one that demands more; None where there is no such order.
        structural: values of different files are never merged.
        combine: makes one value of two that agree; None when they do not.
        keywords: beginnings of words, one of which is in each text (code apart) that it knows, or
            in a heading above it.
        needs: what such a text itself needs; () where that is not known.
    """

    key: str
    recognise: Callable[[Statement], Found | None]
    stricter: Callable[[Any, Any], Any] | None = None
    structural: bool = False
    combine: Callable[[Any, Any], Any] | None = None
    keywords: tuple[str, ...] = ()
    needs: Needs = ()


def is_pointer(statement: Statement) -> bool:
    """True for links and reading lists, which name things without deciding anything."""
    return is_reference(statement.section) or (
        statement.modality is not Modality.EXAMPLE
        and ("http://" in statement.text or "https://" in statement.text)
    )


def about_frontend(statement: Statement) -> bool:
    """True when the statement or its section speaks of the frontend alone."""
    words = _side_words(statement.text).union(*map(_side_words, statement.section))
    return not words.isdisjoint(_FRONTEND) and words.isdisjoint(_BACKEND)


@lru_cache(maxsize=1024)
def _side_words(text: str) -> frozenset[str]:
    """The words of a text; what `front-end` and its like are written in one word counts too."""
    joined = text.lower().replace("-end", "end").replace("full-stack", "fullstack")
    return words_in(joined)


_REJECTING = (
    r"(?:instead of|rather than|not|never|no|without|avoid(?:ing)?|over|replac(?:e|es|ing)|"
    r"migrat(?:e|ed|ing) (?:away )?from|drop(?:ped)?|remov(?:e|ed|ing)|don't use|do not use|"
    r"no longer use|stop using)"
)


def affirmed(statement: Statement, names: str) -> bool:
    """True when the text speaks for a thing, whose names are given as a pattern."""
    if statement.modality is Modality.NEVER:
        return False
    text = statement.text
    rejected = re.sub(
        rf"\b{_REJECTING}\W+(?:the |a |an |raw |plain |using )*(?:{names})", "", text, flags=re.I
    )
    return bool(re.search(names, rejected, re.I))


def one_of(statement: Statement, choices: dict[str, str]) -> str | None:
    """The only choice the statement speaks for; None for none, or for several joined by «or»."""
    found = [value for value, names in choices.items() if affirmed(statement, names)]
    return found[0] if len(found) == 1 else None
