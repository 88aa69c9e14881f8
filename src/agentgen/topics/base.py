"""What a topic is: something a spec demands, recognised with its parameters.

A topic says what a statement means where nothing checks it yet, so that the statement is
accounted for, compared with others, and exported. A rule that learns to check it takes over its
phrases, and the topic goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from agentgen.ir.phrases import Phrases, demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Combine, Extract, Params, listed, members, names, nothing, union
from agentgen.ir.recognition import ByPhrases

__all__ = [
    "Extract", "Params", "Topic", "demanded", "either", "forbidden", "listed", "members", "names",
    "nothing", "union",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic(ByPhrases):
    """One topic. Implements `agentgen.ir.recognition.Recognizer`.

    Attributes:
        id: kebab-case.
        title: one line for reports.
        phrases: parameters that a statement carries for the topic, or None.
        keywords: beginnings of words (lower case); every text that the topic recognises, or a
            heading above it, has one.
        prose, not_prose: sentences that mean the topic, with their parameters, and that do not;
            they are its tests and its documentation.
        status: of its statements: `unsupported`, `process` or `advisory`.
        describes: it is also recognised in text that only informs (`Backend: FastAPI`).
        general: it counts only where no other recogniser knows better.
    """

    id: str
    title: str
    phrases: Phrases
    keywords: tuple[str, ...]
    prose: Mapping[str, Params]
    not_prose: tuple[str, ...]
    status: Status = Status.UNSUPPORTED
    describes: bool = False
    general: bool = False
    combine: Combine = union
