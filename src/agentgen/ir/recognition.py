"""What the spec compiler needs of a rule: to recognise it in prose.

`agentgen.spec` is handed a sequence of these by `agentgen.commands`; `agentgen.rules` and
`agentgen.gates` implement them. So neither imports the other.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from agentgen.ir.needs import Needs
from agentgen.ir.phrases import Phrases, needed_by
from agentgen.ir.policy import Statement, Status
from agentgen.ir.readers import Combine, Params


class Recognizer(Protocol):
    """A rule or gate, as seen by the spec compiler."""

    @property
    def id(self) -> str:
        """Kebab-case id, `function-length`."""
        ...

    @property
    def status(self) -> Status:
        """Status of the statements it recognises: enforced, heuristic, measured or generated."""
        ...

    @property
    def keywords(self) -> tuple[str, ...]:
        """Beginnings of words (lower case); each text it recognises, or what is above, has one."""
        ...

    @property
    def needs(self) -> Needs:
        """What each text it recognises needs; () where that is not known."""
        ...

    @property
    def describes(self) -> bool:
        """True when it is also recognised in text that only informs."""
        ...

    @property
    def general(self) -> bool:
        """True when it counts only where no other recogniser knows better."""
        ...

    def recognise(self, statement: Statement) -> Mapping[str, Any] | None:
        """Parameters the statement carries for this rule (maybe none: {}), or None."""
        ...

    def stricter(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
        """Of two parameter sets for the same scope, the one that demands more."""
        ...


class ByPhrases:
    """What a recogniser does with its phrases, and with the settings that they give.

    Attributes:
        phrases: parameters that a statement carries, or None.
        combine: of two parameter sets for the same scope, the one that demands more.
    """

    __slots__ = ()
    phrases: Phrases
    combine: Combine

    @property
    def general(self) -> bool:
        """False: it knows what it recognises."""
        return False

    @property
    def needs(self) -> Needs:
        """What its phrases need of a text (see `agentgen.ir.needs`)."""
        return needed_by(self.phrases)

    def recognise(self, statement: Statement) -> Params | None:
        """Parameters the statement carries, or None."""
        return self.phrases(statement)

    def stricter(self, one: Params, other: Params) -> Params:
        """Of two parameter sets for the same scope, the one that demands more."""
        return self.combine(one, other)
