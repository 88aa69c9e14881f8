"""What a role spec calls itself."""

from dataclasses import dataclass

from agentgen.spec.blocks import Shape, read_blocks
from agentgen.spec.reading import read_spec


@dataclass(frozen=True, slots=True)
class Outline:
    """Title (first heading) and summary (first sentence or paragraph) of a spec, maybe empty."""

    title: str
    summary: str


def outline(path: str, data: bytes) -> Outline:
    """Read a spec's title and summary; raises AgentgenError like `compile_specs`."""
    source = read_spec(path, data)
    title = next((line.lstrip("# ").strip() for line in source.lines if line.startswith("# ")), "")
    prose = (block.text for block in read_blocks(source) if block.shape is Shape.SENTENCES)
    return Outline(title, " ".join(next(prose, "").split()))
