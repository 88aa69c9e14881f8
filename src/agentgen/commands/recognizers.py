"""All that can recognise a statement: the rules and the gates."""

from agentgen.ir.recognition import Recognizer


def all_recognizers() -> tuple[Recognizer, ...]:
    """The rules, then the gates, each in the order of its registry."""
    from agentgen.gates.registry import GATES
    from agentgen.rules.registry import RULES

    return (*RULES, *GATES)
