"""A spec's lines as its author wrote them."""

from agentgen.spec.encoding import decode


def original_lines(path: str, data: bytes) -> tuple[str, ...]:
    """The lines of a spec, decoded and otherwise untouched; line n is number n of every place.

    Raises:
        AgentgenError: when the file is binary.
    """
    text, _ = decode(path, data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(lines[:-1] if lines and not lines[-1] else lines)
