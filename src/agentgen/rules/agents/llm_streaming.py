"""Long outputs of models are streamed."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.agents.model_calls import model_calls
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bstream(?:s|ed|ing)?\b[^.;]{0,20}\b(?:outputs?|tokens|completions|answers"
    r"|llm|model|responses?)\b"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """At least one file that calls models for text streams what they write."""
    spots, streams = list[lookup.Spot](), False
    for path, file, use in model_calls(codebase):
        if "images." not in use.name:
            spots.append((path, use.line))
            streams = streams or use.keywords.get("stream", "False") != "False"
            streams = streams or any(u.name.endswith((".stream", ".astream")) for u in file.uses)
    return [] if streams else lookup.absent(spots, "no answer of a model is streamed"), len(spots)


_CALL = "client.chat.completions.create(model=m, messages=x"


RULE = Rule(
    id="llm-streaming",
    title="Long outputs are streamed",
    help="ask the model to stream, and answer with a `StreamingResponse`",
    what="calls of language models",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _CALL + ", stream=True)\n" + _CALL + ")\n"}),
        Example({"a.py": "client.messages.stream(model=m)\n"}),
    ),
    invalid=(
        Example({"a.py": _CALL + ")\n"}),
        Example({"a.py": _CALL + ", stream=False)\nstream = 1\n"}),
    ),
    prose={
        "Streaming for long outputs": {},
        "Stream tokens to the client": {},
        "Answers come in parts: stream responses": {},
    },
    not_prose=("Streaming services", "Never stream tokens"),
    keywords=words("stream"),
    status=Status.HEURISTIC,
)
