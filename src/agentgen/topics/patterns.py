"""Architectural patterns and design principles that specs ask for by name."""

import re

from agentgen.topics.base import Params, Topic, demanded, listed, names

_PATTERNS = (
    "factory", "strategy", "adapter", "observer", "decorator", "builder", "singleton", "facade",
    "unit of work", "mediator", "command", "state machine", "event sourcing", "cqrs", "saga",
    "circuit breaker", "clean architecture", "hexagonal", "ports and adapters", "domain-driven",
    "ddd", "mvc", "roro", "event-driven", "microservices", "monolith", "modular monolith",
)  # fmt: skip
_PATTERN = "|".join(_PATTERNS)


def _pattern(text: str) -> Params:
    found = names(re.findall(rf"\b({_PATTERN})\b", text))
    products = listed(text)
    return {"patterns": found, **({"names": products} if products else {})}


TOPICS = (
    Topic(
        id="design-pattern",
        title="The spec names an architectural pattern",
        phrases=demanded(
            rf"\b(?:{_PATTERN}) (?:pattern|architecture|design)\b|^(?:{_PATTERN})(?: pattern)?: "
            rf"|\broro\b|\breceive an object\b|\buse (?:an? "
            rf"|the )?(?:{_PATTERN})\b(?=.* (?:for|to)\b)|\b(?:clean"
            rf"|hexagonal) architecture\b|\bports and adapters\b|\bdomain-driven design\b"
            rf"|\bmodular monolith\b|\bcqrs\b",
            _pattern,
        ),
        keywords=tuple(sorted({"receive", *(p.split()[0].split("-")[0] for p in _PATTERNS)})),
        prose={
            "Factory: create agents by type": {"patterns": ("factory",)},
            "Follow clean architecture": {"patterns": ("clean architecture",)},
            "Use the strategy pattern for pricing": {"patterns": ("strategy",)},
            "Functions receive an object and return one (RORO)": {"patterns": ("roro",)},
        },
        not_prose=(
            "Run the command",
            "State machines are drawn in Figma",
            "Never use the singleton pattern",
        ),
    ),
)
