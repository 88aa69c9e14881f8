"""All that can recognise a statement: the rules, the gates and the topics."""

from agentgen.ir.recognition import Recognizer


def all_recognizers() -> tuple[Recognizer, ...]:
    """The rules, the gates, then the topics, each in the order of its registry."""
    from agentgen.gates.registry import GATES
    from agentgen.rules.registry import RULES
    from agentgen.topics.registry import TOPICS

    return (*RULES, *GATES, *TOPICS)
