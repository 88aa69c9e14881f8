"""What topics take their phrases and parameters from, under one name."""

from agentgen.ir.phrases import headed, labelled, under
from agentgen.ir.readers import Read, flag, identifiers, items, named, number, together, words

__all__ = [
    "Read", "flag", "headed", "identifiers", "items", "labelled", "named", "number", "together",
    "under", "words",
]  # fmt: skip
