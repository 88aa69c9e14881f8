"""What a topic is: something a spec demands, recognised with its parameters.

A topic says what a statement means where nothing checks it yet, so that the statement is
accounted for, compared with others, and exported. A rule that learns to check it takes over its
phrases, and the topic goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from agentgen.ir.needs import Needs
from agentgen.ir.phrases import Phrases, demanded, either, forbidden, needed_by
from agentgen.ir.policy import Statement, Status
from agentgen.ir.readers import Combine, Extract, Params, listed, members, names, nothing, union

__all__ = [
    "Extract", "Params", "Topic", "demanded", "either", "forbidden", "listed", "members", "names",
    "nothing", "union",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
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
    """

    id: str
    title: str
    phrases: Phrases
    keywords: tuple[str, ...]
    prose: Mapping[str, Params]
    not_prose: tuple[str, ...]
    status: Status = Status.UNSUPPORTED
    describes: bool = False
    combine: Combine = union

    @property
    def needs(self) -> Needs:
        """What its phrases need of a text (see `agentgen.ir.needs`)."""
        return needed_by(self.phrases)

    def recognise(self, statement: Statement) -> Params | None:
        """Parameters the statement carries for this topic, or None."""
        return self.phrases(statement)

    def stricter(self, one: Params, other: Params) -> Params:
        """Of two parameter sets for the same scope, the one that demands more."""
        return self.combine(one, other)
