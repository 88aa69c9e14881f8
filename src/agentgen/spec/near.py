"""Rules and gates near to a text that none of them recognises."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agentgen.ir.recognition import Recognizer

_WORD = re.compile(r"[a-z][a-z]{2,}")
_STOP_WORDS = (
    "the and for with that this are all any each every not never must should shall use used using "
    "have has from into when than more less least most always only their its your our they them "
    "will can may such per also out avoid keep ensure follow make write code"
)
_STOP = frozenset(_STOP_WORDS.split())
_ENOUGH = 0.2
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A rule or gate, and a sentence that it recognises."""

    id: str
    example: str


def near_kinds(text: str, recognizers: Sequence[Recognizer]) -> tuple[Near, ...]:
    """At most three recognisers whose example sentences share the most words with `text`."""
    words = _words(text)
    scored: list[tuple[float, Near]] = []
    for recognizer in recognizers:
        examples: Iterable[str] = getattr(recognizer, "prose", {})
        best = max(((_likeness(words, _words(e)), e) for e in examples), default=(0.0, ""))
        if best[0] >= _ENOUGH:
            scored.append((best[0], Near(recognizer.id, best[1])))
    scored.sort(key=lambda pair: -pair[0])
    return tuple(near for _, near in scored[:_SHOWN])


def _words(text: str) -> frozenset[str]:
    """Words without their endings, so that plurals and participles meet."""
    found = {re.sub(r"(?:ing|ed|es|s)$", "", word) for word in _WORD.findall(text[:2000].lower())}
    return frozenset(found - _STOP)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
