"""What specs demand of an HTTP API."""

import re

from agentgen.topics.base import Params, Topic, demanded, names

_KEYS = re.compile(r"[\"'`]?([a-z_]\w*)[\"'`]?\??\s*(?::|,|\}|$)")


def _envelope(text: str) -> Params:
    shape = re.search(r"\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}", text)
    if shape is None:
        return {}
    flat = re.sub(r"\{[^{}]*\}", "", shape[1])
    return {"keys": names(_KEYS.findall(flat))}


TOPICS = (
    Topic(
        id="response-envelope",
        title="Answers are wrapped in one envelope",
        phrases=demanded(
            r"\b(?:(?:response|success|json|api|consistent|standard) (?:response )?(?:envelopes?"
            r"|wrappers?)"
            r"|(?:consistent|standard(?:i[sz]ed)?|uniform) (?:\w+ )?response (?:format|structure"
            r"|shape)s?)\b",
            _envelope,
        ),
        keywords=("envelope", "wrapper", "response", "consistent", "standard", "uniform"),
        prose={
            "Return consistent response envelopes": {},
            "Use the response envelope { success, data, error }": {
                "keys": ("success", "data", "error")
            },
            "A standardized response format is required": {},
        },
        not_prose=("Open the envelope first", "Responses are consistent over time"),
    ),
    Topic(
        id="examples-in-tests",
        title="The contract's examples are used in tests",
        phrases=demanded(r"\bexamples?\b[^.;]{0,30}\b(?:in|by|for|as) (?:the )?(?:\w+ )?tests?\b"),
        keywords=("example",),
        prose={
            "Include examples in tests": {},
            "Use the contract's examples as test data": {},
            "OpenAPI examples must be covered by the tests": {},
        },
        not_prose=("Add an example to the README", "Tests are good examples of usage"),
    ),
)
